/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reading the contents of files out of a layout. Opening small files is what takes the time: when
 * many are wanted at once a second thread reads some of them, each to its place in the caller's
 * buffer.
 */
#include "fsimage/content_reader.h"

#include "base/memory.h"
#include "fsimage/item.h"
#include "fsimage/rules.h"
#include "fsimage/staging.h"
#include "fsimage/tree_state.h"
#include "fsimage/writer.h"
#include "stream/helper_thread.h"

#include <string.h>

/* How far ahead of the consumer files are touched. */
#define WINDOW_FILES     192u
#define WINDOW_BLOCKS    16384u /* 32 MiB */
#define TOUCHED_PER_FILE (UINT64_C(4) << 20)

/* So many files are worth the time it takes to hand them over, so many are handed over at once. */
#define SHARED_FILES 96u
#define SLICE_FILES  8u

/* What the second thread needs. */
struct content_helper {
    struct helper_thread *thread;
    struct content_cursor cursor;
    struct fsimage_problem problem;
};

/* A read that two threads do together. */
struct shared_read {
    struct fsimage_content *reader;
    struct fsimage_problem *problem;
    uint32_t extent; /* the first that is read */
    uint32_t block;  /* of the stream, and so on */
    uint32_t count;
    uint8_t *out;
};

static void touch(void *context, uint32_t index, struct folder_cache *folders, void *scratch,
                  size_t size)
{
    const struct fsimage_layout *layout = context;
    const struct fsimage_tree *tree = layout->tree;
    const struct node *node = node_at(tree, layout->extents[index]);

    if (node->content_kind == CONTENT_HOST)
        folder_cache_touch_file(folders, node->content, host_name_of(tree, node),
                                node->size < TOUCHED_PER_FILE ? node->size : TOUCHED_PER_FILE,
                                scratch, size);
}

static void cursor_init(struct content_cursor *cursor, const struct fsimage_layout *layout)
{
    *cursor = (struct content_cursor){ .layout = layout };
    host_reader_init(&cursor->host, &layout->tree->folders);
}

static void cursor_release(struct content_cursor *cursor)
{
    host_reader_release(&cursor->host);
}

enum status content_reader_init(struct fsimage_content *reader, const struct fsimage_layout *layout,
                                bool reads_ahead)
{
    *reader = (struct fsimage_content){ .may_have_helper = reads_ahead };
    cursor_init(&reader->cursor, layout);
    if (!reads_ahead)
        return STATUS_OK;
    if (read_ahead_create(&layout->tree->folders, touch, (void *)layout, &reader->read_ahead) !=
        STATUS_OK)
        return STATUS_NO_MEMORY;
    reader->cursor.host.read_ahead = reader->read_ahead;
    return STATUS_OK;
}

static void helper_destroy(struct content_helper *helper)
{
    if (helper == NULL)
        return;
    helper_thread_destroy(helper->thread);
    cursor_release(&helper->cursor);
    memory_free(helper);
}

void content_reader_release(struct fsimage_content *reader)
{
    helper_destroy(reader->helper);
    read_ahead_destroy(reader->read_ahead);
    cursor_release(&reader->cursor);
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
static void seek_extent(struct content_cursor *cursor, uint32_t block)
{
    if (is_in_extent(cursor->layout, cursor->extent, block))
        return;
    if (is_in_extent(cursor->layout, cursor->extent + 1, block))
        cursor->extent++;
    else
        cursor->extent = content_find_extent(cursor->layout, block);
}

static void tell_what_comes_next(const struct content_cursor *cursor)
{
    const struct fsimage_layout *layout = cursor->layout;
    const uint32_t position = cursor->extent + 1;
    const uint32_t here = extent_first(layout, cursor->extent);
    uint32_t limit = position;

    if (cursor->host.read_ahead == NULL || !read_ahead_is_active(cursor->host.read_ahead))
        return;
    while (limit < layout->extent_count && limit - position < WINDOW_FILES &&
           extent_first(layout, limit) - here < WINDOW_BLOCKS)
        limit++;
    read_ahead_advance(cursor->host.read_ahead, position, limit);
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
    const char16 *name = host_name_of(tree, node);
    char16 *path;
    size_t length;

    if (cause == STATUS_NO_MEMORY)
        return cause;
    if (folder_table_path(&tree->folders, node->content, name, utf16_length(name), &path,
                          &length) != STATUS_OK)
        return STATUS_NO_MEMORY;
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE, path, length);
    problem->cause = cause;
    memory_free(path);
    return cause;
}

static enum status read_host(struct content_cursor *cursor, uint32_t item, uint64_t offset,
                             uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = cursor->layout->tree;
    const struct node *node = node_at(tree, item);
    uint64_t found;
    size_t read;
    enum status status = host_reader_open(&cursor->host, node->content, host_name_of(tree, node));

    if (status != STATUS_OK)
        return report_open(tree, item, status, problem);
    status = host_reader_read_at(&cursor->host, offset, out, size, &read);
    if (status == STATUS_OK && read < size) {
        if (host_reader_size(&cursor->host, &found) != STATUS_OK || found >= node->size)
            found = offset + read;
        status = report_short(tree, item, found, problem);
    } else if (status != STATUS_OK) {
        status = report_read(tree, item, status, problem);
    }
    if (status != STATUS_OK || offset + size == node->size)
        host_reader_close(&cursor->host);
    return status;
}

static enum status read_source(struct content_cursor *cursor, uint32_t item, uint64_t offset,
                               uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = cursor->layout->tree;
    struct byte_source *source = tree->sources[node_at(tree, item)->content];
    size_t read;
    const enum status status = byte_source_read_at(source, offset, out, size, &read);

    if (status != STATUS_OK)
        return report_read(tree, item, status, problem);
    return read == size ? STATUS_OK : report_short(tree, item, offset + read, problem);
}

