/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A path that a caller names sources by. */
#include "stream/host_path.h"

#include "base/memory.h"

enum status host_path_init(struct host_path *out, const char16 *path)
{
    enum status status;

    *out = (struct host_path){ 0 };
    status = platform_file_absolute(path, &out->text);
    if (status != STATUS_OK)
        return status;
    out->length = utf16_length(out->text);
    out->name = out->length;
    while (out->name > 0 && !platform_file_is_separator(out->text[out->name - 1]))
        out->name--;
    return platform_file_query(out->text, &out->info);
}

void host_path_release(struct host_path *path)
{
    memory_free(path->text);
    *path = (struct host_path){ 0 };
}

bool host_path_is_same(const char16 *a, const char16 *b)
{
    struct platform_file_info info_a;
    struct platform_file_info info_b;

    return platform_file_query(a, &info_a) == STATUS_OK &&
           platform_file_query(b, &info_b) == STATUS_OK && info_a.volume_id == info_b.volume_id &&
           info_a.file_id == info_b.file_id;
}
