/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Volume structures as they lie on the disc (ECMA-167 2/9, 3/10; OSTA UDF 2.1, 2.2). */
#ifndef OPENIMAPI_UDF_VOLUME_STRUCTURES_H
#define OPENIMAPI_UDF_VOLUME_STRUCTURES_H

#include "udf/structures.h"

/** Every volume descriptor takes so many bytes or less. */
#define UDF_DESCRIPTOR_SIZE 512u

/** Where an anchor lies, from the start of a session (OSTA UDF 2.2.3). */
#define UDF_ANCHOR_BLOCK 256u

/** ECMA-167 2/9.1. */
struct udf_recognition_descriptor {
    uint8_t type;
    char identifier[5]; /* "BEA01", "NSR02", "NSR03", "TEA01" */
    uint8_t version;
};

WIRE_SIZE(struct udf_recognition_descriptor, 7);

/** ECMA-167 3/10.2. */
struct udf_anchor {
    struct udf_tag tag;
    struct udf_extent main_sequence;
    struct udf_extent reserve_sequence;
};

WIRE_SIZE(struct udf_anchor, 32);

/** ECMA-167 3/10.1. */
struct udf_primary_volume {
    struct udf_tag tag;
    le32 sequence_number;
    le32 number;
    uint8_t volume_identifier[32]; /* dstring */
    le16 volume_sequence_number;
    le16 volume_sequence_maximum;
    le16 interchange_level;
    le16 interchange_level_maximum;
    le32 character_sets;
    le32 character_sets_maximum;
    uint8_t volume_set_identifier[128]; /* dstring */
    struct udf_charspec descriptor_character_set;
    struct udf_charspec explanatory_character_set;
    struct udf_extent abstract;
    struct udf_extent copyright;
    struct udf_regid application;
    struct udf_timestamp recording_time;
    struct udf_regid implementation;
    uint8_t implementation_use[64];
    le32 predecessor;
    le16 flags;
    uint8_t reserved[22];
};

WIRE_SIZE(struct udf_primary_volume, UDF_DESCRIPTOR_SIZE);
WIRE_AT(struct udf_primary_volume, volume_identifier, 24);
WIRE_AT(struct udf_primary_volume, volume_set_identifier, 72);
WIRE_AT(struct udf_primary_volume, application, 344);
WIRE_AT(struct udf_primary_volume, implementation, 388);
WIRE_AT(struct udf_primary_volume, flags, 488);

/** ECMA-167 3/10.4 with the use that OSTA UDF 2.2.7 makes of it. */
struct udf_implementation_use_volume {
    struct udf_tag tag;
    le32 sequence_number;
    struct udf_regid identifier;
    struct udf_charspec character_set;
    uint8_t volume_identifier[128]; /* dstring */
    uint8_t information[3][36];     /* dstrings */
    struct udf_regid implementation;
    uint8_t implementation_use[128];
};

WIRE_SIZE(struct udf_implementation_use_volume, UDF_DESCRIPTOR_SIZE);
WIRE_AT(struct udf_implementation_use_volume, character_set, 52);
WIRE_AT(struct udf_implementation_use_volume, volume_identifier, 116);
WIRE_AT(struct udf_implementation_use_volume, information, 244);
WIRE_AT(struct udf_implementation_use_volume, implementation, 352);

/** ECMA-167 3/10.5.7; 0 is of OSTA UDF 2.60. */
enum udf_access_type {
    UDF_ACCESS_PSEUDO_OVERWRITABLE,
    UDF_ACCESS_READ_ONLY,
    UDF_ACCESS_WRITE_ONCE,
    UDF_ACCESS_REWRITABLE,
    UDF_ACCESS_OVERWRITABLE,
};

/** ECMA-167 3/10.5; its contents use is the header of 4/14.3. */
struct udf_partition {
    struct udf_tag tag;
    le32 sequence_number;
    le16 flags;
    le16 number;
    struct udf_regid contents;
    struct udf_short_descriptor unallocated_table;
    struct udf_short_descriptor unallocated_bitmap;
    struct udf_short_descriptor integrity_table;
    struct udf_short_descriptor freed_table;
    struct udf_short_descriptor freed_bitmap;
    uint8_t contents_use_rest[88];
    le32 access_type; /* enum udf_access_type */
    le32 start;
    le32 length;
    struct udf_regid implementation;
    uint8_t implementation_use[128];
    uint8_t reserved[156];
};

