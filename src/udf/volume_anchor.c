/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Anchors (ECMA-167 3/8.4.2.1; OSTA UDF 2.2.3). */
#include "udf/volume_anchor.h"

#include "udf/tag.h"

#include <stdbool.h>
#include <string.h>

/* The last anchor may be 256 blocks behind the one before it, which lies behind everything else. */
#define DISTANCE_MAXIMUM 288u

/* Block sizes of volumes that are not for discs of 2048; their anchors lie at other bytes. */
static const uint32_t other_block_sizes[] = { 512, 1024, 4096 };

static enum status read_anchor(struct udf_disc *disc, uint32_t block, struct udf_anchor *anchor)
{
    uint8_t bytes[UDF_BLOCK_SIZE];
    uint16_t identifier;
    const enum status status = udf_disc_read(disc, block, bytes);

    if (status != STATUS_OK)
        return status;
    if (udf_tag_check(bytes, UDF_DESCRIPTOR_SIZE, block, &identifier) != STATUS_OK ||
        identifier != UDF_TAG_ANCHOR)
        return udf_disc_corrupt(disc, block);
    memcpy(anchor, bytes, sizeof(*anchor));
    return STATUS_OK;
}

static bool has_other_block_size(struct udf_disc *disc)
{
    for (size_t i = 0; i < sizeof(other_block_sizes) / sizeof(other_block_sizes[0]); i++) {
        const uint64_t block = disc->session_start +
                               (uint64_t)UDF_ANCHOR_BLOCK * other_block_sizes[i] / UDF_BLOCK_SIZE;
        uint8_t bytes[UDF_BLOCK_SIZE];
        uint16_t identifier;

        if (block <= disc->last_block && udf_disc_read(disc, (uint32_t)block, bytes) == STATUS_OK &&
            udf_tag_check(bytes, UDF_DESCRIPTOR_SIZE, UDF_ANCHOR_BLOCK, &identifier) == STATUS_OK &&
            identifier == UDF_TAG_ANCHOR)
            return true;
    }
    return false;
}

enum status udf_anchor_find(struct udf_disc *disc, struct udf_anchor *anchor)
{
    const uint64_t last = disc->last_block;
    const uint64_t places[] = { (uint64_t)disc->session_start + UDF_ANCHOR_BLOCK, last,
                                last - UDF_ANCHOR_BLOCK }; /* a wrapped one lies past the end */
    enum status status = udf_disc_corrupt(disc, disc->session_start);

    memset(anchor, 0, sizeof(*anchor));
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (places[i] < disc->session_start || places[i] > last)
            continue;
        status = read_anchor(disc, (uint32_t)places[i], anchor);
        if (!udf_disc_is_damage(status))
            return status;
    }
    if (has_other_block_size(disc))
        return udf_disc_feature(disc, u"blocks that are not of 2048 bytes");
    return status;
}

uint32_t udf_anchor_end(struct udf_disc *disc, uint32_t first)
{
    for (uint64_t block = first; block < (uint64_t)first + DISTANCE_MAXIMUM; block++) {
        struct udf_anchor anchor;
        enum status status;

        if (block > disc->last_block)
            break;
        status = read_anchor(disc, (uint32_t)block, &anchor);
        if (status == STATUS_OK)
            return (uint32_t)block + 1;
        if (status != STATUS_CORRUPT)
            break;
    }
    return first;
}
