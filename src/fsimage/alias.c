/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The names of items in file systems, kept and found. Most items need none: their own name,
 * in upper case or as it is, will do, and is unique already. Only the others take memory.
 */
#include "fsimage/alias.h"

#include "fsimage/directory.h"
#include "fsimage/fold.h"
#include "fsimage/streams.h"

#include <string.h>

/* Units of all aliases of an item, with the lengths before them. */
#define ALIAS_UNITS (32u + 65u + SHORT_NAME_MAXIMUM + 1u)

#define NAMES_PER_ITEM 4u /* in an index: its own, and one for each file system */

/* By chance the longest way in an index of a million items is a few hundred slots. */
#define CROWD 4096u

static uint32_t entry_of(uint32_t item, enum name_kind kind)
{
    return item << 2 | (uint32_t)kind;
}

/* A stored alias is its length and as many units. */
static const char16 *alias_units(const struct fsimage_tree *tree, uint32_t alias, size_t *length)
{
    const char16 *stored = text_arena_at(&tree->texts, alias);

    *length = stored[0];
    return stored + 1;
}

/* What UDF cannot record Joliet cannot either: its alias is there, and that of UDF behind it. */
static uint32_t udf_alias_of(const struct fsimage_tree *tree, const struct node *node)
{
    size_t length;

    if ((node->marks & MARK_UDF_ALIAS) == 0)
        return 0;
    if ((node->marks & MARK_STREAM) != 0)
        return node->joliet_alias;
    alias_units(tree, node->joliet_alias, &length);
    return node->joliet_alias + 1 + (uint32_t)length;
}

/* 0: the name itself. */
static uint32_t alias_of(const struct fsimage_tree *tree, const struct node *node,
                         enum name_kind kind)
{
    switch (kind) {
    case NAME_ISO:
        return node->iso_alias;
    case NAME_JOLIET:
        return node->joliet_alias;
    case NAME_UDF:
        return udf_alias_of(tree, node);
    case NAME_OWN:
        break;
    }
    return 0;
}

static enum name_kind kind_of(enum fsimage_file_system file_system)
{
    switch (file_system) {
    case FSIMAGE_ISO9660:
        return NAME_ISO;
    case FSIMAGE_JOLIET:
        return NAME_JOLIET;
    case FSIMAGE_UDF:
        return NAME_UDF;
    case FSIMAGE_BOOT:
        break;
    }
    return NAME_OWN;
}

static bool is_text(const char16 *stored, size_t stored_length, const char16 *text, size_t length)
{
    return stored_length == length && fold_equal(stored, text, length);
}

/* The index that has the children of a directory; NULL when none has. */
static struct name_index *index_of(struct fsimage_tree *tree, uint32_t directory)
{
    if (directory == tree->bulk_directory)
        return &tree->bulk_index;
    if (!node_is_directory(node_at(tree, directory)))
        return &tree->index; /* a file with streams */
    return directory_of(tree, node_at(tree, directory))->is_indexed ? &tree->index : NULL;
}

static const struct name_index *const_index_of(const struct fsimage_tree *tree, uint32_t directory)
{
    return index_of((struct fsimage_tree *)tree, directory);
}

/* Discs have names that differ in case only: the exact one is meant, or else the first. */
static uint32_t find_by_index(const struct fsimage_tree *tree, const struct name_index *index,
                              uint32_t directory, const char16 *name, size_t length)
{
    const uint32_t hash = fold_hash(directory, name, length);
    uint32_t at = name_index_start(index, hash);
    uint32_t found = FSIMAGE_NO_ITEM;
    uint32_t entry;

    while ((entry = name_index_next(index, hash, &at)) != 0) {
        const struct node *node = node_at(tree, entry >> 2);

        if ((entry & 3) != NAME_OWN || node->parent != directory ||
            !is_text(name_of(tree, node), node->name_length, name, length))
            continue;
        if (memcmp(name_of(tree, node), name, length * sizeof(*name)) == 0)
            return entry >> 2;
        if (found == FSIMAGE_NO_ITEM || entry >> 2 < found)
            found = entry >> 2;
    }
    return found;
}

