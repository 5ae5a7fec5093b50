/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs for tests of reading: images with directories written by hand, and what a reader tells. */
#ifndef OPENIMAPI_TESTS_UNIT_ISO9660_DISC_H
#define OPENIMAPI_TESTS_UNIT_ISO9660_DISC_H

#include "iso9660/directory_record.h"
#include "iso9660/reader.h"
#include "unit/iso9660/image.h"

#include <stddef.h>
#include <stdint.h>

/** An image whose bytes may be changed; directories are added behind the blocks it has. */
struct disc {
    struct image image;
    struct iso9660_volume_descriptor *primary; /* in the image */
    struct iso9660_volume_descriptor *joliet;
    uint8_t *root; /* the first block of the primary descriptor's root */
    uint32_t used; /* bytes of it */
};

/** An image of `tree`, which is taken over; NULL: an empty one. */
struct disc make_disc(struct fsimage_tree *tree);

void drop_disc(struct disc *disc);

/** Adds a record to the root. Gives where it is, to be spoiled. */
struct iso9660_directory_record *put_record(struct disc *disc, const char *identifier,
                                            uint32_t extent, uint32_t size, unsigned flags);

/** What a reader told, as text: one line per item, and how it ended. */
struct listing {
    char text[65536];
    enum status status;
    struct fsimage_problem problem;
    struct fsimage_volume_info info; /* when it could be opened */
};

/**
 * Opens and walks. Lines are "directory/" or "path size@location+size@location", with " hidden"
 * behind; names in UTF-8.
 */
void list_source(const struct fsimage_volume_reader_class *class, struct byte_source *source,
                 uint32_t session_start, struct listing *listing);

/** As above, of ISO 9660 on a disc. */
void list_disc(const struct disc *disc, struct listing *listing);

/** Asserts how reading ISO 9660 on a disc fails. */
void assert_refused(const struct disc *disc, enum status status, enum fsimage_problem_kind kind);

#endif
