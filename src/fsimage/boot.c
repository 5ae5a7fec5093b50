/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The boot images of a tree, and what El Torito demands of them. */
#include "fsimage/boot.h"

#include "base/memory.h"
#include "fsimage/item.h"
#include "fsimage/tree_state.h"
#include "stream/locked_source.h"

#define BOOT_SECTOR_SIZE  512u
#define PARTITIONS_OFFSET 446u
#define PARTITION_SIZE    16u
#define PARTITION_TYPE    4u /* offset within an entry */
#define PARTITION_COUNT   4u
#define INFO_TABLE_END    64u

static enum status refuse(struct fsimage_problem *problem, enum fsimage_problem_kind kind)
{
    problem->kind = kind;
    return STATUS_INVALID_ARGUMENT;
}

/* A master boot record with one partition: what a BIOS makes of it otherwise is its own affair. */
static enum status check_hard_disk(struct fsimage_boot_image *image,
                                   struct fsimage_problem *problem)
{
    uint8_t sector[BOOT_SECTOR_SIZE];
    unsigned partitions = 0;
    enum status status;

    if (byte_source_size(image->source) < sizeof(sector))
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    status = byte_source_read_exact(image->source, 0, sector, sizeof(sector));
    if (status == STATUS_NO_MEMORY)
        return status;
    if (status != STATUS_OK)
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_IMAGE_DATA);
    for (size_t i = 0; i < PARTITION_COUNT; i++) {
        const uint8_t type = sector[PARTITIONS_OFFSET + i * PARTITION_SIZE + PARTITION_TYPE];

        if (type != 0) {
            image->system_type = type;
            partitions++;
        }
    }
    if (sector[510] != 0x55 || sector[511] != 0xAA || partitions != 1)
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
    return STATUS_OK;
}

static enum status check_floppy(const struct fsimage_boot_image *image, uint64_t size,
                                struct fsimage_problem *problem)
{
    if (byte_source_size(image->source) == size)
        return STATUS_OK;
    return refuse(problem, FSIMAGE_PROBLEM_BOOT_EMULATION_MISMATCH);
}

static enum status check_emulation(struct fsimage_boot_image *image,
                                   struct fsimage_problem *problem)
{
    switch (image->emulation) {
    case FSIMAGE_BOOT_NO_EMULATION:
        return STATUS_OK;
    case FSIMAGE_BOOT_FLOPPY_1_2:
        return check_floppy(image, FSIMAGE_BOOT_FLOPPY_1_2_SIZE, problem);
    case FSIMAGE_BOOT_FLOPPY_1_44:
        return check_floppy(image, FSIMAGE_BOOT_FLOPPY_1_44_SIZE, problem);
    case FSIMAGE_BOOT_FLOPPY_2_88:
        return check_floppy(image, FSIMAGE_BOOT_FLOPPY_2_88_SIZE, problem);
    case FSIMAGE_BOOT_HARD_DISK:
        return check_hard_disk(image, problem);
    }
    return refuse(problem, FSIMAGE_PROBLEM_INVALID_PARAMETER);
}

static enum status check_image(struct fsimage_boot_image *image, struct fsimage_problem *problem)
{
    uint64_t size;

    if (image->source == NULL || byte_source_size(image->source) == 0)
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_IMAGE_DATA);
    size = byte_source_size(image->source);
    image->system_type = 0;
    if (image->patch_info_table && (image->emulation != FSIMAGE_BOOT_NO_EMULATION ||
                                    size < INFO_TABLE_END || size > UINT32_MAX))
        return refuse(problem, FSIMAGE_PROBLEM_INVALID_PARAMETER);
    return check_emulation(image, problem);
}

static void release_images(struct fsimage_boot_image *images, size_t count)
{
    for (size_t i = 0; i < count; i++)
        byte_source_drop(&images[i].source);
    memory_free(images);
}

/* Several readers of a result emit at a time, so each source gets a lock. */
static enum status copy_image(const struct fsimage_boot_image *image,
                              struct fsimage_boot_image *copy, struct fsimage_problem *problem)
{
    enum status status;

    *copy = *image;
    status = check_image(copy, problem);
    if (status == STATUS_OK)
        status = locked_source_create(image->source, &copy->source);
    return status;
}

static enum status copy_images(const struct fsimage_boot_image *images, size_t count,
                               struct fsimage_boot_image **copies, struct fsimage_problem *problem)
{
    struct fsimage_boot_image *created;

    *copies = NULL;
    if (count == 0)
        return STATUS_OK;
    created = memory_allocate(count, sizeof(*created));
    if (created == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const enum status status = copy_image(&images[i], &created[i], problem);

        if (status != STATUS_OK) {
            release_images(created, i);
            return status;
        }
    }
    *copies = created;
    return STATUS_OK;
}

enum status fsimage_tree_set_boot_images(struct fsimage_tree *tree,
                                         const struct fsimage_boot_image *images, size_t count,
                                         struct fsimage_problem *problem)
{
    struct fsimage_boot_image *copies;
    enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (count != 0 && (tree->session.start != 0 || tree->session.disc != NULL)) {
        problem->kind = FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT;
        return STATUS_INVALID_STATE;
    }
    if (count > FSIMAGE_BOOT_IMAGES_MAXIMUM)
        return refuse(problem, FSIMAGE_PROBLEM_INVALID_PARAMETER);
    status = copy_images(images, count, &copies, problem);
    if (status != STATUS_OK)
        return status;
    release_images(tree->boot_images, tree->boot_image_count);
    tree->boot_images = copies;
    tree->boot_image_count = count;
    tree->is_measured = false;
    tree->blocks_bound = UINT64_MAX;
    return STATUS_OK;
}

size_t fsimage_tree_boot_image_count(const struct fsimage_tree *tree)
{
    return tree->boot_image_count;
}

const struct fsimage_boot_image *fsimage_tree_boot_image(const struct fsimage_tree *tree,
                                                         size_t index)
{
    assert(index < tree->boot_image_count);
    return &tree->boot_images[index];
}
