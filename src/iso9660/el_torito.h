/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* El Torito 1.0 (1995): the boot record, the boot catalog and the boot images of an image. */
#ifndef OPENIMAPI_ISO9660_EL_TORITO_H
#define OPENIMAPI_ISO9660_EL_TORITO_H

#include "fsimage/boot.h"
#include "iso9660/structures.h"

#include <stddef.h>
#include <stdint.h>

/** Figure 7: the volume descriptor at block 17. */
struct iso9660_boot_record {
    uint8_t type;
    char standard_identifier[5];
    uint8_t version;
    char system_identifier[32];
    uint8_t unused_39[32];
    le32 catalog;
    uint8_t unused_75[1973];
};

WIRE_SIZE(struct iso9660_boot_record, ISO9660_BLOCK_SIZE);
WIRE_AT(struct iso9660_boot_record, catalog, 71);

/** Figure 2: the entry a catalog begins with. */
struct iso9660_boot_validation_entry {
    uint8_t header; /* 1 */
    uint8_t platform;
    uint8_t reserved_2[2];
    uint8_t manufacturer[24];
    le16 checksum;  /* with it all words add up to 0 */
    uint8_t key[2]; /* 55 AA */
};

WIRE_SIZE(struct iso9660_boot_validation_entry, 32);
WIRE_AT(struct iso9660_boot_validation_entry, checksum, 28);

/** Figures 3 and 5: the initial entry, and those of sections. */
struct iso9660_boot_entry {
    uint8_t indicator; /* 88 bootable */
    uint8_t media_type;
    le16 load_segment; /* 0: the usual one */
    uint8_t system_type;
    uint8_t unused_5;
    le16 sector_count; /* of 512 bytes, to be loaded at first */
    le32 location;
    uint8_t selection_criteria[20];
};

WIRE_SIZE(struct iso9660_boot_entry, 32);
WIRE_AT(struct iso9660_boot_entry, sector_count, 6);
WIRE_AT(struct iso9660_boot_entry, location, 8);

/** Figure 4: what leads a section. */
struct iso9660_boot_section_header {
    uint8_t indicator; /* 90, of the last one 91 */
    uint8_t platform;
    le16 entry_count;
    uint8_t identifier[28];
};

WIRE_SIZE(struct iso9660_boot_section_header, 32);

/** Where what makes a disc boot lies: absolute on the disc. */
struct iso9660_boot_places {
    uint32_t primary_descriptor;
    uint32_t catalog;
    uint32_t images; /* one after the other, each on a block of its own */
};

/** Blocks of all boot images of a tree. */
uint64_t iso9660_boot_images_blocks(const struct fsimage_tree *tree);

/** Writes the boot record volume descriptor to `out`: one block. */
void iso9660_boot_record_emit(const struct iso9660_boot_places *places, uint8_t *out);

/** Writes the boot catalog to `out`: one block, one section per image but the first. */
void iso9660_boot_catalog_emit(const struct fsimage_tree *tree,
                               const struct iso9660_boot_places *places, uint8_t *out);

/**
 * Writes `count` blocks of the images, from their block `block` on, to `out`.
 * STATUS_CHANGED: SOURCE_INCONSISTENT, a source is shorter than it was. The sources' failures:
 * SOURCE_READ_FAILURE.
 */
enum status iso9660_boot_images_emit(const struct fsimage_tree *tree,
                                     const struct iso9660_boot_places *places, uint32_t block,
                                     uint32_t count, uint8_t *out, struct fsimage_problem *problem);

#endif
