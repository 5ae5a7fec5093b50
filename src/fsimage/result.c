/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Results: planned, laid out, then never changed. */
#include "fsimage/result.h"

#include "base/memory.h"
#include "fsimage/directory.h"
#include "fsimage/image.h"
#include "fsimage/item.h"
#include "fsimage/limits.h"

#include <string.h>

#define DISC_ANCHOR 256u /* where readers of UDF begin (ECMA-167 3/8.4.2.1) */

/*
 * The last user of a result may go on any thread, while the tree's owner asks for that result: a
 * few instructions under a lock of the tree keep the two apart.
 */
static void lock_result(struct fsimage_tree *tree)
{
    while (__atomic_test_and_set(&tree->result_lock, __ATOMIC_ACQUIRE))
        continue;
}

static void unlock_result(struct fsimage_tree *tree)
{
    __atomic_clear(&tree->result_lock, __ATOMIC_RELEASE);
}

static struct fsimage_result *acquire_active(struct fsimage_tree *tree)
{
    struct fsimage_result *active;

    lock_result(tree);
    active = tree->result;
    if (active != NULL)
        active->references++;
    unlock_result(tree);
    return active;
}

static void destroy(struct fsimage_result *result)
{
    for (size_t i = 0; i < result->writer_count; i++)
        result->writers[i]->class->destroy(result->writers[i]);
    memory_free(result->layout.extents);
    memory_free(result->layout.first_blocks);
    memory_free(result);
}

static enum status refuse(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                          enum status status)
{
    problem->kind = kind;
    return status;
}

static enum status check_identity(const struct fsimage_tree *tree,
                                  const struct fsimage_identity *identity,
                                  struct fsimage_problem *problem)
{
    if (tree->file_systems == 0)
        return refuse(problem, FSIMAGE_PROBLEM_NO_OUTPUT, STATUS_INVALID_STATE);
    if (tree->boot_image_count != 0 && tree->session.start != 0)
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT, STATUS_INVALID_STATE);
    if (fsimage_volume_name_check(identity->volume_name, identity->volume_name_length, false) !=
        STATUS_OK)
        return refuse(problem, FSIMAGE_PROBLEM_INVALID_VOLUME_NAME, STATUS_INVALID_NAME);
    return STATUS_OK;
}

/* The least that any of the chosen file systems can record, and which of them. */
static uint64_t largest_file(const struct fsimage_tree *tree, unsigned *file_systems)
{
    uint64_t least = UINT64_MAX;

    *file_systems = 0;
    for (size_t i = 0; i < tree->writer_count; i++) {
        const struct fsimage_writer_class *writer = tree->writers[i];
        uint64_t most;

        if ((writer->file_systems & tree->file_systems) == 0)
            continue;
        most = writer->largest_file(tree);
        if (most < least) {
            least = most;
            *file_systems = writer->file_systems;
        }
    }
    return least;
}

static enum status check_files(const struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    unsigned file_systems;
    const uint64_t largest = largest_file(tree, &file_systems);
    struct tree_walk walk;
    uint32_t item;

    tree_walk_init(&walk, tree, FSIMAGE_ROOT, tree->walk_positions);
    while ((item = tree_walk_next(&walk)) != FSIMAGE_NO_ITEM) {
        const struct node *node = node_at(tree, item);

        if (!node_is_directory(node) && node->size > largest) {
            item_problem(tree, item, FSIMAGE_PROBLEM_DATA_TOO_BIG, problem);
            problem->file_systems = file_systems;
            problem->first = (int64_t)node->size;
            problem->second = (int64_t)largest;
            return STATUS_TOO_LARGE;
        }
    }
    return STATUS_OK;
}

static enum status plan(struct fsimage_layout *layout, struct fsimage_problem *problem)
{
    struct fsimage_tree *tree = layout->tree;
    const enum status status = limits_plan(tree, &layout->plan);

    layout->total_blocks = layout->plan.total_blocks;
    if (status == STATUS_TOO_LARGE)
        return refuse(problem, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT, status);
    if (status != STATUS_OK)
        return status;
    if (tree->size_limit != 0 && layout->total_blocks > tree->size_limit) {
        problem->first = layout->total_blocks;
        problem->second = tree->size_limit;
        return refuse(problem, FSIMAGE_PROBLEM_IMAGE_TOO_BIG, STATUS_TOO_LARGE);
    }
    return STATUS_OK;
}

