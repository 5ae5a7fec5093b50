/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Command descriptor blocks as they go over the wire (MMC-6 6, SPC-4 6). */
#ifndef OPENIMAPI_MMC_CDB_H
#define OPENIMAPI_MMC_CDB_H

#include "base/wire.h"

#include <stdint.h>

/** TEST UNIT READY (MMC-6 6.43). */
struct mmc_cdb_test_unit_ready {
    uint8_t opcode;
    uint8_t reserved[4];
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_test_unit_ready, 6);

/** REQUEST SENSE (MMC-6 6.29). */
struct mmc_cdb_request_sense {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_request_sense_bits */
    uint8_t reserved[2];
    uint8_t allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_request_sense, 6);

enum mmc_request_sense_bits {
    MMC_REQUEST_SENSE_BITS_DESC = 0x01,
};

/** FORMAT UNIT (MMC-6 6.4). Its parameter list is in format_capacities.h. */
struct mmc_cdb_format_unit {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_format_unit_bits */
    uint8_t reserved[3];
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_format_unit, 6);

enum mmc_format_unit_bits {
    MMC_FORMAT_UNIT_BITS_FORMAT_CODE_MASK = 0x07,
    MMC_FORMAT_UNIT_BITS_FORMAT_CODE_MMC = 0x01,
    MMC_FORMAT_UNIT_BITS_CMPLIST = 0x08,
    MMC_FORMAT_UNIT_BITS_FMTDATA = 0x10,
};

/** INQUIRY (SPC-4 6.4). */
struct mmc_cdb_inquiry {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_inquiry_bits */
    uint8_t page_code;
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_inquiry, 6);
WIRE_AT(struct mmc_cdb_inquiry, allocation_length, 3);

enum mmc_inquiry_bits {
    MMC_INQUIRY_BITS_EVPD = 0x01,
};

/** START STOP UNIT (MMC-6 6.41). */
struct mmc_cdb_start_stop_unit {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_start_stop_unit_bits */
    uint8_t reserved;
    uint8_t format_layer;
    uint8_t action; /* enum mmc_start_stop_unit_action_bits */
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_start_stop_unit, 6);

enum mmc_start_stop_unit_bits {
    MMC_START_STOP_UNIT_BITS_IMMED = 0x01,
};

enum mmc_start_stop_unit_action_bits {
    MMC_START_STOP_UNIT_ACTION_BITS_START = 0x01,
    MMC_START_STOP_UNIT_ACTION_BITS_LOEJ = 0x02,
    MMC_START_STOP_UNIT_ACTION_BITS_FL = 0x04,
    MMC_START_STOP_UNIT_ACTION_BITS_POWER_MASK = 0xF0,
    MMC_START_STOP_UNIT_ACTION_BITS_POWER_SHIFT = 4,
};

/** PREVENT ALLOW MEDIUM REMOVAL (MMC-6 6.13). */
struct mmc_cdb_prevent_allow_medium_removal {
    uint8_t opcode;
    uint8_t reserved[3];
    uint8_t flags; /* enum mmc_prevent_allow_bits */
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_prevent_allow_medium_removal, 6);

enum mmc_prevent_allow_bits {
    MMC_PREVENT_ALLOW_BITS_PREVENT = 0x01,
    MMC_PREVENT_ALLOW_BITS_PERSISTENT = 0x02,
};

/** READ FORMAT CAPACITIES (MMC-6 6.23). */
struct mmc_cdb_read_format_capacities {
    uint8_t opcode;
    uint8_t reserved[6];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_format_capacities, 10);
WIRE_AT(struct mmc_cdb_read_format_capacities, allocation_length, 7);

/** READ CAPACITY (MMC-6 6.18). */
struct mmc_cdb_read_capacity {
    uint8_t opcode;
    uint8_t reserved_1;
    be32 lba;
    uint8_t reserved_6[2];
    uint8_t pmi;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_capacity, 10);

/** READ (10), WRITE (10), VERIFY (10), SEEK (10), WRITE AND VERIFY (10) (MMC-6 6.14, 6.45, 6.44).
 */
struct mmc_cdb_read_write_10 {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_read_write_bits */
    be32 lba;
    uint8_t group;
    be16 blocks;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_write_10, 10);
WIRE_AT(struct mmc_cdb_read_write_10, blocks, 7);

