/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each feature tells of the drive and of what is in it (MMC-6 5.3). */
#include "virtualdrive/feature_rows.h"

#include "virtualdrive/cue_sheet.h"
#include "virtualdrive/drive.h"

#include <string.h>

#define DVD_UNIT_BLOCKS 16

/* Data block types of feature 0021h and 002Dh: mode 1, mode 2 form 1 with 2048 bytes. */
#define DATA_BLOCK_TYPES                                                                           \
    (1u << MMC_DATA_BLOCK_TYPE_MODE_1 | 1u << MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1)

/* Those of a track at once on a CD: audio, and every kind of data block. */
#define CD_BLOCK_TYPES                                                                             \
    (DATA_BLOCK_TYPES | 1u << MMC_DATA_BLOCK_TYPE_RAW | 1u << MMC_DATA_BLOCK_TYPE_MODE_2 |         \
     1u << MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1_SUBHEADER |                                        \
     1u << MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_2 | 1u << MMC_DATA_BLOCK_TYPE_MODE_2_XA_MIXED)

/* Media of 1x to 4x, 4x to 10x, 8x to 24x and faster. */
#define CD_RW_SUBTYPES 0x0F

/* Versions 1 and 2 of a class. */
#define BD_VERSIONS BE16_BYTES(0x0006)

#define CUE_SHEET_MAXIMUM (CUE_SHEET_LINES_MAXIMUM * CUE_SHEET_LINE_SIZE)

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

static const struct mmc_feature_core_wire core = {
    .physical_interface = { { BE32_BYTES(MMC_PHYSICAL_INTERFACE_SERIAL_ATAPI) } },
    .flags = MMC_FEATURE_CORE_BITS_DBE | MMC_FEATURE_CORE_BITS_INQ2,
};

static const struct mmc_feature_morphing_wire morphing = {
    .flags = MMC_FEATURE_MORPHING_BITS_OCEVENT,
};

static const struct mmc_feature_removable_medium_wire removable_medium = {
    .flags = MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOCK | MMC_FEATURE_REMOVABLE_MEDIUM_BITS_EJECT |
             MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOAD |
             MMC_LOADING_MECHANISM_TRAY << MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_SHIFT,
};

static const struct mmc_feature_write_protect_wire write_protect = {
    .flags = MMC_FEATURE_WRITE_PROTECT_BITS_SSWPP,
};

static const struct mmc_feature_cd_read_wire cd_read = { .flags = MMC_FEATURE_CD_READ_BITS_CD_TEXT |
                                                                  MMC_FEATURE_CD_READ_BITS_C2 };

static const struct mmc_feature_dvd_read_wire dvd_read = {
    .flags = MMC_FEATURE_DVD_READ_BITS_MULTI110,
    .dual = MMC_FEATURE_DVD_READ_DUAL_BITS_R | MMC_FEATURE_DVD_READ_DUAL_BITS_RW,
};

static const struct {
    struct mmc_feature_incremental_streaming_wire fixed;
    uint8_t link_size;
    uint8_t pad[3];
} incremental_streaming = {
    .fixed = {
        .data_block_types = { { BE16_BYTES(DATA_BLOCK_TYPES) } },
        .flags = MMC_FEATURE_INCREMENTAL_STREAMING_BITS_BUF,
        .link_size_count = 1,
    },
    .link_size = DVD_UNIT_BLOCKS,
};

static const struct mmc_feature_formattable_wire formattable = {
    .bd_re = MMC_FEATURE_FORMATTABLE_BD_RE_BITS_EXPAND | MMC_FEATURE_FORMATTABLE_BD_RE_BITS_RENOSA,
};

static const struct mmc_feature_dvd_plus_rw_wire dvd_plus_rw = {
    .flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE
};

static const struct mmc_feature_dvd_plus_r_wire dvd_plus_r = {
    .flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE
};

static const struct mmc_feature_defect_management_wire defect_management = {
    .flags = MMC_FEATURE_DEFECT_MANAGEMENT_BITS_SSA,
};

static const struct mmc_feature_rigid_restricted_overwrite_wire rigid_restricted_overwrite = {
    .flags = MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_BLANK |
             MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_INTERMEDIATE,
};

static const struct mmc_feature_cd_track_at_once_wire cd_track_at_once = {
    .flags = MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_CD_RW |
             MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_TEST_WRITE | MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_BUF,
    .data_types = { { BE16_BYTES(CD_BLOCK_TYPES) } },
};

