/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of the host as a byte source. */
#include "stream/file_source.h"

#include "base/memory.h"
#include "platform/file.h"

struct file_source {
    struct byte_source base;
    struct platform_file *file;
};

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    return platform_file_read_at(((struct file_source *)source)->file, offset, buffer, size, read);
}

static void destroy(struct byte_source *source)
{
    platform_file_close(((struct file_source *)source)->file);
    memory_free(source);
}

enum status file_source_adopt(struct platform_file *file, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at,
                                                .destroy = destroy,
                                                .is_thread_safe = true };
    struct file_source *created = NULL;
    uint64_t size;
    enum status status = platform_file_size(file, &size);

    *source = NULL;
    if (status == STATUS_OK) {
        created = memory_allocate(1, sizeof(*created));
        status = created != NULL ? STATUS_OK : STATUS_NO_MEMORY;
    }
    if (status != STATUS_OK) {
        platform_file_close(file);
        return status;
    }
    byte_source_init(&created->base, &ops, size);
    created->file = file;
    *source = &created->base;
    return STATUS_OK;
}

enum status file_source_open(const char16 *path, struct byte_source **source)
{
    struct platform_file_info info;
    struct platform_file *file;
    enum status status = platform_file_query(path, &info);

    *source = NULL;
    if (status != STATUS_OK)
        return status;
    if (!info.is_regular)
        return STATUS_WRONG_KIND;
    status = platform_file_open(path, PLATFORM_FILE_READ, &file);
    if (status != STATUS_OK)
        return status;
    return file_source_adopt(file, source);
}
