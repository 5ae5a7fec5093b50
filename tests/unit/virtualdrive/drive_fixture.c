/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A virtual recorder under test. */
#include "drive_fixture.h"

#include "base/utf16.h"
#include "mmc/features.h"
#include "mmc/opcodes.h"
#include "platform/file.h"
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 2048

static uint64_t now_ms(void *context)
{
    return ((struct drive_fixture *)context)->now_ms;
}

static void tray_moved(void *context, bool is_open)
{
    struct drive_fixture *fixture = context;

    fixture->tray_moves++;
    fixture->is_tray_open = is_open;
}

static void join(const char16 *path, const char *suffix, char16 *out)
{
    size_t length = utf16_length(path);

    memcpy(out, path, length * sizeof(*path));
    for (; *suffix != '\0'; suffix++)
        out[length++] = (char16)(unsigned char)*suffix;
    out[length] = 0;
}

/* One file per test program: CTest runs them side by side in one folder. */
static void name_image(struct drive_fixture *fixture)
{
    static const char16 none[] = { 0 };

    join(none, VIRTUALDRIVE_TEST_NAME ".iso", fixture->path);
}

static void power_on(struct drive_fixture *fixture)
{
    assert_int_equal(virtual_drive_create(&fixture->settings, &fixture->drive), STATUS_OK);
}

int fixture_set_up(void **state)
{
    struct drive_fixture *fixture = calloc(1, sizeof(*fixture));

    assert_non_null(fixture);
    fixture->settings = (struct virtual_drive_settings){
        .vendor_id = "VENDOR",
        .product_id = "PRODUCT",
        .product_revision = "1.2",
        .serial_number = "SERIAL",
        .pace = { .background_format_ms = 100000 },
        .now_ms = now_ms,
        .clock_context = fixture,
        .tray_moved = tray_moved,
        .tray_context = fixture,
    };
    name_image(fixture);
    fixture_remove_image(fixture);
    power_on(fixture);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_RESET_OCCURRED);
    *state = fixture;
    return 0;
}

int fixture_tear_down(void **state)
{
    struct drive_fixture *fixture = *state;

    virtual_drive_destroy(fixture->drive);
    fixture_remove_image(fixture);
    free(fixture);
    return 0;
}

void fixture_power_cycle(struct drive_fixture *fixture, enum disc_medium blank)
{
    virtual_drive_destroy(fixture->drive);
    power_on(fixture);
    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, blank), STATUS_OK);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_RESET_OCCURRED);
}

