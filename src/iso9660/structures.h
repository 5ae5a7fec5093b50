/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ECMA-119 structures as they lie on the disc. */
#ifndef OPENIMAPI_ISO9660_STRUCTURES_H
#define OPENIMAPI_ISO9660_STRUCTURES_H

#include "base/wire.h"

#include <stdint.h>

#define ISO9660_BLOCK_SIZE 2048u

/** ECMA-119 8.1.1. */
enum iso9660_descriptor_type {
    ISO9660_DESCRIPTOR_BOOT_RECORD = 0,
    ISO9660_DESCRIPTOR_PRIMARY = 1,
    ISO9660_DESCRIPTOR_SUPPLEMENTARY = 2,
    ISO9660_DESCRIPTOR_TERMINATOR = 255,
};

/** ECMA-119 9.1.6. */
enum iso9660_file_flags {
    ISO9660_FLAG_HIDDEN = 1,
    ISO9660_FLAG_DIRECTORY = 2,
    ISO9660_FLAG_ASSOCIATED = 4,
    ISO9660_FLAG_NOT_LAST_EXTENT = 128,
};

/** The longest identifier that fits a record, whose length is one byte (ECMA-119 9.1). */
#define ISO9660_RECORDED_IDENTIFIER_MAXIMUM 222u

/** ECMA-119 9.1.5: a point in time within a directory record. */
struct iso9660_record_date {
    uint8_t year; /* from 1900 */
    uint8_t month;
    uint8_t day;
    uint8_t hour;
    uint8_t minute;
    uint8_t second;
    int8_t zone; /* quarters of an hour east of UTC */
};

WIRE_SIZE(struct iso9660_record_date, 7);

/** ECMA-119 8.4.26.1: a point in time within a volume descriptor, in digits. */
struct iso9660_volume_date {
    char year[4];
    char month[2];
    char day[2];
    char hour[2];
    char minute[2];
    char second[2];
    char hundredths[2];
    int8_t zone;
};

WIRE_SIZE(struct iso9660_volume_date, 17);

/** ECMA-119 9.1, up to the identifier. */
struct iso9660_directory_record {
    uint8_t length;
    uint8_t extended_attribute_length;
    both32 extent;
    both32 data_length;
    struct iso9660_record_date date;
    uint8_t flags;
    uint8_t unit_size;
    uint8_t interleave_gap;
    both16 volume_sequence_number;
    uint8_t identifier_length;
};

WIRE_SIZE(struct iso9660_directory_record, 33);
WIRE_AT(struct iso9660_directory_record, extent, 2);
WIRE_AT(struct iso9660_directory_record, data_length, 10);
WIRE_AT(struct iso9660_directory_record, flags, 25);
WIRE_AT(struct iso9660_directory_record, identifier_length, 32);

/** ECMA-119 8.4.18: the root's record, with its identifier of one byte. */
struct iso9660_root_record {
    struct iso9660_directory_record record;
    uint8_t identifier;
};

WIRE_SIZE(struct iso9660_root_record, 34);

/** ECMA-119 8.4 and 8.5: primary and supplementary volume descriptors. */
struct iso9660_volume_descriptor {
    uint8_t type;
    char standard_identifier[5];
    uint8_t version;
    uint8_t volume_flags;
    uint8_t system_identifier[32];
    uint8_t volume_identifier[32];
    uint8_t unused_72[8];
    both32 volume_space_size;
    uint8_t escape_sequences[32];
    both16 volume_set_size;
    both16 volume_sequence_number;
    both16 logical_block_size;
    both32 path_table_size;
    le32 type_l_path_table;
    le32 optional_type_l_path_table;
    be32 type_m_path_table;
    be32 optional_type_m_path_table;
    struct iso9660_root_record root;
    uint8_t volume_set_identifier[128];
    uint8_t publisher_identifier[128];
    uint8_t data_preparer_identifier[128];
    uint8_t application_identifier[128];
    uint8_t copyright_file[37];
    uint8_t abstract_file[37];
    uint8_t bibliographic_file[37];
    struct iso9660_volume_date creation_date;
    struct iso9660_volume_date modification_date;
    struct iso9660_volume_date expiration_date;
    struct iso9660_volume_date effective_date;
    uint8_t file_structure_version;
    uint8_t unused_882;
    uint8_t application_use[512];
    uint8_t unused_1395[653];
};

WIRE_SIZE(struct iso9660_volume_descriptor, ISO9660_BLOCK_SIZE);
WIRE_AT(struct iso9660_volume_descriptor, system_identifier, 8);
WIRE_AT(struct iso9660_volume_descriptor, volume_space_size, 80);
WIRE_AT(struct iso9660_volume_descriptor, escape_sequences, 88);
WIRE_AT(struct iso9660_volume_descriptor, volume_set_size, 120);
WIRE_AT(struct iso9660_volume_descriptor, path_table_size, 132);
WIRE_AT(struct iso9660_volume_descriptor, type_m_path_table, 148);
WIRE_AT(struct iso9660_volume_descriptor, root, 156);
WIRE_AT(struct iso9660_volume_descriptor, volume_set_identifier, 190);
WIRE_AT(struct iso9660_volume_descriptor, application_identifier, 574);
WIRE_AT(struct iso9660_volume_descriptor, copyright_file, 702);
WIRE_AT(struct iso9660_volume_descriptor, creation_date, 813);
WIRE_AT(struct iso9660_volume_descriptor, file_structure_version, 881);
WIRE_AT(struct iso9660_volume_descriptor, application_use, 883);

/** ECMA-119 9.4, up to the identifier; the numbers are those of a type L or a type M table. */
struct iso9660_path_table_record {
    uint8_t identifier_length;
    uint8_t extended_attribute_length;
    uint8_t extent[4];
    uint8_t parent[2];
};

WIRE_SIZE(struct iso9660_path_table_record, 8);
WIRE_AT(struct iso9660_path_table_record, parent, 6);

#endif
