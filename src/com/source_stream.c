/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ready-made stream object over a byte source. */
#include "com/error.h"
#include "com/stream.h"

struct source_stream {
    struct com_object object;
    IStream IStream_iface;
    struct com_stream stream;
    com_stream_failure failure;
    struct byte_source *context;
};

static const struct com_interface source_stream_interfaces[] = {
    COM_STREAM_INTERFACES(source_stream, IStream),
};

static HRESULT source_stream_create(struct byte_source *source, uint64_t position,
                                    com_stream_failure failure, struct byte_source *context,
                                    IStream **out);

COM_STREAM(source_stream, IStream)

static HRESULT fail(struct com_stream *stream, enum status status)
{
    struct source_stream *self = CONTAINING_RECORD(stream, struct source_stream, stream);

    return self->failure(&self->object, status, self->context);
}

static HRESULT STDMETHODCALLTYPE source_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&source_stream_from_IStream(iface)->object, STG_E_ACCESSDENIED);
}

static HRESULT STDMETHODCALLTYPE source_stream_Clone(IStream *iface, IStream **out)
{
    struct source_stream *self = source_stream_from_IStream(iface);
    struct byte_source *source;
    uint64_t position;
    HRESULT hr;

    if (!out)
        return com_error(&self->object, STG_E_INVALIDPOINTER);
    source = com_stream_snapshot(&self->stream, &position);
    hr = source_stream_create(source, position, self->failure, self->context, out);
    byte_source_drop(&source);
    return com_error(&self->object, hr);
}

static const IStreamVtbl source_stream_vtbl = {
    COM_STREAM_METHODS(source_stream, IStream),
    .SetSize = source_stream_SetSize,
    .Clone = source_stream_Clone,
};

static void source_stream_destroy(struct com_object *object)
{
    struct source_stream *self = CONTAINING_RECORD(object, struct source_stream, object);

    com_stream_release(&self->stream);
    if (self->context)
        byte_source_drop(&self->context);
}

static const struct com_class source_stream_class = {
    .prog_id = L"OpenIMAPI.Stream",
    COM_INTERFACES(source_stream_interfaces),
    .destroy = source_stream_destroy,
};

static HRESULT source_stream_create(struct byte_source *source, uint64_t position,
                                    com_stream_failure failure, struct byte_source *context,
                                    IStream **out)
{
    struct source_stream *self = com_object_create(&source_stream_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IStream_iface.lpVtbl = &source_stream_vtbl;
    com_stream_init(&self->stream, &self->object, source);
    self->stream.position = position;
    self->stream.fail = failure ? fail : NULL;
    self->failure = failure;
    self->context = byte_source_acquire(context);
    *out = &self->IStream_iface;
    return S_OK;
}

HRESULT com_stream_create(struct byte_source *source, IStream **out)
{
    return source_stream_create(source, 0, NULL, NULL, out);
}

HRESULT com_stream_create_reporting(struct byte_source *source, com_stream_failure failure,
                                    struct byte_source *context, IStream **out)
{
    return source_stream_create(source, 0, failure, context, out);
}
