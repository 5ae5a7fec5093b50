/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Allocation descriptors (ECMA-167 4/12, 4/14.14). */
#include "udf/reader_extents.h"

#include "base/memory.h"

#include <string.h>

/* The descriptors of an entry, block by block. */
struct descriptors {
    const struct udf_partitions *partitions;
    const struct udf_entry *entry;
    struct udf_visits *visits;
    const uint8_t *bytes; /* of those that are left in this block */
    size_t left;
    struct udf_address holder; /* the block that holds them: short_ads are of its partition */
    uint8_t block[UDF_BLOCK_SIZE];
};

struct descriptor {
    enum udf_extent_type type;
    uint32_t length; /* 0: the end */
    struct udf_address address;
};

static size_t descriptor_size(enum udf_icb_allocation allocation)
{
    if (allocation == UDF_ICB_SHORT_DESCRIPTORS)
        return sizeof(struct udf_short_descriptor);
    if (allocation == UDF_ICB_LONG_DESCRIPTORS)
        return sizeof(struct udf_long_descriptor);
    return sizeof(struct udf_extended_descriptor);
}

/* Length and type lie first in all kinds; what is no descriptor any more counts as the end. */
static struct descriptor take_descriptor(struct descriptors *descriptors)
{
    const enum udf_icb_allocation allocation = descriptors->entry->allocation;
    const size_t size = descriptor_size(allocation);
    const uint8_t *bytes = descriptors->bytes;
    struct descriptor found = { .address.partition = descriptors->holder.partition };
    le32 length;

    if (descriptors->left < size)
        return found;
    memcpy(&length, bytes, sizeof(length));
    found.length = le32_get(length) & UDF_EXTENT_LENGTH_MASK;
    found.type = (enum udf_extent_type)(le32_get(length) >> UDF_EXTENT_TYPE_SHIFT);
    if (allocation == UDF_ICB_SHORT_DESCRIPTORS) {
        found.address.block = le32_get(((const struct udf_short_descriptor *)bytes)->block);
    } else if (allocation == UDF_ICB_LONG_DESCRIPTORS) {
        found.address = udf_address_of((const struct udf_long_descriptor *)bytes);
    } else {
        const struct udf_extended_descriptor *extended =
            (const struct udf_extended_descriptor *)bytes;

        found.address.block = le32_get(extended->block);
        found.address.partition = le16_get(extended->partition);
    }
    descriptors->bytes += size;
    descriptors->left -= size;
    return found;
}

/* ECMA-167 4/14.5 */
static enum status continue_at(struct descriptors *descriptors, struct udf_address address)
{
    const struct udf_allocation_extent *head =
        (const struct udf_allocation_extent *)descriptors->block;
    struct udf_disc *disc = descriptors->partitions->disc;
    uint16_t identifier;
    uint32_t absolute;
    enum status status = udf_partitions_read_descriptor(descriptors->partitions, address,
                                                        descriptors->block, &identifier, &absolute);

    if (status != STATUS_OK)
        return status;
    if (identifier != UDF_TAG_ALLOCATION_EXTENT ||
        le32_get(head->descriptors_length) > UDF_BLOCK_SIZE - sizeof(*head))
        return udf_disc_corrupt(disc, absolute);
    status = udf_visits_block(descriptors->visits, disc, absolute);
    if (status != STATUS_OK)
        return status;
    descriptors->bytes = descriptors->block + sizeof(*head);
    descriptors->left = le32_get(head->descriptors_length);
    descriptors->holder = address;
    return STATUS_OK;
}

static enum status next_descriptor(struct descriptors *descriptors, struct descriptor *found)
{
    *found = take_descriptor(descriptors);
    while (found->length != 0 && found->type == UDF_EXTENT_NEXT) {
        const enum status status = continue_at(descriptors, found->address);

        if (status != STATUS_OK)
            return status;
        *found = take_descriptor(descriptors);
    }
    return STATUS_OK;
}

static enum status reserve_piece(struct udf_extents *extents)
{
    struct udf_extent_piece *pieces;
    const uint32_t capacity = extents->capacity == 0 ? 16 : extents->capacity * 2;

    if (extents->count < extents->capacity)
        return STATUS_OK;
    if (capacity < extents->capacity)
        return STATUS_NO_MEMORY;
    pieces = memory_resize(extents->pieces, capacity, sizeof(*pieces));
    if (pieces == NULL)
        return STATUS_NO_MEMORY;
    extents->pieces = pieces;
    extents->capacity = capacity;
    return STATUS_OK;
}

/* Whether a piece goes on at `address`; holes go on at holes. */
static bool goes_on_at(const struct udf_extent_piece *piece, struct udf_address address)
{
    if (piece->address.partition != address.partition)
        return false;
    if (piece->address.block == UDF_HOLE || address.block == UDF_HOLE)
        return piece->address.block == address.block;
    return piece->address.block + piece->size / UDF_BLOCK_SIZE == address.block;
}

