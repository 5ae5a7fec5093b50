/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Command builders (MMC-6 6, SPC-4 6). */
#include "mmc/commands.h"

#include "mmc/opcodes.h"

#include <string.h>

/* The command around the CDB `wire`, a structure of its full length. */
#define COMMAND_OF(wire, data_direction, timeout)                                                  \
    command_of(&(wire), sizeof(wire), (data_direction), (timeout))

static struct scsi_command command_of(const void *wire, size_t size, enum scsi_direction direction,
                                      uint32_t timeout_ms)
{
    struct scsi_command command = {
        .cdb_size = (uint8_t)size,
        .direction = direction,
        .timeout_ms = timeout_ms,
    };

    memcpy(command.cdb, wire, size);
    return command;
}

static struct scsi_command start_stop(uint8_t action, uint32_t timeout_ms)
{
    const struct mmc_cdb_start_stop_unit cdb = {
        .opcode = MMC_OPCODE_START_STOP_UNIT,
        .action = action,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, timeout_ms);
}

struct scsi_command mmc_command_test_unit_ready(void)
{
    const struct mmc_cdb_test_unit_ready cdb = { .opcode = MMC_OPCODE_TEST_UNIT_READY };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_request_sense(uint8_t allocation)
{
    const struct mmc_cdb_request_sense cdb = {
        .opcode = MMC_OPCODE_REQUEST_SENSE,
        .allocation_length = allocation,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_inquiry(uint16_t allocation)
{
    const struct mmc_cdb_inquiry cdb = {
        .opcode = MMC_OPCODE_INQUIRY,
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_format_unit(bool has_parameters)
{
    struct mmc_cdb_format_unit cdb = { .opcode = MMC_OPCODE_FORMAT_UNIT };

    if (!has_parameters)
        return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
    cdb.flags = MMC_FORMAT_UNIT_BITS_FMTDATA | MMC_FORMAT_UNIT_BITS_FORMAT_CODE_MMC;
    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_start_unit(void)
{
    return start_stop(MMC_START_STOP_UNIT_ACTION_BITS_START, MMC_TIMEOUT_START_MS);
}

struct scsi_command mmc_command_eject(void)
{
    return start_stop(MMC_START_STOP_UNIT_ACTION_BITS_LOEJ, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_load(void)
{
    return start_stop(MMC_START_STOP_UNIT_ACTION_BITS_LOEJ | MMC_START_STOP_UNIT_ACTION_BITS_START,
                      MMC_TIMEOUT_START_MS);
}

struct scsi_command mmc_command_prevent_removal(bool prevent)
{
    const struct mmc_cdb_prevent_allow_medium_removal cdb = {
        .opcode = MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL,
        .flags = prevent ? MMC_PREVENT_ALLOW_BITS_PREVENT : 0,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_read_format_capacities(uint16_t allocation)
{
    const struct mmc_cdb_read_format_capacities cdb = {
        .opcode = MMC_OPCODE_READ_FORMAT_CAPACITIES,
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_read_capacity(void)
{
    const struct mmc_cdb_read_capacity cdb = { .opcode = MMC_OPCODE_READ_CAPACITY };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

static struct mmc_cdb_read_write_10 read_write_10(uint8_t opcode, int32_t lba, uint16_t blocks)
{
    return (struct mmc_cdb_read_write_10){
        .opcode = opcode,
        .lba = be32_of((uint32_t)lba),
        .blocks = be16_of(blocks),
    };
}

struct scsi_command mmc_command_read_10(int32_t lba, uint16_t blocks)
{
    const struct mmc_cdb_read_write_10 cdb = read_write_10(MMC_OPCODE_READ_10, lba, blocks);

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_READ_MS);
}

struct scsi_command mmc_command_write_10(int32_t lba, uint16_t blocks)
{
    const struct mmc_cdb_read_write_10 cdb = read_write_10(MMC_OPCODE_WRITE_10, lba, blocks);

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_WRITE_MS);
}

struct scsi_command mmc_command_write_streaming(int32_t lba, uint32_t blocks)
{
    const struct mmc_cdb_read_write_12 cdb = {
        .opcode = MMC_OPCODE_WRITE_12,
        .lba = be32_of((uint32_t)lba),
        .blocks = be32_of(blocks),
        .streaming = MMC_READ_WRITE_12_BITS_STREAMING,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_WRITE_MS);
}

struct scsi_command mmc_command_synchronize_cache(void)
{
    const struct mmc_cdb_synchronize_cache cdb = { .opcode = MMC_OPCODE_SYNCHRONIZE_CACHE };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_FLUSH_MS);
}

struct scsi_command mmc_command_read_toc(enum mmc_toc_format format, uint8_t track_session,
                                         uint16_t allocation)
{
    const struct mmc_cdb_read_toc cdb = {
        .opcode = MMC_OPCODE_READ_TOC_PMA_ATIP,
        .format = (uint8_t)format,
        .track_session = track_session,
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_get_configuration(enum mmc_configuration_request request,
                                                  uint16_t starting_feature, uint16_t allocation)
{
    const struct mmc_cdb_get_configuration cdb = {
        .opcode = MMC_OPCODE_GET_CONFIGURATION,
        .request_type = (uint8_t)request,
        .starting_feature = be16_of(starting_feature),
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_get_event_status(uint8_t classes, uint16_t allocation)
{
    const struct mmc_cdb_get_event_status_notification cdb = {
        .opcode = MMC_OPCODE_GET_EVENT_STATUS_NOTIFICATION,
        .polled = 1,
        .class_request = classes,
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_read_disc_information(uint16_t allocation)
{
    const struct mmc_cdb_read_disc_information cdb = {
        .opcode = MMC_OPCODE_READ_DISC_INFORMATION,
        .data_type = MMC_DISC_INFORMATION_TYPE_STANDARD,
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_read_track_information(enum mmc_track_address_type type,
                                                       uint32_t address, uint16_t allocation)
{
    const struct mmc_cdb_read_track_information cdb = {
        .opcode = MMC_OPCODE_READ_TRACK_INFORMATION,
        .address_type = (uint8_t)type,
        .address = be32_of(address),
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_reserve_track(uint32_t blocks)
{
    const struct mmc_cdb_reserve_track cdb = {
        .opcode = MMC_OPCODE_RESERVE_TRACK,
        .blocks = be32_of(blocks),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_FLUSH_MS);
}

struct scsi_command mmc_command_send_opc(void)
{
    const struct mmc_cdb_send_opc_information cdb = {
        .opcode = MMC_OPCODE_SEND_OPC_INFORMATION,
        .flags = MMC_SEND_OPC_BITS_DO_OPC,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_FLUSH_MS);
}

struct scsi_command mmc_command_send_cue_sheet(uint32_t length)
{
    const struct mmc_cdb_send_cue_sheet cdb = {
        .opcode = MMC_OPCODE_SEND_CUE_SHEET,
        .length = be24_of(length),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_mode_select(bool save, uint16_t list_length)
{
    const struct mmc_cdb_mode_select_10 cdb = {
        .opcode = MMC_OPCODE_MODE_SELECT_10,
        .flags = save ? MMC_MODE_SELECT_BITS_PF | MMC_MODE_SELECT_BITS_SP : MMC_MODE_SELECT_BITS_PF,
        .parameter_list_length = be16_of(list_length),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_mode_sense(uint8_t page, enum mmc_mode_page_control control,
                                           uint16_t allocation)
{
    const struct mmc_cdb_mode_sense_10 cdb = {
        .opcode = MMC_OPCODE_MODE_SENSE_10,
        .flags = MMC_MODE_SENSE_BITS_DBD,
        .page = (uint8_t)((unsigned)control << MMC_MODE_SENSE_BITS_PAGE_CONTROL_SHIFT |
                          (page & MMC_MODE_SENSE_BITS_PAGE_MASK)),
        .allocation_length = be16_of(allocation),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_close_track_session(enum mmc_close_function function,
                                                    uint16_t track)
{
    const struct mmc_cdb_close_track_session cdb = {
        .opcode = MMC_OPCODE_CLOSE_TRACK_SESSION,
        .flags = MMC_CLOSE_TRACK_SESSION_BITS_IMMED,
        .function = (uint8_t)function,
        .track = be16_of(track),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_blank(enum mmc_blank_type type, int32_t start)
{
    const struct mmc_cdb_blank cdb = {
        .opcode = MMC_OPCODE_BLANK,
        .flags = (uint8_t)(MMC_BLANK_BITS_IMMED | (unsigned)type),
        .start = be32_of((uint32_t)start),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_get_performance(enum mmc_performance_type type,
                                                uint16_t maximum_descriptors)
{
    const struct mmc_cdb_get_performance cdb = {
        .opcode = MMC_OPCODE_GET_PERFORMANCE,
        .maximum_descriptors = be16_of(maximum_descriptors),
        .type = (uint8_t)type,
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_read_disc_structure(enum mmc_disc_structure_media media,
                                                    uint32_t address, uint8_t layer, uint8_t format,
                                                    uint8_t agid, uint16_t allocation)
{
    const struct mmc_cdb_read_disc_structure cdb = {
        .opcode = MMC_OPCODE_READ_DISC_STRUCTURE,
        .media_type = (uint8_t)media,
        .address = be32_of(address),
        .layer = layer,
        .format = format,
        .allocation_length = be16_of(allocation),
        .agid = (uint8_t)((agid & 0x03u) << 6),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_FROM_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_send_disc_structure(enum mmc_disc_structure_media media,
                                                    uint8_t format, uint16_t length)
{
    const struct mmc_cdb_send_disc_structure cdb = {
        .opcode = MMC_OPCODE_SEND_DISC_STRUCTURE,
        .media_type = (uint8_t)media,
        .format = format,
        .length = be16_of(length),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_set_streaming(void)
{
    const struct mmc_cdb_set_streaming cdb = {
        .opcode = MMC_OPCODE_SET_STREAMING,
        .parameter_list_length = be16_of(sizeof(struct mmc_streaming_wire)),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_TO_DEVICE, MMC_TIMEOUT_DEFAULT_MS);
}

struct scsi_command mmc_command_set_cd_speed(uint8_t rotation, uint16_t read_kb_per_s,
                                             uint16_t write_kb_per_s)
{
    const struct mmc_cdb_set_cd_speed cdb = {
        .opcode = MMC_OPCODE_SET_CD_SPEED,
        .rotation = rotation & 0x03u,
        .read_speed = be16_of(read_kb_per_s),
        .write_speed = be16_of(write_kb_per_s),
    };

    return COMMAND_OF(cdb, SCSI_DIRECTION_NONE, MMC_TIMEOUT_DEFAULT_MS);
}

bool mmc_command_writes(uint8_t opcode)
{
    switch (opcode) {
    case MMC_OPCODE_FORMAT_UNIT:
    case MMC_OPCODE_WRITE_10:
    case MMC_OPCODE_WRITE_AND_VERIFY_10:
    case MMC_OPCODE_WRITE_12:
    case MMC_OPCODE_SYNCHRONIZE_CACHE:
    case MMC_OPCODE_RESERVE_TRACK:
    case MMC_OPCODE_SEND_OPC_INFORMATION:
    case MMC_OPCODE_CLOSE_TRACK_SESSION:
    case MMC_OPCODE_SEND_CUE_SHEET:
    case MMC_OPCODE_BLANK:
    case MMC_OPCODE_SEND_DISC_STRUCTURE:
        return true;
    default:
        return false;
    }
}
