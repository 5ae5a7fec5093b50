/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The volume recognition sequence (ECMA-167 2/8.3). */
#include "udf/volume_recognition.h"

#include "udf/volume_structures.h"

#include <string.h>

/* The system area comes first (ECMA-167 2/8.1.1). */
#define SEQUENCE_START 16u

/* More descriptors than any disc has; the standard gives no bound. */
#define SEQUENCE_MAXIMUM 64u

/* All that ECMA-167, ECMA-119 and ECMA-168 put there; anything else ends the sequence. */
static const char identifiers[][6] = {
    "NSR02", "NSR03", "BEA01", "TEA01", "CD001", "BOOT2", "CDW02"
};

/* How many of them say that there is UDF. */
#define NSR_IDENTIFIERS 2u

static size_t identify(const uint8_t *block)
{
    const size_t count = sizeof(identifiers) / sizeof(identifiers[0]);
    const char *identifier = ((const struct udf_recognition_descriptor *)block)->identifier;
    size_t i = 0;

    while (i < count && memcmp(identifier, identifiers[i], 5) != 0)
        i++;
    return i;
}

enum status udf_volume_recognize(struct udf_disc *disc)
{
    const uint64_t first = (uint64_t)disc->session_start + SEQUENCE_START;

    for (uint64_t block = first; block < first + SEQUENCE_MAXIMUM; block++) {
        uint8_t bytes[UDF_BLOCK_SIZE];
        enum status status;
        size_t found;

        if (block > disc->last_block)
            return STATUS_NOT_FOUND;
        status = udf_disc_read(disc, (uint32_t)block, bytes);
        if (status == STATUS_END_OF_DATA)
            return STATUS_NOT_FOUND;
        if (status != STATUS_OK)
            return status;
        found = identify(bytes);
        if (found < NSR_IDENTIFIERS)
            return STATUS_OK;
        if (found == sizeof(identifiers) / sizeof(identifiers[0]))
            return STATUS_NOT_FOUND;
    }
    return STATUS_NOT_FOUND;
}
