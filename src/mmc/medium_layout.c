/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sizes and addresses of media. */
#include "mmc/medium.h"

#include "mmc/capacity.h"
#include "mmc/drive.h"
#include "mmc/format_capacities.h"
#include "mmc/toc.h"

#define SECTOR_BYTES 2048

/* No previous session. */
#define NO_ADDRESS (-1)

static uint32_t sectors_of(uint32_t blocks, uint32_t block_length)
{
    return (uint32_t)((uint64_t)blocks * block_length / SECTOR_BYTES);
}

/* The kinds of format Write asks for, most wanted first. */
static const enum mmc_format_type dvd_plus_rw_formats[] = { MMC_FORMAT_TYPE_DVD_PLUS_RW };
static const enum mmc_format_type dvd_rw_formats[] = { MMC_FORMAT_TYPE_QUICK,
                                                       MMC_FORMAT_TYPE_CD_RW_FULL,
                                                       MMC_FORMAT_TYPE_FULL };
static const enum mmc_format_type other_formats[] = { MMC_FORMAT_TYPE_FULL };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct mmc_format_capacity *
find_first_of(const struct mmc_format_capacities *capacities, const enum mmc_format_type *types,
              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct mmc_format_capacity *found = mmc_format_capacities_find(capacities, types[i]);

        if (found != NULL)
            return found;
    }
    return NULL;
}

const struct mmc_format_capacity *
mmc_medium_wanted_format(enum mmc_media_type type, const struct mmc_format_capacities *capacities)
{
    if (type == MMC_MEDIA_TYPE_DVD_PLUS_RW || type == MMC_MEDIA_TYPE_DVD_PLUS_RW_DL)
        return find_first_of(capacities, dvd_plus_rw_formats, COUNT_OF(dvd_plus_rw_formats));
    if (type == MMC_MEDIA_TYPE_DVD_RW)
        return find_first_of(capacities, dvd_rw_formats, COUNT_OF(dvd_rw_formats));
    return find_first_of(capacities, other_formats, COUNT_OF(other_formats));
}

static enum status read_formattable_size(struct mmc_drive *drive, enum mmc_media_type type,
                                         uint32_t *sectors)
{
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *format;
    const enum status status = mmc_format_capacities_read(drive, &capacities);

    if (status != STATUS_OK)
        return status;
    format = mmc_medium_wanted_format(type, &capacities);
    *sectors = format != NULL && format->blocks != MMC_FORMAT_BLOCKS_ALL
                   ? format->blocks
                   : sectors_of(capacities.current_blocks, capacities.block_length);
    return STATUS_OK;
}

static enum status read_overwritable_size(struct mmc_drive *drive, const struct mmc_medium *medium,
                                          uint32_t *sectors)
{
    struct mmc_capacity capacity;
    enum status status;

    /* A DVD-RW grows with what is written, up to its size when formatted anew. */
    if (medium->type == MMC_MEDIA_TYPE_DVD_RW &&
        read_formattable_size(drive, medium->type, sectors) == STATUS_OK && *sectors != 0)
        return STATUS_OK;
    *sectors = 0;
    if (medium->disc.status != MMC_DISC_STATUS_EMPTY) {
        status = mmc_capacity_read(drive, &capacity);
        if (status != STATUS_OK)
            return status;
        *sectors = sectors_of(capacity.blocks, capacity.block_length);
    }
    if (*sectors != 0)
        return STATUS_OK;
    return read_formattable_size(drive, medium->type, sectors);
}

static enum status read_overwritable(struct mmc_drive *drive, const struct mmc_medium *medium,
                                     struct mmc_medium_layout *layout)
{
    const enum status status = read_overwritable_size(drive, medium, &layout->total_sectors);

    layout->free_sectors = layout->total_sectors;
    return status;
}

/* MMC-6 6.25.3.3 or, where the drive refuses that, 6.26.2: the first track of a session. */
static enum status read_first_track(struct mmc_drive *drive, uint16_t session, int32_t *start)
{
    struct mmc_toc_sessions sessions;
    struct mmc_track_information track;
    enum status status = mmc_toc_sessions_read(drive, &sessions);

    if (status == STATUS_OK && sessions.last_session == session) {
        *start = sessions.start;
        return STATUS_OK;
    }
    status = mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_SESSION, session, &track);
    if (status == STATUS_OK && track.session == session)
        *start = track.start;
    return status;
}

/* The way left on drives that know neither session addresses nor a table of contents. */
static enum status find_first_track(struct mmc_drive *drive, uint16_t session, uint16_t last_track,
                                    int32_t *start)
{
    struct mmc_track_information track;
    enum status status = STATUS_OK;

    for (uint16_t number = 1; number <= last_track && status == STATUS_OK; number++) {
        status = mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_TRACK, number, &track);
        if (status == STATUS_OK && track.session == session) {
            *start = track.start;
            return STATUS_OK;
        }
    }
    return status;
}