static bool has_region(const struct fsimage_planner *plan, const struct fsimage_writer_class *class)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->regions[i].owner == class)
            return true;
    }
    return false;
}

static enum status create_writers(struct fsimage_result *result)
{
    const struct fsimage_tree *tree = result->layout.tree;

    assert(tree->writer_count <= IMAGE_WRITERS_MAXIMUM);
    for (size_t i = 0; i < tree->writer_count; i++) {
        const struct fsimage_writer_class *class = tree->writers[i];
        enum status status;

        if (!has_region(&result->layout.plan, class))
            continue;
        status = class->create(&result->layout, &result->writers[result->writer_count]);
        if (status != STATUS_OK)
            return status;
        result->writer_count++;
    }
    return STATUS_OK;
}

static enum status lay_out(struct fsimage_result *result, const struct fsimage_identity *identity,
                           struct fsimage_problem *problem)
{
    struct fsimage_layout *layout = &result->layout;
    enum status status;

    layout->image_time = identity->image_time;
    memcpy(layout->volume_set_unique, identity->volume_set_unique,
           sizeof(layout->volume_set_unique));
    layout->volume_name_length = identity->volume_name_length;
    if (identity->volume_name_length != 0)
        memcpy(layout->volume_name, identity->volume_name,
               identity->volume_name_length * sizeof(char16));
    layout->file_systems = layout->tree->file_systems;
    layout->session = layout->tree->session;
    status = check_files(layout->tree, problem);
    if (status == STATUS_OK)
        status = directory_order_all(layout->tree);
    if (status == STATUS_OK)
        status = plan(layout, problem);
    if (status == STATUS_OK)
        status = layout_place_files(layout);
    if (status == STATUS_OK)
        status = create_writers(result);
    if (status == STATUS_OK)
        progress_prepare(result);
    return status;
}

enum status fsimage_result_create(struct fsimage_tree *tree,
                                  const struct fsimage_identity *identity,
                                  struct fsimage_result **result, struct fsimage_problem *problem)
{
    struct fsimage_result *created;
    enum status status;

    fsimage_problem_clear(problem);
    *result = acquire_active(tree);
    if (*result != NULL)
        return STATUS_OK;
    status = check_identity(tree, identity, problem);
    if (status != STATUS_OK)
        return status;
    created = memory_allocate(1, sizeof(*created));
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->references = 1;
    created->layout.tree = tree;
    status = lay_out(created, identity, problem);
    if (status != STATUS_OK) {
        destroy(created);
        return status;
    }
    fsimage_tree_acquire(tree);
    __atomic_add_fetch(&tree->results, 1, __ATOMIC_ACQ_REL);
    lock_result(tree);
    tree->result = created;
    unlock_result(tree);
    *result = created;
    return STATUS_OK;
}

struct fsimage_result *fsimage_result_acquire(struct fsimage_result *result)
{
    lock_result(result->layout.tree);
    result->references++;
    unlock_result(result->layout.tree);
    return result;
}

void fsimage_result_drop(struct fsimage_result **result)
{
    struct fsimage_result *dropped = *result;
    struct fsimage_tree *tree;
    bool is_last;

    *result = NULL;
    if (dropped == NULL)
        return;
    tree = dropped->layout.tree;
    lock_result(tree);
    is_last = --dropped->references == 0;
    if (is_last)
        tree->result = NULL;
    unlock_result(tree);
    if (!is_last)
        return;
    destroy(dropped);
    __atomic_sub_fetch(&tree->results, 1, __ATOMIC_ACQ_REL);
    fsimage_tree_drop(&tree);
}

uint32_t fsimage_result_total_blocks(const struct fsimage_result *result)
{
    return image_plan_start(result) + result->layout.total_blocks;
}

struct fsimage_tree *fsimage_result_tree(const struct fsimage_result *result)
{
    return result->layout.tree;
}

static const struct fsimage_writer *writer_of(const struct fsimage_result *result,
                                              const struct fsimage_writer_class *class)
{
    size_t i = 0;

    while (result->writers[i]->class != class)
        i++;
    return result->writers[i];
}

