/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A session that the initiator sends raw: whole sectors with their sub-channels, from the lead-in
 * on, whose Q channel has the table of contents (MMC-6 4.2.3.4.4). The drive adds nothing but what
 * it records of the Q channel's CRC and of the packs of R to W, where they do not come as recorded.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_RAW_SESSION_H
#define OPENIMAPI_VIRTUALDRIVE_RAW_SESSION_H

#include "cd/rw_pack.h"
#include "discimage/disc_image.h"
#include "virtualdrive/condition.h"

#include <stdbool.h>
#include <stdint.h>

struct virtual_drive;

#define RAW_SESSION_TRACKS_MAXIMUM 99

/** What Q channel and lead-in have told of the session so far. */
struct raw_session {
    uint8_t first_track; /* 0: not told */
    uint8_t last_track;  /* 0: not told */
    bool has_lead_out;
    bool has_next_session; /* the lead-in says where another can begin */
    int32_t lead_out;
    bool has_track[RAW_SESSION_TRACKS_MAXIMUM + 1];
    struct disc_track tracks[RAW_SESSION_TRACKS_MAXIMUM + 1]; /* by number */
    uint16_t index_count;
    struct disc_index indexes[DISC_INDEXES_MAXIMUM];
    char catalog_number[DISC_CATALOG_NUMBER_LENGTH + 1];
    bool is_announced; /* the table of contents is whole, and its tracks are on the disc */
    uint8_t track;     /* where Q was last; 0: nowhere */
    uint8_t index;
    struct cd_rw_line line; /* of packs that come in order */
};

/** Whether mode page 05h has chosen to write raw. */
bool raw_session_is_chosen(const struct virtual_drive *drive);

/** Bytes that come for each sector. */
uint32_t raw_session_block_size(const struct virtual_drive *drive);

/** The address at which such a session must end, its lead-out included. */
int32_t raw_session_limit(const struct virtual_drive *drive);

/** Begins a session at `lba`, in the lead-in. */
enum drive_condition raw_session_begin(struct virtual_drive *drive, int32_t lba, bool is_test);

/** Records the next `blocks` of the session, which are as the one address wants that may come. */
enum drive_condition raw_session_record(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                        const uint8_t *data);

/** Whether all up to the lead-out has come. */
bool raw_session_is_whole(const struct virtual_drive *drive);

/** Notes what Q told of the tracks of a session that is whole, which are closed then. */
enum drive_condition raw_session_finish(struct virtual_drive *drive);

#endif