/* Packets end in two blocks of run-out that hold no data. */
#define RUN_OUT_BLOCKS 2

/* STATUS_INVALID_RESPONSE: the track would end beyond all addresses. */
static enum status end_of_track(struct mmc_drive *drive, const struct mmc_medium *medium,
                                const struct mmc_track_information *track, int32_t *address)
{
    const bool has_run_out = mmc_media_type_is_cd(medium->type) && track->is_packet;
    const int64_t end =
        (int64_t)track->start + track->size - 1 - (has_run_out ? RUN_OUT_BLOCKS : 0);

    *address = 0;
    if (track->has_last_recorded_address)
        *address = track->last_recorded_address;
    else if (end < INT32_MIN || end > INT32_MAX)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    else
        *address = (int32_t)end;
    return STATUS_OK;
}

static enum status read_previous_session(struct mmc_drive *drive, const struct mmc_medium *medium,
                                         struct mmc_medium_layout *layout)
{
    const uint16_t session = (uint16_t)(medium->disc.session_count - 1);
    const uint16_t last_track = (uint16_t)(medium->disc.first_track_of_last_session - 1);
    struct mmc_track_information track;
    enum status status;

    if (medium->disc.first_track_of_last_session < 2)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    status = read_first_track(drive, session, &layout->previous_session_start);
    if (status == STATUS_DEVICE ||
        (status == STATUS_OK && layout->previous_session_start == NO_ADDRESS))
        status = find_first_track(drive, session, last_track, &layout->previous_session_start);
    if (status != STATUS_OK)
        return status;
    status = mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_TRACK, last_track, &track);
    if (status == STATUS_OK)
        status = end_of_track(drive, medium, &track, &layout->previous_session_end);
    return status;
}

static void take_cd_sizes(const struct mmc_medium *medium, struct mmc_medium_layout *layout)
{
    const uint32_t free_blocks = medium->open_track.free_blocks;
    const uint32_t writable = free_blocks > RUN_OUT_BLOCKS ? free_blocks - RUN_OUT_BLOCKS : 0;

    layout->postgap_sectors =
        writable < MMC_MEDIUM_CD_POSTGAP_SECTORS ? writable : MMC_MEDIUM_CD_POSTGAP_SECTORS;
    layout->free_sectors = writable - layout->postgap_sectors;
    layout->total_sectors = medium->disc.lead_out_start > 0
                                ? (uint32_t)medium->disc.lead_out_start
                                : (uint32_t)layout->next_writable_address + free_blocks;
}

static void take_sizes(const struct mmc_medium *medium, struct mmc_medium_layout *layout)
{
    const uint32_t free_blocks = medium->open_track.free_blocks;

    layout->free_sectors = free_blocks - free_blocks % layout->write_unit;
    layout->total_sectors = (uint32_t)layout->next_writable_address + free_blocks;
}

static enum status read_sequential(struct mmc_drive *drive, const struct mmc_medium *medium,
                                   struct mmc_medium_layout *layout)
{
    const bool is_blank = medium->disc.status == MMC_DISC_STATUS_EMPTY;

    if (!medium->has_open_track)
        return STATUS_NOT_SUPPORTED;
    /* A blank CD is writable from its pre-gap on, which holds no data. */
    layout->next_writable_address = is_blank ? 0 : medium->open_track.next_writable_address;
    if (layout->next_writable_address < 0)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    if (mmc_media_type_is_cd(medium->type))
        take_cd_sizes(medium, layout);
    else
        take_sizes(medium, layout);
    if (is_blank || medium->disc.session_count <= 1)
        return STATUS_OK;
    return read_previous_session(drive, medium, layout);
}

enum status mmc_medium_layout_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                   struct mmc_medium_layout *layout)
{
    enum status status;

    *layout = (struct mmc_medium_layout){ 0 };
    if ((mmc_medium_state(medium, 0) & MMC_MEDIUM_STATE_UNWRITABLE_MASK) != 0)
        return STATUS_NOT_SUPPORTED;
    layout->previous_session_start = NO_ADDRESS;
    layout->previous_session_end = NO_ADDRESS;
    layout->write_unit = mmc_media_type_write_unit(medium->type);
    if (mmc_media_type_is_overwritable(medium->type))
        status = read_overwritable(drive, medium, layout);
    else
        status = read_sequential(drive, medium, layout);
    if (status != STATUS_OK)
        *layout = (struct mmc_medium_layout){ 0 };
    return status;
}

enum status mmc_medium_last_recorded_address(struct mmc_drive *drive, int32_t *address)
{
    struct mmc_track_information track;
    enum status status;

    *address = 0;
    status = mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_TRACK, 1, &track);
    if (mmc_drive_has_refused(drive, status))
        return STATUS_NOT_SUPPORTED;
    if (status != STATUS_OK)
        return status;
    if (!track.has_last_recorded_address)
        return STATUS_NOT_SUPPORTED;
    *address = track.last_recorded_address;
    return STATUS_OK;
}
