/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of a tree, what follows from them, and what they cannot record. */
#include "fsimage/rules.h"

#include "fsimage/alias.h"
#include "fsimage/directory.h"
#include "fsimage/item.h"
#include "fsimage/limits.h"
#include "fsimage/named_streams.h"
#include "fsimage/writer.h"

#include <string.h>

static enum status refuse(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                          enum status status)
{
    problem->kind = kind;
    return status;
}

static enum status refuse_parameter(struct fsimage_problem *problem)
{
    return refuse(problem, FSIMAGE_PROBLEM_INVALID_PARAMETER, STATUS_INVALID_ARGUMENT);
}

bool rules_can_record(const struct fsimage_tree *tree, unsigned file_systems)
{
    unsigned recordable = 0;

    for (size_t i = 0; i < tree->writer_count; i++)
        recordable |= tree->writers[i]->file_systems;
    return (file_systems & ~recordable) == 0;
}

/* ECMA-167 4/14.9 and 4/14.17: what a block has left behind the fixed part of a file entry. */
#define FILE_ENTRY_ROOM          1872u
#define EXTENDED_FILE_ENTRY_ROOM 1832u

#define REVISION_EXTENDED_ENTRIES 0x200u /* named streams and creation times with them */
#define REVISION_REAL_TIME        0x201u

static void count_content(struct fsimage_tree *tree, uint32_t item)
{
    const struct node *node = node_at(tree, item);

    if (rules_is_real_time(tree, node))
        tree->real_time_blocks += rules_data_blocks(tree, node);
    else
        tree->data_blocks += rules_data_blocks(tree, node);
}

