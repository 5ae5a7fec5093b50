/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* File sets, directories and files as they lie in a partition (ECMA-167 4/14; OSTA UDF 2.3). */
#ifndef OPENIMAPI_UDF_FILE_STRUCTURES_H
#define OPENIMAPI_UDF_FILE_STRUCTURES_H

#include "udf/structures.h"

/** ECMA-167 4/14.1; the stream directory is of OSTA UDF 2.3.2.9, from 2.00 on. */
struct udf_file_set {
    struct udf_tag tag;
    struct udf_timestamp recording_time;
    le16 interchange_level;
    le16 interchange_level_maximum;
    le32 character_sets;
    le32 character_sets_maximum;
    le32 file_set_number;
    le32 descriptor_number;
    struct udf_charspec volume_character_set;
    uint8_t volume_identifier[128]; /* dstring */
    struct udf_charspec file_set_character_set;
    uint8_t file_set_identifier[32]; /* dstring */
    uint8_t copyright_file[32];      /* dstring */
    uint8_t abstract_file[32];       /* dstring */
    struct udf_long_descriptor root;
    struct udf_regid domain;
    struct udf_long_descriptor next_extent;
    struct udf_long_descriptor stream_directory;
    uint8_t reserved_480[32];
};

WIRE_SIZE(struct udf_file_set, 512);
WIRE_AT(struct udf_file_set, interchange_level, 28);
WIRE_AT(struct udf_file_set, volume_identifier, 112);
WIRE_AT(struct udf_file_set, file_set_identifier, 304);
WIRE_AT(struct udf_file_set, root, 400);
WIRE_AT(struct udf_file_set, domain, 416);
WIRE_AT(struct udf_file_set, stream_directory, 464);

/** ECMA-167 4/14.6.6; 248 and up are of OSTA UDF 2.2.13, 2.3.5.2. */
enum udf_file_type {
    UDF_FILE_UNSPECIFIED = 0,
    UDF_FILE_DIRECTORY = 4,
    UDF_FILE_REGULAR = 5,
    UDF_FILE_STREAM_DIRECTORY = 13,
    UDF_FILE_ALLOCATION_TABLE = 248,
    UDF_FILE_REAL_TIME = 249,
    UDF_FILE_METADATA = 250,
    UDF_FILE_METADATA_MIRROR = 251,
    UDF_FILE_METADATA_BITMAP = 252,
};

/** ECMA-167 4/14.6.8: what the allocation descriptors of an ICB are, its lowest three bits. */
enum udf_icb_allocation {
    UDF_ICB_SHORT_DESCRIPTORS,
    UDF_ICB_LONG_DESCRIPTORS,
    UDF_ICB_EXTENDED_DESCRIPTORS,
    UDF_ICB_EMBEDDED, /* none: the data lie in their place */
};

#define UDF_ICB_ALLOCATION_MASK 7u

/** ECMA-167 4/14.6.8: further bits. */
enum udf_icb_flags {
    UDF_ICB_ARCHIVE = 1 << 5,
    UDF_ICB_SYSTEM = 1 << 10,
    UDF_ICB_STREAM = 1 << 13,
};

/** ECMA-167 4/14.6.2: the strategy in which an ICB is one entry. */
#define UDF_ICB_STRATEGY 4u

/** ECMA-167 4/14.6. */
struct udf_icb_tag {
    le32 prior_entries;
    le16 strategy;
    le16 strategy_parameter;
    le16 entry_maximum;
    uint8_t reserved;
    uint8_t file_type; /* enum udf_file_type */
    le32 parent_block;
    le16 parent_partition;
    le16 flags;
};

WIRE_SIZE(struct udf_icb_tag, 20);
WIRE_AT(struct udf_icb_tag, file_type, 11);
WIRE_AT(struct udf_icb_tag, flags, 18);

/** ECMA-167 4/14.9.1 to 4/14.9.10: what file entries and extended ones begin with. */
struct udf_entry_head {
    struct udf_tag tag;
    struct udf_icb_tag icb;
    le32 user;
    le32 group;
    le32 permissions;
    le16 link_count;
    uint8_t record_format;
    uint8_t record_display_attributes;
    le32 record_length;
    le64 information_length;
};

WIRE_SIZE(struct udf_entry_head, 64);
WIRE_AT(struct udf_entry_head, user, 36);
WIRE_AT(struct udf_entry_head, information_length, 56);

/** ECMA-167 4/14.9.17 to 4/14.9.20: what both have before extended attributes and descriptors. */
struct udf_entry_tail {
    struct udf_regid implementation;
    le64 unique_id;
    le32 extended_attributes_length;
    le32 descriptors_length;
};

WIRE_SIZE(struct udf_entry_tail, 48);

/** ECMA-167 4/14.9, up to the extended attributes. */
struct udf_file_entry {
    struct udf_entry_head head;
    le64 blocks_recorded;
    struct udf_timestamp access_time;
    struct udf_timestamp modification_time;
    struct udf_timestamp attribute_time;
    le32 checkpoint;
    struct udf_long_descriptor extended_attributes;
    struct udf_entry_tail tail;
};

WIRE_SIZE(struct udf_file_entry, 176);
WIRE_AT(struct udf_file_entry, modification_time, 84);
WIRE_AT(struct udf_file_entry, checkpoint, 108);
WIRE_AT(struct udf_file_entry, tail, 128);

/** ECMA-167/3 4/14.17, up to the extended attributes. */
struct udf_extended_file_entry {
    struct udf_entry_head head;
    le64 object_size; /* the data and all streams */
    le64 blocks_recorded;
    struct udf_timestamp access_time;
    struct udf_timestamp modification_time;
    struct udf_timestamp creation_time;
    struct udf_timestamp attribute_time;
    le32 checkpoint;
    le32 reserved_132;
    struct udf_long_descriptor extended_attributes;
    struct udf_long_descriptor stream_directory;
    struct udf_entry_tail tail;
};

WIRE_SIZE(struct udf_extended_file_entry, 216);
WIRE_AT(struct udf_extended_file_entry, object_size, 64);
WIRE_AT(struct udf_extended_file_entry, creation_time, 104);
WIRE_AT(struct udf_extended_file_entry, checkpoint, 128);
WIRE_AT(struct udf_extended_file_entry, stream_directory, 152);
WIRE_AT(struct udf_extended_file_entry, tail, 168);

/** ECMA-167 4/14.4.3. */
enum udf_file_characteristics {
    UDF_FID_HIDDEN = 1,
    UDF_FID_DIRECTORY = 2,
    UDF_FID_DELETED = 4,
    UDF_FID_PARENT = 8,
    UDF_FID_METADATA = 16,
};

/** ECMA-167 4/14.4, up to the implementation use. */
struct udf_file_identifier {
    struct udf_tag tag;
    le16 version;
    uint8_t characteristics; /* enum udf_file_characteristics */
    uint8_t identifier_length;
    struct udf_long_descriptor icb;
    le16 implementation_use_length;
};

WIRE_SIZE(struct udf_file_identifier, 38);
WIRE_AT(struct udf_file_identifier, characteristics, 18);
WIRE_AT(struct udf_file_identifier, implementation_use_length, 36);

/** ECMA-167 4/14.5: more allocation descriptors follow. */
struct udf_allocation_extent {
    struct udf_tag tag;
    le32 previous; /* block of the one before, or 0 */
    le32 descriptors_length;
};

WIRE_SIZE(struct udf_allocation_extent, 24);

#endif