/* What came in bulk came in order, and nothing has come since. */
static uint32_t find_by_order(const struct fsimage_tree *tree, uint32_t parent, const char16 *name,
                              size_t length)
{
    const struct directory *directory = directory_of(tree, node_at(tree, parent));
    uint32_t low = 0;
    uint32_t high = directory->count;

    assert(directory->sorted == directory->count);
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint32_t child = directory->children[middle];
        const struct node *node = node_at(tree, child);
        const int order = fold_compare(name, length, name_of(tree, node), node->name_length);

        if (order == 0)
            return is_child(tree, child, parent) ? child : FSIMAGE_NO_ITEM;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return FSIMAGE_NO_ITEM;
}

uint32_t alias_find_child(const struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                          size_t length)
{
    const struct name_index *index = const_index_of(tree, directory);

    if (index != NULL)
        return find_by_index(tree, index, directory, name, length);
    return find_by_order(tree, directory, name, length);
}

bool alias_is_crowded(const struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                      size_t length)
{
    const struct name_index *index = const_index_of(tree, directory);

    return index != NULL &&
           name_index_probes(index, fold_hash(directory, name, length), CROWD) == CROWD;
}

bool alias_is_hash_free(const struct fsimage_tree *tree, uint32_t directory, uint32_t hash)
{
    const struct name_index *index = const_index_of(tree, directory);
    uint32_t at = name_index_start(index, hash);

    return name_index_next(index, hash, &at) == 0;
}

/* UDF tells "a" from "A", and discs may have both. */
static bool is_same(enum name_kind kind, const char16 *stored, size_t stored_length,
                    const struct short_name *name)
{
    if (kind == NAME_UDF)
        return utf16_compare(stored, stored_length, name->text, name->length) == 0;
    return is_text(stored, stored_length, name->text, name->length);
}

/* Of streams the index has aliases only. */
static bool is_stream_name(const struct fsimage_tree *tree, uint32_t file,
                           const struct short_name *name)
{
    const uint32_t stream = streams_find_exactly(tree, file, name->text, name->length);

    return stream != FSIMAGE_NO_ITEM && (node_at(tree, stream)->marks & MARK_UDF_ALIAS) == 0;
}

bool alias_is_taken(const struct fsimage_tree *tree, uint32_t directory, enum name_kind kind,
                    const struct short_name *name, uint32_t hash)
{
    const struct name_index *index = const_index_of(tree, directory);
    uint32_t at = name_index_start(index, hash);
    uint32_t entry;

    while ((entry = name_index_next(index, hash, &at)) != 0) {
        const struct node *node = node_at(tree, entry >> 2);
        const uint32_t alias = alias_of(tree, node, kind);
        size_t stored_length = node->name_length;
        const char16 *stored = name_of(tree, node);

        if (node->parent != directory || (entry & 3) != (alias == 0 ? NAME_OWN : kind))
            continue;
        if (kind == NAME_ISO && (node->flags & NODE_NAMELESS) != 0)
            continue;
        if (alias != 0)
            stored = alias_units(tree, alias, &stored_length);
        if (is_same(kind, stored, stored_length, name))
            return true;
    }
    return kind == NAME_UDF && !node_is_directory(node_at(tree, directory)) &&
           is_stream_name(tree, directory, name);
}

uint64_t alias_stem_of(uint32_t directory, enum name_kind kind, const struct short_name *base)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ ((uint64_t)directory << 2 | kind);

    for (size_t i = 0; i < base->length; i++)
        hash = (hash ^ fold(base->text[i])) * UINT64_C(0x100000001B3);
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return hash | 1;
}

enum status alias_reserve(struct fsimage_tree *tree, uint32_t directory)
{
    if (text_arena_reserve(&tree->texts, ALIAS_UNITS) != STATUS_OK)
        return STATUS_NO_MEMORY;
    return name_index_reserve(index_of(tree, directory), NAMES_PER_ITEM);
}

enum status alias_reserve_stream(struct fsimage_tree *tree)
{
    if (text_arena_reserve(&tree->texts, ALIAS_UNITS) != STATUS_OK)
        return STATUS_NO_MEMORY;
    return name_index_reserve(&tree->index, 1);
}

static uint32_t store(struct fsimage_tree *tree, const struct short_name *name)
{
    const uint32_t reference = text_arena_take(&tree->texts, name->length + 1u);
    char16 *stored = text_arena_at(&tree->texts, reference);

    stored[0] = name->length;
    memcpy(stored + 1, name->text, name->length * sizeof(*stored));
    return reference;
}

