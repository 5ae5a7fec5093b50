/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and sizes of the kinds of disc. */
#include "discimage/disc_medium.h"

#include <stdbool.h>
#include <string.h>

static const struct {
    const char *spelling;
    uint32_t capacity_blocks;
} media[] = {
    [DISC_MEDIUM_NONE] = { "none", 0 },
#define DISC_MEDIUM(name, spelling, blocks) [DISC_MEDIUM_##name] = { spelling, blocks },
#include "discimage/disc_medium.def"
#undef DISC_MEDIUM
};

#define MEDIUM_COUNT (sizeof(media) / sizeof(media[0]))

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_spelled(const char *spelling, const char *text, size_t length)
{
    if (strlen(spelling) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (lower(text[i]) != spelling[i])
            return false;
    }
    return true;
}

enum disc_medium disc_medium_of(const char *text, size_t length)
{
    for (size_t i = DISC_MEDIUM_NONE + 1; i < MEDIUM_COUNT; i++) {
        if (is_spelled(media[i].spelling, text, length))
            return (enum disc_medium)i;
    }
    return DISC_MEDIUM_NONE;
}

const char *disc_medium_name(enum disc_medium medium)
{
    return media[medium].spelling;
}

uint32_t disc_medium_capacity_blocks(enum disc_medium medium)
{
    return media[medium].capacity_blocks;
}
