/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What differs from one kind of medium to the next: one table of operations per kind. */
#ifndef OPENIMAPI_VIRTUALDRIVE_MEDIUM_H
#define OPENIMAPI_VIRTUALDRIVE_MEDIUM_H

#include "discimage/disc_state.h"
#include "mmc/cdb.h"
#include "mmc/disc_information.h"
#include "mmc/disc_structure.h"
#include "mmc/format_capacities.h"
#include "mmc/profiles.h"
#include "mmc/track_information.h"
#include "virtualdrive/condition.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** DVD writes error correction blocks of 16 sectors. */
#define MEDIUM_BLOCKS_PER_UNIT 16

/** A kind of medium has at most so many write speeds. */
#define MEDIUM_WRITE_SPEEDS_MAXIMUM 7

struct virtual_drive;

/**
 * Operations get a drive that has this kind of medium loaded. Those that write are called only
 * while is_writable says so and the disc is not write protected; track numbers exist, unless said
 * otherwise.
 */
struct medium_ops {
    enum mmc_profile profile;
    enum mmc_book_type book_type;
    enum mmc_physical_format_layer_bits layer_type;
    char manufacturer[9]; /* as the pre-groove tells */
    char type_id[4];
    const uint16_t *write_speeds_kb_per_s; /* fastest first */
    size_t write_speed_count;

    /** Whether anything can still be recorded. */
    bool (*is_writable)(const struct disc_state *disc);
    /** Blocks that READ CAPACITY tells of. */
    uint32_t (*capacity_blocks)(const struct disc_state *disc);
    /** Number of tracks, an open one included; at least 1. */
    uint16_t (*track_count)(const struct disc_state *disc);
    /** Number of sessions that are closed. */
    uint16_t (*complete_sessions)(const struct disc_state *disc);
    /** The track that is invisible or incomplete, 0 when there is none. */
    uint16_t (*open_track)(const struct disc_state *disc);
    /** Fills all of `track` but the length. */
    void (*describe_track)(const struct disc_state *disc, uint16_t number,
                           struct mmc_track_information_wire *track);
    /** Fills all of `information` but the length. */
    void (*describe_disc)(const struct disc_state *disc,
                          struct mmc_disc_information_wire *information);
    /** Fills both descriptors; false when the medium cannot be formatted, `format` unused. */
    bool (*format_capacities)(const struct disc_state *disc,
                              struct mmc_current_capacity_wire *current,
                              struct mmc_format_descriptor_wire *format);
    /** Why a block within the capacity of the disc cannot be read. */
    enum drive_condition (*unreadable)(const struct disc_state *disc);
    /** Records `blocks`, 1 or more, whose end does not overflow. */
    enum drive_condition (*write)(struct virtual_drive *drive, uint32_t lba, uint32_t blocks,
                                  const void *data);
    /** Brings to the medium what was written. */
    enum drive_condition (*synchronize)(struct virtual_drive *drive);
    /** NULL: tracks cannot be reserved. */
    enum drive_condition (*reserve_track)(struct virtual_drive *drive, uint32_t blocks);
    /** `function` is any value of CLOSE TRACK/SESSION, `track` any number. */
    enum drive_condition (*close)(struct virtual_drive *drive, uint8_t function, uint16_t track);
    /** NULL: the medium cannot be formatted. */
    enum drive_condition (*format)(struct virtual_drive *drive,
                                   const struct mmc_format_descriptor_wire *descriptor);
    /** Lets time pass: what goes on in the background. */
    void (*tick)(struct virtual_drive *drive, uint64_t now_ms);
    /** The medium is about to leave, or the power. */
    void (*stop)(struct virtual_drive *drive);
};

extern const struct medium_ops medium_dvd_plus_r;
extern const struct medium_ops medium_dvd_plus_rw;

/** The operations for a medium that is not NONE. */
const struct medium_ops *medium_ops_of(enum disc_medium medium);

#endif