static enum status read_content(struct content_cursor *cursor, uint32_t item, uint64_t offset,
                                uint8_t *out, size_t size, struct fsimage_problem *problem)
{
    const struct fsimage_tree *tree = cursor->layout->tree;

    switch ((enum node_content)node_at(tree, item)->content_kind) {
    case CONTENT_HOST:
        return read_host(cursor, item, offset, out, size, problem);
    case CONTENT_SOURCE:
        return read_source(cursor, item, offset, out, size, problem);
    case CONTENT_STASH:
        return staging_read(tree, node_at(tree, item), offset, out, size, problem);
    case CONTENT_GONE: /* is in no tree */
    case CONTENT_DISC: /* owns no block of the plan */
    case CONTENT_NONE:
        break;
    }
    assert(false); /* content that lies in no source */
    return STATUS_NOT_SUPPORTED;
}

/* `count` blocks of one file, from its block `block` on; what follows its last byte is zero. */
static enum status emit_file(struct content_cursor *cursor, uint32_t item, uint32_t block,
                             uint32_t count, uint8_t *out, struct fsimage_problem *problem)
{
    const struct node *node = node_at(cursor->layout->tree, item);
    const uint64_t offset = (uint64_t)block * FSIMAGE_BLOCK_SIZE;
    const uint64_t left = offset < node->size ? node->size - offset : 0;
    const size_t whole = (size_t)count * FSIMAGE_BLOCK_SIZE;
    const size_t size = left < whole ? (size_t)left : whole;

    memset(out + size, 0, whole - size);
    return size != 0 ? read_content(cursor, item, offset, out, size, problem) : STATUS_OK;
}

enum status fsimage_content_read(struct fsimage_content *content, uint32_t item, uint8_t *out,
                                 size_t size, struct fsimage_problem *problem)
{
    return size != 0 ? read_content(&content->cursor, item, 0, out, size, problem) : STATUS_OK;
}

static enum status emit_range(struct content_cursor *cursor, uint32_t block, uint32_t count,
                              uint8_t *out, struct fsimage_problem *problem)
{
    const struct fsimage_layout *layout = cursor->layout;

    while (count != 0) {
        uint32_t item;
        uint64_t blocks;
        uint32_t within;
        uint32_t part;
        enum status status;

        seek_extent(cursor, block);
        tell_what_comes_next(cursor);
        item = layout->extents[cursor->extent];
        blocks = rules_data_blocks(layout->tree, node_at(layout->tree, item));
        within = block - layout->first_blocks[item];
        part = (uint32_t)(blocks - within < count ? blocks - within : count);
        status = emit_file(cursor, item, within, part, out, problem);
        if (status != STATUS_OK)
            return status;
        block += part;
        count -= part;
        out += (size_t)part * FSIMAGE_BLOCK_SIZE;
    }
    return STATUS_OK;
}

/* Without a helper reading goes on as it did; it is not asked for again. */
static struct content_helper *find_helper(struct fsimage_content *reader)
{
    struct content_helper *helper;

    if (reader->helper != NULL || !reader->may_have_helper)
        return reader->helper;
    reader->may_have_helper = false;
    helper = memory_allocate(1, sizeof(*helper));
    if (helper == NULL)
        return NULL;
    cursor_init(&helper->cursor, reader->cursor.layout);
    if (helper_thread_create(&helper->thread) != STATUS_OK) {
        helper_destroy(helper);
        return NULL;
    }
    reader->helper = helper;
    return helper;
}

/* The extents [first, end), counted from the first that is read. */
static enum status read_slice(void *context, uint32_t first, uint32_t end, bool is_helper)
{
    const struct shared_read *read = context;
    struct fsimage_content *reader = read->reader;
    const struct fsimage_layout *layout = reader->cursor.layout;
    struct content_cursor *cursor = is_helper ? &reader->helper->cursor : &reader->cursor;
    uint32_t from = read->block;
    uint32_t to = read->block + read->count;

    if (first != 0)
        from = extent_first(layout, read->extent + first);
    if (read->extent + end < layout->extent_count && extent_first(layout, read->extent + end) < to)
        to = extent_first(layout, read->extent + end);
    return emit_range(cursor, from, to - from,
                      read->out + (size_t)(from - read->block) * FSIMAGE_BLOCK_SIZE,
                      is_helper ? &reader->helper->problem : read->problem);
}

static enum status share(struct shared_read *read, uint32_t extents)
{
    struct content_helper *helper = read->reader->helper;
    const struct helper_job job = { read_slice, read, extents, SLICE_FILES };
    bool is_helpers;
    const enum status status = helper_thread_share(helper->thread, &job, &is_helpers);

    if (status != STATUS_OK && is_helpers)
        *read->problem = helper->problem;
    return status;
}

enum status content_reader_emit(struct fsimage_content *reader, uint32_t block, uint32_t count,
                                uint8_t *out, struct fsimage_problem *problem)
{
    const struct fsimage_layout *layout = reader->cursor.layout;
    struct shared_read read = { reader, problem, 0, block, count, out };

    if (count >= SHARED_FILES) {
        uint32_t extents;

        read.extent = content_find_extent(layout, block);
        extents = content_find_extent(layout, block + count - 1) - read.extent + 1;
        if (extents >= SHARED_FILES && find_helper(reader) != NULL)
            return share(&read, extents);
    }
    return emit_range(&reader->cursor, block, count, out, problem);
}
