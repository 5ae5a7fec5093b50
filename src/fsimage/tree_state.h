/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of a tree, for the files of this room that share it. */
#ifndef OPENIMAPI_FSIMAGE_TREE_STATE_H
#define OPENIMAPI_FSIMAGE_TREE_STATE_H

#include "fsimage/journal.h"
#include "fsimage/name_index.h"
#include "fsimage/session.h"
#include "fsimage/short_name.h"
#include "fsimage/stem_counters.h"
#include "fsimage/text_arena.h"
#include "fsimage/tree.h"
#include "stream/folder_table.h"

#include <assert.h>

/** Items are kept in chunks, which never move. */
#define NODE_CHUNK_BITS 10
#define NODE_CHUNK      (1u << NODE_CHUNK_BITS)

/** Most items, so that a word of the journal holds one and what happened to it. */
#define NODES_MAXIMUM (1u << 29)

enum node_flags {
    NODE_DIRECTORY = 1,
    NODE_HIDDEN = 2,
    NODE_DETACHED = 4,
    /* Detached, and not yet gone from its parent's array of children. */
    NODE_LINGERS = 8,
    /* Its ISO 9660 name is about to be made anew. */
    NODE_NAMELESS = 16,
    /* A directory link of the host, while it is being added. */
    NODE_LINK = 32,
    /* A file of the host that anybody may read, while it is being added. */
    NODE_READABLE = 64,
};

enum node_marks {
    MARK_STREAM = 1,
    MARK_HAS_STREAMS = 2, /* or had: in the tree's stream lists */
    MARK_REAL_TIME = 4,
    MARK_IMPORTED = 8,
    MARK_SYSTEM = 16,
    MARK_ARCHIVE = 32,
    MARK_UDF_ALIAS = 64, /* UDF records another name: behind that of Joliet in the texts */
    MARK_HELD = 128,     /* somebody may add it again however it was removed */
};

enum node_content {
    CONTENT_NONE,
    CONTENT_HOST,   /* `content` is the folder the file of this name lies in */
    CONTENT_SOURCE, /* `content` is an index into the tree's sources */
    CONTENT_DISC,   /* `content` is the index of its first run in the tree's runs */
    CONTENT_STASH,  /* `content` is its first block in the tree's stash */
    CONTENT_GONE,   /* given up: nothing was to bring the item back */
};

/** An item. There may be a million. */
struct node {
    struct fsimage_times times;
    uint64_t size;
    uint32_t parent;       /* where it is, or was when it was detached */
    uint32_t name;         /* reference into the texts */
    uint32_t iso_alias;    /* likewise, a length and as many units; 0: the name, in upper case;
                              of a stream, its name on the host, terminated */
    uint32_t joliet_alias; /* likewise; 0: the name; of a stream, its alias in UDF */
    uint32_t content;      /* by content kind; of a directory its index into the directories */
    uint8_t name_length;
    uint8_t flags;
    uint8_t content_kind;
    uint8_t marks;
};

static_assert(sizeof(struct node) <= 56, "memory per file is promised");

/** The file systems whose directories are measured, as indices. */
enum measured {
    MEASURED_ISO9660,
    MEASURED_JOLIET,
    MEASURED_UDF,
    MEASURED_COUNT,
};

/** What a directory was measured to take in a file system. */
struct measured_size {
    uint32_t blocks; /* twice, and whether in order; 0: to be measured anew */
    uint32_t used;
    uint32_t children;
};

struct directory {
    uint32_t item;
    uint32_t *children; /* lingering ones among them */
    uint32_t count;
    uint32_t capacity;
    uint32_t sorted; /* so many, from the first, are in order */
    uint32_t lingering;
    bool is_indexed; /* its children are in the tree's index */
    uint32_t level;  /* 1: the root */
    struct measured_size measured[MEASURED_COUNT];
};

/** What an index entry says about its item. */
enum name_kind {
    NAME_OWN,
    NAME_ISO,
    NAME_JOLIET,
    NAME_UDF,
};

struct disc_run;
struct import_state;
struct fsimage_boot_image;
struct stream_list;

struct fsimage_tree {
    int references;
    int results;                   /* active ones */
    struct fsimage_result *result; /* the active one, not counted as a user */
    bool result_lock;              /* held for a few instructions: see result.c */

