/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The recipes there are. */
#include "burn/recipe.h"

#include <stddef.h>

static const struct burn_recipe *const recipes[MMC_MEDIA_TYPE_COUNT] = {
    [MMC_MEDIA_TYPE_CD_R] = &burn_recipe_cd,
    [MMC_MEDIA_TYPE_CD_RW] = &burn_recipe_cd,
    [MMC_MEDIA_TYPE_DVD_RAM] = &burn_recipe_overwrite,
    [MMC_MEDIA_TYPE_DVD_PLUS_R] = &burn_recipe_dvd_plus_r,
    [MMC_MEDIA_TYPE_DVD_PLUS_RW] = &burn_recipe_dvd_plus_rw,
    [MMC_MEDIA_TYPE_DVD_PLUS_R_DL] = &burn_recipe_dvd_plus_r,
    [MMC_MEDIA_TYPE_DVD_R] = &burn_recipe_dvd_r,
    [MMC_MEDIA_TYPE_DVD_RW] = &burn_recipe_dvd_rw,
    [MMC_MEDIA_TYPE_DVD_R_DL] = &burn_recipe_dvd_r,
    [MMC_MEDIA_TYPE_DISK] = &burn_recipe_overwrite,
    [MMC_MEDIA_TYPE_DVD_PLUS_RW_DL] = &burn_recipe_dvd_plus_rw,
    [MMC_MEDIA_TYPE_BD_R] = &burn_recipe_bd_r,
    [MMC_MEDIA_TYPE_BD_RE] = &burn_recipe_overwrite,
};

const struct burn_recipe *burn_recipe_find(enum mmc_media_type type)
{
    return (unsigned)type < MMC_MEDIA_TYPE_COUNT ? recipes[type] : NULL;
}