static enum status add_piece(struct udf_extents *extents, struct udf_address address, uint64_t size)
{
    enum status status;

    if (extents->count != 0 && goes_on_at(&extents->pieces[extents->count - 1], address)) {
        extents->pieces[extents->count - 1].size += size;
        return STATUS_OK;
    }
    status = reserve_piece(extents);
    if (status == STATUS_OK)
        extents->pieces[extents->count++] = (struct udf_extent_piece){ address, size };
    return status;
}

/* Adds `size` bytes, the last of the entry's or whole blocks. */
static enum status add_descriptor(const struct descriptors *descriptors, struct descriptor found,
                                  enum udf_hole_policy policy, uint64_t size, bool is_last,
                                  struct udf_extents *extents)
{
    struct udf_disc *disc = descriptors->partitions->disc;

    if (size == 0 || (!is_last && size % UDF_BLOCK_SIZE != 0))
        return udf_disc_corrupt(disc, descriptors->entry->absolute);
    if (found.type != UDF_EXTENT_RECORDED) {
        if (policy == UDF_HOLES_REFUSED)
            return udf_disc_feature(disc, u"sparse file");
        found.address.block = UDF_HOLE;
    }
    return add_piece(extents, found.address, size);
}

void udf_extents_release(struct udf_extents *extents)
{
    memory_free(extents->pieces);
    *extents = (struct udf_extents){ 0 };
}

enum status udf_extents_read(const struct udf_partitions *partitions, const struct udf_entry *entry,
                             enum udf_hole_policy policy, struct udf_visits *visits,
                             struct udf_extents *extents)
{
    struct udf_disc *disc = partitions->disc;
    struct descriptors descriptors = {
        .partitions = partitions,
        .entry = entry,
        .visits = visits,
        .bytes = entry->block + entry->descriptors_offset,
        .left = entry->descriptors_length,
        .holder = entry->address,
    };
    uint64_t left = entry->size;
    enum status status = STATUS_OK;

    extents->count = 0;
    if (left > ((uint64_t)disc->last_block + 1) * UDF_BLOCK_SIZE)
        return udf_disc_corrupt(disc, entry->absolute);
    while (status == STATUS_OK && left != 0) {
        struct descriptor found;
        uint64_t size;

        status = next_descriptor(&descriptors, &found);
        if (status != STATUS_OK)
            break;
        size = found.length < left ? found.length : left;
        left -= size;
        status = add_descriptor(&descriptors, found, policy, size, left == 0, extents);
    }
    return status;
}

void udf_runs_release(struct udf_runs *runs)
{
    memory_free(runs->runs);
    *runs = (struct udf_runs){ 0 };
}

static enum status add_run(struct udf_runs *runs, bool is_first, uint32_t location, uint64_t size)
{
    struct fsimage_run *last = runs->count == 0 ? NULL : &runs->runs[runs->count - 1];

    if (!is_first && last->location + last->size / UDF_BLOCK_SIZE == location) {
        last->size += size;
        return STATUS_OK;
    }
    if (runs->count == runs->capacity) {
        const uint32_t capacity = runs->capacity == 0 ? 16 : runs->capacity * 2;
        struct fsimage_run *grown =
            capacity < runs->capacity ? NULL : memory_resize(runs->runs, capacity, sizeof(*grown));

        if (grown == NULL)
            return STATUS_NO_MEMORY;
        runs->runs = grown;
        runs->capacity = capacity;
    }
    runs->runs[runs->count++] = (struct fsimage_run){ location, size };
    return STATUS_OK;
}

/* A piece of the metadata partition may lie in several places. */
static enum status add_piece_runs(struct udf_runs *runs, const struct udf_partitions *partitions,
                                  const struct udf_extent_piece *piece, bool is_first)
{
    struct udf_address address = piece->address;
    uint64_t left = piece->size;

    while (left != 0) {
        uint32_t absolute;
        uint32_t count;
        uint64_t size;
        enum status status = udf_partitions_locate(partitions, address, 0, &absolute, &count);

        if (status != STATUS_OK)
            return status;
        size = (uint64_t)count * UDF_BLOCK_SIZE < left ? (uint64_t)count * UDF_BLOCK_SIZE : left;
        status = add_run(runs, is_first, absolute, size);
        if (status != STATUS_OK)
            return status;
        is_first = false;
        left -= size;
        if (left != 0 && count > UINT32_MAX - address.block)
            return udf_disc_corrupt(partitions->disc, absolute);
        address.block += count;
    }
    return STATUS_OK;
}

enum status udf_runs_add(struct udf_runs *runs, const struct udf_partitions *partitions,
                         const struct udf_extents *extents)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < extents->count && status == STATUS_OK; i++)
        status = add_piece_runs(runs, partitions, &extents->pieces[i], i == 0);
    return status;
}
