/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The logical volume integrity sequence (ECMA-167 3/8.8.2; OSTA UDF 2.2.6). */
#include "udf/volume_integrity.h"

#include "udf/tag.h"

#include <string.h>

/* Write-once discs may be closed often, each time in a further extent; a chain may be a cycle. */
#define EXTENTS_MAXIMUM 4096u

static const struct udf_integrity_state unknown = { .file_count = -1, .directory_count = -1 };

/* The two tables of 32 bits per partition come first (3/10.10). */
static void take_use(const uint8_t *bytes, struct udf_integrity_state *state)
{
    const struct udf_integrity *integrity = (const struct udf_integrity *)bytes;
    const uint64_t offset = sizeof(*integrity) + (uint64_t)8 * le32_get(integrity->partition_count);
    struct udf_integrity_use use;

    if (le32_get(integrity->implementation_use_length) < sizeof(use) ||
        offset + sizeof(use) > UDF_BLOCK_SIZE)
        return;
    memcpy(&use, bytes + offset, sizeof(use));
    state->file_count = le32_get(use.file_count);
    state->directory_count = le32_get(use.directory_count);
    state->minimum_read_revision = le16_get(use.minimum_read_revision);
    state->minimum_write_revision = le16_get(use.minimum_write_revision);
}

static void take_descriptor(const uint8_t *bytes, struct udf_integrity_state *state)
{
    const struct udf_integrity *integrity = (const struct udf_integrity *)bytes;
    const uint32_t end = state->end;

    *state = unknown;
    state->end = end;
    state->is_closed = le32_get(integrity->type) == UDF_INTEGRITY_CLOSED;
    state->next_unique_id = le64_get(integrity->next_unique_id);
    take_use(bytes, state);
}

/* Reads one extent; gives the one that continues it, of length 0 when there is none. */
static enum status read_extent(struct udf_disc *disc, struct udf_extent extent,
                               struct udf_integrity_state *state, struct udf_extent *next)
{
    const uint32_t blocks = le32_get(extent.length) / UDF_BLOCK_SIZE;
    const uint32_t first = le32_get(extent.location);

    memset(next, 0, sizeof(*next));
    for (uint32_t i = 0; i < blocks && i <= UINT32_MAX - first; i++) {
        uint8_t bytes[UDF_BLOCK_SIZE];
        uint16_t identifier;
        const enum status status = udf_disc_read(disc, first + i, bytes);

        if (status == STATUS_NO_MEMORY)
            return status;
        if (status != STATUS_OK ||
            udf_tag_check(bytes, sizeof(bytes), first + i, &identifier) != STATUS_OK ||
            identifier != UDF_TAG_LOGICAL_VOLUME_INTEGRITY)
            return STATUS_OK;
        take_descriptor(bytes, state);
        *next = ((const struct udf_integrity *)bytes)->next_extent;
    }
    return STATUS_OK;
}

static uint32_t end_of(const struct udf_disc *disc, struct udf_extent extent)
{
    const uint64_t end = (uint64_t)le32_get(extent.location) +
                         ((uint64_t)le32_get(extent.length) + UDF_BLOCK_SIZE - 1) / UDF_BLOCK_SIZE;

    return end > disc->last_block ? 0 : (uint32_t)end;
}

enum status udf_integrity_read(struct udf_disc *disc, struct udf_extent extent,
                               struct udf_integrity_state *state)
{
    *state = unknown;
    for (unsigned i = 0; i < EXTENTS_MAXIMUM && le32_get(extent.length) != 0; i++) {
        struct udf_extent next;
        const enum status status = read_extent(disc, extent, state, &next);

        if (status != STATUS_OK)
            return status;
        if (end_of(disc, extent) > state->end)
            state->end = end_of(disc, extent);
        extent = next;
    }
    return STATUS_OK;
}
