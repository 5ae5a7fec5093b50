/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every image of the matrix but the large ones is made, under each compiler and the sanitizers. */
#include "support/cmocka_all.h"

#include "support/judges/make_image.h"

#include "fsimage/file_system.h"

#include <string.h>

enum {
    CHUNK_BYTES = 1 << 18
};

static void digest_image(const struct matrix_case *matrix_case, char text[DIGEST_DIGITS + 1])
{
    static uint8_t chunk[CHUNK_BYTES];
    static struct digest digest;
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;
    size_t read;

    assert_int_equal(make_image_result(matrix_case, NULL, &result, &problem), STATUS_OK);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    digest_init(&digest);
    for (uint64_t offset = 0; offset < byte_source_size(reader); offset += read) {
        assert_int_equal(byte_source_read_at(reader, offset, chunk, sizeof(chunk), &read),
                         STATUS_OK);
        digest_update(&digest, chunk, read);
    }
    digest_finish(&digest, text);
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
}

static void test_matrix__names_are_those_of_one_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        struct matrix_case found;
        char name[MATRIX_NAME_BYTES];

        matrix_case_name(&matrix_case, name);
        assert_true(matrix_find(name, &found));
        assert_memory_equal(&found, &matrix_case, sizeof(found));
    }
}

static void test_matrix__images_are_reproducible(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix_count(); i++) {
        const struct matrix_case matrix_case = matrix_at(i);
        char first[DIGEST_DIGITS + 1];
        char second[DIGEST_DIGITS + 1];

        if (matrix_case.content == MATRIX_LARGE || matrix_case.content == MATRIX_MANY)
            continue;
        digest_image(&matrix_case, first);
        digest_image(&matrix_case, second);
        assert_string_equal(first, second);
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

        if (matrix_case.content >= MATRIX_DEEP)
            continue;
        assert_int_equal(make_image_result(&matrix_case, NULL, &result, &problem), STATUS_OK);
        for (unsigned bit = FSIMAGE_ISO9660; bit <= FSIMAGE_UDF; bit *= 2) {
            struct manifest manifest = { 0 };

            if ((matrix_case.file_systems & bit) == 0)
                continue;
            assert_int_equal(make_image_manifest(result, (enum fsimage_file_system)bit, &manifest),
                             STATUS_OK);
            assert_int_equal(manifest.count, items[matrix_case.content]);
            manifest_release(&manifest);
        }
        fsimage_result_drop(&result);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix__names_are_those_of_one_case),
        cmocka_unit_test(test_matrix__images_are_reproducible),
        cmocka_unit_test(test_matrix__manifests_hold_every_item),
    };

    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
