/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Images judged by programs of others: judge_tools JUDGE, where JUDGE is xorriso, isoinfo, bsdtar
 * or 7z. Each lists and extracts what we wrote; names, sizes, times and bytes must be the source's.
 * Ends with 77 when the judge is not installed.
 */
#include "conformance/image/expected.h"
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    EXIT_SKIP = 77,
    COMMAND_BYTES = 8192
};

static const char *judge;
static char work[64];
static char source[96];
static char image[96];
static char extracted[96];

static void run(const char *format, ...)
{
    char command[COMMAND_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(command, sizeof(command), format, arguments);
    va_end(arguments);
    if (system(command) != 0)
        fail_msg("failed: %s", command);
}

/* That a name has surrogate pairs is nothing to complain of: it is extracted all the same. */
static void assert_silent(const char *log)
{
    FILE *file = fopen(log, "r");
    char line[512];

    assert_non_null(file);
    while (fgets(line, sizeof(line), file) != NULL) {
        if (strstr(line, "only with character set UTF-16") != NULL ||
            strstr(line, "not suitable for Joliet character set UCS-2") != NULL)
            continue;
        if (strstr(line, "ERROR") != NULL || strstr(line, "WARNING") != NULL ||
            strstr(line, "SORRY") != NULL || strstr(line, "FAILURE") != NULL)
            fail_msg("%s: %s", log, line);
    }
    fclose(file);
}

static void extract_with_xorriso(enum fsimage_file_system file_system)
{
    run("xorriso -read_fs %s -ecma119_map stripped -osirrox on -indev %s -extract / %s "
        ">%s/log 2>&1",
        file_system == FSIMAGE_ISO9660 ? "nojoliet" : "norock", image, extracted, work);
}

static void extract_with_bsdtar(enum fsimage_file_system file_system)
{
    run("mkdir %s && bsdtar -x -f %s -C %s %s >%s/log 2>&1", extracted, image, extracted,
        file_system == FSIMAGE_ISO9660 ? "--options iso9660:!joliet" : "", work);
}

/* 7-Zip takes Joliet where there is one. */
static void extract_with_7z(enum fsimage_file_system file_system)
{
    (void)file_system;
    run("7z x -y -tiso -o%s %s >%s/log 2>&1", extracted, image, work);
}

static void assert_extracted(const struct expected *expected, enum fsimage_file_system file_system)
{
    char log[128];

    snprintf(log, sizeof(log), "%s/log", work);
    expected_remove_folder(extracted);
    if (strcmp(judge, "xorriso") == 0)
        extract_with_xorriso(file_system);
    else if (strcmp(judge, "bsdtar") == 0)
        extract_with_bsdtar(file_system);
    else
        extract_with_7z(file_system);
    assert_silent(log);
    expected_assert_folder(expected, extracted, true);
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/*
 * isoinfo -f prints a path a line: in ISO 9660 with version and dot, as they are recorded; in
 * Joliet with '_' or a byte of Latin-1 for what is not ASCII, so that such names can only be
 * counted.
 */
static void assert_listed_by_isoinfo(const struct expected *expected, const char *options)
{
    char command[COMMAND_BYTES];
    size_t not_ascii = 0;
    size_t found = 0;
    char line[1024];
    FILE *listing;

    for (size_t i = 0; i < expected->count; i++)
        not_ascii += !is_ascii(expected->entries[i].path);
    snprintf(command, sizeof(command), "isoinfo %s -f -i %s", options, image);
    listing = popen(command, "r");
    assert_non_null(listing);
    while (fgets(line, sizeof(line), listing) != NULL) {
        char *end = strpbrk(line, ";\n");

        *end = '\0';
        if (end > line && end[-1] == '.' && expected_find(expected, line + 1) == NULL)
            end[-1] = '\0';
        found++;
        if (expected_find(expected, line + 1) != NULL)
            continue;
        if (not_ascii == 0)
            fail_msg("isoinfo lists %s", line);
        not_ascii--;
    }
    assert_int_equal(pclose(listing), 0);
    assert_int_equal(found, expected->count);
    assert_int_equal(not_ascii, 0);
}

static void assert_read_by_isoinfo(const struct expected *expected, const char *options,
                                   bool is_iso)
{
    for (size_t i = 0; i < expected->count; i++) {
        const struct expected_entry *entry = &expected->entries[i];
        const char *name = strrchr(entry->path, '/');
        const bool has_dot = strchr(name != NULL ? name : entry->path, '.') != NULL;
        char file[128];

        if (entry->is_directory || strchr(entry->path, '\'') != NULL || !is_ascii(entry->path))
            continue;
        snprintf(file, sizeof(file), "%s/file", work);
        run("isoinfo %s -i %s -x '/%s%s;1' >%s", options, image, entry->path,
            is_iso && !has_dot ? "." : "", file);
        expected_assert_same_bytes(entry, file);
    }
}

static void judge_file_system(const struct expected *expected, enum fsimage_file_system file_system)
{
    const bool is_iso = file_system == FSIMAGE_ISO9660;

    if (strcmp(judge, "isoinfo") != 0) {
        assert_extracted(expected, file_system);
        return;
    }
    assert_listed_by_isoinfo(expected, is_iso ? "" : "-J");
    assert_read_by_isoinfo(expected, is_iso ? "" : "-J", is_iso);
}

static void judge_image(unsigned file_systems, unsigned level, enum fsimage_file_system file_system)
{
    struct fsimage_tree *tree = expected_make_tree(source, file_systems, level);
    struct expected expected = expected_of(tree, file_system, source);

    assert_true(expected.count > 300);
    expected_write_image(tree, image);
    judge_file_system(&expected, file_system);
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
    if (strcmp(judge, "7z") == 0)
        return; /* it does not look at ISO 9660 then */
    judge_image(FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2, FSIMAGE_ISO9660);
}

static void test_image__joliet(void **state)
{
    (void)state;
    judge_image(FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2, FSIMAGE_JOLIET);
}

static void test_image__empty(void **state)
{
    struct fsimage_tree *tree;
    struct expected none = { 0 };
    char empty[128];

    (void)state;
    snprintf(empty, sizeof(empty), "%s/none", work);
    assert_int_equal(mkdir(empty, 0755), 0);
    tree = expected_make_tree(empty, FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2);
    expected_write_image(tree, image);
    fsimage_tree_drop(&tree);
    if (strcmp(judge, "isoinfo") == 0)
        assert_listed_by_isoinfo(&none, "-J");
    else if (strcmp(judge, "7z") != 0)
        assert_extracted(&none, FSIMAGE_JOLIET);
    else
        run("7z t -tiso %s >%s/log 2>&1", image, work);
}

/* Surrogate pairs, which readers of Joliet that know no more than UCS-2 cannot name. */
static void test_image__beyond_the_basic_plane(void **state)
{
    struct fsimage_tree *tree;
    struct expected expected;
    char folder[128];
    char name[256];
    FILE *file;

    (void)state;
    if (strcmp(judge, "isoinfo") == 0)
        return;
    snprintf(folder, sizeof(folder), "%s/pairs", work);
    snprintf(name, sizeof(name), "%s/\xF0\x9F\x98\x80 \xF0\x9D\x84\x9E.txt", folder);
    assert_int_equal(mkdir(folder, 0755), 0);
    file = fopen(name, "w");
    assert_non_null(file);
    fputs("pairs", file);
    fclose(file);
    tree = expected_make_tree(folder, FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 2);
    expected = expected_of(tree, FSIMAGE_JOLIET, folder);
    expected_write_image(tree, image);
    assert_int_equal(expected.count, 1);
    assert_extracted(&expected, FSIMAGE_JOLIET);
    expected_release(&expected);
    fsimage_tree_drop(&tree);
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

static bool is_installed(void)
{
    char command[64];

    snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", judge);
    return system(command) == 0;
}

int main(int count, char **arguments)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_image__iso_level_1),
        cmocka_unit_test(test_image__iso_level_2),
        cmocka_unit_test(test_image__iso_beside_joliet),
        cmocka_unit_test(test_image__joliet),
        cmocka_unit_test(test_image__empty),
        cmocka_unit_test(test_image__beyond_the_basic_plane),
    };

    if (count != 2)
        return 2;
    judge = arguments[1];
    if (!is_installed()) {
        printf("SKIP: %s is not installed\n", judge);
        return EXIT_SKIP;
    }
    /* What is recorded is UTC, wherever it is read. */
    setenv("TZ", "America/New_York", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    snprintf(work, sizeof(work), "judge_%s.tmp", judge);
    snprintf(source, sizeof(source), "%s/source", work);
    snprintf(image, sizeof(image), "%s/image.iso", work);
    snprintf(extracted, sizeof(extracted), "%s/extracted", work);
    return cmocka_run_group_tests_name(judge, tests, make_source, remove_all);
}
