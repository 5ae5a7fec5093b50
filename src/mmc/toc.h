/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TOC/PMA/ATIP data (MMC-6 6.25.3). */
#ifndef OPENIMAPI_MMC_TOC_H
#define OPENIMAPI_MMC_TOC_H

#include "base/status.h"
#include "base/wire.h"

#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

enum mmc_toc_format {
    MMC_TOC_FORMAT_TOC = 0,
    MMC_TOC_FORMAT_SESSION_INFORMATION = 1,
    MMC_TOC_FORMAT_FULL_TOC = 2,
    MMC_TOC_FORMAT_PMA = 3,
    MMC_TOC_FORMAT_ATIP = 4,
    MMC_TOC_FORMAT_CD_TEXT = 5,
};

/** Head of every reply: first and last track, or session. */
struct mmc_toc_header_wire {
    be16 data_length; /* bytes after this field */
    uint8_t first;
    uint8_t last;
};
WIRE_SIZE(struct mmc_toc_header_wire, 4);

/** Track descriptor of formats 0 and 1. */
struct mmc_toc_track_wire {
    uint8_t reserved_0;
    uint8_t adr_control; /* ADR in bits 7-4, control in bits 3-0 */
    uint8_t track;
    uint8_t reserved_3;
    be32 address; /* LBA, or 0, minute, second, frame */
};
WIRE_SIZE(struct mmc_toc_track_wire, 8);
WIRE_AT(struct mmc_toc_track_wire, address, 4);

/** Track number of the lead-out in formats 0 and 1. */
#define MMC_TOC_TRACK_LEAD_OUT 0xAA

/** ADR value of position information, shifted into place. */
#define MMC_TOC_ADR_POSITION 0x10

/** Track descriptor of format 2, full TOC. */
struct mmc_toc_full_wire {
    uint8_t session;
    uint8_t adr_control;
    uint8_t track;
    uint8_t point;
    uint8_t minute;
    uint8_t second;
    uint8_t frame;
    uint8_t zero;
    uint8_t point_minute;
    uint8_t point_second;
    uint8_t point_frame;
};
WIRE_SIZE(struct mmc_toc_full_wire, 11);

/** Tracks a disc can have. */
#define MMC_TOC_TRACKS_MAXIMUM 99

/** Bytes of the longest reply of format 0. */
#define MMC_TOC_MAXIMUM                                                                            \
    (sizeof(struct mmc_toc_header_wire) +                                                          \
     (MMC_TOC_TRACKS_MAXIMUM + 1) * sizeof(struct mmc_toc_track_wire))

/** What a table of contents says. */
struct mmc_toc {
    uint8_t first_track;
    uint8_t track_count;
    struct {
        uint8_t control; /* of the Q sub-channel; MMC_TRACK_MODE_DATA of track_information.h */
        int32_t start;
    } tracks[MMC_TOC_TRACKS_MAXIMUM];
    uint8_t lead_out_control;
    int32_t lead_out_start;
};

/**
 * Decodes format 0 with LBA addresses. STATUS_INVALID_RESPONSE: shorter than it says, tracks that
 * do not follow each other, or no lead-out after them.
 */
enum status mmc_toc_parse(const void *data, size_t size, struct mmc_toc *toc);

/** READ TOC/PMA/ATIP, format 0. Fails as mmc_drive_read_reply and mmc_toc_parse. */
enum status mmc_toc_read(struct mmc_drive *drive, struct mmc_toc *toc);

/** Session information: where the last complete session begins. */
struct mmc_toc_sessions {
    uint8_t first_session;
    uint8_t last_session;
    uint8_t first_track; /* of the last complete session */
    uint8_t control;     /* of that track; MMC_TRACK_MODE_DATA of track_information.h */
    int32_t start;       /* of that track */
};

/** Decodes format 1 with LBA addresses. STATUS_INVALID_RESPONSE: shorter than 12 bytes or than it
 * says. */
enum status mmc_toc_sessions_parse(const void *data, size_t size,
                                   struct mmc_toc_sessions *sessions);

/** READ TOC/PMA/ATIP, format 1. Fails as mmc_drive_read_reply and mmc_toc_sessions_parse. */
enum status mmc_toc_sessions_read(struct mmc_drive *drive, struct mmc_toc_sessions *sessions);

#endif
