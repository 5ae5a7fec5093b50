/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bytes of a result, as byte sources. */
#include "base/memory.h"
#include "fsimage/image.h"

#include <string.h>

/*
 * Small reads are served from a buffer, so that two kilobytes a million times cost a copy each.
 * Large ones pass it by. A consumer that jumps about gets no more read than it asks for.
 */
#define BUFFER_BLOCKS 64u
#define DIRECT_BLOCKS 16u /* from here on a read is large */

struct image_reader {
    struct byte_source base;
    struct fsimage_result *result;
    struct fsimage_content content;
    struct fsimage_problem problem;
    uint8_t *buffer; /* NULL until there is a small read */
    uint32_t buffer_first;
    uint32_t buffer_count;
    uint32_t next_block; /* where a consumer that reads in sequence goes on */
};

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* What is read ahead of the consumer must not fail what it asked for. */
static enum status fill(struct image_reader *reader, uint32_t block, uint32_t wanted)
{
    const uint32_t left = fsimage_result_total_blocks(reader->result) - block;
    const bool is_sequential = block == reader->next_block;
    uint32_t count = smaller(is_sequential ? BUFFER_BLOCKS : smaller(wanted, BUFFER_BLOCKS), left);
    enum status status;

    if (reader->buffer == NULL) {
        reader->buffer = memory_resize(NULL, BUFFER_BLOCKS, FSIMAGE_BLOCK_SIZE);
        if (reader->buffer == NULL)
            return STATUS_NO_MEMORY;
    }
    reader->buffer_count = 0;
    status = image_emit(reader->result, &reader->content, block, count, reader->buffer,
                        &reader->problem);
    if (status != STATUS_OK && count > wanted) {
        count = wanted;
        fsimage_problem_clear(&reader->problem);
        status = image_emit(reader->result, &reader->content, block, count, reader->buffer,
                            &reader->problem);
    }
    if (status != STATUS_OK)
        return status;
    reader->buffer_first = block;
    reader->buffer_count = count;
    reader->next_block = block + count;
    return STATUS_OK;
}

/* Copies what the buffer has of the bytes from `offset` on; gives how many. */
static size_t copy_buffered(const struct image_reader *reader, uint64_t offset, uint8_t *out,
                            size_t size)
{
    const uint64_t first = (uint64_t)reader->buffer_first * FSIMAGE_BLOCK_SIZE;
    const uint64_t end = first + (uint64_t)reader->buffer_count * FSIMAGE_BLOCK_SIZE;

    if (offset < first || offset >= end)
        return 0;
    if (size > end - offset)
        size = (size_t)(end - offset);
    memcpy(out, reader->buffer + (offset - first), size);
    return size;
}

static uint32_t blocks_touched(uint64_t offset, size_t size)
{
    const uint64_t end = (offset + size + FSIMAGE_BLOCK_SIZE - 1) / FSIMAGE_BLOCK_SIZE;

    return (uint32_t)(end - offset / FSIMAGE_BLOCK_SIZE);
}

static enum status read_some(struct image_reader *reader, uint64_t offset, uint8_t *out,
                             size_t size, size_t *done)
{
    const uint32_t block = (uint32_t)(offset / FSIMAGE_BLOCK_SIZE);
    const size_t whole = size / FSIMAGE_BLOCK_SIZE;
    enum status status;

    *done = copy_buffered(reader, offset, out, size);
    if (*done != 0)
        return STATUS_OK;
    if (offset % FSIMAGE_BLOCK_SIZE == 0 && whole >= DIRECT_BLOCKS) {
        const uint32_t count = smaller(whole > UINT32_MAX ? UINT32_MAX : (uint32_t)whole,
                                       fsimage_result_total_blocks(reader->result) - block);

        status = image_emit(reader->result, &reader->content, block, count, out, &reader->problem);
        if (status == STATUS_OK) {
            reader->next_block = block + count;
            *done = (size_t)count * FSIMAGE_BLOCK_SIZE;
        }
        return status;
    }
    status = fill(reader, block, smaller(blocks_touched(offset, size), BUFFER_BLOCKS));
    if (status == STATUS_OK)
        *done = copy_buffered(reader, offset, out, size);
    return status;
}

