/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One builder per command: CDB, direction and time-out, by value. Builders check nothing; what a
 * drive does with senseless values is its own business. Allocation and parameter list lengths say
 * how much data the caller hands to the transport.
 */
#ifndef OPENIMAPI_MMC_COMMANDS_H
#define OPENIMAPI_MMC_COMMANDS_H

#include "mmc/cdb.h"
#include "mmc/disc_structure.h"
#include "mmc/performance.h"
#include "mmc/toc.h"
#include "scsi/command.h"

#include <stdbool.h>
#include <stdint.h>

/** Time-out of commands that need no other. */
#define MMC_TIMEOUT_DEFAULT_MS 10000

/** Time-out of spinning up and of loading a medium. */
#define MMC_TIMEOUT_START_MS 60000

/** Time-out of reading, where a scratched disc makes the drive try for long. */
#define MMC_TIMEOUT_READ_MS 12000

/** Time-out of one write, which may have to wait for a layer change or a slow medium. */
#define MMC_TIMEOUT_WRITE_MS 60000

/** Time-out of what may have to wait for the drive's buffer or for a calibration. */
#define MMC_TIMEOUT_FLUSH_MS 260000

struct scsi_command mmc_command_test_unit_ready(void);

struct scsi_command mmc_command_request_sense(uint8_t allocation);

struct scsi_command mmc_command_inquiry(uint16_t allocation);

/** Sent without data when `has_parameters` is false. */
struct scsi_command mmc_command_format_unit(bool has_parameters);

/** Spins up. */
struct scsi_command mmc_command_start_unit(void);

/** Opens the tray. */
struct scsi_command mmc_command_eject(void);

/** Closes the tray and spins up. */
struct scsi_command mmc_command_load(void);

struct scsi_command mmc_command_prevent_removal(bool prevent);

struct scsi_command mmc_command_read_format_capacities(uint16_t allocation);

struct scsi_command mmc_command_read_capacity(void);

struct scsi_command mmc_command_read_10(int32_t lba, uint16_t blocks);

struct scsi_command mmc_command_write_10(int32_t lba, uint16_t blocks);

/** Without verification and without replacing defects, on media that do both. */
struct scsi_command mmc_command_write_streaming(int32_t lba, uint32_t blocks);

/** Returns when everything is on the medium. */
struct scsi_command mmc_command_synchronize_cache(void);

/** Addresses come back as LBA. */
struct scsi_command mmc_command_read_toc(enum mmc_toc_format format, uint8_t track_session,
                                         uint16_t allocation);

struct scsi_command mmc_command_get_configuration(enum mmc_configuration_request request,
                                                  uint16_t starting_feature, uint16_t allocation);

/** Polled; `classes` has one bit per class asked for. */
struct scsi_command mmc_command_get_event_status(uint8_t classes, uint16_t allocation);

struct scsi_command mmc_command_read_disc_information(uint16_t allocation);

struct scsi_command mmc_command_read_track_information(enum mmc_track_address_type type,
                                                       uint32_t address, uint16_t allocation);

struct scsi_command mmc_command_reserve_track(uint32_t blocks);

/** Performs the calibration; no parameter list. */
struct scsi_command mmc_command_send_opc(void);

struct scsi_command mmc_command_mode_select(bool save, uint16_t list_length);

/** With `length` bytes of struct mmc_cue_line_wire. */
struct scsi_command mmc_command_send_cue_sheet(uint32_t length);

/** Without block descriptors. */
struct scsi_command mmc_command_mode_sense(uint8_t page, enum mmc_mode_page_control control,
                                           uint16_t allocation);

/** Returns at once; mmc_drive_await waits for the end. */
struct scsi_command mmc_command_close_track_session(enum mmc_close_function function,
                                                    uint16_t track);

/** Returns at once; mmc_drive_await waits for the end. */
struct scsi_command mmc_command_blank(enum mmc_blank_type type, int32_t start);

struct scsi_command mmc_command_get_performance(enum mmc_performance_type type,
                                                uint16_t maximum_descriptors);

struct scsi_command mmc_command_read_disc_structure(enum mmc_disc_structure_media media,
                                                    uint32_t address, uint8_t layer, uint8_t format,
                                                    uint8_t agid, uint16_t allocation);

struct scsi_command mmc_command_send_disc_structure(enum mmc_disc_structure_media media,
                                                    uint8_t format, uint16_t length);

/** With one struct mmc_streaming_wire. */
struct scsi_command mmc_command_set_streaming(void);

struct scsi_command mmc_command_set_cd_speed(uint8_t rotation, uint16_t read_kb_per_s,
                                             uint16_t write_kb_per_s);

/** Whether a command with this code changes what is on the medium, so that sending it twice harms.
 */
bool mmc_command_writes(uint8_t opcode);

#endif
