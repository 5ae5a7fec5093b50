/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Numbers recorded in both byte orders (ECMA-119 7.2.3, 7.3.3), as discs hold them. The orders have
 * to agree; but writers are known that leave the second half zero or repeat the first in it, and
 * the systems for which such discs were made only look at the first. Those two pass.
 */
#ifndef OPENIMAPI_ISO9660_BOTH_ENDIAN_H
#define OPENIMAPI_ISO9660_BOTH_ENDIAN_H

#include "base/wire.h"

/** Gives the number; false, and the first half, when the halves contradict each other. */
static inline bool iso9660_both16_read(both16 w, uint16_t *value)
{
    const le16 repeated = { { w.be.byte[0], w.be.byte[1] } };

    return both16_get(w, value) || be16_get(w.be) == 0 || le16_get(repeated) == *value;
}

/** As iso9660_both16_read, for 32 bits. */
static inline bool iso9660_both32_read(both32 w, uint32_t *value)
{
    const le32 repeated = { { w.be.byte[0], w.be.byte[1], w.be.byte[2], w.be.byte[3] } };

    return both32_get(w, value) || be32_get(w.be) == 0 || le32_get(repeated) == *value;
}

#endif
