/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The content of boot images, read while the disc is. */
#include "iso9660/boot_image.h"

#include "iso9660/el_torito.h"

#include <string.h>

#define CHECKSUM_OFFSET     64u
#define CHECKSUM_PART_BYTES 2048u

static const char16 boot_text[] = u"Boot";

enum status iso9660_boot_image_read(const struct fsimage_boot_image *image, uint64_t offset,
                                    uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    size_t read;
    const enum status status = byte_source_read_at(image->source, offset, out, size, &read);

    if (status == STATUS_OK && read == size)
        return STATUS_OK;
    fsimage_problem_set(problem,
                        status == STATUS_OK ? FSIMAGE_PROBLEM_SOURCE_INCONSISTENT
                                            : FSIMAGE_PROBLEM_SOURCE_READ_FAILURE,
                        boot_text, sizeof(boot_text) / sizeof(boot_text[0]) - 1);
    if (status != STATUS_OK) {
        problem->cause = status;
        return status;
    }
    problem->first = (int64_t)byte_source_size(image->source);
    problem->second = (int64_t)(offset + read);
    return STATUS_CHANGED;
}

static uint32_t sum_words(const uint8_t *bytes, size_t size)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < size; i++)
        sum += (uint32_t)bytes[i] << (8 * (i % 4));
    return sum;
}

enum status iso9660_boot_info_table_make(const struct fsimage_boot_image *image,
                                         uint32_t primary_descriptor, uint32_t location,
                                         struct iso9660_boot_info_table *table,
                                         struct fsimage_problem *problem)
{
    const uint64_t size = byte_source_size(image->source);
    uint32_t sum = 0;

    *table = (struct iso9660_boot_info_table){ 0 };
    for (uint64_t offset = CHECKSUM_OFFSET; offset < size; offset += CHECKSUM_PART_BYTES) {
        uint8_t bytes[CHECKSUM_PART_BYTES];
        const size_t part = size - offset < sizeof(bytes) ? (size_t)(size - offset) : sizeof(bytes);
        const enum status status = iso9660_boot_image_read(image, offset, bytes, part, problem);

        if (status != STATUS_OK)
            return status;
        sum += sum_words(bytes, part);
    }
    table->primary_descriptor = le32_of(primary_descriptor);
    table->location = le32_of(location);
    table->size = le32_of((uint32_t)size);
    table->checksum = le32_of(sum);
    return STATUS_OK;
}

uint64_t iso9660_boot_images_blocks(const struct fsimage_tree *tree)
{
    uint64_t blocks = 0;

    for (size_t i = 0; i < fsimage_tree_boot_image_count(tree); i++)
        blocks += fsimage_blocks_of(byte_source_size(fsimage_tree_boot_image(tree, i)->source));
    return blocks;
}

/* Writes blocks of one image; the table is made when the block that holds it is asked for. */
static enum status emit_image(const struct fsimage_boot_image *image,
                              const struct iso9660_boot_places *places, uint32_t location,
                              uint32_t block, uint32_t count, uint8_t *out,
                              struct fsimage_problem *problem)
{
    const uint64_t size = byte_source_size(image->source);
    const uint64_t offset = (uint64_t)block * ISO9660_BLOCK_SIZE;
    const size_t wanted = (size_t)count * ISO9660_BLOCK_SIZE;
    const size_t part = size - offset < wanted ? (size_t)(size - offset) : wanted;
    enum status status = iso9660_boot_image_read(image, offset, out, part, problem);

    memset(out + part, 0, wanted - part);
    if (status == STATUS_OK && block == 0 && image->patch_info_table) {
        struct iso9660_boot_info_table table;

        status = iso9660_boot_info_table_make(image, places->primary_descriptor, location, &table,
                                              problem);
        memcpy(out + ISO9660_BOOT_INFO_OFFSET, &table, sizeof(table));
    }
    return status;
}

enum status iso9660_boot_images_emit(const struct fsimage_tree *tree,
                                     const struct iso9660_boot_places *places, uint32_t block,
                                     uint32_t count, uint8_t *out, struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;
    uint32_t first = 0;

    for (size_t i = 0; count != 0 && status == STATUS_OK; i++) {
        const struct fsimage_boot_image *image = fsimage_tree_boot_image(tree, i);
        const uint32_t blocks = iso9660_boot_image_blocks(image);

        if (block - first < blocks) {
            const uint32_t left = first + blocks - block;
            const uint32_t part = count < left ? count : left;

            status = emit_image(image, places, places->images + first, block - first, part, out,
                                problem);
            block += part;
            count -= part;
            out += (size_t)part * ISO9660_BLOCK_SIZE;
        }
        first += blocks;
    }
    return status;
}