/** READ (12), WRITE (12). */
struct mmc_cdb_read_write_12 {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_read_write_bits */
    be32 lba;
    be32 blocks;
    uint8_t streaming; /* enum mmc_read_write_12_bits */
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_write_12, 12);
WIRE_AT(struct mmc_cdb_read_write_12, blocks, 6);

enum mmc_read_write_bits {
    MMC_READ_WRITE_BITS_BYTCHK = 0x02, /* VERIFY only */
    MMC_READ_WRITE_BITS_FUA = 0x08,
    MMC_READ_WRITE_BITS_DPO = 0x10,
};

enum mmc_read_write_12_bits {
    MMC_READ_WRITE_12_BITS_STREAMING = 0x80,
};

/** SYNCHRONIZE CACHE (MMC-6 6.42). */
struct mmc_cdb_synchronize_cache {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_synchronize_cache_bits */
    be32 lba;
    uint8_t group;
    be16 blocks;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_synchronize_cache, 10);

enum mmc_synchronize_cache_bits {
    MMC_SYNCHRONIZE_CACHE_BITS_IMMED = 0x02,
};

/** READ TOC/PMA/ATIP (MMC-6 6.25). */
struct mmc_cdb_read_toc {
    uint8_t opcode;
    uint8_t flags;  /* enum mmc_read_toc_bits */
    uint8_t format; /* enum mmc_toc_format of toc.h, in bits 3-0 */
    uint8_t reserved[3];
    uint8_t track_session;
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_toc, 10);
WIRE_AT(struct mmc_cdb_read_toc, allocation_length, 7);

enum mmc_read_toc_bits {
    MMC_READ_TOC_BITS_MSF = 0x02,
};

/** GET CONFIGURATION (MMC-6 6.5). */
struct mmc_cdb_get_configuration {
    uint8_t opcode;
    uint8_t request_type; /* enum mmc_configuration_request in bits 1-0 */
    be16 starting_feature;
    uint8_t reserved[3];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_get_configuration, 10);
WIRE_AT(struct mmc_cdb_get_configuration, allocation_length, 7);

enum mmc_configuration_request {
    MMC_CONFIGURATION_REQUEST_ALL = 0,
    MMC_CONFIGURATION_REQUEST_CURRENT = 1,
    MMC_CONFIGURATION_REQUEST_ONE = 2,
};

/** GET EVENT STATUS NOTIFICATION (MMC-6 6.6). */
struct mmc_cdb_get_event_status_notification {
    uint8_t opcode;
    uint8_t polled; /* bit 0; asynchronous operation otherwise */
    uint8_t reserved_2[2];
    uint8_t class_request; /* one bit per enum mmc_event_class */
    uint8_t reserved_5[2];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_get_event_status_notification, 10);
WIRE_AT(struct mmc_cdb_get_event_status_notification, allocation_length, 7);

/** READ DISC INFORMATION (MMC-6 6.21). */
struct mmc_cdb_read_disc_information {
    uint8_t opcode;
    uint8_t data_type; /* enum mmc_disc_information_type in bits 2-0 */
    uint8_t reserved[5];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_disc_information, 10);
WIRE_AT(struct mmc_cdb_read_disc_information, allocation_length, 7);

enum mmc_disc_information_type {
    MMC_DISC_INFORMATION_TYPE_STANDARD = 0,
    MMC_DISC_INFORMATION_TYPE_TRACK_RESOURCES = 1,
    MMC_DISC_INFORMATION_TYPE_POW_RESOURCES = 2,
};

/** READ TRACK INFORMATION (MMC-6 6.26). */
struct mmc_cdb_read_track_information {
    uint8_t opcode;
    uint8_t address_type; /* enum mmc_track_address_type in bits 1-0; bit 2 Open */
    be32 address;
    uint8_t reserved;
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_track_information, 10);
WIRE_AT(struct mmc_cdb_read_track_information, allocation_length, 7);

enum mmc_track_address_type {
    MMC_TRACK_ADDRESS_TYPE_LBA = 0,
    MMC_TRACK_ADDRESS_TYPE_TRACK = 1,
    MMC_TRACK_ADDRESS_TYPE_SESSION = 2,
};

/** Track number that stands for the invisible or incomplete track. */
#define MMC_TRACK_NUMBER_INVISIBLE 0xFF

