/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftStreamConcatenate: streams joined end to end. */
#include "imapi2/classes.h"

#include "com/error.h"
#include "com/stream.h"
#include "imapi2/stream_parts.h"
#include "stream/concatenated_source.h"

#include <imapi2.h>

/* The stream has no source until it is initialised. */
struct stream_concatenate {
    struct com_object object;
    IStreamConcatenate IStreamConcatenate_iface;
    struct com_stream stream;
};

static const struct com_interface stream_concatenate_interfaces[] = {
    COM_INTERFACE(stream_concatenate, IStreamConcatenate),
    COM_STREAM_INTERFACES(stream_concatenate, IStreamConcatenate),
};

static struct stream_concatenate *create(void);

COM_STREAM(stream_concatenate, IStreamConcatenate)

static HRESULT fail(struct com_stream *stream, enum status status)
{
    return stream_parts_fail(stream->owner, status, stream->source, concatenated_source_part);
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_SetSize(IStreamConcatenate *iface,
                                                            ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&stream_concatenate_from_IStreamConcatenate(iface)->object,
                     STG_E_INVALIDFUNCTION);
}

/* Parts follow one another, whatever other source they come from. */
static enum status join_like(const struct stream_parts *parts, const struct byte_source *like,
                             struct byte_source **source)
{
    enum status status = concatenated_source_create(source);

    (void)like;
    if (status == STATUS_OK)
        status = concatenated_source_append(*source, parts->sources, parts->count);
    if (status != STATUS_OK)
        byte_source_drop(source);
    return status;
}

static const struct stream_joint joint = { concatenated_source_part, join_like };

/* The lock is held. */
static HRESULT start(struct stream_concatenate *self, const struct stream_parts *parts)
{
    struct byte_source *source;
    enum status status;

    if (self->stream.source)
        return com_error(&self->object, E_FAIL);
    status = join_like(parts, NULL, &source);
    if (status == STATUS_OK)
        com_stream_replace(&self->stream, source);
    byte_source_drop(&source);
    return com_error(&self->object, com_result_of(status));
}

/* The lock is held. Once it was read, the stream's end is settled. */
static HRESULT extend(struct stream_concatenate *self, const struct stream_parts *parts)
{
    enum status status;

    if (!self->stream.source || self->stream.was_read)
        return com_error(&self->object, E_FAIL);
    status = concatenated_source_append(self->stream.source, parts->sources, parts->count);
    return com_error(&self->object, com_result_of(status));
}

static HRESULT take_streams(struct stream_concatenate *self, IStream *const *streams, ULONG count,
                            HRESULT (*take)(struct stream_concatenate *self,
                                            const struct stream_parts *parts))
{
    struct stream_parts parts;
    HRESULT hr = stream_parts_init(&parts, &self->object, streams, count);

    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->stream.lock);
    hr = take(self, &parts);
    com_lock_leave(&self->stream.lock);
    stream_parts_release(&parts);
    return hr;
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_Initialize(IStreamConcatenate *iface,
                                                               IStream *stream1, IStream *stream2)
{
    struct stream_concatenate *self = stream_concatenate_from_IStreamConcatenate(iface);
    IStream *const streams[] = { stream1, stream2 };

    if (!stream1 || !stream2)
        return com_null_pointer(&self->object, stream1 ? L"stream2" : L"stream1");
    return take_streams(self, streams, ARRAYSIZE(streams), start);
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_Initialize2(IStreamConcatenate *iface,
                                                                IStream **streams,
                                                                ULONG streamCount)
{
    return take_streams(stream_concatenate_from_IStreamConcatenate(iface), streams, streamCount,
                        start);
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_Append(IStreamConcatenate *iface,
                                                           IStream *stream)
{
    struct stream_concatenate *self = stream_concatenate_from_IStreamConcatenate(iface);

    if (!stream)
        return com_null_pointer(&self->object, L"stream");
    return take_streams(self, &stream, 1, extend);
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_Append2(IStreamConcatenate *iface,
                                                            IStream **streams, ULONG streamCount)
{
    return take_streams(stream_concatenate_from_IStreamConcatenate(iface), streams, streamCount,
                        extend);
}

static HRESULT STDMETHODCALLTYPE stream_concatenate_Clone(IStreamConcatenate *iface, IStream **out)
{
    struct stream_concatenate *self = stream_concatenate_from_IStreamConcatenate(iface);
    struct stream_concatenate *clone;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    clone = create();
    return stream_parts_clone(&self->stream, clone ? &clone->stream : NULL, &joint, out);
}

static const IStreamConcatenateVtbl stream_concatenate_IStreamConcatenate_vtbl = {
    COM_STREAM_METHODS(stream_concatenate, IStreamConcatenate),
    .SetSize = stream_concatenate_SetSize,
    .Clone = stream_concatenate_Clone,
    .Initialize = stream_concatenate_Initialize,
    .Initialize2 = stream_concatenate_Initialize2,
    .Append = stream_concatenate_Append,
    .Append2 = stream_concatenate_Append2,
};

static void stream_concatenate_destroy(struct com_object *object)
{
    com_stream_release(&CONTAINING_RECORD(object, struct stream_concatenate, object)->stream);
}

static const struct com_class stream_concatenate_class = {
    .prog_id = L"IMAPI2.MsftStreamConcatenate",
    COM_INTERFACES(stream_concatenate_interfaces),
    .destroy = stream_concatenate_destroy,
};

static struct stream_concatenate *create(void)
{
    struct stream_concatenate *self = com_object_create(&stream_concatenate_class, sizeof(*self));

    if (!self)
        return NULL;
    self->IStreamConcatenate_iface.lpVtbl = &stream_concatenate_IStreamConcatenate_vtbl;
    com_stream_init(&self->stream, &self->object, NULL);
    self->stream.fail = fail;
    return self;
}

HRESULT stream_concatenate_create(REFIID iid, void **out)
{
    struct stream_concatenate *self = create();

    *out = NULL;
    return self ? com_object_hand_out(&self->object, iid, out) : E_OUTOFMEMORY;
}
