/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Images for tests of iso9660. */
#include "unit/iso9660/image.h"

#include "support/cmocka_all.h"

#include "iso9660/writer.h"

#include <stdlib.h>
#include <string.h>

struct fsimage_tree *make_iso_tree(void)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class };
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(writers, 1, &tree), STATUS_OK);
    return tree;
}

struct image make_image(struct fsimage_tree *tree)
{
    struct image image = { .tree = tree, .session_start = fsimage_tree_session_start(tree) };
    struct byte_source *reader;
    struct fsimage_problem problem;
    uint32_t used;

    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    image.result = make_result(tree);
    image.blocks = fsimage_result_total_blocks(image.result);
    assert_int_equal(image.blocks, used);
    image.bytes = malloc((size_t)image.blocks * ISO9660_BLOCK_SIZE);
    assert_int_equal(fsimage_reader_create(image.result, &reader), STATUS_OK);
    assert_int_equal(
        byte_source_read_exact(reader, 0, image.bytes, (size_t)image.blocks * ISO9660_BLOCK_SIZE),
        STATUS_OK);
    byte_source_drop(&reader);
    return image;
}

void drop_image(struct image *image)
{
    free(image->bytes);
    fsimage_result_drop(&image->result);
    fsimage_tree_drop(&image->tree);
}

const uint8_t *block_at(const struct image *image, uint32_t block)
{
    assert_true(block >= image->session_start && block - image->session_start < image->blocks);
    return image->bytes + (size_t)(block - image->session_start) * ISO9660_BLOCK_SIZE;
}

const struct iso9660_volume_descriptor *descriptor_of(const struct image *image,
                                                      enum iso9660_descriptor_type type)
{
    for (uint32_t block = 16;; block++) {
        const struct iso9660_volume_descriptor *descriptor =
            (const void *)block_at(image, image->session_start + block);

        assert_memory_equal(descriptor->standard_identifier, "CD001", 5);
        assert_int_equal(descriptor->version, 1);
        if (descriptor->type == type)
            return descriptor;
        assert_int_not_equal(descriptor->type, ISO9660_DESCRIPTOR_TERMINATOR);
    }
}

static uint32_t get32(both32 field)
{
    uint32_t value;

    assert_true(both32_get(field, &value));
    return value;
}

static struct found_record parse_record(const uint8_t *at, uint32_t left, bool is_joliet)
{
    struct iso9660_directory_record head;
    struct found_record record = { 0 };
    const uint8_t *identifier = at + sizeof(head);
    uint16_t sequence;

    memcpy(&head, at, sizeof(head));
    assert_true(head.length <= left);
    assert_int_equal(head.length,
                     sizeof(head) + head.identifier_length + (head.identifier_length % 2 == 0));
    assert_true(head.length % 2 == 0);
    assert_true(both16_get(head.volume_sequence_number, &sequence));
    assert_int_equal(sequence, 1);
    assert_int_equal(head.extended_attribute_length, 0);
    if (head.identifier_length % 2 == 0)
        assert_int_equal(identifier[head.identifier_length], 0);
    record.extent = get32(head.extent);
    record.size = get32(head.data_length);
    record.flags = head.flags;
    record.date = head.date;
    record.length = head.identifier_length;
    if (is_joliet && head.identifier_length > 1) {
        assert_true(head.identifier_length % 2 == 0);
        record.length /= 2;
        for (size_t i = 0; i < record.length; i++)
            record.name[i] = (char16)(identifier[2 * i] << 8 | identifier[2 * i + 1]);
    } else {
        for (size_t i = 0; i < record.length; i++)
            record.name[i] = identifier[i];
    }
    return record;
}

void visit_directory(const struct image *image, uint32_t extent, uint32_t size, bool is_joliet,
                     record_visitor visitor, void *context)
{
    assert_true(size != 0 && size % ISO9660_BLOCK_SIZE == 0);
    for (uint32_t block = 0; block < size / ISO9660_BLOCK_SIZE; block++) {
        const uint8_t *bytes = block_at(image, extent + block);
        uint32_t at = 0;

        while (at < ISO9660_BLOCK_SIZE && bytes[at] != 0) {
            const struct found_record record =
                parse_record(bytes + at, ISO9660_BLOCK_SIZE - at, is_joliet);

            visitor(context, &record);
            at += bytes[at];
        }
        assert_true(at != 0);
        for (; at < ISO9660_BLOCK_SIZE; at++)
            assert_int_equal(bytes[at], 0);
    }
}

/* A directory met on the walk: where it is, and whose child. */
struct met_directory {
    uint32_t extent;
    uint32_t size;
    uint32_t parent; /* index */
    uint32_t level;
    struct found_record record;
};

struct walk {
    const struct image *image;
    bool is_joliet;
    struct met_directory *directories;
    uint32_t count;
    uint32_t current;
    uint32_t files;
    uint32_t seen; /* records of the current directory */
    struct found_record last;
};

/* What ECMA-119 9.3 compares: name and extension filled up with blanks, then the version. */
static int compare_iso(const struct found_record *a, const struct found_record *b)
{
    char16 fields[2][64];
    const struct found_record *records[2] = { a, b };

    for (int i = 0; i < 2; i++) {
        size_t at = 0;

        for (size_t unit = 0; unit < 64; unit++)
            fields[i][unit] = ' ';
        for (size_t unit = 0; unit < records[i]->length; unit++) {
            if (records[i]->name[unit] == ';')
                break;
            if (records[i]->name[unit] == '.')
                at = 32;
            else
                fields[i][at++] = records[i]->name[unit];
        }
    }
    return utf16_compare(fields[0], 64, fields[1], 64);
}