static enum status reader_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                  size_t size, size_t *read)
{
    struct image_reader *reader = (struct image_reader *)source;
    size_t done = copy_buffered(reader, offset, buffer, size);

    if (done < size && reader->problem.kind != FSIMAGE_PROBLEM_NONE)
        fsimage_problem_clear(&reader->problem);
    while (done < size) {
        size_t part;
        const enum status status =
            read_some(reader, offset + done, (uint8_t *)buffer + done, size - done, &part);

        if (status != STATUS_OK)
            return status;
        done += part;
    }
    *read = done;
    return STATUS_OK;
}

static void reader_destroy(struct byte_source *source)
{
    struct image_reader *reader = (struct image_reader *)source;

    content_reader_release(&reader->content);
    fsimage_result_drop(&reader->result);
    memory_free(reader->buffer);
    memory_free(reader);
}

static uint64_t image_size(const struct fsimage_result *result)
{
    return (uint64_t)fsimage_result_total_blocks(result) * FSIMAGE_BLOCK_SIZE;
}

enum status fsimage_reader_create(struct fsimage_result *result, struct byte_source **reader)
{
    static const struct byte_source_ops ops = { .read_at = reader_read_at,
                                                .destroy = reader_destroy };
    struct image_reader *created = memory_allocate(1, sizeof(*created));

    *reader = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    if (content_reader_init(&created->content, &result->layout, true) != STATUS_OK) {
        memory_free(created);
        return STATUS_NO_MEMORY;
    }
    byte_source_init(&created->base, &ops, image_size(result));
    created->result = fsimage_result_acquire(result);
    *reader = &created->base;
    return STATUS_OK;
}

const struct fsimage_problem *fsimage_reader_problem(const struct byte_source *reader)
{
    return &((const struct image_reader *)reader)->problem;
}

/* The source that several threads share has no state: each read brings its own. */
struct shared_source {
    struct byte_source base;
    struct fsimage_result *result;
};

static enum status read_part_of_block(const struct fsimage_result *result,
                                      struct fsimage_content *content, uint64_t offset,
                                      uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    uint8_t block[FSIMAGE_BLOCK_SIZE];
    const enum status status =
        image_emit(result, content, (uint32_t)(offset / FSIMAGE_BLOCK_SIZE), 1, block, problem);

    if (status == STATUS_OK)
        memcpy(out, block + offset % FSIMAGE_BLOCK_SIZE, size);
    return status;
}

static enum status read_stateless(const struct fsimage_result *result,
                                  struct fsimage_content *content, uint64_t offset, uint8_t *out,
                                  size_t size, struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    while (size != 0 && status == STATUS_OK) {
        const size_t within = (size_t)(offset % FSIMAGE_BLOCK_SIZE);
        size_t part = size - size % FSIMAGE_BLOCK_SIZE;

        if (within != 0 || part == 0) {
            part = FSIMAGE_BLOCK_SIZE - within;
            if (part > size)
                part = size;
            status = read_part_of_block(result, content, offset, out, part, problem);
        } else {
            status = image_emit(result, content, (uint32_t)(offset / FSIMAGE_BLOCK_SIZE),
                                (uint32_t)(part / FSIMAGE_BLOCK_SIZE), out, problem);
        }
        offset += part;
        out += part;
        size -= part;
    }
    return status;
}

static enum status shared_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                  size_t size, size_t *read)
{
    const struct fsimage_result *result = ((struct shared_source *)source)->result;
    struct fsimage_problem problem;
    struct fsimage_content content;
    enum status status = content_reader_init(&content, &result->layout, false);

    if (status == STATUS_OK)
        status = read_stateless(result, &content, offset, buffer, size, &problem);
    content_reader_release(&content);
    *read = status == STATUS_OK ? size : 0;
    return status;
}

static void shared_destroy(struct byte_source *source)
{
    struct shared_source *shared = (struct shared_source *)source;

    fsimage_result_drop(&shared->result);
    memory_free(shared);
}

enum status fsimage_result_source(struct fsimage_result *result, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = shared_read_at,
                                                .destroy = shared_destroy,
                                                .is_thread_safe = true };
    struct shared_source *created = memory_allocate(1, sizeof(*created));

    *source = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&created->base, &ops, image_size(result));
    created->result = fsimage_result_acquire(result);
    *source = &created->base;
    return STATUS_OK;
}