/** RESERVE TRACK (MMC-6 6.30). */
struct mmc_cdb_reserve_track {
    uint8_t opcode;
    uint8_t flags;
    uint8_t reserved[3];
    be32 blocks;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_reserve_track, 10);
WIRE_AT(struct mmc_cdb_reserve_track, blocks, 5);

/** SEND OPC INFORMATION. */
struct mmc_cdb_send_opc_information {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_send_opc_bits */
    uint8_t reserved[5];
    be16 parameter_list_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_send_opc_information, 10);
WIRE_AT(struct mmc_cdb_send_opc_information, parameter_list_length, 7);

enum mmc_send_opc_bits {
    MMC_SEND_OPC_BITS_DO_OPC = 0x01,
};

/** MODE SELECT (10) (MMC-6 6.11, SPC-4 6.9). */
struct mmc_cdb_mode_select_10 {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_mode_select_bits */
    uint8_t reserved[5];
    be16 parameter_list_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_mode_select_10, 10);
WIRE_AT(struct mmc_cdb_mode_select_10, parameter_list_length, 7);

enum mmc_mode_select_bits {
    MMC_MODE_SELECT_BITS_SP = 0x01,
    MMC_MODE_SELECT_BITS_PF = 0x10,
};

/** MODE SENSE (10) (MMC-6 6.12, SPC-4 6.11). */
struct mmc_cdb_mode_sense_10 {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_mode_sense_bits */
    uint8_t page;  /* page control in bits 7-6, page code in bits 5-0 */
    uint8_t subpage;
    uint8_t reserved[3];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_mode_sense_10, 10);
WIRE_AT(struct mmc_cdb_mode_sense_10, allocation_length, 7);

enum mmc_mode_sense_bits {
    MMC_MODE_SENSE_BITS_DBD = 0x08,
    MMC_MODE_SENSE_BITS_PAGE_MASK = 0x3F,
    MMC_MODE_SENSE_BITS_PAGE_CONTROL_SHIFT = 6,
};

enum mmc_mode_page_control {
    MMC_MODE_PAGE_CONTROL_CURRENT = 0,
    MMC_MODE_PAGE_CONTROL_CHANGEABLE = 1,
    MMC_MODE_PAGE_CONTROL_DEFAULT = 2,
    MMC_MODE_PAGE_CONTROL_SAVED = 3,
};

/** CLOSE TRACK/SESSION (MMC-6 6.3). */
struct mmc_cdb_close_track_session {
    uint8_t opcode;
    uint8_t flags;    /* enum mmc_close_track_session_bits */
    uint8_t function; /* enum mmc_close_function in bits 2-0 */
    uint8_t reserved_3;
    be16 track;
    uint8_t reserved_6[3];
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_close_track_session, 10);
WIRE_AT(struct mmc_cdb_close_track_session, track, 4);

enum mmc_close_track_session_bits {
    MMC_CLOSE_TRACK_SESSION_BITS_IMMED = 0x01,
};

/** What each function does depends on the medium (MMC-6 6.3.3). */
enum mmc_close_function {
    MMC_CLOSE_FUNCTION_STOP_FORMAT = 0,    /* DVD+RW: stop background format, quick */
    MMC_CLOSE_FUNCTION_TRACK = 1,          /* close track */
    MMC_CLOSE_FUNCTION_SESSION = 2,        /* close session; DVD+RW: stop, compatible lead-out */
    MMC_CLOSE_FUNCTION_FINALIZE_DVD_R = 3, /* DVD-R, DVD-RW: finalise, whatever page 05h says */
    MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE = 5, /* DVD+R: finalise, at least 30 mm radius */
    MMC_CLOSE_FUNCTION_FINALIZE = 6,            /* DVD+R, BD-R: finalise */
};

/** READ BUFFER CAPACITY (MMC-6 6.17). */
struct mmc_cdb_read_buffer_capacity {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_read_buffer_capacity_bits */
    uint8_t reserved[5];
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_buffer_capacity, 10);

enum mmc_read_buffer_capacity_bits {
    MMC_READ_BUFFER_CAPACITY_BITS_BLOCK = 0x01,
};

/** READ BUFFER CAPACITY data (MMC-6 6.17.3). */
struct mmc_buffer_capacity_wire {
    be16 data_length; /* bytes after this field */
    uint8_t reserved;
    uint8_t flags; /* enum mmc_read_buffer_capacity_bits */
    be32 length;
    be32 available;
};
WIRE_SIZE(struct mmc_buffer_capacity_wire, 12);

