/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Allocation descriptors. */
#include "udf/allocation.h"

#include "udf/icb.h"

#include <assert.h>
#include <string.h>

#define EXTENT_ROOM (UDF_BLOCK_SIZE - sizeof(struct udf_allocation_extent))

struct udf_allocation udf_allocation_of_item(const struct fsimage_layout *layout, uint32_t item)
{
    return (struct udf_allocation){ .layout = layout, .item = item };
}

struct udf_allocation udf_allocation_of_run(uint32_t location, uint64_t size)
{
    return (struct udf_allocation){ .run = { location, size } };
}

/* Long ones where metadata lie in a partition of their own. */
static enum udf_icb_allocation file_allocation(unsigned revision)
{
    return udf_has_metadata(revision) ? UDF_ICB_LONG_DESCRIPTORS : UDF_ICB_SHORT_DESCRIPTORS;
}

struct udf_allocation_style udf_allocation_style_files(const struct udf_image *image)
{
    return (struct udf_allocation_style){
        .allocation = file_allocation(image->revision),
        .origin = image->partition_start,
        .partition = 0,
        .own_partition = image->file_set_partition,
    };
}

struct udf_allocation_style udf_allocation_style_own(const struct udf_image *image)
{
    return (struct udf_allocation_style){
        .allocation = UDF_ICB_SHORT_DESCRIPTORS,
        .partition = image->file_set_partition,
        .own_partition = image->file_set_partition,
    };
}

static size_t descriptor_size(enum udf_icb_allocation allocation)
{
    return allocation == UDF_ICB_LONG_DESCRIPTORS ? sizeof(struct udf_long_descriptor)
                                                  : sizeof(struct udf_short_descriptor);
}

/* The most descriptors in `room` bytes. */
static uint32_t capacity_of(enum udf_icb_allocation allocation, size_t room)
{
    return (uint32_t)(room / descriptor_size(allocation));
}

bool udf_allocation_remains(const struct udf_allocation *allocation)
{
    return allocation->run.size != 0 ||
           (allocation->layout != NULL &&
            allocation->next_run < fsimage_layout_run_count(allocation->layout, allocation->item));
}

/* Takes the next extent, which is there. */
static struct fsimage_run take(struct udf_allocation *allocation)
{
    struct fsimage_run extent;

    if (allocation->run.size == 0)
        allocation->run =
            fsimage_layout_run(allocation->layout, allocation->item, allocation->next_run++);
    extent = allocation->run;
    if (extent.size > UDF_EXTENT_MAXIMUM)
        extent.size = UDF_EXTENT_MAXIMUM;
    allocation->run.size -= extent.size;
    allocation->run.location += (uint32_t)(extent.size / UDF_BLOCK_SIZE);
    return extent;
}

static void put(const struct udf_allocation_style *style, uint32_t length, uint32_t block,
                uint16_t partition, uint8_t *out)
{
    if (style->allocation == UDF_ICB_LONG_DESCRIPTORS) {
        const struct udf_long_descriptor descriptor = {
            .length = le32_of(length),
            .block = le32_of(block),
            .partition = le16_of(partition),
        };

        memcpy(out, &descriptor, sizeof(descriptor));
    } else {
        const struct udf_short_descriptor descriptor = {
            .length = le32_of(length),
            .block = le32_of(block),
        };

        memcpy(out, &descriptor, sizeof(descriptor));
    }
}

/* Takes what has room for so many descriptors; gives how many do describe, to `out` unless NULL. */
static uint32_t describe(struct udf_allocation *allocation,
                         const struct udf_allocation_style *style, uint32_t capacity, uint8_t *out)
{
    const size_t size = descriptor_size(style->allocation);
    uint32_t count = 0;

    while (udf_allocation_remains(allocation) && count < capacity) {
        const struct udf_allocation before = *allocation;
        const struct fsimage_run extent = take(allocation);

        if (count == capacity - 1 && udf_allocation_remains(allocation)) {
            *allocation = before;
            break;
        }
        if (out != NULL)
            put(style, (uint32_t)extent.size, extent.location - style->origin, style->partition,
                out + count * size);
        count++;
    }
    return count;
}

uint32_t udf_allocation_encode(struct udf_allocation *allocation,
                               const struct udf_allocation_style *style, size_t room,
                               uint32_t next_block, uint8_t *out)
{
    const size_t size = descriptor_size(style->allocation);
    uint32_t count = describe(allocation, style, capacity_of(style->allocation, room), out);

    if (udf_allocation_remains(allocation)) {
        put(style, (uint32_t)UDF_EXTENT_NEXT << UDF_EXTENT_TYPE_SHIFT | UDF_BLOCK_SIZE, next_block,
            style->own_partition, out + count * size);
        count++;
    }
    return count * (uint32_t)size;
}

/* A run but the last is whole extents and a rest; so many rests at most. */
uint64_t udf_allocation_bound(uint32_t run_count, uint64_t size)
{
    if (run_count <= 1)
        return size / UDF_EXTENT_MAXIMUM + (size % UDF_EXTENT_MAXIMUM != 0);
    return size / UDF_EXTENT_MAXIMUM + run_count;
}

/* Each block but the last of them gives one descriptor away, to lead to the next. */
uint32_t udf_allocation_extents_for(uint64_t count, unsigned revision)
{
    const enum udf_icb_allocation allocation = file_allocation(revision);
    const uint32_t first = capacity_of(allocation, UDF_BLOCK_SIZE - udf_icb_head_size(revision));
    const uint32_t further = capacity_of(allocation, EXTENT_ROOM);
    uint64_t left;

    if (count <= first)
        return 0;
    left = count - (first - 1);
    return left <= further ? 1 : (uint32_t)(1 + (left - further + further - 2) / (further - 1));
}

void udf_allocation_extent_encode(struct udf_allocation *allocation,
                                  const struct udf_allocation_style *style,
                                  const struct udf_tag_style *tag_style, uint32_t location,
                                  uint32_t previous, uint8_t *out)
{
    struct udf_allocation_extent head = { .previous = le32_of(previous) };
    uint32_t length;

    memset(out, 0, UDF_BLOCK_SIZE);
    length =
        udf_allocation_encode(allocation, style, EXTENT_ROOM, location + 1, out + sizeof(head));
    head.descriptors_length = le32_of(length);
    memcpy(out, &head, sizeof(head));
    udf_tag_seal(out, sizeof(head) + length, UDF_TAG_ALLOCATION_EXTENT, tag_style, location);
}

void udf_allocation_extent_skip(struct udf_allocation *allocation,
                                const struct udf_allocation_style *style)
{
    describe(allocation, style, capacity_of(style->allocation, EXTENT_ROOM), NULL);
}
