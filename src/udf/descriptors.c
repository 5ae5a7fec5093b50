/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume structures. */
#include "udf/descriptors.h"

#include "udf/charset.h"
#include "udf/regid.h"
#include "udf/timestamp.h"

#include <string.h>

#define MAP_TYPE_PHYSICAL 1 /* ECMA-167 3/10.7.2 */
#define MAP_TYPE_OTHER    2 /* ECMA-167 3/10.7.3 */

#define PARTITION_ALLOCATED 1 /* ECMA-167 3/10.5.3 */
#define PARTITIONS_MAXIMUM  2
#define FILE_SET_BLOCKS     2 /* the descriptor and a terminating one */

/* What the sequence holds, in the order in which it does. */
enum sequence_position {
    POSITION_PRIMARY_VOLUME,
    POSITION_IMPLEMENTATION_USE_VOLUME,
    POSITION_PARTITION,
    POSITION_LOGICAL_VOLUME,
    POSITION_UNALLOCATED_SPACE,
    POSITION_TERMINATING,
};

const char *udf_recognition_identifier(unsigned revision)
{
    return udf_tag_version(revision) == 2 ? "NSR02" : "NSR03";
}

void udf_recognition_emit(const char *identifier, uint8_t *out)
{
    struct udf_recognition_descriptor descriptor = { .version = 1 };

    memcpy(descriptor.identifier, identifier, sizeof(descriptor.identifier));
    memset(out, 0, UDF_BLOCK_SIZE);
    memcpy(out, &descriptor, sizeof(descriptor));
}

static struct udf_extent extent_of(uint32_t location, uint32_t blocks)
{
    return (struct udf_extent){
        .length = le32_of(blocks * UDF_BLOCK_SIZE),
        .location = le32_of(location),
    };
}

/* Writes a descriptor whose body is `size` bytes at `descriptor`, at the begin of a block. */
static void put(const void *descriptor, size_t size, enum udf_tag_identifier identifier,
                const struct udf_tag_style *style, size_t sealed_size, uint32_t location,
                uint8_t *out)
{
    memset(out, 0, UDF_BLOCK_SIZE);
    memcpy(out, descriptor, size);
    udf_tag_seal(out, sealed_size, identifier, style, location);
}

void udf_anchor_emit(const struct udf_image *image, uint32_t location, uint8_t *out)
{
    const struct udf_anchor anchor = {
        .main_sequence = extent_of(image->main_sequence, UDF_SEQUENCE_BLOCKS),
        .reserve_sequence = extent_of(image->reserve_sequence, UDF_SEQUENCE_BLOCKS),
    };

    put(&anchor, sizeof(anchor), UDF_TAG_ANCHOR, &image->style, UDF_DESCRIPTOR_SIZE, location, out);
}

void udf_terminating_emit(const struct udf_tag_style *style, uint32_t location, uint8_t *out)
{
    const struct udf_tag tag = { 0 };

    put(&tag, sizeof(tag), UDF_TAG_TERMINATING, style, UDF_DESCRIPTOR_SIZE, location, out);
}

static void put_volume_name(uint8_t *field, size_t size, const struct fsimage_layout *layout)
{
    udf_dstring_encode(field, size, layout->volume_name, layout->volume_name_length);
}

/* OSTA UDF 2.2.2.5: sixteen characters that no other volume set has, then what people call it. */
static void put_volume_set_name(uint8_t *field, size_t size, const struct fsimage_layout *layout)
{
    char16 text[FSIMAGE_VOLUME_SET_UNIQUE_LENGTH + FSIMAGE_VOLUME_NAME_MAXIMUM];

    for (size_t i = 0; i < FSIMAGE_VOLUME_SET_UNIQUE_LENGTH; i++)
        text[i] = (char16)(unsigned char)layout->volume_set_unique[i];
    memcpy(text + FSIMAGE_VOLUME_SET_UNIQUE_LENGTH, layout->volume_name,
           layout->volume_name_length * sizeof(*text));
    udf_dstring_encode(field, size, text,
                       FSIMAGE_VOLUME_SET_UNIQUE_LENGTH + layout->volume_name_length);
}

