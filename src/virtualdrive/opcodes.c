/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of commands (MMC-6 6). */
#include "virtualdrive/opcodes.h"

#include "mmc/opcodes.h"

#define NONE SCSI_DIRECTION_NONE
#define IN   SCSI_DIRECTION_FROM_DEVICE
#define OUT  SCSI_DIRECTION_TO_DEVICE

#define ANY_TIME   (DRIVE_OPCODE_BITS_ALLOW_ATTENTION | DRIVE_OPCODE_BITS_ALLOW_BUSY)
#define BUSY       DRIVE_OPCODE_BITS_ALLOW_BUSY
#define MEDIUM     DRIVE_OPCODE_BITS_NEEDS_MEDIUM
#define RECORDABLE (DRIVE_OPCODE_BITS_NEEDS_MEDIUM | DRIVE_OPCODE_BITS_NEEDS_WRITABLE)
#define CHANGEABLE (DRIVE_OPCODE_BITS_NEEDS_MEDIUM | DRIVE_OPCODE_BITS_NEEDS_UNPROTECTED)
#define TRAYLESS   DRIVE_OPCODE_BITS_IGNORES_TRAY

static const struct drive_opcode opcodes[] = {
    [MMC_OPCODE_TEST_UNIT_READY] = { drive_test_unit_ready, NONE, MEDIUM },
    [MMC_OPCODE_REQUEST_SENSE] = { drive_request_sense, IN, ANY_TIME },
    [MMC_OPCODE_FORMAT_UNIT] = { drive_format_unit, OUT, CHANGEABLE },
    [MMC_OPCODE_INQUIRY] = { drive_inquiry, IN, ANY_TIME | TRAYLESS },
    [MMC_OPCODE_START_STOP_UNIT] = { drive_start_stop_unit, NONE, 0 },
    [MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL] = { drive_prevent_allow_medium_removal, NONE, BUSY },
    [MMC_OPCODE_READ_FORMAT_CAPACITIES] = { drive_read_format_capacities, IN, 0 },
    [MMC_OPCODE_READ_CAPACITY] = { drive_read_capacity, IN, MEDIUM },
    [MMC_OPCODE_READ_10] = { drive_read_10, IN, MEDIUM },
    [MMC_OPCODE_WRITE_10] = { drive_write_10, OUT, RECORDABLE },
    [MMC_OPCODE_SEEK_10] = { drive_seek, NONE, MEDIUM },
    [MMC_OPCODE_WRITE_AND_VERIFY_10] = { drive_write_10, OUT, RECORDABLE },
    [MMC_OPCODE_VERIFY_10] = { drive_verify, NONE, MEDIUM },
    [MMC_OPCODE_SYNCHRONIZE_CACHE] = { drive_synchronize_cache, NONE, MEDIUM },
    [MMC_OPCODE_READ_SUB_CHANNEL] = { drive_read_sub_channel, IN, MEDIUM },
    [MMC_OPCODE_READ_TOC_PMA_ATIP] = { drive_read_toc, IN, MEDIUM },
    [MMC_OPCODE_GET_CONFIGURATION] = { drive_get_configuration, IN, ANY_TIME },
    [MMC_OPCODE_GET_EVENT_STATUS_NOTIFICATION] = { drive_get_event_status_notification, IN,
                                                   ANY_TIME },
    [MMC_OPCODE_READ_DISC_INFORMATION] = { drive_read_disc_information, IN, MEDIUM },
    [MMC_OPCODE_READ_TRACK_INFORMATION] = { drive_read_track_information, IN, MEDIUM },
    [MMC_OPCODE_RESERVE_TRACK] = { drive_reserve_track, NONE, RECORDABLE },
    [MMC_OPCODE_SEND_OPC_INFORMATION] = { drive_send_opc_information, OUT, RECORDABLE },
    [MMC_OPCODE_MODE_SELECT_10] = { drive_mode_select, OUT, TRAYLESS },
    [MMC_OPCODE_MODE_SENSE_10] = { drive_mode_sense, IN, 0 },
    [MMC_OPCODE_CLOSE_TRACK_SESSION] = { drive_close_track_session, NONE, RECORDABLE },
    [MMC_OPCODE_READ_BUFFER_CAPACITY] = { drive_read_buffer_capacity, IN, TRAYLESS },
    [MMC_OPCODE_SEND_CUE_SHEET] = { drive_send_cue_sheet, OUT, RECORDABLE },
    [MMC_OPCODE_BLANK] = { drive_blank, NONE, CHANGEABLE },
    [MMC_OPCODE_READ_12] = { drive_read_12, IN, MEDIUM },
    [MMC_OPCODE_WRITE_12] = { drive_write_12, OUT, RECORDABLE },
    [MMC_OPCODE_GET_PERFORMANCE] = { drive_get_performance, IN, MEDIUM },
    [MMC_OPCODE_READ_DISC_STRUCTURE] = { drive_read_disc_structure, IN, MEDIUM },
    [MMC_OPCODE_SET_STREAMING] = { drive_set_streaming, OUT, 0 },
    [MMC_OPCODE_SET_CD_SPEED] = { drive_set_cd_speed, NONE, 0 },
    [MMC_OPCODE_MECHANISM_STATUS] = { drive_mechanism_status, IN, ANY_TIME },
    [MMC_OPCODE_READ_CD_MSF] = { drive_read_cd_msf, IN, MEDIUM },
    [MMC_OPCODE_SEND_DISC_STRUCTURE] = { drive_set_disc_structure, OUT, CHANGEABLE },
    [MMC_OPCODE_READ_CD] = { drive_read_cd, IN, MEDIUM },
};

const struct drive_opcode *drive_opcode_find(uint8_t opcode)
{
    if (opcode >= sizeof(opcodes) / sizeof(opcodes[0]) || opcodes[opcode].handler == NULL)
        return NULL;
    return &opcodes[opcode];
}