static size_t without_version(const struct found_record *record)
{
    size_t length = 0;

    while (length < record->length && record->name[length] != ';')
        length++;
    return length;
}

static int compare_records(const struct walk *walk, const struct found_record *a,
                           const struct found_record *b)
{
    if (!walk->is_joliet)
        return compare_iso(a, b);
    return utf16_compare(a->name, without_version(a), b->name, without_version(b));
}

static void meet(void *context, const struct found_record *record)
{
    struct walk *walk = context;
    const struct met_directory *self = &walk->directories[walk->current];
    const struct met_directory *parent = &walk->directories[self->parent];

    if (walk->seen < 2) {
        const struct met_directory *named = walk->seen == 0 ? self : parent;

        assert_int_equal(record->length, 1);
        assert_int_equal(record->name[0], walk->seen);
        assert_int_equal(record->extent, named->extent);
        assert_int_equal(record->size, named->size);
        assert_int_equal(record->flags, ISO9660_FLAG_DIRECTORY);
    } else {
        if (walk->seen > 2)
            assert_true(compare_records(walk, &walk->last, record) < 0);
        walk->last = *record;
        if ((record->flags & ISO9660_FLAG_DIRECTORY) != 0) {
            walk->directories =
                realloc(walk->directories, (walk->count + 1) * sizeof(*walk->directories));
            walk->directories[walk->count++] = (struct met_directory){
                .extent = record->extent,
                .size = record->size,
                .parent = walk->current,
                .level = walk->directories[walk->current].level + 1,
                .record = *record,
            };
        } else {
            walk->files++;
            assert_true((record->size == 0) == (record->extent == 0));
            if (record->size != 0) {
                block_at(walk->image, record->extent);
                block_at(walk->image, record->extent + (record->size - 1) / ISO9660_BLOCK_SIZE);
            }
        }
    }
    walk->seen++;
}

static uint32_t number_at(const uint8_t *at, size_t bytes, bool is_big_endian)
{
    uint32_t value = 0;

    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | at[is_big_endian ? i : bytes - 1 - i];
    return value;
}

/* Records were met level by level, parent by parent, in their order: as the table lists them. */
static void check_table(const struct walk *walk, const uint8_t *table, uint32_t size,
                        bool is_type_m)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < walk->count; i++) {
        const struct met_directory *directory = &walk->directories[i];
        const uint32_t length = table[at];

        assert_true(at + 8 + length <= size);
        assert_int_equal(table[at + 1], 0);
        assert_int_equal(number_at(table + at + 2, 4, is_type_m), directory->extent);
        assert_int_equal(number_at(table + at + 6, 2, is_type_m), directory->parent + 1);
        if (i == 0) {
            assert_int_equal(length, 1);
            assert_int_equal(table[at + 8], 0);
        } else {
            assert_int_equal(length, directory->record.length * (walk->is_joliet ? 2 : 1));
            for (size_t unit = 0; unit < directory->record.length; unit++)
                assert_int_equal(walk->is_joliet ? number_at(table + at + 8 + 2 * unit, 2, true)
                                                 : table[at + 8 + unit],
                                 directory->record.name[unit]);
        }
        at += 8 + length + length % 2;
    }
    assert_int_equal(at, size);
}

uint32_t check_hierarchy(const struct image *image,
                         const struct iso9660_volume_descriptor *descriptor)
{
    struct walk walk = {
        .image = image,
        .is_joliet = descriptor->type == ISO9660_DESCRIPTOR_SUPPLEMENTARY,
        .directories = calloc(1, sizeof(*walk.directories)),
        .count = 1,
    };
    const uint32_t table_size = get32(descriptor->path_table_size);

    walk.directories[0] = (struct met_directory){
        .extent = get32(descriptor->root.record.extent),
        .size = get32(descriptor->root.record.data_length),
        .level = 1,
    };
    for (walk.current = 0; walk.current < walk.count; walk.current++) {
        walk.seen = 0;
        visit_directory(image, walk.directories[walk.current].extent,
                        walk.directories[walk.current].size, walk.is_joliet, meet, &walk);
        assert_true(walk.seen >= 2);
    }
    check_table(&walk, block_at(image, le32_get(descriptor->type_l_path_table)), table_size, false);
    check_table(&walk, block_at(image, be32_get(descriptor->type_m_path_table)), table_size, true);
    assert_int_equal(walk.count, fsimage_tree_directory_count(image->tree) + 1);
    free(walk.directories);
    return walk.files;
}

struct search {
    const char16 *name;
    size_t length;
    struct found_record found;
    bool is_found;
};

static void compare_name(void *context, const struct found_record *record)
{
    struct search *search = context;

    if (utf16_compare(search->name, search->length, record->name, record->length) == 0) {
        assert_false(search->is_found);
        search->found = *record;
        search->is_found = true;
    }
}

struct found_record find_record(const struct image *image,
                                const struct iso9660_volume_descriptor *descriptor,
                                const char16 *path)
{
    struct search search = {
        .found = { .extent = get32(descriptor->root.record.extent),
                   .size = get32(descriptor->root.record.data_length) },
    };

    while (*path != 0) {
        search.name = path;
        search.is_found = false;
        for (search.length = 0; path[search.length] != 0 && path[search.length] != '/';)
            search.length++;
        visit_directory(image, search.found.extent, search.found.size,
                        descriptor->type == ISO9660_DESCRIPTOR_SUPPLEMENTARY, compare_name,
                        &search);
        assert_true(search.is_found);
        path += search.length;
        path += *path == '/';
    }
    return search.found;
}
