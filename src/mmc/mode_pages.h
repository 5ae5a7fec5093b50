/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mode pages of multimedia drives (MMC-6 7, SPC-4 7.5). */
#ifndef OPENIMAPI_MMC_MODE_PAGES_H
#define OPENIMAPI_MMC_MODE_PAGES_H

#include "base/status.h"
#include "base/wire.h"
#include "mmc/cdb.h"
#include "mmc/performance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

enum mmc_mode_page {
    MMC_MODE_PAGE_ERROR_RECOVERY = 0x01,
    MMC_MODE_PAGE_MRW = 0x03,
    MMC_MODE_PAGE_WRITE_PARAMETERS = 0x05,
    MMC_MODE_PAGE_CACHING = 0x08,
    MMC_MODE_PAGE_POWER_CONDITION = 0x1A,
    MMC_MODE_PAGE_INFORMATIONAL_EXCEPTIONS = 0x1C,
    MMC_MODE_PAGE_TIMEOUT_AND_PROTECT = 0x1D,
    MMC_MODE_PAGE_CAPABILITIES = 0x2A,
    MMC_MODE_PAGE_ALL = 0x3F,
};

/** Mode parameter header of the 10-byte commands (SPC-4 7.5.4). */
struct mmc_mode_header_wire {
    be16 data_length; /* bytes after this field; reserved in MODE SELECT */
    uint8_t medium_type;
    uint8_t device_specific;
    uint8_t reserved[2];
    be16 block_descriptor_length;
};
WIRE_SIZE(struct mmc_mode_header_wire, 8);
WIRE_AT(struct mmc_mode_header_wire, block_descriptor_length, 6);

/** Head of every page without subpages (SPC-4 7.5.7). */
struct mmc_mode_page_header_wire {
    uint8_t code;   /* enum mmc_mode_page_code_bits */
    uint8_t length; /* bytes after this field */
};
WIRE_SIZE(struct mmc_mode_page_header_wire, 2);

/** Head of a page with the SPF bit (SPC-4 7.5.7). */
struct mmc_mode_subpage_header_wire {
    uint8_t code;
    uint8_t subpage;
    be16 length; /* bytes after this field */
};
WIRE_SIZE(struct mmc_mode_subpage_header_wire, 4);

enum mmc_mode_page_code_bits {
    MMC_MODE_PAGE_CODE_BITS_CODE_MASK = 0x3F,
    MMC_MODE_PAGE_CODE_BITS_SPF = 0x40,
    MMC_MODE_PAGE_CODE_BITS_PS = 0x80,
};

/** 01h, Read/Write Error Recovery. */
struct mmc_mode_error_recovery_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t parameters; /* enum mmc_mode_error_recovery_bits */
    uint8_t read_retry_count;
    uint8_t reserved_4[3];
    uint8_t emcdr; /* bits 1-0 */
    uint8_t write_retry_count;
    be24 error_reporting_window_size;
};
WIRE_SIZE(struct mmc_mode_error_recovery_wire, 12);
WIRE_AT(struct mmc_mode_error_recovery_wire, write_retry_count, 8);

enum mmc_mode_error_recovery_bits {
    MMC_MODE_ERROR_RECOVERY_BITS_DCR = 0x01,
    MMC_MODE_ERROR_RECOVERY_BITS_DTE = 0x02,
    MMC_MODE_ERROR_RECOVERY_BITS_PER = 0x04,
    MMC_MODE_ERROR_RECOVERY_BITS_RC = 0x10,
    MMC_MODE_ERROR_RECOVERY_BITS_TB = 0x20,
    MMC_MODE_ERROR_RECOVERY_BITS_ARRE = 0x40,
    MMC_MODE_ERROR_RECOVERY_BITS_AWRE = 0x80,
};

