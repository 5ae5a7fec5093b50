/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every command that moves no blocks, and what is to be tested of it. */
#include "aspects.h"

#include "mmc/commands.h"
#include "mmc/disc_information.h"
#include "mmc/disc_structure.h"
#include "mmc/event_status.h"
#include "mmc/features.h"
#include "mmc/format_capacities.h"
#include "mmc/mode_pages.h"
#include "mmc/opcodes.h"
#include "mmc/track_information.h"
#include "scsi/sense_codes.h"

#define SIMPLE          COMMAND_ASPECTS_SIMPLE
#define ALLOC_LENGTH    COMMAND_ASPECTS_ALLOC_LENGTH
#define NO_MEDIUM       COMMAND_ASPECTS_NO_MEDIUM
#define WITHOUT_MEDIUM  COMMAND_ASPECTS_WITHOUT_MEDIUM
#define UNIT_ATTENTION  COMMAND_ASPECTS_UNIT_ATTENTION
#define ATTENTION_STAYS COMMAND_ASPECTS_ATTENTION_STAYS
#define WRITE_PROTECTED COMMAND_ASPECTS_WRITE_PROTECTED
#define REFUSED         COMMAND_ASPECTS_REFUSED

#define ALL_CLASSES 0x7E

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

/* Where the layers meet; too small for a disc of two layers would be refused. */
static const uint8_t layer_break[12] = { 0, 10, 0, 0, 0, 0, 0, 0, 0, 0x01, 0, 0 };

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

static struct scsi_command read_bd_structure(uint16_t allocation)
{
    return mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_BD, 0, 0,
                                           MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, 0, allocation);
}

static struct scsi_command list_disc_structures(uint16_t allocation)
{
    return mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, 0, 0,
                                           MMC_DISC_STRUCTURE_FORMAT_LIST, 0, allocation);
}

static struct scsi_command set_layer_break(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_send_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD,
                                           MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY,
                                           sizeof(layer_break));
}

static struct scsi_command blank(uint16_t allocation)
{
    (void)allocation;
    return mmc_command_blank(MMC_BLANK_TYPE_MINIMAL, 0);
}

static struct scsi_command read_full_toc(uint16_t allocation)
{
    return mmc_command_read_toc(MMC_TOC_FORMAT_FULL_TOC, 1, allocation);
}

static struct scsi_command read_pma(uint16_t allocation)
{
    return mmc_command_read_toc(MMC_TOC_FORMAT_PMA, 0, allocation);
}

static struct scsi_command read_atip(uint16_t allocation)
{
    return mmc_command_read_toc(MMC_TOC_FORMAT_ATIP, 0, allocation);
}

