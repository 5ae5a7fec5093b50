/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The item tree: what an image will hold, independent of file systems. Items are numbers; a number
 * stays valid as long as the tree, removed items included, so wrappers may keep them.
 *
 * A tree is not thread-safe: its owner locks. While a result is active (fsimage/result.h) the tree
 * is frozen: it cannot change, and only then may several threads read it.
 *
 * Functions that change the tree give, besides what they name:
 *   STATUS_INVALID_STATE   READ_ONLY: a result is active
 *   STATUS_NO_MEMORY       NONE
 * and leave the tree exactly as it was when they fail. Paths are those of the image, their
 * components separated by '\' or '/'; a failing path gives
 *   STATUS_INVALID_NAME    INVALID_PATH: malformed; RESTRICTED_NAME: see restricted names
 *   STATUS_NOT_FOUND       DIRECTORY_NOT_FOUND: a directory on the way is missing, or is a file
 */
#ifndef OPENIMAPI_FSIMAGE_TREE_H
#define OPENIMAPI_FSIMAGE_TREE_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/file_system.h"
#include "fsimage/problem.h"
#include "stream/byte_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fsimage_session;
struct fsimage_tree;
struct fsimage_writer_class;

/** The root directory of every tree. */
#define FSIMAGE_ROOT 0u

/** No item: the parent of the root and of detached items, and every failed `item` out. */
#define FSIMAGE_NO_ITEM UINT32_MAX

/** Units of a name: 1..255. */
#define FSIMAGE_NAME_MAXIMUM 255

enum fsimage_item_kind {
    FSIMAGE_DIRECTORY,
    FSIMAGE_FILE,
};

/** Points in time, in ticks of base/date.h. */
struct fsimage_times {
    int64_t creation;
    int64_t access;
    int64_t modification;
};

/** All three times at one moment. */
static inline struct fsimage_times fsimage_times_at(int64_t ticks)
{
    return (struct fsimage_times){ ticks, ticks, ticks };
}

struct fsimage_item_info {
    enum fsimage_item_kind kind; /* a named stream is a file, and its parent is one */
    bool is_stream;
    bool is_hidden;
    bool is_system;  /* what the host says of a source */
    bool is_archive; /* likewise */
    bool is_real_time;
    bool is_imported;   /* from a disc */
    bool is_attached;   /* in the tree: the root is its ancestor */
    bool has_content;   /* a file that was given content, were it of 0 bytes */
    uint32_t parent;    /* FSIMAGE_NO_ITEM for the root and for the top of what is detached */
    const char16 *name; /* borrowed from the tree for its life; terminated */
    size_t name_length;
    uint64_t size; /* of a file's content, in bytes */
    struct fsimage_times times;
};

/**
 * An empty tree, which records the file systems of `writers` (one row per writer, borrowed for the
 * life of the program). ISO 9660 and Joliet, level 2, no size limit. STATUS_NO_MEMORY.
 */
enum status fsimage_tree_create(const struct fsimage_writer_class *const *writers,
                                size_t writer_count, struct fsimage_tree **tree);

/** Adds a user, from any thread; returns `tree`. */
struct fsimage_tree *fsimage_tree_acquire(struct fsimage_tree *tree);

/** Removes a user, on any thread, and nulls the pointer; the last one frees tree and sources. */
void fsimage_tree_drop(struct fsimage_tree **tree);

/** Whether a result is active. */
bool fsimage_tree_is_frozen(const struct fsimage_tree *tree);

/*
 * Rules. Each is checked against the items already there before it changes.
 */

/**
 * Chooses the file systems to record: 0, or ISO 9660 with or without Joliet (and UDF with any).
 * STATUS_INVALID_ARGUMENT: INVALID_PARAMETER, another set.
 * STATUS_INVALID_STATE:    FILE_SYSTEM_CHANGE_NOT_ALLOWED, not what was imported.
 * STATUS_NOT_SUPPORTED:    NONE, no writer for one of them.
 * STATUS_TOO_DEEP:         TOO_MANY_LEVELS.
 * STATUS_TOO_MANY:         TOO_MANY_DIRECTORIES.
 */
enum status fsimage_tree_set_file_systems(struct fsimage_tree *tree, unsigned file_systems,
                                          struct fsimage_problem *problem);

unsigned fsimage_tree_file_systems(const struct fsimage_tree *tree);

/**
 * Chooses the UDF revision: 0x102, 0x150, 0x200, 0x201, 0x250 or 0x260; at first 0x102.
 * STATUS_INVALID_ARGUMENT: INVALID_PARAMETER. STATUS_INVALID_STATE: UDF_REVISION_FIXED, another
 * one was imported.
 */
