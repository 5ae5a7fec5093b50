/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Holds what the reader finds on a disc against the tree that was recorded there. */
#include "unit/udf/trees_found.h"

#include "support/cmocka_all.h"

#include "fsimage/named_streams.h"
#include "udf/structures.h"
#include "udf/volume.h"

#include <string.h>

#define DEPTH_MAXIMUM 300
#define CHUNK_SIZE    65536u

struct comparison {
    struct fsimage_tree *tree;
    struct byte_source *disc;            /* NULL: bytes are not compared */
    uint32_t directories[DEPTH_MAXIMUM]; /* those the walk is in */
    size_t depth;
    uint32_t directory_count;
    uint32_t file_count;
};

static uint32_t find_child(struct comparison *comparison, const struct fsimage_found_item *found)
{
    struct fsimage_problem problem;
    uint32_t item;

    assert_int_equal(fsimage_tree_find(comparison->tree,
                                       comparison->directories[comparison->depth - 1], found->name,
                                       found->name_length, &item, &problem),
                     STATUS_OK);
    return item;
}

static void compare_name(const struct fsimage_item_info *info,
                         const struct fsimage_found_item *found)
{
    assert_int_equal(found->kind, info->kind);
    assert_int_equal(found->name_length, info->name_length);
    assert_memory_equal(found->name, info->name, info->name_length * sizeof(*info->name));
}

/* Before revision 2.00 no creation time is recorded. */
static void compare_attributes(struct comparison *comparison, const struct fsimage_item_info *info,
                               const struct fsimage_found_item *found)
{
    compare_name(info, found);
    assert_int_equal(found->is_hidden, info->is_hidden);
    assert_int_equal(found->times.access, info->times.access);
    assert_int_equal(found->times.modification, info->times.modification);
    if (fsimage_tree_udf_revision(comparison->tree) >= UDF_REVISION_200)
        assert_int_equal(found->times.creation, info->times.creation);
}

static void compare_bytes(struct byte_source *expected, uint64_t at, struct byte_source *disc,
                          uint64_t offset, uint64_t size)
{
    static uint8_t wanted[CHUNK_SIZE];
    static uint8_t read[CHUNK_SIZE];

    while (size != 0) {
        const size_t part = size < CHUNK_SIZE ? (size_t)size : CHUNK_SIZE;

        assert_int_equal(byte_source_read_exact(expected, at, wanted, part), STATUS_OK);
        assert_int_equal(byte_source_read_exact(disc, offset, read, part), STATUS_OK);
        assert_memory_equal(read, wanted, part);
        at += part;
        offset += part;
        size -= part;
    }
}

static void compare_content(struct comparison *comparison, uint32_t item,
                            const struct fsimage_found_item *found)
{
    struct fsimage_problem problem;
    struct byte_source *expected;
    uint8_t embedded[UDF_BLOCK_SIZE];
    uint64_t at = 0;

    if (found->size == 0 || comparison->disc == NULL)
        return;
    assert_int_equal(fsimage_file_open_content(comparison->tree, item, &expected, &problem),
                     STATUS_OK);
    assert_int_equal(found->embedded != NULL, fsimage_file_is_embedded(comparison->tree, item));
    if (found->embedded != NULL) {
        assert_true(found->size <= sizeof(embedded));
        assert_int_equal(byte_source_read_exact(expected, 0, embedded, (size_t)found->size),
                         STATUS_OK);
        assert_memory_equal(found->embedded, embedded, (size_t)found->size);
    }
    for (uint32_t i = 0; i < found->run_count; i++) {
        compare_bytes(expected, at, comparison->disc,
                      (uint64_t)found->runs[i].location * UDF_BLOCK_SIZE, found->runs[i].size);
        at += found->runs[i].size;
    }
    byte_source_drop(&expected);
}

