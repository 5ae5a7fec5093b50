/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The application's streams that MsftStreamConcatenate and MsftStreamInterleave are made of. */
#include "imapi2/stream_parts.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/stream_source.h"

#include <string.h>

static HRESULT allocate(struct stream_parts *parts, const struct com_object *object, size_t count)
{
    memset(parts, 0, sizeof(*parts));
    parts->sources = memory_allocate(count, sizeof(struct byte_source *));
    return parts->sources ? S_OK : com_error(object, E_OUTOFMEMORY);
}

HRESULT stream_parts_init(struct stream_parts *parts, const struct com_object *object,
                          IStream *const *streams, ULONG count)
{
    HRESULT hr;

    memset(parts, 0, sizeof(*parts));
    if (!streams)
        return com_null_pointer(object, L"streams");
    if (!count)
        return com_error_with(object, E_INVALIDARG, COM_TEXT(L"streamCount"));
    hr = allocate(parts, object, count);
    for (ULONG i = 0; SUCCEEDED(hr) && i < count; i++) {
        if (!streams[i])
            hr = com_null_pointer(object, L"streams");
        else
            hr = com_error_pass(object, com_stream_source_create(streams[i], COM_STREAM_SHARED,
                                                                 &parts->sources[i]));
        if (SUCCEEDED(hr))
            parts->count++;
    }
    if (FAILED(hr))
        stream_parts_release(parts);
    return hr;
}

void stream_parts_release(struct stream_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        byte_source_drop(&parts->sources[i]);
    memory_free(parts->sources);
    memset(parts, 0, sizeof(*parts));
}

static HRESULT clone_parts(struct stream_parts *parts, const struct com_object *object,
                           const struct byte_source *from, stream_part_getter getter)
{
    size_t count = 0;
    HRESULT hr;

    while (getter(from, count))
        count++;
    hr = allocate(parts, object, count);
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        hr = com_stream_source_clone(getter(from, i), &parts->sources[i]);
        if (SUCCEEDED(hr))
            parts->count++;
        else
            hr = com_error(object, hr == E_OUTOFMEMORY ? hr : E_NOTIMPL);
    }
    if (FAILED(hr))
        stream_parts_release(parts);
    return hr;
}

/* The lock of `stream` is held. */
static HRESULT clone_into(const struct com_stream *stream, struct com_stream *clone,
                          const struct stream_joint *joint)
{
    struct byte_source *source = NULL;
    struct stream_parts parts;
    enum status status;
    HRESULT hr;

    if (!stream->source)
        return S_OK;
    hr = clone_parts(&parts, stream->owner, stream->source, joint->part);
    if (FAILED(hr))
        return hr;
    status = joint->join_like(&parts, stream->source, &source);
    stream_parts_release(&parts);
    if (status != STATUS_OK)
        return com_error(stream->owner, com_result_of(status));
    com_stream_replace(clone, source);
    clone->position = stream->position;
    byte_source_drop(&source);
    return S_OK;
}

HRESULT stream_parts_clone(struct com_stream *stream, struct com_stream *clone,
                           const struct stream_joint *joint, IStream **out)
{
    HRESULT hr;

    *out = NULL;
    if (!clone)
        return com_error(stream->owner, E_OUTOFMEMORY);
    com_lock_enter(&stream->lock);
    hr = clone_into(stream, clone, joint);
    com_lock_leave(&stream->lock);
    if (SUCCEEDED(hr))
        return com_object_hand_out(clone->owner, &IID_IStream, (void **)out);
    com_object_release(clone->owner);
    return hr;
}

HRESULT stream_parts_fail(const struct com_object *object, enum status status,
                          const struct byte_source *source, stream_part_getter getter)
{
    HRESULT found = S_OK;
    struct byte_source *part;

    if (status != STATUS_FOREIGN)
        return com_error(object, com_result_of(status));
    for (size_t i = 0; (part = getter(source, i)) != NULL; i++) {
        HRESULT hr = com_stream_source_take_error(part);

        if (FAILED(hr))
            found = hr;
    }
    return com_error_pass(object, FAILED(found) ? found : E_FAIL);
}