static const struct mmc_feature_cd_mastering_wire cd_mastering = {
    .flags = MMC_FEATURE_CD_MASTERING_BITS_CD_RW | MMC_FEATURE_CD_MASTERING_BITS_TEST_WRITE |
             MMC_FEATURE_CD_MASTERING_BITS_SAO | MMC_FEATURE_CD_MASTERING_BITS_RAW |
             MMC_FEATURE_CD_MASTERING_BITS_RAW_MULTISESSION |
             MMC_FEATURE_CD_MASTERING_BITS_RW_SUBCODE | MMC_FEATURE_CD_MASTERING_BITS_BUF,
    .maximum_cue_sheet_length = { { BE24_BYTES(CUE_SHEET_MAXIMUM) } },
};

static const struct mmc_feature_dvd_r_rw_write_wire dvd_r_rw_write = {
    .flags = MMC_FEATURE_DVD_R_RW_WRITE_BITS_DVD_RW | MMC_FEATURE_DVD_R_RW_WRITE_BITS_TEST_WRITE |
             MMC_FEATURE_DVD_R_RW_WRITE_BITS_R_DL | MMC_FEATURE_DVD_R_RW_WRITE_BITS_BUF,
};

static const struct {
    struct mmc_feature_layer_jump_wire fixed;
    uint8_t link_size;
    uint8_t pad[3];
} layer_jump = {
    .fixed = { .link_size_count = 1 },
    .link_size = DVD_UNIT_BLOCKS,
};

static const struct mmc_feature_cd_rw_media_wire cd_rw_media = { .subtypes = CD_RW_SUBTYPES };

static const uint8_t pseudo_overwrite[4];

static const struct mmc_feature_bd_read_wire bd_read = {
    .bd_re = { [1] = { { BD_VERSIONS } }, [2] = { { BD_VERSIONS } } },
    .bd_r = { [1] = { { BD_VERSIONS } }, [2] = { { BD_VERSIONS } } },
    .bd_rom = { [1] = { { BD_VERSIONS } } },
};

static const struct mmc_feature_bd_write_wire bd_write = {
    .bd_re = { [1] = { { BD_VERSIONS } }, [2] = { { BD_VERSIONS } } },
    .bd_r = { [1] = { { BD_VERSIONS } }, [2] = { { BD_VERSIONS } } },
};

static const struct mmc_feature_hd_dvd_wire hd_dvd = {
    .r = MMC_FEATURE_HD_DVD_BITS_SUPPORTED,
    .ram = MMC_FEATURE_HD_DVD_BITS_SUPPORTED,
};

static const struct mmc_feature_timeout_wire timeout = { 0 };

static const struct mmc_feature_real_time_streaming_wire real_time_streaming = {
    .flags = MMC_FEATURE_REAL_TIME_STREAMING_BITS_SW | MMC_FEATURE_REAL_TIME_STREAMING_BITS_WSPD |
             MMC_FEATURE_REAL_TIME_STREAMING_BITS_MP2A | MMC_FEATURE_REAL_TIME_STREAMING_BITS_SCS |
             MMC_FEATURE_REAL_TIME_STREAMING_BITS_RBCB,
};

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

static size_t write_serial_number(const struct virtual_drive *drive, uint8_t *out)
{
    const size_t length = strlen(drive->settings.serial_number);
    const size_t padded = (length + 3) / 4 * 4;

    memset(out, ' ', padded);
    memcpy(out, drive->settings.serial_number, length);
    return padded;
}

#define FIXED(data)      NULL, &(data), sizeof(data)
#define COMPUTED(writer) writer, NULL, 0
#define BARE             NULL, NULL, 0

