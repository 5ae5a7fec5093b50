/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A virtual recorder with a clock that tests move, and an image file of its own. */
#ifndef OPENIMAPI_TESTS_UNIT_VIRTUALDRIVE_DRIVE_FIXTURE_H
#define OPENIMAPI_TESTS_UNIT_VIRTUALDRIVE_DRIVE_FIXTURE_H

#include "mmc/commands.h"
#include "mmc/disc_information.h"
#include "mmc/format_capacities.h"
#include "mmc/mode_pages.h"
#include "mmc/track_information.h"
#include "scsi/sense_codes.h"
#include "virtualdrive/virtual_drive.h"

#include <stdbool.h>
#include <stdint.h>

#define FIXTURE_DATA_SIZE (64 * 2048)

/** A byte of a CDB and the rest zeros. */
#define CDB(size, ...) ((struct scsi_command){ .cdb = { __VA_ARGS__ }, .cdb_size = (size) })

struct drive_fixture {
    struct virtual_drive *drive;
    struct virtual_drive_settings settings;
    uint64_t now_ms;
    char16 path[128];
    unsigned tray_moves; /* reported by the drive */
    bool is_tray_open;   /* as last reported */
    uint8_t data[FIXTURE_DATA_SIZE];
    struct scsi_result result; /* of the last command */
};

/** Powers a drive on, tray empty, unit attention already taken. For cmocka. */
int fixture_set_up(void **state);

/** Powers off and removes the image. For cmocka. */
int fixture_tear_down(void **state);

/** Powers off and on again, with whatever is in fixture->settings; the disc stays on the tray. */
void fixture_power_cycle(struct drive_fixture *fixture, enum disc_medium blank);

/** Puts the fixture's image on the tray, blank if it is new, and takes the unit attention. */
void fixture_insert(struct drive_fixture *fixture, enum disc_medium blank);

/** Removes image and state. */
void fixture_remove_image(const struct drive_fixture *fixture);

/** Writes `size` bytes of `byte` to the image, or of `text` to the state, behind the drive's back.
 */
void fixture_write_image(const struct drive_fixture *fixture, uint64_t size, uint8_t byte);
void fixture_write_state(const struct drive_fixture *fixture, const char *text);

/** Bytes of the image. */
uint64_t fixture_image_size(const struct drive_fixture *fixture);

/** One byte of the image, which the drive does not hold. */
uint8_t fixture_image_byte(const struct drive_fixture *fixture, uint64_t offset);

/**
 * Sends a command with the first `size` bytes of fixture->data, cleared before for data to come.
 * Gives the sense code, 0 when the command succeeds; any other outcome is a failure of the test.
 */
uint32_t fixture_send(struct drive_fixture *fixture, struct scsi_command command, uint32_t size);

/** As above, and gives the outcome instead. */
enum scsi_outcome fixture_outcome(struct drive_fixture *fixture, struct scsi_command command,
                                  uint32_t size);

/** WRITE (10) of `blocks` that all hold `byte`. */
uint32_t fixture_write(struct drive_fixture *fixture, uint32_t lba, uint16_t blocks, uint8_t byte);

/** READ (10); the data are in fixture->data. */
uint32_t fixture_read(struct drive_fixture *fixture, uint32_t lba, uint16_t blocks);

/** The first byte of a block that can be read. */
uint8_t fixture_first_byte(struct drive_fixture *fixture, uint32_t lba);

/** FORMAT UNIT with format type 26h and these options. */
uint32_t fixture_format(struct drive_fixture *fixture, uint8_t options);

/** FORMAT UNIT with this format type and number of blocks; `parameter` is zero. */
uint32_t fixture_format_as(struct drive_fixture *fixture, enum mmc_format_type type,
                           uint32_t blocks);

/** MODE SELECT of page 05h: write type with its flags, track mode, multisession or not. */
uint32_t fixture_set_write_type(struct drive_fixture *fixture, uint8_t write_type,
                                bool is_multisession);

/** MODE SELECT of all of page 05h; its header is filled in. */
uint32_t fixture_set_write_parameters(struct drive_fixture *fixture,
                                      struct mmc_mode_write_parameters_wire page);

/** WRITE (10) of `blocks` of `block_size` bytes that all hold `byte`. */
uint32_t fixture_write_sized(struct drive_fixture *fixture, int32_t lba, uint16_t blocks,
                             uint32_t block_size, uint8_t byte);

/** READ CD of `blocks` with these selections; the data are in fixture->data. */
uint32_t fixture_read_cd(struct drive_fixture *fixture, uint32_t lba, uint8_t blocks,
                         uint8_t main_channel, uint8_t sub_channel);

/** Reads the file beside the image with this ending, as text, at most `capacity` - 1 bytes. */
void fixture_read_companion(const struct drive_fixture *fixture, const char *ending, char *text,
                            size_t capacity);

/** BLANK, returning at its end. */
uint32_t fixture_blank(struct drive_fixture *fixture, enum mmc_blank_type type, uint32_t address);

/** SYNCHRONIZE CACHE. */
uint32_t fixture_synchronize(struct drive_fixture *fixture);

/** The current profile by GET CONFIGURATION. */
uint16_t fixture_profile(struct drive_fixture *fixture);

/** READ DISC INFORMATION must say so. */
void fixture_assert_disc(struct drive_fixture *fixture, enum mmc_disc_status disc,
                         enum mmc_session_state session, unsigned sessions);

/** Blocks by READ CAPACITY, 0 when the last address is 0. */
uint32_t fixture_capacity(struct drive_fixture *fixture);

/** CLOSE TRACK/SESSION, returning at its end. */
uint32_t fixture_close(struct drive_fixture *fixture, uint8_t function, uint16_t track);

/** Replies that must succeed. */
struct mmc_disc_information_wire fixture_disc_information(struct drive_fixture *fixture);
struct mmc_track_information_wire fixture_track_information(struct drive_fixture *fixture,
                                                            uint32_t track);

/** The first four bytes of fixture->data. */
uint32_t fixture_reply_be32(const struct drive_fixture *fixture, size_t offset);

#endif
