/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC INFORMATION, standard disc information (MMC-6 6.21.3). */
#ifndef OPENIMAPI_MMC_DISC_INFORMATION_H
#define OPENIMAPI_MMC_DISC_INFORMATION_H

#include "base/status.h"
#include "base/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

struct mmc_disc_information_wire {
    be16 data_length; /* bytes after this field */
    uint8_t status;   /* enum mmc_disc_information_status_bits */
    uint8_t first_track;
    uint8_t session_count_low;
    uint8_t first_track_of_last_session_low;
    uint8_t last_track_of_last_session_low;
    uint8_t validity; /* enum mmc_disc_information_validity_bits */
    uint8_t disc_type;
    uint8_t session_count_high;
    uint8_t first_track_of_last_session_high;
    uint8_t last_track_of_last_session_high;
    be32 disc_identification;
    uint8_t last_session_lead_in_start[4];   /* hour, minute, second, frame */
    uint8_t last_possible_lead_out_start[4]; /* hour, minute, second, frame */
    uint8_t disc_bar_code[8];
    uint8_t disc_application_code;
    uint8_t opc_table_count;
};
WIRE_SIZE(struct mmc_disc_information_wire, 34);
WIRE_AT(struct mmc_disc_information_wire, validity, 7);
WIRE_AT(struct mmc_disc_information_wire, last_session_lead_in_start, 16);
WIRE_AT(struct mmc_disc_information_wire, opc_table_count, 33);

enum mmc_disc_information_status_bits {
    MMC_DISC_INFORMATION_STATUS_BITS_DISC_MASK = 0x03,
    MMC_DISC_INFORMATION_STATUS_BITS_SESSION_MASK = 0x0C,
    MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT = 2,
    MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE = 0x10,
};

enum mmc_disc_information_validity_bits {
    MMC_DISC_INFORMATION_VALIDITY_BITS_FORMAT_MASK = 0x03,
    MMC_DISC_INFORMATION_VALIDITY_BITS_DIRTY = 0x04,
    MMC_DISC_INFORMATION_VALIDITY_BITS_DAC_V = 0x10,
    MMC_DISC_INFORMATION_VALIDITY_BITS_URU = 0x20,
    MMC_DISC_INFORMATION_VALIDITY_BITS_DBC_V = 0x40,
    MMC_DISC_INFORMATION_VALIDITY_BITS_DID_V = 0x80,
};

enum mmc_disc_status {
    MMC_DISC_STATUS_EMPTY = 0,
    MMC_DISC_STATUS_INCOMPLETE = 1, /* appendable */
    MMC_DISC_STATUS_COMPLETE = 2,
    MMC_DISC_STATUS_OTHER = 3, /* randomly writable */
};

/** State of the last session. */
enum mmc_session_state {
    MMC_SESSION_STATE_EMPTY = 0,
    MMC_SESSION_STATE_INCOMPLETE = 1,
    MMC_SESSION_STATE_DAMAGED = 2,
    MMC_SESSION_STATE_COMPLETE = 3,
};

/** Background format status. */
enum mmc_background_format {
    MMC_BACKGROUND_FORMAT_NONE = 0,
    MMC_BACKGROUND_FORMAT_STOPPED = 1, /* begun, neither running nor done */
    MMC_BACKGROUND_FORMAT_RUNNING = 2,
    MMC_BACKGROUND_FORMAT_DONE = 3,
};

enum mmc_disc_type {
    MMC_DISC_TYPE_CD_DA_OR_ROM = 0x00,
    MMC_DISC_TYPE_CD_I = 0x10,
    MMC_DISC_TYPE_CD_ROM_XA = 0x20,
    MMC_DISC_TYPE_UNDEFINED = 0xFF,
};

/** Bytes of the reply without OPC tables, and with as many as there can be. */
#define MMC_DISC_INFORMATION_MAXIMUM (34 + 255 * 8)

/** READ DISC INFORMATION, decoded. */
struct mmc_disc_information {
    enum mmc_disc_status status;
    enum mmc_session_state last_session_state;
    bool is_erasable;
    uint16_t first_track;
    uint16_t session_count;
    uint16_t first_track_of_last_session;
    uint16_t last_track_of_last_session;
    enum mmc_background_format background_format;
    bool is_dirty;
    uint8_t disc_type;      /* enum mmc_disc_type */
    int32_t lead_in_start;  /* of the last session; CD only, 0 when not told */
    int32_t lead_out_start; /* last possible one; CD only, 0 when there is none */
};

/**
 * Decodes a whole reply. The first 12 bytes are needed, the rest counts as not told.
 * STATUS_INVALID_RESPONSE: it is shorter, or shorter than it says itself.
 */
enum status mmc_disc_information_parse(const void *data, size_t size,
                                       struct mmc_disc_information *information);

/** READ DISC INFORMATION. Fails as mmc_drive_read_reply and mmc_disc_information_parse. */
enum status mmc_disc_information_read(struct mmc_drive *drive,
                                      struct mmc_disc_information *information);

#endif