/** SEND CUE SHEET (MMC-6 6.33). */
struct mmc_cdb_send_cue_sheet {
    uint8_t opcode;
    uint8_t reserved[5];
    be24 length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_send_cue_sheet, 10);
WIRE_AT(struct mmc_cdb_send_cue_sheet, length, 6);

/** BLANK (MMC-6 6.2). */
struct mmc_cdb_blank {
    uint8_t opcode;
    uint8_t flags; /* enum mmc_blank_bits; enum mmc_blank_type in bits 2-0 */
    be32 start;
    uint8_t reserved[5];
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_blank, 12);

enum mmc_blank_bits {
    MMC_BLANK_BITS_TYPE_MASK = 0x07,
    MMC_BLANK_BITS_IMMED = 0x10,
};

enum mmc_blank_type {
    MMC_BLANK_TYPE_DISC = 0,
    MMC_BLANK_TYPE_MINIMAL = 1,
    MMC_BLANK_TYPE_TRACK = 2,
    MMC_BLANK_TYPE_UNRESERVE_TRACK = 3,
    MMC_BLANK_TYPE_TRACK_TAIL = 4,
    MMC_BLANK_TYPE_UNCLOSE_SESSION = 5,
    MMC_BLANK_TYPE_SESSION = 6,
};

/** GET PERFORMANCE (MMC-6 6.7). Replies are in performance.h. */
struct mmc_cdb_get_performance {
    uint8_t opcode;
    uint8_t data_type; /* bits 4-0 */
    be32 starting_lba;
    uint8_t reserved[2];
    be16 maximum_descriptors;
    uint8_t type; /* enum mmc_performance_type */
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_get_performance, 12);
WIRE_AT(struct mmc_cdb_get_performance, maximum_descriptors, 8);

/** READ DISC STRUCTURE (MMC-6 6.22). Replies are in disc_structure.h. */
struct mmc_cdb_read_disc_structure {
    uint8_t opcode;
    uint8_t media_type; /* enum mmc_disc_structure_media in bits 3-0 */
    be32 address;
    uint8_t layer;
    uint8_t format; /* enum mmc_disc_structure_format */
    be16 allocation_length;
    uint8_t agid; /* bits 7-6 */
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_disc_structure, 12);
WIRE_AT(struct mmc_cdb_read_disc_structure, allocation_length, 8);

/** SEND DISC STRUCTURE (MMC-6 6.34). */
struct mmc_cdb_send_disc_structure {
    uint8_t opcode;
    uint8_t media_type; /* enum mmc_disc_structure_media in bits 3-0 */
    uint8_t reserved[5];
    uint8_t format; /* enum mmc_disc_structure_format */
    be16 length;
    uint8_t reserved_10;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_send_disc_structure, 12);
WIRE_AT(struct mmc_cdb_send_disc_structure, format, 7);

/** SET STREAMING (MMC-6 6.40). Its parameter data are in performance.h. */
struct mmc_cdb_set_streaming {
    uint8_t opcode;
    uint8_t reserved[7];
    uint8_t type; /* 0: performance descriptor */
    be16 parameter_list_length;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_set_streaming, 12);
WIRE_AT(struct mmc_cdb_set_streaming, parameter_list_length, 9);

/** SET CD SPEED. Speeds in kB/s; FFFFh is the fastest. */
struct mmc_cdb_set_cd_speed {
    uint8_t opcode;
    uint8_t rotation; /* bits 1-0 */
    be16 read_speed;
    be16 write_speed;
    uint8_t reserved[5];
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_set_cd_speed, 12);

/** MECHANISM STATUS (MMC-6 6.10). */
struct mmc_cdb_mechanism_status {
    uint8_t opcode;
    uint8_t reserved[7];
    be16 allocation_length;
    uint8_t reserved_10;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_mechanism_status, 12);

/** READ CD (MMC-6 6.19). */
struct mmc_cdb_read_cd {
    uint8_t opcode;
    uint8_t flags; /* expected sector type in bits 4-2 */
    be32 lba;
    be24 blocks;
    uint8_t main_channel;
    uint8_t sub_channel;
    uint8_t control;
};
WIRE_SIZE(struct mmc_cdb_read_cd, 12);
WIRE_AT(struct mmc_cdb_read_cd, main_channel, 9);

#endif
