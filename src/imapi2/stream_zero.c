/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftStreamZero: a stream of zeros. */
#include "imapi2/classes.h"

#include "com/error.h"
#include "com/stream.h"
#include "stream/zero_source.h"

struct stream_zero {
    struct com_object object;
    IStream IStream_iface;
    struct com_stream stream;
};

static const struct com_interface stream_zero_interfaces[] = {
    COM_STREAM_INTERFACES(stream_zero, IStream),
};

static HRESULT stream_zero_create_sized(uint64_t size, uint64_t position, REFIID iid, void **out);

COM_STREAM(stream_zero, IStream)

static HRESULT STDMETHODCALLTYPE stream_zero_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    struct stream_zero *self = stream_zero_from_IStream(iface);
    struct byte_source *source;
    enum status status = zero_source_create(size.QuadPart, &source);

    if (status != STATUS_OK)
        return com_error(&self->object, com_result_of(status));
    com_stream_replace(&self->stream, source);
    byte_source_drop(&source);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE stream_zero_Clone(IStream *iface, IStream **out)
{
    struct stream_zero *self = stream_zero_from_IStream(iface);
    struct byte_source *source;
    uint64_t position;
    HRESULT hr;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    source = com_stream_snapshot(&self->stream, &position);
    hr = stream_zero_create_sized(byte_source_size(source), position, &IID_IStream, (void **)out);
    byte_source_drop(&source);
    return com_error(&self->object, hr);
}

static const IStreamVtbl stream_zero_IStream_vtbl = {
    COM_STREAM_METHODS(stream_zero, IStream),
    .SetSize = stream_zero_SetSize,
    .Clone = stream_zero_Clone,
};

static void stream_zero_destroy(struct com_object *object)
{
    com_stream_release(&CONTAINING_RECORD(object, struct stream_zero, object)->stream);
}

static const struct com_class stream_zero_class = {
    .prog_id = L"IMAPI2.MsftStreamZero",
    COM_INTERFACES(stream_zero_interfaces),
    .destroy = stream_zero_destroy,
};

static HRESULT stream_zero_create_sized(uint64_t size, uint64_t position, REFIID iid, void **out)
{
    struct stream_zero *self;
    struct byte_source *source;

    *out = NULL;
    if (zero_source_create(size, &source) != STATUS_OK)
        return E_OUTOFMEMORY;
    self = com_object_create(&stream_zero_class, sizeof(*self));
    if (self) {
        self->IStream_iface.lpVtbl = &stream_zero_IStream_vtbl;
        com_stream_init(&self->stream, &self->object, source);
        self->stream.position = position;
    }
    byte_source_drop(&source);
    return self ? com_object_hand_out(&self->object, iid, out) : E_OUTOFMEMORY;
}

HRESULT stream_zero_create(REFIID iid, void **out)
{
    return stream_zero_create_sized(0, 0, iid, out);
}
