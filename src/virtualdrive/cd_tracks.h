/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tracks of a CD recorded at once, of audio and of every data block type (MMC-6 4.2.3.4, 7.5.4). */
#ifndef OPENIMAPI_VIRTUALDRIVE_CD_TRACKS_H
#define OPENIMAPI_VIRTUALDRIVE_CD_TRACKS_H

#include "virtualdrive/drive.h"
#include "virtualdrive/sector_form.h"

/** What mode page 05h says that comes of each sector; false: of no kind that can be recorded. */
bool cd_track_form(const struct virtual_drive *drive, enum sector_form *form);

/**
 * Records `blocks` in the form of mode page 05h, which is one, behind what track `number` holds;
 * they fit. The first decides what the track is.
 */
enum drive_condition cd_track_append(struct virtual_drive *drive, uint16_t number, uint32_t blocks,
                                     const uint8_t *data);

/** Records the run-out of an open track of audio, as far as there is room. Failures of the storage.
 */
enum status cd_track_run_out(struct virtual_drive *drive, uint16_t number);

/** Records `blocks` without data at the end of track `number`. Failures of the storage. */
enum status cd_track_pad(struct virtual_drive *drive, uint16_t number, uint32_t blocks);

/**
 * Records `blocks` that came in `form` at the end of track `number`,
 * as the disc keeps them. Failures of the storage.
 */
enum status cd_track_store(struct virtual_drive *drive, uint16_t number, enum sector_form form,
                           uint32_t blocks, const uint8_t *data);

#endif
