/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes allocations fail. A test that links openimapi_test_allocation has every allocation of the
 * core counted; one chosen allocation, and all after it, can be made to fail.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_ALLOCATION_FAILURE_H
#define OPENIMAPI_TESTS_SUPPORT_ALLOCATION_FAILURE_H

#include <stdbool.h>
#include <stddef.h>

/** From now on `granted` allocations succeed, all others fail. */
void allocation_failure_after(size_t granted);

/** From now on all allocations succeed; whether any was made to fail since they last did. */
bool allocation_failure_end(void);

#endif
