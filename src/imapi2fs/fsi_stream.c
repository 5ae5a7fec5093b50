/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiStream: a stream over an image or a file of it. */
#include "imapi2fs/classes.h"

#include "com/error.h"
#include "com/stream.h"

struct fsi_stream {
    struct com_object object;
    IStream IStream_iface;
    struct com_stream stream;
};

static const struct com_interface fsi_stream_interfaces[] = {
    COM_STREAM_INTERFACES(fsi_stream, IStream),
};

COM_STREAM(fsi_stream, IStream)

static HRESULT STDMETHODCALLTYPE fsi_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&fsi_stream_from_IStream(iface)->object, STG_E_ACCESSDENIED);
}

static HRESULT STDMETHODCALLTYPE fsi_stream_Clone(IStream *iface, IStream **out)
{
    struct fsi_stream *self = fsi_stream_from_IStream(iface);
    struct byte_source *source;
    uint64_t position;
    HRESULT hr;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    source = com_stream_snapshot(&self->stream, &position);
    hr = fsi_stream_create(source, &IID_IStream, (void **)out);
    byte_source_drop(&source);
    if (SUCCEEDED(hr))
        fsi_stream_from_IStream(*out)->stream.position = position;
    return com_error(&self->object, hr);
}

static const IStreamVtbl fsi_stream_IStream_vtbl = {
    COM_STREAM_METHODS(fsi_stream, IStream),
    .SetSize = fsi_stream_SetSize,
    .Clone = fsi_stream_Clone,
};

static void fsi_stream_destroy(struct com_object *object)
{
    com_stream_release(&CONTAINING_RECORD(object, struct fsi_stream, object)->stream);
}

static const struct com_class fsi_stream_class = {
    .prog_id = L"IMAPI2FS.FsiStream",
    COM_INTERFACES(fsi_stream_interfaces),
    .destroy = fsi_stream_destroy,
};

HRESULT fsi_stream_create(struct byte_source *source, REFIID iid, void **out)
{
    struct fsi_stream *self = com_object_create(&fsi_stream_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IStream_iface.lpVtbl = &fsi_stream_IStream_vtbl;
    com_stream_init(&self->stream, &self->object, source);
    return com_object_hand_out(&self->object, iid, out);
}
