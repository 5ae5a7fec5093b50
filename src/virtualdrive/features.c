/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the drive can do, and what it can do now: GET CONFIGURATION (MMC-6 5.3, 6.5). */
#include "mmc/features.h"

#include "mmc/cdb.h"
#include "virtualdrive/commands.h"

#include <string.h>

#define FEATURE_DATA_MAXIMUM  64
#define CONFIGURATION_MAXIMUM 512

typedef bool feature_condition(const struct virtual_drive *drive);

/* Writes what follows the header of the feature; gives its size, a multiple of 4. */
typedef size_t feature_writer(const struct virtual_drive *drive, uint8_t *out);

struct feature_row {
    enum mmc_feature code;
    uint8_t version;
    feature_condition *is_current; /* NULL: always, persistently */
    feature_writer *write;         /* NULL: nothing follows */
};

static bool has_medium(const struct virtual_drive *drive)
{
    return drive->image != NULL;
}

static bool has_dvd_plus_r(const struct virtual_drive *drive)
{
    return drive->medium == &medium_dvd_plus_r;
}

static bool has_dvd_plus_rw(const struct virtual_drive *drive)
{
    return drive->medium == &medium_dvd_plus_rw;
}

static bool has_random_writable(const struct virtual_drive *drive)
{
    return has_dvd_plus_rw(drive) && drive_disc(drive)->format != DISC_FORMAT_NONE;
}

static size_t write_profiles(const struct virtual_drive *drive, uint8_t *out)
{
    const struct medium_ops *const media[] = { &medium_dvd_plus_r, &medium_dvd_plus_rw };
    struct mmc_profile_descriptor_wire list[2] = { 0 };

    for (size_t i = 0; i < 2; i++) {
        list[i].profile = be16_of((uint16_t)media[i]->profile);
        if (drive->medium == media[i])
            list[i].flags = MMC_PROFILE_DESCRIPTOR_BITS_CURRENT;
    }
    memcpy(out, list, sizeof(list));
    return sizeof(list);
}

static size_t write_core(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_core_wire core = {
        .physical_interface = be32_of(MMC_PHYSICAL_INTERFACE_SERIAL_ATAPI),
        .flags = MMC_FEATURE_CORE_BITS_DBE | MMC_FEATURE_CORE_BITS_INQ2,
    };

    (void)drive;
    memcpy(out, &core, sizeof(core));
    return sizeof(core);
}

static size_t write_morphing(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_morphing_wire morphing = {
        .flags = MMC_FEATURE_MORPHING_BITS_OCEVENT,
    };

    (void)drive;
    memcpy(out, &morphing, sizeof(morphing));
    return sizeof(morphing);
}

static size_t write_removable_medium(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_removable_medium_wire removable = {
        .flags = MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOCK | MMC_FEATURE_REMOVABLE_MEDIUM_BITS_EJECT |
                 MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOAD |
                 MMC_LOADING_MECHANISM_TRAY << MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_SHIFT,
    };

    (void)drive;
    memcpy(out, &removable, sizeof(removable));
    return sizeof(removable);
}

static size_t write_write_protect(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_write_protect_wire protect = {
        .flags = MMC_FEATURE_WRITE_PROTECT_BITS_SSWPP,
    };

    (void)drive;
    memcpy(out, &protect, sizeof(protect));
    return sizeof(protect);
}

static size_t write_random_readable(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_random_readable_wire readable = {
        .logical_block_size = be32_of(DISC_BLOCK_SIZE),
        .blocking = be16_of(MEDIUM_BLOCKS_PER_UNIT),
        .flags = MMC_FEATURE_PAGE_PRESENT_BITS_PP,
    };

    (void)drive;
    memcpy(out, &readable, sizeof(readable));
    return sizeof(readable);
}

static size_t write_dvd_read(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_dvd_read_wire read = { .flags = MMC_FEATURE_DVD_READ_BITS_MULTI110 };

    (void)drive;
    memcpy(out, &read, sizeof(read));
    return sizeof(read);
}

static size_t write_random_writable(const struct virtual_drive *drive, uint8_t *out)
{
    const uint32_t blocks = has_random_writable(drive) ? drive_disc(drive)->capacity_blocks : 0;
    const struct mmc_feature_random_writable_wire writable = {
        .last_lba = be32_of(blocks > 0 ? blocks - 1 : 0),
        .logical_block_size = be32_of(DISC_BLOCK_SIZE),
        .blocking = be16_of(MEDIUM_BLOCKS_PER_UNIT),
        .flags = MMC_FEATURE_PAGE_PRESENT_BITS_PP,
    };

    memcpy(out, &writable, sizeof(writable));
    return sizeof(writable);
}

static size_t write_formattable(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_formattable_wire formattable = { 0 };

    (void)drive;
    memcpy(out, &formattable, sizeof(formattable));
    return sizeof(formattable);
}

static size_t write_dvd_plus_rw(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_dvd_plus_rw_wire plus = { .flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE };

    (void)drive;
    memcpy(out, &plus, sizeof(plus));
    return sizeof(plus);
}

static size_t write_dvd_plus_r(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_dvd_plus_r_wire plus = { .flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE };

    (void)drive;
    memcpy(out, &plus, sizeof(plus));
    return sizeof(plus);
}

