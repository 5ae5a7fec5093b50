/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Descriptor tags (ECMA-167 3/7.2). */
#include "udf/tag.h"

#include "base/crc16.h"

#include <assert.h>
#include <string.h>

/* ECMA-167 3/7.2.3: of all bytes of the tag but its own. */
static uint8_t checksum_of(const struct udf_tag *tag)
{
    const uint8_t *bytes = (const uint8_t *)tag;
    uint8_t sum = 0;

    for (size_t i = 0; i < sizeof(*tag); i++) {
        if (i != offsetof(struct udf_tag, checksum))
            sum = (uint8_t)(sum + bytes[i]);
    }
    return sum;
}

void udf_tag_seal(void *descriptor, size_t size, enum udf_tag_identifier identifier,
                  const struct udf_tag_style *style, uint32_t location)
{
    const size_t body = size - sizeof(struct udf_tag);
    struct udf_tag tag = {
        .identifier = le16_of((uint16_t)identifier),
        .version = le16_of(style->version),
        .serial = le16_of(style->serial),
        .crc_length = le16_of((uint16_t)body),
        .location = le32_of(location),
    };

    assert(size >= sizeof(tag) && body <= UINT16_MAX);
    tag.crc = le16_of(crc16((const uint8_t *)descriptor + sizeof(tag), body));
    tag.checksum = checksum_of(&tag);
    memcpy(descriptor, &tag, sizeof(tag));
}

enum status udf_tag_check(const void *descriptor, size_t size, uint32_t location,
                          uint16_t *identifier)
{
    struct udf_tag tag;
    uint16_t version;
    uint16_t covered;

    *identifier = 0;
    if (size < sizeof(tag))
        return STATUS_CORRUPT;
    memcpy(&tag, descriptor, sizeof(tag));
    version = le16_get(tag.version);
    covered = le16_get(tag.crc_length);
    if (tag.checksum != checksum_of(&tag) || (version != 2 && version != 3))
        return STATUS_CORRUPT;
    if (location != UINT32_MAX && location != le32_get(tag.location))
        return STATUS_CORRUPT;
    if (covered > size - sizeof(tag))
        return STATUS_CORRUPT;
    if (covered != 0 &&
        crc16((const uint8_t *)descriptor + sizeof(tag), covered) != le16_get(tag.crc))
        return STATUS_CORRUPT;
    *identifier = le16_get(tag.identifier);
    return STATUS_OK;
}
