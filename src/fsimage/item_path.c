/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The paths of items, and their names and paths as file systems record them. */
#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/item.h"

#include <string.h>

/* The name of one item, by the rules of `file_system`, or its own for 0; gives its length. */
static size_t name_text(const struct fsimage_tree *tree, uint32_t item, unsigned file_system,
                        char16 out[FSIMAGE_NAME_MAXIMUM])
{
    const struct node *node = node_at(tree, item);
    const char16 *name = name_of(tree, node);
    struct short_name derived;

    if (file_system == 0) {
        memcpy(out, name, node->name_length * sizeof(*out));
        return node->name_length;
    }
    if ((node->flags & NODE_DETACHED) == 0) {
        size_t length;
        const char16 *text = alias_text(tree, node, file_system, out, &length);

        if (text != out)
            memcpy(out, text, length * sizeof(*out));
        return length;
    }
    if (file_system == FSIMAGE_UDF && udf_name_is_kept(name, node->name_length)) {
        memcpy(out, name, node->name_length * sizeof(*out));
        return node->name_length;
    }
    if (file_system == FSIMAGE_ISO9660)
        iso_name_derive(name, node->name_length, node_is_directory(node), tree->iso_level,
                        &derived);
    else if (file_system == FSIMAGE_UDF)
        udf_name_derive(name, node->name_length, node_is_directory(node), &derived);
    else
        joliet_name_derive(name, node->name_length, node_is_directory(node), &derived);
    memcpy(out, derived.text, derived.length * sizeof(*out));
    return derived.length;
}

static size_t path_length(const struct fsimage_tree *tree, uint32_t item, unsigned file_system)
{
    char16 name[FSIMAGE_NAME_MAXIMUM];
    size_t length = 0;

    for (; item != FSIMAGE_ROOT && item != FSIMAGE_NO_ITEM; item = item_parent(tree, item))
        length += 1 + name_text(tree, item, file_system, name);
    return length;
}

static enum status make_path(const struct fsimage_tree *tree, uint32_t item, unsigned file_system,
                             char16 **path, size_t *length)
{
    const bool is_bare = item != FSIMAGE_ROOT && (node_at(tree, item)->flags & NODE_DETACHED) != 0;
    char16 name[FSIMAGE_NAME_MAXIMUM];
    size_t end = path_length(tree, item, file_system) - is_bare;
    char16 *out = memory_resize(NULL, end + 1, sizeof(*out));

    *path = out;
    *length = 0;
    if (out == NULL)
        return STATUS_NO_MEMORY;
    *length = end;
    out[end] = 0;
    for (; item != FSIMAGE_ROOT && item != FSIMAGE_NO_ITEM; item = item_parent(tree, item)) {
        const size_t units = name_text(tree, item, file_system, name);

        end -= units;
        memcpy(out + end, name, units * sizeof(*out));
        if (end != 0)
            out[--end] = (node_at(tree, item)->marks & MARK_STREAM) != 0 ? ':' : '\\';
    }
    return STATUS_OK;
}

enum status fsimage_item_full_path(const struct fsimage_tree *tree, uint32_t item, char16 **path,
                                   size_t *length)
{
    return make_path(tree, item, 0, path, length);
}

static bool has_rule(unsigned file_system)
{
    return file_system == FSIMAGE_ISO9660 || file_system == FSIMAGE_JOLIET ||
           file_system == FSIMAGE_UDF;
}

enum status fsimage_item_recorded_name(const struct fsimage_tree *tree, uint32_t item,
                                       enum fsimage_file_system file_system,
                                       char16 name[FSIMAGE_NAME_MAXIMUM + 1], size_t *length)
{
    *length = 0;
    name[0] = 0;
    if (!has_rule(file_system))
        return STATUS_NOT_SUPPORTED;
    if (item != FSIMAGE_ROOT)
        *length = name_text(tree, item, file_system, name);
    name[*length] = 0;
    return STATUS_OK;
}

enum status fsimage_item_recorded_path(const struct fsimage_tree *tree, uint32_t item,
                                       enum fsimage_file_system file_system, char16 **path,
                                       size_t *length)
{
    *path = NULL;
    *length = 0;
    if (!has_rule(file_system))
        return STATUS_NOT_SUPPORTED;
    return make_path(tree, item, file_system, path, length);
}