    const struct fsimage_writer_class *const *writers;
    size_t writer_count;
    unsigned file_systems;
    unsigned iso_level;
    bool is_strict;
    bool has_restricted_names;
    uint32_t size_limit;
    unsigned udf_revision;
    bool has_redundant_metadata;
    struct fsimage_session session;
    struct fsimage_boot_image *boot_images; /* each with a reference of its source; or NULL */
    size_t boot_image_count;
    bool is_staging;
    char16 *working_directory; /* NULL: none was chosen */
    struct byte_source *stash; /* a scratch file, or NULL */
    uint32_t stash_blocks;
    fsimage_copy_observer observer; /* or NULL */
    void *observer_context;

    /* What follows from the rules: see rules.c. */
    uint32_t embedding_maximum;
    bool records_streams;
    bool records_real_time;

    struct node **node_chunks;
    uint32_t node_chunk_count;
    uint32_t node_chunk_capacity;
    uint32_t node_count;
    struct directory *directories;
    uint32_t directory_count; /* detached ones as well */
    uint32_t directory_capacity;
    uint32_t level_maximum;   /* the deepest that ever was */
    uint32_t *walk_positions; /* level_maximum + 1 of them */
    uint32_t walk_capacity;

    struct text_arena texts;
    struct name_index index;
    struct name_index bulk_index; /* of one directory while many come into it at once */
    uint32_t bulk_directory;      /* or FSIMAGE_NO_ITEM */
    struct stem_counters counters;
    uint64_t names_tried;    /* to be unique; tests compare it with the number of items */
    uint32_t number_maximum; /* of those that make names unique; tests lower it */

    struct stream_list *stream_lists; /* one for each file that has or had streams */
    uint32_t stream_list_count;
    uint32_t stream_list_capacity;
    struct name_index stream_index; /* of lists by file */

    struct folder_table folders;
    struct import_state *import; /* or NULL */
    struct disc_run *disc_runs;  /* of imported files */
    uint32_t disc_run_count;
    uint32_t disc_run_capacity;
    struct byte_source **sources;
    uint32_t source_count;
    uint32_t source_capacity;

    uint32_t attached_files;
    uint32_t attached_directories; /* without the root */
    uint32_t attached_streams;
    uint32_t attached_real_time; /* files that are marked so */
    uint64_t data_blocks;        /* of attached files and streams that are not real-time files */
    uint64_t real_time_blocks;   /* of those that are recorded as such */
    uint32_t change_count;
    uint32_t locked_change_count; /* what cannot be undone any more */

    uint64_t children_measured; /* tests compare it with the number of items */
    bool is_measured;           /* used_blocks is exact */
    uint32_t used_blocks;
    uint64_t blocks_bound; /* not below what is used; UINT64_MAX: not known */

    struct journal journal; /* of changes since the lock */
    bool has_new_names;     /* of another level than some that the journal would bring back */
};

static inline struct node *node_at(const struct fsimage_tree *tree, uint32_t item)
{
    return &tree->node_chunks[item >> NODE_CHUNK_BITS][item & (NODE_CHUNK - 1)];
}

static inline bool node_is_directory(const struct node *node)
{
    return (node->flags & NODE_DIRECTORY) != 0;
}

static inline struct directory *directory_of(const struct fsimage_tree *tree,
                                             const struct node *node)
{
    return &tree->directories[node->content];
}

static inline const char16 *name_of(const struct fsimage_tree *tree, const struct node *node)
{
    return text_arena_at(&tree->texts, node->name);
}

/** How the host calls a file within its folder, or a stream: its own name, and the file's before.
 */
static inline const char16 *host_name_of(const struct fsimage_tree *tree, const struct node *node)
{
    return (node->marks & MARK_STREAM) != 0 ? text_arena_at(&tree->texts, node->iso_alias)
                                            : name_of(tree, node);
}

/** Whether `child`, found among the children of `directory`, is one. */
static inline bool is_child(const struct fsimage_tree *tree, uint32_t child, uint32_t directory)
{
    const struct node *node = node_at(tree, child);

    return (node->flags & NODE_DETACHED) == 0 && node->parent == directory;
}

#endif
