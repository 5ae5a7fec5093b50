/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage_tree_add_host. */
#include "support/cmocka_all.h"
#include "support/temporary_folder.h"

#include "base/memory.h"
#include "platform/file.h"
#include "unit/fsimage/trees.h"

#include <stdio.h>
#include <string.h>
#ifndef _WIN32
#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

static enum status add(struct fsimage_tree *tree, const char *name, bool with_base,
                       struct fsimage_problem *problem)
{
    const struct fsimage_add_host_options options = { .with_base = with_base };

    return fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path(name), &options, problem);
}

static void add_well(struct fsimage_tree *tree, const char *name, bool with_base)
{
    struct fsimage_problem problem;
    const enum status status = add(tree, name, with_base, &problem);

    if (status != STATUS_OK)
        fail_msg("%s gave %s, %s", name, status_name(status),
                 fsimage_problem_kind_name(problem.kind));
}

static bool ends_with(const struct fsimage_problem *problem, const char16 *end)
{
    const size_t length = utf16_length(end);

    return problem->text_length >= length &&
           utf16_compare(problem->text + (problem->text_length - length), length, end, length) == 0;
}

static int make_folder(void **state)
{
    (void)state;
    temporary_folder_create("test_fsimage_add_host.tmp");
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    temporary_folder_remove();
    return 0;
}

static void test_add_host__takes_everything(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_item_info info;

    (void)state;
    temporary_make_folder("src");
    temporary_make_folder("src/Sub");
    temporary_make_folder("src/Sub/Empty");
    temporary_write("src/b.txt", "12345", 5);
    temporary_write("src/A.txt", "", 0);
    temporary_write("src/Sub/\xC3\xA4\xE6\x96\x87\xF0\x9F\x98\x80", "x", 1);
    add_well(tree, "src", false);
    assert_children(tree, FSIMAGE_ROOT, u"A.txt|b.txt|Sub");
    assert_children(tree, find(tree, u"sub"), u"Empty|\u00E4\u6587\U0001F600");
    info = fsimage_item_info(tree, find(tree, u"B.TXT"));
    assert_int_equal(info.size, 5);
    assert_true(info.times.modification > TEST_TIME);
    assert_true(info.has_content);
    assert_int_equal(fsimage_tree_file_count(tree), 3);
    assert_int_equal(fsimage_tree_directory_count(tree), 2);
    assert_int_equal(fsimage_tree_change_count(tree), 5);
    fsimage_tree_drop(&tree);
}

static void test_add_host__with_base(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_add_host_options options = { .with_base = true };
    struct fsimage_problem problem;
    uint32_t directory;

    (void)state;
    temporary_make_folder("src");
    temporary_write("src/f", "1", 1);
    add_well(tree, "src", true);
    assert_children(tree, FSIMAGE_ROOT, u"src");
    directory = add_directory(tree, u"elsewhere");
    assert_int_equal(
        fsimage_tree_add_host(tree, directory, temporary_path("src/"), &options, &problem),
        STATUS_OK);
    assert_int_not_equal(find(tree, u"elsewhere\\src\\f"), FSIMAGE_NO_ITEM);
    fsimage_tree_drop(&tree);
}

static void test_add_host__a_single_file(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct byte_source *content;
    char buffer[5];

    (void)state;
    temporary_write("file", "12345", 5);
    add_well(tree, "file", true);
    add_well(tree, "file", false);
    assert_children(tree, FSIMAGE_ROOT, u"file");
    assert_int_equal(fsimage_tree_change_count(tree), 3);
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"file"), &content, &problem),
                     STATUS_OK);
    assert_int_equal(byte_source_read_exact(content, 0, buffer, 5), STATUS_OK);
    assert_memory_equal(buffer, "12345", 5);
    byte_source_drop(&content);
    temporary_delete("file");
    assert_int_equal(fsimage_file_open_content(tree, find(tree, u"file"), &content, &problem),
                     STATUS_NOT_FOUND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_true(ends_with(&problem, u"file"));
    fsimage_tree_drop(&tree);
}

