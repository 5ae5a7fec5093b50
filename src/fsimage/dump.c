/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The layout as text, for people and for tests that compare it with what was expected. */
#include "base/memory.h"
#include "fsimage/image.h"
#include "fsimage/rules.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct dump {
    char *text;
    size_t length;
    size_t capacity;
    enum status status;
};

static char *reserve(struct dump *dump, size_t more)
{
    if (dump->status == STATUS_OK && dump->capacity - dump->length < more) {
        const size_t capacity = dump->capacity * 2 + more;
        char *text = memory_resize(dump->text, capacity, 1);

        if (text == NULL)
            dump->status = STATUS_NO_MEMORY;
        else {
            dump->text = text;
            dump->capacity = capacity;
        }
    }
    return dump->status == STATUS_OK ? dump->text + dump->length : NULL;
}

#define LINE_MAXIMUM 160

__attribute__((format(printf, 2, 3))) static void print(struct dump *dump, const char *format, ...)
{
    char *out = reserve(dump, LINE_MAXIMUM);
    va_list arguments;

    if (out == NULL)
        return;
    va_start(arguments, format);
    dump->length += (size_t)vsnprintf(out, LINE_MAXIMUM, format, arguments);
    va_end(arguments);
}

static void print_path(struct dump *dump, const struct fsimage_tree *tree, uint32_t item)
{
    char16 *path;
    size_t length;
    size_t bytes;
    char *out;

    if (fsimage_item_full_path(tree, item, &path, &length) != STATUS_OK) {
        dump->status = STATUS_NO_MEMORY;
        return;
    }
    out = reserve(dump, length * 3 + 1);
    if (out != NULL && utf16_to_utf8(path, length, out, length * 3 + 1, &bytes) == STATUS_OK)
        dump->length += bytes;
    memory_free(path);
}

static void print_gap(struct dump *dump, uint32_t first, uint32_t end)
{
    if (first < end)
        print(dump, "%" PRIu32 " +%" PRIu32 " zero\n", first, end - first);
}

static void print_files(struct dump *dump, const struct fsimage_layout *layout)
{
    for (uint32_t i = 0; i < layout->extent_count; i++) {
        const uint32_t item = layout->extents[i];
        const struct node *node = node_at(layout->tree, item);

        print(dump, "%" PRIu32 " +%" PRIu64 " %s ", layout->first_blocks[item],
              rules_data_blocks(layout->tree, node),
              (node->marks & MARK_STREAM) != 0 ? "stream" : "file");
        print_path(dump, layout->tree, item);
        print(dump, " %" PRIu64 "\n", node->size);
    }
}

static void print_region(struct dump *dump, const struct fsimage_layout *layout,
                         const struct fsimage_region *region)
{
    if (region->owner == NULL)
        print_files(dump, layout);
    else
        print(dump, "%" PRIu32 " +%" PRIu32 " %s %s\n", region->first, region->blocks,
              fsimage_file_system_name(region->file_system), region->label);
}

enum status fsimage_result_dump(const struct fsimage_result *result, char **text)
{
    const struct fsimage_layout *layout = &result->layout;
    struct dump dump = { 0 };
    uint32_t end = 0;

    print(&dump, "session %" PRIu32 " blocks %" PRIu32 "\n", layout->session.start,
          layout->total_blocks);
    for (size_t i = 0; i < layout->plan.count; i++) {
        const struct fsimage_region *region = &layout->plan.regions[i];

        print_gap(&dump, end, region->first);
        print_region(&dump, layout, region);
        end = region->first + region->blocks;
    }
    print_gap(&dump, end, layout->total_blocks);
    *text = dump.text;
    if (dump.status != STATUS_OK) {
        memory_free(dump.text);
        *text = NULL;
    }
    return dump.status;
}
