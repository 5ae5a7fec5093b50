/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The main channel of a CD, in whole sectors that are not scrambled, however they are kept. */
#ifndef OPENIMAPI_VIRTUALDRIVE_WHOLE_SECTORS_H
#define OPENIMAPI_VIRTUALDRIVE_WHOLE_SECTORS_H

#include "cd/sector.h"
#include "virtualdrive/drive.h"

/** What a sector at `lba`, whole, is; a track of audio holds nothing else. */
enum cd_sector_kind whole_sector_kind(const struct virtual_drive *drive, uint32_t lba,
                                      const uint8_t *sector);

/** Reads a readable sector: CD_SECTOR_BYTES. Failures of the storage. */
enum status whole_sector_read(struct virtual_drive *drive, uint32_t lba, uint8_t *sector);

/**
 * Reads the 2048 bytes of user data of a readable block. STATUS_WRONG_KIND: it has none. Failures
 * of the storage.
 */
enum status whole_sector_read_block(struct virtual_drive *drive, uint32_t lba, uint8_t *block);

#endif
