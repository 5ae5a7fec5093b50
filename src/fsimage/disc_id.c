/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The identifier of a disc: FNV-1a over where its session starts and what stands there first. */
#include "fsimage/image.h"

#include "base/memory.h"
#include "base/wire.h"

#include <string.h>

#define DESCRIPTOR_BLOCKS 16u  /* from block 16 of the session on */
#define ANCHOR_BLOCK      256u /* of the session */

/* What is hashed, one block after the other. */
struct identified_blocks {
    uint8_t descriptors[DESCRIPTOR_BLOCKS * FSIMAGE_BLOCK_SIZE];
    uint8_t anchor[FSIMAGE_BLOCK_SIZE];
};

static uint64_t hash_bytes(uint64_t hash, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
    return hash;
}

static void make_id(uint32_t session_start, const struct identified_blocks *blocks,
                    char16 id[FSIMAGE_DISC_ID_LENGTH + 1])
{
    const le32 start = le32_of(session_start);
    uint64_t hash = hash_bytes(UINT64_C(0xCBF29CE484222325), start.byte, sizeof(start.byte));

    hash = hash_bytes(hash, blocks->descriptors, sizeof(blocks->descriptors));
    hash = hash_bytes(hash, blocks->anchor, sizeof(blocks->anchor));
    for (unsigned i = 0; i < FSIMAGE_DISC_ID_LENGTH; i++)
        id[i] = (char16)(unsigned char)"0123456789ABCDEF"[hash >> (60 - 4 * i) & 15];
    id[FSIMAGE_DISC_ID_LENGTH] = 0;
}

static enum status read_disc(struct byte_source *disc, uint32_t block, uint8_t *out, size_t size,
                             struct fsimage_problem *problem)
{
    size_t read;
    const enum status status =
        byte_source_read_at(disc, (uint64_t)block * FSIMAGE_BLOCK_SIZE, out, size, &read);

    if (status == STATUS_OK) {
        memset(out + read, 0, size - read);
    } else if (status != STATUS_NO_MEMORY) {
        problem->kind = FSIMAGE_PROBLEM_IMPORT_READ_FAILURE;
        problem->first = block;
        problem->cause = status;
    }
    return status;
}

enum status fsimage_disc_id(struct byte_source *disc, uint32_t session_start,
                            char16 id[FSIMAGE_DISC_ID_LENGTH + 1], struct fsimage_problem *problem)
{
    struct identified_blocks *blocks = memory_allocate(1, sizeof(*blocks));
    enum status status = blocks != NULL ? STATUS_OK : STATUS_NO_MEMORY;

    fsimage_problem_clear(problem);
    id[0] = 0;
    if (status == STATUS_OK)
        status = read_disc(disc, session_start + FSIMAGE_DESCRIPTORS_START, blocks->descriptors,
                           sizeof(blocks->descriptors), problem);
    if (status == STATUS_OK)
        status = read_disc(disc, session_start + ANCHOR_BLOCK, blocks->anchor,
                           sizeof(blocks->anchor), problem);
    if (status == STATUS_OK)
        make_id(session_start, blocks, id);
    memory_free(blocks);
    return status;
}

/* An overlay's stream begins where the disc does, as the disc will be looked at from there. */
static enum status read_image(const struct fsimage_result *result, struct fsimage_content *content,
                              struct identified_blocks *blocks, struct fsimage_problem *problem)
{
    const enum status status = image_emit(result, content, FSIMAGE_DESCRIPTORS_START,
                                          DESCRIPTOR_BLOCKS, blocks->descriptors, problem);

    if (status != STATUS_OK)
        return status;
    return image_emit(result, content, ANCHOR_BLOCK, 1, blocks->anchor, problem);
}

enum status fsimage_result_disc_id(struct fsimage_result *result,
                                   char16 id[FSIMAGE_DISC_ID_LENGTH + 1],
                                   struct fsimage_problem *problem)
{
    const struct fsimage_session *session = &result->layout.session;
    struct identified_blocks *blocks = memory_allocate(1, sizeof(*blocks));
    struct fsimage_content content;
    enum status status;

    fsimage_problem_clear(problem);
    id[0] = 0;
    if (blocks == NULL)
        return STATUS_NO_MEMORY;
    status = content_reader_init(&content, &result->layout, false);
    if (status == STATUS_OK)
        status = read_image(result, &content, blocks, problem);
    content_reader_release(&content);
    if (status == STATUS_OK)
        make_id(session->is_overlay ? 0 : session->start, blocks, id);
    memory_free(blocks);
    return status;
}
