/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What differs from one kind of medium to the next: one table of operations per kind. */
#ifndef OPENIMAPI_VIRTUALDRIVE_MEDIUM_H
#define OPENIMAPI_VIRTUALDRIVE_MEDIUM_H

#include "discimage/disc_state.h"
#include "mmc/cdb.h"
#include "mmc/disc_information.h"
#include "mmc/disc_structure.h"
#include "mmc/features.h"
#include "mmc/format_capacities.h"
#include "mmc/profiles.h"
#include "mmc/track_information.h"
#include "virtualdrive/condition.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A kind of medium has at most so many write speeds. */
#define MEDIUM_WRITE_SPEEDS_MAXIMUM 7

/** Ways to format one kind of medium. */
#define MEDIUM_FORMATS_MAXIMUM 8

struct virtual_drive;
struct sequential_rules;
struct overwritable_rules;

/** Which commands and structures speak of the medium. */
enum medium_family {
    MEDIUM_FAMILY_CD,
    MEDIUM_FAMILY_DVD,
    MEDIUM_FAMILY_BD,
    MEDIUM_FAMILY_HD_DVD,
};

/** What READ FORMAT CAPACITIES tells of a medium. */
struct medium_formats {
    struct mmc_current_capacity_wire current;
    struct mmc_format_descriptor_wire formattable[MEDIUM_FORMATS_MAXIMUM];
    size_t count; /* 0: the medium cannot be formatted */
};

/**
 * Operations get a drive that has this kind of medium loaded. Those that write are called only
 * while is_writable says so and the disc is not write protected; track numbers exist, unless said
 * otherwise.
 */
struct medium_ops {
    enum mmc_profile profile;
    enum medium_family family;
    /** DVD: as the lead-in or the pre-groove tells. */
    enum mmc_book_type book_type;
    enum mmc_physical_format_layer_bits layer_type;
    char manufacturer[9];
    char type_id[4];
    uint32_t read_speed_kb_per_s;
    const uint32_t *write_speeds_kb_per_s; /* fastest first */
    size_t write_speed_count;
    const enum mmc_feature *features; /* current, besides those of every medium */
    size_t feature_count;
    const struct sequential_rules *sequential; /* NULL: no tracks that are recorded */
    const struct overwritable_rules *overwritable;

    /** Whether anything can still be recorded. */
    bool (*is_writable)(const struct virtual_drive *drive);
    /** Whether `feature` of the list above is current as the disc is now; NULL: all are. */
    bool (*is_feature_current)(const struct virtual_drive *drive, enum mmc_feature feature);
    /** Blocks that READ CAPACITY tells of. */
    uint32_t (*capacity_blocks)(const struct virtual_drive *drive);
    /** Number of tracks, an open one included; at least 1. */
    uint16_t (*track_count)(const struct virtual_drive *drive);
    /** Number of sessions that are closed. */
    uint16_t (*complete_sessions)(const struct virtual_drive *drive);
    /** The track that is invisible or incomplete, 0 when there is none. */
    uint16_t (*open_track)(const struct virtual_drive *drive);
    /** Fills all of `track` but the length. */
    void (*describe_track)(const struct virtual_drive *drive, uint16_t number,
                           struct mmc_track_information_wire *track);
    /** Fills all of `information` but the length. */
    void (*describe_disc)(const struct virtual_drive *drive,
                          struct mmc_disc_information_wire *information);
    /** Fills all of `formats`. */
    void (*describe_formats)(const struct virtual_drive *drive, struct medium_formats *formats);
    /** Why a block within the capacity of the disc cannot be read. */
    enum drive_condition (*unreadable)(const struct virtual_drive *drive, uint32_t lba);
    /**
     * Records `blocks`, 1 or more, whose end does not overflow; before address 0 only the first
     * pre-gap of a CD can lie.
     */
    enum drive_condition (*write)(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                  const void *data);
    /** Brings to the medium what was written. */
    enum drive_condition (*synchronize)(struct virtual_drive *drive);
    /** NULL: tracks cannot be reserved. */
    enum drive_condition (*reserve_track)(struct virtual_drive *drive, uint32_t blocks);
    /** `function` is any value of CLOSE TRACK/SESSION, `track` any number; NULL: nothing closes. */
    enum drive_condition (*close)(struct virtual_drive *drive, uint8_t function, uint16_t track);
    /** NULL: the medium cannot be formatted. */
    enum drive_condition (*format)(struct virtual_drive *drive,
                                   const struct mmc_format_descriptor_wire *descriptor);
    /** `type` is any value of BLANK; NULL: the medium cannot be blanked. */
    enum drive_condition (*blank)(struct virtual_drive *drive, uint8_t type, uint32_t address);
    /** Lets time pass: what goes on in the background; NULL: nothing does. */
    void (*tick)(struct virtual_drive *drive, uint64_t now_ms);
    /** The medium is about to leave, or the power; NULL: it does not mind. */
    void (*stop)(struct virtual_drive *drive);
};

extern const struct medium_ops medium_cd_rom;
extern const struct medium_ops medium_cd_r;
extern const struct medium_ops medium_cd_rw;
extern const struct medium_ops medium_dvd_rom;
extern const struct medium_ops medium_dvd_r;
extern const struct medium_ops medium_dvd_rw_sequential;
extern const struct medium_ops medium_dvd_rw_overwrite;
extern const struct medium_ops medium_dvd_r_dl;
extern const struct medium_ops medium_dvd_r_dl_layer_jump;
extern const struct medium_ops medium_dvd_ram;
extern const struct medium_ops medium_dvd_plus_r;
extern const struct medium_ops medium_dvd_plus_r_dl;
extern const struct medium_ops medium_dvd_plus_rw;
extern const struct medium_ops medium_dvd_plus_rw_dl;
extern const struct medium_ops medium_bd_rom;
extern const struct medium_ops medium_bd_r;
extern const struct medium_ops medium_bd_r_pseudo_overwrite;
extern const struct medium_ops medium_bd_re;
extern const struct medium_ops medium_hd_dvd_rom;
extern const struct medium_ops medium_hd_dvd_r;
extern const struct medium_ops medium_hd_dvd_ram;

/** The operations for a disc as it is recorded now. */
const struct medium_ops *medium_ops_of(const struct disc_state *disc);

#endif
