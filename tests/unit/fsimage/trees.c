/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trees for tests. */
#include "unit/fsimage/trees.h"

#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/layout.h"
#include "fsimage/named_streams.h"
#include "stream/memory_source.h"
#include "stream/zero_source.h"

#include <string.h>

#define CHILDREN_PER_BLOCK 20u

enum {
    REGION_HEAD,
    REGION_DIRECTORIES
};

static uint64_t largest_file(const struct fsimage_tree *tree)
{
    return fsimage_tree_is_strict(tree) ? UINT64_C(1) << 31 : UINT32_MAX;
}

static uint32_t growth(const struct fsimage_tree *tree)
{
    return (fsimage_tree_file_systems(tree) & FSIMAGE_ISO9660) != 0 ? 2 : 0;
}

static enum status reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    struct fsimage_region region = {
        .owner = &test_writer_class,
        .number = REGION_HEAD,
        .order = FSIMAGE_ORDER_DESCRIPTORS,
        .file_system = FSIMAGE_ISO9660,
        .label = "head",
        .blocks = 1,
        .alignment = 1,
        .fixed_start = FSIMAGE_ANYWHERE,
    };
    uint32_t directory = FSIMAGE_NO_ITEM;

    if ((fsimage_tree_file_systems(tree) & FSIMAGE_ISO9660) == 0)
        return STATUS_OK;
    fsimage_planner_reserve(planner, &region);
    region.number = REGION_DIRECTORIES;
    region.order = FSIMAGE_ORDER_METADATA;
    region.file_system = FSIMAGE_JOLIET;
    region.label = "directories";
    region.blocks = 0;
    while ((directory = fsimage_tree_next_directory(tree, directory)) != FSIMAGE_NO_ITEM) {
        struct fsimage_measured_directory measured =
            fsimage_directory_measured(tree, directory, FSIMAGE_JOLIET);

        if (measured.blocks == 0 ||
            measured.children != fsimage_directory_child_count(tree, directory))
            measured.blocks =
                1 + fsimage_directory_child_count(tree, directory) / CHILDREN_PER_BLOCK;
        fsimage_directory_set_measured(tree, directory, FSIMAGE_JOLIET, measured);
        region.blocks += measured.blocks;
    }
    fsimage_planner_reserve(planner, &region);
    fsimage_planner_demand_end(planner, 16, 32);
    return STATUS_OK;
}

static enum status create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    (void)layout;
    *writer = memory_allocate(1, sizeof(**writer));
    if (*writer == NULL)
        return STATUS_NO_MEMORY;
    (*writer)->class = &test_writer_class;
    return STATUS_OK;
}

/* Every block says where it is. */
static enum status emit(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                        uint32_t count, uint8_t *out, struct fsimage_content *content,
                        struct fsimage_problem *problem)
{
    (void)content, (void)problem;
    assert_ptr_equal(writer->class, &test_writer_class);
    for (uint32_t i = 0; i < count; i++)
        memset(out + (size_t)i * FSIMAGE_BLOCK_SIZE, (int)(region * 100 + block + i + 1),
               FSIMAGE_BLOCK_SIZE);
    return STATUS_OK;
}

static void destroy(struct fsimage_writer *writer)
{
    memory_free(writer);
}

const struct fsimage_writer_class test_writer_class = {
    .file_systems = FSIMAGE_ISO9660 | FSIMAGE_JOLIET,
    .growth = growth,
    .largest_file = largest_file,
    .reserve = reserve,
    .create = create,
    .emit = emit,
    .destroy = destroy,
};

enum {
    UDF_REGION_ANCHOR,
    UDF_REGION_METADATA,
    UDF_REGION_LAST
};

static uint64_t udf_largest_file(const struct fsimage_tree *tree)
{
    (void)tree;
    return INT64_MAX;
}

static void reserve_udf(struct fsimage_planner *planner, uint32_t number,
                        enum fsimage_region_order order, uint32_t alignment, uint32_t fixed_start)
{
    const struct fsimage_region region = {
        .owner = &test_udf_writer_class,
        .number = number,
        .order = order,
        .file_system = FSIMAGE_UDF,
        .label = "udf",
        .blocks = 1,
        .alignment = alignment,
        .fixed_start = fixed_start,
    };

    fsimage_planner_reserve(planner, &region);
}

static enum status udf_reserve(struct fsimage_tree *tree, struct fsimage_planner *planner)
{
    if ((fsimage_tree_file_systems(tree) & FSIMAGE_UDF) == 0)
        return STATUS_OK;
    reserve_udf(planner, UDF_REGION_ANCHOR, FSIMAGE_ORDER_ANCHOR, 1, 256);
    reserve_udf(planner, UDF_REGION_METADATA, FSIMAGE_ORDER_FILE_SET, 32, FSIMAGE_ANYWHERE);
    reserve_udf(planner, UDF_REGION_LAST, FSIMAGE_ORDER_TRAILER, 1, FSIMAGE_AT_END);
    fsimage_planner_demand_end(planner, 32, 0);
    return STATUS_OK;
}

