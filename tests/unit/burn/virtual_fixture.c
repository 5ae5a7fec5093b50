/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fixture of burns with a virtual recorder. */
#include "virtual_fixture.h"

#include "mmc/commands.h"
#include "support/temporary_folder.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTOR BURN_DATA_SECTOR_BYTES

#define SECTORS_PER_READ 16

static struct virtual_fixture *fixture_of(struct scsi_transport *transport)
{
    return (struct virtual_fixture *)transport;
}

static uint64_t now_ms(void *context)
{
    struct virtual_fixture *fixture = context;

    return atomic_load(&fixture->now_ms);
}

static void sleep_ms(void *context, uint32_t ms)
{
    struct virtual_fixture *fixture = context;

    atomic_fetch_add(&fixture->now_ms, ms);
}

static void count_write(struct virtual_fixture *fixture)
{
    fixture->writes++;
    if (fixture->writes == fixture->cancel_at_write)
        burn_cancel_request(&fixture->cancel);
    if (fixture->writes == fixture->swap_at_write)
        virtual_fixture_insert(fixture, "other.iso", DISC_MEDIUM_DVD_PLUS_R);
}

static void virtual_execute(struct scsi_transport *transport, const struct scsi_command *command,
                            void *data, uint32_t size, struct scsi_result *result)
{
    struct virtual_fixture *fixture = fixture_of(transport);

    fixture->commands[command->cdb[0]]++;
    if (command->cdb[0] == MMC_OPCODE_WRITE_10 || command->cdb[0] == MMC_OPCODE_WRITE_12)
        count_write(fixture);
    if (fixture->intercept != NULL && fixture->intercept(fixture->context, command, result))
        return;
    virtual_drive_execute(fixture->virtual_drive, command->cdb, command->cdb_size,
                          command->direction, data, size, result);
}

static void virtual_close(struct scsi_transport *transport)
{
    (void)transport;
}

static const struct scsi_transport_ops virtual_ops = { virtual_execute, virtual_close };

void virtual_fixture_load(struct virtual_fixture *fixture, size_t sectors)
{
    image_release(&fixture->image);
    image_init(&fixture->image, sectors);
    fixture->source.reader = image_reader(&fixture->image);
    fixture->source.size_bytes = sectors * SECTOR;
}

void virtual_fixture_init(struct virtual_fixture *fixture, const char *folder, size_t sectors)
{
    const struct virtual_drive_settings settings = {
        .vendor_id = "VENDOR",
        .product_id = "PRODUCT",
        .product_revision = "1.0",
        .pace = { .close_ms = 5000,
                  .blank_ms = 20000,
                  .format_ms = 3000,
                  .background_format_ms = 600000 },
        .now_ms = now_ms,
        .clock_context = fixture,
    };
    const struct mmc_clock clock = { now_ms, sleep_ms, fixture };

    memset(fixture, 0, sizeof(*fixture));
    temporary_folder_create(folder);
    atomic_init(&fixture->now_ms, 1000);
    assert_int_equal(virtual_drive_create(&settings, &fixture->virtual_drive), STATUS_OK);
    fixture->transport = (struct scsi_transport){ &virtual_ops, 65536 };
    mmc_drive_init(&fixture->drive, &fixture->transport, clock);
    fixture->options.speed.sectors_per_s = MMC_WRITE_SPEED_FASTEST;
    fixture->options.verification = BURN_VERIFICATION_FULL;
    virtual_fixture_load(fixture, sectors);
}

void virtual_fixture_release(struct virtual_fixture *fixture)
{
    virtual_drive_destroy(fixture->virtual_drive);
    image_release(&fixture->image);
    temporary_folder_remove();
}

void virtual_fixture_insert(struct virtual_fixture *fixture, const char *name,
                            enum disc_medium blank)
{
    assert_int_equal(virtual_drive_set_disc(fixture->virtual_drive, temporary_path(name), blank),
                     STATUS_OK);
}

enum status virtual_fixture_burn(struct virtual_fixture *fixture)
{
    const struct burn_data_observer observer = watcher_observer(&fixture->watcher);
    enum status status;

    fixture->watcher.count = 0;
    fixture->writes = 0;
    burn_cancel_init(&fixture->cancel);
    status = burn_data_write(&fixture->drive, &fixture->options, &fixture->source, &observer,
                             &fixture->cancel, &fixture->result);
    assert_int_equal(status == STATUS_OK, fixture->result.failure == BURN_FAILURE_NONE);
    return status;
}

enum status virtual_fixture_erase(struct virtual_fixture *fixture, bool is_full,
                                  struct burn_erase_result *result)
{
    const struct burn_erase_options options = { .is_full = is_full };
    const enum status status = burn_erase(&fixture->drive, &options, NULL, result);

    assert_int_equal(status == STATUS_OK, result->failure == BURN_ERASE_FAILURE_NONE);
    return status;
}

struct mmc_medium virtual_fixture_examine(struct virtual_fixture *fixture)
{
    struct mmc_medium medium;

    assert_int_equal(mmc_medium_examine(&fixture->drive, &medium), STATUS_OK);
    return medium;
}

struct mmc_medium_layout virtual_fixture_layout(struct virtual_fixture *fixture)
{
    const struct mmc_medium medium = virtual_fixture_examine(fixture);
    struct mmc_medium_layout layout;

    assert_int_equal(mmc_medium_layout_read(&fixture->drive, &medium, &layout), STATUS_OK);
    return layout;
}

void virtual_fixture_assert_read(struct virtual_fixture *fixture, int32_t lba,
                                 uint32_t stream_sector, uint32_t sectors)
{
    static uint8_t found[SECTORS_PER_READ * SECTOR];

    for (uint32_t done = 0; done < sectors; done += SECTORS_PER_READ) {
        const uint32_t left = sectors - done;
        const uint16_t count = (uint16_t)(left < SECTORS_PER_READ ? left : SECTORS_PER_READ);
        const uint32_t bytes = count * (uint32_t)SECTOR;

        assert_int_equal(mmc_drive_execute(&fixture->drive,
                                           mmc_command_read_10(lba + (int32_t)done, count), found,
                                           bytes),
                         STATUS_OK);
        assert_memory_equal(found, fixture->image.bytes + (size_t)(stream_sector + done) * SECTOR,
                            bytes);
    }
}
