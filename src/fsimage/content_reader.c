/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the contents of files out of a layout. */
#include "fsimage/content_reader.h"

#include "base/memory.h"
#include "fsimage/item.h"
#include "fsimage/tree_state.h"

#include <string.h>

/* How far ahead of the consumer files are touched. */
#define WINDOW_FILES     192u
#define WINDOW_BLOCKS    16384u /* 32 MiB */
#define TOUCHED_PER_FILE (UINT64_C(4) << 20)

static void touch(void *context, uint32_t index, struct folder_cache *folders, void *scratch,
                  size_t size)
{
    const struct content_reader *reader = context;
    const struct fsimage_tree *tree = reader->layout->tree;
    const struct node *node = node_at(tree, reader->layout->extents[index]);

    if (node->content_kind == CONTENT_HOST)
        folder_cache_touch_file(folders, node->content, name_of(tree, node),
                                node->size < TOUCHED_PER_FILE ? node->size : TOUCHED_PER_FILE,
                                scratch, size);
}

enum status content_reader_init(struct content_reader *reader, const struct fsimage_layout *layout,
                                bool reads_ahead)
{
    *reader = (struct content_reader){ .layout = layout };
    host_reader_init(&reader->host, &layout->tree->folders);
    if (reads_ahead &&
        read_ahead_create(&layout->tree->folders, touch, reader, &reader->read_ahead) != STATUS_OK)
        return STATUS_NO_MEMORY;
    reader->host.read_ahead = reader->read_ahead;
    return STATUS_OK;
}

void content_reader_release(struct content_reader *reader)
{
    read_ahead_destroy(reader->read_ahead);
    host_reader_release(&reader->host);
}

static uint32_t extent_first(const struct fsimage_layout *layout, uint32_t extent)
{
    return layout->first_blocks[layout->extents[extent]];
}

uint32_t content_find_extent(const struct fsimage_layout *layout, uint32_t block)
{
    uint32_t low = 0;
    uint32_t high = layout->extent_count;

    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (extent_first(layout, middle) <= block)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool is_in_extent(const struct fsimage_layout *layout, uint32_t extent, uint32_t block)
{
    return extent < layout->extent_count && extent_first(layout, extent) <= block &&
           (extent + 1 == layout->extent_count || block < extent_first(layout, extent + 1));
}

/* Most reads go on where the last one ended. */
static void seek_extent(struct content_reader *reader, uint32_t block)
{
    if (is_in_extent(reader->layout, reader->extent, block))
        return;
    if (is_in_extent(reader->layout, reader->extent + 1, block))
        reader->extent++;
    else
        reader->extent = content_find_extent(reader->layout, block);
}

static void tell_what_comes_next(struct content_reader *reader)
{
    const struct fsimage_layout *layout = reader->layout;
    const uint32_t position = reader->extent + 1;
    const uint32_t here = extent_first(layout, reader->extent);
    uint32_t limit = position;

    if (reader->read_ahead == NULL || !read_ahead_is_active(reader->read_ahead))
        return;
    while (limit < layout->extent_count && limit - position < WINDOW_FILES &&
           extent_first(layout, limit) - here < WINDOW_BLOCKS)
        limit++;
    read_ahead_advance(reader->read_ahead, position, limit);
}

static enum status report_short(const struct fsimage_tree *tree, uint32_t item, uint64_t found,
                                struct fsimage_problem *problem)
{
    item_problem(tree, item, FSIMAGE_PROBLEM_SOURCE_INCONSISTENT, problem);
    problem->first = (int64_t)node_at(tree, item)->size;
    problem->second = (int64_t)found;
    return STATUS_CHANGED;
}

static enum status report_read(const struct fsimage_tree *tree, uint32_t item, enum status cause,
                               struct fsimage_problem *problem)
{
    item_problem(tree, item, FSIMAGE_PROBLEM_SOURCE_READ_FAILURE, problem);
    problem->cause = cause;
    return cause;
}

static enum status report_open(const struct fsimage_tree *tree, uint32_t item, enum status cause,
                               struct fsimage_problem *problem)
{
    const struct node *node = node_at(tree, item);
    char16 *path;
    size_t length;

    if (cause == STATUS_NO_MEMORY)
        return cause;
    if (folder_table_path(&tree->folders, node->content, name_of(tree, node), node->name_length,
                          &path, &length) != STATUS_OK)
        return STATUS_NO_MEMORY;
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, path, length);
    problem->cause = cause;
    memory_free(path);
    return cause;
}

static enum status read_host(struct content_reader *reader, uint32_t item, uint64_t offset,
                             uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = reader->layout->tree;
    const struct node *node = node_at(tree, item);
    uint64_t found;
    size_t read;
    enum status status = host_reader_open(&reader->host, node->content, name_of(tree, node));

    if (status != STATUS_OK)
        return report_open(tree, item, status, problem);
    status = host_reader_read_at(&reader->host, offset, out, size, &read);
    if (status == STATUS_OK && read < size) {
        if (host_reader_size(&reader->host, &found) != STATUS_OK || found >= node->size)
            found = offset + read;
        status = report_short(tree, item, found, problem);
    } else if (status != STATUS_OK) {
        status = report_read(tree, item, status, problem);
    }
    if (status != STATUS_OK || offset + size == node->size)
        host_reader_close(&reader->host);
    return status;
}

static enum status read_source(struct content_reader *reader, uint32_t item, uint64_t offset,
                               uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = reader->layout->tree;
    struct byte_source *source = tree->sources[node_at(tree, item)->content];
    size_t read;
    const enum status status = byte_source_read_at(source, offset, out, size, &read);

    if (status != STATUS_OK)
        return report_read(tree, item, status, problem);
    return read == size ? STATUS_OK : report_short(tree, item, offset + read, problem);
}

/* `count` blocks of one file, from its block `block` on; what follows its last byte is zero. */
static enum status emit_file(struct content_reader *reader, uint32_t item, uint32_t block,
                             uint32_t count, uint8_t *out, struct fsimage_problem *problem)
{
    const struct node *node = node_at(reader->layout->tree, item);
    const uint64_t offset = (uint64_t)block * FSIMAGE_BLOCK_SIZE;
    const uint64_t left = node->size - offset;
    const size_t whole = (size_t)count * FSIMAGE_BLOCK_SIZE;
    const size_t size = left < whole ? (size_t)left : whole;

    memset(out + size, 0, whole - size);
    if (node->content_kind == CONTENT_SOURCE)
        return read_source(reader, item, offset, out, size, problem);
    return read_host(reader, item, offset, out, size, problem);
}

enum status content_reader_emit(struct content_reader *reader, uint32_t block, uint32_t count,
                                uint8_t *out, struct fsimage_problem *problem)
{
    const struct fsimage_layout *layout = reader->layout;

    while (count != 0) {
        uint32_t item;
        uint64_t blocks;
        uint32_t within;
        uint32_t part;
        enum status status;

        seek_extent(reader, block);
        tell_what_comes_next(reader);
        item = layout->extents[reader->extent];
        blocks = fsimage_blocks_of(node_at(layout->tree, item)->size);
        within = block - layout->first_blocks[item];
        part = (uint32_t)(blocks - within < count ? blocks - within : count);
        status = emit_file(reader, item, within, part, out, problem);
        if (status != STATUS_OK)
            return status;
        block += part;
        count -= part;
        out += (size_t)part * FSIMAGE_BLOCK_SIZE;
    }
    return STATUS_OK;
}
