/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every command that moves no blocks, and what is to be tested of it. */
#include "aspects.h"

#include "mmc/commands.h"
#include "mmc/disc_information.h"
#include "mmc/event_status.h"
#include "mmc/features.h"
#include "mmc/format_capacities.h"
#include "mmc/mode_pages.h"
#include "mmc/opcodes.h"
#include "mmc/track_information.h"

#define SIMPLE          COMMAND_ASPECTS_SIMPLE
#define ALLOC_LENGTH    COMMAND_ASPECTS_ALLOC_LENGTH
#define NO_MEDIUM       COMMAND_ASPECTS_NO_MEDIUM
#define WITHOUT_MEDIUM  COMMAND_ASPECTS_WITHOUT_MEDIUM
#define UNIT_ATTENTION  COMMAND_ASPECTS_UNIT_ATTENTION
#define ATTENTION_STAYS COMMAND_ASPECTS_ATTENTION_STAYS
#define WRITE_PROTECTED COMMAND_ASPECTS_WRITE_PROTECTED

#define ALL_CLASSES 0x7E

static struct scsi_command test_unit_ready(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_test_unit_ready();
}

static struct scsi_command inquiry(uint16_t allocation)
{
    return mmc_command_inquiry(allocation);
}

static struct scsi_command start_unit(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_start_unit();
}

static struct scsi_command prevent_allow(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_prevent_removal(false);
}

static struct scsi_command read_format_capacities(uint16_t allocation)
{
    return mmc_command_read_format_capacities(allocation);
}

static struct scsi_command read_capacity(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_read_capacity();
}

static struct scsi_command synchronize_cache(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_synchronize_cache();
}

static struct scsi_command read_toc(uint16_t allocation)
{
    return mmc_command_read_toc(MMC_TOC_FORMAT_TOC, 0, allocation);
}

static struct scsi_command read_session_information(uint16_t allocation)
{
    return mmc_command_read_toc(MMC_TOC_FORMAT_SESSION_INFORMATION, 0, allocation);
}

static struct scsi_command get_configuration(uint16_t allocation)
{
    return mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_ALL, 0, allocation);
}

static struct scsi_command get_event_status(uint16_t allocation)
{
    return mmc_command_get_event_status(ALL_CLASSES, allocation);
}

static struct scsi_command read_disc_information(uint16_t allocation)
{
    return mmc_command_read_disc_information(allocation);
}

static struct scsi_command read_track_information(uint16_t allocation)
{
    return mmc_command_read_track_information(MMC_TRACK_ADDRESS_TYPE_TRACK, 1, allocation);
}

static struct scsi_command reserve_track(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_reserve_track(160);
}

static struct scsi_command send_opc(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_send_opc();
}

static struct scsi_command mode_select(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_mode_select(false, sizeof(struct mmc_mode_header_wire));
}

static struct scsi_command mode_sense(uint16_t allocation)
{
    return mmc_command_mode_sense(MMC_MODE_PAGE_ALL, MMC_MODE_PAGE_CONTROL_CURRENT, allocation);
}

static struct scsi_command close_track(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_close_track_session(MMC_CLOSE_FUNCTION_TRACK, 1);
}

static struct scsi_command stop_format(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_close_track_session(MMC_CLOSE_FUNCTION_STOP_FORMAT, 0);
}

static struct scsi_command read_buffer_capacity(uint16_t allocation)
{
    return (struct scsi_command){
        .cdb = { MMC_OPCODE_READ_BUFFER_CAPACITY, 0, 0, 0, 0, 0, 0, (uint8_t)(allocation >> 8),
                 (uint8_t)allocation },
        .cdb_size = 10,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
        .timeout_ms = MMC_TIMEOUT_DEFAULT_MS,
    };
}

static struct scsi_command format_unit(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_format_unit(true);
}

static struct scsi_command get_performance(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_get_performance(MMC_PERFORMANCE_TYPE_WRITE_SPEED, 64);
}

static struct scsi_command read_disc_structure(uint16_t allocation)
{
    return mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 0,
                                           MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, 0, allocation);
}

static struct scsi_command list_disc_structures(uint16_t allocation)
{
    return mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 0,
                                           MMC_DISC_STRUCTURE_FORMAT_LIST, 0, allocation);
}

static struct scsi_command set_streaming(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_set_streaming();
}

static struct scsi_command set_cd_speed(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_set_cd_speed(0, 0xFFFF, 0xFFFF);
}

static struct scsi_command mechanism_status(uint16_t allocation)
{
    return (struct scsi_command){
        .cdb = { MMC_OPCODE_MECHANISM_STATUS, 0, 0, 0, 0, 0, 0, 0, (uint8_t)(allocation >> 8),
                 (uint8_t)allocation },
        .cdb_size = 12,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
        .timeout_ms = MMC_TIMEOUT_DEFAULT_MS,
    };
}

static const uint8_t mode_header[8] = { 0 };

static const struct mmc_format_parameters_wire format_parameters = {
    .flags = MMC_FORMAT_PARAMETERS_BITS_FOV | MMC_FORMAT_PARAMETERS_BITS_IMMED,
    .descriptor_length = { { 0, 8 } },
    .descriptor = { .blocks = { { 0xFF, 0xFF, 0xFF, 0xFF } },
                    .type = MMC_FORMAT_TYPE_DVD_PLUS_RW << MMC_FORMAT_TYPE_SHIFT },
};