static void count_data(struct fsimage_tree *tree)
{
    struct tree_walk walk;
    uint32_t item;

    tree->data_blocks = tree->real_time_blocks = 0;
    tree_walk_init(&walk, tree, FSIMAGE_ROOT, tree->walk_positions);
    while ((item = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        const uint32_t streams = fsimage_file_stream_count(tree, item);

        if (node_is_directory(node_at(tree, item)))
            continue;
        count_content(tree, item);
        for (uint32_t i = 0; i < streams; i++)
            count_content(tree, fsimage_file_stream_at(tree, item, i));
    }
}

/* What was measured holds for one set of rules. */
void rules_changed(struct fsimage_tree *tree)
{
    const bool has_udf = (tree->file_systems & FSIMAGE_UDF) != 0;

    for (uint32_t i = 0; i < tree->directory_count; i++)
        memset(tree->directories[i].measured, 0, sizeof(tree->directories[i].measured));
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
    tree->records_streams = has_udf && tree->udf_revision >= REVISION_EXTENDED_ENTRIES;
    tree->records_real_time = has_udf && tree->udf_revision >= REVISION_REAL_TIME;
    tree->embedding_maximum = 0;
    if (tree->file_systems == FSIMAGE_UDF)
        tree->embedding_maximum = tree->udf_revision >= REVISION_EXTENDED_ENTRIES
                                      ? EXTENDED_FILE_ENTRY_ROOM
                                      : FILE_ENTRY_ROOM;
    count_data(tree);
}

enum status fsimage_tree_set_file_systems(struct fsimage_tree *tree, unsigned file_systems,
                                          struct fsimage_problem *problem)
{
    const unsigned all = FSIMAGE_ISO9660 | FSIMAGE_JOLIET | FSIMAGE_UDF;
    const bool is_joliet_alone =
        (file_systems & (FSIMAGE_ISO9660 | FSIMAGE_JOLIET)) == FSIMAGE_JOLIET;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if ((file_systems & ~all) != 0 || is_joliet_alone)
        return refuse_parameter(problem);
    if (!rules_can_record(tree, file_systems))
        return STATUS_NOT_SUPPORTED;
    if (tree->import != NULL && file_systems != tree->file_systems)
        return refuse(problem, FSIMAGE_PROBLEM_FILE_SYSTEM_CHANGE_NOT_ALLOWED,
                      STATUS_INVALID_STATE);
    status = limits_check_tree(tree, file_systems, tree->iso_level, problem);
    if (status != STATUS_OK)
        return status;
    tree->file_systems = file_systems;
    rules_changed(tree);
    return STATUS_OK;
}

unsigned fsimage_tree_file_systems(const struct fsimage_tree *tree)
{
    return tree->file_systems;
}

enum status fsimage_tree_set_udf_revision(struct fsimage_tree *tree, unsigned revision,
                                          struct fsimage_problem *problem)
{
    static const unsigned revisions[] = { 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < sizeof(revisions) / sizeof(revisions[0]); i++) {
        if (revisions[i] == revision) {
            if (tree->import != NULL && revision != tree->udf_revision)
                return refuse(problem, FSIMAGE_PROBLEM_UDF_REVISION_FIXED, STATUS_INVALID_STATE);
            tree->udf_revision = revision;
            rules_changed(tree);
            return STATUS_OK;
        }
    }
    return refuse_parameter(problem);
}

unsigned fsimage_tree_udf_revision(const struct fsimage_tree *tree)
{
    return tree->udf_revision;
}

enum status fsimage_tree_set_redundant_metadata(struct fsimage_tree *tree, bool redundant,
                                                struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    tree->has_redundant_metadata = redundant;
    rules_changed(tree);
    return STATUS_OK;
}

bool fsimage_tree_has_redundant_metadata(const struct fsimage_tree *tree)
{
    return tree->has_redundant_metadata;
}

uint32_t fsimage_tree_embedding_maximum(const struct fsimage_tree *tree)
{
    return tree->embedding_maximum;
}

unsigned fsimage_tree_losses(const struct fsimage_tree *tree)
{
    unsigned losses = 0;

    if (tree->attached_streams != 0 && !tree->records_streams)
        losses |= FSIMAGE_LOSES_STREAMS;
    if (tree->attached_real_time != 0 && !tree->records_real_time)
        losses |= FSIMAGE_LOSES_REAL_TIME;
    return losses;
}

enum status fsimage_tree_set_iso_level(struct fsimage_tree *tree, unsigned level,
                                       struct fsimage_problem *problem)
{
    const unsigned level_before = tree->iso_level;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (level < 1 || level > 3)
        return refuse_parameter(problem);
    if (level == level_before)
        return STATUS_OK;
    status = limits_check_tree(tree, tree->file_systems, level, problem);
    if (status != STATUS_OK)
        return status;
    tree->iso_level = level;
    status = alias_remake_iso(tree, problem);
    if (status != STATUS_OK)
        tree->iso_level = level_before;
    else
        tree->has_new_names = tree->journal.entries != 0;
    rules_changed(tree);
    return status;
}

unsigned fsimage_tree_iso_level(const struct fsimage_tree *tree)
{
    return tree->iso_level;
}

enum status fsimage_tree_set_strict(struct fsimage_tree *tree, bool strict,
                                    struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (strict && fsimage_directory_child_count(tree, FSIMAGE_ROOT) != 0) {
        problem->kind = FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE;
        return STATUS_NOT_EMPTY;
    }
    tree->is_strict = strict;
    return STATUS_OK;
}

bool fsimage_tree_is_strict(const struct fsimage_tree *tree)
{
    return tree->is_strict;
}

enum status fsimage_tree_set_restricted_names(struct fsimage_tree *tree, bool restricted,
                                              struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status == STATUS_OK)
        tree->has_restricted_names = restricted;
    return status;
}

bool fsimage_tree_has_restricted_names(const struct fsimage_tree *tree)
{
    return tree->has_restricted_names;
}

enum status fsimage_tree_set_size_limit(struct fsimage_tree *tree, uint32_t blocks,
                                        struct fsimage_problem *problem)
{
    uint32_t used;
    enum status status;

    fsimage_problem_clear(problem);
    if (blocks != 0) {
        status = fsimage_tree_used_blocks(tree, &used, problem);
        if (status != STATUS_OK)
            return status;
        if (used > blocks) {
            problem->kind = FSIMAGE_PROBLEM_IMAGE_TOO_BIG;
            problem->first = used;
            problem->second = blocks;
            return STATUS_TOO_LARGE;
        }
    }
    tree->size_limit = blocks;
    return STATUS_OK;
}

uint32_t fsimage_tree_size_limit(const struct fsimage_tree *tree)
{
    return tree->size_limit;
}

enum status fsimage_tree_set_session_start(struct fsimage_tree *tree, uint32_t block,
                                           struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK || block == tree->session.start)
        return status;
    if (tree->import != NULL)
        return refuse(problem, FSIMAGE_PROBLEM_READ_ONLY, STATUS_INVALID_STATE);
    tree->session.start = block;
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
    return STATUS_OK;
}

uint32_t fsimage_tree_session_start(const struct fsimage_tree *tree)
{
    return tree->session.start;
}

const struct fsimage_session *fsimage_tree_session(const struct fsimage_tree *tree)
{
    return &tree->session;
}
