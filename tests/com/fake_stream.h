/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream, well-behaved or not, that knows the least a stream must. */
#ifndef OPENIMAPI_TESTS_COM_FAKE_STREAM_H
#define OPENIMAPI_TESTS_COM_FAKE_STREAM_H

#include "com_test.h"

/** Fields are set freely after fake_stream_init; the structure is the test's storage. */
struct fake_stream {
    IStream IStream_iface;
    LONG references;
    const char *data;
    uint64_t size; /* of the data; what Stat and Seek tell is `said_size` */
    uint64_t said_size;
    uint64_t position;
    ULONG most_bytes; /* Read gives no more at a time */
    HRESULT stat_result;
    HRESULT seek_result;
    HRESULT read_result;
    HRESULT write_result;
    ULONG extra_bytes;         /* Read claims to have given these too */
    struct fake_stream *clone; /* what Clone gives, else E_NOTIMPL */
    unsigned reads;
    unsigned seeks;
    DWORD last_thread;
};

/** A stream of the text `data`, with one reference. */
void fake_stream_init(struct fake_stream *stream, const char *data);

#endif
