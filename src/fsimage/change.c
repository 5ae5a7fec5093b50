/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes of a tree. */
#include "fsimage/change.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/directory.h"
#include "fsimage/import_state.h"
#include "fsimage/journal.h"
#include "fsimage/limits.h"
#include "fsimage/named_streams.h"
#include "fsimage/release.h"
#include "fsimage/rules.h"
#include "fsimage/streams.h"

/* What an item brings along. */
struct subtree {
    uint32_t files;
    uint32_t directories;
    uint32_t streams;
    uint32_t real_time; /* files that are marked so */
    uint64_t blocks;
    uint64_t real_time_blocks;
    uint32_t height; /* levels of directories */
};

static void count_content(const struct fsimage_tree *tree, const struct node *node,
                          struct subtree *subtree)
{
    const uint64_t blocks = rules_data_blocks(tree, node);

    if (rules_is_real_time(tree, node))
        subtree->real_time_blocks += blocks;
    else
        subtree->blocks += blocks;
    subtree->real_time += (node->marks & MARK_REAL_TIME) != 0;
}

static void count_file(const struct fsimage_tree *tree, uint32_t item, struct subtree *subtree)
{
    const struct node *node = node_at(tree, item);
    const uint32_t streams = fsimage_file_stream_count(tree, item);

    count_content(tree, node, subtree);
    if ((node->marks & MARK_STREAM) != 0)
        subtree->streams++;
    else
        subtree->files++;
    for (uint32_t i = 0; i < streams; i++)
        count_content(tree, node_at(tree, fsimage_file_stream_at(tree, item, i)), subtree);
    subtree->streams += streams;
}

static void count_item(const struct fsimage_tree *tree, uint32_t item, uint32_t depth,
                       struct subtree *subtree)
{
    if (!node_is_directory(node_at(tree, item))) {
        count_file(tree, item, subtree);
        return;
    }
    subtree->directories++;
    if (depth > subtree->height)
        subtree->height = depth;
}

static struct subtree count_subtree(const struct fsimage_tree *tree, uint32_t item)
{
    struct subtree subtree = { 0 };
    struct tree_walk walk;
    uint32_t below;

    count_item(tree, item, 1, &subtree);
    if (!node_is_directory(node_at(tree, item)))
        return subtree;
    tree_walk_init(&walk, tree, item, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM)
        count_item(tree, below, walk.depth + 1, &subtree);
    return subtree;
}

static uint32_t level_of(const struct fsimage_tree *tree, uint32_t directory)
{
    return directory_of(tree, node_at(tree, directory))->level;
}

static void set_levels(struct fsimage_tree *tree, uint32_t top, uint32_t level)
{
    struct tree_walk walk;
    uint32_t below;

    directory_of(tree, node_at(tree, top))->level = level;
    tree_walk_init(&walk, tree, top, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (node_is_directory(node_at(tree, below)))
            directory_of(tree, node_at(tree, below))->level = level + walk.depth;
    }
}

/* A walk needs a position for each level, and must not fail. */
static enum status reserve_levels(struct fsimage_tree *tree, uint32_t levels)
{
    const uint32_t capacity = tree->walk_capacity + tree->walk_capacity / 2 + 16;
    uint32_t *positions;

    if (levels + 1 > tree->walk_capacity) {
        positions = memory_resize(tree->walk_positions, capacity > levels ? capacity : levels + 1,
                                  sizeof(*positions));
        if (positions == NULL)
            return STATUS_NO_MEMORY;
        tree->walk_positions = positions;
        tree->walk_capacity = capacity > levels ? capacity : levels + 1;
    }
    if (levels > tree->level_maximum)
        tree->level_maximum = levels;
    return STATUS_OK;
}

static void note_change(struct fsimage_tree *tree, const struct journal_entry *entry)
{
    tree->change_count++;
    journal_push(&tree->journal, entry);
}

static void count_in(struct fsimage_tree *tree, const struct subtree *subtree)
{
    tree->attached_files += subtree->files;
    tree->attached_directories += subtree->directories;
    tree->attached_streams += subtree->streams;
    tree->attached_real_time += subtree->real_time;
    tree->data_blocks += subtree->blocks;
    tree->real_time_blocks += subtree->real_time_blocks;
}

static void count_out(struct fsimage_tree *tree, const struct subtree *subtree)
{
    tree->attached_files -= subtree->files;
    tree->attached_directories -= subtree->directories;
    tree->attached_streams -= subtree->streams;
    tree->attached_real_time -= subtree->real_time;
    tree->data_blocks -= subtree->blocks;
    tree->real_time_blocks -= subtree->real_time_blocks;
}

