/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images with UDF for tests. */
#include "unit/udf/images.h"

#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/named_streams.h"
#include "fsimage/session.h"
#include "iso9660/writer.h"
#include "stream/prng_source.h"
#include "udf/structures.h"
#include "udf/volume.h"
#include "udf/writer.h"

#include <stdlib.h>
#include <string.h>

#define COMPARED_MAXIMUM (UINT64_C(1) << 20)
#define MICROSECOND      10 /* ticks: what a timestamp keeps */

const unsigned udf_revisions[6] = { 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };

struct fsimage_tree *make_volume_tree(unsigned file_systems, unsigned revision)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    struct fsimage_problem problem;
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(writers, 2, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, file_systems, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, revision, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    return tree;
}

uint32_t add_noise_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                          uint32_t seed, uint64_t size)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t stream;

    assert_int_equal(prng_source_create(seed, size, &source), STATUS_OK);
    assert_int_equal(fsimage_file_add_stream(tree, file, name, utf16_length(name), source, &times,
                                             &stream, &problem),
                     STATUS_OK);
    byte_source_drop(&source);
    return stream;
}

uint32_t add_noise(struct fsimage_tree *tree, const char16 *path, uint32_t seed, uint64_t size)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t item;

    assert_int_equal(prng_source_create(seed, size, &source), STATUS_OK);
    assert_int_equal(fsimage_tree_add_file(tree, FSIMAGE_ROOT, path, utf16_length(path), source,
                                           &times, &item, &problem),
                     STATUS_OK);
    byte_source_drop(&source);
    return item;
}

/* The image, from its place on the disc on; nothing lies before it. */
struct placed_source {
    struct byte_source base;
    struct byte_source *image;
    uint64_t offset;
};

static enum status placed_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                  size_t size, size_t *read)
{
    struct placed_source *placed = (struct placed_source *)source;

    *read = 0;
    if (offset < placed->offset)
        return STATUS_IO;
    return byte_source_read_at(placed->image, offset - placed->offset, buffer, size, read);
}

static void placed_destroy(struct byte_source *source)
{
    struct placed_source *placed = (struct placed_source *)source;

    byte_source_drop(&placed->image);
    memory_free(placed);
}

static struct byte_source *place(struct byte_source *image, uint32_t start)
{
    static const struct byte_source_ops ops = { .read_at = placed_read_at,
                                                .destroy = placed_destroy };
    struct placed_source *placed = memory_allocate(1, sizeof(*placed));

    assert_non_null(placed);
    placed->image = image;
    placed->offset = (uint64_t)start * UDF_BLOCK_SIZE;
    byte_source_init(&placed->base, &ops, placed->offset + byte_source_size(image));
    return &placed->base;
}

struct udf_disc_image make_udf_image(struct fsimage_tree *tree)
{
    struct udf_disc_image image = { .tree = tree, .start = fsimage_tree_session_start(tree) };
    struct fsimage_problem problem;
    struct byte_source *source;
    uint32_t used;

    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    image.result = make_result(tree);
    image.blocks = fsimage_result_total_blocks(image.result);
    assert_int_equal(image.blocks,
                     used + (fsimage_tree_session(tree)->is_overlay ? image.start : 0));
    assert_int_equal(image.blocks % 32, 0);
    assert_int_equal(fsimage_result_source(image.result, &source), STATUS_OK);
    image.image = place(source, image.start);
    return image;
}

void drop_udf_image(struct udf_disc_image *image)
{
    byte_source_drop(&image->image);
    fsimage_result_drop(&image->result);
    fsimage_tree_drop(&image->tree);
}

void read_udf_blocks(const struct udf_disc_image *image, uint32_t block, uint32_t count,
                     uint8_t *out)
{
    assert_int_equal(byte_source_read_exact(image->image, (uint64_t)block * UDF_BLOCK_SIZE, out,
                                            (size_t)count * UDF_BLOCK_SIZE),
                     STATUS_OK);
}

struct fsimage_volume *open_udf_volume(const struct udf_disc_image *image,
                                       struct fsimage_volume_info *info)
{
    const struct fsimage_disc disc = {
        .source = image->image,
        .session_start = image->start,
        .last_block = image->start + image->blocks - 1,
    };
    struct fsimage_problem problem;
    struct fsimage_volume *volume;
    const enum status status = udf_volume_reader_class.open(&disc, &volume, &problem);

    if (status != STATUS_OK)
        fail_msg("the volume gave %s, %s at %lld", status_name(status),
                 fsimage_problem_kind_name(problem.kind), (long long)problem.first);
    udf_volume_reader_class.info(volume, info);
    return volume;
}

/* A walk through a volume beside its tree. */
struct check {
    const struct udf_disc_image *image;
    uint32_t directory; /* the item that is being read */
    uint32_t files;
    uint32_t directories;
    uint32_t streams;
};

static void assert_ticks(int64_t found, int64_t expected)
{
    assert_true(found == expected - expected % MICROSECOND);
}

