/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ and SEND DISC STRUCTURE (MMC-6 6.22, 6.34): what lead-in, pre-groove and drive tell. */
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

#define SECTOR_MASK 0xFFFFFFu
#define MEDIA_MASK  0x0F

/* ECMA-359, land pre-pit fields: an ID and six bytes each, and a reserved one. */
#define LEAD_IN_SIZE       56
#define LEAD_IN_FIELD_SIZE 8
#define LEAD_IN_FIELD_1    0x01
#define LEAD_IN_FIELD_3    0x03
#define LEAD_IN_FIELD_4    0x04

#define BD_INFORMATION_SIZE 112
#define BD_LAYER_TYPE       0x02 /* recordable */

#define LAYER_CAPACITY_IS_SET 0x80

/** Format 20h: layer boundary of DVD+R DL, layer capacity of DVD-R DL (MMC-6 6.22.3.2.19). */
struct layer_capacity_wire {
    uint8_t status;
    uint8_t reserved[3];
    be32 layer_0_blocks;
};
WIRE_SIZE(struct layer_capacity_wire, 8);

/** Format 0Ah: spare area information (MMC-6 6.22.3.3.5). */
struct spare_area_wire {
    uint8_t reserved[4];
    be32 unused_blocks;
    be32 blocks;
};
WIRE_SIZE(struct spare_area_wire, 12);

/* ECMA-337 and ECMA-349, physical format information in ADIP: whose disc it is. */
#define ADIP_MANUFACTURER 19
#define ADIP_TYPE_ID      27

/* Fills the data behind the header, `size` bytes of zeros before. */
typedef void structure_writer(const struct virtual_drive *drive, uint8_t *out);

/* Whether the medium has the structure. */
typedef bool structure_condition(const struct virtual_drive *drive);

struct structure_row {
    uint8_t format; /* enum mmc_disc_structure_format */
    uint8_t media;  /* enum mmc_disc_structure_media */
    bool is_sendable;
    uint16_t size;
    structure_writer *write;
    structure_condition *exists;
};

static bool is_bd(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_BD;
}

static bool is_dvd(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_DVD ||
           drive->medium->family == MEDIUM_FAMILY_HD_DVD;
}

static bool is_plus(const struct virtual_drive *drive)
{
    return drive->medium->book_type >= MMC_BOOK_TYPE_DVD_PLUS_RW &&
           drive->medium->family == MEDIUM_FAMILY_DVD;
}

static bool is_minus(const struct virtual_drive *drive)
{
    return (drive->medium->book_type == MMC_BOOK_TYPE_DVD_R ||
            drive->medium->book_type == MMC_BOOK_TYPE_DVD_RW) &&
           drive->medium->family == MEDIUM_FAMILY_DVD;
}

static bool is_ram(const struct virtual_drive *drive)
{
    return drive->medium == &medium_dvd_ram;
}

static bool has_two_layers(const struct virtual_drive *drive)
{
    return is_dvd(drive) && drive->medium->sequential != NULL &&
           disc_state_traits(drive_disc(drive))->layers > 1;
}

static bool has_spares(const struct virtual_drive *drive)
{
    return is_bd(drive) && (drive->medium->overwritable != NULL ||
                            drive_disc(drive)->recording == DISC_RECORDING_PSEUDO_OVERWRITE);
}

static bool exists_on_any(const struct virtual_drive *drive)
{
    (void)drive;
    return true;
}

/* User blocks of the first layer. */
static uint32_t layer_blocks(const struct disc_state *disc)
{
    if (disc_state_traits(disc)->layers < 2)
        return disc->capacity_blocks;
    return disc->layer_blocks > 0 ? disc->layer_blocks : disc->capacity_blocks / 2;
}

static void write_physical(const struct virtual_drive *drive, uint8_t *out)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint32_t layers = disc_state_traits(disc)->layers;
    const uint32_t last = MMC_PHYSICAL_FORMAT_FIRST_SECTOR + disc->capacity_blocks - 1;
    struct mmc_physical_format_wire physical = {
        .book = (uint8_t)(drive->medium->book_type << 4 | PART_VERSION),
        .size = DISC_SIZE_120_MM | MAXIMUM_RATE_NOT_GIVEN,
        .layers = (uint8_t)drive->medium->layer_type,
        .first_sector = be24_of(MMC_PHYSICAL_FORMAT_FIRST_SECTOR),
        .last_sector = be24_of(last & SECTOR_MASK),
    };

    if (layers > 1) {
        physical.layers |= (uint8_t)(MMC_PHYSICAL_FORMAT_LAYER_BITS_OPPOSITE_TRACK_PATH |
                                     (layers - 1) << MMC_PHYSICAL_FORMAT_LAYER_BITS_COUNT_SHIFT);
        /* On the second layer sectors count backwards: the complement of those below. */
        physical.last_sector = be24_of(SECTOR_MASK - MMC_PHYSICAL_FORMAT_FIRST_SECTOR);
        physical.last_sector_of_layer_0 =
            be24_of(MMC_PHYSICAL_FORMAT_FIRST_SECTOR + layer_blocks(disc) - 1);
    }
    memcpy(out, &physical, sizeof(physical));
}