static struct journal_place place_of(const struct node *node)
{
    return (struct journal_place){
        .parent = node->parent,
        .iso_alias = node->iso_alias,
        .joliet_alias = node->joliet_alias,
        .has_udf_alias = (node->marks & MARK_UDF_ALIAS) != 0,
    };
}

static void set_place(struct node *node, const struct journal_place *place)
{
    node->parent = place->parent;
    node->iso_alias = place->iso_alias;
    node->joliet_alias = place->joliet_alias;
    node->marks &= (uint8_t)~MARK_UDF_ALIAS;
    if (place->has_udf_alias)
        node->marks |= MARK_UDF_ALIAS;
}

/* Everything that could fail is behind us: names are chosen, there is room everywhere. */
static void link_child(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                       const struct alias_hashes *hashes)
{
    struct node *node = node_at(tree, item);
    struct directory *siblings = directory_of(tree, node_at(tree, directory));

    node->flags &= (uint8_t)~NODE_DETACHED;
    if ((node->flags & NODE_LINGERS) != 0) {
        node->flags &= (uint8_t)~NODE_LINGERS;
        siblings->lingering--;
        directory_changed(tree, directory);
    } else {
        directory_add(tree, directory, item);
    }
    alias_enter(tree, item, hashes);
}

static void unlink_item(struct fsimage_tree *tree, uint32_t item)
{
    struct node *node = node_at(tree, item);

    if ((node->marks & MARK_STREAM) != 0) {
        streams_unlink(tree, item);
        return;
    }
    alias_leave(tree, item);
    node->flags |= NODE_DETACHED;
    directory_note_detached(tree, node->parent, item);
}

