/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A sink of image events, as a scripting host has it: IUnknown and IDispatch only. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_SINK_H
#define OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_SINK_H

#include "image_test.h"

#define TEST_SINK_CALLS_MAX 32
#define TEST_SINK_PATH_MAX  128

/** One Update event as it came in, or one UpdateImport event. */
struct test_update {
    WCHAR path[TEST_SINK_PATH_MAX];
    LONG copied;
    LONG total;
    LONG file_system; /* from here on of UpdateImport */
    LONG directories;
    LONG total_directories;
    LONG files;
    LONG total_files;
};

struct test_sink {
    IDispatch IDispatch_iface;
    LONG references;
    size_t count; /* of all calls; the first TEST_SINK_CALLS_MAX are kept */
    struct test_update calls[TEST_SINK_CALLS_MAX];
    HRESULT result;                                             /* what Invoke returns */
    void (*handler)(struct test_sink *sink, IDispatch *object); /* or NULL */
    void *context;
    DWORD cookie;
    DISPID member;           /* of the event it was advised to */
    IConnectionPoint *point; /* while advised */
};

/** Sets a sink in the test's storage up and advises it to the image's Update events. */
void test_sink_advise(struct test_sink *sink, IFileSystemImage3 *image);

/** The same for its UpdateImport events. */
void test_sink_advise_import(struct test_sink *sink, IFileSystemImage3 *image);

/** Takes it back; nothing when the sink did so itself. */
void test_sink_unadvise(struct test_sink *sink);

#endif
