/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of reading a result: any order, any size, sources that change. */
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "platform/file.h"
#include "platform/thread.h"
#include "stream/memory_source.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOST_FILES = 60
};

static size_t host_size(int i)
{
    static const size_t sizes[] = { 0, 1, 2047, 2048, 2049, 5000, 100000, 300001 };

    return sizes[(size_t)i % (sizeof(sizes) / sizeof(sizes[0]))];
}

/* Files of the host and of memory, small and large, in folders. */
static struct fsimage_tree *make_mixed_tree(void)
{
    const struct fsimage_add_host_options options = { 0 };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint8_t data[10000];

    temporary_make_folder("src");
    for (int i = 0; i < HOST_FILES; i++) {
        char path[64];

        snprintf(path, sizeof(path), "src/%d", i / 10);
        if (i % 10 == 0)
            temporary_make_folder(path);
        snprintf(path, sizeof(path), "src/%d/file %d", i / 10, i);
        temporary_write_pattern(path, (unsigned)i, host_size(i));
    }
    assert_int_equal(
        fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path("src"), &options, &problem),
        STATUS_OK);
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = temporary_byte(1000, i);
    add_file(tree, u"3\\from memory", data, sizeof(data));
    add_file(tree, u"zz last", data, 1);
    return tree;
}

