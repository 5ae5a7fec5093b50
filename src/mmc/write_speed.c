/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading and setting write speeds (MMC-6 6.7, 6.40, SET CD SPEED, mode page 2Ah). */
#include "mmc/write_speed.h"

#include "mmc/commands.h"
#include "mmc/configuration.h"
#include "mmc/drive.h"
#include "mmc/mode_pages.h"

#define CD_SECTOR_BYTES   2352
#define DATA_SECTOR_BYTES 2048
#define BYTES_PER_KB      1000

/* Beyond the end of every single-layer DVD; drives take it as the whole medium. */
#define STREAMING_END_LBA 0x231260

#define STREAMING_TIME_MS 1000

/* Kilobytes per second that stand for the fastest speed. */
#define FASTEST_KB_STREAMING UINT32_MAX
#define FASTEST_KB_CD_SPEED  UINT16_MAX

/* Byte of feature 0107h that tells which sources of speeds exist. */
#define STREAMING_FLAGS sizeof(struct mmc_feature_header_wire)

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

/* Which of the sources feature 0107h rules out. */
static enum status read_sources(struct mmc_drive *drive, bool *has_performance, bool *has_list)
{
    struct mmc_configuration configuration;
    struct mmc_feature_descriptor feature;
    const enum status status = mmc_configuration_read(drive, &configuration);

    *has_performance = true;
    *has_list = true;
    if (mmc_configuration_find(&configuration, MMC_FEATURE_REAL_TIME_STREAMING, &feature)) {
        const uint8_t flags = mmc_feature_byte(&feature, STREAMING_FLAGS);

        *has_performance = (flags & MMC_FEATURE_REAL_TIME_STREAMING_BITS_WSPD) != 0;
        *has_list = (flags & MMC_FEATURE_REAL_TIME_STREAMING_BITS_MP2A) != 0;
    }
    mmc_configuration_release(&configuration);
    return status;
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

enum status mmc_write_speeds_read(struct mmc_drive *drive, struct mmc_write_speeds *speeds)
{
    bool has_performance;
    bool has_list;
    enum status status;

    *speeds = (struct mmc_write_speeds){ 0 };
    status = read_sources(drive, &has_performance, &has_list);
    if (status == STATUS_OK && has_performance)
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

/* A wish in the medium's terms. */
struct speed_wish {
    enum mmc_media_type type;
    uint32_t sectors_per_s;
    bool is_pure_cav;
};

static bool is_better(const struct speed_wish *wish, struct mmc_write_speed speed,
                      struct mmc_write_speed best)
{
    const uint32_t away =
        distance(mmc_write_speed_sectors(wish->type, speed.kb_per_s), wish->sectors_per_s);
    const uint32_t best_away =
        distance(mmc_write_speed_sectors(wish->type, best.kb_per_s), wish->sectors_per_s);

    if (away != best_away)
        return away < best_away;
    if (speed.kb_per_s != best.kb_per_s)
        return speed.kb_per_s < best.kb_per_s;
    return speed.is_pure_cav == wish->is_pure_cav;
}

static struct mmc_write_speed choose(const struct speed_wish *wish,
                                     const struct mmc_write_speeds *speeds)
{
    struct mmc_write_speed best = {
        .kb_per_s = mmc_write_speed_kb(wish->type, wish->sectors_per_s),
        .is_pure_cav = wish->is_pure_cav,
    };

    /* Where nothing is offered, the drive may round the wish itself. */
    if (speeds->count > 0)
        best = speeds->speed[0];
    for (uint32_t i = 1; i < speeds->count; i++) {
        if (is_better(wish, speeds->speed[i], best))
            best = speeds->speed[i];
    }
    return best;
}

static enum mmc_speed_adjustment adjustment_of(const struct speed_wish *wish,
                                               struct mmc_write_speed chosen)
{
    unsigned adjustment = MMC_SPEED_ADJUSTMENT_NONE;

    if (chosen.kb_per_s != mmc_write_speed_kb(wish->type, wish->sectors_per_s) &&
        mmc_write_speed_sectors(wish->type, chosen.kb_per_s) != wish->sectors_per_s)
        adjustment |= MMC_SPEED_ADJUSTMENT_SPEED;
    if (chosen.is_pure_cav != wish->is_pure_cav)
        adjustment |= MMC_SPEED_ADJUSTMENT_ROTATION;
    return (enum mmc_speed_adjustment)adjustment;
}

static enum status set_streaming(struct mmc_drive *drive, struct mmc_write_speed speed)
{
    struct mmc_streaming_wire wire = {
        .flags = (uint8_t)((speed.is_pure_cav ? MMC_ROTATION_CAV : MMC_ROTATION_CLV)
                           << MMC_STREAMING_BITS_ROTATION_SHIFT),
        .end_lba = be32_of(STREAMING_END_LBA),
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
static bool has_ignored(struct mmc_drive *drive, const struct mmc_write_speed *before,
                        struct mmc_write_speed wanted)
{
    struct mmc_write_speed after;

    if (before->kb_per_s == 0 || before->kb_per_s == wanted.kb_per_s)
        return false;
    return mmc_write_speed_current(drive, &after) == STATUS_OK &&
           after.kb_per_s == before->kb_per_s;
}

static enum status apply(struct mmc_drive *drive, struct mmc_write_speed speed)
{
    struct mmc_write_speed before;
    enum status status;
    enum status second;

    /* Where the old speed is not known, the drive's word has to do. */
    (void)mmc_write_speed_current(drive, &before);
    status = set_streaming(drive, speed);
    if (status == STATUS_DEVICE)
        return set_cd_speed(drive, speed);
    if (status != STATUS_OK || !has_ignored(drive, &before, speed))
        return status;
    /* The drive took the wish once: that it does not know the older command is no failure. */
    second = set_cd_speed(drive, speed);
    return second == STATUS_DEVICE ? STATUS_OK : second;
}

enum status mmc_write_speed_set(struct mmc_drive *drive, enum mmc_media_type type,
                                uint32_t sectors_per_s, bool is_pure_cav,
                                enum mmc_speed_adjustment *adjustment)
{
    const struct speed_wish wish = { type, sectors_per_s, is_pure_cav };
    struct mmc_write_speeds speeds;
    struct mmc_write_speed chosen;
    enum status status;

    *adjustment = MMC_SPEED_ADJUSTMENT_NONE;
    if (sectors_per_s == MMC_WRITE_SPEED_FASTEST)
        return apply(drive, (struct mmc_write_speed){ FASTEST_KB_STREAMING, is_pure_cav });
    status = mmc_write_speeds_read(drive, &speeds);
    if (status != STATUS_OK)
        return status;
    chosen = choose(&wish, &speeds);
    status = apply(drive, chosen);
    if (status == STATUS_OK)
        *adjustment = adjustment_of(&wish, chosen);
    return status;
}
