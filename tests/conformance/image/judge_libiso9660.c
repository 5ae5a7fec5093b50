/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images judged by libcdio's libiso9660: every entry's name, kind, size, time and bytes. */
#include "conformance/image/expected.h"
#include "support/cmocka_all.h"

#include <cdio/iso9660.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char work[] = "judge_libiso9660.tmp";
static const char source[] = "judge_libiso9660.tmp/source";
static const char image[] = "judge_libiso9660.tmp/image.iso";
static const char extracted[] = "judge_libiso9660.tmp/file";

static void extract(iso9660_t *iso, const iso9660_stat_t *found)
{
    const size_t blocks = (found->size + ISO_BLOCKSIZE - 1) / ISO_BLOCKSIZE;
    char *bytes = malloc(blocks * ISO_BLOCKSIZE + 1);
    FILE *file = fopen(extracted, "wb");

    assert_non_null(file);
    assert_int_equal(iso9660_iso_seek_read(iso, bytes, found->lsn, (long)blocks),
                     blocks * ISO_BLOCKSIZE);
    for (size_t i = found->size; i < blocks * ISO_BLOCKSIZE; i++)
        assert_int_equal(bytes[i], 0);
    assert_int_equal(fwrite(bytes, 1, found->size, file), found->size);
    assert_int_equal(fclose(file), 0);
    free(bytes);
}

/* The name as we know it: without version, and in ISO 9660 without the dot that ends it. */
static void trim(char *name, const struct expected *expected)
{
    char *version = strrchr(name, ';');

    if (version != NULL)
        *version = '\0';
    if (expected_find(expected, name) == NULL && name[strlen(name) - 1] == '.')
        name[strlen(name) - 1] = '\0';
}

static size_t judge_folder(iso9660_t *iso, const struct expected *expected, const char *recorded,
                           const char *known)
{
    CdioISO9660FileList_t *list = iso9660_ifs_readdir(iso, recorded);
    CdioListNode_t *node;
    size_t count = 0;

    assert_non_null(list);
    _CDIO_LIST_FOREACH(node, list)
    {
        iso9660_stat_t *found = _cdio_list_node_data(node);
        const struct expected_entry *entry;
        char path[1024];
        char name[1024];

        if (strcmp(found->filename, ".") == 0 || strcmp(found->filename, "..") == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s", recorded, found->filename);
        snprintf(name, sizeof(name), "%s%s%s", known, known[0] == '\0' ? "" : "/", found->filename);
        trim(name, expected);
        entry = expected_find(expected, name);
        if (entry == NULL)
            fail_msg("libiso9660 finds %s", name);
        count++;
        assert_int_equal(found->type == _STAT_DIR, entry->is_directory);
        if (entry->is_directory) {
            count += judge_folder(iso, expected, path, name);
            continue;
        }
        assert_int_equal(found->size, entry->size);
        assert_int_equal(mktime(&found->tm), entry->modified);
        extract(iso, found);
        expected_assert_same_bytes(entry, extracted);
    }
    iso9660_filelist_free(list);
    return count;
}

static void judge_image(unsigned file_systems, unsigned level, enum fsimage_file_system file_system)
{
    struct fsimage_tree *tree = expected_make_tree(source, file_systems, level);
    struct expected expected = expected_of(tree, file_system, source);
    iso9660_t *iso;
    char *volume = NULL;

    expected_write_image(tree, image);
    iso = iso9660_open_ext(image, file_system == FSIMAGE_JOLIET ? ISO_EXTENSION_JOLIET
                                                                : ISO_EXTENSION_NONE);
    assert_non_null(iso);
    assert_int_equal(iso9660_ifs_get_joliet_level(iso), file_system == FSIMAGE_JOLIET ? 3 : 0);
    assert_true(iso9660_ifs_get_volume_id(iso, &volume));
    assert_string_equal(volume, file_system == FSIMAGE_JOLIET ? "Judged" : "JUDGED");
    free(volume);
    assert_int_equal(judge_folder(iso, &expected, "", ""), expected.count);
    iso9660_close(iso);
    expected_release(&expected);
    fsimage_tree_drop(&tree);
}

static void test_image__iso_level_1(void **state)
{
    (void)state;
    judge_image(FSIMAGE_ISO9660, 1, FSIMAGE_ISO9660);
}

static void test_image__iso_level_2(void **state)
{
    (void)state;
    judge_image(FSIMAGE_ISO9660, 2, FSIMAGE_ISO9660);
}

static void test_image__iso_beside_joliet(void **state)
{
    (void)state;
    judge_image(FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2, FSIMAGE_ISO9660);
}

static void test_image__joliet(void **state)
{
    (void)state;
    judge_image(FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2, FSIMAGE_JOLIET);
}

static int make_source(void **state)
{
    (void)state;
    expected_remove_folder(work);
    assert_int_equal(mkdir(work, 0755), 0);
    expected_make_source(source);
    return 0;
}

static int remove_all(void **state)
{
    (void)state;
    expected_remove_folder(work);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_image__iso_level_1),
        cmocka_unit_test(test_image__iso_level_2),
        cmocka_unit_test(test_image__iso_beside_joliet),
        cmocka_unit_test(test_image__joliet),
    };

    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests_name("libiso9660", tests, make_source, remove_all);
}