static const struct mmc_streaming_wire streaming = {
    .end_lba = { { 0, 0x23, 0x12, 0x60 } },
    .read_time = { { 0, 0, 0x03, 0xE8 } },
    .write_size = { { 0xFF, 0xFF, 0xFF, 0xFF } },
    .write_time = { { 0, 0, 0x03, 0xE8 } },
};

#define NO_REPLY   MMC_REPLY_FORM_FIXED, 0
#define NO_LIST    NULL, 0
#define LIST(name) &(name), sizeof(name)

const struct command_row command_rows[] = {
    { "TEST_UNIT_READY", test_unit_ready, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "INQUIRY", inquiry, UNIT_MEDIUM_NONE, MMC_REPLY_FORM_INQUIRY, 96, NO_LIST,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "START_STOP_UNIT", start_unit, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "PREVENT_ALLOW_MEDIUM_REMOVAL", prevent_allow, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY,
      NO_LIST, SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "READ_FORMAT_CAPACITIES", read_format_capacities, UNIT_MEDIUM_BLANK_REWRITABLE,
      MMC_REPLY_FORM_CAPACITY_LIST, 252, NO_LIST,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "READ_CAPACITY", read_capacity, UNIT_MEDIUM_REWRITABLE, MMC_REPLY_FORM_FIXED, 8, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "SYNCHRONIZE_CACHE", synchronize_cache, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TOC", read_toc, UNIT_MEDIUM_RECORDED_WRITE_ONCE, MMC_REPLY_FORM_BE16, 804, NO_LIST,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TOC_SESSIONS", read_session_information, UNIT_MEDIUM_RECORDED_WRITE_ONCE,
      MMC_REPLY_FORM_BE16, 12, NO_LIST, SIMPLE | ALLOC_LENGTH | NO_MEDIUM },
    { "GET_CONFIGURATION", get_configuration, UNIT_MEDIUM_BLANK_REWRITABLE, MMC_REPLY_FORM_BE32,
      4096, NO_LIST, SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "GET_EVENT_STATUS_NOTIFICATION", get_event_status, UNIT_MEDIUM_BLANK_REWRITABLE,
      MMC_REPLY_FORM_BE16, 8, NO_LIST, SIMPLE | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "READ_DISC_INFORMATION", read_disc_information, UNIT_MEDIUM_BLANK_WRITE_ONCE,
      MMC_REPLY_FORM_BE16, 1024, NO_LIST, SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TRACK_INFORMATION", read_track_information, UNIT_MEDIUM_BLANK_WRITE_ONCE,
      MMC_REPLY_FORM_BE16, 1024, NO_LIST, SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "RESERVE_TRACK", reserve_track, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED },
    { "SEND_OPC_INFORMATION", send_opc, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "MODE_SELECT", mode_select, UNIT_MEDIUM_NONE, NO_REPLY, LIST(mode_header),
      SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "MODE_SENSE", mode_sense, UNIT_MEDIUM_BLANK_WRITE_ONCE, MMC_REPLY_FORM_BE16, 4096, NO_LIST,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "CLOSE_TRACK", close_track, UNIT_MEDIUM_RECORDED_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED },
    { "STOP_BACKGROUND_FORMAT", stop_format, UNIT_MEDIUM_REWRITABLE, NO_REPLY, NO_LIST,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_BUFFER_CAPACITY", read_buffer_capacity, UNIT_MEDIUM_BLANK_WRITE_ONCE,
      MMC_REPLY_FORM_BE16, 12, NO_LIST, SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "FORMAT_UNIT", format_unit, UNIT_MEDIUM_BLANK_REWRITABLE, NO_REPLY, LIST(format_parameters),
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "GET_PERFORMANCE", get_performance, UNIT_MEDIUM_BLANK_WRITE_ONCE, MMC_REPLY_FORM_BE32, 1032,
      NO_LIST, SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_DISC_STRUCTURE", read_disc_structure, UNIT_MEDIUM_BLANK_WRITE_ONCE, MMC_REPLY_FORM_BE16,
      4096, NO_LIST, SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_DISC_STRUCTURE_LIST", list_disc_structures, UNIT_MEDIUM_BLANK_WRITE_ONCE,
      MMC_REPLY_FORM_BE16, 4096, NO_LIST, SIMPLE | ALLOC_LENGTH | NO_MEDIUM },
    { "SET_STREAMING", set_streaming, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, LIST(streaming),
      SIMPLE | UNIT_ATTENTION },
    { "SET_CD_SPEED", set_cd_speed, UNIT_MEDIUM_BLANK_WRITE_ONCE, NO_REPLY, NO_LIST,
      SIMPLE | UNIT_ATTENTION },
    { "MECHANISM_STATUS", mechanism_status, UNIT_MEDIUM_BLANK_WRITE_ONCE, MMC_REPLY_FORM_FIXED, 8,
      NO_LIST, SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM },
};

const size_t command_row_count = sizeof(command_rows) / sizeof(command_rows[0]);