enum status fsimage_tree_set_udf_revision(struct fsimage_tree *tree, unsigned revision,
                                          struct fsimage_problem *problem);

unsigned fsimage_tree_udf_revision(const struct fsimage_tree *tree);

/** Whether the mirror of UDF metadata has blocks of its own, from 2.50 on; at first it has. */
enum status fsimage_tree_set_redundant_metadata(struct fsimage_tree *tree, bool redundant,
                                                struct fsimage_problem *problem);

bool fsimage_tree_has_redundant_metadata(const struct fsimage_tree *tree);

/**
 * Bytes up to which a file or directory is recorded inside its file entry; 0: none is. Only UDF
 * alone does that: what ISO 9660 shares needs a block.
 */
uint32_t fsimage_tree_embedding_maximum(const struct fsimage_tree *tree);

enum {
    FSIMAGE_LOSES_STREAMS = 1,
    FSIMAGE_LOSES_REAL_TIME = 2,
};

/** What is attached but cannot be recorded in the chosen file systems and UDF revision: bits. */
unsigned fsimage_tree_losses(const struct fsimage_tree *tree);

/**
 * Chooses the ISO 9660 interchange level, 1 to 3, and makes all ISO 9660 names anew when it
 * differs. STATUS_INVALID_ARGUMENT: INVALID_PARAMETER. STATUS_TOO_DEEP: TOO_MANY_LEVELS.
 * STATUS_INVALID_NAME: NO_UNIQUE_NAME.
 */
enum status fsimage_tree_set_iso_level(struct fsimage_tree *tree, unsigned level,
                                       struct fsimage_problem *problem);

unsigned fsimage_tree_iso_level(const struct fsimage_tree *tree);

/** Strict compliance. STATUS_NOT_EMPTY: NOT_EMPTY_IMAGE, switched on with items present. */
enum status fsimage_tree_set_strict(struct fsimage_tree *tree, bool strict,
                                    struct fsimage_problem *problem);

bool fsimage_tree_is_strict(const struct fsimage_tree *tree);

/** Whether names added from now on must consist of the code points 32 to 127. */
enum status fsimage_tree_set_restricted_names(struct fsimage_tree *tree, bool restricted,
                                              struct fsimage_problem *problem);

bool fsimage_tree_has_restricted_names(const struct fsimage_tree *tree);

/**
 * The most blocks the image may take; 0 is no limit. Allowed while frozen.
 * STATUS_TOO_LARGE: IMAGE_TOO_BIG, more are used already.
 */
enum status fsimage_tree_set_size_limit(struct fsimage_tree *tree, uint32_t blocks,
                                        struct fsimage_problem *problem);

uint32_t fsimage_tree_size_limit(const struct fsimage_tree *tree);

/**
 * The first block of the session on the disc, which every recorded location counts from; an import
 * chooses it. STATUS_INVALID_STATE: also READ_ONLY, another than the imported one.
 */
enum status fsimage_tree_set_session_start(struct fsimage_tree *tree, uint32_t block,
                                           struct fsimage_problem *problem);

uint32_t fsimage_tree_session_start(const struct fsimage_tree *tree);

/** The session as a whole; borrowed, and another after imports and rolling back. */
const struct fsimage_session *fsimage_tree_session(const struct fsimage_tree *tree);

/*
 * Counting.
 */

/** Items below the root that are attached. */
uint32_t fsimage_tree_file_count(const struct fsimage_tree *tree);
uint32_t fsimage_tree_directory_count(const struct fsimage_tree *tree);

/**
 * Keeps the content of `item`, and of all that is below it then, as long as the tree, however it is
 * removed: the caller may add it again. Any item that was given up meanwhile is refused by
 * attaching (STATUS_INVALID_STATE, READ_ONLY), and opening its content is STATUS_CHANGED.
 */
void fsimage_item_hold(struct fsimage_tree *tree, uint32_t item);

/** Items added and removed since the tree was made; calls that fail do not count. */
uint32_t fsimage_tree_change_count(const struct fsimage_tree *tree);

/**
 * Undoes every change after the change count was `change_point`, imports as a whole. Items that
 * come back have the names they had; attributes and rules are no changes and stay.
 * STATUS_INVALID_ARGUMENT: INVALID_CHANGE_POINT, before the last lock or not reached yet, or within
 * an import. STATUS_TOO_DEEP: TOO_MANY_LEVELS, STATUS_TOO_MANY: TOO_MANY_DIRECTORIES: what comes
 * back violates rules of today. STATUS_NO_MEMORY, STATUS_INVALID_NAME: NO_UNIQUE_NAME: only when
 * the interchange level changed since.
 */
