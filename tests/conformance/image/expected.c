/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a judge must find in an image. */
#include "conformance/image/expected.h"

#include "support/cmocka_all.h"

#include "base/date.h"
#include "base/memory.h"
#include "fsimage/result.h"
#include "iso9660/writer.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_TIME                                                                                 \
    1000000000 /* 9 September 2001; later files are an odd number of seconds later                 \
                */

enum {
    PATH_BYTES = 4096,
    CHUNK_BYTES = 1 << 20
};

static unsigned made;

static void make_folder(const char *folder, const char *name)
{
    char path[PATH_BYTES];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void set_time(const char *path)
{
    const time_t seconds = FIRST_TIME + (time_t)made * 100003;
    const struct timespec times[2] = { { .tv_sec = seconds }, { .tv_sec = seconds } };

    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void make_file(const char *folder, const char *name, size_t size)
{
    char path[PATH_BYTES];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    made++;
    for (size_t i = 0; i < size; i++)
        putc((int)((i * 31 + i / 251 + made * 7919) & 0xFF), file);
    assert_int_equal(fclose(file), 0);
    set_time(path);
}

static void make_sizes(const char *folder)
{
    static const size_t sizes[] = { 0, 1, 2047, 2048, 2049, 65535, 1000003 };
    char name[64];

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        snprintf(name, sizeof(name), "size %zu.bin", sizes[i]);
        make_file(folder, name, sizes[i]);
    }
}

static void make_names(const char *folder)
{
    static const char *const names[] = {
        "plain.txt",
        "UPPER.TXT.bak",
        ".hidden",
        "no extension",
        "two.dots.tar.gz",
        "comma, plus+ and 'quotes'.txt",
        "\xC3\x9C"
        "bersicht \xC5\x81\xC3\xB3"
        "d\xC5\xBA.txt",
        "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E.txt",
        "1234567890123456789012345678901234567890123456789012345678.txt",
        "look-alike 1.text",
        "look-alike 2.text",
        "look+alike 1.text",
    };

    make_folder(folder, "names");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char name[300];

        snprintf(name, sizeof(name), "names/%s", names[i]);
        make_file(folder, name, 100 + i);
    }
}

static void make_depth(const char *folder)
{
    char path[256] = "d1";

    for (int level = 1; level <= 7; level++) {
        char file[300];
        char next[16];

        make_folder(folder, path);
        snprintf(file, sizeof(file), "%s/at level %d", path, level);
        make_file(folder, file, (size_t)level * 500);
        snprintf(next, sizeof(next), "/d%d", level + 1);
        strcat(path, next);
    }
}

static void make_many(const char *folder)
{
    make_folder(folder, "many");
    make_folder(folder, "empty folder");
    for (int i = 0; i < 150; i++) {
        char name[64];

        snprintf(name, sizeof(name), "many/file number %d.dat", i);
        make_file(folder, name, (size_t)i * 37);
        snprintf(name, sizeof(name), "many/folder %d", i);
        make_folder(folder, name);
    }
}

void expected_make_source(const char *folder)
{
    made = 0;
    expected_remove_folder(folder);
    assert_int_equal(mkdir(folder, 0755), 0);
    make_sizes(folder);
    make_names(folder);
    make_depth(folder);
    make_many(folder);
}

static void to_utf16(const char *text, char16 *out, size_t capacity)
{
    size_t length;

    assert_int_equal(utf16_from_utf8(text, strlen(text), out, capacity - 1, &length), STATUS_OK);
    out[length] = 0;
}

struct fsimage_tree *expected_make_tree(const char *folder, unsigned file_systems, unsigned level)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class };
    const struct fsimage_add_host_options options = { .with_base = false };
    struct fsimage_problem problem;
    struct fsimage_tree *tree;
    char16 path[PATH_BYTES];

    to_utf16(folder, path, PATH_BYTES);
    assert_int_equal(fsimage_tree_create(writers, 1, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, file_systems, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_iso_level(tree, level, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_add_host(tree, FSIMAGE_ROOT, path, &options, &problem),
                     STATUS_OK);
    return tree;
}

void expected_write_image(struct fsimage_tree *tree, const char *path)
{
    static const struct fsimage_identity identity = {
        .image_time = DATE_UNIX_EPOCH_TICKS + FIRST_TIME * DATE_TICKS_PER_SECOND,
        .volume_name = u"Judged",
        .volume_name_length = 6,
    };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;
    char *chunk = malloc(CHUNK_BYTES);
    FILE *file = fopen(path, "wb");
    uint64_t offset = 0;
    size_t read;

    assert_non_null(file);
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_OK);
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    do {
        assert_int_equal(byte_source_read_at(reader, offset, chunk, CHUNK_BYTES, &read), STATUS_OK);
        assert_int_equal(fwrite(chunk, 1, read, file), read);
        offset += read;
    } while (read != 0);
    assert_int_equal(offset, byte_source_size(reader));
    assert_int_equal(fclose(file), 0);
    free(chunk);
    byte_source_drop(&reader);
    fsimage_result_drop(&result);
}

