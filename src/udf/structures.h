/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every UDF structure is made of (ECMA-167 1/7, 3/7.1, 3/7.2, 4/7.1, 4/14.14; OSTA UDF 2). */
#ifndef OPENIMAPI_UDF_STRUCTURES_H
#define OPENIMAPI_UDF_STRUCTURES_H

#include "base/wire.h"

#include <stdint.h>

#define UDF_BLOCK_SIZE 2048u

/** Revisions, as they are recorded. */
enum udf_revision {
    UDF_REVISION_102 = 0x0102,
    UDF_REVISION_150 = 0x0150,
    UDF_REVISION_200 = 0x0200,
    UDF_REVISION_201 = 0x0201,
    UDF_REVISION_250 = 0x0250,
    UDF_REVISION_260 = 0x0260,
};

/** ECMA-167 3/7.2.1, 4/7.2.1. */
enum udf_tag_identifier {
    UDF_TAG_PRIMARY_VOLUME = 1,
    UDF_TAG_ANCHOR = 2,
    UDF_TAG_VOLUME_POINTER = 3,
    UDF_TAG_IMPLEMENTATION_USE_VOLUME = 4,
    UDF_TAG_PARTITION = 5,
    UDF_TAG_LOGICAL_VOLUME = 6,
    UDF_TAG_UNALLOCATED_SPACE = 7,
    UDF_TAG_TERMINATING = 8,
    UDF_TAG_LOGICAL_VOLUME_INTEGRITY = 9,
    UDF_TAG_FILE_SET = 256,
    UDF_TAG_FILE_IDENTIFIER = 257,
    UDF_TAG_ALLOCATION_EXTENT = 258,
    UDF_TAG_INDIRECT_ENTRY = 259,
    UDF_TAG_FILE_ENTRY = 261,
    UDF_TAG_EXTENDED_FILE_ENTRY = 266,
};

/** ECMA-167 3/7.2, 4/7.2: the head of every descriptor. */
struct udf_tag {
    le16 identifier; /* enum udf_tag_identifier */
    le16 version;
    uint8_t checksum;
    uint8_t reserved;
    le16 serial;
    le16 crc;
    le16 crc_length;
    le32 location;
};

WIRE_SIZE(struct udf_tag, 16);
WIRE_AT(struct udf_tag, checksum, 4);
WIRE_AT(struct udf_tag, crc, 8);
WIRE_AT(struct udf_tag, location, 12);

/** ECMA-167 1/7.4: an identifier of a domain, a developer or a structure. */
struct udf_regid {
    uint8_t flags;
    char identifier[23];
    uint8_t suffix[8];
};

WIRE_SIZE(struct udf_regid, 32);

/** ECMA-167 1/7.2.1. */
struct udf_charspec {
    uint8_t type;
    char information[63];
};

WIRE_SIZE(struct udf_charspec, 64);

/** ECMA-167 1/7.3. */
struct udf_timestamp {
    le16 type_and_zone; /* the type in the top four bits, minutes east of UTC in the others */
    le16 year;
    uint8_t month;
    uint8_t day;
    uint8_t hour;
    uint8_t minute;
    uint8_t second;
    uint8_t centiseconds;
    uint8_t hundreds_of_microseconds;
    uint8_t microseconds;
};

WIRE_SIZE(struct udf_timestamp, 12);

/** ECMA-167 3/7.1: extent_ad, with an absolute location. */
struct udf_extent {
    le32 length; /* in bytes */
    le32 location;
};

WIRE_SIZE(struct udf_extent, 8);

/** ECMA-167 4/14.14.1: short_ad, within the partition it is recorded in. */
struct udf_short_descriptor {
    le32 length; /* in bytes; the top two bits are an enum udf_extent_type */
    le32 block;
};

WIRE_SIZE(struct udf_short_descriptor, 8);

/** ECMA-167 4/14.14.2 and OSTA UDF 2.3.10.1: long_ad, which names the partition. */
struct udf_long_descriptor {
    le32 length; /* as in a short_ad */
    le32 block;
    le16 partition; /* the index of a partition map */
    le16 flags;
    le32 unique_id; /* the low half, in file identifier descriptors from revision 2.00 on */
};

WIRE_SIZE(struct udf_long_descriptor, 16);
WIRE_AT(struct udf_long_descriptor, partition, 8);
WIRE_AT(struct udf_long_descriptor, unique_id, 12);

/** ECMA-167 4/14.14.3: ext_ad. */
struct udf_extended_descriptor {
    le32 length; /* as in a short_ad */
    le32 recorded_length;
    le32 information_length;
    le32 block;
    le16 partition;
    uint8_t implementation_use[2];
};

WIRE_SIZE(struct udf_extended_descriptor, 20);
WIRE_AT(struct udf_extended_descriptor, partition, 16);

/** ECMA-167 4/14.14.1.1. */
enum udf_extent_type {
    UDF_EXTENT_RECORDED,
    UDF_EXTENT_ALLOCATED,   /* but not recorded */
    UDF_EXTENT_UNALLOCATED, /* nor allocated: zeros */
    UDF_EXTENT_NEXT,        /* more allocation descriptors */
};

#define UDF_EXTENT_TYPE_SHIFT  30
#define UDF_EXTENT_LENGTH_MASK 0x3FFFFFFFu

#endif
