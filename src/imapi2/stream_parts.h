/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The application's streams that MsftStreamConcatenate and MsftStreamInterleave are made of. */
#ifndef OPENIMAPI_IMAPI2_STREAM_PARTS_H
#define OPENIMAPI_IMAPI2_STREAM_PARTS_H

#include "com/object.h"
#include "com/stream.h"
#include "stream/byte_source.h"

/** Gives part `index` of a source that has parts, borrowed; NULL past the last. */
typedef struct byte_source *(*stream_part_getter)(const struct byte_source *source, size_t index);

/** Sources of COM_STREAM_SHARED over streams: one may be given twice, or be used elsewhere too. */
struct stream_parts {
    struct byte_source **sources;
    size_t count;
};

/**
 * Makes a source of each stream. On failure, told to error information of `object`, there are none.
 * E_POINTER: a null pointer, the array's or one in it. E_INVALIDARG: no streams. E_OUTOFMEMORY, or
 * what a stream says when asked for its size or to rewind.
 */
HRESULT stream_parts_init(struct stream_parts *parts, const struct com_object *object,
                          IStream *const *streams, ULONG count);

/** Drops the sources. A zeroed structure does nothing. */
void stream_parts_release(struct stream_parts *parts);

/** How a class joins parts to the one source it reads. */
struct stream_joint {
    stream_part_getter part;
    /** Joins `parts` as those of `like`, a source of the same class, are. STATUS_NO_MEMORY. */
    enum status (*join_like)(const struct stream_parts *parts, const struct byte_source *like,
                             struct byte_source **source);
};

/**
 * IStream::Clone of `stream`: `clone`, new and not ready yet, joins clones of the same streams, is
 * at the same position, and is handed out as its only reference; on failure, told to error
 * information of the owner of `stream`, that reference is dropped. A stream not ready gives one
 * not ready. E_NOTIMPL: a stream cannot be cloned. E_OUTOFMEMORY: `clone` is NULL, or later.
 */
HRESULT stream_parts_clone(struct com_stream *stream, struct com_stream *clone,
                           const struct stream_joint *joint, IStream **out);

/**
 * The failure of reading `source` that gave `status`, told as above: that of the stream concerned
 * if it had one.
 */
HRESULT stream_parts_fail(const struct com_object *object, enum status status,
                          const struct byte_source *source, stream_part_getter getter);

#endif
