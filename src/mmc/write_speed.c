/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading and setting write speeds (MMC-6 6.7, 6.40, SET CD SPEED, mode page 2Ah). */
#include "mmc/write_speed.h"

#include "mmc/commands.h"
#include "mmc/drive.h"
#include "mmc/medium.h"
#include "mmc/mode_pages.h"

#define CD_SECTOR_BYTES   2352
#define DATA_SECTOR_BYTES 2048
#define BYTES_PER_KB      1000

/* Beyond the end of every single-layer DVD, and of everything else; drives take either as the
 * whole medium. */
#define STREAMING_END_LBA       0x231260
#define STREAMING_END_LBA_LARGE INT32_MAX

#define STREAMING_TIME_MS 1000

/* Kilobytes per second that stand for the fastest speed. */
#define FASTEST_KB_STREAMING UINT32_MAX
#define FASTEST_KB_CD_SPEED  UINT16_MAX

static uint32_t sector_bytes(enum mmc_media_type type)
{
    return mmc_media_type_is_cd(type) ? CD_SECTOR_BYTES : DATA_SECTOR_BYTES;
}

uint32_t mmc_write_speed_sectors(enum mmc_media_type type, uint32_t kb_per_s)
{
    return (uint32_t)((uint64_t)kb_per_s * BYTES_PER_KB / sector_bytes(type));
}

uint32_t mmc_write_speed_kb(enum mmc_media_type type, uint32_t sectors_per_s)
{
    const uint64_t bytes = (uint64_t)sectors_per_s * sector_bytes(type);
    const uint64_t kb = (bytes + BYTES_PER_KB - 1) / BYTES_PER_KB;

    return kb < UINT32_MAX ? (uint32_t)kb : UINT32_MAX;
}

/* Leaves the list empty when the drive does not answer as it should: the page may tell. */
static enum status read_performance(struct mmc_drive *drive, struct mmc_write_speeds *speeds)
{
    uint8_t reply[sizeof(struct mmc_performance_header_wire) +
                  MMC_WRITE_SPEEDS_MAXIMUM * sizeof(struct mmc_write_speed_wire)];
    struct scsi_command command =
        mmc_command_get_performance(MMC_PERFORMANCE_TYPE_WRITE_SPEED, MMC_WRITE_SPEEDS_MAXIMUM);
    uint32_t size;
    const enum status status =
        mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE32, reply, sizeof(reply), &size);

    if (status == STATUS_OK)
        (void)mmc_write_speeds_parse(reply, size, speeds);
    return status == STATUS_DEVICE || status == STATUS_INVALID_RESPONSE ? STATUS_OK : status;
}

static enum status read_page(struct mmc_drive *drive, bool has_list,
                             struct mmc_write_speeds *speeds)
{
    struct mmc_capabilities capabilities;
    const enum status status = mmc_capabilities_read(drive, &capabilities);

    if (status != STATUS_OK)
        return status;
    if (has_list)
        *speeds = capabilities.speeds;
    if (speeds->count == 0)
        mmc_write_speeds_add(speeds,
                             (struct mmc_write_speed){ capabilities.maximum_write_speed, false });
    if (speeds->count == 0)
        mmc_write_speeds_add(speeds, capabilities.current);
    return STATUS_OK;
}

enum status mmc_write_speeds_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                  struct mmc_write_speeds *speeds)
{
    const bool has_list = (medium->abilities & MMC_MEDIUM_ABILITY_SPEED_LIST) != 0;
    enum status status = STATUS_OK;

    *speeds = (struct mmc_write_speeds){ 0 };
    if ((medium->abilities & MMC_MEDIUM_ABILITY_PERFORMANCE) != 0)
        status = read_performance(drive, speeds);
    if (status == STATUS_OK && speeds->count == 0)
        status = read_page(drive, has_list, speeds);
    if (status != STATUS_OK)
        *speeds = (struct mmc_write_speeds){ 0 };
    return status;
}

enum status mmc_write_speed_current(struct mmc_drive *drive, struct mmc_write_speed *speed)
{
    struct mmc_capabilities capabilities;
    const enum status status = mmc_capabilities_read(drive, &capabilities);

    *speed = capabilities.current;
    if (status == STATUS_OK && !capabilities.has_current)
        return STATUS_NOT_SUPPORTED;
    return status;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a < b ? b - a : a - b;
}

static bool is_better(enum mmc_media_type type, const struct mmc_speed_wish *wish,
                      struct mmc_write_speed speed, struct mmc_write_speed best)
{
    const uint32_t away =
        distance(mmc_write_speed_sectors(type, speed.kb_per_s), wish->sectors_per_s);
    const uint32_t best_away =
        distance(mmc_write_speed_sectors(type, best.kb_per_s), wish->sectors_per_s);

    if (away != best_away)
        return away < best_away;
    if (speed.kb_per_s != best.kb_per_s)
        return speed.kb_per_s < best.kb_per_s;
    return speed.is_pure_cav == wish->is_pure_cav;
}

static struct mmc_write_speed choose(enum mmc_media_type type, const struct mmc_speed_wish *wish,
                                     const struct mmc_write_speeds *speeds)
{
    struct mmc_write_speed best = {
        .kb_per_s = mmc_write_speed_kb(type, wish->sectors_per_s),
        .is_pure_cav = wish->is_pure_cav,
    };

    /* Where nothing is offered, the drive may round the wish itself. */
    if (speeds->count > 0)
        best = speeds->speed[0];
    for (uint32_t i = 1; i < speeds->count; i++) {
        if (is_better(type, wish, speeds->speed[i], best))
            best = speeds->speed[i];
    }
    return best;
}