static void test_add_host__source_prevails(void **state)
{
    struct fsimage_tree *tree = make_tree();
    uint32_t directory;

    (void)state;
    temporary_make_folder("src");
    temporary_make_folder("src/DIR");
    temporary_make_folder("src/was_file");
    temporary_write("src/dir_to_file", "12", 2);
    temporary_write("src/DIR/file", "12345", 5);
    temporary_write("src/DIR/new", "1", 1);
    directory = add_directory(tree, u"dir");
    add_file(tree, u"dir\\FILE", "1", 1);
    add_file(tree, u"dir\\kept", "1", 1);
    add_directory(tree, u"dir_to_file");
    add_file(tree, u"dir_to_file\\gone", "1", 1);
    add_file(tree, u"was_file", "1", 1);
    add_well(tree, "src", false);
    assert_children(tree, FSIMAGE_ROOT, u"dir|dir_to_file|was_file");
    assert_int_equal(find(tree, u"dir"), directory);
    assert_children(tree, directory, u"file|kept|new");
    assert_int_equal(fsimage_item_info(tree, find(tree, u"dir\\file")).size, 5);
    assert_int_equal(fsimage_item_info(tree, find(tree, u"dir_to_file")).kind, FSIMAGE_FILE);
    assert_int_equal(fsimage_item_info(tree, find(tree, u"was_file")).kind, FSIMAGE_DIRECTORY);
    assert_int_equal(fsimage_tree_file_count(tree), 4);
    assert_int_equal(fsimage_tree_directory_count(tree), 2);
    fsimage_tree_drop(&tree);
}

struct observed {
    struct fsimage_tree *tree;
    uint32_t count;
    char16 names[256];
    size_t length;
};

static void observe(void *context, uint32_t item, uint64_t copied, uint64_t total)
{
    struct observed *observed = context;
    const struct fsimage_item_info info = fsimage_item_info(observed->tree, item);

    assert_true(info.is_attached);
    assert_int_equal(info.kind, FSIMAGE_FILE);
    assert_int_equal(total, 1);
    assert_int_equal(copied, observed->count & 1);
    memcpy(observed->names + observed->length, info.name, info.name_length * sizeof(char16));
    observed->length += info.name_length;
    observed->names[observed->length++] = '|';
    observed->count++;
}

static void test_add_host__tells_of_each_file(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct observed observed = { .tree = tree };
    const struct fsimage_add_host_options options = { 0 };
    struct fsimage_problem problem;

    (void)state;
    temporary_make_folder("src");
    temporary_make_folder("src/x");
    temporary_make_folder("src/y");
    temporary_write("src/x/2", "two", 3);
    temporary_write("src/y/3", "three", 5);
    temporary_write("src/y/4", "", 0);
    temporary_write("src/1", "one", 3);
    fsimage_tree_observe(tree, observe, &observed);
    assert_int_equal(
        fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path("src"), &options, &problem),
        STATUS_OK);
    assert_int_equal(observed.count, 6);
    assert_text(observed.names, observed.length, u"1|1|2|2|3|3|");
    fsimage_tree_drop(&tree);
}

static void test_add_host__may_be_told_the_time_of_access(void **state)
{
    const struct fsimage_add_host_options options = { .access_time = TEST_TIME };
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct fsimage_item_info file;

    (void)state;
    temporary_make_folder("timed");
    temporary_write("timed/file", "1", 1);
    assert_int_equal(
        fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path("timed"), &options, &problem),
        STATUS_OK);
    file = fsimage_item_info(tree, find(tree, u"file"));
    assert_true(file.times.access == TEST_TIME);
    assert_true(file.times.modification != TEST_TIME);
    fsimage_tree_drop(&tree);
}

static void test_add_host__missing(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_add_host_options options = { 0 };
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(add(tree, "missing", false, &problem), STATUS_NOT_FOUND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_NOT_FOUND);
    assert_int_equal(problem.cause, STATUS_NOT_FOUND);
    assert_true(ends_with(&problem, u"missing"));
    assert_int_equal(fsimage_tree_add_host(tree, FSIMAGE_ROOT, u"", &options, &problem),
                     STATUS_INVALID_NAME);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_NOT_FOUND);
    fsimage_tree_drop(&tree);
}

static void test_add_host__detached_target(void **state)
{
    struct fsimage_tree *tree = make_tree();
    const struct fsimage_add_host_options options = { 0 };
    struct fsimage_problem problem;
    uint32_t directory;

    (void)state;
    directory = add_directory(tree, u"d");
    assert_int_equal(fsimage_tree_remove(tree, 0, TEXT(u"d"), &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_add_host(tree, directory, temporary_path(""), &options, &problem),
                     STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_NOT_IN_FILE_SYSTEM, u"d");
    fsimage_tree_drop(&tree);
}

/* A tree with items to merge with and to replace; what fails must leave it as it was. */
static void fill_before(struct fsimage_tree *tree)
{
    add_directory(tree, u"sub");
    add_file(tree, u"sub\\file 07", "old", 3);
    add_file(tree, u"sub\\file+08", "old", 3);
    add_file(tree, u"sub\\other", "old", 3);
    add_directory(tree, u"file 00");
    add_file(tree, u"file 00\\below", "old", 3);
}

static void make_source(const char *name)
{
    char path[64];

    temporary_make_folder(name);
    snprintf(path, sizeof(path), "%s/sub", name);
    temporary_make_folder(path);
    for (int i = 0; i < 40; i++) {
        snprintf(path, sizeof(path), "%s/%sfile %02d", name, i % 2 == 0 ? "" : "sub/", i);
        temporary_write_pattern(path, (unsigned)i, 3000);
    }
}

static void test_add_host__failure_changes_nothing(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    uint64_t before;

    (void)state;
    make_source("src");
    fill_before(tree);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 64, &problem), STATUS_OK);
    before = fingerprint(tree);
    assert_int_equal(add(tree, "src", false, &problem), STATUS_TOO_LARGE);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_IMAGE_SIZE_LIMIT);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 0, &problem), STATUS_OK);
    add_well(tree, "src", false);
    assert_int_equal(fsimage_tree_file_count(tree), 42);
    fsimage_tree_drop(&tree);
}

