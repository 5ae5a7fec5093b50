/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the chosen file systems and the size limit allow. */
#include "fsimage/limits.h"

#include "fsimage/alias.h"
#include "fsimage/directory.h"
#include "fsimage/item.h"
#include "fsimage/rules.h"
#include "fsimage/writer.h"

#define STRICT_PATH_MAXIMUM 255u /* ECMA-119 6.8.2.1 */
#define END_SLACK           32u  /* blocks by which rounding up the end can differ */

enum status limits_check_dates(const struct fsimage_tree *tree, uint32_t item,
                               struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);

    if (!tree->is_strict || node->times.modification >= node->times.creation)
        return STATUS_OK;
    item_problem(tree, item, FSIMAGE_PROBLEM_INVALID_DATE, problem);
    return STATUS_INVALID_NAME;
}

static bool is_too_deep(unsigned file_systems, unsigned iso_level, uint32_t level)
{
    return (file_systems & FSIMAGE_ISO9660) != 0 && iso_level < 3 && level > LIMITS_ISO_LEVELS;
}

static enum status report_level(const struct fsimage_tree *tree, uint32_t item,
                                struct fsimage_problem *problem)
{
    item_problem(tree, item, FSIMAGE_PROBLEM_TOO_MANY_LEVELS, problem);
    problem->file_systems = FSIMAGE_ISO9660;
    return STATUS_TOO_DEEP;
}

enum status limits_check_levels(const struct fsimage_tree *tree, uint32_t level, uint32_t item,
                                struct fsimage_problem *problem)
{
    if (!is_too_deep(tree->file_systems, tree->iso_level, level))
        return STATUS_OK;
    return report_level(tree, item, problem);
}

enum status limits_check_directories(unsigned file_systems, uint32_t count,
                                     struct fsimage_problem *problem)
{
    if ((file_systems & (FSIMAGE_ISO9660 | FSIMAGE_JOLIET)) == 0 ||
        count < LIMITS_PATH_TABLE_DIRECTORIES)
        return STATUS_OK;
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_TOO_MANY_DIRECTORIES, NULL, 0);
    problem->file_systems = FSIMAGE_ISO9660;
    problem->first = (int64_t)count + 1;
    problem->second = LIMITS_PATH_TABLE_DIRECTORIES;
    return STATUS_TOO_MANY;
}

/* Of a file identifier the separators and the version count as well (ECMA-119 7.5.1). */
static uint32_t identifier_length(const char16 *name, size_t length, bool is_directory)
{
    if (is_directory)
        return (uint32_t)length;
    for (size_t i = 0; i < length; i++) {
        if (name[i] == '.')
            return (uint32_t)length + 2;
    }
    return (uint32_t)length + 3;
}

/* What the identifiers from `item` up to below `top`, and their number, add up to. */
static uint32_t identifiers_length(const struct fsimage_tree *tree, uint32_t item, uint32_t top)
{
    char16 name[FSIMAGE_NAME_MAXIMUM];
    uint32_t sum = 0;

    for (; item != top; item = node_at(tree, item)->parent) {
        const struct node *node = node_at(tree, item);
        size_t length;
        const char16 *text = alias_text(tree, node, FSIMAGE_ISO9660, name, &length);

        sum += identifier_length(text, length, node_is_directory(node)) + 1;
    }
    return sum;
}

static enum status report_path(const struct fsimage_tree *tree, uint32_t item,
                               struct fsimage_problem *problem)
{
    item_problem(tree, item, FSIMAGE_PROBLEM_INVALID_PATH, problem);
    return STATUS_INVALID_NAME;
}