enum status fsimage_tree_roll_back(struct fsimage_tree *tree, uint32_t change_point,
                                   struct fsimage_problem *problem);

/**
 * Makes the present state the earliest that can be rolled back to. Allowed while frozen. Contents
 * of items that were removed before, and are not held, are given up; so are those of items whose
 * addition is rolled back.
 */
void fsimage_tree_lock_in(struct fsimage_tree *tree);

/*
 * Staging: contents that are added while it is on are copied into one file of the tree's own, in
 * its working directory, and their sources are not looked at again. Every function that adds may
 * then give
 *   any of the host's      STASH_OPEN_FAILURE, STASH_WRITE_FAILURE, INVALID_WORKING_DIRECTORY
 *   STATUS_NO_SPACE        WORKING_DIRECTORY_SPACE
 *   as reading             SOURCE_READ_FAILURE, SOURCE_INCONSISTENT
 */

/** Switches staging for what is added from now on; off at first. Allowed while frozen. */
void fsimage_tree_set_staging(struct fsimage_tree *tree, bool stages);

bool fsimage_tree_is_staging(const struct fsimage_tree *tree);

/**
 * Chooses the folder of the host, a terminated path, that staged contents are kept in, and moves
 * there what is staged already. STATUS_INVALID_ARGUMENT: INVALID_PARAMETER, an empty path.
 * any of the host's: INVALID_WORKING_DIRECTORY, STASH_MOVE_FAILURE.
 * STATUS_NO_SPACE: WORKING_DIRECTORY_SPACE.
 */
enum status fsimage_tree_set_working_directory(struct fsimage_tree *tree, const char16 *path,
                                               struct fsimage_problem *problem);

/**
 * Told how far the content of a file is copied, in blocks: at 0, every 512, and at the end; at the
 * beginning and the end when it is not copied at all; never of an empty file. The item is attached.
 * The tree must not be changed meanwhile, nor by the observer.
 */
typedef void (*fsimage_copy_observer)(void *context, uint32_t item, uint64_t copied,
                                      uint64_t total);

/** Has `observer` (or NULL: nobody) told of every content that is added from now on. */
void fsimage_tree_observe(struct fsimage_tree *tree, fsimage_copy_observer observer, void *context);

/**
 * The blocks a result made now would have, by the sizing code of the layout itself. Kept until the
 * tree changes; after a change only the directories that changed are measured again.
 * STATUS_TOO_LARGE: IMAGE_SIZE_LIMIT, over 2^31 - 1 blocks. STATUS_NO_MEMORY.
 */
enum status fsimage_tree_used_blocks(struct fsimage_tree *tree, uint32_t *blocks,
                                     struct fsimage_problem *problem);

/*
 * Looking.
 */

/**
 * The item `path` names, without regard to case. From the root a leading separator is optional;
 * from another directory a path is relative, unless it begins with that directory's own full path.
 * "" and a lone separator are `directory` itself.
 * STATUS_NOT_FOUND: ITEM_NOT_FOUND, also below something that is missing.
 * STATUS_INVALID_STATE: NOT_IN_FILE_SYSTEM, `directory` is detached. STATUS_NO_MEMORY.
 */
enum status fsimage_tree_find(const struct fsimage_tree *tree, uint32_t directory,
                              const char16 *path, size_t length, uint32_t *item,
                              struct fsimage_problem *problem);

/** Always succeeds; `item` must be one of this tree. */
struct fsimage_item_info fsimage_item_info(const struct fsimage_tree *tree, uint32_t item);

/** As above, of an item that is attached, without going up to the root to see that. */
struct fsimage_item_info fsimage_item_attached_info(const struct fsimage_tree *tree, uint32_t item);

bool fsimage_item_is_directory(const struct fsimage_tree *tree, uint32_t item);

/** The item's own name and its length; borrowed from the tree. */
const char16 *fsimage_item_name(const struct fsimage_tree *tree, uint32_t item, size_t *length);

/** Direct children of a directory. */
uint32_t fsimage_directory_child_count(const struct fsimage_tree *tree, uint32_t directory);

/**
 * The children of a directory, by upper-cased name, files and directories mixed. The array is
 * borrowed until the tree changes. STATUS_NO_MEMORY (never while frozen).
 */
enum status fsimage_directory_children(struct fsimage_tree *tree, uint32_t directory,
                                       const uint32_t **children, size_t *count);

/**
 * The attached directory after `directory`, or the first for FSIMAGE_NO_ITEM; FSIMAGE_NO_ITEM after
 * the last. In no order, but each once.
 */
