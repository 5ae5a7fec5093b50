/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the drive can do, and what it can do now: GET CONFIGURATION (MMC-6 5.3, 6.5). */
#include "mmc/features.h"

#include "mmc/cdb.h"
#include "virtualdrive/commands.h"

#include <string.h>

#define FEATURE_DATA_MAXIMUM  128
#define CONFIGURATION_MAXIMUM 1024

#define DVD_UNIT_BLOCKS 16

/* Data block types of feature 0021h and 002Dh: mode 1, mode 2 form 1 with 2048 bytes. */
#define DATA_BLOCK_TYPES                                                                           \
    (1u << MMC_DATA_BLOCK_TYPE_MODE_1 | 1u << MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1)

/* Media of 1x to 4x, 4x to 10x, 8x to 24x and faster. */
#define CD_RW_SUBTYPES 0x0F

/* Versions 1 and 2 of a class. */
#define BD_VERSIONS 0x0006

/* A cue sheet of 99 tracks with two lines each, lead-in and lead-out. */
#define CUE_SHEET_MAXIMUM ((2 * 99 + 2) * 8)

/* When a feature is current. */
enum feature_currency {
    FEATURE_CURRENCY_ALWAYS,   /* and persistent */
    FEATURE_CURRENCY_MEDIUM,   /* with any medium */
    FEATURE_CURRENCY_LISTED,   /* with media that list it */
    FEATURE_CURRENCY_WRITABLE, /* with media that list it, while they can be recorded */
};

/* Writes what follows the header of the feature; gives its size, a multiple of 4. */
typedef size_t feature_writer(const struct virtual_drive *drive, uint8_t *out);

struct feature_row {
    enum mmc_feature code;
    uint8_t version;
    enum feature_currency currency;
    feature_writer *write; /* NULL: nothing follows */
};

/* The order of MMC-6 5.4, and of preference: the best first. */
static const enum mmc_profile profiles[] = {
    MMC_PROFILE_BD_RE,
    MMC_PROFILE_BD_R_SRM,
    MMC_PROFILE_BD_ROM,
    MMC_PROFILE_HD_DVD_RAM,
    MMC_PROFILE_HD_DVD_R,
    MMC_PROFILE_HD_DVD_ROM,
    MMC_PROFILE_DVD_PLUS_R_DL,
    MMC_PROFILE_DVD_PLUS_RW_DL,
    MMC_PROFILE_DVD_PLUS_R,
    MMC_PROFILE_DVD_PLUS_RW,
    MMC_PROFILE_DVD_R_DL_LAYER_JUMP,
    MMC_PROFILE_DVD_R_DL_SEQUENTIAL,
    MMC_PROFILE_DVD_RW_SEQUENTIAL,
    MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE,
    MMC_PROFILE_DVD_RAM,
    MMC_PROFILE_DVD_R_SEQUENTIAL,
    MMC_PROFILE_DVD_ROM,
    MMC_PROFILE_CD_RW,
    MMC_PROFILE_CD_R,
    MMC_PROFILE_CD_ROM,
};

#define PROFILE_COUNT (sizeof(profiles) / sizeof(profiles[0]))

static_assert(PROFILE_COUNT * sizeof(struct mmc_profile_descriptor_wire) <= FEATURE_DATA_MAXIMUM,
              "the profile list must fit");

static size_t write_profiles(const struct virtual_drive *drive, uint8_t *out)
{
    struct mmc_profile_descriptor_wire list[PROFILE_COUNT] = { 0 };

    for (size_t i = 0; i < PROFILE_COUNT; i++) {
        list[i].profile = be16_of((uint16_t)profiles[i]);
        if (drive->medium != NULL && drive->medium->profile == profiles[i])
            list[i].flags = MMC_PROFILE_DESCRIPTOR_BITS_CURRENT;
    }
    memcpy(out, list, sizeof(list));
    return sizeof(list);
}