static enum status emit_region(const struct fsimage_result *result, struct fsimage_content *reader,
                               const struct fsimage_region *region, uint32_t block, uint32_t count,
                               uint8_t *out, struct fsimage_problem *problem)
{
    if (region->owner == NULL)
        return content_reader_emit(reader, block, count, out, problem);
    return region->owner->emit(writer_of(result, region->owner), region->number,
                               block - region->first, count, out, reader, problem);
}

size_t
fsimage_result_modified_blocks(const struct fsimage_result *result,
                               struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM])
{
    const struct fsimage_session *session = &result->layout.session;
    const uint32_t unit = session->write_unit != 0 ? session->write_unit : 1;
    const uint32_t anchor = DISC_ANCHOR / unit * unit;

    if (!session->is_overlay)
        return 0;
    ranges[0] = (struct fsimage_block_range){
        .first = session->start,
        .last = session->start + result->layout.total_blocks - 1,
    };
    ranges[1] = (struct fsimage_block_range){ .first = anchor, .last = anchor + unit - 1 };
    return 2;
}

/* The first region that ends behind `block`; NULL past the last. */
static const struct fsimage_region *region_from(const struct fsimage_planner *plan, uint32_t block)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (block < plan->regions[i].first + plan->regions[i].blocks)
            return &plan->regions[i];
    }
    return NULL;
}

static enum status emit_plan(const struct fsimage_result *result, struct fsimage_content *reader,
                             uint32_t block, uint32_t count, uint8_t *out,
                             struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    while (count != 0 && status == STATUS_OK) {
        const struct fsimage_region *region = region_from(&result->layout.plan, block);
        uint32_t part = count;

        if (region == NULL || block < region->first) {
            if (region != NULL && region->first - block < part)
                part = region->first - block;
            memset(out, 0, (size_t)part * FSIMAGE_BLOCK_SIZE);
        } else {
            if (region->first + region->blocks - block < part)
                part = region->first + region->blocks - block;
            status = emit_region(result, reader, region, block, part, out, problem);
        }
        block += part;
        count -= part;
        out += (size_t)part * FSIMAGE_BLOCK_SIZE;
    }
    return status;
}

static void emit_disc_anchor(const struct fsimage_result *result, uint8_t *out)
{
    for (size_t i = 0; i < result->writer_count; i++) {
        const struct fsimage_writer *writer = result->writers[i];

        if (writer->class->emit_disc_anchor != NULL) {
            writer->class->emit_disc_anchor(writer, out);
            return;
        }
    }
}

/* What was never recorded comes as zeros, where it can be told. */
static enum status read_disc(const struct fsimage_result *result, uint32_t block, uint32_t count,
                             uint8_t *out, struct fsimage_problem *problem)
{
    const size_t size = (size_t)count * FSIMAGE_BLOCK_SIZE;
    size_t read;
    const enum status status = byte_source_read_at(
        result->layout.session.disc, (uint64_t)block * FSIMAGE_BLOCK_SIZE, out, size, &read);

    if (status != STATUS_OK) {
        problem->kind = FSIMAGE_PROBLEM_IMPORT_READ_FAILURE;
        problem->first = block;
        problem->cause = status;
        return status;
    }
    memset(out + read, 0, size - read);
    if (block <= DISC_ANCHOR && DISC_ANCHOR - block < count)
        emit_disc_anchor(result, out + (size_t)(DISC_ANCHOR - block) * FSIMAGE_BLOCK_SIZE);
    return STATUS_OK;
}

enum status image_emit(const struct fsimage_result *result, struct fsimage_content *reader,
                       uint32_t block, uint32_t count, uint8_t *out,
                       struct fsimage_problem *problem)
{
    const uint32_t start = image_plan_start(result);

    if (block < start) {
        const uint32_t old = start - block < count ? start - block : count;
        const enum status status = read_disc(result, block, old, out, problem);

        if (status != STATUS_OK || old == count)
            return status;
        block += old;
        count -= old;
        out += (size_t)old * FSIMAGE_BLOCK_SIZE;
    }
    return emit_plan(result, reader, block - start, count, out, problem);
}