static size_t write_timeout(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_timeout_wire timeout = { 0 };

    (void)drive;
    memcpy(out, &timeout, sizeof(timeout));
    return sizeof(timeout);
}

static size_t write_real_time_streaming(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_real_time_streaming_wire streaming = {
        .flags =
            MMC_FEATURE_REAL_TIME_STREAMING_BITS_SW | MMC_FEATURE_REAL_TIME_STREAMING_BITS_WSPD |
            MMC_FEATURE_REAL_TIME_STREAMING_BITS_MP2A | MMC_FEATURE_REAL_TIME_STREAMING_BITS_SCS |
            MMC_FEATURE_REAL_TIME_STREAMING_BITS_RBCB,
    };

    (void)drive;
    memcpy(out, &streaming, sizeof(streaming));
    return sizeof(streaming);
}

static size_t write_serial_number(const struct virtual_drive *drive, uint8_t *out)
{
    const size_t length = strlen(drive->settings.serial_number);
    const size_t padded = (length + 3) / 4 * 4;

    memset(out, ' ', padded);
    memcpy(out, drive->settings.serial_number, length);
    return padded;
}

/* Ascending, as MMC-6 6.5.2 wants them. */
static const struct feature_row features[] = {
    { MMC_FEATURE_PROFILE_LIST, 0, NULL, write_profiles },
    { MMC_FEATURE_CORE, 2, NULL, write_core },
    { MMC_FEATURE_MORPHING, 1, NULL, write_morphing },
    { MMC_FEATURE_REMOVABLE_MEDIUM, 2, NULL, write_removable_medium },
    { MMC_FEATURE_WRITE_PROTECT, 2, has_medium, write_write_protect },
    { MMC_FEATURE_RANDOM_READABLE, 0, has_medium, write_random_readable },
    { MMC_FEATURE_DVD_READ, 1, has_medium, write_dvd_read },
    { MMC_FEATURE_RANDOM_WRITABLE, 1, has_random_writable, write_random_writable },
    { MMC_FEATURE_FORMATTABLE, 1, has_dvd_plus_rw, write_formattable },
    { MMC_FEATURE_DVD_PLUS_RW, 1, has_dvd_plus_rw, write_dvd_plus_rw },
    { MMC_FEATURE_DVD_PLUS_R, 0, has_dvd_plus_r, write_dvd_plus_r },
    { MMC_FEATURE_POWER_MANAGEMENT, 0, NULL, NULL },
    { MMC_FEATURE_TIMEOUT, 1, NULL, write_timeout },
    { MMC_FEATURE_REAL_TIME_STREAMING, 4, has_medium, write_real_time_streaming },
    { MMC_FEATURE_DRIVE_SERIAL_NUMBER, 0, NULL, write_serial_number },
};

static bool is_current(const struct virtual_drive *drive, const struct feature_row *row)
{
    return row->is_current == NULL || row->is_current(drive);
}

static bool is_wanted(const struct virtual_drive *drive, const struct feature_row *row,
                      unsigned request, uint16_t starting_feature)
{
    switch (request) {
    case MMC_CONFIGURATION_REQUEST_ALL:
        return row->code >= starting_feature;
    case MMC_CONFIGURATION_REQUEST_CURRENT:
        return row->code >= starting_feature && is_current(drive, row);
    default:
        return row->code == starting_feature;
    }
}

static size_t write_feature(const struct virtual_drive *drive, const struct feature_row *row,
                            uint8_t *out)
{
    uint8_t data[FEATURE_DATA_MAXIMUM];
    const size_t size = row->write != NULL ? row->write(drive, data) : 0;
    struct mmc_feature_header_wire header = {
        .code = be16_of((uint16_t)row->code),
        .flags = (uint8_t)(row->version << MMC_FEATURE_HEADER_BITS_VERSION_SHIFT),
        .additional_length = (uint8_t)size,
    };

    if (row->is_current == NULL)
        header.flags |= MMC_FEATURE_HEADER_BITS_PERSISTENT;
    if (is_current(drive, row))
        header.flags |= MMC_FEATURE_HEADER_BITS_CURRENT;
    memcpy(out, &header, sizeof(header));
    memcpy(out + sizeof(header), data, size);
    return sizeof(header) + size;
}

enum drive_condition drive_get_configuration(struct virtual_drive *drive,
                                             struct drive_request *request)
{
    const struct mmc_cdb_get_configuration *cdb = (const void *)request->cdb;
    const unsigned type = cdb->request_type & 0x03;
    const uint16_t starting_feature = be16_get(cdb->starting_feature);
    uint8_t out[CONFIGURATION_MAXIMUM];
    struct mmc_configuration_header_wire header = { 0 };
    size_t size = sizeof(header);

    if (type > MMC_CONFIGURATION_REQUEST_ONE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++) {
        if (is_wanted(drive, &features[i], type, starting_feature))
            size += write_feature(drive, &features[i], out + size);
    }
    header.data_length = be32_of((uint32_t)(size - sizeof(header.data_length)));
    if (drive->medium != NULL)
        header.current_profile = be16_of((uint16_t)drive->medium->profile);
    memcpy(out, &header, sizeof(header));
    drive_reply(request, be16_get(cdb->allocation_length), out, size);
    return DRIVE_CONDITION_GOOD;
}
