/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Media that are recorded in order, in tracks and sessions (MMC-6 4.2.3, 4.3.4, 4.4.2, 4.5.3): the
 * operations of medium.h they share, and what makes them different. A fragment, a zone and a
 * sequential recording range all are tracks here; a border is a session.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_SEQUENTIAL_H
#define OPENIMAPI_VIRTUALDRIVE_SEQUENTIAL_H

#include "virtualdrive/drive.h"

/** Bit of `write_types` for one enum mmc_write_type. */
#define SEQUENTIAL_WRITE_TYPE(name) (1u << MMC_WRITE_TYPE_##name)

struct sequential_rules {
    uint32_t run_out_blocks;           /* behind a track that was closed, part of it */
    uint32_t track_gap_blocks;         /* between two tracks of a session */
    uint32_t first_session_gap_blocks; /* between the first two sessions */
    uint32_t session_gap_blocks;       /* between two others */
    unsigned write_types;              /* that mode page 05h may choose; 0: it does not count */
};

bool sequential_is_writable(const struct virtual_drive *drive);

/** Up to the end of the last closed track: what a drive that only reads would find. */
uint32_t sequential_capacity_blocks(const struct virtual_drive *drive);

uint16_t sequential_track_count(const struct virtual_drive *drive);
uint16_t sequential_complete_sessions(const struct virtual_drive *drive);
uint16_t sequential_open_track(const struct virtual_drive *drive);
void sequential_describe_track(const struct virtual_drive *drive, uint16_t number,
                               struct mmc_track_information_wire *track);
void sequential_describe_disc(const struct virtual_drive *drive,
                              struct mmc_disc_information_wire *information);
void sequential_describe_formats(const struct virtual_drive *drive, struct medium_formats *formats);
enum drive_condition sequential_unreadable(const struct virtual_drive *drive, uint32_t lba);
enum drive_condition sequential_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                      const void *data);
enum drive_condition sequential_synchronize(struct virtual_drive *drive);
enum drive_condition sequential_reserve_track(struct virtual_drive *drive, uint32_t blocks);

/** A drive that still has power empties its buffer before the tray opens. */
void sequential_stop(struct virtual_drive *drive);

/** Closes a track: what a reserved one lacks is padded; one that is closed stays so. */
enum drive_condition sequential_close_track(struct virtual_drive *drive, uint16_t number);

/**
 * Closes the last session and an open track in it that holds data; `is_last` lets no other follow.
 * Of a disc that is damaged it closes what there is.
 */
enum drive_condition sequential_close_session(struct virtual_drive *drive, bool is_last);

/** BLANK in every type, for media that can be blanked (MMC-6 6.2). */
enum drive_condition sequential_blank(struct virtual_drive *drive, uint8_t type, uint32_t address);

/** Blocks between the last session and the next. */
uint32_t sequential_session_gap(const struct virtual_drive *drive);

#endif