enum status limits_check_path(const struct fsimage_tree *tree, uint32_t item,
                              const struct short_name *name, struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);
    struct tree_walk walk;
    uint32_t above;
    uint32_t below;

    if (!tree->is_strict || (tree->file_systems & FSIMAGE_ISO9660) == 0)
        return STATUS_OK;
    above = identifiers_length(tree, node->parent, FSIMAGE_ROOT) +
            identifier_length(name->text, name->length, node_is_directory(node));
    if (above > STRICT_PATH_MAXIMUM)
        return report_path(tree, item, problem);
    if (!node_is_directory(node))
        return STATUS_OK;
    tree_walk_init(&walk, tree, item, tree->walk_positions);
    while ((below = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (above + identifiers_length(tree, below, item) > STRICT_PATH_MAXIMUM)
            return report_path(tree, below, problem);
    }
    return STATUS_OK;
}

enum status limits_plan(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    *planner = (struct fsimage_planner){
        .data_blocks = tree->real_time_blocks + tree->data_blocks,
        .data_alignment = tree->real_time_blocks != 0 ? RULES_REAL_TIME_UNIT : 1,
        .session_start = tree->session.start,
    };
    for (size_t i = 0; i < tree->writer_count; i++) {
        const enum status status = tree->writers[i]->reserve(tree, planner);

        if (status != STATUS_OK)
            return status;
    }
    return fsimage_planner_place(planner);
}

enum status fsimage_tree_used_blocks(struct fsimage_tree *tree, uint32_t *blocks,
                                     struct fsimage_problem *problem)
{
    struct fsimage_planner planner;
    enum status status;

    *blocks = 0;
    fsimage_problem_clear(problem);
    if (!tree->is_measured) {
        status = limits_plan(tree, &planner);
        if (status != STATUS_OK) {
            if (status == STATUS_TOO_LARGE)
                problem->kind = FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT;
            return status;
        }
        tree->used_blocks = planner.total_blocks;
        tree->is_measured = true;
    }
    *blocks = tree->used_blocks;
    return STATUS_OK;
}

static enum status report_size(const struct fsimage_tree *tree, uint32_t item, uint64_t needed,
                               uint64_t limit, struct fsimage_problem *problem)
{
    item_problem(tree, item, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT, problem);
    problem->first = (int64_t)needed;
    problem->second = (int64_t)limit;
    return STATUS_TOO_LARGE;
}

/*
 * Measuring for every item would make adding quadratic. A bound that grows with each item by the
 * most it can bring is enough as long as it stays below the limit; then the image is measured, and
 * the distance that is left is crossed in as many steps as its logarithm.
 */
enum status limits_check_size(struct fsimage_tree *tree, uint32_t item, uint32_t items,
                              uint64_t blocks, struct fsimage_problem *problem)
{
    const uint64_t limit = tree->size_limit != 0 ? tree->size_limit : FSIMAGE_BLOCKS_MAXIMUM;
    const uint64_t data = tree->real_time_blocks + tree->data_blocks;
    uint64_t growth = 0;
    uint32_t used;
    enum status status;

    for (size_t i = 0; i < tree->writer_count; i++)
        growth += tree->writers[i]->growth(tree);
    if (tree->blocks_bound < limit) {
        tree->blocks_bound += blocks + growth * items;
        if (tree->blocks_bound + END_SLACK <= limit)
            return STATUS_OK;
    }
    if (data > limit)
        return report_size(tree, item, data, limit, problem);
    status = fsimage_tree_used_blocks(tree, &used, problem);
    if (status == STATUS_TOO_LARGE)
        return report_size(tree, item, data, limit, problem);
    if (status != STATUS_OK)
        return status;
    tree->blocks_bound = used;
    return used <= limit ? STATUS_OK : report_size(tree, item, used, limit, problem);
}

enum status limits_check_tree(const struct fsimage_tree *tree, unsigned file_systems,
                              unsigned iso_level, struct fsimage_problem *problem)
{
    struct tree_walk walk;
    uint32_t item;

    tree_walk_init(&walk, tree, FSIMAGE_ROOT, tree->walk_positions);
    while ((item = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        if (node_is_directory(node_at(tree, item)) &&
            is_too_deep(file_systems, iso_level, walk.depth + 1))
            return report_level(tree, item, problem);
    }
    return limits_check_directories(file_systems, tree->attached_directories, problem);
}
