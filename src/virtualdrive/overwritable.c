/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What media that are written anywhere have in common. */
#include "virtualdrive/overwritable.h"

bool overwritable_is_writable(const struct virtual_drive *drive)
{
    (void)drive;
    return true;
}

bool overwritable_is_formatted(const struct virtual_drive *drive)
{
    switch (drive_disc(drive)->format) {
    case DISC_FORMAT_NONE:
        return false;
    case DISC_FORMAT_STOPPED:
        return drive->medium->overwritable->is_usable_when_stopped;
    case DISC_FORMAT_RUNNING:
    case DISC_FORMAT_COMPLETE:
    case DISC_FORMAT_GROWING:
        break;
    }
    return true;
}

bool overwritable_is_feature_current(const struct virtual_drive *drive, enum mmc_feature feature)
{
    if (feature == MMC_FEATURE_RANDOM_WRITABLE || feature == MMC_FEATURE_RESTRICTED_OVERWRITE)
        return overwritable_is_formatted(drive);
    return true;
}

uint32_t overwritable_capacity_blocks(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    if (!overwritable_is_formatted(drive))
        return 0;
    if (disc->format == DISC_FORMAT_COMPLETE || disc->format == DISC_FORMAT_GROWING)
        return disc->formatted_blocks;
    return disc->capacity_blocks;
}

uint16_t overwritable_track_count(const struct virtual_drive *drive)
{
    (void)drive;
    return 1;
}

uint16_t overwritable_complete_sessions(const struct virtual_drive *drive)
{
    return overwritable_is_formatted(drive) ? 1 : 0;
}

uint16_t overwritable_open_track(const struct virtual_drive *drive)
{
    (void)drive;
    return 0;
}

void overwritable_describe_track(const struct virtual_drive *drive, uint16_t number,
                                 struct mmc_track_information_wire *track)
{
    const bool is_formatted = overwritable_is_formatted(drive);

    *track = (struct mmc_track_information_wire){
        .track_number_low = (uint8_t)number,
        .session_number_low = 1,
        .track_mode = MMC_TRACK_MODE_DATA,
        .data_mode = 1,
        .blocking = be32_of(drive_unit_blocks(drive)),
        .size = be32_of(is_formatted ? overwritable_capacity_blocks(drive)
                                     : drive_disc(drive)->capacity_blocks),
    };
    if (drive->medium->overwritable->is_rigid)
        track->data_mode |=
            MMC_TRACK_INFORMATION_DATA_BITS_PACKET | MMC_TRACK_INFORMATION_DATA_BITS_FIXED_PACKET;
    if (!is_formatted)
        track->data_mode |= MMC_TRACK_INFORMATION_DATA_BITS_BLANK;
    if (drive_disc(drive)->format == DISC_FORMAT_GROWING) {
        track->validity |= MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA;
        track->next_writable_address = be32_of(drive_disc(drive)->formatted_blocks);
        track->free_blocks =
            be32_of(drive_disc(drive)->capacity_blocks - drive_disc(drive)->formatted_blocks);
    }
}

static enum mmc_background_format background_of(enum disc_format format)
{
    switch (format) {
    case DISC_FORMAT_NONE:
        return MMC_BACKGROUND_FORMAT_NONE;
    case DISC_FORMAT_STOPPED:
        return MMC_BACKGROUND_FORMAT_STOPPED;
    case DISC_FORMAT_RUNNING:
        return MMC_BACKGROUND_FORMAT_RUNNING;
    case DISC_FORMAT_COMPLETE:
    case DISC_FORMAT_GROWING:
        break;
    }
    return MMC_BACKGROUND_FORMAT_DONE;
}

void overwritable_describe_disc(const struct virtual_drive *drive,
                                struct mmc_disc_information_wire *information)
{
    const struct overwritable_rules *rules = drive->medium->overwritable;
    const enum disc_format format = drive_disc(drive)->format;
    const enum mmc_session_state session =
        format == DISC_FORMAT_GROWING ? MMC_SESSION_STATE_INCOMPLETE : MMC_SESSION_STATE_COMPLETE;

