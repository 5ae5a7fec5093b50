/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiDirectoryItem: a directory of an image. */
#include "imapi2fs/classes.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/client_stream.h"
#include "imapi2fs/item_sequence.h"
#include "imapi2fs/image_clock.h"
#include "imapi2fs/item.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>

struct fsi_directory_item {
    struct com_object object;
    IFsiDirectoryItem2 IFsiDirectoryItem2_iface;
    struct fsi_item item;
};

static const struct com_interface fsi_directory_item_interfaces[] = {
    COM_INTERFACE(fsi_directory_item, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IFsiDirectoryItem, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IFsiItem, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IDispatch, IFsiDirectoryItem2),
};

FSI_ITEM(fsi_directory_item, IFsiDirectoryItem2)

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get__NewEnum(IFsiDirectoryItem2 *iface,
                                                                 IEnumVARIANT **NewEnum)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    return com_error(&self->object,
                     item_sequence_enum_paths(self->item.image, self->item.number, NewEnum));
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_Item(IFsiDirectoryItem2 *iface, BSTR path,
                                                             IFsiItem **item)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    struct fsimage_problem problem;
    enum status status;
    uint32_t found;

    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    com_lock_enter(&self->item.image->lock);
    status = fsimage_tree_find(self->item.image->tree, self->item.number, path,
                               com_text_length(path), &found, &problem);
    com_lock_leave(&self->item.image->lock);
    if (status != STATUS_OK)
        return problem_report(&self->object, status, &problem, L"path");
    return com_error(&self->object,
                     fsi_item_create(self->item.image, found, &IID_IFsiItem, (void **)item));
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_Count(IFsiDirectoryItem2 *iface,
                                                              LONG *Count)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!Count)
        return com_null_pointer(&self->object, L"Count");
    com_lock_enter(&self->item.image->lock);
    *Count = (LONG)fsimage_directory_child_count(self->item.image->tree, self->item.number);
    com_lock_leave(&self->item.image->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_EnumFsiItems(IFsiDirectoryItem2 *iface,
                                                                     IEnumFsiItems **NewEnum)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    return com_error(&self->object,
                     item_sequence_enum_items(self->item.image, self->item.number, NewEnum));
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddDirectory(IFsiDirectoryItem2 *iface,
                                                                 BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    const struct fsimage_times times = fsimage_times_at(image_clock_now());
    const size_t length = com_text_length(path);
    struct fsimage_problem problem;
    enum status status;
    uint32_t added;
    HRESULT hr;

    if (length == 0)
        return problem_invalid_parameter(&self->object, L"path");
    hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    status = fsimage_tree_add_directory(self->item.image->tree, self->item.number, path, length,
                                        &times, &added, &problem);
    file_system_image_end(self->item.image);
    return problem_report(&self->object, status, &problem, L"path");
}

static HRESULT add_source(struct fsi_directory_item *self, const WCHAR *path,
                          struct byte_source *source)
{
    const struct fsimage_times times = fsimage_times_at(image_clock_now());
    struct file_system_image *image = self->item.image;
    struct fsimage_problem problem;
    enum status status;
    uint32_t added;
    HRESULT hr = file_system_image_begin_adding(image, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_tree_add_file(image->tree, self->item.number, path, com_text_length(path),
                                   source, &times, &added, &problem);
    return file_system_image_end_adding(image, &self->object, status, &problem, L"path");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddFile(IFsiDirectoryItem2 *iface, BSTR path,
                                                            IStream *fileData)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    struct byte_source *source;
    HRESULT hr;

    if (!fileData)
        return com_null_pointer(&self->object, L"fileData");
    if (com_text_length(path) == 0)
        return problem_invalid_parameter(&self->object, L"path");
    /* A call that must fail leaves the application's stream alone. */
    hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    file_system_image_end(self->item.image);
    hr = client_stream_source(&self->object, path, fileData, &source);
    if (FAILED(hr))
        return hr;
    com_object_add_ref(&self->object);
    hr = add_source(self, path, source);
    byte_source_drop(&source);
    com_object_release(&self->object);
    return hr;
}

static HRESULT add_host(struct fsi_directory_item *self, const WCHAR *source,
                        const struct fsimage_add_host_options *options)
{
    struct file_system_image *image = self->item.image;
    struct fsimage_problem problem;
    enum status status;
    bool loses;
    HRESULT hr = file_system_image_begin_adding(image, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_tree_add_host(image->tree, self->item.number, source, options, &problem);
    loses =
        options->with_streams && (fsimage_tree_losses(image->tree) & FSIMAGE_LOSES_STREAMS) != 0;
    hr = file_system_image_end_adding(image, &self->object, status, &problem, L"sourceDirectory");
    return SUCCEEDED(hr) && loses ? IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED : hr;
}

static HRESULT add_tree(struct fsi_directory_item *self, BSTR source, VARIANT_BOOL with_base,
                        bool with_streams)
{
    const struct fsimage_add_host_options options = { .with_base = with_base != VARIANT_FALSE,
                                                      .with_streams = with_streams,
                                                      .access_time = image_clock_access() };
    HRESULT hr;

    if (com_text_length(source) == 0)
        return problem_invalid_parameter(&self->object, L"sourceDirectory");
    com_object_add_ref(&self->object);
    hr = add_host(self, source, &options);
    com_object_release(&self->object);
    return hr;
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddTree(IFsiDirectoryItem2 *iface,
                                                            BSTR sourceDirectory,
                                                            VARIANT_BOOL includeBaseDirectory)
{
    return add_tree(fsi_directory_item_from_IFsiDirectoryItem2(iface), sourceDirectory,
                    includeBaseDirectory, false);
}

static HRESULT attach(struct fsi_directory_item *self, const struct fsi_item *added)
{
    struct file_system_image *image = self->item.image;
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_adding(image, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_tree_attach(image->tree, self->item.number, added->number, &problem);
    return file_system_image_end_adding(image, &self->object, status, &problem, L"item");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_Add(IFsiDirectoryItem2 *iface, IFsiItem *item)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    const struct fsi_item *added;
    IFsiItem *wrapper;
    HRESULT hr;

    if (!item)
        return com_null_pointer(&self->object, L"item");
    hr = IFsiItem_QueryInterface(item, &IID_IFsiItem, (void **)&wrapper);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    added = fsi_item_of(wrapper);
    com_object_add_ref(&self->object);
    hr = added && added->image == self->item.image
             ? attach(self, added)
             : problem_invalid_parameter(&self->object, L"item");
    com_object_release(&self->object);
    IFsiItem_Release(wrapper);
    return hr;
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_Remove(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    const size_t length = com_text_length(path);
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr;

    if (length == 0)
        return problem_invalid_parameter(&self->object, L"path");
    hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    status = fsimage_tree_remove(self->item.image->tree, self->item.number, path, length, &problem);
    file_system_image_end(self->item.image);
    return problem_report(&self->object, status, &problem, L"path");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_RemoveTree(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);
    const size_t length = com_text_length(path);
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr;

    if (!path)
        return com_null_pointer(&self->object, L"path");
    if (length == 0)
        return problem_invalid_parameter(&self->object, L"path");
    hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    status =
        fsimage_tree_remove_tree(self->item.image->tree, self->item.number, path, length, &problem);
    file_system_image_end(self->item.image);
    return problem_report(&self->object, status, &problem, L"path");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddTreeWithNamedStreams(
    IFsiDirectoryItem2 *iface, BSTR sourceDirectory, VARIANT_BOOL includeBaseDirectory)
{
    return add_tree(fsi_directory_item_from_IFsiDirectoryItem2(iface), sourceDirectory,
                    includeBaseDirectory, true);
}

static const IFsiDirectoryItem2Vtbl fsi_directory_item_IFsiDirectoryItem2_vtbl = {
    FSI_ITEM_METHODS(fsi_directory_item, IFsiDirectoryItem2),
    .get__NewEnum = fsi_directory_item_get__NewEnum,
    .get_Item = fsi_directory_item_get_Item,
    .get_Count = fsi_directory_item_get_Count,
    .get_EnumFsiItems = fsi_directory_item_get_EnumFsiItems,
    .AddDirectory = fsi_directory_item_AddDirectory,
    .AddFile = fsi_directory_item_AddFile,
    .AddTree = fsi_directory_item_AddTree,
    .Add = fsi_directory_item_Add,
    .Remove = fsi_directory_item_Remove,
    .RemoveTree = fsi_directory_item_RemoveTree,
    .AddTreeWithNamedStreams = fsi_directory_item_AddTreeWithNamedStreams,
};

static void fsi_directory_item_destroy(struct com_object *object)
{
    fsi_item_release(&CONTAINING_RECORD(object, struct fsi_directory_item, object)->item);
}

static const struct com_class fsi_directory_item_class = {
    .prog_id = L"IMAPI2FS.FsiDirectoryItem",
    .clsid = &CLSID_FsiDirectoryItem,
    COM_INTERFACES(fsi_directory_item_interfaces),
    .destroy = fsi_directory_item_destroy,
};

HRESULT fsi_directory_item_create(struct file_system_image *image, uint32_t number, REFIID iid,
                                  void **out)
{
    struct fsi_directory_item *self = com_object_create(&fsi_directory_item_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiDirectoryItem2_iface.lpVtbl = &fsi_directory_item_IFsiDirectoryItem2_vtbl;
    fsi_item_init(&self->item, &self->object, image, number);
    return com_object_hand_out(&self->object, iid, out);
}

const struct fsi_item *fsi_directory_item_of(IFsiItem *wrapper)
{
    IFsiDirectoryItem2 *iface = (IFsiDirectoryItem2 *)wrapper;

    if (iface->lpVtbl != &fsi_directory_item_IFsiDirectoryItem2_vtbl)
        return NULL;
    return &fsi_directory_item_from_IFsiDirectoryItem2(iface)->item;
}
