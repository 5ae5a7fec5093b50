/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bare IDispatch that remembers the Update events it gets, as scripting hosts have them. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2_TEST_SINK_H
#define OPENIMAPI_TESTS_COM_IMAPI2_TEST_SINK_H

#include "com_test.h"

#include <imapi2.h>

/** More than any test gets. */
#define TEST_SINK_EVENTS_MAXIMUM 4096

/** One event. The engine's have neither action nor times, those of erasing have times alone. */
struct test_event {
    LONG action;
    LONG start;
    LONG count;
    LONG last_read;
    LONG last_written;
    LONG total_buffer;
    LONG used_buffer;
    LONG free_buffer;
    LONG elapsed;
    LONG remaining;
    LONG total;
    LONG track; /* of audio alone */
    DWORD thread;
};

struct test_sink {
    IDispatch IDispatch_iface;
    LONG references;
    size_t count;
    struct test_event events[TEST_SINK_EVENTS_MAXIMUM];
    LONG misfits; /* calls that were not an Update with two objects */
    /** Told of every event; may be NULL. `arguments` is NULL when erasing. */
    void (*on_event)(struct test_sink *sink, const struct test_event *event, IDispatch *sender,
                     IDispatch *arguments);
    void *context;
};

/** One reference. */
struct test_sink *test_sink_create(void);

/** Fails the test unless this is the last reference and nothing but events came. */
void test_sink_destroy(struct test_sink *sink);

/** Advises the sink on the `events` of `source`. */
DWORD test_sink_advise(struct test_sink *sink, void *source, REFIID events);

void test_sink_unadvise(void *source, REFIID events, DWORD cookie);

/** Events with this action. */
size_t test_sink_count(const struct test_sink *sink, LONG action);

/**
 * Fails the test unless every event keeps what clients rely on: nothing to divide by is 0, nothing
 * is below the start or beyond the end, nothing goes backwards within an action, and all came on
 * this thread.
 */
void test_sink_check_steady(const struct test_sink *sink);

#endif
