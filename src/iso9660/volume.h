/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A volume of ECMA-119 or of Joliet on a disc, while it is read. */
#ifndef OPENIMAPI_ISO9660_VOLUME_H
#define OPENIMAPI_ISO9660_VOLUME_H

#include "fsimage/volume_reader.h"
#include "iso9660/structures.h"

/** What struct fsimage_volume stands for in this room. */
struct iso9660_volume {
    enum fsimage_file_system file_system;
    struct byte_source *source; /* the disc, cached; it ends behind the last recorded block */
    struct iso9660_volume_descriptor descriptor;
    struct fsimage_volume_info info;
    uint16_t sequence_number; /* of the volume in its set */
    uint32_t root_location;
    uint32_t root_length;
};

/** Blocks of the disc that can be read. */
static inline uint32_t iso9660_volume_blocks(const struct iso9660_volume *volume)
{
    return (uint32_t)(byte_source_size(volume->source) / ISO9660_BLOCK_SIZE);
}

/** Whether `size` bytes from block `location` on lie on the disc. */
bool iso9660_volume_has(const struct iso9660_volume *volume, uint32_t location, uint64_t size);

/**
 * Reads one block. STATUS_CORRUPT: FILE_SYSTEM_INCONSISTENT, past the end.
 * The source's failures: IMPORT_READ_FAILURE.
 */
enum status iso9660_volume_read(const struct iso9660_volume *volume, uint32_t block,
                                uint8_t out[ISO9660_BLOCK_SIZE], struct fsimage_problem *problem);

/** STATUS_CORRUPT: FILE_SYSTEM_INCONSISTENT, by what stands at `block`. */
enum status iso9660_volume_refuse(const struct iso9660_volume *volume, uint32_t block,
                                  struct fsimage_problem *problem);

/** STATUS_NOT_SUPPORTED: FEATURE_NOT_SUPPORTED; `feature` is ASCII. */
enum status iso9660_volume_lacks(const struct iso9660_volume *volume, const char *feature,
                                 struct fsimage_problem *problem);

/** As walk of struct fsimage_volume_reader_class. */
enum status iso9660_volume_walk(struct fsimage_volume *volume,
                                const struct fsimage_volume_sink *sink, void *context,
                                struct fsimage_problem *problem);

#endif
