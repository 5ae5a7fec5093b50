/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sources with named streams, all the way from the host to UDF. Neither POSIX nor Wine has such, so
 * the two functions that list them are replaced by the linker (--wrap): here a stream is a file
 * called "file:stream", by which it is opened, and no entry of its folder.
 */
#include "support/cmocka_all.h"

#include "fsimage/named_streams.h"
#include "platform/file.h"
#include "support/temporary_folder.h"
#include "unit/udf/images.h"

#include <string.h>

static bool streams_are_files; /* again, to be removed */
static bool streams_cannot_be_listed;

enum status __real_platform_folder_list(struct platform_folder *folder,
                                        platform_folder_visitor visitor, void *context);
enum status __wrap_platform_folder_list(struct platform_folder *folder,
                                        platform_folder_visitor visitor, void *context);
enum status __wrap_platform_folder_list_streams(struct platform_folder *folder, const char16 *name,
                                                platform_stream_visitor visitor, void *context);

struct listing {
    platform_folder_visitor visit_entry;
    platform_stream_visitor visit_stream;
    void *context;
    const char16 *file;
    size_t file_length;
};

static size_t colon_in(const char16 *name, size_t length)
{
    size_t at = 0;

    while (at < length && name[at] != ':')
        at++;
    return at;
}

static enum status pass_entry(void *context, const char16 *name, size_t length,
                              const struct platform_file_info *info)
{
    const struct listing *listing = context;

    if (!streams_are_files && colon_in(name, length) < length)
        return STATUS_OK;
    return listing->visit_entry(listing->context, name, length, info);
}

static enum status pass_stream(void *context, const char16 *name, size_t length,
                               const struct platform_file_info *info)
{
    const struct listing *listing = context;
    const size_t colon = colon_in(name, length);

    if (colon == length || utf16_compare(name, colon, listing->file, listing->file_length) != 0)
        return STATUS_OK;
    return listing->visit_stream(listing->context, name + colon + 1, length - colon - 1,
                                 info->size);
}

enum status __wrap_platform_folder_list(struct platform_folder *folder,
                                        platform_folder_visitor visitor, void *context)
{
    struct listing listing = { .visit_entry = visitor, .context = context };

    return __real_platform_folder_list(folder, pass_entry, &listing);
}

enum status __wrap_platform_folder_list_streams(struct platform_folder *folder, const char16 *name,
                                                platform_stream_visitor visitor, void *context)
{
    struct listing listing = {
        .visit_stream = visitor, .context = context, .file = name, .file_length = utf16_length(name)
    };

    return streams_cannot_be_listed ? STATUS_ACCESS_DENIED
                                    : __real_platform_folder_list(folder, pass_stream, &listing);
}

static int set_up(void **state)
{
    (void)state;
    streams_are_files = streams_cannot_be_listed = false;
    temporary_folder_create("test_host_streams");
    temporary_make_folder("tree");
    temporary_make_folder("tree/folder");
    temporary_write_pattern("tree/plain", 1, 3000);
    temporary_write_pattern("tree/folder/file", 2, 5000);
    temporary_write_pattern("tree/folder/file:Zone.Identifier", 3, 26);
    temporary_write_pattern("tree/folder/file:large", 4, 100000);
    temporary_write_pattern("tree/folder/file:empty", 5, 0);
    temporary_write_pattern("tree/other file", 6, 0);
    temporary_write_pattern("tree/other file:alone", 7, 2049);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    streams_are_files = true;
    temporary_folder_remove();
    return 0;
}

static enum status add(struct fsimage_tree *tree, const char *name, bool with_streams,
                       struct fsimage_problem *problem)
{
    const struct fsimage_add_host_options options = { .with_streams = with_streams };

    return fsimage_tree_add_host(tree, FSIMAGE_ROOT, temporary_path(name), &options, problem);
}