/** 05h, Write Parameters. */
struct mmc_mode_write_parameters_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t write_type;      /* enum mmc_write_type and enum mmc_mode_write_type_bits */
    uint8_t track_mode;      /* enum mmc_mode_track_mode_bits */
    uint8_t data_block_type; /* bits 3-0 */
    uint8_t link_size;
    uint8_t reserved_6;
    uint8_t host_application_code; /* bits 5-0 */
    uint8_t session_format;
    uint8_t reserved_9;
    be32 packet_size;
    be16 audio_pause_length;
    uint8_t media_catalog_number[16];
    uint8_t isrc[16];
    uint8_t sub_header[4];
};
WIRE_SIZE(struct mmc_mode_write_parameters_wire, 52);
WIRE_AT(struct mmc_mode_write_parameters_wire, packet_size, 10);
WIRE_AT(struct mmc_mode_write_parameters_wire, sub_header, 48);

enum mmc_write_type {
    MMC_WRITE_TYPE_PACKET = 0,
    MMC_WRITE_TYPE_TRACK_AT_ONCE = 1,
    MMC_WRITE_TYPE_SESSION_AT_ONCE = 2, /* disc at once on DVD */
    MMC_WRITE_TYPE_RAW = 3,
    MMC_WRITE_TYPE_LAYER_JUMP = 4,
};

enum mmc_mode_write_type_bits {
    MMC_MODE_WRITE_TYPE_BITS_TYPE_MASK = 0x0F,
    MMC_MODE_WRITE_TYPE_BITS_TEST_WRITE = 0x10,
    MMC_MODE_WRITE_TYPE_BITS_LS_V = 0x20,
    MMC_MODE_WRITE_TYPE_BITS_BUFE = 0x40,
};

/** Data block type: what the initiator sends of a sector. */
enum mmc_data_block_type {
    MMC_DATA_BLOCK_TYPE_RAW = 0,
    MMC_DATA_BLOCK_TYPE_RAW_PQ = 1,
    MMC_DATA_BLOCK_TYPE_RAW_PW_PACK = 2,
    MMC_DATA_BLOCK_TYPE_RAW_PW = 3,
    MMC_DATA_BLOCK_TYPE_MODE_1 = 8,
    MMC_DATA_BLOCK_TYPE_MODE_2 = 9,
    MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1 = 10,
    MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1_SUBHEADER = 11,
    MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_2 = 12,
    MMC_DATA_BLOCK_TYPE_MODE_2_XA_MIXED = 13,
};

enum mmc_mode_track_mode_bits {
    MMC_MODE_TRACK_MODE_BITS_MODE_MASK = 0x0F,
    MMC_MODE_TRACK_MODE_BITS_COPY = 0x10,
    MMC_MODE_TRACK_MODE_BITS_FP = 0x20,
    MMC_MODE_TRACK_MODE_BITS_MULTISESSION_MASK = 0xC0,
    MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN = 0xC0,
};

/** 08h, Caching (SBC-3 6.4.5), as far as multimedia drives have it. */
struct mmc_mode_caching_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t flags; /* enum mmc_mode_caching_bits */
    uint8_t reserved[9];
};
WIRE_SIZE(struct mmc_mode_caching_wire, 12);

enum mmc_mode_caching_bits {
    MMC_MODE_CACHING_BITS_RCD = 0x01,
    MMC_MODE_CACHING_BITS_WCE = 0x04,
};

/** 1Ah, Power Condition (SPC-4 7.5.13); timers in tenths of a second. */
struct mmc_mode_power_condition_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t reserved;
    uint8_t flags; /* enum mmc_mode_power_condition_bits */
    be32 idle_timer;
    be32 standby_timer;
};
WIRE_SIZE(struct mmc_mode_power_condition_wire, 12);

enum mmc_mode_power_condition_bits {
    MMC_MODE_POWER_CONDITION_BITS_STANDBY = 0x01,
    MMC_MODE_POWER_CONDITION_BITS_IDLE = 0x02,
};

