/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Taking over what a disc holds, so that the next session names it beside what is new. */
#ifndef OPENIMAPI_FSIMAGE_IMPORT_H
#define OPENIMAPI_FSIMAGE_IMPORT_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"
#include "fsimage/volume_reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is about to be imported, for a directory, or has just been, for a file. */
struct fsimage_import_step {
    const char16 *path; /* in the image; a directory's ends in a separator; terminated */
    size_t path_length;
    bool is_directory;
    uint32_t directories;      /* imported so far */
    uint32_t files;            /* likewise */
    int64_t total_directories; /* -1: not known */
    int64_t total_files;       /* likewise */
    uint64_t copied_bytes;     /* of a file whose content had to be copied from its file entry */
};

/** The tree is in the middle of a change. */
typedef void (*fsimage_import_observer)(void *context, const struct fsimage_import_step *step);

struct fsimage_import_options {
    bool maps_illegal_names; /* units that no name may have become '_', instead of a failure */
    unsigned beside;         /* file systems of the session that the reader does not know of */
    bool is_overlay;         /* the new session is written over a medium that can be rewritten */
    uint32_t next_start;     /* where it begins when not */
    uint32_t write_unit;     /* blocks; of an overlay */
    uint32_t free_blocks;    /* of the medium, from next_start on; of an overlay all of its blocks;
                                what they leave limits the session that follows; 0: nothing does */
    fsimage_import_observer observer; /* or NULL */
    void *context;
};

/**
 * Adds all that `reader` finds in the session disc->session_start of the disc, and makes the image
 * the session that follows it: its start, file systems, UDF revision, and what it continues. Items
 * that are in the tree already win, and directories merge. A reference of the disc's source is
 * taken: contents stay there. Counts as changes; fails as a whole.
 *
 * STATUS_INVALID_STATE: READ_ONLY; BOOT_OBJECT_CONFLICT, boot images are set.
 * STATUS_NOT_EMPTY:     NOT_EMPTY_IMAGE, something was imported before.
 * STATUS_NOT_SUPPORTED: INCOMPATIBLE_PREVIOUS_SESSION; UDF_NOT_WRITE_COMPATIBLE; NONE, there is no
 *                       writer for one of the session's file systems.
 * STATUS_TOO_LARGE:     IMAGE_TOO_BIG, the session that follows does not fit.
 * STATUS_WRONG_KIND:    FILE_MEETS_DIRECTORY, DIRECTORY_MEETS_FILE.
 * STATUS_INVALID_NAME:  INVALID_PATH, the disc has a name that cannot be one in the image.
 * Else as the reader's open and walk, and as adding.
 */
enum status fsimage_tree_import(struct fsimage_tree *tree, const struct fsimage_disc *disc,
                                const struct fsimage_volume_reader_class *reader,
                                const struct fsimage_import_options *options,
                                struct fsimage_volume_info *info, struct fsimage_problem *problem);

/** Whether something was imported, and not rolled back. */
bool fsimage_tree_is_imported(const struct fsimage_tree *tree);

/** The volume name of the imported session, terminated; NULL when there is none. */
const char16 *fsimage_tree_imported_name(const struct fsimage_tree *tree, size_t *length);

/** The identifier of the imported disc, terminated, as it was then; "" when there is none. */
const char16 *fsimage_tree_imported_disc_id(const struct fsimage_tree *tree);

#endif