static void write_adip(const struct virtual_drive *drive, uint8_t *out)
{
    write_physical(drive, out);
    memcpy(out + ADIP_MANUFACTURER, drive->medium->manufacturer, 8);
    memcpy(out + ADIP_TYPE_ID, drive->medium->type_id, 3);
}

/* The fields of the pre-recorded lead-in that say who made the disc (ECMA-359 27.3). */
static void write_pre_recorded(const struct virtual_drive *drive, uint8_t *out)
{
    out[0] = LEAD_IN_FIELD_1;
    out[LEAD_IN_FIELD_SIZE * 2] = LEAD_IN_FIELD_3;
    memcpy(out + LEAD_IN_FIELD_SIZE * 2 + 1, drive->medium->manufacturer, 6);
    out[LEAD_IN_FIELD_SIZE * 3] = LEAD_IN_FIELD_4;
    memcpy(out + LEAD_IN_FIELD_SIZE * 3 + 1, drive->medium->type_id, 3);
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

static void write_layer_capacity(const struct virtual_drive *drive, uint8_t *out)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct layer_capacity_wire layer = {
        .status = disc->layer_blocks > 0 ? LAYER_CAPACITY_IS_SET : 0,
        .layer_0_blocks = be32_of(layer_blocks(disc)),
    };

    memcpy(out, &layer, sizeof(layer));
}

/* Disc information of one layer (BD part 1); class and version, layers, channel bit length. */
static void write_bd_information(const struct virtual_drive *drive, uint8_t *out)
{
    const struct disc_state *disc = drive_disc(drive);
    const unsigned layers = disc_state_traits(disc)->layers;
    const bool is_rom = disc->recording == DISC_RECORDING_READ_ONLY;
    const char *kind = is_rom ? "BDO" : drive->medium->overwritable != NULL ? "BDW" : "BDR";

    for (unsigned layer = 0; layer < layers && !is_rom; layer++) {
        uint8_t *unit = out + layer * BD_INFORMATION_SIZE;

        memcpy(unit, "DI", 2);
        unit[2] = 1; /* format */
        unit[4] = (uint8_t)layers;
        unit[5] = (uint8_t)layer;
        memcpy(unit + 8, kind, 3);
        unit[11] = 0x11; /* class 1, version 1 */
        unit[12] = (uint8_t)(layers << 4 | BD_LAYER_TYPE);
        unit[13] = 0x01; /* channel bit length for 25 GB */
        memcpy(unit + 100, drive->medium->manufacturer, 6);
        memcpy(unit + 106, drive->medium->type_id, 3);
    }
}

static void write_bd_spares(const struct virtual_drive *drive, uint8_t *out)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint32_t spare = drive->medium->overwritable != NULL
                               ? disc->capacity_blocks - drive->medium->capacity_blocks(drive)
                               : disc->spare_blocks;
    const struct spare_area_wire information = {
        .unused_blocks = be32_of(spare),
        .blocks = be32_of(spare),
    };

    memcpy(out, &information, sizeof(information));
}

/* Neither a copy protection system nor regions, and nothing that the manufacturer said. */
static void write_zeros(const struct virtual_drive *drive, uint8_t *out)
{
    (void)drive;
    (void)out;
}

#define DVD MMC_DISC_STRUCTURE_MEDIA_DVD
#define BD  MMC_DISC_STRUCTURE_MEDIA_BD
#define ANY 0xFF