/** 1Dh, Timeout and Protect; time-outs in units of feature 0105h. */
struct mmc_mode_timeout_and_protect_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t reserved_2[2];
    uint8_t flags; /* enum mmc_mode_timeout_and_protect_bits */
    uint8_t reserved_5;
    be16 group_1_minimum_timeout;
    be16 group_2_minimum_timeout;
    be16 group_3_timeout;
};
WIRE_SIZE(struct mmc_mode_timeout_and_protect_wire, 12);
WIRE_AT(struct mmc_mode_timeout_and_protect_wire, group_1_minimum_timeout, 6);

enum mmc_mode_timeout_and_protect_bits {
    MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP = 0x01,
    MMC_MODE_TIMEOUT_AND_PROTECT_BITS_DISP = 0x02,
    MMC_MODE_TIMEOUT_AND_PROTECT_BITS_TMOE = 0x04,
    MMC_MODE_TIMEOUT_AND_PROTECT_BITS_G3ENABLE = 0x08,
};

/**
 * 2Ah, Capabilities and Mechanical Status (MMC-3 6.3.11; legacy since). Older drives end it after
 * byte 21 or 27; write speed descriptors may follow it. Speeds are in kB/s.
 */
struct mmc_mode_capabilities_wire {
    struct mmc_mode_page_header_wire header;
    uint8_t read;      /* enum mmc_mode_capabilities_read_bits */
    uint8_t write;     /* enum mmc_mode_capabilities_write_bits */
    uint8_t general;   /* enum mmc_mode_capabilities_general_bits */
    uint8_t audio;     /* enum mmc_mode_capabilities_audio_bits */
    uint8_t mechanism; /* enum mmc_mode_capabilities_mechanism_bits */
    uint8_t volume;
    be16 maximum_read_speed;
    be16 volume_levels;
    be16 buffer_size_kib;
    be16 current_read_speed;
    uint8_t reserved_16;
    uint8_t digital_output;
    be16 maximum_write_speed;
    be16 current_write_speed;
    be16 copy_management_revision;
    uint8_t reserved_24[3];
    uint8_t rotation;          /* enum mmc_rotation in bits 1-0 */
    be16 selected_write_speed; /* the current one, where given */
    be16 write_speed_count;
};
WIRE_SIZE(struct mmc_mode_capabilities_wire, 32);
WIRE_AT(struct mmc_mode_capabilities_wire, maximum_write_speed, 18);
WIRE_AT(struct mmc_mode_capabilities_wire, rotation, 27);
WIRE_AT(struct mmc_mode_capabilities_wire, write_speed_count, 30);

enum mmc_mode_capabilities_read_bits {
    MMC_MODE_CAPABILITIES_READ_BITS_CD_R = 0x01,
    MMC_MODE_CAPABILITIES_READ_BITS_CD_RW = 0x02,
    MMC_MODE_CAPABILITIES_READ_BITS_METHOD_2 = 0x04,
    MMC_MODE_CAPABILITIES_READ_BITS_DVD_ROM = 0x08,
    MMC_MODE_CAPABILITIES_READ_BITS_DVD_R = 0x10,
    MMC_MODE_CAPABILITIES_READ_BITS_DVD_RAM = 0x20,
};

enum mmc_mode_capabilities_write_bits {
    MMC_MODE_CAPABILITIES_WRITE_BITS_CD_R = 0x01,
    MMC_MODE_CAPABILITIES_WRITE_BITS_CD_RW = 0x02,
    MMC_MODE_CAPABILITIES_WRITE_BITS_TEST_WRITE = 0x04,
    MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_R = 0x10,
    MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_RAM = 0x20,
};

enum mmc_mode_capabilities_general_bits {
    MMC_MODE_CAPABILITIES_GENERAL_BITS_AUDIO_PLAY = 0x01,
    MMC_MODE_CAPABILITIES_GENERAL_BITS_MODE_2_FORM_1 = 0x10,
    MMC_MODE_CAPABILITIES_GENERAL_BITS_MODE_2_FORM_2 = 0x20,
    MMC_MODE_CAPABILITIES_GENERAL_BITS_MULTI_SESSION = 0x40,
    MMC_MODE_CAPABILITIES_GENERAL_BITS_BUF = 0x80,
};