void alias_store_iso(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair)
{
    node->iso_alias = pair->iso_is_name ? 0 : store(tree, &pair->iso);
    node->flags &= (uint8_t)~NODE_NAMELESS;
}

void alias_store(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair)
{
    alias_store_iso(tree, node, pair);
    node->marks &= (uint8_t)~MARK_UDF_ALIAS;
    node->joliet_alias = pair->joliet_is_name ? 0 : store(tree, &pair->joliet);
    if (pair->udf_is_name)
        return;
    assert(node->joliet_alias != 0);
    store(tree, &pair->udf);
    node->marks |= MARK_UDF_ALIAS;
}

void alias_store_stream(struct fsimage_tree *tree, struct node *node, const struct alias_pair *pair)
{
    if (pair->udf_is_name)
        return;
    node->joliet_alias = store(tree, &pair->udf);
    node->marks |= MARK_UDF_ALIAS;
}

static uint32_t alias_hash(const struct fsimage_tree *tree, const struct node *node,
                           enum name_kind kind)
{
    size_t length;
    const uint32_t alias = alias_of(tree, node, kind);
    const char16 *text;

    if (alias == 0)
        return 0;
    text = alias_units(tree, alias, &length);
    return fold_hash(node->parent, text, length);
}

struct alias_hashes alias_hashes_of(const struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    return (struct alias_hashes){
        .name = fold_hash(node->parent, name_of(tree, node), node->name_length),
        .iso = alias_hash(tree, node, NAME_ISO),
        .joliet = alias_hash(tree, node, NAME_JOLIET),
        .udf = alias_hash(tree, node, NAME_UDF),
    };
}

void alias_enter_iso(struct fsimage_tree *tree, uint32_t item, uint32_t hash)
{
    const struct node *node = node_at(tree, item);
    struct name_index *index = index_of(tree, node->parent);

    if (index != NULL && node->iso_alias != 0)
        name_index_add(index, hash, entry_of(item, NAME_ISO));
}

void alias_enter(struct fsimage_tree *tree, uint32_t item, const struct alias_hashes *hashes)
{
    const struct node *node = node_at(tree, item);
    struct name_index *index = index_of(tree, node->parent);

    if (index == NULL)
        return;
    name_index_add(index, hashes->name, entry_of(item, NAME_OWN));
    if (node->iso_alias != 0)
        name_index_add(index, hashes->iso, entry_of(item, NAME_ISO));
    if (node->joliet_alias != 0)
        name_index_add(index, hashes->joliet, entry_of(item, NAME_JOLIET));
    if ((node->marks & MARK_UDF_ALIAS) != 0)
        name_index_add(index, hashes->udf, entry_of(item, NAME_UDF));
}

void alias_enter_stream(struct fsimage_tree *tree, uint32_t stream)
{
    const struct node *node = node_at(tree, stream);

    if ((node->marks & MARK_UDF_ALIAS) != 0)
        name_index_add(&tree->index, alias_hash(tree, node, NAME_UDF), entry_of(stream, NAME_UDF));
}

static void derive(const struct fsimage_tree *tree, const struct node *node, enum name_kind kind,
                   struct short_name *base)
{
    const char16 *name = name_of(tree, node);
    const bool is_directory = node_is_directory(node);

    if (kind == NAME_ISO)
        iso_name_derive(name, node->name_length, is_directory, tree->iso_level, base);
    else if (kind == NAME_JOLIET)
        joliet_name_derive(name, node->name_length, is_directory, base);
    else
        udf_name_derive(name, node->name_length, is_directory, base);
}

static void leave_alias(struct fsimage_tree *tree, uint32_t item, enum name_kind kind)
{
    const struct node *node = node_at(tree, item);
    struct name_index *index = index_of(tree, node->parent);
    const uint32_t alias = alias_of(tree, node, kind);
    struct short_name base;
    const char16 *text;
    size_t length;
    uint32_t number;

    if (alias == 0)
        return;
    text = alias_units(tree, alias, &length);
    if (index != NULL)
        name_index_remove(index, fold_hash(node->parent, text, length), entry_of(item, kind));
    derive(tree, node, kind, &base);
    number = short_name_number_of(&base, text, length);
    if (number != 0)
        stem_counters_lower(&tree->counters, alias_stem_of(node->parent, kind, &base), number);
}