    *information = (struct mmc_disc_information_wire){
        .status = MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE,
        .first_track = 1,
        .session_count_low = 1,
        .first_track_of_last_session_low = 1,
        .last_track_of_last_session_low = 1,
        .validity = MMC_DISC_INFORMATION_VALIDITY_BITS_URU,
        .last_session_lead_in_start = { 0xFF, 0xFF, 0xFF, 0xFF },
        .last_possible_lead_out_start = { 0xFF, 0xFF, 0xFF, 0xFF },
    };
    if (rules->is_usable_when_stopped)
        information->validity |= (uint8_t)background_of(format);
    if (overwritable_is_formatted(drive))
        information->status |=
            (uint8_t)((unsigned)rules->formatted_status |
                      (unsigned)session << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT);
}

void overwritable_describe_formats(const struct virtual_drive *drive,
                                   struct medium_formats *formats)
{
    const bool is_formatted = overwritable_is_formatted(drive);

    *formats = (struct medium_formats){
        .current = {
            .blocks = be32_of(is_formatted ? overwritable_capacity_blocks(drive)
                                           : drive_disc(drive)->capacity_blocks),
            .type = is_formatted ? MMC_CAPACITY_TYPE_FORMATTED : MMC_CAPACITY_TYPE_UNFORMATTED,
            .block_length = be24_of(DISC_BLOCK_SIZE),
        },
    };
    overwritable_add_formats(drive, drive->medium->overwritable, formats);
}

enum drive_condition overwritable_unreadable(const struct virtual_drive *drive, uint32_t lba)
{
    (void)lba;
    return overwritable_is_formatted(drive) ? DRIVE_CONDITION_BLANK_CHECK
                                            : DRIVE_CONDITION_MEDIUM_NOT_FORMATTED;
}

/* Where a user area that grows goes on, and no further. */
static bool is_reachable(const struct virtual_drive *drive, uint32_t lba, uint32_t blocks)
{
    const struct disc_state *disc = drive_disc(drive);

    if (disc->format == DISC_FORMAT_GROWING)
        return lba <= disc->formatted_blocks;
    /* Behind a format that has stopped the groove is blank: the format must go on first. */
    return disc->format != DISC_FORMAT_STOPPED ||
           disc_image_readable_blocks(drive->image, lba) >= blocks;
}

enum drive_condition overwritable_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                        const void *data)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint32_t unit = drive_unit_blocks(drive);
    const uint32_t start = (uint32_t)lba;
    enum status status;

    if (lba < 0)
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    if (!overwritable_is_formatted(drive))
        return DRIVE_CONDITION_MEDIUM_NOT_FORMATTED;
    if (drive->medium->overwritable->is_rigid && (start % unit != 0 || blocks % unit != 0))
        return DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE;
    if (disc->format == DISC_FORMAT_COMPLETE && start + blocks > disc->formatted_blocks)
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    if (!is_reachable(drive, start, blocks))
        return disc->format == DISC_FORMAT_GROWING ? DRIVE_CONDITION_INVALID_ADDRESS_FOR_WRITE
                                                   : DRIVE_CONDITION_CANNOT_WRITE_FORMAT;
    status = disc_image_overwrite(drive->image, start, blocks, data);
    if (status == STATUS_OK && disc->format == DISC_FORMAT_GROWING &&
        start + blocks > disc->formatted_blocks)
        disc_image_note_formatted(drive->image, start + blocks);
    return drive_condition_of_write(status);
}

enum drive_condition overwritable_synchronize(struct virtual_drive *drive)
{
    return drive_condition_of_write(disc_image_flush(drive->image));
}

/* A disc too small for its spare area has none. */
static uint32_t user_area(const struct virtual_drive *drive,
                          const struct overwritable_format *format)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint32_t spare = format->spare_blocks * disc_state_traits(disc)->layers;

    return disc->capacity_blocks / 2 > spare ? disc->capacity_blocks - spare
                                             : disc->capacity_blocks;
}

static bool is_possible(const struct virtual_drive *drive, const struct overwritable_format *format)
{
    const struct disc_state *disc = drive_disc(drive);
    const bool is_complete =
        disc->recording == DISC_RECORDING_OVERWRITE && disc->format == DISC_FORMAT_COMPLETE;

    switch (format->effect) {
    case OVERWRITABLE_EFFECT_FORMAT:
    case OVERWRITABLE_EFFECT_FORMAT_GROWING:
        return true;
    case OVERWRITABLE_EFFECT_RESIZE:
        return is_complete;
    case OVERWRITABLE_EFFECT_GROW:
    case OVERWRITABLE_EFFECT_RESUME_GROWING:
        return is_complete && disc->formatted_blocks < disc->capacity_blocks;
    }
    return false;
}