static struct scsi_command request_sense(uint16_t allocation)
{
    return mmc_command_request_sense((uint8_t)allocation);
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

#define NO_REPLY   MMC_REPLY_FORM_FIXED, 0
#define NO_LIST    NULL, 0
#define LIST(name) &(name), sizeof(name)

#define FIXED(size) MMC_REPLY_FORM_FIXED, size
#define BE16(size)  MMC_REPLY_FORM_BE16, size
#define BE32(size)  MMC_REPLY_FORM_BE32, size

#define BLANK     UNIT_MEDIUM_BLANK
#define WRITABLE  UNIT_MEDIUM_WRITABLE
#define RECORDED  UNIT_MEDIUM_RECORDED
#define NO_DISC   UNIT_MEDIUM_NONE
#define PROTECTED UNIT_MEDIUM_PROTECTED

#define CD        UNIT_TRAITS_CD
#define DVD       UNIT_TRAITS_DVD
#define BD        UNIT_TRAITS_BD
#define OF_TRACKS UNIT_TRAITS_TRACKS
#define ANY       0

/* What is allowed everywhere, and what no sense of its own refuses. */
#define NEVER_REFUSED 0

#define BAD_CDB      SCSI_SENSE_CODE_INVALID_FIELD_IN_CDB
#define BAD_FORMAT   SCSI_SENSE_CODE_INCOMPATIBLE_FORMAT
#define BAD_ORDER    SCSI_SENSE_CODE_COMMAND_SEQUENCE
#define NO_FORMAT    SCSI_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM
#define CANNOT_WRITE SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT

const struct command_row command_rows[] = {
    { "TEST_UNIT_READY", test_unit_ready, ANY, BLANK, NO_REPLY, NO_LIST, NEVER_REFUSED,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "REQUEST_SENSE", request_sense, ANY, BLANK, FIXED(18), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM },
    { "INQUIRY", inquiry, ANY, BLANK, MMC_REPLY_FORM_INQUIRY, 96, NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "START_STOP_UNIT", start_unit, ANY, BLANK, NO_REPLY, NO_LIST, NEVER_REFUSED,
      SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "PREVENT_ALLOW_MEDIUM_REMOVAL", prevent_allow, ANY, BLANK, NO_REPLY, NO_LIST, NEVER_REFUSED,
      SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "READ_FORMAT_CAPACITIES", read_format_capacities, ANY, BLANK, MMC_REPLY_FORM_CAPACITY_LIST,
      252, NO_LIST, NEVER_REFUSED, SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "READ_CAPACITY", read_capacity, ANY, RECORDED, FIXED(8), NO_LIST, NEVER_REFUSED,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "SYNCHRONIZE_CACHE", synchronize_cache, ANY, BLANK, NO_REPLY, NO_LIST, NEVER_REFUSED,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TOC", read_toc, ANY, RECORDED, BE16(804), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TOC_SESSIONS", read_session_information, ANY, RECORDED, BE16(12), NO_LIST,
      NEVER_REFUSED, SIMPLE | ALLOC_LENGTH | NO_MEDIUM },
    { "READ_FULL_TOC", read_full_toc, CD, RECORDED, BE16(1024), NO_LIST, BAD_CDB,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "READ_PMA", read_pma, UNIT_TRAITS_RECORDABLE_CD, RECORDED, BE16(1024), NO_LIST, BAD_CDB,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "READ_ATIP", read_atip, UNIT_TRAITS_RECORDABLE_CD, BLANK, BE16(1024), NO_LIST, BAD_CDB,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "GET_CONFIGURATION", get_configuration, ANY, BLANK, BE32(4096), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "GET_EVENT_STATUS_NOTIFICATION", get_event_status, ANY, BLANK, BE16(8), NO_LIST,
      NEVER_REFUSED, SIMPLE | WITHOUT_MEDIUM | ATTENTION_STAYS },
    { "READ_DISC_INFORMATION", read_disc_information, ANY, BLANK, BE16(1024), NO_LIST,
      NEVER_REFUSED, SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_TRACK_INFORMATION", read_track_information, ANY, BLANK, BE16(1024), NO_LIST,
      NEVER_REFUSED, SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION },
    { "RESERVE_TRACK", reserve_track, OF_TRACKS, WRITABLE, NO_REPLY, NO_LIST, BAD_ORDER,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED | REFUSED },
    { "SEND_OPC_INFORMATION", send_opc, UNIT_TRAITS_WRITABLE, WRITABLE, NO_REPLY, NO_LIST,
      NEVER_REFUSED, SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED },
    { "MODE_SELECT", mode_select, ANY, BLANK, NO_REPLY, LIST(mode_header), NEVER_REFUSED,
      SIMPLE | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "MODE_SENSE", mode_sense, ANY, BLANK, BE16(4096), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "CLOSE_TRACK", close_track, OF_TRACKS, RECORDED, NO_REPLY, NO_LIST, BAD_CDB,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED | REFUSED },
    { "STOP_BACKGROUND_FORMAT", stop_format, UNIT_TRAITS_BACKGROUND, WRITABLE, NO_REPLY, NO_LIST,
      BAD_CDB, SIMPLE | NO_MEDIUM | UNIT_ATTENTION | WRITE_PROTECTED | REFUSED },
    { "READ_BUFFER_CAPACITY", read_buffer_capacity, ANY, BLANK, BE16(12), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM | UNIT_ATTENTION },
    { "FORMAT_UNIT", format_unit, UNIT_TRAITS_FORMATTABLE, BLANK, NO_REPLY, LIST(format_parameters),
      NO_FORMAT, SIMPLE | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "BLANK", blank, UNIT_TRAITS_BLANKABLE, RECORDED, NO_REPLY, NO_LIST, CANNOT_WRITE,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "GET_PERFORMANCE", get_performance, ANY, BLANK, BE32(1032), NO_LIST, NEVER_REFUSED,
      SIMPLE | NO_MEDIUM | UNIT_ATTENTION },
    { "READ_DISC_STRUCTURE", read_disc_structure, DVD, BLANK, BE16(4096), NO_LIST, BAD_CDB,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "READ_BD_STRUCTURE", read_bd_structure, BD, BLANK, BE16(8192), NO_LIST, BAD_CDB,
      SIMPLE | ALLOC_LENGTH | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "READ_DISC_STRUCTURE_LIST", list_disc_structures, ANY, BLANK, BE16(4096), NO_LIST,
      NEVER_REFUSED, SIMPLE | ALLOC_LENGTH | NO_MEDIUM },
    { "SEND_DISC_STRUCTURE", set_layer_break, UNIT_TRAITS_LAYERS, WRITABLE, NO_REPLY,
      LIST(layer_break), BAD_CDB, SIMPLE | NO_MEDIUM | UNIT_ATTENTION | REFUSED },
    { "SET_STREAMING", set_streaming, ANY, BLANK, NO_REPLY, LIST(streaming), NEVER_REFUSED,
      SIMPLE | UNIT_ATTENTION },
    { "SET_CD_SPEED", set_cd_speed, ANY, BLANK, NO_REPLY, NO_LIST, NEVER_REFUSED,
      SIMPLE | UNIT_ATTENTION },
    { "MECHANISM_STATUS", mechanism_status, ANY, BLANK, FIXED(8), NO_LIST, NEVER_REFUSED,
      SIMPLE | ALLOC_LENGTH | WITHOUT_MEDIUM },
};

const size_t command_row_count = sizeof(command_rows) / sizeof(command_rows[0]);
