/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs for tests of reading. */
#include "unit/iso9660/disc.h"

#include "support/cmocka_all.h"

#include "stream/memory_source.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static uint32_t location_of_root(const struct iso9660_volume_descriptor *descriptor)
{
    return le32_get(descriptor->root.record.extent.le);
}

struct disc make_disc(struct fsimage_tree *tree)
{
    struct disc disc = { .image = make_image(tree != NULL ? tree : make_iso_tree()) };

    disc.primary =
        (struct iso9660_volume_descriptor *)descriptor_of(&disc.image, ISO9660_DESCRIPTOR_PRIMARY);
    disc.joliet = (struct iso9660_volume_descriptor *)descriptor_of(
        &disc.image, ISO9660_DESCRIPTOR_SUPPLEMENTARY);
    disc.root = (uint8_t *)block_at(&disc.image, location_of_root(disc.primary));
    while (disc.root[disc.used] != 0)
        disc.used += disc.root[disc.used];
    return disc;
}

void drop_disc(struct disc *disc)
{
    drop_image(&disc->image);
}

struct iso9660_directory_record *put_record(struct disc *disc, const char *identifier,
                                            uint32_t extent, uint32_t size, unsigned flags)
{
    const struct iso9660_entry entry = {
        .extent = extent,
        .data_length = size,
        .modification_time = TEST_TIME,
        .flags = (uint8_t)flags,
        .identifier = (const uint8_t *)identifier,
        .identifier_length = strlen(identifier),
    };
    uint8_t *at = disc->root + disc->used;

    assert_true(disc->used + iso9660_record_size(entry.identifier_length) <= ISO9660_BLOCK_SIZE);
    disc->used += iso9660_record_encode(&entry, at);
    return (struct iso9660_directory_record *)at;
}

struct listing_state {
    struct listing *listing;
    char path[8192];
    size_t lengths[8192]; /* of the path, by depth */
    size_t depth;
    size_t written;
};

__attribute__((format(printf, 2, 3))) static void write_text(struct listing_state *state,
                                                             const char *format, ...)
{
    const size_t left = sizeof(state->listing->text) - state->written;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(state->listing->text + state->written, left, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < left);
    state->written += (size_t)length;
}

static size_t append_name(struct listing_state *state, const struct fsimage_found_item *item)
{
    const size_t before = state->depth == 0 ? 0 : state->lengths[state->depth - 1];
    size_t length;

    assert_int_equal(utf16_to_utf8(item->name, item->name_length, state->path + before,
                                   sizeof(state->path) - before - 2, &length),
                     STATUS_OK);
    return before + length;
}

static enum status enter(void *context, const struct fsimage_found_item *item)
{
    struct listing_state *state = context;
    size_t length = append_name(state, item);

    assert_int_equal(item->kind, FSIMAGE_DIRECTORY);
    state->path[length++] = '/';
    state->path[length] = '\0';
    assert_true(state->depth < sizeof(state->lengths) / sizeof(state->lengths[0]));
    state->lengths[state->depth++] = length;
    if (state->depth < 10)
        write_text(state, "%s%s\n", state->path, item->is_hidden ? " hidden" : "");
    return STATUS_OK;
}

static enum status leave(void *context)
{
    struct listing_state *state = context;

    assert_true(state->depth > 0);
    state->depth--;
    return STATUS_OK;
}

static enum status take_file(void *context, const struct fsimage_found_item *item)
{
    struct listing_state *state = context;
    uint64_t size = 0;

    append_name(state, item);
    assert_int_equal(item->kind, FSIMAGE_FILE);
    assert_null(item->embedded);
    write_text(state, "%s", state->path);
    for (uint32_t i = 0; i < item->run_count; i++) {
        write_text(state, "%s%" PRIu64 "@%" PRIu32, i == 0 ? " " : "+", item->runs[i].size,
                   item->runs[i].location);
        size += item->runs[i].size;
    }
    write_text(state, "%s\n", item->is_hidden ? " hidden" : "");
    assert_int_equal(item->size, size);
    assert_int_equal(item->times.modification, item->times.creation);
    return STATUS_OK;
}

void list_source(const struct fsimage_volume_reader_class *class, struct byte_source *source,
                 uint32_t session_start, struct listing *listing)
{
    static const struct fsimage_volume_sink sink = { .enter = enter,
                                                     .leave = leave,
                                                     .file = take_file };
    const struct fsimage_disc disc = {
        .source = source,
        .session_start = session_start,
        .last_block = (uint32_t)(byte_source_size(source) / ISO9660_BLOCK_SIZE) - 1,
    };
    struct listing_state state = { .listing = listing };
    struct fsimage_volume *volume;

    *listing = (struct listing){ 0 };
    listing->status = class->open(&disc, &volume, &listing->problem);
    assert_true((volume != NULL) == (listing->status == STATUS_OK));
    if (listing->status != STATUS_OK)
        return;
    class->info(volume, &listing->info);
    listing->status = class->walk(volume, &sink, &state, &listing->problem);
    class->close(volume);
}

void list_disc(const struct disc *disc, struct listing *listing)
{
    struct byte_source *source;

    assert_int_equal(memory_source_create(disc->image.bytes,
                                          (size_t)disc->image.blocks * ISO9660_BLOCK_SIZE, &source),
                     STATUS_OK);
    list_source(&iso9660_volume_reader_class, source, 0, listing);
    byte_source_drop(&source);
}

void assert_refused(const struct disc *disc, enum status status, enum fsimage_problem_kind kind)
{
    struct listing listing;

    list_disc(disc, &listing);
    assert_string_equal(fsimage_problem_kind_name(listing.problem.kind),
                        fsimage_problem_kind_name(kind));
    assert_string_equal(status_name(listing.status), status_name(status));
    assert_int_equal(listing.problem.file_systems, FSIMAGE_ISO9660);
}
