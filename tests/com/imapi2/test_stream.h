/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream as tests want it: known content, and all the faults streams can have. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2_TEST_STREAM_H
#define OPENIMAPI_TESTS_COM_IMAPI2_TEST_STREAM_H

#include "com_test.h"

#include <imapi2.h>

#include <stdint.h>

struct test_stream {
    IStream IStream_iface;
    IBlockRangeList IBlockRangeList_iface;
    LONG references;
    uint64_t size; /* as Stat and Seek tell it */
    uint32_t seed;
    uint64_t position;
    /* Faults; zero is a stream without any. */
    uint64_t end;     /* where the data end in truth; 0: at `size` */
    uint64_t fail_at; /* reads that reach this offset fail with `failure`, unless that is S_OK */
    HRESULT failure;
    const WCHAR *failure_text; /* its error information; NULL: none */
    ULONG longest_read;        /* reads give no more at a time; 0: all that is asked for */
    bool has_no_stat;
    bool has_no_seek;
    /* Block ranges; offered when `has_ranges`. */
    bool has_ranges;
    const LONG (*ranges)[2];
    size_t range_count;
    /* What was done to it. */
    DWORD thread; /* that made it */
    LONG calls_on_other_threads;
    LONG reads;
    LONG unusual_calls; /* of methods that burning does not need */
};

/** `size` bytes of content `seed`, no faults, one reference. */
struct test_stream *test_stream_create(uint64_t size, uint32_t seed);

/** Fails the test unless this is the last reference. */
void test_stream_destroy(struct test_stream *stream);

/** The content at `offset`. */
void test_stream_fill(uint32_t seed, uint64_t offset, void *buffer, size_t size);

#endif
