/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openimapi-layout: what lies where in a disc image, in words. */
#include "tools/console.h"
#include "tools/extent_list.h"
#include "tools/volume_structures.h"

#include "base/memory.h"
#include "iso9660/reader.h"
#include "stream/file_source.h"
#include "udf/volume.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROGRAM "openimapi-layout"

enum exit_code {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_FAILED = 1,
    EXIT_CODE_USAGE = 2,
};

static const char usage[] =
    "usage: " PROGRAM " IMAGE [SESSION]\n"
    "\n"
    "Shows the file systems of a disc image, and what lies in which of its blocks of 2048\n"
    "bytes: volume structures, boot images, files; '-' is what none of them claims. SESSION\n"
    "is the block where the session to be looked at begins; 0 is the first.\n"
    "Ends with 0 when done, 1 when the image cannot be read, 2 when the command line is wrong.\n";

/* A walk through one file system. */
struct walk {
    struct extent_list *list;
    struct text path;
    size_t *levels; /* lengths of the path above each folder that was entered */
    size_t level_count;
    size_t level_capacity;
    uint64_t files;
    uint64_t folders;
};

static void complain(const char *image, const char *what)
{
    struct text text = { 0 };

    text_add(&text, PROGRAM ": '%s': %s\n", image, what);
    console_print_error(text.bytes != NULL ? text.bytes : PROGRAM ": not enough memory\n");
    text_release(&text);
}

static char *narrow(const char16 *name, size_t length)
{
    char *bytes = memory_allocate(3 * length + 1, 1);
    size_t size;

    if (bytes != NULL)
        (void)utf16_to_utf8(name, length, bytes, 3 * length + 1, &size);
    return bytes;
}

/* Gives the length before, for the way back. */
static enum status descend(struct walk *walk, const struct fsimage_found_item *item, size_t *before)
{
    char *name = narrow(item->name, item->name_length);

    *before = walk->path.length;
    if (name == NULL)
        return STATUS_NO_MEMORY;
    text_add(&walk->path, "\\%s", name);
    memory_free(name);
    return walk->path.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static void ascend(struct walk *walk, size_t length)
{
    walk->path.length = length;
    walk->path.bytes[length] = '\0';
}

static bool reserve_level(struct walk *walk)
{
    const size_t capacity = walk->level_capacity != 0 ? 2 * walk->level_capacity : 16;
    size_t *levels;

    if (walk->level_count < walk->level_capacity)
        return true;
    levels = memory_resize(walk->levels, capacity, sizeof(*levels));
    if (levels == NULL)
        return false;
    walk->levels = levels;
    walk->level_capacity = capacity;
    return true;
}

static enum status enter(void *context, const struct fsimage_found_item *directory)
{
    struct walk *walk = context;

    if (!reserve_level(walk))
        return STATUS_NO_MEMORY;
    walk->folders++;
    return descend(walk, directory, &walk->levels[walk->level_count++]);
}

static enum status leave(void *context)
{
    struct walk *walk = context;

    ascend(walk, walk->levels[--walk->level_count]);
    return STATUS_OK;
}

static enum status file(void *context, const struct fsimage_found_item *item)
{
    struct walk *walk = context;
    size_t before;
    enum status status = descend(walk, item, &before);