uint32_t fsimage_tree_next_directory(const struct fsimage_tree *tree, uint32_t directory);

/** What a writer found out about a directory in a file system. */
struct fsimage_measured_directory {
    uint32_t blocks;         /* it takes so many; 0: it was not measured */
    uint32_t used;           /* the writer's own: of the last block, mostly */
    uint32_t children;       /* so many were there, the first of those that are there now */
    bool is_in_common_order; /* its records have the order of fsimage_directory_children */
};

/**
 * What was kept for a directory and a file system; nothing when a child went since, or came before
 * another. Children behind those that were there are to be measured still.
 */
struct fsimage_measured_directory fsimage_directory_measured(const struct fsimage_tree *tree,
                                                             uint32_t directory,
                                                             enum fsimage_file_system file_system);

/** Keeps what a directory with all its children, in their order, was measured to take. */
void fsimage_directory_set_measured(struct fsimage_tree *tree, uint32_t directory,
                                    enum fsimage_file_system file_system,
                                    struct fsimage_measured_directory measured);

/**
 * "\directory\name", "\directory\name:stream", "" for the root, the bare name when detached;
 * terminated, to be freed with memory_free. STATUS_NO_MEMORY.
 */
enum status fsimage_item_full_path(const struct fsimage_tree *tree, uint32_t item, char16 **path,
                                   size_t *length);

/**
 * The name `file_system` (one bit) records, without version and trailing dot; terminated, and
 * `length` without the terminator. STATUS_NOT_SUPPORTED: no rule for that file system.
 */
enum status fsimage_item_recorded_name(const struct fsimage_tree *tree, uint32_t item,
                                       enum fsimage_file_system file_system,
                                       char16 name[FSIMAGE_NAME_MAXIMUM + 1], size_t *length);

/**
 * The name by which a file system records an attached item, as above: borrowed from the tree
 * or written to `scratch`.
 */
const char16 *fsimage_item_recorded_text(const struct fsimage_tree *tree, uint32_t item,
                                         enum fsimage_file_system file_system,
                                         char16 scratch[FSIMAGE_NAME_MAXIMUM], size_t *length);

/**
 * Whether the attached item is recorded there by its own name: in ISO 9660 in upper case, in Joliet
 * as it is.
 */
bool fsimage_item_keeps_name(const struct fsimage_tree *tree, uint32_t item,
                             enum fsimage_file_system file_system);

/** The path of such names. Ownership as for fsimage_item_full_path. */
enum status fsimage_item_recorded_path(const struct fsimage_tree *tree, uint32_t item,
                                       enum fsimage_file_system file_system, char16 **path,
                                       size_t *length);

/**
 * The runs of blocks that an attached file's content takes, wherever they will lie: 0 when it is
 * empty, 1 when it is new, as many as on the disc when it was imported.
 */
uint32_t fsimage_file_run_count(const struct fsimage_tree *tree, uint32_t item);

/** Bytes of run number `index`, which is below the count. */
uint64_t fsimage_file_run_size(const struct fsimage_tree *tree, uint32_t item, uint32_t index);

/**
 * A source on the content of a file, to be dropped; NULL when it has none. It may be read by one
 * thread at a time and outlives the tree. STATUS_WRONG_KIND: a directory.
 * Else the host's failure: SOURCE_OPEN_FAILURE.
 */
enum status fsimage_file_open_content(const struct fsimage_tree *tree, uint32_t item,
                                      struct byte_source **source, struct fsimage_problem *problem);

/*
 * Attributes: allowed for detached items as well, and no change that is counted.
 */

/** STATUS_INVALID_STATE: READ_ONLY. */
enum status fsimage_item_set_times(struct fsimage_tree *tree, uint32_t item,
                                   const struct fsimage_times *times,
                                   struct fsimage_problem *problem);

/** STATUS_INVALID_STATE: READ_ONLY. */
enum status fsimage_item_set_hidden(struct fsimage_tree *tree, uint32_t item, bool is_hidden,
                                    struct fsimage_problem *problem);

/**
 * Marks a file as one of real-time data, which UDF records as such from 2.01 on.
 * STATUS_INVALID_STATE: READ_ONLY; PROPERTY_NOT_ACCESSIBLE, a named stream. STATUS_WRONG_KIND: a
 * directory.
 */
enum status fsimage_file_set_real_time(struct fsimage_tree *tree, uint32_t item, bool is_real_time,
                                       struct fsimage_problem *problem);

/** Whether it will be recorded as one: it is marked, and UDF of a revision for that is chosen. */
bool fsimage_file_is_real_time(const struct fsimage_tree *tree, uint32_t item);

