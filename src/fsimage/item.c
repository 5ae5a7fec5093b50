/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Items: their storage, their attributes, their paths. */
#include "fsimage/item.h"

#include "base/memory.h"
#include "fsimage/change.h"
#include "fsimage/directory.h"
#include "fsimage/rules.h"
#include "fsimage/staging.h"
#include "stream/locked_source.h"

#include <string.h>

struct tree_mark tree_mark_of(const struct fsimage_tree *tree)
{
    return (struct tree_mark){
        .nodes = tree->node_count,
        .directories = tree->directory_count,
        .texts_end = tree->texts.end,
        .sources = tree->source_count,
        .folders = tree->folders.count,
        .disc_runs = tree->disc_run_count,
        .stash_blocks = tree->stash_blocks,
    };
}

void tree_cut(struct fsimage_tree *tree, const struct tree_mark *mark)
{
    for (uint32_t item = mark->nodes; item < tree->node_count; item++) {
        const struct node *node = node_at(tree, item);

        if (node->parent < mark->nodes)
            directory_drop_lingering(tree, node->parent);
    }
    while (tree->directory_count > mark->directories)
        memory_free(tree->directories[--tree->directory_count].children);
    while (tree->source_count > mark->sources)
        byte_source_drop(&tree->sources[--tree->source_count]);
    folder_table_cut(&tree->folders, mark->folders);
    tree->disc_run_count = mark->disc_runs;
    staging_cut(tree, mark->stash_blocks);
    text_arena_cut(&tree->texts, mark->texts_end);
    tree->node_count = mark->nodes;
}

static enum status reserve_node(struct fsimage_tree *tree)
{
    const uint32_t chunk = tree->node_count >> NODE_CHUNK_BITS;

    if (chunk < tree->node_chunk_count)
        return STATUS_OK;
    if (tree->node_count >= NODES_MAXIMUM)
        return STATUS_NO_MEMORY;
    if (chunk == tree->node_chunk_capacity) {
        const uint32_t capacity = tree->node_chunk_capacity * 2 + 4;
        struct node **chunks = memory_resize(tree->node_chunks, capacity, sizeof(*chunks));

        if (chunks == NULL)
            return STATUS_NO_MEMORY;
        tree->node_chunks = chunks;
        tree->node_chunk_capacity = capacity;
    }
    tree->node_chunks[chunk] = memory_resize(NULL, NODE_CHUNK, sizeof(struct node));
    if (tree->node_chunks[chunk] == NULL)
        return STATUS_NO_MEMORY;
    tree->node_chunk_count++;
    return STATUS_OK;
}

static enum status reserve_directory(struct fsimage_tree *tree)
{
    const uint32_t capacity = tree->directory_capacity + tree->directory_capacity / 2 + 8;
    struct directory *directories;

    if (tree->directory_count < tree->directory_capacity)
        return STATUS_OK;
    directories = memory_resize(tree->directories, capacity, sizeof(*directories));
    if (directories == NULL)
        return STATUS_NO_MEMORY;
    tree->directories = directories;
    tree->directory_capacity = capacity;
    return STATUS_OK;
}

static uint32_t store_name(struct fsimage_tree *tree, const char16 *name, size_t length)
{
    const uint32_t reference = text_arena_take(&tree->texts, length + 1);
    char16 *stored = text_arena_at(&tree->texts, reference);

    memcpy(stored, name, length * sizeof(*stored));
    stored[length] = 0;
    return reference;
}

enum status item_create(struct fsimage_tree *tree, enum fsimage_item_kind kind, const char16 *name,
                        size_t length, const struct fsimage_times *times, uint32_t *item)
{
    struct node *node;

    *item = FSIMAGE_NO_ITEM;
    if (reserve_node(tree) != STATUS_OK ||
        text_arena_reserve(&tree->texts, length + 1) != STATUS_OK ||
        (kind == FSIMAGE_DIRECTORY && reserve_directory(tree) != STATUS_OK))
        return STATUS_NO_MEMORY;
    *item = tree->node_count++;
    node = node_at(tree, *item);
    *node = (struct node){
        .times = *times,
        .parent = FSIMAGE_NO_ITEM,
        .name = store_name(tree, name, length),
        .name_length = (uint8_t)length,
        .flags = NODE_DETACHED,
    };
    if (kind == FSIMAGE_DIRECTORY) {
        node->flags |= NODE_DIRECTORY;
        node->content = tree->directory_count++;
        tree->directories[node->content] = (struct directory){
            .item = *item,
            .is_indexed = true,
            .level = 1,
        };
    }
    return STATUS_OK;
}

static enum status reserve_source(struct fsimage_tree *tree)
{
    const uint32_t capacity = tree->source_capacity + tree->source_capacity / 2 + 8;
    struct byte_source **sources;

    if (tree->source_count < tree->source_capacity)
        return STATUS_OK;
    sources = memory_resize(tree->sources, capacity, sizeof(struct byte_source *));
    if (sources == NULL)
        return STATUS_NO_MEMORY;
    tree->sources = sources;
    tree->source_capacity = capacity;
    return STATUS_OK;
}

enum status item_set_source(struct fsimage_tree *tree, uint32_t item, struct byte_source *source)
{
    struct node *node = node_at(tree, item);
    struct byte_source *locked = NULL;
    enum status status;

    if (source == NULL) {
        node->content_kind = CONTENT_NONE;
        node->size = 0;
        return STATUS_OK;
    }
    status = reserve_source(tree);
    if (status == STATUS_OK)
        status = locked_source_create(source, &locked);
    if (status != STATUS_OK)
        return status;
    tree->sources[tree->source_count] = locked;
    node->content = tree->source_count++;
    node->content_kind = CONTENT_SOURCE;
    node->size = byte_source_size(source);
    return STATUS_OK;
}