static enum status udf_create(const struct fsimage_layout *layout, struct fsimage_writer **writer)
{
    const enum status status = create(layout, writer);

    if (status == STATUS_OK)
        (*writer)->class = &test_udf_writer_class;
    return status;
}

static enum status udf_emit(const struct fsimage_writer *writer, uint32_t region, uint32_t block,
                            uint32_t count, uint8_t *out, struct fsimage_content *content,
                            struct fsimage_problem *problem)
{
    (void)block, (void)content, (void)problem;
    assert_ptr_equal(writer->class, &test_udf_writer_class);
    memset(out, (int)(200 + region), (size_t)count * FSIMAGE_BLOCK_SIZE);
    return STATUS_OK;
}

static void emit_disc_anchor(const struct fsimage_writer *writer, uint8_t *out)
{
    (void)writer;
    memset(out, 0xA5, FSIMAGE_BLOCK_SIZE);
}

static uint32_t udf_growth(const struct fsimage_tree *tree)
{
    (void)tree;
    return 0;
}

const struct fsimage_writer_class test_udf_writer_class = {
    .file_systems = FSIMAGE_UDF,
    .growth = udf_growth,
    .largest_file = udf_largest_file,
    .reserve = udf_reserve,
    .create = udf_create,
    .emit = udf_emit,
    .emit_disc_anchor = emit_disc_anchor,
    .destroy = destroy,
};

struct fsimage_tree *make_udf_tree(unsigned revision)
{
    static const struct fsimage_writer_class *const writers[] = { &test_writer_class,
                                                                  &test_udf_writer_class };
    struct fsimage_problem problem;
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(writers, 2, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, revision, &problem), STATUS_OK);
    return tree;
}

struct fsimage_tree *make_tree(void)
{
    static const struct fsimage_writer_class *const writers[] = { &test_writer_class };
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(writers, 1, &tree), STATUS_OK);
    return tree;
}

static void assert_added(enum status status, const struct fsimage_problem *problem)
{
    if (status != STATUS_OK)
        fail_msg("adding gave %s, %s", status_name(status),
                 fsimage_problem_kind_name(problem->kind));
}

uint32_t add_directory(struct fsimage_tree *tree, const char16 *path)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint32_t item;

    assert_added(fsimage_tree_add_directory(tree, FSIMAGE_ROOT, path, utf16_length(path), &times,
                                            &item, &problem),
                 &problem);
    return item;
}

static uint32_t add_source(struct fsimage_tree *tree, const char16 *path,
                           struct byte_source *source)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    uint32_t item;

    assert_added(fsimage_tree_add_file(tree, FSIMAGE_ROOT, path, utf16_length(path), source, &times,
                                       &item, &problem),
                 &problem);
    byte_source_drop(&source);
    return item;
}

uint32_t add_file(struct fsimage_tree *tree, const char16 *path, const void *data, size_t size)
{
    struct byte_source *source;

    assert_int_equal(memory_source_create(data, size, &source), STATUS_OK);
    return add_source(tree, path, source);
}

uint32_t add_zeros(struct fsimage_tree *tree, const char16 *path, uint64_t size)
{
    struct byte_source *source;

    assert_int_equal(zero_source_create(size, &source), STATUS_OK);
    return add_source(tree, path, source);
}

uint32_t add_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name, const void *data,
                    size_t size)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t stream;

    assert_int_equal(memory_source_create(data, size, &source), STATUS_OK);
    assert_added(fsimage_file_add_stream(tree, file, name, utf16_length(name), source, &times,
                                         &stream, &problem),
                 &problem);
    byte_source_drop(&source);
    return stream;
}

uint32_t find(struct fsimage_tree *tree, const char16 *path)
{
    struct fsimage_problem problem;
    uint32_t item;

    fsimage_tree_find(tree, FSIMAGE_ROOT, path, utf16_length(path), &item, &problem);
    return item;
}

void assert_text(const char16 *text, size_t length, const char16 *expected)
{
    char got[1024];
    char wanted[1024];
    size_t bytes;

    assert_int_equal(utf16_to_utf8(text, length, got, sizeof(got), &bytes), STATUS_OK);
    assert_int_equal(
        utf16_to_utf8(expected, utf16_length(expected), wanted, sizeof(wanted), &bytes), STATUS_OK);
    assert_string_equal(got, wanted);
}