/* Ascending, as MMC-6 6.5.2 wants them. */
const struct feature_row feature_rows[] = {
    { MMC_FEATURE_PROFILE_LIST, 0, FEATURE_CURRENCY_ALWAYS, COMPUTED(write_profiles) },
    { MMC_FEATURE_CORE, 2, FEATURE_CURRENCY_ALWAYS, FIXED(core) },
    { MMC_FEATURE_MORPHING, 1, FEATURE_CURRENCY_ALWAYS, FIXED(morphing) },
    { MMC_FEATURE_REMOVABLE_MEDIUM, 2, FEATURE_CURRENCY_ALWAYS, FIXED(removable_medium) },
    { MMC_FEATURE_WRITE_PROTECT, 2, FEATURE_CURRENCY_MEDIUM, FIXED(write_protect) },
    { MMC_FEATURE_RANDOM_READABLE, 0, FEATURE_CURRENCY_MEDIUM, COMPUTED(write_random_readable) },
    { MMC_FEATURE_MULTI_READ, 0, FEATURE_CURRENCY_LISTED, BARE },
    { MMC_FEATURE_CD_READ, 2, FEATURE_CURRENCY_LISTED, FIXED(cd_read) },
    { MMC_FEATURE_DVD_READ, 1, FEATURE_CURRENCY_LISTED, FIXED(dvd_read) },
    { MMC_FEATURE_RANDOM_WRITABLE, 1, FEATURE_CURRENCY_WRITABLE, COMPUTED(write_random_writable) },
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 3, FEATURE_CURRENCY_WRITABLE,
      FIXED(incremental_streaming) },
    { MMC_FEATURE_FORMATTABLE, 1, FEATURE_CURRENCY_LISTED, FIXED(formattable) },
    { MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT, 0, FEATURE_CURRENCY_LISTED,
      FIXED(defect_management) },
    { MMC_FEATURE_WRITE_ONCE, 0, FEATURE_CURRENCY_WRITABLE, COMPUTED(write_random_readable) },
    { MMC_FEATURE_RESTRICTED_OVERWRITE, 0, FEATURE_CURRENCY_WRITABLE, BARE },
    { MMC_FEATURE_DVD_PLUS_RW, 1, FEATURE_CURRENCY_LISTED, FIXED(dvd_plus_rw) },
    { MMC_FEATURE_DVD_PLUS_R, 0, FEATURE_CURRENCY_LISTED, FIXED(dvd_plus_r) },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 1, FEATURE_CURRENCY_LISTED,
      FIXED(rigid_restricted_overwrite) },
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 2, FEATURE_CURRENCY_WRITABLE, FIXED(cd_track_at_once) },
    { MMC_FEATURE_CD_MASTERING, 2, FEATURE_CURRENCY_WRITABLE, FIXED(cd_mastering) },
    { MMC_FEATURE_DVD_R_RW_WRITE, 2, FEATURE_CURRENCY_WRITABLE, FIXED(dvd_r_rw_write) },
    { MMC_FEATURE_LAYER_JUMP_RECORDING, 0, FEATURE_CURRENCY_WRITABLE, FIXED(layer_jump) },
    { MMC_FEATURE_CD_RW_MEDIA_WRITE_SUPPORT, 0, FEATURE_CURRENCY_LISTED, FIXED(cd_rw_media) },
    { MMC_FEATURE_BD_R_PSEUDO_OVERWRITE, 0, FEATURE_CURRENCY_WRITABLE, FIXED(pseudo_overwrite) },
    { MMC_FEATURE_DVD_PLUS_RW_DL, 0, FEATURE_CURRENCY_LISTED, FIXED(dvd_plus_rw) },
    { MMC_FEATURE_DVD_PLUS_R_DL, 0, FEATURE_CURRENCY_LISTED, FIXED(dvd_plus_r) },
    { MMC_FEATURE_BD_READ, 0, FEATURE_CURRENCY_LISTED, FIXED(bd_read) },
    { MMC_FEATURE_BD_WRITE, 0, FEATURE_CURRENCY_WRITABLE, FIXED(bd_write) },
    { MMC_FEATURE_HD_DVD_READ, 0, FEATURE_CURRENCY_LISTED, FIXED(hd_dvd) },
    { MMC_FEATURE_HD_DVD_WRITE, 0, FEATURE_CURRENCY_WRITABLE, FIXED(hd_dvd) },
    { MMC_FEATURE_POWER_MANAGEMENT, 0, FEATURE_CURRENCY_ALWAYS, BARE },
    { MMC_FEATURE_TIMEOUT, 1, FEATURE_CURRENCY_ALWAYS, FIXED(timeout) },
    { MMC_FEATURE_REAL_TIME_STREAMING, 4, FEATURE_CURRENCY_MEDIUM, FIXED(real_time_streaming) },
    { MMC_FEATURE_DRIVE_SERIAL_NUMBER, 0, FEATURE_CURRENCY_ALWAYS, COMPUTED(write_serial_number) },
};

const size_t feature_row_count = sizeof(feature_rows) / sizeof(feature_rows[0]);
