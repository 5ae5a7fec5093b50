/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The events of MsftFileSystemImage, and adding, which fires them. */
#include "imapi2fs/file_system_image.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/problem.h"

static VARIANTARG number_argument(LONG value)
{
    VARIANTARG argument;

    VariantInit(&argument);
    V_VT(&argument) = VT_I4;
    V_I4(&argument) = value;
    return argument;
}

static VARIANTARG text_argument(BSTR text)
{
    VARIANTARG argument;

    VariantInit(&argument);
    V_VT(&argument) = VT_BSTR;
    V_BSTR(&argument) = text;
    return argument;
}

static VARIANTARG image_argument(struct file_system_image *image)
{
    VARIANTARG argument;

    VariantInit(&argument);
    V_VT(&argument) = VT_DISPATCH;
    V_DISPATCH(&argument) = (IDispatch *)&image->IFileSystemImage3_iface;
    return argument;
}

static LONG saturated(int64_t value)
{
    return value > MAXLONG ? MAXLONG : (LONG)value;
}

/*
 * The lock is held once, in the middle of a change: it is open while sinks are called, and other
 * changes are refused meanwhile.
 */
static void fire(struct file_system_image *image, REFIID source, DISPID member,
                 VARIANTARG *arguments, UINT count)
{
    image->is_adding = true;
    com_lock_leave(&image->lock);
    com_connections_fire(&image->connections, source, member, arguments, count);
    com_lock_enter(&image->lock);
    image->is_adding = false;
}

/* What has no memory for a name is not told. */
static void fire_update(struct file_system_image *image, const char16 *path, size_t length,
                        uint64_t copied, uint64_t total)
{
    BSTR text;

    if (FAILED(com_text_create(path, length, &text)))
        return;
    fire(image, &IID_DFileSystemImageEvents, DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE,
         (VARIANTARG[]){ number_argument(saturated((int64_t)total)),
                         number_argument(saturated((int64_t)copied)), text_argument(text),
                         image_argument(image) },
         4);
    SysFreeString(text);
}

static void observe_copy(void *context, uint32_t item, uint64_t copied, uint64_t total)
{
    struct file_system_image *image = context;
    char16 *path;
    size_t length;

    if (fsimage_item_full_path(image->tree, item, &path, &length) != STATUS_OK)
        return;
    fire_update(image, path, length, copied, total);
    memory_free(path);
}

HRESULT file_system_image_begin_adding(struct file_system_image *image,
                                       const struct com_object *reporter)
{
    const HRESULT hr = file_system_image_begin_change(image, reporter);
    bool is_heard;

    if (FAILED(hr))
        return hr;
    is_heard = com_connections_have_sinks(&image->connections, &IID_DFileSystemImageEvents);
    fsimage_tree_observe(image->tree, is_heard ? observe_copy : NULL, image);
    com_object_add_ref(&image->object);
    return hr;
}

HRESULT file_system_image_end_adding(struct file_system_image *image,
                                     const struct com_object *reporter, enum status status,
                                     const struct fsimage_problem *problem, const WCHAR *parameter)
{
    HRESULT hr;

    file_system_image_end(image);
    hr = problem_report(reporter, status, problem, parameter);
    com_object_release(&image->object);
    return hr;
}

/* The events of a file that had to be copied from its file entry: its beginning and its end. */
static void fire_embedded(struct file_system_image *image, const struct fsimage_import_step *step)
{
    const uint64_t blocks = fsimage_blocks_of(step->copied_bytes);

    if (blocks == 0)
        return;
    fire_update(image, step->path, step->path_length, 0, blocks);
    fire_update(image, step->path, step->path_length, blocks, blocks);
}

void file_system_image_fire_import(struct file_system_image *image, FsiFileSystems file_system,
                                   const struct fsimage_import_step *step)
{
    BSTR text;

    fire_embedded(image, step);
    if (FAILED(com_text_create(step->path, step->path_length, &text)))
        return;
    fire(image, &IID_DFileSystemImageImportEvents, DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT,
         (VARIANTARG[]){ number_argument(saturated(step->total_files)),
                         number_argument(saturated(step->files)),
                         number_argument(saturated(step->total_directories)),
                         number_argument(saturated(step->directories)), text_argument(text),
                         number_argument((LONG)file_system), image_argument(image) },
         7);
    SysFreeString(text);
}