void item_drop_content(struct fsimage_tree *tree, uint32_t item)
{
    struct node *node = node_at(tree, item);

    if (node->content_kind == CONTENT_SOURCE) {
        byte_source_drop(&tree->sources[node->content]);
        if (node->content + 1 == tree->source_count)
            tree->source_count--;
    }
    node->content_kind = CONTENT_NONE;
}

uint32_t item_parent(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return (node->flags & NODE_DETACHED) != 0 ? FSIMAGE_NO_ITEM : node->parent;
}

bool item_is_attached(const struct fsimage_tree *tree, uint32_t item)
{
    while (item != FSIMAGE_ROOT) {
        const struct node *node = node_at(tree, item);

        if ((node->flags & NODE_DETACHED) != 0)
            return false;
        item = node->parent;
    }
    return true;
}

/* Puts what of "\name" has room in front of `*end`; false when some had not. */
static bool prepend(char16 *text, size_t *end, const char16 *name, size_t length)
{
    const size_t kept = length < *end ? length : *end;

    *end -= kept;
    memcpy(text + *end, name + (length - kept), kept * sizeof(*text));
    if (kept < length || *end == 0)
        return false;
    text[--*end] = '\\';
    return true;
}

void item_problem(const struct fsimage_tree *tree, uint32_t item, enum fsimage_problem_kind kind,
                  struct fsimage_problem *problem)
{
    char16 text[FSIMAGE_PROBLEM_TEXT_MAXIMUM + 1];
    const size_t size = sizeof(text) / sizeof(text[0]);
    size_t end = size;

    while (item != FSIMAGE_ROOT && item != FSIMAGE_NO_ITEM) {
        const struct node *node = node_at(tree, item);

        if (!prepend(text, &end, name_of(tree, node), node->name_length))
            break;
        item = node->parent;
    }
    fsimage_problem_set(problem, kind, text + end, size - end);
}

void item_name_problem(const struct fsimage_tree *tree, uint32_t item,
                       enum fsimage_problem_kind kind, struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);

    fsimage_problem_set(problem, kind, name_of(tree, node), node->name_length);
}

enum status item_refuse_property(const char16 *property, struct fsimage_problem *problem)
{
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_PROPERTY_NOT_ACCESSIBLE, property,
                        utf16_length(property));
    return STATUS_INVALID_STATE;
}

enum status tree_check_writable(const struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    fsimage_problem_clear(problem);
    if (!fsimage_tree_is_frozen(tree))
        return STATUS_OK;
    problem->kind = FSIMAGE_PROBLEM_READ_ONLY;
    return STATUS_INVALID_STATE;
}

struct fsimage_item_info fsimage_item_info(const struct fsimage_tree *tree, uint32_t item)
{
    struct fsimage_item_info info = fsimage_item_attached_info(tree, item);

    info.is_attached = item_is_attached(tree, item);
    info.parent = item_parent(tree, item);
    return info;
}

struct fsimage_item_info fsimage_item_attached_info(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return (struct fsimage_item_info){
        .kind = node_is_directory(node) ? FSIMAGE_DIRECTORY : FSIMAGE_FILE,
        .is_stream = (node->marks & MARK_STREAM) != 0,
        .is_hidden = (node->flags & NODE_HIDDEN) != 0,
        .is_system = (node->marks & MARK_SYSTEM) != 0,
        .is_archive = (node->marks & MARK_ARCHIVE) != 0,
        .is_real_time = (node->marks & MARK_REAL_TIME) != 0,
        .is_imported = (node->marks & MARK_IMPORTED) != 0,
        .is_attached = true,
        .has_content = node->content_kind != CONTENT_NONE,
        .parent = node->parent,
        .name = name_of(tree, node),
        .name_length = node->name_length,
        .size = node->size,
        .times = node->times,
    };
}

bool fsimage_item_is_directory(const struct fsimage_tree *tree, uint32_t item)
{
    return node_is_directory(node_at(tree, item));
}

const char16 *fsimage_item_name(const struct fsimage_tree *tree, uint32_t item, size_t *length)
{
    const struct node *node = node_at(tree, item);

    *length = node->name_length;
    return name_of(tree, node);
}

enum status fsimage_item_set_times(struct fsimage_tree *tree, uint32_t item,
                                   const struct fsimage_times *times,
                                   struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status == STATUS_OK)
        node_at(tree, item)->times = *times;
    return status;
}

enum status fsimage_item_set_hidden(struct fsimage_tree *tree, uint32_t item, bool is_hidden,
                                    struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);
    struct node *node = node_at(tree, item);

    if (status != STATUS_OK)
        return status;
    if (is_hidden)
        node->flags |= NODE_HIDDEN;
    else
        node->flags &= (uint8_t)~NODE_HIDDEN;
    return STATUS_OK;
}

enum status fsimage_file_set_real_time(struct fsimage_tree *tree, uint32_t item, bool is_real_time,
                                       struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);
    struct node *node = node_at(tree, item);

    if (status != STATUS_OK)
        return status;
    if (node_is_directory(node))
        return STATUS_WRONG_KIND;
    if ((node->marks & MARK_STREAM) != 0)
        return item_refuse_property(u"IsRealTime", problem);
    change_real_time(tree, item, is_real_time);
    return STATUS_OK;
}

bool fsimage_file_is_real_time(const struct fsimage_tree *tree, uint32_t item)
{
    return rules_is_real_time(tree, node_at(tree, item));
}

bool fsimage_file_is_embedded(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return !node_is_directory(node) && node->size != 0 && node->size <= tree->embedding_maximum &&
           node->content_kind != CONTENT_DISC && !rules_is_real_time(tree, node);
}