/* Blocks of the unit the loaded medium is recorded in; of a DVD while there is none. */
static uint16_t blocking_of(const struct virtual_drive *drive)
{
    return drive->image != NULL ? (uint16_t)drive_unit_blocks(drive) : DVD_UNIT_BLOCKS;
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
        .blocking = be16_of(blocking_of(drive)),
        .flags = MMC_FEATURE_PAGE_PRESENT_BITS_PP,
    };

    memcpy(out, &readable, sizeof(readable));
    return sizeof(readable);
}

static size_t write_cd_read(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_cd_read_wire read = { 0 };

    (void)drive;
    memcpy(out, &read, sizeof(read));
    return sizeof(read);
}

static size_t write_dvd_read(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_dvd_read_wire read = {
        .flags = MMC_FEATURE_DVD_READ_BITS_MULTI110,
        .dual = MMC_FEATURE_DVD_READ_DUAL_BITS_R | MMC_FEATURE_DVD_READ_DUAL_BITS_RW,
    };

    (void)drive;
    memcpy(out, &read, sizeof(read));
    return sizeof(read);
}

static size_t write_random_writable(const struct virtual_drive *drive, uint8_t *out)
{
    const uint32_t blocks = drive->medium != NULL && drive->medium->overwritable != NULL
                                ? drive->medium->capacity_blocks(drive)
                                : 0;
    const struct mmc_feature_random_writable_wire writable = {
        .last_lba = be32_of(blocks > 0 ? blocks - 1 : 0),
        .logical_block_size = be32_of(DISC_BLOCK_SIZE),
        .blocking = be16_of(blocking_of(drive)),
        .flags = MMC_FEATURE_PAGE_PRESENT_BITS_PP,
    };

    memcpy(out, &writable, sizeof(writable));
    return sizeof(writable);
}

static size_t write_incremental_streaming(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_incremental_streaming_wire incremental = {
        .data_block_types = be16_of(DATA_BLOCK_TYPES),
        .flags = MMC_FEATURE_INCREMENTAL_STREAMING_BITS_BUF,
        .link_size_count = 1,
    };

    (void)drive;
    memset(out, 0, sizeof(incremental) + 4);
    memcpy(out, &incremental, sizeof(incremental));
    out[sizeof(incremental)] = DVD_UNIT_BLOCKS;
    return sizeof(incremental) + 4;
}

