/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The planner: regions in order, each at the first place that suits it. */
#include "fsimage/planner.h"

#include <stdbool.h>
#include <string.h>

void fsimage_planner_reserve(struct fsimage_planner *planner, const struct fsimage_region *region)
{
    if (region->blocks == 0 || planner->status != STATUS_OK)
        return;
    if (planner->count == FSIMAGE_REGIONS_MAXIMUM - 1) { /* one is kept for the contents */
        planner->status = STATUS_INVALID_STATE;
        return;
    }
    planner->regions[planner->count++] = *region;
}

void fsimage_planner_demand_end(struct fsimage_planner *planner, uint32_t multiple,
                                uint32_t minimum)
{
    if (multiple > planner->end_multiple)
        planner->end_multiple = multiple;
    if (minimum > planner->end_minimum)
        planner->end_minimum = minimum;
}

/* Stable: regions of one order stay as they were reserved. */
static void sort_by_order(struct fsimage_planner *planner)
{
    for (size_t i = 1; i < planner->count; i++) {
        const struct fsimage_region region = planner->regions[i];
        size_t at = i;

        while (at > 0 && planner->regions[at - 1].order > region.order) {
            planner->regions[at] = planner->regions[at - 1];
            at--;
        }
        planner->regions[at] = region;
    }
}

static void add_data(struct fsimage_planner *planner)
{
    if (planner->data_blocks == 0)
        return;
    planner->regions[planner->count++] = (struct fsimage_region){
        .order = FSIMAGE_ORDER_DATA,
        .label = "files",
        .blocks = (uint32_t)planner->data_blocks,
        .alignment = planner->data_alignment != 0 ? planner->data_alignment : 1,
        .fixed_start = FSIMAGE_ANYWHERE,
    };
}

static uint64_t round_up(uint64_t value, uint64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

static enum status place_region(struct fsimage_region *region, uint32_t session_start,
                                uint64_t *cursor)
{
    uint64_t start = round_up(session_start + *cursor, region->alignment) - session_start;

    if (region->fixed_start != FSIMAGE_ANYWHERE) {
        if (region->fixed_start < *cursor)
            return STATUS_INVALID_STATE;
        start = region->fixed_start;
    }
    *cursor = start + region->blocks;
    if (*cursor > FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    region->first = (uint32_t)start;
    return STATUS_OK;
}

/* What lies at the end comes off the list of what is placed one after the other. */
static bool take_last(struct fsimage_planner *planner, struct fsimage_region *last)
{
    for (size_t i = 0; i < planner->count; i++) {
        if (planner->regions[i].fixed_start == FSIMAGE_AT_END) {
            *last = planner->regions[i];
            planner->count--;
            memmove(&planner->regions[i], &planner->regions[i + 1],
                    (planner->count - i) * sizeof(*planner->regions));
            return true;
        }
    }
    *last = (struct fsimage_region){ 0 };
    return false;
}

static void put_last(struct fsimage_planner *planner, const struct fsimage_region *last)
{
    planner->regions[planner->count] = *last;
    planner->regions[planner->count++].first = planner->total_blocks - last->blocks;
}

enum status fsimage_planner_place(struct fsimage_planner *planner)
{
    uint64_t cursor = FSIMAGE_DESCRIPTORS_START;
    struct fsimage_region last;
    bool has_last;
    uint64_t total;

    planner->total_blocks = FSIMAGE_BLOCKS_MAXIMUM;
    if (planner->status != STATUS_OK)
        return planner->status;
    if (planner->data_blocks > FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    add_data(planner);
    has_last = take_last(planner, &last);
    sort_by_order(planner);
    for (size_t i = 0; i < planner->count; i++) {
        const enum status status =
            place_region(&planner->regions[i], planner->session_start, &cursor);

        if (status != STATUS_OK)
            return status;
    }
    cursor += last.blocks;
    total = cursor > planner->end_minimum ? cursor : planner->end_minimum;
    total = round_up(total, planner->end_multiple != 0 ? planner->end_multiple : 1);
    if (total > FSIMAGE_BLOCKS_MAXIMUM)
        return STATUS_TOO_LARGE;
    planner->total_blocks = (uint32_t)total;
    if (has_last)
        put_last(planner, &last);
    return STATUS_OK;
}

const struct fsimage_region *fsimage_planner_find(const struct fsimage_planner *planner,
                                                  const struct fsimage_writer_class *owner,
                                                  uint32_t number)
{
    for (size_t i = 0; i < planner->count; i++) {
        if (planner->regions[i].owner == owner && planner->regions[i].number == number)
            return &planner->regions[i];
    }
    return NULL;
}