static uint32_t find_stream(struct comparison *comparison, uint32_t file,
                            const struct fsimage_found_item *found)
{
    for (uint32_t i = 0; i < fsimage_file_stream_count(comparison->tree, file); i++) {
        const uint32_t stream = fsimage_file_stream_at(comparison->tree, file, i);
        const struct fsimage_item_info info = fsimage_item_info(comparison->tree, stream);

        if (info.name_length == found->name_length &&
            memcmp(info.name, found->name, info.name_length * sizeof(*info.name)) == 0)
            return stream;
    }
    fail_msg("a stream that was not recorded");
    return FSIMAGE_NO_ITEM;
}

static void compare_streams(struct comparison *comparison, uint32_t file,
                            const struct fsimage_found_item *found)
{
    const bool has_streams = fsimage_tree_udf_revision(comparison->tree) >= UDF_REVISION_200;

    assert_int_equal(found->stream_count,
                     has_streams ? fsimage_file_stream_count(comparison->tree, file) : 0);
    for (uint32_t i = 0; i < found->stream_count; i++) {
        const uint32_t stream = find_stream(comparison, file, &found->streams[i]);

        assert_int_equal(found->streams[i].size, fsimage_item_info(comparison->tree, stream).size);
        compare_content(comparison, stream, &found->streams[i]);
    }
}

static enum status enter(void *context, const struct fsimage_found_item *directory)
{
    struct comparison *comparison = context;
    const uint32_t item = find_child(comparison, directory);
    const struct fsimage_item_info info = fsimage_item_info(comparison->tree, item);

    compare_attributes(comparison, &info, directory);
    assert_true(comparison->depth < DEPTH_MAXIMUM);
    comparison->directories[comparison->depth++] = item;
    comparison->directory_count++;
    return STATUS_OK;
}

static enum status leave(void *context)
{
    ((struct comparison *)context)->depth--;
    return STATUS_OK;
}

static enum status find_file(void *context, const struct fsimage_found_item *file)
{
    struct comparison *comparison = context;
    const uint32_t item = find_child(comparison, file);
    const struct fsimage_item_info info = fsimage_item_info(comparison->tree, item);

    compare_attributes(comparison, &info, file);
    assert_int_equal(file->size, info.size);
    assert_int_equal(file->is_real_time,
                     fsimage_file_is_real_time(comparison->tree, item) &&
                         fsimage_tree_udf_revision(comparison->tree) >= UDF_REVISION_201);
    compare_content(comparison, item, file);
    compare_streams(comparison, item, file);
    comparison->file_count++;
    return STATUS_OK;
}

static void compare(struct fsimage_tree *tree, const struct fsimage_disc *disc,
                    struct byte_source *contents)
{
    static const struct fsimage_volume_sink sink = { enter, leave, find_file };
    struct comparison comparison = {
        .tree = tree,
        .disc = contents,
        .directories = { FSIMAGE_ROOT },
        .depth = 1,
    };
    struct fsimage_volume_info info;
    struct fsimage_volume *volume;
    struct fsimage_problem problem;

    assert_int_equal(udf_volume_reader_class.open(disc, &volume, &problem), STATUS_OK);
    assert_int_equal(udf_volume_reader_class.walk(volume, &sink, &comparison, &problem), STATUS_OK);
    udf_volume_reader_class.info(volume, &info);
    udf_volume_reader_class.close(volume);
    assert_int_equal(comparison.depth, 1);
    assert_int_equal(comparison.file_count, fsimage_tree_file_count(tree));
    assert_int_equal(comparison.directory_count, fsimage_tree_directory_count(tree));
    assert_int_equal(info.file_count, fsimage_tree_file_count(tree));
    assert_int_equal(info.directory_count, fsimage_tree_directory_count(tree) + 1);
    assert_int_equal(info.udf_revision, fsimage_tree_udf_revision(tree));
    assert_int_equal(info.obstacle, FSIMAGE_APPEND_POSSIBLE);
}

void assert_tree_found(struct fsimage_tree *tree, const struct fsimage_disc *disc)
{
    compare(tree, disc, disc->source);
}

void assert_sizes_found(struct fsimage_tree *tree, const struct fsimage_disc *disc)
{
    compare(tree, disc, NULL);
}
