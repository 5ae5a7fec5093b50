/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images with UDF for tests: made in memory or not at all, read back, and held against the tree. */
#ifndef OPENIMAPI_TESTS_UNIT_UDF_IMAGES_H
#define OPENIMAPI_TESTS_UNIT_UDF_IMAGES_H

#include "fsimage/result.h"
#include "fsimage/volume_reader.h"
#include "stream/byte_source.h"
#include "unit/fsimage/trees.h"

#include <stddef.h>
#include <stdint.h>

/** Every revision that is written. */
extern const unsigned udf_revisions[6];

/** UDF beside ISO 9660 and Joliet. */
#define BRIDGE (FSIMAGE_ISO9660 | FSIMAGE_JOLIET | FSIMAGE_UDF)

/** A tree for that set and revision, of any depth. */
struct fsimage_tree *make_volume_tree(unsigned file_systems, unsigned revision);

/** Adds a named stream of `size` bytes that follow from `seed`. Gives the item. */
uint32_t add_noise_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                          uint32_t seed, uint64_t size);

/** As add_file, of `size` bytes that follow from `seed`. */
uint32_t add_noise(struct fsimage_tree *tree, const char16 *path, uint32_t seed, uint64_t size);

/** An image on a disc, of which only what is read is ever made. */
struct udf_disc_image {
    struct fsimage_tree *tree;
    struct fsimage_result *result;
    struct byte_source *image;
    uint32_t blocks;
    uint32_t start; /* of the session */
};

/** Lays out `tree`, which is taken over; what is measured must be what comes out. */
struct udf_disc_image make_udf_image(struct fsimage_tree *tree);

void drop_udf_image(struct udf_disc_image *image);

/** Reads `count` blocks, from an absolute block of the disc on. */
void read_udf_blocks(const struct udf_disc_image *image, uint32_t block, uint32_t count,
                     uint8_t *out);

/** Opens the volume with the reader of the room; to be closed by it. */
struct fsimage_volume *open_udf_volume(const struct udf_disc_image *image,
                                       struct fsimage_volume_info *info);

/**
 * Reads the volume back and holds it against the tree: names, sizes, times, attributes, streams,
 * where contents lie, and that nothing is missing. Contents of up to a megabyte are compared.
 */
void check_udf_image(const struct udf_disc_image *image);

#endif