/**
 * Whether the content of an attached file or stream lies inside its file entry and has no block.
 * Never that of real-time files, nor what lies on the disc already.
 */
bool fsimage_file_is_embedded(const struct fsimage_tree *tree, uint32_t item);

/*
 * Adding and removing. Every function that adds may give
 *   STATUS_ALREADY_EXISTS  DUPLICATE_NAME
 *   STATUS_INVALID_NAME    NO_UNIQUE_NAME; INVALID_DATE (strict)
 *   STATUS_INVALID_STATE   NOT_IN_FILE_SYSTEM: `directory` is detached
 *   STATUS_TOO_LARGE       IMAGE_SIZE_LIMIT
 *   STATUS_TOO_DEEP        TOO_MANY_LEVELS
 *   STATUS_TOO_MANY        TOO_MANY_DIRECTORIES
 */

/** Adds the directory that `path`, seen from `directory`, names; its parents must exist. */
enum status fsimage_tree_add_directory(struct fsimage_tree *tree, uint32_t directory,
                                       const char16 *path, size_t length,
                                       const struct fsimage_times *times, uint32_t *item,
                                       struct fsimage_problem *problem);

/** As above for a file of the content of `source`, of which a reference is taken; NULL is empty. */
enum status fsimage_tree_add_file(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                  size_t length, struct byte_source *source,
                                  const struct fsimage_times *times, uint32_t *item,
                                  struct fsimage_problem *problem);

/**
 * Makes a detached item; `name` is one component. STATUS_INVALID_NAME: INVALID_PATH,
 * RESTRICTED_NAME.
 */
enum status fsimage_tree_create_item(struct fsimage_tree *tree, enum fsimage_item_kind kind,
                                     const char16 *name, size_t length,
                                     const struct fsimage_times *times, uint32_t *item,
                                     struct fsimage_problem *problem);

/**
 * Gives a detached file its content, of which a reference is taken; NULL takes it away.
 * STATUS_INVALID_STATE: READ_ONLY, also when the file is attached. STATUS_WRONG_KIND: a directory.
 */
enum status fsimage_file_set_content(struct fsimage_tree *tree, uint32_t item,
                                     struct byte_source *source, struct fsimage_problem *problem);

/**
 * Puts a detached item, with all below it, into `directory`.
 * STATUS_ALREADY_EXISTS: DUPLICATE_NAME, also for an item that is attached.
 * STATUS_INVALID_STATE: also READ_ONLY, it was imported, and that was rolled back.
 */
enum status fsimage_tree_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                struct fsimage_problem *problem);

/**
 * Detaches a file or an empty directory. STATUS_NOT_EMPTY: DIRECTORY_NOT_EMPTY.
 * STATUS_NOT_FOUND: ITEM_NOT_FOUND. STATUS_INVALID_NAME: INVALID_PATH, also for the root.
 */
enum status fsimage_tree_remove(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                size_t length, struct fsimage_problem *problem);

/**
 * Detaches a directory with all below it; of the root, its children one by one.
 * STATUS_NOT_FOUND: DIRECTORY_NOT_FOUND. STATUS_WRONG_KIND: NOT_A_DIRECTORY.
 */
enum status fsimage_tree_remove_tree(struct fsimage_tree *tree, uint32_t directory,
                                     const char16 *path, size_t length,
                                     struct fsimage_problem *problem);

/** How fsimage_tree_add_host adds. */
struct fsimage_add_host_options {
    bool with_base;    /* below a directory named like the folder; no effect on a file or a root */
    bool with_streams; /* named streams of files as well, where the host has such */
    int64_t access_time; /* of all, in place of the host's, which reading changes; 0: the host's */
};

/**
 * Adds a folder of the host with all below it, or a single file. `path` is the host's, terminated.
 * Names, times and hidden flags are the source's. Directories merge with those in the tree; in any
 * other collision the source replaces the item. Links are followed, except directory links back to
 * a folder on the way. Each file is opened once, to be sure of it, and closed.
 *
 * STATUS_NOT_FOUND and the like: SOURCE_NOT_FOUND, `path` itself cannot be reached.
 * STATUS_INVALID_NAME:  INVALID_PATH, a source name that cannot be a name in the image.
 * any of the host's:    FOLDER_READ_FAILURE, SOURCE_OPEN_FAILURE.
 * STATUS_ALREADY_EXISTS: DUPLICATE_NAME, two source names that differ in case only.
 */
enum status fsimage_tree_add_host(struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                                  const struct fsimage_add_host_options *options,
                                  struct fsimage_problem *problem);

#endif
