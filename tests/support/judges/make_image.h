/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images of the matrix, and what each of their file systems must be found to hold. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_MAKE_IMAGE_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_MAKE_IMAGE_H

#include "fsimage/result.h"
#include "support/judges/manifest.h"
#include "support/judges/matrix.h"

/** The name of the volume; a file system that knows capitals only has it in those. */
#define MAKE_IMAGE_VOLUME u"Judged"

/** The boot images of a bootable case, borrowed; those that are NULL are made up. */
struct make_image_boot {
    struct byte_source *bios; /* one block, without emulation */
    struct byte_source *efi;
};

/**
 * A result of the case; its tree is fsimage_result_tree. `boot` is for bootable cases. Fails as
 * fsimage_result_create does.
 */
enum status make_image_result(const struct matrix_case *matrix_case,
                              const struct make_image_boot *boot, struct fsimage_result **result,
                              struct fsimage_problem *problem);

/**
 * Writes the disc to a file, sparse where it is zero: the image, and before an appended one what it
 * was appended to. Fails as reading and writing do.
 */
enum status make_image_write(struct fsimage_result *result, const char *path,
                             struct fsimage_problem *problem);

/** Adds what `file_system` (one bit) must hold. Fails as reading contents does. */
enum status make_image_manifest(struct fsimage_result *result, enum fsimage_file_system file_system,
                                struct manifest *manifest);

/** Adds the boot images of a bootable case, as files called "1" and "2". Fails as reading does. */
enum status make_image_boot_manifest(const struct make_image_boot *boot, struct manifest *manifest);

#endif
