/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The boot images of a tree (El Torito), in the order of their entries in the boot catalog. */
#ifndef OPENIMAPI_FSIMAGE_BOOT_H
#define OPENIMAPI_FSIMAGE_BOOT_H

#include "base/status.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"
#include "stream/byte_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a boot image is to be taken for. */
enum fsimage_boot_emulation {
    FSIMAGE_BOOT_NO_EMULATION,
    FSIMAGE_BOOT_FLOPPY_1_2,
    FSIMAGE_BOOT_FLOPPY_1_44,
    FSIMAGE_BOOT_FLOPPY_2_88,
    FSIMAGE_BOOT_HARD_DISK,
};

/** Bytes of the floppy disks, exactly; a hard disk has a boot sector with one partition. */
#define FSIMAGE_BOOT_FLOPPY_1_2_SIZE  1228800u
#define FSIMAGE_BOOT_FLOPPY_1_44_SIZE 1474560u
#define FSIMAGE_BOOT_FLOPPY_2_88_SIZE 2949120u

/** Bytes of the manufacturer's identification, zero padded. */
#define FSIMAGE_BOOT_MANUFACTURER_SIZE 24

struct fsimage_boot_image {
    struct byte_source *source; /* thread-safe or not: the tree locks it */
    uint8_t platform;           /* 0 x86, 1 PowerPC, 2 Mac, 0xEF EFI */
    enum fsimage_boot_emulation emulation;
    uint8_t manufacturer[FSIMAGE_BOOT_MANUFACTURER_SIZE];
    /** Record a boot information table at byte 8: without emulation only, from 64 bytes on. */
    bool patch_info_table;
    uint8_t system_type; /* set by the tree: that of a hard disk's partition, else 0 */
};

/** The catalog is one block: so many entries fit. */
#define FSIMAGE_BOOT_IMAGES_MAXIMUM 32

/**
 * Makes the image boot from `images`, in place of any before; 0 of them: from none. References of
 * the sources are taken.
 * STATUS_INVALID_STATE:    READ_ONLY; BOOT_OBJECT_CONFLICT, a session was imported or this one does
 *                          not begin at block 0.
 * STATUS_INVALID_ARGUMENT: INVALID_PARAMETER, too many, or a table in what has no place for it;
 *                          BOOT_IMAGE_DATA, no source or an empty one;
 *                          BOOT_EMULATION_MISMATCH.
 * STATUS_NO_MEMORY.
 */
enum status fsimage_tree_set_boot_images(struct fsimage_tree *tree,
                                         const struct fsimage_boot_image *images, size_t count,
                                         struct fsimage_problem *problem);

size_t fsimage_tree_boot_image_count(const struct fsimage_tree *tree);

/** The image number `index`, which is below the count; borrowed. */
const struct fsimage_boot_image *fsimage_tree_boot_image(const struct fsimage_tree *tree,
                                                         size_t index);

#endif
