/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The heap, checked. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *memory_resize(void *block, size_t count, size_t size)
{
    if (count == 0 || size == 0 || count > SIZE_MAX / size)
        return NULL;
    return realloc(block, count * size);
}

void *memory_allocate(size_t count, size_t size)
{
    void *block = memory_resize(NULL, count, size);

    if (block != NULL)
        memset(block, 0, count * size);
    return block;
}

void memory_free(void *block)
{
    free(block);
}