enum mmc_mode_capabilities_audio_bits {
    MMC_MODE_CAPABILITIES_AUDIO_BITS_CD_DA = 0x01,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_CD_DA_ACCURATE = 0x02,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_RW_SUPPORTED = 0x04,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_RW_CORRECTED = 0x08,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_C2 = 0x10,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_ISRC = 0x20,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_UPC = 0x40,
    MMC_MODE_CAPABILITIES_AUDIO_BITS_BAR_CODE = 0x80,
};

enum mmc_mode_capabilities_mechanism_bits {
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_LOCK = 0x01,
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_LOCK_STATE = 0x02,
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_PREVENT_JUMPER = 0x04,
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_EJECT = 0x08,
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_TYPE_MASK = 0xE0, /* enum mmc_loading_mechanism */
    MMC_MODE_CAPABILITIES_MECHANISM_BITS_TYPE_SHIFT = 5,
};

/** Rotation control, in mode page 2Ah, GET PERFORMANCE, SET STREAMING and SET CD SPEED. */
enum mmc_rotation {
    MMC_ROTATION_CLV = 0, /* CLV, or CAV that is not pure */
    MMC_ROTATION_CAV = 1, /* pure CAV */
};

/** Write speed descriptor after the fixed part of page 2Ah. */
struct mmc_mode_write_speed_wire {
    uint8_t reserved;
    uint8_t rotation; /* enum mmc_rotation in bits 1-0 */
    be16 speed;
};
WIRE_SIZE(struct mmc_mode_write_speed_wire, 4);

/** One page as the drive gave it, page header first. */
struct mmc_mode_page_data {
    uint32_t size; /* 2..257 */
    uint8_t bytes[2 + 255];
};

/**
 * Finds the one page of a MODE SENSE(10) reply: what follows its header and block descriptors.
 * STATUS_INVALID_RESPONSE: no whole page there, or one with another code than `page`.
 */
enum status mmc_mode_page_parse(const void *data, size_t size, uint8_t page,
                                struct mmc_mode_page_data *out);

/** MODE SENSE(10), without block descriptors. Fails as mmc_drive_read_reply and
 * mmc_mode_page_parse. */
enum status mmc_mode_page_read(struct mmc_drive *drive, uint8_t page,
                               enum mmc_mode_page_control control, struct mmc_mode_page_data *out);

/**
 * MODE SELECT(10) of one page, header prepended and PS cleared; `save` makes it last. Fails as
 * mmc_drive_execute. STATUS_INVALID_ARGUMENT: `size` is not 2..257.
 */
enum status mmc_mode_page_write(struct mmc_drive *drive, const void *page, size_t size, bool save);

/** What page 2Ah tells. Fields the page is too short for are 0 or false. */
struct mmc_capabilities {
    uint8_t read;      /* enum mmc_mode_capabilities_read_bits */
    uint8_t write;     /* enum mmc_mode_capabilities_write_bits */
    uint8_t mechanism; /* enum mmc_loading_mechanism */
    bool can_eject;
    uint16_t maximum_write_speed; /* kB/s */
    struct mmc_write_speed current;
    bool has_current; /* the page reaches to the current speed */
    struct mmc_write_speeds speeds;
};

/**
 * Decodes page 2Ah. STATUS_INVALID_RESPONSE: under 8 bytes, its length byte contradicts its size,
 * or the speed descriptors it counts are not there.
 */
enum status mmc_capabilities_parse(const struct mmc_mode_page_data *page,
                                   struct mmc_capabilities *capabilities);

/** Reads and decodes page 2Ah, current values. */
enum status mmc_capabilities_read(struct mmc_drive *drive, struct mmc_capabilities *capabilities);

#endif