static void assert_content(const struct check *check, const struct fsimage_found_item *found,
                           uint32_t item)
{
    uint8_t *expected;
    uint8_t *bytes;
    struct fsimage_problem problem;
    struct byte_source *source;
    size_t done = 0;

    if (found->size > COMPARED_MAXIMUM || found->size == 0)
        return;
    expected = malloc((size_t)found->size);
    bytes = malloc((size_t)found->size);
    assert_int_equal(fsimage_file_open_content(check->image->tree, item, &source, &problem),
                     STATUS_OK);
    assert_int_equal(byte_source_read_exact(source, 0, expected, (size_t)found->size), STATUS_OK);
    byte_source_drop(&source);
    if (found->embedded != NULL)
        memcpy(bytes, found->embedded, (size_t)found->size);
    for (uint32_t i = 0; i < found->run_count; i++) {
        assert_int_equal(byte_source_read_exact(check->image->image,
                                                (uint64_t)found->runs[i].location * UDF_BLOCK_SIZE,
                                                bytes + done, (size_t)found->runs[i].size),
                         STATUS_OK);
        done += (size_t)found->runs[i].size;
    }
    assert_memory_equal(bytes, expected, (size_t)found->size);
    free(bytes);
    free(expected);
}

static void check_content(const struct check *check, const struct fsimage_found_item *found,
                          uint32_t item)
{
    const struct fsimage_item_info info = fsimage_item_info(check->image->tree, item);
    uint64_t size = 0;

    assert_true(found->size == info.size);
    assert_ticks(found->times.creation, fsimage_tree_udf_revision(check->image->tree) >= 0x200
                                            ? info.times.creation
                                            : info.times.modification);
    assert_ticks(found->times.access, info.times.access);
    assert_ticks(found->times.modification, info.times.modification);
    assert_int_equal(found->is_real_time, fsimage_file_is_real_time(check->image->tree, item));
    if (info.size != 0)
        assert_int_equal(found->embedded != NULL,
                         fsimage_file_is_embedded(check->image->tree, item));
    for (uint32_t i = 0; i < found->run_count; i++)
        size += found->runs[i].size;
    assert_true(found->embedded != NULL || size == info.size);
    assert_content(check, found, item);
}

static uint32_t find_item(const struct check *check, const struct fsimage_found_item *found)
{
    const uint32_t *children;
    size_t count;

    assert_int_equal(
        fsimage_directory_children(check->image->tree, check->directory, &children, &count),
        STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        const struct fsimage_item_info info = fsimage_item_info(check->image->tree, children[i]);

        if (utf16_compare(info.name, info.name_length, found->name, found->name_length) == 0) {
            assert_int_equal(found->kind, info.kind);
            assert_int_equal(found->is_hidden, info.is_hidden);
            return children[i];
        }
    }
    fail();
    return FSIMAGE_NO_ITEM;
}

static enum status check_directory(void *context, const struct fsimage_found_item *directory)
{
    struct check *check = context;

    check->directory = find_item(check, directory);
    check->directories++;
    return STATUS_OK;
}

static enum status check_leave(void *context)
{
    struct check *check = context;

    check->directory = fsimage_item_info(check->image->tree, check->directory).parent;
    return STATUS_OK;
}

static enum status check_file(void *context, const struct fsimage_found_item *file)
{
    struct check *check = context;
    const uint32_t item = find_item(check, file);

    check->files++;
    check_content(check, file, item);
    for (uint32_t i = 0; i < file->stream_count; i++) {
        const uint32_t stream = fsimage_file_stream_at(check->image->tree, item, i);
        const struct fsimage_item_info info = fsimage_item_info(check->image->tree, stream);

        assert_int_equal(utf16_compare(info.name, info.name_length, file->streams[i].name,
                                       file->streams[i].name_length),
                         0);
        check_content(check, &file->streams[i], stream);
        check->streams++;
    }
    return STATUS_OK;
}

void check_udf_image(const struct udf_disc_image *image)
{
    static const struct fsimage_volume_sink sink = { check_directory, check_leave, check_file };
    const unsigned revision = fsimage_tree_udf_revision(image->tree);
    struct check check = { .image = image, .directory = FSIMAGE_ROOT };
    struct fsimage_volume_info info;
    struct fsimage_problem problem;
    struct fsimage_volume *volume = open_udf_volume(image, &info);
    const enum status status = udf_volume_reader_class.walk(volume, &sink, &check, &problem);

    if (status != STATUS_OK)
        fail_msg("the walk gave %s, %s at %lld", status_name(status),
                 fsimage_problem_kind_name(problem.kind), (long long)problem.first);
    assert_int_equal(check.directory, FSIMAGE_ROOT);
    assert_int_equal(check.files, fsimage_tree_file_count(image->tree));
    assert_int_equal(check.directories, fsimage_tree_directory_count(image->tree));
    assert_int_equal(check.streams, revision >= 0x200 ? fsimage_tree_stream_count(image->tree) : 0);
    assert_int_equal(info.udf_revision, revision);
    assert_int_equal(info.obstacle, FSIMAGE_APPEND_POSSIBLE);
    assert_int_equal(info.file_count, check.files);
    assert_int_equal(info.directory_count, check.directories + 1);
    assert_int_equal(info.end, image->start + image->blocks);
    assert_int_equal(info.udf_tag_serial, fsimage_tree_session(image->tree)->number);
    udf_volume_reader_class.close(volume);
}
