/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bytes of a raw CD image, made when they are read. */
#ifndef OPENIMAPI_DISCIMAGE_RAW_IMAGE_SOURCE_H
#define OPENIMAPI_DISCIMAGE_RAW_IMAGE_SOURCE_H

#include "discimage/raw_image.h"

/**
 * A source of all sectors from RAW_IMAGE_START on, each with its sub-channel; of what `image` is
 * now, which becomes read-only and may then be destroyed. The sources in it are acquired. What one
 * of them no longer has is zero; their failures are passed on. Not thread-safe.
 * NO_TRACKS. RW_SIZE_WRONG. NO_MEMORY. On failure the image stays as it was.
 */
enum raw_image_result raw_image_source_create(struct raw_image *image, struct byte_source **source);

/** The sources it reads, borrowed: of tracks, hidden audio and R to W; NULL past the last. */
struct byte_source *raw_image_source_part(const struct byte_source *source, size_t index);

#endif