static void emit_primary_volume(const struct udf_image *image, uint32_t location, uint8_t *out)
{
    struct udf_primary_volume descriptor = {
        .sequence_number = le32_of(POSITION_PRIMARY_VOLUME),
        .volume_sequence_number = le16_of(1),
        .volume_sequence_maximum = le16_of(1),
        .interchange_level = le16_of(2),
        .interchange_level_maximum = le16_of(3),
        .character_sets = le32_of(1),
        .character_sets_maximum = le32_of(1),
        .descriptor_character_set = udf_charspec_unicode(),
        .explanatory_character_set = udf_charspec_unicode(),
        .application = udf_regid_implementation(),
        .recording_time = udf_timestamp_of(image->layout->image_time),
        .implementation = udf_regid_implementation(),
    };

    put_volume_name(descriptor.volume_identifier, sizeof(descriptor.volume_identifier),
                    image->layout);
    put_volume_set_name(descriptor.volume_set_identifier, sizeof(descriptor.volume_set_identifier),
                        image->layout);
    put(&descriptor, sizeof(descriptor), UDF_TAG_PRIMARY_VOLUME, &image->style, sizeof(descriptor),
        location, out);
}

static void emit_implementation_use_volume(const struct udf_image *image, uint32_t location,
                                           uint8_t *out)
{
    struct udf_implementation_use_volume descriptor = {
        .sequence_number = le32_of(POSITION_IMPLEMENTATION_USE_VOLUME),
        .identifier = udf_regid_udf(UDF_LOGICAL_VOLUME_INFORMATION, image->revision),
        .character_set = udf_charspec_unicode(),
        .implementation = udf_regid_implementation(),
    };

    put_volume_name(descriptor.volume_identifier, sizeof(descriptor.volume_identifier),
                    image->layout);
    put(&descriptor, sizeof(descriptor), UDF_TAG_IMPLEMENTATION_USE_VOLUME, &image->style,
        sizeof(descriptor), location, out);
}

static void emit_partition(const struct udf_image *image, uint32_t location, uint8_t *out)
{
    char contents[] = "+NSR0?";
    struct udf_partition descriptor = {
        .sequence_number = le32_of(POSITION_PARTITION),
        .flags = le16_of(PARTITION_ALLOCATED),
        .access_type = le32_of(UDF_ACCESS_READ_ONLY),
        .start = le32_of(image->partition_start),
        .length = le32_of(image->partition_length),
        .implementation = udf_regid_implementation(),
    };

    memcpy(contents + 1, udf_recognition_identifier(image->revision), sizeof(contents) - 2);
    descriptor.contents = udf_regid_of(contents);
    put(&descriptor, sizeof(descriptor), UDF_TAG_PARTITION, &image->style, sizeof(descriptor),
        location, out);
}

static struct udf_partition_map physical_map(void)
{
    return (struct udf_partition_map){
        .type = MAP_TYPE_PHYSICAL,
        .length = sizeof(struct udf_partition_map),
        .volume_sequence_number = le16_of(1),
    };
}

/* Extents are aligned on the disc: within a partition of others that may be worth nothing. */
static uint16_t alignment_unit(const struct udf_image *image)
{
    return image->partition_start % UDF_METADATA_UNIT == 0 ? UDF_METADATA_UNIT : 1;
}

static struct udf_metadata_map metadata_map(const struct udf_image *image)
{
    return (struct udf_metadata_map){
        .type = MAP_TYPE_OTHER,
        .length = sizeof(struct udf_metadata_map),
        .identifier = udf_regid_udf(UDF_METADATA_PARTITION_IDENTIFIER, image->revision),
        .volume_sequence_number = le16_of(1),
        .metadata_file = le32_of(image->metadata.entry),
        .mirror_file = le32_of(image->metadata.mirror_entry),
        .bitmap_file = le32_of(UDF_NO_BITMAP_FILE),
        .allocation_unit = le32_of(UDF_METADATA_UNIT),
        .alignment_unit = le16_of(alignment_unit(image)),
        .flags = image->metadata.is_duplicated ? UDF_METADATA_IS_DUPLICATED : 0,
    };
}