/* The file that is named is the first that does not fit, whatever was added before. */
static void test_add_host__names_the_file_too_many(void **state)
{
    struct fsimage_problem problem;

    (void)state;
    make_source("src");
    for (uint32_t limit = 48; limit <= 96; limit += 16) {
        struct fsimage_tree *whole = make_tree();
        struct fsimage_tree *single = make_tree();
        enum status status = STATUS_OK;
        struct fsimage_problem expected;

        assert_int_equal(fsimage_tree_set_size_limit(whole, limit, &problem), STATUS_OK);
        assert_int_equal(fsimage_tree_set_size_limit(single, limit, &problem), STATUS_OK);
        for (int i = 0; i < 40 && status == STATUS_OK; i++) {
            char path[64];

            snprintf(path, sizeof(path), "src/%sfile %02d", i < 20 ? "" : "sub/",
                     i < 20 ? 2 * i : 2 * (i - 20) + 1);
            if (i < 20) {
                status = add(single, path, false, &expected);
            } else {
                const struct fsimage_add_host_options options = { 0 };

                if (i == 20)
                    add_directory(single, u"sub");
                status = fsimage_tree_add_host(single, find(single, u"sub"), temporary_path(path),
                                               &options, &expected);
            }
        }
        assert_int_equal(status, STATUS_TOO_LARGE);
        assert_int_equal(add(whole, "src", false, &problem), STATUS_TOO_LARGE);
        assert_problem(&problem, expected.kind, expected.text);
        assert_int_equal(problem.first, expected.first);
        assert_int_equal(problem.second, limit);
        fsimage_tree_drop(&whole);
        fsimage_tree_drop(&single);
    }
}

static void test_add_host__depth(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char path[64] = "d";

    (void)state;
    for (int level = 1; level <= 9; level++) {
        temporary_make_folder(path);
        strcat(path, "/d");
    }
    assert_int_equal(add(tree, "d", false, &problem), STATUS_TOO_DEEP);
    assert_problem(&problem, FSIMAGE_PROBLEM_TOO_MANY_LEVELS, u"\\d\\d\\d\\d\\d\\d\\d\\d");
    assert_int_equal(fsimage_tree_change_count(tree), 0);
    assert_int_equal(fsimage_tree_set_iso_level(tree, 3, &problem), STATUS_OK);
    add_well(tree, "d", false);
    assert_int_equal(fsimage_tree_directory_count(tree), 8);
    fsimage_tree_drop(&tree);
}

#ifdef _WIN32
/* Share modes are Windows' own: a file that is open for writing elsewhere fails the whole call. */
static void test_add_host__a_file_in_use(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    struct platform_file *writer;

    (void)state;
    temporary_make_folder("src");
    temporary_write("src/a", "1", 1);
    temporary_write("src/used", "1", 1);
    assert_int_equal(platform_file_open(temporary_path("src/used"), PLATFORM_FILE_WRITE, &writer),
                     STATUS_OK);
    assert_int_equal(add(tree, "src", false, &problem), STATUS_SHARING_VIOLATION);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_int_equal(problem.cause, STATUS_SHARING_VIOLATION);
    assert_true(ends_with(&problem, u"\\src\\used"));
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    platform_file_close(writer);
    add_well(tree, "src", false);
    fsimage_tree_drop(&tree);
}
#else
static void make_link(const char *target, const char *name)
{
    char path[256];
    size_t length;

    assert_int_equal(utf16_to_utf8(temporary_path(name), utf16_length(temporary_path(name)), path,
                                   sizeof(path), &length),
                     STATUS_OK);
    assert_int_equal(symlink(target, path), 0);
}

