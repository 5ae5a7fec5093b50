/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The identifier of a disc: FNV-1a over where its session starts and what stands there first. */
#include "fsimage/image.h"

#include "base/memory.h"
#include "base/wire.h"

#define DESCRIPTOR_BLOCKS 16u  /* from block 16 of the session on */
#define ANCHOR_BLOCK      256u /* of the session */

static uint64_t hash_bytes(uint64_t hash, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
    return hash;
}

static enum status hash_image(const struct fsimage_result *result, struct content_reader *content,
                              uint8_t *blocks, uint64_t *hash, struct fsimage_problem *problem)
{
    const le32 start = le32_of(result->layout.session_start);
    enum status status =
        image_emit(result, content, FSIMAGE_DESCRIPTORS_START, DESCRIPTOR_BLOCKS, blocks, problem);

    *hash = hash_bytes(UINT64_C(0xCBF29CE484222325), start.byte, sizeof(start.byte));
    if (status != STATUS_OK)
        return status;
    *hash = hash_bytes(*hash, blocks, DESCRIPTOR_BLOCKS * FSIMAGE_BLOCK_SIZE);
    status = image_emit(result, content, ANCHOR_BLOCK, 1, blocks, problem);
    if (status != STATUS_OK)
        return status;
    *hash = hash_bytes(*hash, blocks, FSIMAGE_BLOCK_SIZE);
    return STATUS_OK;
}

enum status fsimage_result_disc_id(struct fsimage_result *result,
                                   char16 id[FSIMAGE_DISC_ID_LENGTH + 1],
                                   struct fsimage_problem *problem)
{
    uint8_t *blocks = memory_resize(NULL, DESCRIPTOR_BLOCKS, FSIMAGE_BLOCK_SIZE);
    struct content_reader content;
    uint64_t hash = 0;
    enum status status;

    fsimage_problem_clear(problem);
    id[0] = 0;
    if (blocks == NULL)
        return STATUS_NO_MEMORY;
    status = content_reader_init(&content, &result->layout, false);
    if (status == STATUS_OK)
        status = hash_image(result, &content, blocks, &hash, problem);
    content_reader_release(&content);
    memory_free(blocks);
    if (status != STATUS_OK)
        return status;
    for (unsigned i = 0; i < FSIMAGE_DISC_ID_LENGTH; i++)
        id[i] = (char16)(unsigned char)"0123456789ABCDEF"[hash >> (60 - 4 * i) & 15];
    id[FSIMAGE_DISC_ID_LENGTH] = 0;
    return STATUS_OK;
}
