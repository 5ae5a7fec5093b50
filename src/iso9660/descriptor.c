/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume descriptors (ECMA-119 8). */
#include "iso9660/descriptor.h"

#include "fsimage/volume_name.h"
#include "iso9660/date.h"
#include "iso9660/directory_record.h"

#include <string.h>

/* Constant, without a version: equal trees give equal images. */
static const char application[] = "OPENIMAPI";

/* Joliet 1995: UCS-2 level 3. */
static const uint8_t joliet_escape_sequence[] = { '%', '/', 'E' };

static const char standard_identifier[5] = { 'C', 'D', '0', '0', '1' };

/* Fills a field with blanks: of one byte, or of two for Joliet with a zero byte that is left over.
 */
static void put_blanks(uint8_t *field, size_t size, enum fsimage_file_system file_system)
{
    if (file_system == FSIMAGE_ISO9660) {
        memset(field, ' ', size);
        return;
    }
    for (size_t i = 0; i < size; i++)
        field[i] = i % 2 == 1 ? ' ' : 0;
}

static void put_unit(uint8_t *field, size_t index, char16 unit,
                     enum fsimage_file_system file_system)
{
    if (file_system == FSIMAGE_ISO9660) {
        field[index] = (uint8_t)unit;
        return;
    }
    field[2 * index] = (uint8_t)(unit >> 8);
    field[2 * index + 1] = (uint8_t)unit;
}

static void put_application(uint8_t field[128], enum fsimage_file_system file_system)
{
    put_blanks(field, 128, file_system);
    for (size_t i = 0; application[i] != '\0'; i++)
        put_unit(field, i, (char16)(unsigned char)application[i], file_system);
}

static void put_volume_name(uint8_t field[32], const struct fsimage_layout *layout,
                            enum fsimage_file_system file_system)
{
    char16 name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t length;

    fsimage_volume_name_adapt(layout->volume_name, layout->volume_name_length, file_system, name,
                              &length);
    put_blanks(field, 32, file_system);
    for (size_t i = 0; i < length; i++)
        put_unit(field, i, name[i], file_system);
}

static void put_texts(struct iso9660_volume_descriptor *out, const struct fsimage_layout *layout,
                      enum fsimage_file_system file_system)
{
    put_blanks(out->system_identifier, sizeof(out->system_identifier), file_system);
    put_volume_name(out->volume_identifier, layout, file_system);
    put_blanks(out->volume_set_identifier, sizeof(out->volume_set_identifier), file_system);
    put_blanks(out->publisher_identifier, sizeof(out->publisher_identifier), file_system);
    put_blanks(out->data_preparer_identifier, sizeof(out->data_preparer_identifier), file_system);
    put_application(out->application_identifier, file_system);
    put_blanks(out->copyright_file, sizeof(out->copyright_file), file_system);
    put_blanks(out->abstract_file, sizeof(out->abstract_file), file_system);
    put_blanks(out->bibliographic_file, sizeof(out->bibliographic_file), file_system);
}

static void put_root(struct iso9660_volume_descriptor *out,
                     const struct iso9660_hierarchy *hierarchy)
{
    static const uint8_t identifier = 0;
    const struct iso9660_entry root = {
        .extent = iso9660_hierarchy_location(hierarchy, 0),
        .data_length = iso9660_hierarchy_data_length(hierarchy, 0),
        .modification_time = hierarchy->layout->image_time,
        .flags = ISO9660_FLAG_DIRECTORY,
        .identifier = &identifier,
        .identifier_length = 1,
    };

    iso9660_record_encode(&root, (uint8_t *)&out->root);
}

void iso9660_descriptor_emit(const struct iso9660_hierarchy *hierarchy,
                             const struct iso9660_tables *tables, uint8_t *out)
{
    const struct fsimage_layout *layout = hierarchy->layout;
    const bool is_joliet = hierarchy->file_system == FSIMAGE_JOLIET;
    const struct iso9660_volume_date now = iso9660_volume_date_of(layout->image_time);
    struct iso9660_volume_descriptor descriptor = {
        .type = is_joliet ? ISO9660_DESCRIPTOR_SUPPLEMENTARY : ISO9660_DESCRIPTOR_PRIMARY,
        .version = 1,
        .volume_space_size = both32_of(layout->session.start + layout->total_blocks),
        .volume_set_size = both16_of(1),
        .volume_sequence_number = both16_of(1),
        .logical_block_size = both16_of(ISO9660_BLOCK_SIZE),
        .path_table_size = both32_of(hierarchy->table_offsets[hierarchy->directory_count]),
        .type_l_path_table = le32_of(tables->type_l),
        .type_m_path_table = be32_of(tables->type_m),
        .creation_date = now,
        .modification_date = now,
        .expiration_date = iso9660_volume_date_unset(),
        .effective_date = iso9660_volume_date_unset(),
        .file_structure_version = 1,
    };

    memcpy(descriptor.standard_identifier, standard_identifier, sizeof(standard_identifier));
    if (is_joliet)
        memcpy(descriptor.escape_sequences, joliet_escape_sequence, sizeof(joliet_escape_sequence));
    put_texts(&descriptor, layout, hierarchy->file_system);
    put_root(&descriptor, hierarchy);
    memcpy(out, &descriptor, sizeof(descriptor));
}

void iso9660_terminator_emit(uint8_t *out)
{
    memset(out, 0, ISO9660_BLOCK_SIZE);
    out[0] = ISO9660_DESCRIPTOR_TERMINATOR;
    memcpy(out + 1, standard_identifier, sizeof(standard_identifier));
    out[6] = 1;
}
