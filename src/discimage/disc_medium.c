/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and sizes of the kinds of disc. */
#include "discimage/disc_medium.h"

#include <string.h>

static const struct disc_medium_traits media[] = {
    [DISC_MEDIUM_NONE] = { .name = "none" },
#define DISC_MEDIUM(name, spelling, blocks, unit, recording, others, layers, sessions,             \
                    tracks_per_session, tracks)                                                    \
    [DISC_MEDIUM_##name] = { spelling, blocks, unit,     DISC_RECORDING_##recording,               \
                             others,   layers, sessions, tracks_per_session,                       \
                             tracks },
#include "discimage/disc_medium.def"
#undef DISC_MEDIUM
};

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
    for (size_t i = DISC_MEDIUM_NONE + 1; i < DISC_MEDIUM_COUNT; i++) {
        if (is_spelled(media[i].name, text, length))
            return (enum disc_medium)i;
    }
    return DISC_MEDIUM_NONE;
}

const struct disc_medium_traits *disc_medium_traits(enum disc_medium medium)
{
    return &media[medium];
}

const char *disc_medium_name(enum disc_medium medium)
{
    return media[medium].name;
}

uint32_t disc_medium_capacity_blocks(enum disc_medium medium)
{
    return media[medium].capacity_blocks;
}

bool disc_medium_allows(enum disc_medium medium, enum disc_recording recording)
{
    return media[medium].recording == recording ||
           (media[medium].other_recordings & 1u << recording) != 0;
}
