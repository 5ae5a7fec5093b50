/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GET PERFORMANCE, write speeds (MMC-6 6.7). */
#include "mmc/performance.h"

#include "base/cursor.h"
#include "mmc/mode_pages.h"

static bool has_speed(const struct mmc_write_speeds *speeds, struct mmc_write_speed speed)
{
    for (uint32_t i = 0; i < speeds->count; i++) {
        if (speeds->speed[i].kb_per_s == speed.kb_per_s &&
            speeds->speed[i].is_pure_cav == speed.is_pure_cav)
            return true;
    }
    return false;
}

void mmc_write_speeds_add(struct mmc_write_speeds *speeds, struct mmc_write_speed speed)
{
    if (speed.kb_per_s == 0 || speeds->count == MMC_WRITE_SPEEDS_MAXIMUM ||
        has_speed(speeds, speed))
        return;
    speeds->speed[speeds->count++] = speed;
}

static void add_descriptor(struct mmc_write_speeds *speeds, const struct mmc_write_speed_wire *wire)
{
    const unsigned rotation =
        (wire->flags & MMC_WRITE_SPEED_BITS_ROTATION_MASK) >> MMC_WRITE_SPEED_BITS_ROTATION_SHIFT;

    mmc_write_speeds_add(speeds, (struct mmc_write_speed){
                                     .kb_per_s = be32_get(wire->write_speed),
                                     .is_pure_cav = rotation == MMC_ROTATION_CAV,
                                 });
}

enum status mmc_write_speeds_parse(const void *data, size_t size, struct mmc_write_speeds *speeds)
{
    struct mmc_performance_header_wire header;
    struct mmc_write_speed_wire wire;
    struct cursor cursor = cursor_of(data, size);
    size_t told;

    *speeds = (struct mmc_write_speeds){ 0 };
    if (!cursor_copy(&cursor, &header, sizeof(header)))
        return STATUS_INVALID_RESPONSE;
    told = be32_get(header.data_length);
    /* The length counts the header behind itself, and descriptors that were not asked for. */
    if (told < sizeof(header) - sizeof(header.data_length))
        return STATUS_INVALID_RESPONSE;
    told -= sizeof(header) - sizeof(header.data_length);
    while (told >= sizeof(wire) && cursor_copy(&cursor, &wire, sizeof(wire))) {
        add_descriptor(speeds, &wire);
        told -= sizeof(wire);
    }
    return STATUS_OK;
}
