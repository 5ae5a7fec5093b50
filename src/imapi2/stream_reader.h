/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's IStream as the reader of a burn. */
#ifndef OPENIMAPI_IMAPI2_STREAM_READER_H
#define OPENIMAPI_IMAPI2_STREAM_READER_H

#include "burn/reader.h"
#include "com/object.h"

#include <windows.h>
#include <ole2.h>

#include <stdint.h>

/** Lives on the stack of the call the stream came with; of the stream, Read, Seek and Stat are
 * used. */
struct stream_reader {
    struct burn_reader reader;
    IStream *stream;   /* a reference of its own: sinks may release the caller's */
    uint64_t position; /* bytes read since the last seek, and where that went */
    HRESULT error;     /* what the stream failed with last */
    IErrorInfo *info;  /* and what it left for people, or NULL */
};

/** Reads from where the stream stands, and can seek. */
void stream_reader_init(struct stream_reader *reader, IStream *stream);

/** Releases the stream. A zeroed structure does nothing. */
void stream_reader_release(struct stream_reader *reader);

/**
 * The size of the stream, by Stat or else by seeking to its end. Fails as the stream does.
 */
HRESULT stream_reader_measure(struct stream_reader *reader, uint64_t *size);

/**
 * The HRESULT the stream failed with, as the failure of a method of `object`: the stream's own
 * error information is kept if it left some.
 */
HRESULT stream_reader_fail(struct stream_reader *reader, const struct com_object *object);

/**
 * Goes to the start. A stream that refuses is read from where it stands, and once: its reader
 * cannot seek from then on.
 */
void stream_reader_rewind(struct stream_reader *reader);

#endif