static size_t write_formattable(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_formattable_wire formattable = {
        .bd_re =
            MMC_FEATURE_FORMATTABLE_BD_RE_BITS_EXPAND | MMC_FEATURE_FORMATTABLE_BD_RE_BITS_RENOSA,
    };

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

static size_t write_defect_management(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_defect_management_wire management = {
        .flags = MMC_FEATURE_DEFECT_MANAGEMENT_BITS_SSA,
    };

    (void)drive;
    memcpy(out, &management, sizeof(management));
    return sizeof(management);
}

static size_t write_rigid_restricted_overwrite(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_rigid_restricted_overwrite_wire rigid = {
        .flags = MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_BLANK |
                 MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_INTERMEDIATE,
    };

    (void)drive;
    memcpy(out, &rigid, sizeof(rigid));
    return sizeof(rigid);
}

static size_t write_cd_track_at_once(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_cd_track_at_once_wire at_once = {
        .flags = MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_CD_RW |
                 MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_TEST_WRITE |
                 MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_BUF,
        .data_types = be16_of(DATA_BLOCK_TYPES),
    };

    (void)drive;
    memcpy(out, &at_once, sizeof(at_once));
    return sizeof(at_once);
}

static size_t write_cd_mastering(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_cd_mastering_wire mastering = {
        .flags = MMC_FEATURE_CD_MASTERING_BITS_CD_RW | MMC_FEATURE_CD_MASTERING_BITS_TEST_WRITE |
                 MMC_FEATURE_CD_MASTERING_BITS_SAO | MMC_FEATURE_CD_MASTERING_BITS_BUF,
        .maximum_cue_sheet_length = be24_of(CUE_SHEET_MAXIMUM),
    };

    (void)drive;
    memcpy(out, &mastering, sizeof(mastering));
    return sizeof(mastering);
}

static size_t write_dvd_r_rw_write(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_dvd_r_rw_write_wire write = {
        .flags = MMC_FEATURE_DVD_R_RW_WRITE_BITS_DVD_RW |
                 MMC_FEATURE_DVD_R_RW_WRITE_BITS_TEST_WRITE | MMC_FEATURE_DVD_R_RW_WRITE_BITS_R_DL |
                 MMC_FEATURE_DVD_R_RW_WRITE_BITS_BUF,
    };

    (void)drive;
    memcpy(out, &write, sizeof(write));
    return sizeof(write);
}

static size_t write_layer_jump(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_layer_jump_wire jump = { .link_size_count = 1 };

    (void)drive;
    memset(out, 0, sizeof(jump) + 4);
    memcpy(out, &jump, sizeof(jump));
    out[sizeof(jump)] = DVD_UNIT_BLOCKS;
    return sizeof(jump) + 4;
}

static size_t write_cd_rw_media(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_cd_rw_media_wire media = { .subtypes = CD_RW_SUBTYPES };

    (void)drive;
    memcpy(out, &media, sizeof(media));
    return sizeof(media);
}

static size_t write_pseudo_overwrite(const struct virtual_drive *drive, uint8_t *out)
{
    (void)drive;
    memset(out, 0, 4);
    return 4;
}

static size_t write_bd_read(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_bd_read_wire read = {
        .bd_re = { { { 0, 0 } }, be16_of(BD_VERSIONS), be16_of(BD_VERSIONS), { { 0, 0 } } },
        .bd_r = { { { 0, 0 } }, be16_of(BD_VERSIONS), be16_of(BD_VERSIONS), { { 0, 0 } } },
        .bd_rom = { { { 0, 0 } }, be16_of(BD_VERSIONS), { { 0, 0 } }, { { 0, 0 } } },
    };

    (void)drive;
    memcpy(out, &read, sizeof(read));
    return sizeof(read);
}

static size_t write_bd_write(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_bd_write_wire write = {
        .bd_re = { { { 0, 0 } }, be16_of(BD_VERSIONS), be16_of(BD_VERSIONS), { { 0, 0 } } },
        .bd_r = { { { 0, 0 } }, be16_of(BD_VERSIONS), be16_of(BD_VERSIONS), { { 0, 0 } } },
    };

    (void)drive;
    memcpy(out, &write, sizeof(write));
    return sizeof(write);
}

static size_t write_hd_dvd(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_feature_hd_dvd_wire hd_dvd = { .r = MMC_FEATURE_HD_DVD_BITS_SUPPORTED,
                                                    .ram = MMC_FEATURE_HD_DVD_BITS_SUPPORTED };

    (void)drive;
    memcpy(out, &hd_dvd, sizeof(hd_dvd));
    return sizeof(hd_dvd);
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
    { MMC_FEATURE_PROFILE_LIST, 0, FEATURE_CURRENCY_ALWAYS, write_profiles },
    { MMC_FEATURE_CORE, 2, FEATURE_CURRENCY_ALWAYS, write_core },
    { MMC_FEATURE_MORPHING, 1, FEATURE_CURRENCY_ALWAYS, write_morphing },
    { MMC_FEATURE_REMOVABLE_MEDIUM, 2, FEATURE_CURRENCY_ALWAYS, write_removable_medium },
    { MMC_FEATURE_WRITE_PROTECT, 2, FEATURE_CURRENCY_MEDIUM, write_write_protect },
    { MMC_FEATURE_RANDOM_READABLE, 0, FEATURE_CURRENCY_MEDIUM, write_random_readable },
    { MMC_FEATURE_MULTI_READ, 0, FEATURE_CURRENCY_LISTED, NULL },
    { MMC_FEATURE_CD_READ, 2, FEATURE_CURRENCY_LISTED, write_cd_read },
    { MMC_FEATURE_DVD_READ, 1, FEATURE_CURRENCY_LISTED, write_dvd_read },
    { MMC_FEATURE_RANDOM_WRITABLE, 1, FEATURE_CURRENCY_WRITABLE, write_random_writable },
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 3, FEATURE_CURRENCY_WRITABLE,
      write_incremental_streaming },
    { MMC_FEATURE_FORMATTABLE, 1, FEATURE_CURRENCY_LISTED, write_formattable },
    { MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT, 0, FEATURE_CURRENCY_LISTED, write_defect_management },
    { MMC_FEATURE_WRITE_ONCE, 0, FEATURE_CURRENCY_WRITABLE, write_random_readable },
    { MMC_FEATURE_RESTRICTED_OVERWRITE, 0, FEATURE_CURRENCY_WRITABLE, NULL },
    { MMC_FEATURE_DVD_PLUS_RW, 1, FEATURE_CURRENCY_LISTED, write_dvd_plus_rw },
    { MMC_FEATURE_DVD_PLUS_R, 0, FEATURE_CURRENCY_LISTED, write_dvd_plus_r },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 1, FEATURE_CURRENCY_LISTED,
      write_rigid_restricted_overwrite },
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 2, FEATURE_CURRENCY_WRITABLE, write_cd_track_at_once },
    { MMC_FEATURE_CD_MASTERING, 2, FEATURE_CURRENCY_WRITABLE, write_cd_mastering },
    { MMC_FEATURE_DVD_R_RW_WRITE, 2, FEATURE_CURRENCY_WRITABLE, write_dvd_r_rw_write },
    { MMC_FEATURE_LAYER_JUMP_RECORDING, 0, FEATURE_CURRENCY_WRITABLE, write_layer_jump },
    { MMC_FEATURE_CD_RW_MEDIA_WRITE_SUPPORT, 0, FEATURE_CURRENCY_LISTED, write_cd_rw_media },
    { MMC_FEATURE_BD_R_PSEUDO_OVERWRITE, 0, FEATURE_CURRENCY_WRITABLE, write_pseudo_overwrite },
    { MMC_FEATURE_DVD_PLUS_RW_DL, 0, FEATURE_CURRENCY_LISTED, write_dvd_plus_rw },
    { MMC_FEATURE_DVD_PLUS_R_DL, 0, FEATURE_CURRENCY_LISTED, write_dvd_plus_r },
    { MMC_FEATURE_BD_READ, 0, FEATURE_CURRENCY_LISTED, write_bd_read },
    { MMC_FEATURE_BD_WRITE, 0, FEATURE_CURRENCY_WRITABLE, write_bd_write },
    { MMC_FEATURE_HD_DVD_READ, 0, FEATURE_CURRENCY_LISTED, write_hd_dvd },
    { MMC_FEATURE_HD_DVD_WRITE, 0, FEATURE_CURRENCY_WRITABLE, write_hd_dvd },
    { MMC_FEATURE_POWER_MANAGEMENT, 0, FEATURE_CURRENCY_ALWAYS, NULL },
    { MMC_FEATURE_TIMEOUT, 1, FEATURE_CURRENCY_ALWAYS, write_timeout },
    { MMC_FEATURE_REAL_TIME_STREAMING, 4, FEATURE_CURRENCY_MEDIUM, write_real_time_streaming },
    { MMC_FEATURE_DRIVE_SERIAL_NUMBER, 0, FEATURE_CURRENCY_ALWAYS, write_serial_number },
};

static bool is_listed(const struct virtual_drive *drive, enum mmc_feature feature)
{
    const struct medium_ops *medium = drive->medium;

    for (size_t i = 0; medium != NULL && i < medium->feature_count; i++) {
        if (medium->features[i] == feature)
            return medium->is_feature_current == NULL || medium->is_feature_current(drive, feature);
    }
    return false;
}

static bool is_current(const struct virtual_drive *drive, const struct feature_row *row)
{
    switch (row->currency) {
    case FEATURE_CURRENCY_ALWAYS:
        return true;
    case FEATURE_CURRENCY_MEDIUM:
        return drive->image != NULL;
    case FEATURE_CURRENCY_LISTED:
        return is_listed(drive, row->code);
    case FEATURE_CURRENCY_WRITABLE:
        return is_listed(drive, row->code) && drive->medium->is_writable(drive);
    }
    return false;
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

    if (row->currency == FEATURE_CURRENCY_ALWAYS)
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