static void emit_logical_volume(const struct udf_image *image, uint32_t location, uint8_t *out)
{
    struct {
        struct udf_logical_volume head;
        struct udf_partition_map physical;
        struct udf_metadata_map metadata;
    } descriptor = {
        .head = { .sequence_number = le32_of(POSITION_LOGICAL_VOLUME),
                  .character_set = udf_charspec_unicode(),
                  .block_size = le32_of(UDF_BLOCK_SIZE),
                  .domain = udf_regid_domain(image->revision),
                  .file_set = { .length = le32_of(FILE_SET_BLOCKS * UDF_BLOCK_SIZE),
                                .block = le32_of(image->file_set_block),
                                .partition = le16_of(image->file_set_partition) },
                  .implementation = udf_regid_implementation(),
                  .integrity_sequence =
                      extent_of(image->integrity_sequence, UDF_INTEGRITY_BLOCKS) },
        .physical = physical_map(),
    };
    size_t size = sizeof(descriptor) - sizeof(descriptor.metadata);

    if (image->has_metadata) {
        descriptor.metadata = metadata_map(image);
        size = sizeof(descriptor);
    }
    descriptor.head.map_table_length = le32_of((uint32_t)(size - sizeof(descriptor.head)));
    descriptor.head.map_count = le32_of(image->has_metadata ? 2 : 1);
    put_volume_name(descriptor.head.volume_identifier, sizeof(descriptor.head.volume_identifier),
                    image->layout);
    put(&descriptor, size, UDF_TAG_LOGICAL_VOLUME, &image->style, size, location, out);
}

/* There is none; the descriptor is recorded all the same (OSTA UDF 2.2.5). */
static void emit_unallocated_space(const struct udf_image *image, uint32_t location, uint8_t *out)
{
    const struct udf_unallocated_space descriptor = {
        .sequence_number = le32_of(POSITION_UNALLOCATED_SPACE),
    };

    put(&descriptor, sizeof(descriptor), UDF_TAG_UNALLOCATED_SPACE, &image->style,
        sizeof(descriptor), location, out);
}

void udf_sequence_emit(const struct udf_image *image, uint32_t start, uint32_t index, uint8_t *out)
{
    const uint32_t location = start + index;

    switch (index) {
    case POSITION_PRIMARY_VOLUME:
        emit_primary_volume(image, location, out);
        break;
    case POSITION_IMPLEMENTATION_USE_VOLUME:
        emit_implementation_use_volume(image, location, out);
        break;
    case POSITION_PARTITION:
        emit_partition(image, location, out);
        break;
    case POSITION_LOGICAL_VOLUME:
        emit_logical_volume(image, location, out);
        break;
    case POSITION_UNALLOCATED_SPACE:
        emit_unallocated_space(image, location, out);
        break;
    case POSITION_TERMINATING:
        udf_terminating_emit(&image->style, location, out);
        break;
    default:
        memset(out, 0, UDF_BLOCK_SIZE);
        break;
    }
}

/* OSTA UDF 2.2.6.4: those who may write are those who know the revision. */
static struct udf_integrity_use integrity_use(const struct udf_image *image)
{
    const struct fsimage_tree *tree = image->layout->tree;

    return (struct udf_integrity_use){
        .implementation = udf_regid_implementation(),
        .file_count = le32_of(fsimage_tree_file_count(tree)),
        .directory_count = le32_of(fsimage_tree_directory_count(tree) + 1),
        .minimum_read_revision = le16_of(image->minimum_read_revision),
        .minimum_write_revision = le16_of((uint16_t)image->revision),
        .maximum_write_revision = le16_of((uint16_t)image->revision),
    };
}

static void emit_integrity(const struct udf_image *image, uint8_t *out)
{
    const uint32_t partitions = image->has_metadata ? 2 : 1;
    const struct udf_integrity_use use = integrity_use(image);
    struct udf_integrity head = {
        .recording_time = udf_timestamp_of(image->layout->image_time),
        .type = le32_of(UDF_INTEGRITY_CLOSED),
        .next_unique_id = le64_of(image->next_unique_id),
        .partition_count = le32_of(partitions),
        .implementation_use_length = le32_of(sizeof(use)),
    };
    const le32 sizes[PARTITIONS_MAXIMUM] = {
        le32_of(image->partition_length),
        le32_of(image->metadata.blocks),
    };
    const size_t table_size = partitions * sizeof(le32);
    uint8_t *at = out + sizeof(head);

    memset(out, 0, UDF_BLOCK_SIZE);
    memcpy(out, &head, sizeof(head));
    at += table_size; /* no block is free */
    memcpy(at, sizes, table_size);
    at += table_size;
    memcpy(at, &use, sizeof(use));
    udf_tag_seal(out, sizeof(head) + 2 * table_size + sizeof(use), UDF_TAG_LOGICAL_VOLUME_INTEGRITY,
                 &image->style, image->integrity_sequence);
}

void udf_integrity_emit(const struct udf_image *image, uint32_t index, uint8_t *out)
{
    if (index == 0)
        emit_integrity(image, out);
    else if (index == 1)
        udf_terminating_emit(&image->style, image->integrity_sequence + index, out);
    else
        memset(out, 0, UDF_BLOCK_SIZE);
}
