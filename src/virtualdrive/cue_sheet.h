/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What SEND CUE SHEET announces of a session at once (MMC-6 6.33). */
#ifndef OPENIMAPI_VIRTUALDRIVE_CUE_SHEET_H
#define OPENIMAPI_VIRTUALDRIVE_CUE_SHEET_H

#include "discimage/disc_image.h"
#include "virtualdrive/sector_form.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * The longest sheet, in lines: catalogue number, lead-in and lead-out, of each track an ISRC and
 * two indexes, and as many indexes as a disc can keep.
 */
#define CUE_SHEET_LINES_MAXIMUM (4 + 99 * 4 + DISC_INDEXES_MAXIMUM)

/** Bytes of a line. */
#define CUE_SHEET_LINE_SIZE 8

/** Parts of a session of which the same comes, sector by sector. */
#define CUE_SHEET_PARTS_MAXIMUM 256

struct cue_part {
    int32_t start;
    enum sector_form form;
    bool is_generated; /* nothing comes: the drive makes zeros */
    bool is_ignored;   /* what comes does not matter: zeros are recorded */
    bool has_rw;       /* 96 bytes of sub-channels R to W come behind each sector */
};

struct drive_cue_sheet {
    bool is_valid;
    bool has_lead_in; /* 96 bytes of sub-channels come for each of its sectors */
    int32_t start;    /* the first address, of what is not lead-in, that the initiator sends */
    int32_t end;      /* where the lead-out begins */
    uint16_t part_count;
    struct cue_part parts[CUE_SHEET_PARTS_MAXIMUM]; /* ascending */
    uint16_t track_count;
    struct disc_track tracks[DISC_TRACKS_MAXIMUM]; /* as disc_image_announce has them */
    uint16_t index_count;
    struct disc_index indexes[DISC_INDEXES_MAXIMUM];
    char catalog_number[DISC_CATALOG_NUMBER_LENGTH + 1]; /* empty: none */
    bool has_sectors; /* blocks of 2048 bytes do not say it all */
};

/**
 * Reads `count` lines of 8 bytes for the session that begins with the open track of `disc`. False:
 * they make no sense, or do not fit the disc.
 */
bool cue_sheet_read(const struct disc_state *disc, const uint8_t *lines, size_t count,
                    struct drive_cue_sheet *sheet);

/** The part that holds `lba`, which is none of the lead-in, and where it ends. */
const struct cue_part *cue_sheet_part_at(const struct drive_cue_sheet *sheet, int32_t lba,
                                         int32_t *end);

/** Bytes that come for a sector of the part. */
uint32_t cue_part_bytes(const struct cue_part *part);

/** Bytes that come for `blocks` from `lba` on; 0 where none of the session are. */
uint64_t cue_sheet_bytes(const struct drive_cue_sheet *sheet, int32_t lba, uint32_t blocks);

#endif