static const struct structure_row structures[] = {
    { MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, DVD, false, PHYSICAL_SIZE, write_physical, is_dvd },
    { MMC_DISC_STRUCTURE_FORMAT_PHYSICAL, BD, false, BD_INFORMATION_SIZE * 2, write_bd_information,
      is_bd },
    { MMC_DISC_STRUCTURE_FORMAT_COPYRIGHT, DVD, false, COPYRIGHT_SIZE, write_zeros, is_dvd },
    { MMC_DISC_STRUCTURE_FORMAT_MANUFACTURING, DVD, false, MANUFACTURING_SIZE, write_zeros,
      is_dvd },
    { MMC_DISC_STRUCTURE_FORMAT_CARTRIDGE, DVD, false, 4, write_zeros, is_ram },
    { MMC_DISC_STRUCTURE_FORMAT_CARTRIDGE, BD, false, 4, write_zeros, is_bd },
    { MMC_DISC_STRUCTURE_FORMAT_SPARE_AREA, BD, false, sizeof(struct spare_area_wire),
      write_bd_spares, has_spares },
    { MMC_DISC_STRUCTURE_FORMAT_PRE_RECORDED, DVD, false, LEAD_IN_SIZE, write_pre_recorded,
      is_minus },
    { MMC_DISC_STRUCTURE_FORMAT_RECORDED_PHYSICAL, DVD, false, PHYSICAL_SIZE, write_physical,
      is_minus },
    { MMC_DISC_STRUCTURE_FORMAT_ADIP, DVD, false, ADIP_SIZE, write_adip, is_plus },
    { MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY, DVD, true, sizeof(struct layer_capacity_wire),
      write_layer_capacity, has_two_layers },
    { MMC_DISC_STRUCTURE_FORMAT_WRITE_PROTECTION, ANY, false,
      sizeof(struct mmc_write_protection_wire), write_protection, exists_on_any },
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

static bool applies(const struct virtual_drive *drive, const struct structure_row *row,
                    uint8_t media)
{
    return (row->media == ANY || row->media == media) && row->exists(drive);
}

static void reply_list(const struct virtual_drive *drive, struct drive_request *request,
                       uint8_t media, uint16_t allocation)
{
    struct mmc_disc_structure_entry_wire list[STRUCTURE_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < STRUCTURE_COUNT; i++) {
        if (!applies(drive, &structures[i], media))
            continue;
        list[count++] = (struct mmc_disc_structure_entry_wire){
            .format = structures[i].format,
            .flags =
                (uint8_t)(MMC_DISC_STRUCTURE_ENTRY_BITS_READABLE |
                          (structures[i].is_sendable ? MMC_DISC_STRUCTURE_ENTRY_BITS_SENDABLE : 0)),
            .length = be16_of(
                (uint16_t)(sizeof(struct mmc_disc_structure_header_wire) + structures[i].size)),
        };
    }
    reply_structure(request, allocation, list, count * sizeof(list[0]));
}

enum drive_condition drive_read_disc_structure(struct virtual_drive *drive,
                                               struct drive_request *request)
{
    const struct mmc_cdb_read_disc_structure *cdb = (const void *)request->cdb;
    const uint16_t allocation = be16_get(cdb->allocation_length);
    const uint8_t media = cdb->media_type & MEDIA_MASK;
    uint8_t data[PHYSICAL_SIZE] = { 0 };

    if (cdb->layer >= disc_state_traits(drive_disc(drive))->layers)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (cdb->format == MMC_DISC_STRUCTURE_FORMAT_LIST) {
        reply_list(drive, request, media, allocation);
        return DRIVE_CONDITION_GOOD;
    }
    for (size_t i = 0; i < STRUCTURE_COUNT; i++) {
        if (structures[i].format != cdb->format || !applies(drive, &structures[i], media))
            continue;
        structures[i].write(drive, data);
        reply_structure(request, allocation, data, structures[i].size);
        return DRIVE_CONDITION_GOOD;
    }
    return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
}

/* Where the layers meet, once and before anything is recorded; both are as long then. */
static enum drive_condition set_layer(struct virtual_drive *drive, uint32_t blocks)
{
    const struct disc_state *disc = drive_disc(drive);

    if (disc->layer_blocks > 0 || disc->track_count != 1 ||
        disc->tracks[0].state != DISC_TRACK_OPEN || disc->tracks[0].recorded > 0)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (blocks == 0 || blocks % drive_unit_blocks(drive) != 0 || blocks > disc->capacity_blocks / 2)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    return drive_condition_of_write(disc_image_set_layer(drive->image, blocks));
}

enum drive_condition drive_set_disc_structure(struct virtual_drive *drive,
                                              struct drive_request *request)
{
    const struct mmc_cdb_send_disc_structure *cdb = (const void *)request->cdb;
    const uint16_t length = be16_get(cdb->length);
    const struct layer_capacity_wire *layer =
        (const void *)(request->data + sizeof(struct mmc_disc_structure_header_wire));

    if (cdb->format != MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY || !has_two_layers(drive) ||
        (cdb->media_type & MEDIA_MASK) != MMC_DISC_STRUCTURE_MEDIA_DVD)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (length > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (length != sizeof(struct mmc_disc_structure_header_wire) + sizeof(*layer))
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    request->transferred = length;
    return set_layer(drive, be32_get(layer->layer_0_blocks));
}