    if (status != STATUS_OK)
        return status;
    walk->files++;
    for (uint32_t i = 0; i < item->run_count; i++)
        extent_list_add(walk->list, item->runs[i].location,
                        (uint32_t)fsimage_blocks_of(item->runs[i].size), walk->path.bytes);
    ascend(walk, before);
    return walk->list->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static void describe(const struct fsimage_volume_reader_class *class, struct fsimage_volume *volume,
                     const struct walk *walk, struct text *text)
{
    struct fsimage_volume_info info;
    char *name;

    class->info(volume, &info);
    name = narrow(info.name, info.name_length);
    if (class->file_system == FSIMAGE_UDF)
        text_add(text, "UDF %x.%02x", info.udf_revision >> 8, info.udf_revision & 0xFF);
    else
        text_add(text, "%s", class->file_system == FSIMAGE_JOLIET ? "Joliet" : "ISO 9660");
    text_add(text, " '%s': %" PRIu64 " files in %" PRIu64 " folders\n", name != NULL ? name : "?",
             walk->files, walk->folders);
    memory_free(name);
}

/* One that is absent is passed over; one that is damaged is told, and so is what was read of it. */
static enum status add_file_system(const struct fsimage_volume_reader_class *class,
                                   const struct fsimage_disc *disc, struct extent_list *list,
                                   struct text *text)
{
    static const struct fsimage_volume_sink sink = { .enter = enter, .leave = leave, .file = file };
    struct walk walk = { .list = list };
    struct fsimage_volume *volume = NULL;
    struct fsimage_problem problem;
    enum status status = class->open(disc, &volume, &problem);

    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    text_add(&walk.path, "%s", "");
    if (status == STATUS_OK) {
        status = class->walk(volume, &sink, &walk, &problem);
        describe(class, volume, &walk, text);
    }
    if (status != STATUS_OK && status != STATUS_NO_MEMORY) {
        text_add(text, "  damaged: %s\n", status_cause(status));
        status = STATUS_OK;
    }
    class->close(volume);
    text_release(&walk.path);
    memory_free(walk.levels);
    return status;
}

static enum status show(const struct fsimage_disc *disc, struct text *text)
{
    /* The one with the best names first: of what all share, its names count. */
    static const struct fsimage_volume_reader_class *const classes[] = {
        &udf_volume_reader_class,
        &iso9660_joliet_volume_reader_class,
        &iso9660_volume_reader_class,
    };
    struct extent_list list = { 0 };
    enum status status = STATUS_OK;

    text_add(text, "%" PRIu32 " blocks\n", disc->last_block + 1);
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]) && status == STATUS_OK; i++)
        status = add_file_system(classes[i], disc, &list, text);
    if (status == STATUS_OK && list.count == 0)
        text_add(text, "no file system with files in it\n");
    if (status == STATUS_OK)
        status = volume_structures_add(disc, &list);
    if (status == STATUS_OK && !list.failed)
        extent_list_print(&list, disc->last_block + 1, text);
    if (list.failed || text->failed)
        status = STATUS_NO_MEMORY;
    extent_list_release(&list);
    return status;
}

static enum status open_image(const char *path, struct fsimage_disc *disc)
{
    const size_t length = strlen(path);
    char16 *wide = memory_allocate(length + 1, sizeof(*wide));
    uint64_t blocks;
    size_t count;
    enum status status = STATUS_NO_MEMORY;

    if (wide != NULL)
        status = utf16_from_utf8(path, length, wide, length, &count);
    if (status == STATUS_OK)
        status = file_source_open(wide, &disc->source);
    memory_free(wide);
    if (status != STATUS_OK)
        return status;
    blocks = byte_source_size(disc->source) / FSIMAGE_BLOCK_SIZE;
    if (blocks == 0 || blocks > UINT32_MAX || disc->session_start >= blocks) {
        byte_source_drop(&disc->source);
        return STATUS_CORRUPT;
    }
    disc->last_block = (uint32_t)blocks - 1;
    return STATUS_OK;
}

static bool parse_session(const char *text, uint32_t *session)
{
    char *end;
    const unsigned long long value = strtoull(text, &end, 10);

    *session = (uint32_t)value;
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && value <= UINT32_MAX;
}

int console_main(int argc, char **argv)
{
    struct fsimage_disc disc = { 0 };
    struct text text = { 0 };
    enum status status;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        console_print(usage);
        return EXIT_CODE_DONE;
    }
    if (argc < 2 || argc > 3 || (argc == 3 && !parse_session(argv[2], &disc.session_start))) {
        console_print_error(usage);
        return EXIT_CODE_USAGE;
    }
    status = open_image(argv[1], &disc);
    if (status == STATUS_OK)
        status = show(&disc, &text);
    if (status == STATUS_OK)
        console_print(text.bytes);
    else
        complain(argv[1],
                 status == STATUS_CORRUPT ? "this is no disc image" : status_cause(status));
    byte_source_drop(&disc.source);
    text_release(&text);
    return status == STATUS_OK ? EXIT_CODE_DONE : EXIT_CODE_FAILED;
}
