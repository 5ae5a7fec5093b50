/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands from block 16 of a session on: the descriptors of ECMA-119 8, and those of UDF. */
#ifndef OPENIMAPI_ISO9660_RECOGNITION_H
#define OPENIMAPI_ISO9660_RECOGNITION_H

#include "base/status.h"
#include "iso9660/structures.h"
#include "stream/byte_source.h"

#include <stdbool.h>
#include <stdint.h>

struct iso9660_recognition {
    bool has_boot_record;
    bool has_udf;           /* an NSR descriptor follows (ECMA-167 2/8.3) */
    uint32_t primary_block; /* absolute; 0: there is none */
    uint32_t joliet_block;  /* likewise: of the first supplementary descriptor for Joliet */
    struct iso9660_volume_descriptor primary;
    struct iso9660_volume_descriptor joliet;
};

/**
 * Looks at 64 blocks at most, up to the first that is no descriptor or lies past the end of
 * `source`. Of several primary descriptors the first counts, and of Joliet's likewise.
 * The source's failures, with the block that could not be read.
 */
enum status iso9660_recognition_read(struct byte_source *source, uint32_t session_start,
                                     struct iso9660_recognition *recognition, uint32_t *bad_block);

#endif