static uint32_t formattable_blocks(const struct virtual_drive *drive,
                                   const struct overwritable_format *format)
{
    const struct disc_state *disc = drive_disc(drive);

    if (format->effect == OVERWRITABLE_EFFECT_GROW ||
        format->effect == OVERWRITABLE_EFFECT_RESUME_GROWING)
        return disc->capacity_blocks - disc->formatted_blocks;
    return user_area(drive, format);
}

void overwritable_add_formats(const struct virtual_drive *drive,
                              const struct overwritable_rules *rules,
                              struct medium_formats *formats)
{
    for (size_t i = 0; i < rules->format_count && formats->count < MEDIUM_FORMATS_MAXIMUM; i++) {
        const struct overwritable_format *format = &rules->formats[i];

        if (is_possible(drive, format))
            formats->formattable[formats->count++] = (struct mmc_format_descriptor_wire){
                .blocks = be32_of(formattable_blocks(drive, format)),
                .type = (uint8_t)(format->type << MMC_FORMAT_TYPE_SHIFT),
                .parameter = be24_of(format->parameter),
            };
    }
}

static bool is_size_right(const struct virtual_drive *drive,
                          const struct overwritable_format *format, uint32_t blocks)
{
    const uint32_t offered = formattable_blocks(drive, format);

    if (blocks == offered || blocks == MMC_FORMAT_BLOCKS_ALL)
        return true;
    return format->is_any_size && blocks < offered && blocks % drive_unit_blocks(drive) == 0;
}

static const struct overwritable_format *
find_format(const struct virtual_drive *drive, const struct overwritable_rules *rules,
            const struct mmc_format_descriptor_wire *descriptor)
{
    for (size_t i = 0; i < rules->format_count; i++) {
        const struct overwritable_format *format = &rules->formats[i];

        if (descriptor->type == format->type << MMC_FORMAT_TYPE_SHIFT &&
            is_possible(drive, format) &&
            is_size_right(drive, format, be32_get(descriptor->blocks)))
            return format;
    }
    return NULL;
}

static enum status apply(struct virtual_drive *drive, const struct overwritable_format *format,
                         uint32_t blocks)
{
    const uint32_t formatted = drive_disc(drive)->formatted_blocks;

    if (blocks == 0 || blocks == MMC_FORMAT_BLOCKS_ALL)
        blocks = formattable_blocks(drive, format);
    switch (format->effect) {
    case OVERWRITABLE_EFFECT_FORMAT:
        return disc_image_format(drive->image, DISC_FORMAT_COMPLETE, blocks);
    case OVERWRITABLE_EFFECT_FORMAT_GROWING:
        return disc_image_format(drive->image, DISC_FORMAT_GROWING, 0);
    case OVERWRITABLE_EFFECT_RESIZE:
        return disc_image_set_format(drive->image, DISC_FORMAT_COMPLETE, blocks);
    case OVERWRITABLE_EFFECT_GROW:
        return disc_image_set_format(drive->image, DISC_FORMAT_COMPLETE, formatted + blocks);
    case OVERWRITABLE_EFFECT_RESUME_GROWING:
        return disc_image_set_format(drive->image, DISC_FORMAT_GROWING, formatted);
    }
    return STATUS_NOT_SUPPORTED;
}

enum drive_condition overwritable_format_by(struct virtual_drive *drive,
                                            const struct overwritable_rules *rules,
                                            const struct mmc_format_descriptor_wire *descriptor)
{
    const struct overwritable_format *format = find_format(drive, rules, descriptor);
    enum status status;

    if (format == NULL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    status = apply(drive, format, be32_get(descriptor->blocks));
    if (status == STATUS_OK)
        drive_medium_became(drive);
    return drive_condition_of_write(status);
}

enum drive_condition overwritable_format(struct virtual_drive *drive,
                                         const struct mmc_format_descriptor_wire *descriptor)
{
    return overwritable_format_by(drive, drive->medium->overwritable, descriptor);
}
