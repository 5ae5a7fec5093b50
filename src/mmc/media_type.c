/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What follows from the kind of medium alone, from media_types.def. */
#include "mmc/media_type.h"

struct media_type {
    uint32_t write_unit;
    bool is_overwritable;
    const char *name;
};

static const struct media_type types[MMC_MEDIA_TYPE_COUNT] = {
#define MMC_MEDIA_TYPE_ENTRY(name, write_unit, overwritable, text)                                 \
    [MMC_MEDIA_TYPE_##name] = { (write_unit), (overwritable), (text) },
#include "mmc/media_types.def"
#undef MMC_MEDIA_TYPE_ENTRY
};

static const struct media_type *type_of(enum mmc_media_type type)
{
    static const struct media_type unknown = { 1, false, "?" };

    return (unsigned)type < MMC_MEDIA_TYPE_COUNT ? &types[type] : &unknown;
}

uint32_t mmc_media_type_write_unit(enum mmc_media_type type)
{
    return type_of(type)->write_unit;
}

bool mmc_media_type_is_overwritable(enum mmc_media_type type)
{
    return type_of(type)->is_overwritable;
}

bool mmc_media_type_is_rom(enum mmc_media_type type)
{
    return type == MMC_MEDIA_TYPE_CD_ROM || type == MMC_MEDIA_TYPE_DVD_ROM ||
           type == MMC_MEDIA_TYPE_BD_ROM || type == MMC_MEDIA_TYPE_HD_DVD_ROM;
}

bool mmc_media_type_is_cd(enum mmc_media_type type)
{
    return type == MMC_MEDIA_TYPE_UNKNOWN || type == MMC_MEDIA_TYPE_CD_ROM ||
           type == MMC_MEDIA_TYPE_CD_R || type == MMC_MEDIA_TYPE_CD_RW;
}

const char *mmc_media_type_name(enum mmc_media_type type)
{
    return type_of(type)->name;
}