void fixture_insert(struct drive_fixture *fixture, enum disc_medium blank)
{
    assert_int_equal(virtual_drive_set_disc(fixture->drive, fixture->path, blank), STATUS_OK);
    assert_int_equal(fixture_send(fixture, mmc_command_test_unit_ready(), 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
}

void fixture_remove_image(const struct drive_fixture *fixture)
{
    static const char *const endings[] = { "", ".disc", ".cue", ".cdt", ".sub" };
    char16 path[160];

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        join(fixture->path, endings[i], path);
        (void)platform_file_remove(path);
    }
}

static void write_file(const char16 *path, const void *bytes, size_t size)
{
    struct platform_file *file;

    assert_int_equal(platform_file_open(path, PLATFORM_FILE_CREATE, &file), STATUS_OK);
    assert_int_equal(platform_file_write_at(file, 0, bytes, size), STATUS_OK);
    platform_file_close(file);
}

void fixture_write_image(const struct drive_fixture *fixture, uint64_t size, uint8_t byte)
{
    uint8_t *bytes = malloc((size_t)size + 1);

    assert_non_null(bytes);
    memset(bytes, byte, (size_t)size);
    write_file(fixture->path, bytes, (size_t)size);
    free(bytes);
}

void fixture_write_state(const struct drive_fixture *fixture, const char *text)
{
    char16 state_path[160];

    join(fixture->path, ".disc", state_path);
    write_file(state_path, text, strlen(text));
}

uint64_t fixture_image_size(const struct drive_fixture *fixture)
{
    struct platform_file_info info;

    assert_int_equal(platform_file_query(fixture->path, &info), STATUS_OK);
    return info.size;
}

uint8_t fixture_image_byte(const struct drive_fixture *fixture, uint64_t offset)
{
    struct platform_file *file;
    uint8_t byte;
    size_t read;

    assert_int_equal(platform_file_open(fixture->path, PLATFORM_FILE_READ, &file), STATUS_OK);
    assert_int_equal(platform_file_read_at(file, offset, &byte, 1, &read), STATUS_OK);
    assert_int_equal(read, 1);
    platform_file_close(file);
    return byte;
}

enum scsi_outcome fixture_outcome(struct drive_fixture *fixture, struct scsi_command command,
                                  uint32_t size)
{
    assert_true(size <= FIXTURE_DATA_SIZE);
    if (command.direction == SCSI_DIRECTION_FROM_DEVICE)
        memset(fixture->data, 0, sizeof(fixture->data));
    virtual_drive_execute(fixture->drive, command.cdb, command.cdb_size, command.direction,
                          size > 0 ? fixture->data : NULL, size, &fixture->result);
    assert_true(fixture->result.transferred <= size);
    return fixture->result.outcome;
}

uint32_t fixture_send(struct drive_fixture *fixture, struct scsi_command command, uint32_t size)
{
    const enum scsi_outcome outcome = fixture_outcome(fixture, command, size);
    struct scsi_sense parsed;

    if (outcome == SCSI_OUTCOME_GOOD)
        return 0;
    assert_int_equal(outcome, SCSI_OUTCOME_CHECK_CONDITION);
    assert_int_equal(fixture->result.status, SCSI_STATUS_CHECK_CONDITION);
    scsi_sense_parse(fixture->result.sense.raw, SCSI_SENSE_FIXED_SIZE, &parsed);
    assert_int_equal(parsed.code, fixture->result.sense.code);
    assert_int_equal(parsed.has_information, fixture->result.sense.has_information);
    assert_int_equal(parsed.has_progress, fixture->result.sense.has_progress);
    return fixture->result.sense.code;
}

uint32_t fixture_write(struct drive_fixture *fixture, uint32_t lba, uint16_t blocks, uint8_t byte)
{
    assert_true((size_t)blocks * BLOCK_SIZE <= FIXTURE_DATA_SIZE);
    memset(fixture->data, byte, (size_t)blocks * BLOCK_SIZE);
    return fixture_send(fixture, mmc_command_write_10((int32_t)lba, blocks),
                        (uint32_t)blocks * BLOCK_SIZE);
}

uint32_t fixture_read(struct drive_fixture *fixture, uint32_t lba, uint16_t blocks)
{
    return fixture_send(fixture, mmc_command_read_10((int32_t)lba, blocks),
                        (uint32_t)blocks * BLOCK_SIZE);
}

uint8_t fixture_first_byte(struct drive_fixture *fixture, uint32_t lba)
{
    assert_int_equal(fixture_read(fixture, lba, 1), 0);
    return fixture->data[0];
}

uint32_t fixture_format(struct drive_fixture *fixture, uint8_t options)
{
    const struct mmc_format_parameters_wire parameters = {
        .flags = MMC_FORMAT_PARAMETERS_BITS_FOV | MMC_FORMAT_PARAMETERS_BITS_IMMED,
        .descriptor_length = be16_of(sizeof(parameters.descriptor)),
        .descriptor = { .blocks = be32_of(MMC_FORMAT_BLOCKS_ALL),
                        .type = MMC_FORMAT_TYPE_DVD_PLUS_RW << MMC_FORMAT_TYPE_SHIFT,
                        .parameter = be24_of(options) },
    };

    memcpy(fixture->data, &parameters, sizeof(parameters));
    return fixture_send(fixture, mmc_command_format_unit(true), sizeof(parameters));
}

uint32_t fixture_format_as(struct drive_fixture *fixture, enum mmc_format_type type,
                           uint32_t blocks)
{
    const struct mmc_format_parameters_wire parameters = {
        .flags = MMC_FORMAT_PARAMETERS_BITS_FOV,
        .descriptor_length = be16_of(sizeof(parameters.descriptor)),
        .descriptor = { .blocks = be32_of(blocks),
                        .type = (uint8_t)(type << MMC_FORMAT_TYPE_SHIFT) },
    };

    memcpy(fixture->data, &parameters, sizeof(parameters));
    return fixture_send(fixture, mmc_command_format_unit(true), sizeof(parameters));
}

uint32_t fixture_set_write_parameters(struct drive_fixture *fixture,
                                      struct mmc_mode_write_parameters_wire page)
{
    const struct mmc_mode_header_wire header = { 0 };

    page.header = (struct mmc_mode_page_header_wire){ .code = MMC_MODE_PAGE_WRITE_PARAMETERS,
                                                      .length = sizeof(page) - 2 };
    memcpy(fixture->data, &header, sizeof(header));
    memcpy(fixture->data + sizeof(header), &page, sizeof(page));
    return fixture_send(fixture, mmc_command_mode_select(false, sizeof(header) + sizeof(page)),
                        sizeof(header) + sizeof(page));
}

uint32_t fixture_set_write_type(struct drive_fixture *fixture, uint8_t write_type,
                                bool is_multisession)
{
    const struct mmc_mode_write_parameters_wire page = {
        .write_type = write_type,
        .track_mode =
            (uint8_t)(4 | (is_multisession ? MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN : 0)),
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
    };

    return fixture_set_write_parameters(fixture, page);
}

uint32_t fixture_write_sized(struct drive_fixture *fixture, int32_t lba, uint16_t blocks,
                             uint32_t block_size, uint8_t byte)
{
    assert_true(blocks * block_size <= FIXTURE_DATA_SIZE);
    memset(fixture->data, byte, blocks * block_size);
    return fixture_send(fixture, mmc_command_write_10(lba, blocks), blocks * block_size);
}

uint32_t fixture_read_cd(struct drive_fixture *fixture, uint32_t lba, uint8_t blocks,
                         uint8_t main_channel, uint8_t sub_channel)
{
    const struct scsi_command command = {
        .cdb = { MMC_OPCODE_READ_CD, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16),
                 (uint8_t)(lba >> 8), (uint8_t)lba, 0, 0, blocks, main_channel, sub_channel },
        .cdb_size = 12,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
    };

    return fixture_send(fixture, command, FIXTURE_DATA_SIZE);
}

