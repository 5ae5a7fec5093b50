/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of sizes that are asked for after every file of a folder, in all file systems together. */
#include "support/cmocka_all.h"

#include "fsimage/tree_state.h"
#include "unit/fsimage/trees.h"
#include "unit/udf/images.h"

#include <stdio.h>
#include <string.h>

#define FILES 3000u

static void add_numbered(struct fsimage_tree *tree, const char *format, unsigned number)
{
    char text[64];
    char16 name[64];
    size_t length;

    snprintf(text, sizeof(text), format, number);
    assert_int_equal(utf16_from_utf8(text, strlen(text) + 1, name, 64, &length), STATUS_OK);
    add_file(tree, name, "", 0);
}

static uint32_t used_blocks(struct fsimage_tree *tree)
{
    struct fsimage_problem problem;
    uint32_t blocks;

    assert_int_equal(fsimage_tree_used_blocks(tree, &blocks, &problem), STATUS_OK);
    return blocks;
}

static const unsigned sets[] = {
    FSIMAGE_ISO9660 | FSIMAGE_JOLIET,
    FSIMAGE_UDF,
    FSIMAGE_ISO9660 | FSIMAGE_JOLIET | FSIMAGE_UDF,
};

/* A folder that grows at its end is looked at once for each file system, however often one asks. */
static void test_growing__every_file_is_measured_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        struct fsimage_tree *tree = make_volume_tree(sets[i], 0x250);
        const unsigned file_systems = (sets[i] & 1) + (sets[i] >> 1 & 1) + (sets[i] >> 2 & 1);

        for (unsigned number = 0; number < FILES; number++) {
            add_numbered(tree, "file number %06u.txt", number);
            used_blocks(tree);
        }
        assert_int_equal(tree->children_measured, FILES * file_systems);
        fsimage_tree_drop(&tree);
    }
}

/* In whatever order files come, what is kept of earlier questions changes no answer. */
static void test_growing__answers_are_exact(void **state)
{
    static const char *const formats[] = { "file %06u.txt", "FILE.%u", "%08X with a long name",
                                           "mIxEd %u" };

    (void)state;
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        struct fsimage_tree *asked = make_volume_tree(sets[i], 0x250);
        struct fsimage_tree *silent = make_volume_tree(sets[i], 0x250);
        unsigned number = 1;

        for (unsigned k = 0; k < 400; k++) {
            const char *format = formats[k % 4];

            number = k < 200 ? number + 1 : number * 1103515245u + 12345u;
            add_numbered(asked, format, number);
            add_numbered(silent, format, number);
            used_blocks(asked);
        }
        assert_int_equal(used_blocks(asked), used_blocks(silent));
        fsimage_tree_drop(&asked);
        fsimage_tree_drop(&silent);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growing__every_file_is_measured_once),
        cmocka_unit_test(test_growing__answers_are_exact),
    };

    return cmocka_run_group_tests_name("udf/growing", tests, NULL, NULL);
}
