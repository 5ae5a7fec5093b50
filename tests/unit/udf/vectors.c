/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Structures held against bytes that were worked out by hand. */
#include "unit/udf/vectors.h"

#include "support/cmocka_all.h"

#include "udf/tag.h"
#include "udf/writer.h"
#include "unit/fsimage/trees.h"

#include <string.h>

void assert_body(const uint8_t *block, const struct vector *vectors, size_t count)
{
    uint8_t expected[UDF_BLOCK_SIZE] = { 0 };

    for (size_t i = 0; i < count; i++)
        memcpy(expected + vectors[i].offset, vectors[i].bytes, vectors[i].size);
    for (size_t i = sizeof(struct udf_tag); i < UDF_BLOCK_SIZE; i++) {
        if (block[i] != expected[i])
            fail_msg("byte %zu is %02X, not %02X", i, block[i], expected[i]);
    }
}

void assert_tag(const uint8_t *block, unsigned identifier, unsigned version, unsigned serial,
                size_t end, uint32_t location)
{
    uint16_t found;
    struct udf_tag tag;

    memcpy(&tag, block, sizeof(tag));
    assert_int_equal(udf_tag_check(block, UDF_BLOCK_SIZE, location, &found), STATUS_OK);
    assert_int_equal(found, identifier);
    assert_int_equal(le16_get(tag.version), version);
    assert_int_equal(le16_get(tag.serial), serial);
    assert_int_equal(le16_get(tag.crc_length), end - sizeof(tag));
    assert_int_equal(tag.reserved, 0);
}

struct fsimage_layout make_volume_layout(void)
{
    static const struct fsimage_writer_class *const writers[] = { &udf_writer_class };
    struct fsimage_layout layout = {
        .image_time = TEST_TIME,
        .volume_name = u"NAME",
        .volume_name_length = 4,
        .file_systems = FSIMAGE_UDF,
    };

    memcpy(layout.volume_set_unique, "0123456789ABCDEF", sizeof(layout.volume_set_unique));
    assert_int_equal(fsimage_tree_create(writers, 1, &layout.tree), STATUS_OK);
    add_directory(layout.tree, u"d");
    add_zeros(layout.tree, u"a", 1);
    add_zeros(layout.tree, u"b", 1);
    return layout;
}

void drop_volume_layout(struct fsimage_layout *layout)
{
    fsimage_tree_drop(&layout->tree);
}

struct udf_image make_volume_image(const struct fsimage_layout *layout, unsigned revision)
{
    const bool has_metadata = udf_has_metadata(revision);

    return (struct udf_image){
        .layout = layout,
        .revision = revision,
        .style = { .version = udf_tag_version(revision), .serial = 1 },
        .main_sequence = 0x101,
        .reserve_sequence = 0x4321,
        .integrity_sequence = 0x111,
        .partition_start = 0x120,
        .partition_length = 0x4201,
        .has_metadata = has_metadata,
        .metadata = { .entry = 0,
                      .start = 0x20,
                      .mirror_entry = 0x4200,
                      .mirror_start = 0x4100,
                      .blocks = has_metadata ? 0x40 : 0,
                      .is_duplicated = true },
        .file_set_partition = has_metadata,
        .file_set_block = has_metadata ? 0 : 5,
        .first_unique_id = 16,
        .next_unique_id = UINT64_C(0x100000013),
        .minimum_read_revision = 0x102,
    };
}