void assert_problem(const struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                    const char16 *text)
{
    assert_string_equal(fsimage_problem_kind_name(problem->kind), fsimage_problem_kind_name(kind));
    assert_text(problem->text, problem->text_length, text == NULL ? u"" : text);
}

void assert_children(struct fsimage_tree *tree, uint32_t directory, const char16 *expected)
{
    char16 joined[1024];
    size_t length = 0;
    const uint32_t *children;
    size_t count;

    assert_int_equal(fsimage_directory_children(tree, directory, &children, &count), STATUS_OK);
    assert_int_equal(count, fsimage_directory_child_count(tree, directory));
    for (size_t i = 0; i < count; i++) {
        const struct fsimage_item_info info = fsimage_item_info(tree, children[i]);

        assert_int_equal(info.parent, directory);
        if (i != 0)
            joined[length++] = '|';
        memcpy(joined + length, info.name, info.name_length * sizeof(char16));
        length += info.name_length;
    }
    assert_text(joined, length, expected);
}

void assert_recorded(struct fsimage_tree *tree, uint32_t item, enum fsimage_file_system file_system,
                     const char16 *expected)
{
    char16 name[FSIMAGE_NAME_MAXIMUM + 1];
    size_t length;

    assert_int_equal(fsimage_item_recorded_name(tree, item, file_system, name, &length), STATUS_OK);
    assert_int_equal(name[length], 0);
    assert_text(name, length, expected);
}

static uint64_t mix(uint64_t hash, const void *data, size_t size)
{
    const uint8_t *bytes = data;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
    return hash;
}

static uint64_t mix_number(uint64_t hash, uint64_t number)
{
    return mix(hash, &number, sizeof(number));
}

static uint64_t mix_recorded(uint64_t hash, struct fsimage_tree *tree, uint32_t item,
                             enum fsimage_file_system file_system)
{
    char16 name[FSIMAGE_NAME_MAXIMUM + 1];
    size_t length;

    fsimage_item_recorded_name(tree, item, file_system, name, &length);
    return mix(hash, name, (length + 1) * sizeof(char16));
}

static uint64_t mix_streams(uint64_t hash, const struct fsimage_tree *tree, uint32_t file)
{
    for (uint32_t i = 0; i < fsimage_file_stream_count(tree, file); i++) {
        const struct fsimage_item_info info =
            fsimage_item_info(tree, fsimage_file_stream_at(tree, file, i));

        hash = mix(hash, info.name, (info.name_length + 1) * sizeof(char16));
        hash = mix_number(hash, info.size);
    }
    return hash;
}

static uint64_t mix_directory(uint64_t hash, struct fsimage_tree *tree, uint32_t directory)
{
    const uint32_t *children;
    size_t count;

    assert_int_equal(fsimage_directory_children(tree, directory, &children, &count), STATUS_OK);
    hash = mix_number(hash, count);
    for (size_t i = 0; i < count; i++) {
        const struct fsimage_item_info info = fsimage_item_info(tree, children[i]);

        hash = mix(hash, info.name, (info.name_length + 1) * sizeof(char16));
        hash = mix_recorded(hash, tree, children[i], FSIMAGE_ISO9660);
        hash = mix_recorded(hash, tree, children[i], FSIMAGE_JOLIET);
        hash = mix(hash, &info.times, sizeof(info.times));
        hash = mix_number(hash, info.size);
        hash = mix_number(hash, info.is_hidden);
        hash = mix_streams(hash, tree, children[i]);
        if (info.kind == FSIMAGE_DIRECTORY)
            hash = mix_directory(hash, tree, children[i]);
    }
    return hash;
}

uint64_t fingerprint(struct fsimage_tree *tree)
{
    uint64_t hash = mix_directory(UINT64_C(0xCBF29CE484222325), tree, FSIMAGE_ROOT);
    struct fsimage_problem problem;
    uint32_t blocks;

    hash = mix_number(hash, fsimage_tree_file_count(tree));
    hash = mix_number(hash, fsimage_tree_directory_count(tree));
    hash = mix_number(hash, fsimage_tree_stream_count(tree));
    hash = mix_number(hash, fsimage_tree_change_count(tree));
    assert_int_equal(fsimage_tree_used_blocks(tree, &blocks, &problem), STATUS_OK);
    return mix_number(hash, blocks);
}

struct fsimage_result *make_result(struct fsimage_tree *tree)
{
    static const struct fsimage_identity identity = {
        .image_time = TEST_TIME,
        .volume_name = u"TEST",
        .volume_name_length = 4,
    };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    const enum status status = fsimage_result_create(tree, &identity, &result, &problem);

    if (status != STATUS_OK)
        fail_msg("the result gave %s, %s", status_name(status),
                 fsimage_problem_kind_name(problem.kind));
    return result;
}
