/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Media that are written anywhere, again and again, once they are formatted (MMC-6 4.3.5, 4.3.7,
 * 4.4.3, 4.5.2): the operations of medium.h they share, and what makes them different.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_OVERWRITABLE_H
#define OPENIMAPI_VIRTUALDRIVE_OVERWRITABLE_H

#include "virtualdrive/drive.h"

enum overwritable_effect {
    /** All user data go; the user area is the one of the descriptor. */
    OVERWRITABLE_EFFECT_FORMAT,
    /** All user data go; the user area grows with what is written. */
    OVERWRITABLE_EFFECT_FORMAT_GROWING,
    /** User data stay; the user area becomes the one of the descriptor. */
    OVERWRITABLE_EFFECT_RESIZE,
    /** User data stay; the user area grows by the blocks of the descriptor. */
    OVERWRITABLE_EFFECT_GROW,
    /** User data stay; the user area grows with what is written. */
    OVERWRITABLE_EFFECT_RESUME_GROWING,
};

/** One way to format a medium. */
struct overwritable_format {
    enum mmc_format_type type;
    enum overwritable_effect effect;
    uint32_t spare_blocks; /* of each layer that is not user area then */
    bool is_any_size;      /* the initiator may ask for a smaller user area */
    uint32_t parameter;
};

struct overwritable_rules {
    const struct overwritable_format *formats; /* in the order READ FORMAT CAPACITIES tells */
    size_t format_count;
    enum mmc_disc_status formatted_status;
    bool is_rigid;               /* only whole units are written */
    bool is_usable_when_stopped; /* a format that was not finished leaves a medium that works */
};

bool overwritable_is_writable(const struct virtual_drive *drive);
bool overwritable_is_feature_current(const struct virtual_drive *drive, enum mmc_feature feature);
uint32_t overwritable_capacity_blocks(const struct virtual_drive *drive);
uint16_t overwritable_track_count(const struct virtual_drive *drive);
uint16_t overwritable_complete_sessions(const struct virtual_drive *drive);
uint16_t overwritable_open_track(const struct virtual_drive *drive);
void overwritable_describe_track(const struct virtual_drive *drive, uint16_t number,
                                 struct mmc_track_information_wire *track);
void overwritable_describe_disc(const struct virtual_drive *drive,
                                struct mmc_disc_information_wire *information);
void overwritable_describe_formats(const struct virtual_drive *drive,
                                   struct medium_formats *formats);
enum drive_condition overwritable_unreadable(const struct virtual_drive *drive, uint32_t lba);
enum drive_condition overwritable_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                        const void *data);
enum drive_condition overwritable_synchronize(struct virtual_drive *drive);

/** Formats by the first row of the rules that fits the descriptor. */
enum drive_condition overwritable_format(struct virtual_drive *drive,
                                         const struct mmc_format_descriptor_wire *descriptor);

/** As above by other rules: of what the medium becomes. */
enum drive_condition overwritable_format_by(struct virtual_drive *drive,
                                            const struct overwritable_rules *rules,
                                            const struct mmc_format_descriptor_wire *descriptor);

/** Appends what `rules` let the initiator ask for. */
void overwritable_add_formats(const struct virtual_drive *drive,
                              const struct overwritable_rules *rules,
                              struct medium_formats *formats);

/** Whether the medium can be used. */
bool overwritable_is_formatted(const struct virtual_drive *drive);

/** DVD-RW: what both its modes can be formatted to. */
extern const struct overwritable_rules overwritable_dvd_rw;

#endif
