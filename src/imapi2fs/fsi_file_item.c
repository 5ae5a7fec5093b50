/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiFileItem: a file of an image. */
#include "imapi2fs/classes.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/client_stream.h"
#include "imapi2fs/image_clock.h"
#include "fsimage/named_streams.h"
#include "imapi2fs/item.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>

struct fsi_file_item {
    struct com_object object;
    IFsiFileItem2 IFsiFileItem2_iface;
    struct fsi_item item;
};

static const struct com_interface fsi_file_item_interfaces[] = {
    COM_INTERFACE(fsi_file_item, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IFsiFileItem, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IFsiItem, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IDispatch, IFsiFileItem2),
};

FSI_ITEM(fsi_file_item, IFsiFileItem2)

static struct fsimage_item_info info_of(const struct fsi_file_item *self)
{
    struct fsimage_item_info info;

    com_lock_enter(&self->item.image->lock);
    info = fsimage_item_info(self->item.image->tree, self->item.number);
    com_lock_leave(&self->item.image->lock);
    return info;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize(IFsiFileItem2 *iface, LONGLONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = (LONGLONG)info_of(self).size;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize32BitLow(IFsiFileItem2 *iface,
                                                                    LONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = (LONG)(uint32_t)info_of(self).size;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize32BitHigh(IFsiFileItem2 *iface,
                                                                     LONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = (LONG)(uint32_t)(info_of(self).size >> 32);
    return S_OK;
}

static HRESULT create_stream(struct fsi_file_item *self, struct byte_source *source, IStream **out)
{
    BSTR path;
    HRESULT hr = fsi_item_path(self->item.image, self->item.number, &path);

    if (SUCCEEDED(hr))
        hr =
            fsi_stream_create_content(source, info_of(self).size, path, &IID_IStream, (void **)out);
    SysFreeString(path);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_Data(IFsiFileItem2 *iface, IStream **pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    struct fsimage_problem problem;
    struct byte_source *source;
    enum status status;
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&self->item.image->lock);
    status =
        fsimage_file_open_content(self->item.image->tree, self->item.number, &source, &problem);
    com_lock_leave(&self->item.image->lock);
    if (status != STATUS_OK)
        return problem_report(&self->object, status, &problem, L"pVal");
    if (!source)
        return S_OK;
    hr = create_stream(self, source, pVal);
    byte_source_drop(&source);
    return hr;
}

/* S_OK while the content can be set: the file is in no image and no result is active. */
static HRESULT check_detached(struct fsi_file_item *self)
{
    HRESULT hr = file_system_image_begin_change(self->item.image, &self->object);

    if (FAILED(hr))
        return hr;
    if (fsimage_item_info(self->item.image->tree, self->item.number).is_attached)
        hr = com_error(&self->object, IMAPI_E_READONLY);
    file_system_image_end(self->item.image);
    return hr;
}

static HRESULT set_content(struct fsi_file_item *self, struct byte_source *source)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(self->item.image, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_file_set_content(self->item.image->tree, self->item.number, source, &problem);
    file_system_image_end(self->item.image);
    return problem_report(&self->object, status, &problem, L"newVal");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_Data(IFsiFileItem2 *iface, IStream *newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    struct byte_source *source;
    BSTR name;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    hr = check_detached(self);
    if (FAILED(hr))
        return hr;
    hr = fsi_item_get_name(&self->item, &name);
    if (FAILED(hr))
        return hr;
    hr = client_stream_source(&self->object, name, newVal, &source);
    SysFreeString(name);
    if (FAILED(hr))
        return hr;
    hr = set_content(self, source);
    byte_source_drop(&source);
    return hr;
}

/* What a file has and a named stream lacks. */
static HRESULT refuse_stream(struct fsi_file_item *self, const WCHAR *member)
{
    if (!info_of(self).is_stream)
        return S_OK;
    return com_error_with(&self->object, IMAPI_E_PROPERTY_NOT_ACCESSIBLE, COM_TEXT(member));
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_FsiNamedStreams(IFsiFileItem2 *iface,
                                                                   IFsiNamedStreams **streams)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    HRESULT hr;

    if (!streams)
        return com_null_pointer(&self->object, L"streams");
    *streams = NULL;
    hr = refuse_stream(self, L"FsiNamedStreams");
    if (FAILED(hr))
        return hr;
    return com_error(&self->object,
                     fsi_named_streams_create(self->item.image, self->item.number,
                                              &IID_IFsiNamedStreams, (void **)streams));
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_IsNamedStream(IFsiFileItem2 *iface,
                                                                 VARIANT_BOOL *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = com_bool(info_of(self).is_stream);
    return S_OK;
}

/* S_OK while streams can come and go: a call that must fail leaves the application's alone. */
static HRESULT check_stream_call(struct fsi_file_item *self, const WCHAR *member, BSTR name)
{
    HRESULT hr;

    if (com_text_length(name) == 0)
        return problem_invalid_parameter(&self->object, L"name");
    hr = refuse_stream(self, member);
    if (SUCCEEDED(hr))
        hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    file_system_image_end(self->item.image);
    return S_OK;
}

static HRESULT add_stream(struct fsi_file_item *self, const WCHAR *name, struct byte_source *source)
{
    const struct fsimage_times times = fsimage_times_at(image_clock_now());
    struct file_system_image *image = self->item.image;
    struct fsimage_problem problem;
    enum status status;
    uint32_t added;
    bool loses;
    HRESULT hr = file_system_image_begin_adding(image, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_file_add_stream(image->tree, self->item.number, name, com_text_length(name),
                                     source, &times, &added, &problem);
    loses = (fsimage_tree_losses(image->tree) & FSIMAGE_LOSES_STREAMS) != 0;
    hr = file_system_image_end_adding(image, &self->object, status, &problem, L"name");
    return SUCCEEDED(hr) && loses ? IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED : hr;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_AddStream(IFsiFileItem2 *iface, BSTR name,
                                                         IStream *streamData)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    struct byte_source *source;
    HRESULT hr;

    if (!streamData)
        return com_null_pointer(&self->object, L"streamData");
    hr = check_stream_call(self, L"AddStream", name);
    if (FAILED(hr))
        return hr;
    hr = client_stream_source(&self->object, name, streamData, &source);
    if (FAILED(hr))
        return hr;
    com_object_add_ref(&self->object);
    hr = add_stream(self, name, source);
    byte_source_drop(&source);
    com_object_release(&self->object);
    return hr;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_RemoveStream(IFsiFileItem2 *iface, BSTR name)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = check_stream_call(self, L"RemoveStream", name);

    if (SUCCEEDED(hr))
        hr = file_system_image_begin_change(self->item.image, &self->object);
    if (FAILED(hr))
        return hr;
    status = fsimage_file_remove_stream(self->item.image->tree, self->item.number, name,
                                        com_text_length(name), &problem);
    file_system_image_end(self->item.image);
    return problem_report(&self->object, status, &problem, L"name");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_IsRealTime(IFsiFileItem2 *iface,
                                                              VARIANT_BOOL *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    hr = refuse_stream(self, L"IsRealTime");
    if (SUCCEEDED(hr))
        *pVal = com_bool(file_system_image_real_time(self->item.image, self->item.number));
    return hr;
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_IsRealTime(IFsiFileItem2 *iface,
                                                              VARIANT_BOOL newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);
    HRESULT hr = refuse_stream(self, L"IsRealTime");

    if (FAILED(hr))
        return hr;
    return file_system_image_put_real_time(self->item.image, &self->object, self->item.number,
                                           newVal != VARIANT_FALSE);
}

static const IFsiFileItem2Vtbl fsi_file_item_IFsiFileItem2_vtbl = {
    FSI_ITEM_METHODS(fsi_file_item, IFsiFileItem2),
    .get_DataSize = fsi_file_item_get_DataSize,
    .get_DataSize32BitLow = fsi_file_item_get_DataSize32BitLow,
    .get_DataSize32BitHigh = fsi_file_item_get_DataSize32BitHigh,
    .get_Data = fsi_file_item_get_Data,
    .put_Data = fsi_file_item_put_Data,
    .get_FsiNamedStreams = fsi_file_item_get_FsiNamedStreams,
    .get_IsNamedStream = fsi_file_item_get_IsNamedStream,
    .AddStream = fsi_file_item_AddStream,
    .RemoveStream = fsi_file_item_RemoveStream,
    .get_IsRealTime = fsi_file_item_get_IsRealTime,
    .put_IsRealTime = fsi_file_item_put_IsRealTime,
};

static void fsi_file_item_destroy(struct com_object *object)
{
    fsi_item_release(&CONTAINING_RECORD(object, struct fsi_file_item, object)->item);
}

static const struct com_class fsi_file_item_class = {
    .prog_id = L"IMAPI2FS.FsiFileItem",
    .clsid = &CLSID_FsiFileItem,
    COM_INTERFACES(fsi_file_item_interfaces),
    .destroy = fsi_file_item_destroy,
};

HRESULT fsi_file_item_create(struct file_system_image *image, uint32_t number, REFIID iid,
                             void **out)
{
    struct fsi_file_item *self = com_object_create(&fsi_file_item_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiFileItem2_iface.lpVtbl = &fsi_file_item_IFsiFileItem2_vtbl;
    fsi_item_init(&self->item, &self->object, image, number);
    return com_object_hand_out(&self->object, iid, out);
}

const struct fsi_item *fsi_file_item_of(IFsiItem *wrapper)
{
    IFsiFileItem2 *iface = (IFsiFileItem2 *)wrapper;

    if (iface->lpVtbl != &fsi_file_item_IFsiFileItem2_vtbl)
        return NULL;
    return &fsi_file_item_from_IFsiFileItem2(iface)->item;
}
