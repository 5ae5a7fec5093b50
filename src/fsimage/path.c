/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths in the image. */
#include "fsimage/path.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/fold.h"
#include "fsimage/item.h"

static bool is_separator(char16 unit)
{
    return unit == '\\' || unit == '/';
}

/* Of the first 128 units, those that no name has: controls and " * / : < > ? \ | */
static const uint32_t illegal_units[4] = { 0xFFFFFFFF, 0xD4008404, 0x10000000, 0x10000000 };

bool path_is_legal_unit(char16 unit)
{
    return unit >= 128 || (illegal_units[unit >> 5] >> (unit & 31) & 1) == 0;
}

bool path_is_name(const char16 *name, size_t length)
{
    if (length == 0 || length > FSIMAGE_NAME_MAXIMUM)
        return false;
    if (name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.')))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!path_is_legal_unit(name[i]))
            return false;
    }
    return true;
}

static bool is_restricted(const char16 *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] < 32 || name[i] > 127)
            return false;
    }
    return true;
}

enum status path_check_name(const struct fsimage_tree *tree, const char16 *name, size_t length,
                            struct fsimage_problem *problem)
{
    enum fsimage_problem_kind kind;

    if (!path_is_name(name, length))
        kind = FSIMAGE_PROBLEM_INVALID_PATH;
    else if (tree->has_restricted_names && !is_restricted(name, length))
        kind = FSIMAGE_PROBLEM_RESTRICTED_NAME;
    else
        return STATUS_OK;
    fsimage_problem_set(problem, kind, name, length);
    return STATUS_INVALID_NAME;
}

static size_t component_length(const char16 *path, size_t length)
{
    size_t at = 0;

    while (at < length && !is_separator(path[at]))
        at++;
    return at;
}

static bool begins_with(const char16 *path, size_t length, const char16 *prefix,
                        size_t prefix_length)
{
    if (length < prefix_length || (length > prefix_length && !is_separator(path[prefix_length])))
        return false;
    for (size_t i = 0; i < prefix_length; i++) {
        if (fold(path[i]) != fold(prefix[i]) && !(is_separator(path[i]) && prefix[i] == '\\'))
            return false;
    }
    return true;
}

/*
 * How much of `path` only says where it begins: the directory's own full path, as enumerators give
 * it, or a separator, which means nothing there.
 */
static enum status prefix_length(const struct fsimage_tree *tree, uint32_t directory,
                                 const char16 *path, size_t length, size_t *prefix)
{
    char16 *own;
    size_t own_length;
    enum status status;

    *prefix = 0;
    if (length == 0 || !is_separator(path[0]))
        return STATUS_OK;
    *prefix = 1;
    if (directory == FSIMAGE_ROOT)
        return STATUS_OK;
    status = fsimage_item_full_path(tree, directory, &own, &own_length);
    if (status != STATUS_OK)
        return status;
    if (begins_with(path, length, own, own_length))
        *prefix = own_length < length ? own_length + 1 : own_length;
    memory_free(own);
    return STATUS_OK;
}

/* All components are looked at, so that a malformed path is one wherever it would lead. */
static bool is_well_formed(const char16 *path, size_t length)
{
    size_t at = 0;

    while (at < length) {
        const size_t component = component_length(path + at, length - at);

        if (!path_is_name(path + at, component))
            return false;
        at += component + 1;
    }
    return true;
}

static enum status follow(const struct fsimage_tree *tree, const char16 *path, size_t start,
                          size_t length, struct path_target *target,
                          struct fsimage_problem *problem)
{
    size_t at = start;

    while (at < length) {
        const size_t component = component_length(path + at, length - at);
        uint32_t child;

        if (at + component + 1 >= length) {
            target->name = path + at;
            target->length = component;
            target->names_directory = at + component < length;
            return STATUS_OK;
        }
        child = alias_find_child(tree, target->directory, path + at, component);
        at += component;
        if (child == FSIMAGE_NO_ITEM || !node_is_directory(node_at(tree, child))) {
            fsimage_problem_set(problem, FSIMAGE_PROBLEM_DIRECTORY_NOT_FOUND, path, at);
            return STATUS_NOT_FOUND;
        }
        target->directory = child;
        at++;
    }
    return STATUS_OK;
}

enum status path_follow(const struct fsimage_tree *tree, uint32_t directory, const char16 *path,
                        size_t length, struct path_target *target, struct fsimage_problem *problem)
{
    size_t start;
    enum status status;

    *target = (struct path_target){ .directory = directory };
    if (!item_is_attached(tree, directory)) {
        item_name_problem(tree, directory, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, problem);
        return STATUS_INVALID_STATE;
    }
    status = prefix_length(tree, directory, path, length, &start);
    if (status != STATUS_OK)
        return status;
    if (!is_well_formed(path + start, length - start)) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_INVALID_PATH, path, length);
        return STATUS_INVALID_NAME;
    }
    return follow(tree, path, start, length, target, problem);
}

enum status fsimage_tree_find(const struct fsimage_tree *tree, uint32_t directory,
                              const char16 *path, size_t length, uint32_t *item,
                              struct fsimage_problem *problem)
{
    struct path_target target;
    enum status status;
    uint32_t found;

    *item = FSIMAGE_NO_ITEM;
    fsimage_problem_clear(problem);
    status = path_follow(tree, directory, path, length, &target, problem);
    if (status != STATUS_OK && status != STATUS_NOT_FOUND)
        return status;
    if (status == STATUS_OK && target.length == 0) {
        *item = target.directory;
        return STATUS_OK;
    }
    found = status == STATUS_OK
                ? alias_find_child(tree, target.directory, target.name, target.length)
                : FSIMAGE_NO_ITEM;
    if (found == FSIMAGE_NO_ITEM ||
        (target.names_directory && !node_is_directory(node_at(tree, found)))) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_ITEM_NOT_FOUND, path, length);
        return STATUS_NOT_FOUND;
    }
    *item = found;
    return STATUS_OK;
}
