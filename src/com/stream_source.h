/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's IStream as a byte source. */
#ifndef OPENIMAPI_COM_STREAM_SOURCE_H
#define OPENIMAPI_COM_STREAM_SOURCE_H

#include "stream/byte_source.h"

#include <windows.h>
#include <ole2.h>

enum com_stream_use {
    /** The stream may be used by others meanwhile: its position is set before every read. */
    COM_STREAM_SHARED,
    /**
     * The stream is ours for the time being: its position is set when a read does not follow the
     * one before. One that refuses to rewind is read from where it stands, once and in order.
     */
    COM_STREAM_SEQUENTIAL,
};

/**
 * A source over `stream`, rewound, as long as it says it is now. Of the stream only Read, Seek and
 * Stat are called; on the calling thread, through a proxy where the stream belongs to another
 * apartment. Reading past a short end gives STATUS_END_OF_DATA, a failure of the stream's
 * STATUS_FOREIGN. Not thread-safe. On failure `*source` is NULL; the result is the stream's own, or
 * E_OUTOFMEMORY.
 */
HRESULT com_stream_source_create(IStream *stream, enum com_stream_use use,
                                 struct byte_source **source);

/** The HRESULT behind the last STATUS_FOREIGN of such a source, told once; S_OK without one. */
HRESULT com_stream_source_take_error(struct byte_source *source);

/**
 * Clones the stream and makes a source of the clone, for the calling apartment. Fails as the
 * stream's Clone does.
 */
HRESULT com_stream_source_clone(const struct byte_source *source, struct byte_source **clone);

#endif
