/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stream as an application may have it: of any size, with faults where a test wants them. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_STREAM_H
#define OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_STREAM_H

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>
#include <stdint.h>

/** Only Read, Seek and Stat work, as in managed streams. Fields are set by tests at any time. */
struct test_stream {
    IStream IStream_iface;
    LONG references;
    uint64_t size; /* what it really has */
    uint64_t position;
    uint32_t seed;
    ULONG longest_read;   /* 0: any */
    HRESULT read_result;  /* S_OK: reads */
    HRESULT seek_result;  /* S_OK: seeks */
    HRESULT stat_result;  /* S_OK: tells `size` */
    DWORD reading_thread; /* the last that read */
    bool *is_alive;       /* set to false when the last reference goes; or NULL */
};

/** A stream of `size` bytes, as test_byte makes them from `seed`. */
struct test_stream *test_stream_create(uint64_t size, uint32_t seed);

#endif