static enum status reserve_all(struct fsimage_tree *tree, uint32_t directory, uint32_t levels)
{
    if (alias_reserve(tree, directory) != STATUS_OK ||
        directory_reserve(directory_of(tree, node_at(tree, directory))) != STATUS_OK ||
        reserve_levels(tree, levels) != STATUS_OK ||
        journal_reserve(&tree->journal, 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

static enum status check_limits(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                const struct subtree *subtree, struct fsimage_problem *problem)
{
    enum status status = limits_check_dates(tree, item, problem);

    if (status == STATUS_OK)
        status =
            limits_check_levels(tree, level_of(tree, directory) + subtree->height, item, problem);
    if (status == STATUS_OK)
        status = limits_check_directories(
            tree->file_systems, tree->attached_directories + subtree->directories, problem);
    return status;
}

/* An item that was somewhere before may have to go back there. */
static struct journal_entry entry_of_attaching(uint32_t item, const struct journal_place *before)
{
    return (struct journal_entry){
        .kind = before->parent == FSIMAGE_NO_ITEM ? JOURNAL_ADDED : JOURNAL_MOVED,
        .item = item,
        .place = *before,
    };
}

static enum status attach_named(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                const struct subtree *subtree, const struct journal_place *before,
                                struct fsimage_problem *problem)
{
    const struct journal_entry entry = entry_of_attaching(item, before);
    struct node *node = node_at(tree, item);
    struct alias_pair names;
    enum status status = alias_index_directory(tree, directory);

    if (status == STATUS_OK)
        status = alias_choose(tree, directory, name_of(tree, node), node->name_length,
                              node_is_directory(node), &names, problem);

    if (status == STATUS_OK)
        status = limits_check_path(tree, item, &names.iso, problem);
    if (status == STATUS_OK)
        status = reserve_all(tree, directory, level_of(tree, directory) + subtree->height);
    if (status != STATUS_OK)
        return status;
    alias_store(tree, node, &names);
    link_child(tree, directory, item, &names.hashes);
    if (subtree->directories != 0)
        set_levels(tree, item, level_of(tree, directory) + 1);
    count_in(tree, subtree);
    status = limits_check_size(tree, item, subtree->files + subtree->directories + subtree->streams,
                               subtree->blocks + subtree->real_time_blocks, problem);
    if (status != STATUS_OK) {
        unlink_item(tree, item);
        count_out(tree, subtree);
        set_place(node, before);
        return status;
    }
    note_change(tree, &entry);
    return STATUS_OK;
}

enum status change_attach(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                          struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);

    if (alias_find_child(tree, directory, name_of(tree, node), node->name_length) !=
        FSIMAGE_NO_ITEM) {
        item_name_problem(tree, item, FSIMAGE_PROBLEM_DUPLICATE_NAME, problem);
        return STATUS_ALREADY_EXISTS;
    }
    return change_attach_unique(tree, directory, item, problem);
}

enum status change_attach_unique(struct fsimage_tree *tree, uint32_t directory, uint32_t item,
                                 struct fsimage_problem *problem)
{
    struct node *node = node_at(tree, item);
    const struct subtree subtree = count_subtree(tree, item);
    const struct journal_place before = place_of(node);
    enum status status;

    if ((node->flags & NODE_LINGERS) != 0)
        directory_drop_lingering(tree, node->parent);
    node->parent = directory;
    status = check_limits(tree, directory, item, &subtree, problem);
    if (status == STATUS_OK)
        status = attach_named(tree, directory, item, &subtree, &before, problem);
    if (status != STATUS_OK && (node->flags & NODE_LINGERS) == 0)
        node->parent = before.parent;
    return status;
}

enum status change_attach_stream_unique(struct fsimage_tree *tree, uint32_t file, uint32_t stream,
                                        struct fsimage_problem *problem)
{
    const struct journal_entry entry = { .kind = JOURNAL_ADDED, .item = stream };
    struct node *node = node_at(tree, stream);
    struct alias_pair names;
    struct subtree subtree;
    enum status status;

    status =
        alias_choose_stream(tree, file, name_of(tree, node), node->name_length, &names, problem);
    if (status != STATUS_OK)
        return status;
    if (streams_reserve(tree, file) != STATUS_OK || alias_reserve_stream(tree) != STATUS_OK ||
        journal_reserve(&tree->journal, 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    node->marks |= MARK_STREAM;
    node->parent = file;
    alias_store_stream(tree, node, &names);
    subtree = count_subtree(tree, stream);
    streams_link(tree, stream);
    count_in(tree, &subtree);
    status = limits_check_size(tree, stream, 1, subtree.blocks, problem);
    if (status != STATUS_OK) {
        streams_unlink(tree, stream);
        count_out(tree, &subtree);
        return status;
    }
    note_change(tree, &entry);
    return STATUS_OK;
}

enum status change_attach_stream(struct fsimage_tree *tree, uint32_t file, uint32_t stream,
                                 struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, stream);

    if (streams_find(tree, file, name_of(tree, node), node->name_length) != FSIMAGE_NO_ITEM) {
        item_name_problem(tree, stream, FSIMAGE_PROBLEM_DUPLICATE_NAME, problem);
        return STATUS_ALREADY_EXISTS;
    }
    return change_attach_stream_unique(tree, file, stream, problem);
}

enum status change_detach(struct fsimage_tree *tree, uint32_t item)
{
    const struct subtree subtree = count_subtree(tree, item);
    const struct journal_entry entry = { .kind = JOURNAL_REMOVED, .item = item };

    if (journal_reserve(&tree->journal, 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    unlink_item(tree, item);
    count_out(tree, &subtree);
    note_change(tree, &entry);
    return STATUS_OK;
}

void change_real_time(struct fsimage_tree *tree, uint32_t item, bool is_real_time)
{
    const bool is_attached = item_is_attached(tree, item);
    struct node *node = node_at(tree, item);
    struct subtree file = { 0 };

    count_content(tree, node, &file);
    if (is_attached)
        count_out(tree, &file);
    node->marks &= (uint8_t)~MARK_REAL_TIME;
    if (is_real_time)
        node->marks |= MARK_REAL_TIME;
    file = (struct subtree){ 0 };
    count_content(tree, node, &file);
    if (is_attached)
        count_in(tree, &file);
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
}

/* The item goes, or comes back to where it was by the names it had: nothing can fail. */
static void detach_again(struct fsimage_tree *tree, uint32_t item)
{
    const struct subtree subtree = count_subtree(tree, item);

    unlink_item(tree, item);
    count_out(tree, &subtree);
}

static void attach_again(struct fsimage_tree *tree, uint32_t item)
{
    const struct subtree subtree = count_subtree(tree, item);
    const struct node *node = node_at(tree, item);
    const uint32_t parent = node->parent;

    if ((node->marks & MARK_STREAM) != 0) {
        streams_link(tree, item);
    } else {
        const struct alias_hashes hashes = alias_hashes_of(tree, item);

        link_child(tree, parent, item, &hashes);
    }
    if (subtree.directories != 0)
        set_levels(tree, item, level_of(tree, parent) + 1);
    count_in(tree, &subtree);
}

/* Puts the item where it was; it must not linger where it is. Gives where that is. */
static struct journal_place take_place(struct fsimage_tree *tree, uint32_t item,
                                       const struct journal_place *place)
{
    struct node *node = node_at(tree, item);
    const struct journal_place before = place_of(node);

    if ((node->flags & NODE_LINGERS) != 0)
        directory_drop_lingering(tree, node->parent);
    set_place(node, place);
    return before;
}

/* Takes back one change; gives what would take that back. */
static struct journal_entry undo(struct fsimage_tree *tree, const struct journal_entry *entry)
{
    struct journal_entry reverse = { .item = entry->item };

    switch (entry->kind) {
    case JOURNAL_ADDED:
        detach_again(tree, entry->item);
        reverse.kind = JOURNAL_REMOVED;
        break;
    case JOURNAL_REMOVED:
        attach_again(tree, entry->item);
        reverse.kind = JOURNAL_ADDED;
        break;
    case JOURNAL_MOVED:
        detach_again(tree, entry->item);
        reverse.place = take_place(tree, entry->item, &entry->place);
        reverse.kind = JOURNAL_PLACED;
        break;
    case JOURNAL_PLACED:
        reverse.place = take_place(tree, entry->item, &entry->place);
        attach_again(tree, entry->item);
        reverse.kind = JOURNAL_MOVED;
        break;
    }
    return reverse;
}

void change_end(struct fsimage_tree *tree, uint32_t begun, enum status status)
{
    if (status == STATUS_OK)
        return;
    while (tree->change_count != begun) {
        const struct journal_entry entry = journal_pop(&tree->journal);

        undo(tree, &entry);
        tree->change_count--;
    }
}

/* What comes back needs room, in the index of its directory as well, which may have none by now. */
static enum status reserve_return(struct fsimage_tree *tree, uint32_t changes)
{
    struct journal_look look = { 0 };
    struct journal_entry entry;
    uint32_t returning = 0;

    for (uint32_t i = 0; i < changes && journal_look_back(&tree->journal, &look, &entry); i++) {
        uint32_t parent = node_at(tree, entry.item)->parent;

        if (entry.kind == JOURNAL_ADDED)
            continue;
        returning++;
        if (entry.kind == JOURNAL_MOVED) {
            if (alias_index_attached(tree, parent) != STATUS_OK)
                return STATUS_NO_MEMORY;
            parent = entry.place.parent;
        }
        if (alias_index_attached(tree, parent) != STATUS_OK)
            return STATUS_NO_MEMORY;
    }
    return alias_reserve_return(tree, returning);
}

/* Takes back the last `changes` entries of `from`, and notes in `to` what would bring them back. */
static void take_back(struct fsimage_tree *tree, struct journal *from, struct journal *to,
                      uint32_t changes)
{
    for (; changes != 0; changes--) {
        const struct journal_entry entry = journal_pop(from);
        const struct journal_entry reverse = undo(tree, &entry);

        journal_push(to, &reverse);
    }
}

/* The import that is undone on the way back to `change_point`, or NULL. */
static struct import_state *import_after(const struct fsimage_tree *tree, uint32_t change_point)
{
    struct import_state *import = tree->import;

    return import != NULL && change_point < import->end_change ? import : NULL;
}

enum status change_roll_back(struct fsimage_tree *tree, uint32_t change_point,
                             struct fsimage_problem *problem)
{
    const uint32_t changes = tree->change_count - change_point;
    struct import_state *import;
    struct journal reverse = { 0 };
    enum status status = journal_reserve(&reverse, changes);

    if (status == STATUS_OK)
        status = reserve_return(tree, changes);
    if (status != STATUS_OK) {
        journal_release(&reverse);
        return status;
    }
    import = import_after(tree, change_point);
    take_back(tree, &tree->journal, &reverse, changes);
    if (import != NULL)
        import_swap_rules(tree, &import->before);
    status = limits_check_tree(tree, tree->file_systems, tree->iso_level, problem);
    if (status == STATUS_OK && tree->has_new_names)
        status = alias_remake_iso(tree, problem);
    if (status == STATUS_OK) {
        tree->change_count = change_point;
    } else {
        if (import != NULL)
            import_swap_rules(tree, &import->before);
        take_back(tree, &reverse, &tree->journal, changes);
    }
    if (status == STATUS_OK && import != NULL) {
        tree->import = NULL;
        import_state_destroy(import);
    }
    if (status == STATUS_OK)
        release_removed(tree, &reverse);
    journal_release(&reverse);
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
    return status;
}
