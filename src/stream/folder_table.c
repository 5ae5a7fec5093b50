/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Folders of the host by number. */
#include "stream/folder_table.h"

#include "base/memory.h"
#include "platform/file.h"

#include <string.h>

struct folder_table_entry {
    size_t name; /* where it begins in the text */
    uint32_t parent;
    uint32_t length;
};

void folder_table_release(struct folder_table *table)
{
    memory_free(table->entries);
    memory_free(table->text);
    *table = (struct folder_table){ 0 };
}

static enum status grow_entries(struct folder_table *table)
{
    const uint32_t capacity = table->capacity != 0 ? table->capacity * 2 : 16;
    struct folder_table_entry *entries;

    if (table->count < table->capacity)
        return STATUS_OK;
    entries = capacity < table->capacity
                  ? NULL
                  : memory_resize(table->entries, capacity, sizeof(*entries));
    if (entries == NULL)
        return STATUS_NO_MEMORY;
    table->entries = entries;
    table->capacity = capacity;
    return STATUS_OK;
}

static enum status grow_text(struct folder_table *table, size_t needed)
{
    const size_t capacity = table->text_capacity * 2 + needed + 256;
    char16 *text;

    if (needed <= table->text_capacity - table->text_length)
        return STATUS_OK;
    text = memory_resize(table->text, capacity, sizeof(*text));
    if (text == NULL)
        return STATUS_NO_MEMORY;
    table->text = text;
    table->text_capacity = capacity;
    return STATUS_OK;
}

enum status folder_table_add(struct folder_table *table, uint32_t parent, const char16 *name,
                             size_t length, uint32_t *folder)
{
    *folder = FOLDER_TABLE_NONE;
    if (grow_entries(table) != STATUS_OK || grow_text(table, length + 1) != STATUS_OK)
        return STATUS_NO_MEMORY;
    memcpy(table->text + table->text_length, name, length * sizeof(*name));
    table->text[table->text_length + length] = 0;
    table->entries[table->count] = (struct folder_table_entry){
        .name = table->text_length,
        .parent = parent,
        .length = (uint32_t)length,
    };
    table->text_length += length + 1;
    *folder = table->count++;
    return STATUS_OK;
}

void folder_table_cut(struct folder_table *table, uint32_t count)
{
    if (count >= table->count)
        return;
    table->text_length = table->entries[count].name;
    table->count = count;
}

uint32_t folder_table_parent(const struct folder_table *table, uint32_t folder)
{
    return table->entries[folder].parent;
}

const char16 *folder_table_name(const struct folder_table *table, uint32_t folder)
{
    return table->text + table->entries[folder].name;
}

/* Every component but the first is led by a separator, unless a root brings its own. */
static size_t separator_length(const struct folder_table *table,
                               const struct folder_table_entry *before)
{
    const char16 *name = table->text + before->name;

    return before->length != 0 && platform_file_is_separator(name[before->length - 1]) ? 0 : 1;
}

static size_t length_of(const struct folder_table *table, uint32_t folder)
{
    size_t length = 0;

    while (folder != FOLDER_TABLE_NONE) {
        const struct folder_table_entry *entry = &table->entries[folder];

        length += entry->length;
        if (entry->parent != FOLDER_TABLE_NONE)
            length += separator_length(table, &table->entries[entry->parent]);
        folder = entry->parent;
    }
    return length;
}

enum status folder_table_path(const struct folder_table *table, uint32_t folder, const char16 *name,
                              size_t length, char16 **path, size_t *path_length)
{
    const size_t separator = length == 0 ? 0 : separator_length(table, &table->entries[folder]);
    const size_t total = length_of(table, folder) + separator + length;
    char16 *out = memory_resize(NULL, total + 1, sizeof(*out));
    size_t end = total - length;

    *path = out;
    *path_length = 0;
    if (out == NULL)
        return STATUS_NO_MEMORY;
    *path_length = total;
    out[total] = 0;
    if (length != 0)
        memcpy(out + end, name, length * sizeof(*name));
    if (separator != 0)
        out[--end] = platform_file_separator();
    while (folder != FOLDER_TABLE_NONE) {
        const struct folder_table_entry *entry = &table->entries[folder];

        end -= entry->length;
        memcpy(out + end, table->text + entry->name, entry->length * sizeof(*out));
        if (entry->parent != FOLDER_TABLE_NONE &&
            separator_length(table, &table->entries[entry->parent]) != 0)
            out[--end] = platform_file_separator();
        folder = entry->parent;
    }
    return STATUS_OK;
}
