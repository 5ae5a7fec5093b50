/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What tells an image from all others. */
#include "imapi2fs/image_identity.h"

#include "base/date.h"
#include "imapi2fs/image_clock.h"

#include <ole2.h>

#define DIGITS 8

static void put_hexadecimal(uint32_t value, char digits[DIGITS])
{
    for (size_t i = 0; i < DIGITS; i++)
        digits[i] = "0123456789ABCDEF"[value >> (28 - 4 * i) & 0x0F];
}

/* FNV-1a. */
static uint32_t hash_of(const char16 *text, size_t length)
{
    uint32_t hash = UINT32_C(2166136261);

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (text[i] & 0xFF)) * UINT32_C(16777619);
        hash = (hash ^ (text[i] >> 8)) * UINT32_C(16777619);
    }
    return hash;
}

void image_identity_make(int64_t image_time, const char16 *name, size_t length,
                         char unique[FSIMAGE_VOLUME_SET_UNIQUE_LENGTH])
{
    const int64_t seconds = (image_time - DATE_UNIX_EPOCH_TICKS) / DATE_TICKS_PER_SECOND;
    uint32_t other = hash_of(name, length);
    GUID chance;

    if (!image_clock_is_fixed() && SUCCEEDED(CoCreateGuid(&chance)))
        other = chance.Data1;
    put_hexadecimal((uint32_t)seconds, unique);
    put_hexadecimal(other, unique + DIGITS);
}
