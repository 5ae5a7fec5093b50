/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Features as GET CONFIGURATION reports them (MMC-6 5.2, 5.3, 6.5); features.def lists the codes.
 */
#ifndef OPENIMAPI_MMC_FEATURES_H
#define OPENIMAPI_MMC_FEATURES_H

#include "base/wire.h"

#include <stdint.h>

enum mmc_feature {
#define MMC_FEATURE_ENTRY(value, name, text) MMC_FEATURE_##name = (value),
#include "mmc/features.def"
#undef MMC_FEATURE_ENTRY
};

/** The standard's name ("Real Time Streaming"); "?" when not listed. */
const char *mmc_feature_name(uint16_t code);

/** Head of a GET CONFIGURATION reply (MMC-6 6.5.3). */
struct mmc_configuration_header_wire {
    be32 data_length; /* bytes after this field */
    uint8_t reserved[2];
    be16 current_profile;
};
WIRE_SIZE(struct mmc_configuration_header_wire, 8);
WIRE_AT(struct mmc_configuration_header_wire, current_profile, 6);

/** Head of every feature descriptor (MMC-6 5.2.2). */
struct mmc_feature_header_wire {
    be16 code;
    uint8_t flags; /* enum mmc_feature_header_bits */
    uint8_t additional_length;
};
WIRE_SIZE(struct mmc_feature_header_wire, 4);
WIRE_AT(struct mmc_feature_header_wire, additional_length, 3);

enum mmc_feature_header_bits {
    MMC_FEATURE_HEADER_BITS_CURRENT = 0x01,
    MMC_FEATURE_HEADER_BITS_PERSISTENT = 0x02,
    MMC_FEATURE_HEADER_BITS_VERSION_MASK = 0x3C,
    MMC_FEATURE_HEADER_BITS_VERSION_SHIFT = 2,
};

/** One entry of feature 0000h, Profile List (MMC-6 5.3.1). */
struct mmc_profile_descriptor_wire {
    be16 profile;
    uint8_t flags; /* enum mmc_profile_descriptor_bits */
    uint8_t reserved;
};
WIRE_SIZE(struct mmc_profile_descriptor_wire, 4);

enum mmc_profile_descriptor_bits {
    MMC_PROFILE_DESCRIPTOR_BITS_CURRENT = 0x01,
};

/* What follows the header, per feature. */

/** 0001h, Core (MMC-6 5.3.2). */
struct mmc_feature_core_wire {
    be32 physical_interface; /* enum mmc_physical_interface */
    uint8_t flags;           /* enum mmc_feature_core_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_core_wire, 8);

enum mmc_physical_interface {
    MMC_PHYSICAL_INTERFACE_UNSPECIFIED = 0,
    MMC_PHYSICAL_INTERFACE_SCSI = 1,
    MMC_PHYSICAL_INTERFACE_ATAPI = 2,
    MMC_PHYSICAL_INTERFACE_IEEE_1394 = 3,
    MMC_PHYSICAL_INTERFACE_SERIAL_ATAPI = 7,
    MMC_PHYSICAL_INTERFACE_USB = 8,
};

enum mmc_feature_core_bits {
    MMC_FEATURE_CORE_BITS_DBE = 0x01,  /* device busy event class */
    MMC_FEATURE_CORE_BITS_INQ2 = 0x02, /* INQUIRY as MMC-6 has it */
};

