/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What wrappers of files and directories have in common: the item they stand for, and IFsiItem. */
#include "imapi2fs/item.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/classes.h"
#include "imapi2fs/problem.h"

/* What is being added may be taken back: until then nobody gets hold of it. */
HRESULT fsi_item_create(struct file_system_image *image, uint32_t number, REFIID iid, void **out)
{
    enum fsimage_item_kind kind;
    bool is_adding;

    *out = NULL;
    com_lock_enter(&image->lock);
    is_adding = image->is_adding && number != FSIMAGE_ROOT;
    kind = fsimage_item_info(image->tree, number).kind;
    if (!is_adding)
        fsimage_item_hold(image->tree, number);
    com_lock_leave(&image->lock);
    if (is_adding)
        return HRESULT_FROM_WIN32(ERROR_BUSY);
    return kind == FSIMAGE_DIRECTORY ? fsi_directory_item_create(image, number, iid, out)
                                     : fsi_file_item_create(image, number, iid, out);
}

void fsi_item_init(struct fsi_item *item, struct com_object *object,
                   struct file_system_image *image, uint32_t number)
{
    com_object_add_ref(&image->object);
    *item = (struct fsi_item){ object, image, number };
}

void fsi_item_release(struct fsi_item *item)
{
    if (item->image)
        com_object_release(&item->image->object);
    item->image = NULL;
}

/* Whatever a foreign object says of itself: ours are those with our methods. */
const struct fsi_item *fsi_item_of(IFsiItem *wrapper)
{
    const struct fsi_item *item = fsi_directory_item_of(wrapper);

    return item ? item : fsi_file_item_of(wrapper);
}

/* A status that tells all, as a HRESULT of the wrapper. */
static HRESULT report(const struct fsi_item *item, enum status status)
{
    return com_error(item->object, com_result_of(status));
}

HRESULT fsi_item_path(struct file_system_image *image, uint32_t number, BSTR *out)
{
    char16 *path;
    size_t length;
    enum status status;
    HRESULT hr;

    *out = NULL;
    com_lock_enter(&image->lock);
    status = fsimage_item_full_path(image->tree, number, &path, &length);
    com_lock_leave(&image->lock);
    if (status != STATUS_OK)
        return com_result_of(status);
    hr = com_text_create(path, length, out);
    memory_free(path);
    return hr;
}

HRESULT fsi_item_get_name(const struct fsi_item *item, BSTR *out)
{
    struct fsimage_item_info info;
    HRESULT hr;

    if (!out)
        return com_null_pointer(item->object, L"pVal");
    com_lock_enter(&item->image->lock);
    info = fsimage_item_info(item->image->tree, item->number);
    hr = com_text_create(info.name, info.name_length, out);
    com_lock_leave(&item->image->lock);
    return com_error(item->object, hr);
}

HRESULT fsi_item_get_full_path(const struct fsi_item *item, BSTR *out)
{
    if (!out)
        return com_null_pointer(item->object, L"pVal");
    return com_error(item->object, fsi_item_path(item->image, item->number, out));
}

static int64_t *time_of(struct fsimage_times *times, enum fsi_item_time which)
{
    switch (which) {
    case FSI_ITEM_CREATION:
        return &times->creation;
    case FSI_ITEM_ACCESS:
        return &times->access;
    case FSI_ITEM_MODIFICATION:
        break;
    }
    return &times->modification;
}

HRESULT fsi_item_get_time(const struct fsi_item *item, enum fsi_item_time which, DATE *out)
{
    struct fsimage_item_info info;

    if (!out)
        return com_null_pointer(item->object, L"pVal");
    com_lock_enter(&item->image->lock);
    info = fsimage_item_info(item->image->tree, item->number);
    com_lock_leave(&item->image->lock);
    *out = com_date_of(*time_of(&info.times, which));
    return S_OK;
}

HRESULT fsi_item_put_time(const struct fsi_item *item, enum fsi_item_time which, DATE value)
{
    struct fsimage_problem problem;
    struct fsimage_times times;
    enum status status;
    int64_t ticks;
    HRESULT hr;

    if (!com_ticks_of(value, &ticks))
        return problem_invalid_parameter(item->object, L"newVal");
    hr = file_system_image_begin_change(item->image, item->object);
    if (FAILED(hr))
        return hr;
    times = fsimage_item_info(item->image->tree, item->number).times;
    *time_of(&times, which) = ticks;
    status = fsimage_item_set_times(item->image->tree, item->number, &times, &problem);
    file_system_image_end(item->image);
    return problem_report(item->object, status, &problem, L"newVal");
}

HRESULT fsi_item_get_hidden(const struct fsi_item *item, VARIANT_BOOL *out)
{
    if (!out)
        return com_null_pointer(item->object, L"pVal");
    com_lock_enter(&item->image->lock);
    *out = com_bool(fsimage_item_info(item->image->tree, item->number).is_hidden);
    com_lock_leave(&item->image->lock);
    return S_OK;
}

HRESULT fsi_item_put_hidden(const struct fsi_item *item, VARIANT_BOOL value)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(item->image, item->object);

    if (FAILED(hr))
        return hr;
    status =
        fsimage_item_set_hidden(item->image->tree, item->number, value != VARIANT_FALSE, &problem);
    file_system_image_end(item->image);
    return problem_report(item->object, status, &problem, L"newVal");
}

static bool is_one_file_system(FsiFileSystems file_system)
{
    return file_system == FsiFileSystemISO9660 || file_system == FsiFileSystemJoliet ||
           file_system == FsiFileSystemUDF;
}

HRESULT fsi_item_get_recorded_name(const struct fsi_item *item, FsiFileSystems file_system,
                                   BSTR *out)
{
    char16 name[FSIMAGE_NAME_MAXIMUM + 1];
    enum status status;
    size_t length;

    if (!out)
        return com_null_pointer(item->object, L"pVal");
    *out = NULL;
    if (!is_one_file_system(file_system))
        return problem_invalid_parameter(item->object, L"fileSystem");
    com_lock_enter(&item->image->lock);
    status = fsimage_item_recorded_name(item->image->tree, item->number,
                                        (enum fsimage_file_system)file_system, name, &length);
    com_lock_leave(&item->image->lock);
    if (status != STATUS_OK)
        return report(item, status);
    return com_error(item->object, com_text_create(name, length, out));
}

HRESULT fsi_item_get_recorded_path(const struct fsi_item *item, FsiFileSystems file_system,
                                   BSTR *out)
{
    char16 *path;
    enum status status;
    size_t length;
    HRESULT hr;

    if (!out)
        return com_null_pointer(item->object, L"pVal");
    *out = NULL;
    if (!is_one_file_system(file_system))
        return problem_invalid_parameter(item->object, L"fileSystem");
    com_lock_enter(&item->image->lock);
    status = fsimage_item_recorded_path(item->image->tree, item->number,
                                        (enum fsimage_file_system)file_system, &path, &length);
    com_lock_leave(&item->image->lock);
    if (status != STATUS_OK)
        return report(item, status);
    hr = com_text_create(path, length, out);
    memory_free(path);
    return com_error(item->object, hr);
}
