/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sub-channels of a CD, where they came with a track or as the drive makes them (ECMA-130 22).
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_SUB_CHANNEL_H
#define OPENIMAPI_VIRTUALDRIVE_SUB_CHANNEL_H

#include "base/status.h"
#include "cd/q_frame.h"
#include "cd/subcode.h"
#include "discimage/disc_state.h"

#include <stdbool.h>
#include <stdint.h>

struct virtual_drive;

/** The track whose sectors, pre-gap included, hold `lba`; NULL: none does. */
const struct disc_track *sub_channel_track_at(const struct disc_state *disc, uint32_t lba);

/** The control field of a track in a table of contents. */
uint8_t sub_channel_control(const struct disc_track *track);

/** Where the disc is at `lba`. False, and nothing given, where no track is. */
bool sub_channel_position(const struct disc_state *disc, uint32_t lba,
                          struct cd_q_position *position);

/**
 * The Q channel that the drive makes for `lba`: the position, but in two sectors of a hundred the
 * catalogue number of the disc or the ISRC of the track, where there is one. False as above.
 */
bool sub_channel_make_q(const struct disc_state *disc, uint32_t lba, struct cd_q_frame *q);

/**
 * Reads the sub-channels P to W of a readable sector as the disc holds them: what came with the
 * track, else what the drive makes. Failures of the storage.
 */
enum status sub_channel_read(struct virtual_drive *drive, uint32_t lba,
                             uint8_t subcode[CD_SUBCODE_BYTES]);

/**
 * Reads the packs of the sub-channels R to W of a readable sector, put in order and without P and
 * Q. Failures of the storage.
 */
enum status sub_channel_read_packs(struct virtual_drive *drive, uint32_t lba,
                                   uint8_t packs[CD_SUBCODE_BYTES]);

#endif
