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

/* The source of `parts`, whose turns are `sizes` or, when cloning, those of `from`. */
static HRESULT interleave(const struct stream_parts *parts, const ULONG *sizes,
                          const struct byte_source *from, struct byte_source **source)
{
    struct interleaved_part *dealt = memory_allocate(parts->count, sizeof(*dealt));
    enum status status = STATUS_NO_MEMORY;

    *source = NULL;
    for (size_t i = 0; dealt && i < parts->count; i++) {
        dealt[i].source = parts->sources[i];
        dealt[i].bytes_per_turn = sizes ? sizes[i] : interleaved_source_turn(from, i);
    }
    if (dealt)
        status = interleaved_source_create(dealt, parts->count, source);
    memory_free(dealt);
    return com_result_of(status);
}

/* The lock is held. */
static HRESULT start(struct stream_interleave *self, const struct stream_parts *parts,
                     const ULONG *sizes, const struct byte_source *from)
{
    struct byte_source *source;
    HRESULT hr;

    if (self->stream.source)
        return com_error(&self->object, E_FAIL);
    hr = interleave(parts, sizes, from, &source);
    if (FAILED(hr))
        return com_error_with(&self->object, hr, COM_TEXT(L"interleaveSizes"));
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
    hr = start(self, &parts, interleaveSizes, NULL);
    com_lock_leave(&self->stream.lock);
    stream_parts_release(&parts);
    return hr;
}

/* The lock is held. */
static HRESULT clone_into(const struct stream_interleave *self, struct stream_interleave *clone)
{
    struct stream_parts parts;
    HRESULT hr;

    if (!self->stream.source)
        return S_OK;
    hr = stream_parts_clone(&parts, &self->object, self->stream.source, interleaved_source_part);
    if (FAILED(hr))
        return hr;
    hr = start(clone, &parts, NULL, self->stream.source);
    stream_parts_release(&parts);
    clone->stream.position = self->stream.position;
    return hr;
}

static HRESULT STDMETHODCALLTYPE stream_interleave_Clone(IStreamInterleave *iface, IStream **out)
{
    struct stream_interleave *self = stream_interleave_from_IStreamInterleave(iface);
    struct stream_interleave *clone;
    HRESULT hr;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    *out = NULL;
    clone = create();
    if (!clone)
        return com_error(&self->object, E_OUTOFMEMORY);
    com_lock_enter(&self->stream.lock);
    hr = clone_into(self, clone);
    com_lock_leave(&self->stream.lock);
    if (SUCCEEDED(hr))
        return com_object_hand_out(&clone->object, &IID_IStream, (void **)out);
    com_object_release(&clone->object);
    return hr;
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
