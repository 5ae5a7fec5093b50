/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bounded reading with a sticky error. */
#include "base/cursor.h"

#include "base/wire.h"

#include <string.h>

struct cursor cursor_of(const void *data, size_t size)
{
    return (struct cursor){ .data = data, .size = size };
}

size_t cursor_left(const struct cursor *cursor)
{
    return cursor->failed ? 0 : cursor->size - cursor->position;
}

const void *cursor_take(struct cursor *cursor, size_t size)
{
    const uint8_t *taken;

    if (cursor->failed || size > cursor->size - cursor->position) {
        cursor->failed = true;
        return NULL;
    }
    taken = cursor->data + cursor->position;
    cursor->position += size;
    return taken;
}

bool cursor_copy(struct cursor *cursor, void *out, size_t size)
{
    const void *taken = cursor_take(cursor, size);

    if (taken == NULL) {
        memset(out, 0, size);
        return false;
    }
    memcpy(out, taken, size);
    return true;
}

bool cursor_skip(struct cursor *cursor, size_t size)
{
    return cursor_take(cursor, size) != NULL;
}

struct cursor cursor_split(struct cursor *cursor, size_t size)
{
    const void *taken = cursor_take(cursor, size);

    if (taken == NULL)
        return (struct cursor){ .failed = true };
    return cursor_of(taken, size);
}

uint8_t cursor_u8(struct cursor *cursor)
{
    uint8_t value;

    cursor_copy(cursor, &value, sizeof(value));
    return value;
}

uint16_t cursor_be16(struct cursor *cursor)
{
    be16 value;

    cursor_copy(cursor, &value, sizeof(value));
    return be16_get(value);
}

uint32_t cursor_be32(struct cursor *cursor)
{
    be32 value;

    cursor_copy(cursor, &value, sizeof(value));
    return be32_get(value);
}
