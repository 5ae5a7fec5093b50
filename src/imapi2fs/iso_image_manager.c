/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftIsoImageManager: checks existing image files; for scripts, also a file as a stream. */
#include "imapi2fs/classes.h"

#include "com/agile.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/lock.h"
#include "com/stream.h"
#include "com/value.h"
#include "imapi2fs/image_check.h"
#include "stream/file_source.h"

#include <imapi2fserror.h>

struct iso_image_manager {
    struct com_object object;
    IIsoImageManager IIsoImageManager_iface;
    struct com_lock lock;
    BSTR path;               /* NULL: none, or the stream is the application's */
    struct com_agile stream; /* zero: none */
};

static const struct com_interface iso_image_manager_interfaces[] = {
    COM_INTERFACE(iso_image_manager, IIsoImageManager),
    COM_INTERFACE_AS(iso_image_manager, IDispatch, IIsoImageManager),
};

COM_DISPATCH(iso_image_manager, IIsoImageManager)

static HRESULT STDMETHODCALLTYPE iso_image_manager_get_Path(IIsoImageManager *iface, BSTR *pVal)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    hr = com_text_create(self->path, com_text_length(self->path), pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

/* The stream for the calling thread; S_OK and NULL when there is none. */
static HRESULT get_stream(struct iso_image_manager *self, IStream **stream)
{
    HRESULT hr = S_OK;

    *stream = NULL;
    com_lock_enter(&self->lock);
    if (self->stream.pointer || self->stream.cookie)
        hr = com_agile_get(&self->stream, (void **)stream);
    com_lock_leave(&self->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_get_Stream(IIsoImageManager *iface,
                                                              IStream **data)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    return com_error(&self->object, get_stream(self, data));
}

/* Takes `path` over, refers to `stream`, and gives up what was there before. */
static HRESULT replace(struct iso_image_manager *self, BSTR path, IStream *stream)
{
    struct com_agile before;
    struct com_agile now = { 0 };
    HRESULT hr = S_OK;

    if (stream)
        hr = com_agile_init(&now, (IUnknown *)stream, &IID_IStream);
    if (FAILED(hr)) {
        SysFreeString(path);
        return com_error(&self->object, hr);
    }
    com_lock_enter(&self->lock);
    before = self->stream;
    self->stream = now;
    SysFreeString(self->path);
    self->path = path;
    com_lock_leave(&self->lock);
    com_agile_release(&before);
    return S_OK;
}

static HRESULT open_stream(const WCHAR *path, IStream **stream)
{
    struct byte_source *source;
    enum status status = file_source_open(path, &source);
    HRESULT hr;

    *stream = NULL;
    if (status != STATUS_OK)
        return com_result_of(status);
    hr = com_stream_create(source, stream);
    byte_source_drop(&source);
    return hr;
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_SetPath(IIsoImageManager *iface, BSTR Val)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);
    IStream *stream;
    BSTR path;
    HRESULT hr;

    if (com_text_length(Val) == 0)
        return com_error_with(&self->object, IMAPI_E_INVALID_PATH, COM_TEXT(Val));
    hr = open_stream(Val, &stream);
    if (hr == HRESULT_FROM_WIN32(ERROR_INVALID_NAME))
        hr = IMAPI_E_INVALID_PATH;
    if (FAILED(hr))
        return com_error_with(&self->object, hr, COM_TEXT(Val));
    hr = com_text_copy(Val, &path);
    if (SUCCEEDED(hr))
        hr = replace(self, path, stream);
    IStream_Release(stream);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_SetStream(IIsoImageManager *iface, IStream *data)
{
    return replace(iso_image_manager_from_IIsoImageManager(iface), NULL, data);
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_Validate(IIsoImageManager *iface)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);
    BSTR path = NULL;
    IStream *stream;
    HRESULT hr = get_stream(self, &stream);

    if (FAILED(hr))
        return com_error(&self->object, hr);
    if (!stream)
        return com_error(&self->object, IMAPI_E_IMAGEMANAGER_NO_IMAGE);
    hr = image_check(stream);
    IStream_Release(stream);
    com_lock_enter(&self->lock);
    if (FAILED(hr) && self->path)
        path = SysAllocString(self->path);
    com_lock_leave(&self->lock);
    hr = com_error_with(&self->object, hr, COM_TEXT(path ? path : L""));
    SysFreeString(path);
    return hr;
}

static const IIsoImageManagerVtbl iso_image_manager_IIsoImageManager_vtbl = {
    COM_DISPATCH_METHODS(iso_image_manager, IIsoImageManager),
    .get_Path = iso_image_manager_get_Path,
    .get_Stream = iso_image_manager_get_Stream,
    .SetPath = iso_image_manager_SetPath,
    .SetStream = iso_image_manager_SetStream,
    .Validate = iso_image_manager_Validate,
};

static void iso_image_manager_destroy(struct com_object *object)
{
    struct iso_image_manager *self = CONTAINING_RECORD(object, struct iso_image_manager, object);

    com_agile_release(&self->stream);
    SysFreeString(self->path);
    com_lock_release(&self->lock);
}

static const struct com_class iso_image_manager_class = {
    .prog_id = L"IMAPI2FS.MsftIsoImageManager",
    .clsid = &CLSID_MsftIsoImageManager,
    COM_INTERFACES(iso_image_manager_interfaces),
    .destroy = iso_image_manager_destroy,
};

HRESULT iso_image_manager_create(REFIID iid, void **out)
{
    struct iso_image_manager *self = com_object_create(&iso_image_manager_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IIsoImageManager_iface.lpVtbl = &iso_image_manager_IIsoImageManager_vtbl;
    com_lock_init(&self->lock);
    return com_object_hand_out(&self->object, iid, out);
}