static uint8_t *read_whole(struct fsimage_result *result, size_t chunk)
{
    const size_t size = (size_t)fsimage_result_total_blocks(result) * FSIMAGE_BLOCK_SIZE;
    uint8_t *image = malloc(size);
    struct byte_source *reader;

    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    assert_int_equal(byte_source_size(reader), size);
    for (size_t offset = 0; offset < size; offset += chunk) {
        const size_t wanted = size - offset < chunk ? size - offset : chunk;

        assert_int_equal(byte_source_read_exact(reader, offset, image + offset, wanted), STATUS_OK);
    }
    byte_source_drop(&reader);
    return image;
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_fsimage_reader.tmp");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

static void test_reader__holds_every_file(void **state)
{
    struct fsimage_tree *tree = make_mixed_tree();
    struct fsimage_result *result = make_result(tree);
    uint8_t *image = read_whole(result, 1 << 20);

    (void)state;
    for (int i = 0; i < HOST_FILES; i++) {
        const size_t size = host_size(i);
        struct fsimage_progress_range range;
        char16 path[32];
        char text[32];
        size_t length;
        uint32_t index;

        snprintf(text, sizeof(text), "\\%d\\file %d", i / 10, i);
        utf16_from_utf8(text, strlen(text), path, 32, &length);
        if (size == 0)
            continue;
        assert_int_equal(fsimage_progress_find_description(result, path, length, &index),
                         STATUS_OK);
        range = fsimage_progress_at(result, index);
        assert_int_equal(range.block_count, (size + 2047) / 2048);
        for (size_t byte = 0; byte < (size_t)range.block_count * 2048; byte++)
            assert_int_equal(image[(size_t)range.first_block * 2048 + byte],
                             byte < size ? temporary_byte((unsigned)i, byte) : 0);
    }
    free(image);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_reader__any_chunk_gives_the_same(void **state)
{
    static const size_t chunks[] = { 2048, 1000, 65536, 7, 300000, 1 << 22 };
    struct fsimage_tree *tree = make_mixed_tree();
    struct fsimage_result *result = make_result(tree);
    const size_t size = (size_t)fsimage_result_total_blocks(result) * FSIMAGE_BLOCK_SIZE;
    uint8_t *expected = read_whole(result, 1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
        uint8_t *image = read_whole(result, chunks[i]);

        assert_memory_equal(image, expected, size);
        free(image);
    }
    free(expected);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 4;
}

static void read_at_random(struct byte_source *source, const uint8_t *expected, uint32_t seed,
                           int reads)
{
    const size_t size = (size_t)byte_source_size(source);
    uint8_t *buffer = malloc(200000);

    for (int i = 0; i < reads; i++) {
        const size_t offset = next_random(&seed) % size;
        size_t wanted = next_random(&seed) % (i % 3 == 0 ? 200000 : 5000);
        size_t read;

        if (i % 2 == 0)
            wanted -= wanted % 2048;
        assert_int_equal(byte_source_read_at(source, i % 2 == 0 ? offset & ~(size_t)2047 : offset,
                                             buffer, wanted, &read),
                         STATUS_OK);
        assert_memory_equal(buffer, expected + (i % 2 == 0 ? offset & ~(size_t)2047 : offset),
                            read);
    }
    free(buffer);
}

static void test_reader__random_order_gives_the_same(void **state)
{
    struct fsimage_tree *tree = make_mixed_tree();
    struct fsimage_result *result = make_result(tree);
    uint8_t *expected = read_whole(result, 1 << 20);
    struct byte_source *source;

    (void)state;
    assert_int_equal(fsimage_reader_create(result, &source), STATUS_OK);
    read_at_random(source, expected, 1, 2000);
    byte_source_drop(&source);
    assert_int_equal(fsimage_result_source(result, &source), STATUS_OK);
    assert_true(source->ops->is_thread_safe);
    read_at_random(source, expected, 2, 1000);
    byte_source_drop(&source);
    free(expected);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

struct parallel {
    struct byte_source *source;
    const uint8_t *expected;
    uint32_t seed;
};

static void read_in_parallel(void *context)
{
    const struct parallel *parallel = context;

    read_at_random(parallel->source, parallel->expected, parallel->seed, 300);
}

static void test_reader__several_threads(void **state)
{
    enum {
        THREADS = 4
    };
    struct fsimage_tree *tree = make_mixed_tree();
    struct fsimage_result *result = make_result(tree);
    uint8_t *expected = read_whole(result, 1 << 20);
    struct platform_thread *threads[THREADS];
    struct parallel parallels[THREADS];

    (void)state;
    for (uint32_t i = 0; i < THREADS; i++) {
        parallels[i] = (struct parallel){ .expected = expected, .seed = i };
        if (i < 2)
            assert_int_equal(fsimage_reader_create(result, &parallels[i].source), STATUS_OK);
        else if (i == 2)
            assert_int_equal(fsimage_result_source(result, &parallels[i].source), STATUS_OK);
        else
            parallels[i].source = byte_source_acquire(parallels[2].source);
        assert_int_equal(platform_thread_create(read_in_parallel, &parallels[i], &threads[i]),
                         STATUS_OK);
    }
    for (uint32_t i = 0; i < THREADS; i++) {
        platform_thread_destroy(threads[i]);
        byte_source_drop(&parallels[i].source);
    }
    free(expected);
    fsimage_result_drop(&result);
    assert_false(fsimage_tree_is_frozen(tree));
    fsimage_tree_drop(&tree);
}

static void test_reader__equal_input_gives_equal_bytes(void **state)
{
    struct fsimage_tree *first_tree = make_mixed_tree();
    struct fsimage_tree *second_tree;
    struct fsimage_result *first;
    struct fsimage_result *second;
    uint8_t *first_image;
    uint8_t *second_image;

    (void)state;
    temporary_folder_remove();
    temporary_folder_create("test_fsimage_reader.tmp");
    second_tree = make_mixed_tree();
    first = make_result(first_tree);
    second = make_result(second_tree);
    assert_int_equal(fsimage_result_total_blocks(first), fsimage_result_total_blocks(second));
    first_image = read_whole(first, 1 << 20);
    second_image = read_whole(second, 4096);
    assert_memory_equal(first_image, second_image,
                        (size_t)fsimage_result_total_blocks(first) * FSIMAGE_BLOCK_SIZE);
    free(first_image);
    free(second_image);
    fsimage_result_drop(&first);
    fsimage_result_drop(&second);
    fsimage_tree_drop(&first_tree);
    fsimage_tree_drop(&second_tree);
}

/* Three files of a block each; the image and where the second lies. */
struct changing {
    struct fsimage_tree *tree;
    struct fsimage_result *result;
    struct byte_source *reader;
    uint64_t offset;
};

static struct changing make_changing(size_t size)
{
    const struct fsimage_add_host_options options = { 0 };
    struct changing changing = { .tree = make_tree() };
    struct fsimage_problem problem;
    uint32_t index;

    temporary_make_folder("src");
    temporary_write_pattern("src/a", 1, 2048);
    temporary_write_pattern("src/b", 2, size);
    temporary_write_pattern("src/c", 3, 2048);
    assert_int_equal(fsimage_tree_add_host(changing.tree, FSIMAGE_ROOT, temporary_path("src"),
                                           &options, &problem),
                     STATUS_OK);
    changing.result = make_result(changing.tree);
    assert_int_equal(fsimage_reader_create(changing.result, &changing.reader), STATUS_OK);
    assert_int_equal(fsimage_progress_find_description(changing.result, TEXT(u"\\b"), &index),
                     STATUS_OK);
    changing.offset = (uint64_t)fsimage_progress_at(changing.result, index).first_block * 2048;
    return changing;
}

static void drop_changing(struct changing *changing)
{
    byte_source_drop(&changing->reader);
    fsimage_result_drop(&changing->result);
    fsimage_tree_drop(&changing->tree);
}

static void assert_pattern(const struct changing *changing, uint64_t offset, unsigned seed)
{
    uint8_t block[2048];

    assert_int_equal(byte_source_read_exact(changing->reader, offset, block, 2048), STATUS_OK);
    for (size_t i = 0; i < sizeof(block); i++)
        assert_int_equal(block[i], temporary_byte(seed, i));
    assert_problem(fsimage_reader_problem(changing->reader), FSIMAGE_PROBLEM_NONE, NULL);
}

static void test_reader__a_source_vanishes(void **state)
{
    struct changing changing = make_changing(2048);
    const struct fsimage_problem *problem = fsimage_reader_problem(changing.reader);
    uint8_t block[2048];
    size_t read;

    (void)state;
    temporary_delete("src/b");
    assert_pattern(&changing, changing.offset - 2048, 1);
    assert_int_equal(byte_source_read_at(changing.reader, changing.offset, block, 2048, &read),
                     STATUS_NOT_FOUND);
    assert_int_equal(read, 0);
    assert_int_equal(problem->kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_int_equal(problem->cause, STATUS_NOT_FOUND);
    assert_int_equal(problem->text[problem->text_length - 1], 'b');
    assert_pattern(&changing, changing.offset + 2048, 3);
    temporary_write_pattern("src/b", 2, 2048);
    assert_pattern(&changing, changing.offset, 2);
    drop_changing(&changing);
}

#ifdef _WIN32
static void test_reader__a_source_is_locked(void **state)
{
    struct changing changing = make_changing(2048);
    struct platform_file *writer;
    uint8_t block[2048];
    size_t read;

    (void)state;
    assert_int_equal(platform_file_open(temporary_path("src/b"), PLATFORM_FILE_WRITE, &writer),
                     STATUS_OK);
    assert_int_equal(byte_source_read_at(changing.reader, changing.offset, block, 2048, &read),
                     STATUS_SHARING_VIOLATION);
    assert_int_equal(fsimage_reader_problem(changing.reader)->kind,
                     FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    platform_file_close(writer);
    assert_pattern(&changing, changing.offset, 2);
    drop_changing(&changing);
}
#endif

/* A large read over all three fails as one, and gives nothing. */
static void test_reader__a_large_read_fails_whole(void **state)
{
    struct changing changing = make_changing(2048);
    const size_t size = (size_t)byte_source_size(changing.reader);
    uint8_t *image = malloc(size);
    size_t read = 1;

    (void)state;
    temporary_delete("src/b");
    assert_int_equal(byte_source_read_at(changing.reader, 0, image, size, &read), STATUS_NOT_FOUND);
    assert_int_equal(read, 0);
    assert_int_equal(fsimage_reader_problem(changing.reader)->kind,
                     FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    free(image);
    drop_changing(&changing);
}

static void test_reader__a_source_shrinks(void **state)
{
    struct changing changing = make_changing(2000);
    uint8_t block[2048];
    size_t read;

    (void)state;
    temporary_write_pattern("src/b", 2, 500);
    assert_int_equal(byte_source_read_at(changing.reader, changing.offset, block, 2048, &read),
                     STATUS_CHANGED);
    assert_problem(fsimage_reader_problem(changing.reader), FSIMAGE_PROBLEM_SOURCE_INCONSISTENT,
                   u"\\b");
    assert_int_equal(fsimage_reader_problem(changing.reader)->first, 2000);
    assert_int_equal(fsimage_reader_problem(changing.reader)->second, 500);
    assert_pattern(&changing, changing.offset + 2048, 3);
    drop_changing(&changing);
}

static void test_reader__a_source_grows(void **state)
{
    struct changing changing = make_changing(2000);
    uint8_t block[2048];

    (void)state;
    temporary_write_pattern("src/b", 2, 100000);
    assert_int_equal(byte_source_read_exact(changing.reader, changing.offset, block, 2048),
                     STATUS_OK);
    for (size_t i = 0; i < sizeof(block); i++)
        assert_int_equal(block[i], i < 2000 ? temporary_byte(2, i) : 0);
    assert_pattern(&changing, changing.offset + 2048, 3);
    drop_changing(&changing);
}

/* A source of the application's that fails or is shorter than it said. */
struct moody_source {
    struct byte_source base;
    enum status result;
    size_t most;
};

static enum status moody_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                 size_t size, size_t *read)
{
    const struct moody_source *moody = (const struct moody_source *)source;

    (void)offset;
    memset(buffer, 'm', size);
    *read = size < moody->most ? size : moody->most;
    return moody->result;
}

static void moody_destroy(struct byte_source *source)
{
    (void)source;
}

static void test_reader__foreign_sources_fail(void **state)
{
    static const struct byte_source_ops ops = { .read_at = moody_read_at,
                                                .destroy = moody_destroy };
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct moody_source moody = { .most = 5000 };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;
    uint8_t *image;
    uint32_t item;
    size_t size;
    size_t read;

    (void)state;
    byte_source_init(&moody.base, &ops, 5000);
    assert_int_equal(
        fsimage_tree_add_file(tree, 0, TEXT(u"moody"), &moody.base, &times, &item, &problem),
        STATUS_OK);
    result = make_result(tree);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    size = (size_t)byte_source_size(reader);
    image = malloc(size);
    moody.result = STATUS_FOREIGN;
    assert_int_equal(byte_source_read_at(reader, 0, image, size, &read), STATUS_FOREIGN);
    assert_problem(fsimage_reader_problem(reader), FSIMAGE_PROBLEM_SOURCE_READ_FAILURE, u"\\moody");
    assert_int_equal(fsimage_reader_problem(reader)->cause, STATUS_FOREIGN);
    moody.result = STATUS_OK;
    moody.most = 4000;
    assert_int_equal(byte_source_read_at(reader, 0, image, size, &read), STATUS_CHANGED);
    assert_problem(fsimage_reader_problem(reader), FSIMAGE_PROBLEM_SOURCE_INCONSISTENT, u"\\moody");
    assert_int_equal(fsimage_reader_problem(reader)->second, 4000);
    moody.most = 5000;
    assert_int_equal(byte_source_read_at(reader, 0, image, size, &read), STATUS_OK);
    assert_int_equal(read, size);
    free(image);
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    assert_int_equal(moody.base.references, 1);
}

enum {
    MANY_FILES = 400
};

/* So many files in one read that a second thread takes half of them. */
static struct fsimage_tree *make_many(void)
{
    const struct fsimage_add_host_options options = { 0 };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    temporary_make_folder("src");
    for (int i = 0; i < MANY_FILES; i++) {
        char path[64];

        snprintf(path, sizeof(path), "src/%03d", i);
        temporary_write_pattern(path, (unsigned)i, 1 + (size_t)i * 13 % 4096);
    }
    assert_int_equal(
        fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path("src"), &options, &problem),
        STATUS_OK);
    return tree;
}

static void test_reader__two_threads_give_the_same(void **state)
{
    struct fsimage_tree *tree = make_many();
    struct fsimage_result *result = make_result(tree);
    const size_t size = (size_t)fsimage_result_total_blocks(result) * FSIMAGE_BLOCK_SIZE;
    uint8_t *shared = read_whole(result, 1 << 20);
    uint8_t *alone = read_whole(result, 16384);

    (void)state;
    assert_memory_equal(shared, alone, size);
    free(shared);
    free(alone);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

static void test_reader__either_thread_may_fail(void **state)
{
    static const char *const missing[] = { "src/350", "src/020" };
    struct fsimage_tree *tree = make_many();
    struct fsimage_result *result = make_result(tree);
    struct byte_source *reader;
    uint8_t *image;
    size_t size;
    size_t read;

    (void)state;
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    size = (size_t)byte_source_size(reader);
    image = malloc(size);
    for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++) {
        const struct fsimage_problem *problem = fsimage_reader_problem(reader);

        temporary_delete(missing[i]);
        assert_int_equal(byte_source_read_at(reader, 0, image, size, &read), STATUS_NOT_FOUND);
        assert_int_equal(problem->kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
        assert_int_equal(problem->text[problem->text_length - 2], missing[i][5]);
    }
    temporary_write_pattern("src/020", 20, 1 + 20 * 13);
    temporary_write_pattern("src/350", 350, 1 + 350 * 13 % 4096);
    assert_int_equal(byte_source_read_at(reader, 0, image, size, &read), STATUS_OK);
    assert_int_equal(read, size);
    free(image);
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

/* A consumer that hops from block to block must not make files be read that it did not ask for. */
static void test_reader__jumping_reads_no_more_than_asked(void **state)
{
    struct changing changing = make_changing(2048);

    (void)state;
    temporary_delete("src/b");
    assert_pattern(&changing, changing.offset + 2048, 3);
    assert_pattern(&changing, changing.offset - 2048, 1);
    assert_pattern(&changing, changing.offset + 2048, 3);
    drop_changing(&changing);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        EACH(test_reader__holds_every_file),
        EACH(test_reader__any_chunk_gives_the_same),
        EACH(test_reader__random_order_gives_the_same),
        EACH(test_reader__several_threads),
        EACH(test_reader__equal_input_gives_equal_bytes),
        EACH(test_reader__a_source_vanishes),
#ifdef _WIN32
        EACH(test_reader__a_source_is_locked),
#endif
        EACH(test_reader__a_large_read_fails_whole),
        EACH(test_reader__a_source_shrinks),
        EACH(test_reader__a_source_grows),
        EACH(test_reader__foreign_sources_fail),
        EACH(test_reader__two_threads_give_the_same),
        EACH(test_reader__either_thread_may_fail),
        EACH(test_reader__jumping_reads_no_more_than_asked),
    };

    return cmocka_run_group_tests_name("fsimage/reader", tests, NULL, NULL);
}
