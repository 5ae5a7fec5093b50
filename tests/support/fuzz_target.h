/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every fuzz target defines, for libFuzzer and for fuzz_replay.c alike. */
#ifndef OPENIMAPI_TESTS_SUPPORT_FUZZ_TARGET_H
#define OPENIMAPI_TESTS_SUPPORT_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/** Feeds `data` to the code under test; returns 0. A finding ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the program as a finding when `condition` is false, whatever NDEBUG says. */
#define FUZZ_REQUIRE(condition)                                                                    \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

#endif
