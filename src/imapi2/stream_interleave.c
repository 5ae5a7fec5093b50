/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftStreamInterleave: pieces of streams in turn. */
#include "imapi2/classes.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/stream.h"
#include "imapi2/stream_parts.h"
#include "stream/interleaved_source.h"

#include <imapi2.h>

#include <limits.h>

/* The stream has no source until it is initialised. */
struct stream_interleave {
    struct com_object object;
    IStreamInterleave IStreamInterleave_iface;
    struct com_stream stream;
};

static const struct com_interface stream_interleave_interfaces[] = {
    COM_INTERFACE(stream_interleave, IStreamInterleave),
    COM_STREAM_INTERFACES(stream_interleave, IStreamInterleave),
};

static struct stream_interleave *create(void);

COM_STREAM(stream_interleave, IStreamInterleave)

static HRESULT fail(struct com_stream *stream, enum status status)
{
    return stream_parts_fail(stream->owner, status, stream->source, interleaved_source_part);
}

static HRESULT STDMETHODCALLTYPE stream_interleave_SetSize(IStreamInterleave *iface,
                                                           ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&stream_interleave_from_IStreamInterleave(iface)->object,
                     STG_E_INVALIDFUNCTION);
}

/* Turns are those of `sizes` or, when cloning, those of `like`. */
static enum status join(const struct stream_parts *parts, const ULONG *sizes,
                        const struct byte_source *like, struct byte_source **source)
{
    struct interleaved_part *dealt = memory_allocate(parts->count, sizeof(*dealt));
    enum status status = STATUS_NO_MEMORY;

    *source = NULL;
    for (size_t i = 0; dealt && i < parts->count; i++) {
        dealt[i].source = parts->sources[i];
        dealt[i].bytes_per_turn = sizes ? sizes[i] : interleaved_source_turn(like, i);
    }
    if (dealt)
        status = interleaved_source_create(dealt, parts->count, source);
    memory_free(dealt);
    return status;
}

static enum status join_like(const struct stream_parts *parts, const struct byte_source *like,
                             struct byte_source **source)
{
    return join(parts, NULL, like, source);
}

static const struct stream_joint joint = { interleaved_source_part, join_like };

/* The lock is held. */
static HRESULT start(struct stream_interleave *self, const struct stream_parts *parts,
                     const ULONG *sizes)
{
    struct byte_source *source;
    enum status status;

    if (self->stream.source)
        return com_error(&self->object, E_FAIL);
    status = join(parts, sizes, NULL, &source);
    if (status != STATUS_OK)
        return com_error_with(&self->object, com_result_of(status), COM_TEXT(L"interleaveSizes"));
    com_stream_replace(&self->stream, source);
    byte_source_drop(&source);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE stream_interleave_Initialize(IStreamInterleave *iface,
                                                              IStream **streams,
                                                              ULONG *interleaveSizes,
                                                              ULONG streamCount)
{
    struct stream_interleave *self = stream_interleave_from_IStreamInterleave(iface);
    struct stream_parts parts;
    HRESULT hr;

    if (!interleaveSizes)
        return com_null_pointer(&self->object, L"interleaveSizes");
    if (streamCount > LONG_MAX)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"streamCount"));
    hr = stream_parts_init(&parts, &self->object, streams, streamCount);
    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->stream.lock);
    hr = start(self, &parts, interleaveSizes);
    com_lock_leave(&self->stream.lock);
    stream_parts_release(&parts);
    return hr;
}

static HRESULT STDMETHODCALLTYPE stream_interleave_Clone(IStreamInterleave *iface, IStream **out)
{
    struct stream_interleave *self = stream_interleave_from_IStreamInterleave(iface);
    struct stream_interleave *clone;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    clone = create();
    return stream_parts_clone(&self->stream, clone ? &clone->stream : NULL, &joint, out);
}

static const IStreamInterleaveVtbl stream_interleave_IStreamInterleave_vtbl = {
    COM_STREAM_METHODS(stream_interleave, IStreamInterleave),
    .SetSize = stream_interleave_SetSize,
    .Clone = stream_interleave_Clone,
    .Initialize = stream_interleave_Initialize,
};

static void stream_interleave_destroy(struct com_object *object)
{
    com_stream_release(&CONTAINING_RECORD(object, struct stream_interleave, object)->stream);
}

static const struct com_class stream_interleave_class = {
    .prog_id = L"IMAPI2.MsftStreamInterleave",
    COM_INTERFACES(stream_interleave_interfaces),
    .destroy = stream_interleave_destroy,
};

static struct stream_interleave *create(void)
{
    struct stream_interleave *self = com_object_create(&stream_interleave_class, sizeof(*self));

    if (!self)
        return NULL;
    self->IStreamInterleave_iface.lpVtbl = &stream_interleave_IStreamInterleave_vtbl;
    com_stream_init(&self->stream, &self->object, NULL);
    self->stream.fail = fail;
    return self;
}

HRESULT stream_interleave_create(REFIID iid, void **out)
{
    struct stream_interleave *self = create();

    *out = NULL;
    return self ? com_object_hand_out(&self->object, iid, out) : E_OUTOFMEMORY;
}
