/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What keeps a medium from being written (MMC-6 4.4, 6.22.3). */
#include "mmc/medium.h"

#include "base/cursor.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

struct protection_bit {
    uint8_t wire;
    uint32_t protection;
};

static const struct protection_bit protection_bits[] = {
    { MMC_WRITE_PROTECTION_BITS_SWPP, MMC_MEDIUM_PROTECTION_UNTIL_POWERDOWN },
    { MMC_WRITE_PROTECTION_BITS_PWP, MMC_MEDIUM_PROTECTION_BY_SOFTWARE },
    { MMC_WRITE_PROTECTION_BITS_CWP, MMC_MEDIUM_PROTECTION_BY_CARTRIDGE },
    { MMC_WRITE_PROTECTION_BITS_MSWI, MMC_MEDIUM_PROTECTION_BY_MEDIUM },
};

static enum mmc_disc_structure_media media_of(enum mmc_media_type type)
{
    if (type == MMC_MEDIA_TYPE_BD_ROM || type == MMC_MEDIA_TYPE_BD_R ||
        type == MMC_MEDIA_TYPE_BD_RE)
        return MMC_DISC_STRUCTURE_MEDIA_BD;
    return MMC_DISC_STRUCTURE_MEDIA_DVD;
}

/* Drives that do not have the structure tell so in many words: the bits count as clear. */
static bool is_missing(const struct mmc_drive *drive, enum status status)
{
    return mmc_drive_has_refused(drive, status) ||
           (status == STATUS_DEVICE && drive->failure.condition == MMC_CONDITION_NO_DISC_STRUCTURE);
}

static enum status read_structure(struct mmc_drive *drive, enum mmc_media_type type,
                                  uint32_t address, enum mmc_disc_structure_format format,
                                  uint8_t *reply, uint16_t capacity, uint32_t *size)
{
    struct scsi_command command =
        mmc_command_read_disc_structure(media_of(type), address, 0, (uint8_t)format, 0, capacity);
    const enum status status =
        mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply, capacity, size);

    return is_missing(drive, status) ? STATUS_OK : status;
}

static enum status read_status(struct mmc_drive *drive, enum mmc_media_type type, uint32_t *bits)
{
    uint8_t reply[sizeof(struct mmc_disc_structure_header_wire) +
                  sizeof(struct mmc_write_protection_wire)];
    uint8_t wire;
    uint32_t size;
    enum status status = read_structure(drive, type, 0, MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION,
                                        reply, sizeof(reply), &size);

    if (status != STATUS_OK || size == 0)
        return status;
    status = mmc_drive_judge(drive, mmc_write_protection_parse(reply, size, &wire));
    for (size_t i = 0; i < sizeof(protection_bits) / sizeof(protection_bits[0]); i++) {
        if ((wire & protection_bits[i].wire) != 0)
            *bits |= protection_bits[i].protection;
    }
    return status;
}

static enum status read_control_block(struct mmc_drive *drive, enum mmc_media_type type,
                                      uint32_t *bits)
{
    uint8_t reply[sizeof(struct mmc_disc_structure_header_wire) +
                  sizeof(struct mmc_disc_control_block_wire)];
    struct cursor cursor;
    uint32_t size;
    const enum status status =
        read_structure(drive, type, MMC_DISC_CONTROL_BLOCK_WRITE_INHIBIT,
                       MMC_DISC_STRUCTURE_FORMAT_DISC_CONTROL_BLOCK, reply, sizeof(reply), &size);

    cursor = cursor_of(reply, size);
    cursor_skip(&cursor, sizeof(struct mmc_disc_structure_header_wire));
    if (cursor_be32(&cursor) == MMC_DISC_CONTROL_BLOCK_WRITE_INHIBIT)
        *bits |= MMC_MEDIUM_PROTECTION_BY_DISC_CONTROL_BLOCK;
    return status;
}

static enum status read_bits(struct mmc_drive *drive, const struct mmc_medium *medium,
                             uint32_t *bits)
{
    enum status status = STATUS_OK;

    if (mmc_media_type_is_rom(medium->type) || (medium->abilities & MMC_MEDIUM_ABILITY_WRITE) == 0)
        *bits |= MMC_MEDIUM_PROTECTION_READ_ONLY;
    if ((medium->abilities & MMC_MEDIUM_ABILITY_WRITE_PROTECTION) != 0)
        status = read_status(drive, medium->type, bits);
    if (status == STATUS_OK && (medium->abilities & MMC_MEDIUM_ABILITY_DISC_CONTROL_BLOCKS) != 0)
        status = read_control_block(drive, medium->type, bits);
    return status;
}

enum status mmc_medium_protection_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                       uint32_t *bits)
{
    enum status status;

    *bits = 0;
    status = read_bits(drive, medium, bits);
    if (status != STATUS_OK)
        *bits = 0;
    return status;
}