static void assert_stream(struct fsimage_tree *tree, const char16 *path, uint32_t index,
                          const char16 *name, unsigned seed, size_t size)
{
    static uint8_t bytes[100000];
    const uint32_t file = find(tree, path);
    struct fsimage_problem problem;
    struct fsimage_item_info info;
    struct byte_source *content;
    uint32_t stream;
    size_t read;

    assert_true(index < fsimage_file_stream_count(tree, file));
    stream = fsimage_file_stream_at(tree, file, index);
    info = fsimage_item_info(tree, stream);
    assert_text(info.name, info.name_length, name);
    assert_int_equal(info.size, size);
    assert_int_equal(fsimage_file_open_content(tree, stream, &content, &problem), STATUS_OK);
    assert_int_equal(byte_source_read_at(content, 0, bytes, sizeof(bytes), &read), STATUS_OK);
    assert_int_equal(read, size);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(bytes[i], temporary_byte(seed, i));
    byte_source_drop(&content);
}

static void test_host_streams__are_taken_when_asked_for(void **state)
{
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, 0x201);
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(add(tree, "tree", true, &problem), STATUS_OK);

    assert_int_equal(fsimage_tree_file_count(tree), 3);
    assert_int_equal(fsimage_tree_stream_count(tree), 4);
    assert_int_equal(fsimage_file_stream_count(tree, find(tree, u"plain")), 0);
    assert_stream(tree, u"folder\\file", 0, u"empty", 5, 0);
    assert_stream(tree, u"folder\\file", 1, u"large", 4, 100000);
    assert_stream(tree, u"folder\\file", 2, u"Zone.Identifier", 3, 26);
    assert_stream(tree, u"other file", 0, u"alone", 7, 2049);
    fsimage_tree_drop(&tree);

    tree = make_volume_tree(FSIMAGE_UDF, 0x201);
    assert_int_equal(add(tree, "tree", false, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_file_count(tree), 3);
    assert_int_equal(fsimage_tree_stream_count(tree), 0);
    fsimage_tree_drop(&tree);
}

static void test_host_streams__are_recorded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(udf_revisions) / sizeof(udf_revisions[0]); i++) {
        for (unsigned bridge = 0; bridge < 2; bridge++) {
            struct fsimage_tree *tree =
                make_volume_tree(bridge ? BRIDGE : FSIMAGE_UDF, udf_revisions[i]);
            struct fsimage_problem problem;
            struct udf_disc_image image;

            assert_int_equal(add(tree, "tree", true, &problem), STATUS_OK);
            assert_int_equal(fsimage_tree_losses(tree),
                             udf_revisions[i] < 0x200 ? FSIMAGE_LOSES_STREAMS : 0);
            image = make_udf_image(tree);
            check_udf_image(&image);
            drop_udf_image(&image);
        }
    }
}

/* Staged, they need their sources no longer. */
static void test_host_streams__are_staged_with_their_file(void **state)
{
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, 0x250);
    struct fsimage_problem problem;
    struct udf_disc_image image;

    (void)state;
    assert_int_equal(fsimage_tree_set_working_directory(tree, temporary_path(""), &problem),
                     STATUS_OK);
    fsimage_tree_set_staging(tree, true);
    assert_int_equal(add(tree, "tree/folder/file", true, &problem), STATUS_OK);
    temporary_delete("tree/folder/file");
    temporary_delete("tree/folder/file:large");

    assert_stream(tree, u"file", 1, u"large", 4, 100000);
    image = make_udf_image(tree);
    check_udf_image(&image);
    drop_udf_image(&image);
}

static void test_host_streams__that_cannot_be_listed_are_an_error(void **state)
{
    struct fsimage_tree *tree = make_volume_tree(FSIMAGE_UDF, 0x201);
    struct fsimage_problem problem;

    (void)state;
    streams_cannot_be_listed = true;

    assert_int_equal(add(tree, "tree", true, &problem), STATUS_ACCESS_DENIED);

    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_SOURCE_OPEN_FAILURE);
    assert_int_equal(fsimage_tree_file_count(tree), 0);
    assert_int_equal(fsimage_tree_stream_count(tree), 0);
    fsimage_tree_drop(&tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_host_streams__are_taken_when_asked_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_host_streams__are_recorded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_host_streams__are_staged_with_their_file, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_host_streams__that_cannot_be_listed_are_an_error,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests_name("udf/host_streams", tests, NULL, NULL);
}
