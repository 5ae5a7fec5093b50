/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directory records (ECMA-119 9.1) and how they share blocks (6.8.1.1). */
#ifndef OPENIMAPI_ISO9660_DIRECTORY_RECORD_H
#define OPENIMAPI_ISO9660_DIRECTORY_RECORD_H

#include "base/status.h"
#include "iso9660/structures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a record tells. */
struct iso9660_entry {
    uint32_t extent;      /* absolute on the disc */
    uint32_t data_length; /* in bytes */
    int64_t modification_time;
    uint8_t flags; /* enum iso9660_file_flags */
    const uint8_t *identifier;
    size_t identifier_length;
};

/** Bytes of a record whose identifier has `identifier_length`: always even. */
static inline uint32_t iso9660_record_size(size_t identifier_length)
{
    const size_t size = sizeof(struct iso9660_directory_record) + identifier_length;

    return (uint32_t)(size + (size & 1));
}

/** Writes the record to `out`, where iso9660_record_size bytes have room; gives them. */
uint32_t iso9660_record_encode(const struct iso9660_entry *entry, uint8_t *out);

/** A record on a disc. */
struct iso9660_record {
    struct iso9660_entry entry; /* its identifier lies in the bytes that were decoded */
    uint32_t size;              /* of the record, in bytes */
    uint8_t interleave_gap;
    uint16_t volume_sequence_number;
};

/**
 * Decodes the record at `bytes`, of which `left` are left in its block and the first is not 0. Its
 * extent is given without the extended attributes before it (ECMA-119 9.1.2).
 * STATUS_CORRUPT: it does not fit, or the halves of a number contradict each other.
 */
enum status iso9660_record_decode(const uint8_t *bytes, size_t left, struct iso9660_record *record);

/** Whether it is the record of the directory itself or of its parent (ECMA-119 6.8.2.2). */
static inline bool iso9660_record_is_self_or_parent(const struct iso9660_record *record)
{
    return record->entry.identifier_length == 1 && record->entry.identifier[0] <= 1;
}

/** Where the next record goes: none crosses a block's boundary. Zeroed is an empty directory. */
struct iso9660_packer {
    uint32_t block;
    uint32_t used; /* bytes of that block */
};

/** Takes a record of `size` bytes; its place is `packer->block`, before `packer->used`. */
static inline void iso9660_packer_add(struct iso9660_packer *packer, uint32_t size)
{
    if (packer->used + size > ISO9660_BLOCK_SIZE) {
        packer->block++;
        packer->used = 0;
    }
    packer->used += size;
}

#endif
