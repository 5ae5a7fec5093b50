/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * UDF volumes for tests of the reader, put together by hand: also what our writer never records.
 * A volume has 512 blocks. Its metadata are numbered from 0: in a partition that begins at block
 * 288, or in a metadata partition with a mirror in it.
 */
#ifndef OPENIMAPI_TESTS_UNIT_UDF_VOLUMES_H
#define OPENIMAPI_TESTS_UNIT_UDF_VOLUMES_H

#include "fsimage/volume_reader.h"
#include "udf/file_structures.h"
#include "udf/volume_structures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOLUME_BLOCKS 512u

/** Absolute places of what every volume has. */
enum volume_place {
    PLACE_RECOGNITION = 16,
    PLACE_ANCHOR = 256,
    PLACE_MAIN_SEQUENCE = 257, /* primary, partition, logical volume, terminating */
    PLACE_PRIMARY = PLACE_MAIN_SEQUENCE,
    PLACE_PARTITION_DESCRIPTOR,
    PLACE_LOGICAL_VOLUME,
    PLACE_TERMINATING,
    PLACE_INTEGRITY = 273,
    PLACE_PARTITION = 288,
    PLACE_METADATA_FILE = PLACE_PARTITION,
    PLACE_MIRROR_FILE = PLACE_PARTITION + 1,
    PLACE_METADATA = PLACE_PARTITION + 16,
    PLACE_MIRROR = PLACE_PARTITION + 80,
    PLACE_RESERVE_SEQUENCE = 464,
    PLACE_LAST_ANCHOR = VOLUME_BLOCKS - 1,
};

#define VOLUME_METADATA_BLOCKS  64u
#define VOLUME_PARTITION_BLOCKS 176u

/** Blocks of the partition from here on are for the data of files. */
#define VOLUME_DATA 144u

/** Metadata that every volume has. */
enum volume_metadata {
    METADATA_FILE_SET,
    METADATA_ROOT,           /* its entry */
    METADATA_ROOT_DIRECTORY, /* its descriptors: four blocks */
    METADATA_FREE = METADATA_ROOT_DIRECTORY + 4,
};

struct volume {
    struct byte_source source;
    uint8_t *bytes;
    uint32_t blocks; /* fewer than VOLUME_BLOCKS: cut off */
    unsigned revision;
    uint16_t metadata_partition; /* its map: 0, or 1 from revision 2.50 on */
    size_t root_size;            /* bytes of the root directory */
    uint32_t bad_first;          /* blocks that cannot be read */
    uint32_t bad_count;
    unsigned reads; /* of the source, so far */
};

/** An empty volume of that revision: a root without items, closed, labelled "VOLUME". */
struct volume *make_volume(unsigned revision);

void drop_volume(struct volume *volume);

/** The bytes at an absolute block. */
uint8_t *volume_block(struct volume *volume, uint32_t block);

/** Where metadata lie; `copy` 1 is the mirror. */
uint32_t metadata_place(const struct volume *volume, uint32_t metadata, unsigned copy);

/** Seals again what lies at an absolute block, with its own identifier and location. */
void reseal_block(struct volume *volume, uint32_t block, size_t size);

/** As reseal_block, for all places of metadata after a change in the first. */
void reseal_metadata(struct volume *volume, uint32_t metadata, size_t size);

/** An allocation descriptor; `length` without type. */
struct test_extent {
    uint32_t length;
    enum udf_extent_type type;
    uint32_t block;
    uint16_t partition; /* of long and extended ones */
};

/** What an entry says. */
struct test_entry {
    uint8_t file_type;
    uint16_t flags; /* an enum udf_icb_allocation and others */
    uint64_t size;
    const struct test_extent *extents;
    size_t extent_count;
    const void *embedded; /* `size` bytes of it, where flags say so */
    uint32_t streams;     /* metadata that hold the entry of the stream directory; 0: none */
    uint64_t unique_id;
};

/** Records an entry as the metadata of that number: a file entry, extended from 2.00 on. */
void put_entry(struct volume *volume, uint32_t metadata, const struct test_entry *entry);

/** As above at one absolute block, where its partition has block `location`. */
void put_entry_at(struct volume *volume, uint32_t block, uint32_t location,
                  const struct test_entry *entry);

/** Records further allocation descriptors. */
void put_more_extents(struct volume *volume, uint32_t metadata, enum udf_icb_allocation allocation,
                      const struct test_extent *extents, size_t count);

/**
 * Writes a file identifier descriptor of an item whose entry is at metadata `icb` to `out`, at byte
 * `offset` of a directory that begins at metadata `first`; gives its size. `name` is ASCII.
 */
size_t encode_name(const struct volume *volume, uint8_t *out, size_t offset, uint32_t first,
                   const char *name, uint8_t characteristics, uint32_t icb);

/** Adds an item to the root directory and records it anew. */
void put_in_root(struct volume *volume, const char *name, uint8_t characteristics, uint32_t icb);

/** Adds a file of `size` bytes in one extent, at block `block` of the partition. */
void put_file(struct volume *volume, const char *name, uint32_t metadata, uint32_t block,
              uint32_t size);

/** Records metadata from bytes, in all places. */
void put_metadata(struct volume *volume, uint32_t metadata, const void *bytes, size_t size);

/** The disc that holds the volume. */
struct fsimage_disc disc_of(struct volume *volume);

/**
 * Opens and walks; the tree as text, in the order of the walk: "d(f:12@300 )" is a directory "d"
 * with a file "f" of 12 bytes at block 300. Further marks: "+" and a further run, "=" and embedded
 * content, "!" hidden, "*" real-time, "{}" streams. On failure the walk's status, "" and a problem.
 */
enum status list_volume(struct volume *volume, struct fsimage_problem *problem, char *text,
                        size_t capacity);

/** As above for a volume that is opened already. */
enum status list_opened(struct fsimage_volume *opened, struct fsimage_problem *problem, char *text,
                        size_t capacity);

/** Asserts that a volume can be read, and its list. */
void assert_list(struct volume *volume, const char *expected);

/** The one item of a volume; its pointers are void. */
struct fsimage_found_item only_file(struct volume *volume);

/** Asserts how reading a volume fails. */
void assert_unreadable(struct volume *volume, enum status status, enum fsimage_problem_kind kind);

/** Asserts that reading fails because that feature is not supported. */
void assert_feature(struct volume *volume, const char16 *feature);

/** What an opened volume says of itself. */
struct fsimage_volume_info volume_info(struct volume *volume);

#endif