static char *path_text(char16 *path, size_t length, const char *prefix)
{
    const size_t prefix_length = strlen(prefix);
    char *text = malloc(prefix_length + 3 * length + 1);
    size_t bytes;

    memcpy(text, prefix, prefix_length);
    assert_int_equal(utf16_to_utf8(path, length, text + prefix_length, 3 * length + 1, &bytes),
                     STATUS_OK);
    for (char *at = text + prefix_length; *at != '\0'; at++) {
        if (*at == '\\')
            *at = '/';
    }
    memory_free(path);
    return text;
}

static void add_entry(struct expected *expected, struct fsimage_tree *tree, uint32_t item,
                      enum fsimage_file_system file_system, const char *folder)
{
    const struct fsimage_item_info info = fsimage_item_info(tree, item);
    struct expected_entry entry = {
        .is_directory = info.kind == FSIMAGE_DIRECTORY,
        .size = info.size,
        .modified =
            (time_t)((info.times.modification - DATE_UNIX_EPOCH_TICKS) / DATE_TICKS_PER_SECOND),
    };
    char16 *path;
    size_t length;

    assert_int_equal(fsimage_item_full_path(tree, item, &path, &length), STATUS_OK);
    entry.source = path_text(path, length, folder);
    assert_int_equal(fsimage_item_recorded_path(tree, item, file_system, &path, &length),
                     STATUS_OK);
    entry.path = path_text(path, length, "");
    memmove(entry.path, entry.path + 1, strlen(entry.path));
    expected->entries =
        realloc(expected->entries, (expected->count + 1) * sizeof(*expected->entries));
    expected->entries[expected->count++] = entry;
}

static void add_below(struct expected *expected, struct fsimage_tree *tree, uint32_t directory,
                      enum fsimage_file_system file_system, const char *folder)
{
    const uint32_t *children;
    size_t count;

    assert_int_equal(fsimage_directory_children(tree, directory, &children, &count), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        add_entry(expected, tree, children[i], file_system, folder);
        if (fsimage_item_is_directory(tree, children[i]))
            add_below(expected, tree, children[i], file_system, folder);
    }
}

struct expected expected_of(struct fsimage_tree *tree, enum fsimage_file_system file_system,
                            const char *folder)
{
    struct expected expected = { 0 };

    add_below(&expected, tree, FSIMAGE_ROOT, file_system, folder);
    return expected;
}

void expected_release(struct expected *expected)
{
    for (size_t i = 0; i < expected->count; i++) {
        free(expected->entries[i].path);
        free(expected->entries[i].source);
    }
    free(expected->entries);
    *expected = (struct expected){ 0 };
}

const struct expected_entry *expected_find(const struct expected *expected, const char *path)
{
    for (size_t i = 0; i < expected->count; i++) {
        if (strcmp(expected->entries[i].path, path) == 0)
            return &expected->entries[i];
    }
    return NULL;
}

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes;

    if (file == NULL)
        fail_msg("%s cannot be opened", path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*size + 1);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

void expected_assert_same_bytes(const struct expected_entry *entry, const char *path)
{
    size_t source_size;
    size_t size;
    char *source = read_file(entry->source, &source_size);
    char *bytes = read_file(path, &size);

    if (size != source_size || memcmp(source, bytes, size) != 0)
        fail_msg("%s differs from %s", path, entry->source);
    free(source);
    free(bytes);
}

static size_t count_below(const char *folder)
{
    DIR *listing = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    if (listing == NULL)
        fail_msg("%s cannot be listed", folder);
    while ((entry = readdir(listing)) != NULL) {
        char path[PATH_BYTES];
        struct stat info;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        assert_int_equal(lstat(path, &info), 0);
        count += 1 + (S_ISDIR(info.st_mode) ? count_below(path) : 0);
    }
    closedir(listing);
    return count;
}

void expected_assert_folder(const struct expected *expected, const char *folder, bool has_times)
{
    for (size_t i = 0; i < expected->count; i++) {
        const struct expected_entry *entry = &expected->entries[i];
        char path[PATH_BYTES];
        struct stat info;

        snprintf(path, sizeof(path), "%s/%s", folder, entry->path);
        if (lstat(path, &info) != 0)
            fail_msg("%s is missing", path);
        assert_int_equal(S_ISDIR(info.st_mode), entry->is_directory);
        if (entry->is_directory)
            continue;
        expected_assert_same_bytes(entry, path);
        if (has_times && info.st_mtime != entry->modified)
            fail_msg("%s: time %ld instead of %ld", path, (long)info.st_mtime,
                     (long)entry->modified);
    }
    assert_int_equal(count_below(folder), expected->count);
}

void expected_remove_folder(const char *folder)
{
    DIR *listing = opendir(folder);
    struct dirent *entry;

    if (listing == NULL)
        return;
    chmod(folder, 0755);
    while ((entry = readdir(listing)) != NULL) {
        char path[PATH_BYTES];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (unlink(path) != 0)
            expected_remove_folder(path);
    }
    closedir(listing);
    rmdir(folder);
}