void fixture_read_companion(const struct drive_fixture *fixture, const char *ending, char *text,
                            size_t capacity)
{
    struct platform_file *file;
    char16 path[160];
    size_t read;

    join(fixture->path, ending, path);
    assert_int_equal(platform_file_open(path, PLATFORM_FILE_READ, &file), STATUS_OK);
    assert_int_equal(platform_file_read_at(file, 0, text, capacity - 1, &read), STATUS_OK);
    platform_file_close(file);
    text[read] = 0;
}

uint32_t fixture_blank(struct drive_fixture *fixture, enum mmc_blank_type type, uint32_t address)
{
    return fixture_send(fixture,
                        CDB(12, MMC_OPCODE_BLANK, (uint8_t)type, (uint8_t)(address >> 24),
                            (uint8_t)(address >> 16), (uint8_t)(address >> 8), (uint8_t)address),
                        0);
}

uint32_t fixture_synchronize(struct drive_fixture *fixture)
{
    return fixture_send(fixture, mmc_command_synchronize_cache(), 0);
}

uint16_t fixture_profile(struct drive_fixture *fixture)
{
    assert_int_equal(fixture_send(fixture,
                                  mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_ONE,
                                                                MMC_FEATURE_CORE, 8),
                                  8),
                     0);
    return (uint16_t)(fixture->data[6] << 8 | fixture->data[7]);
}

void fixture_assert_disc(struct drive_fixture *fixture, enum mmc_disc_status disc,
                         enum mmc_session_state session, unsigned sessions)
{
    const struct mmc_disc_information_wire information = fixture_disc_information(fixture);

    assert_int_equal(information.status & 0x03, disc);
    assert_int_equal(information.status >> 2 & 0x03, session);
    assert_int_equal(information.session_count_low, sessions);
}

uint32_t fixture_capacity(struct drive_fixture *fixture)
{
    assert_int_equal(fixture_send(fixture, mmc_command_read_capacity(), 8), 0);
    assert_int_equal(fixture_reply_be32(fixture, 4), 2048);
    return fixture_reply_be32(fixture, 0) > 0 ? fixture_reply_be32(fixture, 0) + 1 : 0;
}

uint32_t fixture_close(struct drive_fixture *fixture, uint8_t function, uint16_t track)
{
    return fixture_send(fixture,
                        CDB(10, MMC_OPCODE_CLOSE_TRACK_SESSION, 0, function, 0,
                            (uint8_t)(track >> 8), (uint8_t)track),
                        0);
}

struct mmc_disc_information_wire fixture_disc_information(struct drive_fixture *fixture)
{
    struct mmc_disc_information_wire information;

    assert_int_equal(fixture_send(fixture, mmc_command_read_disc_information(sizeof(information)),
                                  sizeof(information)),
                     0);
    assert_int_equal(fixture->result.transferred, sizeof(information));
    memcpy(&information, fixture->data, sizeof(information));
    return information;
}

struct mmc_track_information_wire fixture_track_information(struct drive_fixture *fixture,
                                                            uint32_t track)
{
    struct mmc_track_information_wire information;

    assert_int_equal(fixture_send(fixture,
                                  mmc_command_read_track_information(MMC_TRACK_ADDRESS_TYPE_TRACK,
                                                                     track, sizeof(information)),
                                  sizeof(information)),
                     0);
    assert_int_equal(fixture->result.transferred, sizeof(information));
    memcpy(&information, fixture->data, sizeof(information));
    return information;
}

uint32_t fixture_reply_be32(const struct drive_fixture *fixture, size_t offset)
{
    be32 value;

    memcpy(&value, fixture->data + offset, sizeof(value));
    return be32_get(value);
}
