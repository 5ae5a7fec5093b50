/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A finished image: an immutable layout, the bytes of every block, and the named ranges of
 * progress. While a result lives its tree is frozen. Results are shared and may be used from
 * several threads; readers belong to one thread at a time.
 */
#ifndef OPENIMAPI_FSIMAGE_RESULT_H
#define OPENIMAPI_FSIMAGE_RESULT_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"
#include "stream/byte_source.h"

#include <stddef.h>
#include <stdint.h>

struct fsimage_result;

/** Digits that make the identifier of a volume set its own. */
#define FSIMAGE_VOLUME_SET_UNIQUE_LENGTH 16

/** What an image takes from the world besides its tree: with equal values come equal bytes. */
struct fsimage_identity {
    int64_t image_time; /* ticks of base/date.h, UTC */
    const char16 *volume_name;
    size_t volume_name_length;
    char volume_set_unique[FSIMAGE_VOLUME_SET_UNIQUE_LENGTH]; /* hexadecimal, not terminated */
};

/**
 * Freezes the tree and lays it out. While a result of this tree is active, gives that one again.
 *
 * STATUS_INVALID_STATE: NO_OUTPUT, no file system is chosen;
 *                       BOOT_OBJECT_CONFLICT, boot images in a session that does not begin at 0.
 * STATUS_INVALID_NAME:  INVALID_VOLUME_NAME.
 * STATUS_TOO_LARGE:     DATA_TOO_BIG, a file is larger than a file system holds;
 *                       IMAGE_TOO_BIG, more blocks than the limit;
 *                       IMAGE_SIZE_LIMIT, more than 2^31 - 1 blocks.
 * STATUS_NO_MEMORY.
 */
enum status fsimage_result_create(struct fsimage_tree *tree,
                                  const struct fsimage_identity *identity,
                                  struct fsimage_result **result, struct fsimage_problem *problem);

/** Adds a user, from any thread; returns `result`. */
struct fsimage_result *fsimage_result_acquire(struct fsimage_result *result);

/** Removes a user, on any thread, and nulls the pointer; the last one frees it and thaws the tree.
 */
void fsimage_result_drop(struct fsimage_result **result);

/** Blocks of the stream: its bytes are this times FSIMAGE_BLOCK_SIZE. */
uint32_t fsimage_result_total_blocks(const struct fsimage_result *result);

struct fsimage_block_range {
    uint32_t first; /* of the stream, which begins with the disc's first block then */
    uint32_t last;
};

#define FSIMAGE_MODIFIED_RANGES_MAXIMUM 2

/**
 * The ranges to be written over a disc whose other blocks stay, in the order in which they should
 * be written: what went before stays valid until the last. Gives how many; 0: the whole image is to
 * be written.
 */
size_t
fsimage_result_modified_blocks(const struct fsimage_result *result,
                               struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM]);

/** The tree behind the result, borrowed; frozen. */
struct fsimage_tree *fsimage_result_tree(const struct fsimage_result *result);

/**
 * A reader: a byte source with buffers, open files and read-ahead of its own, for one consumer. It
 * holds the result. Dropping it closes every source file. Reading gives, with the details from
 * fsimage_reader_problem:
 *   any of the host's  SOURCE_OPEN_FAILURE: a source file vanished or is locked
 *   STATUS_CHANGED     SOURCE_INCONSISTENT: a source is shorter than it was when it was added
 *   any                SOURCE_READ_FAILURE, STASH_READ_FAILURE; IMPORT_READ_FAILURE, older sessions
 * Later reads, of the same or of other blocks, may succeed. STATUS_NO_MEMORY.
 */
enum status fsimage_reader_create(struct fsimage_result *result, struct byte_source **reader);

/** What went wrong in the last read of `reader`, which fsimage_reader_create made; borrowed. */
const struct fsimage_problem *fsimage_reader_problem(const struct byte_source *reader);

/**
 * A byte source that several threads may read at a time: no buffer, no read-ahead, no details of
 * failures. It holds the result. STATUS_NO_MEMORY.
 */
enum status fsimage_result_source(struct fsimage_result *result, struct byte_source **source);

/** Units of a disc identifier. */
#define FSIMAGE_DISC_ID_LENGTH 16

/**
 * The identifier of a disc whose last session begins at `session_start`: sixteen hexadecimal digits
 * over its volume structures; terminated. What lies beyond the end of `disc` counts as zero.
 * STATUS_NO_MEMORY; any of the source's: IMPORT_READ_FAILURE.
 */
enum status fsimage_disc_id(struct byte_source *disc, uint32_t session_start,
                            char16 id[FSIMAGE_DISC_ID_LENGTH + 1], struct fsimage_problem *problem);

/**
 * The identifier a disc will have that was burned with this image. Failures are those of reading.
 */
enum status fsimage_result_disc_id(struct fsimage_result *result,
                                   char16 id[FSIMAGE_DISC_ID_LENGTH + 1],
                                   struct fsimage_problem *problem);

/*
 * Progress ranges: ascending, without gaps or overlaps, from block 0 to the last.
 */

struct fsimage_progress_range {
    uint32_t first_block; /* from the start of the stream */
    uint32_t block_count; /* not 0 */
    uint32_t item;        /* the file, or FSIMAGE_NO_ITEM for what file systems keep themselves */
    unsigned file_system; /* whose structures they are, when there is no item; 0: older sessions' */
};

uint32_t fsimage_progress_count(const struct fsimage_result *result);

/** The range number `index`, which is below the count. */
struct fsimage_progress_range fsimage_progress_at(const struct fsimage_result *result,
                                                  uint32_t index);

/** The index of the range that holds `block`. STATUS_NOT_FOUND: past the end. */
enum status fsimage_progress_find_block(const struct fsimage_result *result, uint32_t block,
                                        uint32_t *index);

/**
 * The index of the first range that `description` names without regard to case. STATUS_NOT_FOUND.
 */
enum status fsimage_progress_find_description(const struct fsimage_result *result,
                                              const char16 *description, size_t length,
                                              uint32_t *index);

/**
 * What a range is called: a file's full path in the image, or the name of a file system;
 * terminated, to be freed with memory_free. STATUS_NO_MEMORY.
 */
enum status fsimage_progress_description(const struct fsimage_result *result, uint32_t index,
                                         char16 **description, size_t *length);

/** The layout as text, a line per region and file, in UTF-8, terminated; memory_free. */
enum status fsimage_result_dump(const struct fsimage_result *result, char **text);

#endif
