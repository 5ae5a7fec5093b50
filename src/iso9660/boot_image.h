/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The content of one boot image. */
#ifndef OPENIMAPI_ISO9660_BOOT_IMAGE_H
#define OPENIMAPI_ISO9660_BOOT_IMAGE_H

#include "fsimage/boot.h"
#include "fsimage/file_system.h"
#include "iso9660/structures.h"

/** Blocks it takes. */
static inline uint32_t iso9660_boot_image_blocks(const struct fsimage_boot_image *image)
{
    return (uint32_t)fsimage_blocks_of(byte_source_size(image->source));
}

/**
 * The boot information table, as the loaders of the syslinux family want it: written over the bytes
 * from ISO9660_BOOT_INFO_OFFSET on of an image that begins at `location`.
 */
struct iso9660_boot_info_table {
    le32 primary_descriptor;
    le32 location;
    le32 size;     /* of the image, in bytes */
    le32 checksum; /* of all words from byte 64 on */
    uint8_t reserved_16[40];
};

WIRE_SIZE(struct iso9660_boot_info_table, 56);

#define ISO9660_BOOT_INFO_OFFSET 8u

/** Makes the table; reads all of the image, in parts. Failures as in iso9660/el_torito.h. */
enum status iso9660_boot_info_table_make(const struct fsimage_boot_image *image,
                                         uint32_t primary_descriptor, uint32_t location,
                                         struct iso9660_boot_info_table *table,
                                         struct fsimage_problem *problem);

/** Reads `size` bytes at `offset`, exactly. Failures as in iso9660/el_torito.h. */
enum status iso9660_boot_image_read(const struct fsimage_boot_image *image, uint64_t offset,
                                    uint8_t *out, size_t size, struct fsimage_problem *problem);

#endif