WIRE_SIZE(struct udf_partition, UDF_DESCRIPTOR_SIZE);
WIRE_AT(struct udf_partition, contents, 24);
WIRE_AT(struct udf_partition, unallocated_bitmap, 64);
WIRE_AT(struct udf_partition, access_type, 184);
WIRE_AT(struct udf_partition, implementation, 196);

/** ECMA-167 3/10.6, up to the partition maps. */
struct udf_logical_volume {
    struct udf_tag tag;
    le32 sequence_number;
    struct udf_charspec character_set;
    uint8_t volume_identifier[128]; /* dstring */
    le32 block_size;
    struct udf_regid domain;
    struct udf_long_descriptor file_set;
    le32 map_table_length;
    le32 map_count;
    struct udf_regid implementation;
    uint8_t implementation_use[128];
    struct udf_extent integrity_sequence;
};

WIRE_SIZE(struct udf_logical_volume, 440);
WIRE_AT(struct udf_logical_volume, volume_identifier, 84);
WIRE_AT(struct udf_logical_volume, domain, 216);
WIRE_AT(struct udf_logical_volume, file_set, 248);
WIRE_AT(struct udf_logical_volume, implementation, 272);
WIRE_AT(struct udf_logical_volume, integrity_sequence, 432);

/** ECMA-167 3/10.7.2: a type 1 partition map. */
struct udf_partition_map {
    uint8_t type;
    uint8_t length;
    le16 volume_sequence_number;
    le16 partition_number;
};

WIRE_SIZE(struct udf_partition_map, 6);

/** OSTA UDF 2.2.10: bit of the flags of a metadata partition map. */
#define UDF_METADATA_IS_DUPLICATED 1u

/** OSTA UDF 2.2.10: no bitmap file. */
#define UDF_NO_BITMAP_FILE 0xFFFFFFFFu

/** OSTA UDF 2.2.10: the type 2 map of a metadata partition. */
struct udf_metadata_map {
    uint8_t type;
    uint8_t length;
    uint8_t reserved_2[2];
    struct udf_regid identifier;
    le16 volume_sequence_number;
    le16 partition_number;
    le32 metadata_file;
    le32 mirror_file;
    le32 bitmap_file;
    le32 allocation_unit; /* in blocks */
    le16 alignment_unit;  /* in blocks */
    uint8_t flags;
    uint8_t reserved_59[5];
};

WIRE_SIZE(struct udf_metadata_map, 64);
WIRE_AT(struct udf_metadata_map, identifier, 4);
WIRE_AT(struct udf_metadata_map, metadata_file, 40);
WIRE_AT(struct udf_metadata_map, allocation_unit, 52);
WIRE_AT(struct udf_metadata_map, flags, 58);

/** ECMA-167 3/10.8, without extents. */
struct udf_unallocated_space {
    struct udf_tag tag;
    le32 sequence_number;
    le32 extent_count;
};

WIRE_SIZE(struct udf_unallocated_space, 24);

/** ECMA-167 3/10.10.3. */
enum udf_integrity_type {
    UDF_INTEGRITY_OPEN,
    UDF_INTEGRITY_CLOSED,
};

/**
 * ECMA-167 3/10.10, up to the tables of free space and of sizes, each of 32 bits per partition;
 * udf_integrity_use follows them.
 */
struct udf_integrity {
    struct udf_tag tag;
    struct udf_timestamp recording_time;
    le32 type; /* enum udf_integrity_type */
    struct udf_extent next_extent;
    le64 next_unique_id; /* OSTA UDF 3.2.1 */
    uint8_t reserved_48[24];
    le32 partition_count;
    le32 implementation_use_length;
};

WIRE_SIZE(struct udf_integrity, 80);
WIRE_AT(struct udf_integrity, type, 28);
WIRE_AT(struct udf_integrity, next_unique_id, 40);
WIRE_AT(struct udf_integrity, partition_count, 72);

/** OSTA UDF 2.2.6.4. */
struct udf_integrity_use {
    struct udf_regid implementation;
    le32 file_count;
    le32 directory_count; /* the root among them */
    le16 minimum_read_revision;
    le16 minimum_write_revision;
    le16 maximum_write_revision;
};

WIRE_SIZE(struct udf_integrity_use, 46);
WIRE_AT(struct udf_integrity_use, minimum_read_revision, 40);

#endif
