/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes allocations fail: stands before base/memory.h by the linker's --wrap. */
#include "support/allocation_failure.h"

#include "base/memory.h"

#include <stdint.h>

static size_t granted_left = SIZE_MAX;
static bool has_failed;

void *__real_memory_resize(void *block, size_t count, size_t size);
void *__wrap_memory_resize(void *block, size_t count, size_t size);
void *__real_memory_allocate(size_t count, size_t size);
void *__wrap_memory_allocate(size_t count, size_t size);

static bool is_granted(void)
{
    if (granted_left == SIZE_MAX)
        return true;
    if (granted_left == 0) {
        has_failed = true;
        return false;
    }
    granted_left--;
    return true;
}

void *__wrap_memory_resize(void *block, size_t count, size_t size)
{
    return is_granted() ? __real_memory_resize(block, count, size) : NULL;
}

void *__wrap_memory_allocate(size_t count, size_t size)
{
    return is_granted() ? __real_memory_allocate(count, size) : NULL;
}

void allocation_failure_after(size_t granted)
{
    granted_left = granted;
    has_failed = false;
}

bool allocation_failure_end(void)
{
    granted_left = SIZE_MAX;
    return has_failed;
}
