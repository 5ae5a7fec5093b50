/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ DISC STRUCTURE (MMC-6 6.22): what the lead-in and the pre-groove of a DVD tell. */
#include "mmc/disc_structure.h"

#include "mmc/cdb.h"
#include "virtualdrive/commands.h"

#include <string.h>

#define PHYSICAL_SIZE      2048
#define COPYRIGHT_SIZE     4
#define MANUFACTURING_SIZE 2048
#define ADIP_SIZE          256

#define DISC_SIZE_120_MM       0x00
#define MAXIMUM_RATE_NOT_GIVEN 0x0F
#define PART_VERSION           0x01

/* ECMA-337 and ECMA-349, physical format information in ADIP: whose disc it is. */
#define ADIP_MANUFACTURER 19
#define ADIP_TYPE_ID      27

/* Fills the data behind the header, `size` bytes of zeros before. */
typedef void structure_writer(const struct virtual_drive *drive, uint8_t *out);

struct structure_row {
    uint8_t format; /* enum mmc_disc_structure_format */
    uint16_t size;
    structure_writer *write;
};

static void write_physical(const struct virtual_drive *drive, uint8_t *out)
{
    const uint32_t last = MMC_PHYSICAL_FORMAT_FIRST_SECTOR + drive_disc(drive)->capacity_blocks - 1;
    const struct mmc_physical_format_wire physical = {
        .book = (uint8_t)(drive->medium->book_type << 4 | PART_VERSION),
        .size = DISC_SIZE_120_MM | MAXIMUM_RATE_NOT_GIVEN,
        .layers = (uint8_t)drive->medium->layer_type,
        .first_sector = be24_of(MMC_PHYSICAL_FORMAT_FIRST_SECTOR),
        .last_sector = be24_of(last),
    };

    memcpy(out, &physical, sizeof(physical));
}

static void write_adip(const struct virtual_drive *drive, uint8_t *out)
{
    write_physical(drive, out);
    memcpy(out + ADIP_MANUFACTURER, drive->medium->manufacturer, 8);
    memcpy(out + ADIP_TYPE_ID, drive->medium->type_id, 3);
}

static void write_protection(const struct virtual_drive *drive, uint8_t *out)
{
    struct mmc_write_protection_wire protection = { 0 };

    if (drive->is_software_write_protected)
        protection.flags |= MMC_WRITE_PROTECTION_BITS_SWPP;
    if (drive->is_file_write_protected)
        protection.flags |= MMC_WRITE_PROTECTION_BITS_PWP;
    memcpy(out, &protection, sizeof(protection));
}

/* Neither a copy protection system nor regions, and nothing that the manufacturer said. */
static void write_zeros(const struct virtual_drive *drive, uint8_t *out)
{
    (void)drive;
    (void)out;
}

static const struct structure_row structures[] = {
    { MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, PHYSICAL_SIZE, write_physical },
    { MMC_DISC_STRUCTURE_FORMAT_COPYRIGHT, COPYRIGHT_SIZE, write_zeros },
    { MMC_DISC_STRUCTURE_FORMAT_MANUFACTURING, MANUFACTURING_SIZE, write_zeros },
    { MMC_DISC_STRUCTURE_FORMAT_ADIP, ADIP_SIZE, write_adip },
    { MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION, sizeof(struct mmc_write_protection_wire),
      write_protection },
};

#define STRUCTURE_COUNT (sizeof(structures) / sizeof(structures[0]))

static void reply_structure(struct drive_request *request, uint16_t allocation, const void *bytes,
                            size_t size)
{
    const struct mmc_disc_structure_header_wire header = {
        .data_length = be16_of((uint16_t)(sizeof(header) - sizeof(header.data_length) + size)),
    };

    drive_reply_begin(request, allocation);
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, bytes, size);
}

static void reply_list(struct drive_request *request, uint16_t allocation)
{
    struct mmc_disc_structure_entry_wire list[STRUCTURE_COUNT];

    for (size_t i = 0; i < STRUCTURE_COUNT; i++) {
        list[i] = (struct mmc_disc_structure_entry_wire){
            .format = structures[i].format,
            .flags = MMC_DISC_STRUCTURE_ENTRY_BITS_READABLE,
            .length = be16_of(
                (uint16_t)(sizeof(struct mmc_disc_structure_header_wire) + structures[i].size)),
        };
    }
    reply_structure(request, allocation, list, sizeof(list));
}

enum drive_condition drive_read_disc_structure(struct virtual_drive *drive,
                                               struct drive_request *request)
{
    const struct mmc_cdb_read_disc_structure *cdb = (const void *)request->cdb;
    const uint16_t allocation = be16_get(cdb->allocation_length);
    uint8_t data[PHYSICAL_SIZE] = { 0 };

    /* The formats from C0h on mean the same for every medium. */
    if ((cdb->media_type & 0x0F) != MMC_DISC_STRUCTURE_MEDIA_DVD &&
        cdb->format < MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (cdb->layer != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (cdb->format == MMC_DISC_STRUCTURE_FORMAT_LIST) {
        reply_list(request, allocation);
        return DRIVE_CONDITION_GOOD;
    }
    for (size_t i = 0; i < STRUCTURE_COUNT; i++) {
        if (structures[i].format != cdb->format)
            continue;
        structures[i].write(drive, data);
        reply_structure(request, allocation, data, structures[i].size);
        return DRIVE_CONDITION_GOOD;
    }
    return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
}
