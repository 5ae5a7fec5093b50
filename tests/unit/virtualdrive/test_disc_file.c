/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc in two files of the host. */
#include "virtualdrive/disc_file.h"

#include "drive_fixture.h"
#include "platform/file.h"
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

struct two_files {
    struct disc_file *file;
    struct disc_storage *storage;
    struct drive_fixture *fixture; /* for its path and helpers */
};

static int set_up(void **state)
{
    struct two_files *files = calloc(1, sizeof(*files));
    void *fixture;

    fixture_set_up(&fixture);
    files->fixture = fixture;
    assert_int_equal(disc_file_create(files->fixture->path, &files->file), STATUS_OK);
    files->storage = disc_file_storage(files->file);
    *state = files;
    return 0;
}

static int tear_down(void **state)
{
    struct two_files *files = *state;
    void *fixture = files->fixture;

    disc_file_destroy(files->file);
    fixture_tear_down(&fixture);
    free(files);
    return 0;
}

static void test_disc_file__missing(void **state)
{
    struct two_files *files = *state;
    uint64_t size;
    size_t length;
    char text[16];

    assert_int_equal(files->storage->ops->size(files->storage, &size), STATUS_NOT_FOUND);
    assert_int_equal(files->storage->ops->load_state(files->storage, text, sizeof(text), &length),
                     STATUS_NOT_FOUND);
    assert_int_equal(length, 0);
}

static void test_disc_file__comes_into_being_by_writing(void **state)
{
    struct two_files *files = *state;
    char back[4];
    uint64_t size;
    size_t read;

    assert_int_equal(files->storage->ops->write_at(files->storage, 10, "data", 4), STATUS_OK);
    disc_file_release(files->file);

    assert_int_equal(files->storage->ops->size(files->storage, &size), STATUS_OK);
    assert_int_equal(size, 14);
    assert_int_equal(files->storage->ops->read_at(files->storage, 10, back, 4, &read), STATUS_OK);
    assert_memory_equal(back, "data", 4);
    assert_int_equal(files->storage->ops->read_at(files->storage, 12, back, 4, &read), STATUS_OK);
    assert_int_equal(read, 2);
}

static void test_disc_file__state_roundtrip(void **state)
{
    struct two_files *files = *state;
    char text[16];
    size_t length;

    assert_int_equal(files->storage->ops->replace_state(files->storage, "one", 3), STATUS_OK);
    assert_int_equal(files->storage->ops->replace_state(files->storage, "other", 5), STATUS_OK);

    assert_int_equal(files->storage->ops->load_state(files->storage, text, sizeof(text), &length),
                     STATUS_OK);
    assert_int_equal(length, 5);
    assert_memory_equal(text, "other", 5);
    assert_int_equal(files->storage->ops->load_state(files->storage, text, 4, &length),
                     STATUS_TOO_LARGE);
}

static void test_disc_file__folder_is_no_image(void **state)
{
    static const char16 here[] = { '.', 0 };
    struct disc_file *folder;
    uint64_t size;

    (void)state;
    assert_int_equal(disc_file_create(here, &folder), STATUS_OK);
    assert_int_equal(disc_file_storage(folder)->ops->size(disc_file_storage(folder), &size),
                     STATUS_WRONG_KIND);
    disc_file_destroy(folder);
}

static void test_disc_file__one_writer(void **state)
{
    struct two_files *files = *state;
    struct disc_file *other;
    struct disc_storage *storage;

    assert_int_equal(disc_file_create(files->fixture->path, &other), STATUS_OK);
    storage = disc_file_storage(other);
    assert_int_equal(files->storage->ops->write_at(files->storage, 0, "a", 1), STATUS_OK);

    assert_int_equal(disc_file_check_writable(other), STATUS_SHARING_VIOLATION);
    assert_int_equal(storage->ops->write_at(storage, 0, "b", 1), STATUS_SHARING_VIOLATION);

    disc_file_release(files->file);
    assert_int_equal(disc_file_check_writable(other), STATUS_OK);
    assert_int_equal(storage->ops->write_at(storage, 0, "b", 1), STATUS_OK);
    disc_file_destroy(other);
}

static void test_disc_file_stamp__tells_changes(void **state)
{
    struct two_files *files = *state;
    const struct disc_file_stamp nothing = disc_file_stamp(files->file);
    struct disc_file_stamp before;
    struct disc_file_stamp after;

    fixture_write_image(files->fixture, 1, 'x');
    before = disc_file_stamp(files->file);
    after = disc_file_stamp(files->file);
    assert_false(disc_file_stamp_is_equal(&nothing, &before));
    assert_true(disc_file_stamp_is_equal(&before, &after));

    fixture_write_image(files->fixture, 2, 'x');
    after = disc_file_stamp(files->file);
    assert_false(disc_file_stamp_is_equal(&before, &after));

    before = after;
    assert_int_equal(files->storage->ops->replace_state(files->storage, "s", 1), STATUS_OK);
    after = disc_file_stamp(files->file);
    assert_false(disc_file_stamp_is_equal(&before, &after));
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(test_disc_file__missing),
        FILE_TEST(test_disc_file__comes_into_being_by_writing),
        FILE_TEST(test_disc_file__state_roundtrip),
        FILE_TEST(test_disc_file__folder_is_no_image),
        FILE_TEST(test_disc_file__one_writer),
        FILE_TEST(test_disc_file_stamp__tells_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