void alias_leave_iso(struct fsimage_tree *tree, uint32_t item)
{
    leave_alias(tree, item, NAME_ISO);
}

void alias_leave(struct fsimage_tree *tree, uint32_t item)
{
    struct name_index *index = index_of(tree, node_at(tree, item)->parent);

    leave_alias(tree, item, NAME_UDF);
    leave_alias(tree, item, NAME_JOLIET);
    alias_leave_iso(tree, item);
    if (index != NULL)
        name_index_remove(index, alias_hashes_of(tree, item).name, entry_of(item, NAME_OWN));
}

void alias_leave_stream(struct fsimage_tree *tree, uint32_t stream)
{
    leave_alias(tree, stream, NAME_UDF);
}

enum status alias_bulk_begin(struct fsimage_tree *tree, uint32_t directory, uint32_t count)
{
    if (name_index_restart(&tree->bulk_index, count + count / 2) != STATUS_OK)
        return STATUS_NO_MEMORY;
    directory_drop_lingering(tree, directory);
    directory_of(tree, node_at(tree, directory))->is_indexed = false;
    tree->bulk_directory = directory;
    return STATUS_OK;
}

void alias_bulk_end(struct fsimage_tree *tree)
{
    tree->bulk_directory = FSIMAGE_NO_ITEM;
}

static uint32_t names_of(const struct node *node)
{
    return 1u + (node->iso_alias != 0) + (node->joliet_alias != 0) +
           ((node->marks & MARK_UDF_ALIAS) != 0);
}

enum status alias_index_directory(struct fsimage_tree *tree, uint32_t parent)
{
    struct directory *directory = directory_of(tree, node_at(tree, parent));
    uint64_t names = NAMES_PER_ITEM; /* what was just detached may have to come back */

    if (index_of(tree, parent) != NULL)
        return STATUS_OK;
    for (uint32_t i = 0; i < directory->count; i++)
        names += names_of(node_at(tree, directory->children[i]));
    if (names > UINT32_MAX || name_index_reserve(&tree->index, (uint32_t)names) != STATUS_OK)
        return STATUS_NO_MEMORY;
    directory->is_indexed = true;
    for (uint32_t i = 0; i < directory->count; i++) {
        const uint32_t child = directory->children[i];
        const struct alias_hashes hashes = alias_hashes_of(tree, child);

        if (is_child(tree, child, parent))
            alias_enter(tree, child, &hashes);
    }
    return STATUS_OK;
}

enum status alias_index_attached(struct fsimage_tree *tree, uint32_t parent)
{
    return node_is_directory(node_at(tree, parent)) ? alias_index_directory(tree, parent)
                                                    : STATUS_OK;
}

enum status alias_reserve_return(struct fsimage_tree *tree, uint32_t items)
{
    if (items >= UINT32_MAX / NAMES_PER_ITEM)
        return STATUS_NO_MEMORY;
    return name_index_reserve(&tree->index, items * NAMES_PER_ITEM);
}

const char16 *alias_text(const struct fsimage_tree *tree, const struct node *node,
                         enum fsimage_file_system file_system, char16 *scratch, size_t *length)
{
    const uint32_t alias = alias_of(tree, node, kind_of(file_system));

    if (alias != 0)
        return alias_units(tree, alias, length);
    *length = node->name_length;
    if (file_system != FSIMAGE_ISO9660)
        return name_of(tree, node);
    fold_copy(name_of(tree, node), node->name_length, scratch);
    return scratch;
}

const char16 *fsimage_item_recorded_text(const struct fsimage_tree *tree, uint32_t item,
                                         enum fsimage_file_system file_system,
                                         char16 scratch[FSIMAGE_NAME_MAXIMUM], size_t *length)
{
    return alias_text(tree, node_at(tree, item), file_system, scratch, length);
}

bool fsimage_item_keeps_name(const struct fsimage_tree *tree, uint32_t item,
                             enum fsimage_file_system file_system)
{
    return alias_of(tree, node_at(tree, item), kind_of(file_system)) == 0;
}