/** 0002h, Morphing (MMC-6 5.3.3). */
struct mmc_feature_morphing_wire {
    uint8_t flags; /* enum mmc_feature_morphing_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_morphing_wire, 4);

enum mmc_feature_morphing_bits {
    MMC_FEATURE_MORPHING_BITS_ASYNC = 0x01,
    MMC_FEATURE_MORPHING_BITS_OCEVENT = 0x02,
};

/** 0003h, Removable Medium (MMC-6 5.3.4). */
struct mmc_feature_removable_medium_wire {
    uint8_t flags; /* enum mmc_feature_removable_medium_bits; mechanism in bits 7-5 */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_removable_medium_wire, 4);

enum mmc_feature_removable_medium_bits {
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOCK = 0x01,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_DBML = 0x02,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_PREVENT_JUMPER = 0x04,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_EJECT = 0x08,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOAD = 0x10,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_MASK = 0xE0,
    MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_SHIFT = 5,
};

/** Loading mechanism, in feature 0003h and in mode page 2Ah. */
enum mmc_loading_mechanism {
    MMC_LOADING_MECHANISM_CADDY = 0,
    MMC_LOADING_MECHANISM_TRAY = 1,
    MMC_LOADING_MECHANISM_POP_UP = 2,
    MMC_LOADING_MECHANISM_CHANGER_INDIVIDUAL = 4,
    MMC_LOADING_MECHANISM_CHANGER_MAGAZINE = 5,
};

/** 0004h, Write Protect (MMC-6 5.3.5). */
struct mmc_feature_write_protect_wire {
    uint8_t flags; /* enum mmc_feature_write_protect_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_write_protect_wire, 4);

enum mmc_feature_write_protect_bits {
    MMC_FEATURE_WRITE_PROTECT_BITS_SSWPP = 0x01, /* SWPP of mode page 1Dh can be set */
    MMC_FEATURE_WRITE_PROTECT_BITS_SPWP = 0x02,  /* persistent protection can be set */
    MMC_FEATURE_WRITE_PROTECT_BITS_WDCB = 0x04,  /* write inhibit disc control block */
    MMC_FEATURE_WRITE_PROTECT_BITS_DWP = 0x08,   /* disc write protect in the pre-recorded area */
};

/** 0010h, Random Readable (MMC-6 5.3.6), and 0025h, Write Once. */
struct mmc_feature_random_readable_wire {
    be32 logical_block_size;
    be16 blocking;
    uint8_t flags; /* enum mmc_feature_page_present_bits */
    uint8_t reserved;
};
WIRE_SIZE(struct mmc_feature_random_readable_wire, 8);
WIRE_AT(struct mmc_feature_random_readable_wire, blocking, 4);

/** Whether the mode page of error recovery exists, in 0010h, 0020h, 0025h and 0101h. */
enum mmc_feature_page_present_bits {
    MMC_FEATURE_PAGE_PRESENT_BITS_PP = 0x01,
};

/** 001Eh, CD Read. */
struct mmc_feature_cd_read_wire {
    uint8_t flags; /* enum mmc_feature_cd_read_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_cd_read_wire, 4);

enum mmc_feature_cd_read_bits {
    MMC_FEATURE_CD_READ_BITS_CD_TEXT = 0x01,
    MMC_FEATURE_CD_READ_BITS_C2 = 0x02,
    MMC_FEATURE_CD_READ_BITS_DAP = 0x80,
};

/** 001Fh, DVD Read. */
struct mmc_feature_dvd_read_wire {
    uint8_t flags; /* enum mmc_feature_dvd_read_bits */
    uint8_t reserved_5;
    uint8_t dual; /* enum mmc_feature_dvd_read_dual_bits */
    uint8_t reserved_7;
};
WIRE_SIZE(struct mmc_feature_dvd_read_wire, 4);

enum mmc_feature_dvd_read_bits {
    MMC_FEATURE_DVD_READ_BITS_MULTI110 = 0x01,
};

enum mmc_feature_dvd_read_dual_bits {
    MMC_FEATURE_DVD_READ_DUAL_BITS_R = 0x01,
    MMC_FEATURE_DVD_READ_DUAL_BITS_RW = 0x02,
};

/** 0020h, Random Writable. */
struct mmc_feature_random_writable_wire {
    be32 last_lba;
    be32 logical_block_size;
    be16 blocking;
    uint8_t flags; /* enum mmc_feature_page_present_bits */
    uint8_t reserved;
};
WIRE_SIZE(struct mmc_feature_random_writable_wire, 12);
WIRE_AT(struct mmc_feature_random_writable_wire, blocking, 8);

/** 0021h, Incremental Streaming Writable; one byte per link size follows. */
struct mmc_feature_incremental_streaming_wire {
    be16 data_block_types;
    uint8_t flags; /* enum mmc_feature_incremental_streaming_bits */
    uint8_t link_size_count;
};
WIRE_SIZE(struct mmc_feature_incremental_streaming_wire, 4);

enum mmc_feature_incremental_streaming_bits {
    MMC_FEATURE_INCREMENTAL_STREAMING_BITS_BUF = 0x01,
    MMC_FEATURE_INCREMENTAL_STREAMING_BITS_ARSV = 0x02,
    MMC_FEATURE_INCREMENTAL_STREAMING_BITS_TRIO = 0x04,
};

/** 0023h, Formattable. */
struct mmc_feature_formattable_wire {
    uint8_t bd_re; /* enum mmc_feature_formattable_bd_re_bits */
    uint8_t reserved_5[3];
    uint8_t bd_r; /* enum mmc_feature_formattable_bd_r_bits */
    uint8_t reserved_9[3];
};
WIRE_SIZE(struct mmc_feature_formattable_wire, 8);
WIRE_AT(struct mmc_feature_formattable_wire, bd_r, 4);

enum mmc_feature_formattable_bd_re_bits {
    MMC_FEATURE_FORMATTABLE_BD_RE_BITS_CERT = 0x01,
    MMC_FEATURE_FORMATTABLE_BD_RE_BITS_QCERT = 0x02,
    MMC_FEATURE_FORMATTABLE_BD_RE_BITS_EXPAND = 0x04,
    MMC_FEATURE_FORMATTABLE_BD_RE_BITS_RENOSA = 0x08,
};

enum mmc_feature_formattable_bd_r_bits {
    MMC_FEATURE_FORMATTABLE_BD_R_BITS_RRM = 0x01,
};

/** 002Ah, DVD+RW, and 003Ah, DVD+RW Dual Layer. */
struct mmc_feature_dvd_plus_rw_wire {
    uint8_t flags; /* enum mmc_feature_dvd_plus_bits */
    uint8_t close; /* enum mmc_feature_dvd_plus_rw_close_bits */
    uint8_t reserved[2];
};
WIRE_SIZE(struct mmc_feature_dvd_plus_rw_wire, 4);

/** 002Bh, DVD+R, and 003Bh, DVD+R Dual Layer. */
struct mmc_feature_dvd_plus_r_wire {
    uint8_t flags; /* enum mmc_feature_dvd_plus_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_dvd_plus_r_wire, 4);

enum mmc_feature_dvd_plus_bits {
    MMC_FEATURE_DVD_PLUS_BITS_WRITE = 0x01,
};

enum mmc_feature_dvd_plus_rw_close_bits {
    MMC_FEATURE_DVD_PLUS_RW_CLOSE_BITS_CLOSE_ONLY = 0x01,
    MMC_FEATURE_DVD_PLUS_RW_CLOSE_BITS_QUICK_START = 0x02,
};

/** 002Ch, Rigid Restricted Overwrite. */
struct mmc_feature_rigid_restricted_overwrite_wire {
    uint8_t flags; /* enum mmc_feature_rigid_restricted_overwrite_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_rigid_restricted_overwrite_wire, 4);

enum mmc_feature_rigid_restricted_overwrite_bits {
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_BLANK = 0x01,
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_INTERMEDIATE = 0x02,
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_DSDR = 0x04,
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_DSDG = 0x08,
};

/** 002Dh, CD Track at Once. */
struct mmc_feature_cd_track_at_once_wire {
    uint8_t flags; /* enum mmc_feature_cd_track_at_once_bits */
    uint8_t reserved;
    be16 data_types;
};
WIRE_SIZE(struct mmc_feature_cd_track_at_once_wire, 4);

enum mmc_feature_cd_track_at_once_bits {
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_RW_SUBCODE = 0x01,
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_CD_RW = 0x02,
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_TEST_WRITE = 0x04,
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_RW_PACK = 0x08,
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_RW_RAW = 0x10,
    MMC_FEATURE_CD_TRACK_AT_ONCE_BITS_BUF = 0x40,
};

/** 002Eh, CD Mastering. */
struct mmc_feature_cd_mastering_wire {
    uint8_t flags; /* enum mmc_feature_cd_mastering_bits */
    be24 maximum_cue_sheet_length;
};
WIRE_SIZE(struct mmc_feature_cd_mastering_wire, 4);

enum mmc_feature_cd_mastering_bits {
    MMC_FEATURE_CD_MASTERING_BITS_RW_SUBCODE = 0x01,
    MMC_FEATURE_CD_MASTERING_BITS_CD_RW = 0x02,
    MMC_FEATURE_CD_MASTERING_BITS_TEST_WRITE = 0x04,
    MMC_FEATURE_CD_MASTERING_BITS_RAW = 0x08,
    MMC_FEATURE_CD_MASTERING_BITS_RAW_MULTISESSION = 0x10,
    MMC_FEATURE_CD_MASTERING_BITS_SAO = 0x20,
    MMC_FEATURE_CD_MASTERING_BITS_BUF = 0x40,
};

/** 002Fh, DVD-R/-RW Write. */
struct mmc_feature_dvd_r_rw_write_wire {
    uint8_t flags; /* enum mmc_feature_dvd_r_rw_write_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_dvd_r_rw_write_wire, 4);

enum mmc_feature_dvd_r_rw_write_bits {
    MMC_FEATURE_DVD_R_RW_WRITE_BITS_DVD_RW = 0x02,
    MMC_FEATURE_DVD_R_RW_WRITE_BITS_TEST_WRITE = 0x04,
    MMC_FEATURE_DVD_R_RW_WRITE_BITS_R_DL = 0x08,
    MMC_FEATURE_DVD_R_RW_WRITE_BITS_BUF = 0x40,
};

/** 0032h, Double Density CD-RW Write (MMC-3). */
struct mmc_feature_ddcd_rw_write_wire {
    uint8_t flags; /* enum mmc_feature_ddcd_rw_write_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_ddcd_rw_write_wire, 4);

enum mmc_feature_ddcd_rw_write_bits {
    MMC_FEATURE_DDCD_RW_WRITE_BITS_BLANK = 0x01,
    MMC_FEATURE_DDCD_RW_WRITE_BITS_INTERMEDIATE = 0x02,
};

/** 0024h, Hardware Defect Management (MMC-6 5.3.14). */
struct mmc_feature_defect_management_wire {
    uint8_t flags; /* enum mmc_feature_defect_management_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_defect_management_wire, 4);

enum mmc_feature_defect_management_bits {
    MMC_FEATURE_DEFECT_MANAGEMENT_BITS_SSA = 0x80, /* supplementary spare area */
};

/** 0033h, Layer Jump Recording (MMC-6 5.3.24); one byte per link size follows. */
struct mmc_feature_layer_jump_wire {
    uint8_t reserved[3];
    uint8_t link_size_count;
};
WIRE_SIZE(struct mmc_feature_layer_jump_wire, 4);

/** 0037h, CD-RW Media Write Support (MMC-6 5.3.25). */
struct mmc_feature_cd_rw_media_wire {
    uint8_t reserved_4;
    uint8_t subtypes; /* bit n: subtype n can be written */
    uint8_t reserved_6[2];
};
WIRE_SIZE(struct mmc_feature_cd_rw_media_wire, 4);

/** 0040h, BD Read (MMC-6 5.3.29): per class, a bit for every version of the format. */
struct mmc_feature_bd_read_wire {
    uint8_t reserved[4];
    be16 bd_re[4]; /* of class 0 to 3 */
    be16 bd_r[4];
    be16 bd_rom[4];
};
WIRE_SIZE(struct mmc_feature_bd_read_wire, 28);

/** 0041h, BD Write (MMC-6 5.3.30). */
struct mmc_feature_bd_write_wire {
    uint8_t flags; /* enum mmc_feature_bd_write_bits */
    uint8_t reserved[3];
    be16 bd_re[4];
    be16 bd_r[4];
};
WIRE_SIZE(struct mmc_feature_bd_write_wire, 20);

enum mmc_feature_bd_write_bits {
    MMC_FEATURE_BD_WRITE_BITS_SVNR = 0x01, /* verification can be left out */
};

/** 0050h, HD DVD Read, and 0051h, HD DVD Write (MMC-6 5.3.31, 5.3.32). */
struct mmc_feature_hd_dvd_wire {
    uint8_t r;
    uint8_t reserved_5;
    uint8_t ram;
    uint8_t reserved_7;
};
WIRE_SIZE(struct mmc_feature_hd_dvd_wire, 4);

enum mmc_feature_hd_dvd_bits {
    MMC_FEATURE_HD_DVD_BITS_SUPPORTED = 0x01,
};

/** 0105h, Timeout. */
struct mmc_feature_timeout_wire {
    uint8_t flags; /* enum mmc_feature_timeout_bits */
    uint8_t reserved;
    be16 unit_length;
};
WIRE_SIZE(struct mmc_feature_timeout_wire, 4);

enum mmc_feature_timeout_bits {
    MMC_FEATURE_TIMEOUT_BITS_GROUP_3 = 0x01,
};

/** 0107h, Real Time Streaming. */
struct mmc_feature_real_time_streaming_wire {
    uint8_t flags; /* enum mmc_feature_real_time_streaming_bits */
    uint8_t reserved[3];
};
WIRE_SIZE(struct mmc_feature_real_time_streaming_wire, 4);

enum mmc_feature_real_time_streaming_bits {
    MMC_FEATURE_REAL_TIME_STREAMING_BITS_SW = 0x01,   /* stream writing */
    MMC_FEATURE_REAL_TIME_STREAMING_BITS_WSPD = 0x02, /* GET PERFORMANCE type 03h */
    MMC_FEATURE_REAL_TIME_STREAMING_BITS_MP2A = 0x04, /* write speeds in mode page 2Ah */
    MMC_FEATURE_REAL_TIME_STREAMING_BITS_SCS = 0x08,  /* SET CD SPEED */
    MMC_FEATURE_REAL_TIME_STREAMING_BITS_RBCB = 0x10, /* READ BUFFER CAPACITY in blocks */
};

#endif
