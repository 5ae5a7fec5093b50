/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Random commands to the virtual recorder. Whatever comes, every result is a possible one, and the
 * disc that is left loads again.
 */
#include "base/utf16.h"
#include "mmc/opcodes.h"
#include "platform/file.h"
#include "support/fuzz_target.h"
#include "virtualdrive/virtual_drive.h"

#include <string.h>

#define DATA_SIZE  (32 * 2048)
#define DATA_BYTES 32 /* of those sent, taken from the input */

/* The first byte of a step. */
#define STEP_SHORT_LBA 0x10 /* the address is a small one, so that writes find their place */
#define STEP_HAND      0x0F /* no command: a hand on the tray */
#define STEP_KNOWN     0x20 /* one of the commands there are */
#define STEP_TIME      0x40 /* time passes first */

static const char16 path[] = { 'v', 'd', '_', 'f', 'u', 'z', 'z', '.', 'i', 's', 'o', 0 };
static const char16 state_path[] = { 'v', 'd', '_', 'f', 'u', 'z', 'z', '.', 'i',
                                     's', 'o', '.', 'd', 'i', 's', 'c', 0 };

static const uint8_t opcodes[] = {
#define MMC_OPCODE_ENTRY(value, name, text) value,
#include "mmc/opcodes.def"
#undef MMC_OPCODE_ENTRY
};

struct input {
    const uint8_t *data;
    size_t left;
};

static uint8_t take(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->data++;
}

static uint64_t now_ms(void *context)
{
    return *(uint64_t *)context;
}

static void check(const struct scsi_result *result, uint32_t size)
{
    FUZZ_REQUIRE(result->transferred <= size);
    switch (result->outcome) {
    case SCSI_OUTCOME_GOOD:
        FUZZ_REQUIRE(result->status == SCSI_STATUS_GOOD);
        break;
    case SCSI_OUTCOME_CHECK_CONDITION:
        FUZZ_REQUIRE(result->status == SCSI_STATUS_CHECK_CONDITION);
        FUZZ_REQUIRE(result->sense.code != 0 && result->sense.raw[0] != 0);
        break;
    case SCSI_OUTCOME_TRANSPORT_ERROR:
        break;
    case SCSI_OUTCOME_OTHER_STATUS:
    case SCSI_OUTCOME_TIMEOUT:
    case SCSI_OUTCOME_DEVICE_GONE:
    case SCSI_OUTCOME_LOCKED:
        abort();
    }
}

static enum scsi_direction direction_of(uint8_t opcode, uint8_t step)
{
    switch (opcode) {
    case MMC_OPCODE_FORMAT_UNIT:
    case MMC_OPCODE_WRITE_10:
    case MMC_OPCODE_WRITE_12:
    case MMC_OPCODE_WRITE_AND_VERIFY_10:
    case MMC_OPCODE_MODE_SELECT_10:
    case MMC_OPCODE_SET_STREAMING:
    case MMC_OPCODE_SEND_CUE_SHEET:
    case MMC_OPCODE_SEND_DISC_STRUCTURE:
    case MMC_OPCODE_SEND_OPC_INFORMATION:
        return SCSI_DIRECTION_TO_DEVICE;
    default:
        return step & 1 ? SCSI_DIRECTION_NONE : SCSI_DIRECTION_FROM_DEVICE;
    }
}

static void send(struct virtual_drive *drive, struct input *input, uint8_t step)
{
    static uint8_t data[DATA_SIZE];
    uint8_t cdb[16];
    enum scsi_direction direction;
    struct scsi_result result;
    uint32_t size;

    for (size_t i = 0; i < 12; i++)
        cdb[i] = take(input);
    memset(cdb + 12, 0, 4);
    if (step & STEP_KNOWN)
        cdb[0] = opcodes[cdb[0] % sizeof(opcodes)];
    if (step & STEP_SHORT_LBA)
        memset(cdb + 2, 0, 3);
    direction = direction_of(cdb[0], step);
    size = take(input) * 256u;
    memset(data, step, 64);
    for (size_t i = 0; i < DATA_BYTES && i < size && direction == SCSI_DIRECTION_TO_DEVICE; i++)
        data[i] = take(input);
    virtual_drive_execute(drive, cdb, sizeof(cdb), direction, data, size, &result);
    check(&result, size);
}

static void move_tray(struct virtual_drive *drive, uint8_t action)
{
    if (action & 2)
        (void)virtual_drive_set_disc(drive, path, DISC_MEDIUM_NONE);
    else
        virtual_drive_set_tray(drive, action & 1);
}

static struct virtual_drive *power_on(uint64_t *clock, uint8_t pace, enum disc_medium blank)
{
    const struct virtual_drive_settings settings = {
        .vendor_id = "FUZZ",
        .product_id = "FUZZ",
        .product_revision = "1",
        .serial_number = "1",
        .pace = { .load_ms = pace & 1 ? 10 : 0,
                  .close_ms = pace & 2 ? 10 : 0,
                  .format_ms = pace & 4 ? 10 : 0,
                  .background_format_ms = pace & 8 ? 1000 : 0 },
        .now_ms = now_ms,
        .clock_context = clock,
    };
    struct virtual_drive *drive;

    FUZZ_REQUIRE(virtual_drive_create(&settings, &drive) == STATUS_OK);
    FUZZ_REQUIRE(virtual_drive_set_disc(drive, path, blank) == STATUS_OK);
    FUZZ_REQUIRE(virtual_drive_disc_status(drive) == STATUS_OK);
    return drive;
}

/* Every kind that can be recorded; the two first ones as the oldest inputs have them. */
static enum disc_medium medium_of(uint8_t first)
{
    const unsigned choice = first >> 5;
    enum disc_medium medium = first & 0x10 ? DISC_MEDIUM_DVD_PLUS_R : DISC_MEDIUM_DVD_PLUS_RW;

    if (choice > 0)
        medium = (enum disc_medium)(1 + (choice * 2 + (first >> 4 & 1)) % (DISC_MEDIUM_COUNT - 1));
    if (disc_medium_traits(medium)->recording == DISC_RECORDING_READ_ONLY)
        medium = first & 0x10 ? DISC_MEDIUM_CD_RW : DISC_MEDIUM_BD_R;
    return medium;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size };
    const uint8_t first = take(&input);
    uint64_t clock = 0;
    struct virtual_drive *drive;

    (void)platform_file_remove(path);
    (void)platform_file_remove(state_path);
    drive = power_on(&clock, first, medium_of(first));
    while (input.left > 0) {
        const uint8_t step = take(&input);

        if (step & STEP_TIME)
            clock += take(&input) * 10u;
        if ((step & 0x0F) == STEP_HAND)
            move_tray(drive, take(&input));
        else
            send(drive, &input, step);
    }
    virtual_drive_destroy(drive);
    virtual_drive_destroy(power_on(&clock, first, DISC_MEDIUM_NONE));
    (void)platform_file_remove(path);
    (void)platform_file_remove(state_path);
    return 0;
}
