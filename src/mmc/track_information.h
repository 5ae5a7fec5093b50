/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TRACK INFORMATION data (MMC-6 6.26.3). */
#ifndef OPENIMAPI_MMC_TRACK_INFORMATION_H
#define OPENIMAPI_MMC_TRACK_INFORMATION_H

#include "base/status.h"
#include "base/wire.h"
#include "mmc/cdb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

struct mmc_track_information_wire {
    be16 data_length; /* bytes after this field */
    uint8_t track_number_low;
    uint8_t session_number_low;
    uint8_t reserved_4;
    uint8_t track_mode; /* enum mmc_track_information_mode_bits */
    uint8_t data_mode;  /* enum mmc_track_information_data_bits */
    uint8_t validity;   /* enum mmc_track_information_validity_bits */
    be32 start;
    be32 next_writable_address;
    be32 free_blocks;
    be32 blocking; /* fixed packet size or blocking factor */
    be32 size;
    be32 last_recorded_address;
    uint8_t track_number_high;
    uint8_t session_number_high;
    uint8_t reserved_34[2];
    be32 read_compatibility_lba;
    be32 next_layer_jump_address;
    be32 last_layer_jump_address;
};
WIRE_SIZE(struct mmc_track_information_wire, 48);
WIRE_AT(struct mmc_track_information_wire, start, 8);
WIRE_AT(struct mmc_track_information_wire, last_recorded_address, 28);
WIRE_AT(struct mmc_track_information_wire, read_compatibility_lba, 36);

enum mmc_track_information_mode_bits {
    MMC_TRACK_INFORMATION_MODE_BITS_MODE_MASK = 0x0F,
    MMC_TRACK_INFORMATION_MODE_BITS_COPY = 0x10,
    MMC_TRACK_INFORMATION_MODE_BITS_DAMAGE = 0x20,
    MMC_TRACK_INFORMATION_MODE_BITS_LJRS_MASK = 0xC0,
};

/** Bit of the track mode (Q sub-channel control) that says data rather than audio. */
#define MMC_TRACK_MODE_DATA 0x04

enum mmc_track_information_data_bits {
    MMC_TRACK_INFORMATION_DATA_BITS_MODE_MASK = 0x0F,
    MMC_TRACK_INFORMATION_DATA_BITS_FIXED_PACKET = 0x10,
    MMC_TRACK_INFORMATION_DATA_BITS_PACKET = 0x20,
    MMC_TRACK_INFORMATION_DATA_BITS_BLANK = 0x40,
    MMC_TRACK_INFORMATION_DATA_BITS_RESERVED = 0x80,
};

enum mmc_track_information_validity_bits {
    MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA = 0x01,
    MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA = 0x02,
};

/** READ TRACK INFORMATION, decoded. Addresses are signed: a CD has negative ones. */
struct mmc_track_information {
    uint16_t track;
    uint16_t session;
    uint8_t track_mode; /* Q sub-channel control; MMC_TRACK_MODE_DATA */
    bool is_damaged;
    bool is_reserved;
    bool is_blank;
    bool is_packet; /* packet or incremental */
    bool has_next_writable_address;
    bool has_last_recorded_address;
    int32_t start;
    int32_t next_writable_address; /* 0 unless has_... */
    uint32_t free_blocks;
    uint32_t blocking;
    uint32_t size;
    int32_t last_recorded_address; /* 0 unless has_... */
};

/**
 * Decodes a whole reply. The first 28 bytes are needed; the last recorded address and the high
 * bytes of the numbers may be missing.
 * STATUS_INVALID_RESPONSE: it is shorter, or shorter than it says itself.
 */
enum status mmc_track_information_parse(const void *data, size_t size,
                                        struct mmc_track_information *information);

/** READ TRACK INFORMATION. Fails as mmc_drive_read_reply and mmc_track_information_parse. */
enum status mmc_track_information_read(struct mmc_drive *drive, enum mmc_track_address_type type,
                                       uint32_t address, struct mmc_track_information *information);

#endif
