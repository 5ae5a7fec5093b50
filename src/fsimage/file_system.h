/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file systems of an image, as bits of a set; the values are those of FsiFileSystems. */
#ifndef OPENIMAPI_FSIMAGE_FILE_SYSTEM_H
#define OPENIMAPI_FSIMAGE_FILE_SYSTEM_H

#include <stdint.h>

/** Bytes of a logical block, in every file system and on every medium written here. */
#define FSIMAGE_BLOCK_SIZE 2048u

/** Most blocks of an image: TotalBlocks is a signed 32-bit number. */
#define FSIMAGE_BLOCKS_MAXIMUM 0x7FFFFFFFu

enum fsimage_file_system {
    FSIMAGE_ISO9660 = 1,
    FSIMAGE_JOLIET = 2,
    FSIMAGE_UDF = 4,
    FSIMAGE_BOOT = 8, /* El Torito: whose the blocks are, never in a set */
};

/** The blocks that `size` bytes take. */
static inline uint64_t fsimage_blocks_of(uint64_t size)
{
    return size / FSIMAGE_BLOCK_SIZE + (size % FSIMAGE_BLOCK_SIZE != 0);
}

/**
 * The name of one file system, or of ISO 9660 and Joliet together, as messages and progress ranges
 * spell it: "ISO9660", "Joliet", "UDF", "Boot", "ISO9660/Joliet"; "" for any other set.
 */
const char *fsimage_file_system_name(unsigned file_systems);

#endif