static void test_add_host__links_are_followed(void **state)
{
    struct fsimage_tree *tree = make_tree();

    (void)state;
    temporary_make_folder("src");
    temporary_make_folder("other");
    temporary_make_folder("other/below");
    temporary_write("other/file", "12345", 5);
    make_link("../other", "src/folder");
    make_link("../other/file", "src/link");
    make_link("../../src", "other/below/back");
    make_link(".", "other/self");
    add_well(tree, "src", false);
    assert_children(tree, FSIMAGE_ROOT, u"folder|link");
    assert_int_equal(fsimage_item_info(tree, find(tree, u"link")).size, 5);
    assert_children(tree, find(tree, u"folder"), u"below|file");
    assert_children(tree, find(tree, u"folder\\below"), u"");
    fsimage_tree_drop(&tree);
}

static void test_add_host__what_cannot_be_opened(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char path[256];
    size_t length;

    (void)state;
    temporary_make_folder("src");
    temporary_write("src/a", "1", 1);
    make_link("nowhere", "src/broken");
    assert_int_equal(add(tree, "src", false, &problem), STATUS_NOT_FOUND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_true(ends_with(&problem, u"/src/broken"));
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    temporary_delete("src/broken");
    utf16_to_utf8(temporary_path("src/pipe"), utf16_length(temporary_path("src/pipe")), path,
                  sizeof(path), &length);
    assert_int_equal(mkfifo(path, 0644), 0);
    assert_int_equal(add(tree, "src", false, &problem), STATUS_WRONG_KIND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_true(ends_with(&problem, u"/src/pipe"));
    assert_int_equal(add(tree, "src/pipe", false, &problem), STATUS_WRONG_KIND);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_int_equal(fsimage_tree_change_count(tree), 0);
    fsimage_tree_drop(&tree);
}

static void test_add_host__names_of_the_host(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;

    (void)state;
    temporary_make_folder("cases");
    temporary_write("cases/Readme", "1", 1);
    temporary_write("cases/README", "1", 1);
    assert_int_equal(add(tree, "cases", false, &problem), STATUS_ALREADY_EXISTS);
    assert_problem(&problem, FSIMAGE_PROBLEM_DUPLICATE_NAME, u"Readme");
    temporary_make_folder("colon");
    temporary_write("colon/a:b", "1", 1);
    assert_int_equal(add(tree, "colon", false, &problem), STATUS_INVALID_NAME);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_PATH, u"a:b");
    assert_int_equal(fsimage_tree_change_count(tree), 0);
    fsimage_tree_drop(&tree);
}

/* Root may read everything, but not without these capabilities; others have none to lose. */
static void be_privileged(bool is_privileged)
{
    const uint32_t override = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;
    struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];

    assert_int_equal(syscall(SYS_capget, &header, sets), 0);
    sets[0].effective &= ~override;
    if (is_privileged)
        sets[0].effective |= sets[0].permitted & override;
    assert_int_equal(syscall(SYS_capset, &header, sets), 0);
}

static void test_add_host__unreadable(void **state)
{
    struct fsimage_tree *tree = make_tree();
    struct fsimage_problem problem;
    char path[256];
    size_t length;
    enum status status;

    (void)state;
    temporary_make_folder("src");
    temporary_write("src/secret", "1", 1);
    utf16_to_utf8(temporary_path("src/secret"), utf16_length(temporary_path("src/secret")), path,
                  sizeof(path), &length);
    assert_int_equal(chmod(path, 0), 0);
    be_privileged(false);
    status = add(tree, "src", false, &problem);
    be_privileged(true);
    assert_int_equal(status, STATUS_ACCESS_DENIED);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_true(ends_with(&problem, u"/src/secret"));
    assert_int_equal(fsimage_tree_change_count(tree), 0);
    fsimage_tree_drop(&tree);
}
#endif

#define EACH(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        EACH(test_add_host__takes_everything),
        EACH(test_add_host__with_base),
        EACH(test_add_host__a_single_file),
        EACH(test_add_host__source_prevails),
        EACH(test_add_host__tells_of_each_file),
        EACH(test_add_host__may_be_told_the_time_of_access),
        EACH(test_add_host__missing),
        EACH(test_add_host__detached_target),
        EACH(test_add_host__failure_changes_nothing),
        EACH(test_add_host__names_the_file_too_many),
        EACH(test_add_host__depth),
#ifdef _WIN32
        EACH(test_add_host__a_file_in_use),
#else
        EACH(test_add_host__links_are_followed),
        EACH(test_add_host__what_cannot_be_opened),
        EACH(test_add_host__names_of_the_host),
        EACH(test_add_host__unreadable),
#endif
    };

    return cmocka_run_group_tests_name("fsimage/add_host", tests, NULL, NULL);
}