static enum mmc_speed_adjustment adjustment_of(enum mmc_media_type type,
                                               const struct mmc_speed_wish *wish,
                                               struct mmc_write_speed chosen)
{
    unsigned adjustment = MMC_SPEED_ADJUSTMENT_NONE;

    if (chosen.kb_per_s != mmc_write_speed_kb(type, wish->sectors_per_s) &&
        mmc_write_speed_sectors(type, chosen.kb_per_s) != wish->sectors_per_s)
        adjustment |= MMC_SPEED_ADJUSTMENT_SPEED;
    if (chosen.is_pure_cav != wish->is_pure_cav)
        adjustment |= MMC_SPEED_ADJUSTMENT_ROTATION;
    return (enum mmc_speed_adjustment)adjustment;
}

static uint32_t streaming_end(enum mmc_media_type type)
{
    switch (type) {
    case MMC_MEDIA_TYPE_DVD_PLUS_R_DL:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW_DL:
    case MMC_MEDIA_TYPE_DVD_R_DL:
    case MMC_MEDIA_TYPE_HD_DVD_ROM:
    case MMC_MEDIA_TYPE_HD_DVD_R:
    case MMC_MEDIA_TYPE_HD_DVD_RAM:
    case MMC_MEDIA_TYPE_BD_ROM:
    case MMC_MEDIA_TYPE_BD_R:
    case MMC_MEDIA_TYPE_BD_RE:
        return STREAMING_END_LBA_LARGE;
    case MMC_MEDIA_TYPE_UNKNOWN:
    case MMC_MEDIA_TYPE_CD_ROM:
    case MMC_MEDIA_TYPE_CD_R:
    case MMC_MEDIA_TYPE_CD_RW:
    case MMC_MEDIA_TYPE_DVD_ROM:
    case MMC_MEDIA_TYPE_DVD_RAM:
    case MMC_MEDIA_TYPE_DVD_PLUS_R:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW:
    case MMC_MEDIA_TYPE_DVD_R:
    case MMC_MEDIA_TYPE_DVD_RW:
    case MMC_MEDIA_TYPE_DISK:
    case MMC_MEDIA_TYPE_COUNT:
        break;
    }
    return STREAMING_END_LBA;
}

static enum status set_streaming(struct mmc_drive *drive, enum mmc_media_type type,
                                 struct mmc_write_speed speed)
{
    struct mmc_streaming_wire wire = {
        .flags = (uint8_t)((speed.is_pure_cav ? MMC_ROTATION_CAV : MMC_ROTATION_CLV)
                           << MMC_STREAMING_BITS_ROTATION_SHIFT),
        .end_lba = be32_of(streaming_end(type)),
        .read_time = be32_of(STREAMING_TIME_MS),
        .write_size = be32_of(speed.kb_per_s),
        .write_time = be32_of(STREAMING_TIME_MS),
    };

    return mmc_drive_execute(drive, mmc_command_set_streaming(), &wire, sizeof(wire));
}

static enum status set_cd_speed(struct mmc_drive *drive, struct mmc_write_speed speed)
{
    const uint16_t kb =
        speed.kb_per_s == FASTEST_KB_STREAMING ? FASTEST_KB_CD_SPEED : (uint16_t)speed.kb_per_s;
    const uint8_t rotation = speed.is_pure_cav ? MMC_ROTATION_CAV : MMC_ROTATION_CLV;

    return mmc_drive_execute(drive, mmc_command_set_cd_speed(rotation, kb, kb), NULL, 0);
}

/* Some drives take SET STREAMING and do nothing: page 2Ah still tells the old speed then. */
static bool is_ignored(struct mmc_write_speed before, struct mmc_write_speed after,
                       struct mmc_write_speed wanted)
{
    return before.kb_per_s != 0 && before.kb_per_s != wanted.kb_per_s &&
           after.kb_per_s == before.kb_per_s;
}

static enum status apply(struct mmc_drive *drive, enum mmc_media_type type,
                         struct mmc_write_speed speed, struct mmc_write_speed *after)
{
    struct mmc_write_speed before;
    enum status status;

    /* Where the old speed is not known, the drive's word has to do. */
    (void)mmc_write_speed_current(drive, &before);
    status = set_streaming(drive, type, speed);
    if (status == STATUS_DEVICE) {
        status = set_cd_speed(drive, speed);
    } else if (status == STATUS_OK) {
        (void)mmc_write_speed_current(drive, after);
        if (!is_ignored(before, *after, speed))
            return STATUS_OK;
        /* The drive took the wish once: that it does not know the older command is no failure. */
        status = set_cd_speed(drive, speed);
        if (status == STATUS_DEVICE)
            return STATUS_OK;
    }
    if (status == STATUS_OK)
        (void)mmc_write_speed_current(drive, after);
    return status;
}

enum status mmc_write_speed_set(struct mmc_drive *drive, enum mmc_media_type type,
                                const struct mmc_speed_wish *wish,
                                const struct mmc_write_speeds *speeds, struct mmc_speed_set *set)
{
    const struct mmc_write_speed fastest = { FASTEST_KB_STREAMING, wish->is_pure_cav };
    struct mmc_write_speed chosen;
    enum status status;

    *set = (struct mmc_speed_set){ 0 };
    if (wish->sectors_per_s == MMC_WRITE_SPEED_FASTEST)
        return apply(drive, type, fastest, &set->current);
    chosen = choose(type, wish, speeds);
    status = apply(drive, type, chosen, &set->current);
    if (status == STATUS_OK)
        set->adjustment = adjustment_of(type, wish, chosen);
    return status;
}
