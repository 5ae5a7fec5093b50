/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of the host that is gone when nobody uses it any more. */
#include "stream/scratch_file.h"

#include "base/memory.h"
#include "platform/file.h"

#include <string.h>

#define NAMES_TRIED 10000u /* other images of this machine have some */
#define DIGITS      4u

struct scratch_file {
    struct byte_source base;
    struct platform_file *file;
    char16 *path;
};

static struct scratch_file *scratch_file_of(struct byte_source *source)
{
    return (struct scratch_file *)source;
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    return platform_file_read_at(scratch_file_of(source)->file, offset, buffer, size, read);
}

static void destroy(struct byte_source *source)
{
    struct scratch_file *scratch = scratch_file_of(source);

    platform_file_close(scratch->file);
    memory_free(scratch->path);
    memory_free(scratch);
}

/* The path of the first name; `*digits` is where its number stands. */
static enum status make_path(const char16 *folder, char16 **path, size_t *digits)
{
    static const char16 name[] = u"OpenIMAPI0000.tmp";
    const size_t length = utf16_length(folder);
    const size_t units = sizeof(name) / sizeof(name[0]);
    char16 *made = memory_resize(NULL, length + 1 + units, sizeof(*made));
    size_t end = length;

    *path = made;
    if (made == NULL)
        return STATUS_NO_MEMORY;
    memcpy(made, folder, length * sizeof(*made));
    if (length != 0 && !platform_file_is_separator(folder[length - 1]))
        made[end++] = platform_file_separator();
    memcpy(made + end, name, sizeof(name));
    *digits = end + 9;
    return STATUS_OK;
}

static void set_number(char16 *digits, unsigned number)
{
    for (size_t i = DIGITS; i > 0; i--) {
        digits[i - 1] = (char16)('0' + number % 10);
        number /= 10;
    }
}

static enum status open_file(const char16 *folder, struct scratch_file *scratch)
{
    struct platform_file_info info;
    size_t digits;
    enum status status = platform_file_query(folder, &info);

    if (status == STATUS_OK && !info.is_directory)
        status = STATUS_WRONG_KIND;
    if (status == STATUS_OK)
        status = make_path(folder, &scratch->path, &digits);
    if (status != STATUS_OK)
        return status;
    for (unsigned number = 0; number < NAMES_TRIED; number++) {
        set_number(scratch->path + digits, number);
        status = platform_file_open(scratch->path, PLATFORM_FILE_TEMPORARY, &scratch->file);
        if (status != STATUS_ALREADY_EXISTS && status != STATUS_SHARING_VIOLATION)
            break;
    }
    return status;
}

enum status scratch_file_create(const char16 *folder, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct scratch_file *created = memory_allocate(1, sizeof(*created));
    enum status status;

    *source = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    byte_source_init(&created->base, &ops, INT64_MAX);
    status = open_file(folder, created);
    if (status != STATUS_OK) {
        destroy(&created->base);
        return status;
    }
    *source = &created->base;
    return STATUS_OK;
}

const char16 *scratch_file_path(const struct byte_source *source)
{
    return ((const struct scratch_file *)source)->path;
}

enum status scratch_file_write_at(struct byte_source *source, uint64_t offset, const void *data,
                                  size_t size)
{
    return platform_file_write_at(scratch_file_of(source)->file, offset, data, size);
}

void scratch_file_cut(struct byte_source *source, uint64_t size)
{
    (void)platform_file_resize(scratch_file_of(source)->file, size);
}

void scratch_file_discard(struct byte_source *source, uint64_t offset, uint64_t size)
{
    platform_file_discard(scratch_file_of(source)->file, offset, size);
}

enum status scratch_file_free_space(const char16 *folder, uint64_t *bytes)
{
    return platform_file_free_space(folder, bytes);
}
