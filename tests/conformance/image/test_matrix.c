/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every image of the matrix but the large ones is made, under each compiler and the sanitizers. */
#include "support/cmocka_all.h"

#include "support/judges/make_image.h"

#include "fsimage/file_system.h"

#include <string.h>

enum {
    CHUNK_BYTES = 1 << 18,
    FIRST_ITEMS = 4 /* of the first session */
};

static const struct make_image_boot made_up = { 0 };

/* A reader of the image of a result of its own. */
static struct byte_source *open_image(const struct matrix_case *matrix_case)
{
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;

    assert_int_equal(make_image_result(matrix_case, &made_up, &result, &problem), STATUS_OK);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    fsimage_result_drop(&result);
    return reader;
}

static void assert_same_bytes(struct byte_source *first, struct byte_source *second)
{
    static uint8_t chunks[2][CHUNK_BYTES];
    const uint64_t size = byte_source_size(first);

    assert_int_equal(byte_source_size(second), size);
    for (uint64_t offset = 0; offset < size; offset += CHUNK_BYTES) {
        const size_t part = size - offset < CHUNK_BYTES ? (size_t)(size - offset) : CHUNK_BYTES;

        assert_int_equal(byte_source_read_exact(first, offset, chunks[0], part), STATUS_OK);
        assert_int_equal(byte_source_read_exact(second, offset, chunks[1], part), STATUS_OK);
        assert_int_equal(memcmp(chunks[0], chunks[1], part), 0);
    }
}

/* What a case is, as numbers below CASE_VALUES. */
enum {
    PAIRED_FIELDS = 5, /* the interchange level is no part of the promise */
    CASE_FIELDS = 6,
    CASE_VALUES = 16
};

static unsigned revision_number(unsigned revision)
{
    static const unsigned revisions[] = { 0, 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };
    unsigned number = 0;

    while (revisions[number] != revision)
        number++;
    return number;
}

static void values_of(const struct matrix_case *matrix_case, unsigned values[CASE_FIELDS])
{
    values[0] = matrix_case->file_systems;
    values[1] = revision_number(matrix_case->udf_revision);
    values[2] = matrix_case->is_bootable;
    values[3] = (unsigned)matrix_case->session;
    values[4] = (unsigned)matrix_case->content;
    values[5] = matrix_case->iso_level;
}

static void test_matrix__names_are_those_of_one_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        unsigned values[2][CASE_FIELDS];
        struct matrix_case found;
        char name[MATRIX_NAME_BYTES];

        matrix_case_name(&matrix_case, name);
        assert_true(matrix_find(name, &found));
        values_of(&matrix_case, values[0]);
        values_of(&found, values[1]);
        assert_memory_equal(values[1], values[0], sizeof(values[0]));
    }
}

typedef bool pair_table[PAIRED_FIELDS][PAIRED_FIELDS][CASE_VALUES][CASE_VALUES];

static void note_pairs(pair_table pairs, const struct matrix_case *matrix_case)
{
    unsigned values[CASE_FIELDS];

    values_of(matrix_case, values);
    for (size_t a = 0; a < PAIRED_FIELDS; a++) {
        for (size_t b = 0; b < PAIRED_FIELDS; b++)
            pairs[a][b][values[a]][values[b]] = true;
    }
}

static void test_matrix__every_day_has_every_pair(void **state)
{
    static pair_table all;
    static pair_table every_day;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);

        note_pairs(all, &matrix_case);
        if (!matrix_is_for_every_day(&matrix_case))
            continue;
        note_pairs(every_day, &matrix_case);
        count++;
    }
    assert_memory_equal(every_day, all, sizeof(all));
    assert_in_range(count, 1, matrix_count() / 2);
}

static void test_matrix__images_are_reproducible(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        struct byte_source *first;
        struct byte_source *second;

        if (matrix_case.content == MATRIX_LARGE || matrix_case.content == MATRIX_MANY ||
            !matrix_is_for_every_day(&matrix_case))
            continue;
        first = open_image(&matrix_case);
        second = open_image(&matrix_case);
        assert_same_bytes(first, second);
        byte_source_drop(&first);
        byte_source_drop(&second);
    }
}

static void test_matrix__manifests_hold_every_item(void **state)
{
    static const size_t items[MATRIX_CONTENT_COUNT] = {
        [MATRIX_EMPTY] = 0,  [MATRIX_ONE] = 1,    [MATRIX_SIZES] = 7,
        [MATRIX_NAMES] = 53, [MATRIX_PLANES] = 4,
    };

    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        struct fsimage_problem problem;
        struct fsimage_result *result;

        if (matrix_case.content >= MATRIX_DEEP || matrix_case.is_bootable ||
            !matrix_is_for_every_day(&matrix_case))
            continue;
        assert_int_equal(make_image_result(&matrix_case, &made_up, &result, &problem), STATUS_OK);
        for (unsigned bit = FSIMAGE_ISO9660; bit <= FSIMAGE_UDF; bit *= 2) {
            struct manifest manifest = { 0 };

            if ((matrix_case.file_systems & bit) == 0)
                continue;
            assert_int_equal(make_image_manifest(result, (enum fsimage_file_system)bit, &manifest),
                             STATUS_OK);
            assert_int_equal(manifest.count,
                             items[matrix_case.content] +
                                 (matrix_case.session != MATRIX_FIRST ? FIRST_ITEMS : 0));
            manifest_release(&manifest);
        }
        fsimage_result_drop(&result);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix__names_are_those_of_one_case),
        cmocka_unit_test(test_matrix__every_day_has_every_pair),
        cmocka_unit_test(test_matrix__images_are_reproducible),
        cmocka_unit_test(test_matrix__manifests_hold_every_item),
    };

    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
