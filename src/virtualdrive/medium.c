/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which operations belong to which kind of medium. */
#include "virtualdrive/medium.h"

/* As the factory makes them. */
static const struct medium_ops *const media[DISC_MEDIUM_COUNT] = {
    [DISC_MEDIUM_CD_ROM] = &medium_cd_rom,
    [DISC_MEDIUM_CD_R] = &medium_cd_r,
    [DISC_MEDIUM_CD_RW] = &medium_cd_rw,
    [DISC_MEDIUM_DVD_ROM] = &medium_dvd_rom,
    [DISC_MEDIUM_DVD_R] = &medium_dvd_r,
    [DISC_MEDIUM_DVD_RW] = &medium_dvd_rw_sequential,
    [DISC_MEDIUM_DVD_R_DL] = &medium_dvd_r_dl,
    [DISC_MEDIUM_DVD_RAM] = &medium_dvd_ram,
    [DISC_MEDIUM_DVD_PLUS_R] = &medium_dvd_plus_r,
    [DISC_MEDIUM_DVD_PLUS_R_DL] = &medium_dvd_plus_r_dl,
    [DISC_MEDIUM_DVD_PLUS_RW] = &medium_dvd_plus_rw,
    [DISC_MEDIUM_DVD_PLUS_RW_DL] = &medium_dvd_plus_rw_dl,
    [DISC_MEDIUM_BD_ROM] = &medium_bd_rom,
    [DISC_MEDIUM_BD_R] = &medium_bd_r,
    [DISC_MEDIUM_BD_R_DL] = &medium_bd_r,
    [DISC_MEDIUM_BD_RE] = &medium_bd_re,
    [DISC_MEDIUM_BD_RE_DL] = &medium_bd_re,
    [DISC_MEDIUM_HD_DVD_ROM] = &medium_hd_dvd_rom,
    [DISC_MEDIUM_HD_DVD_R] = &medium_hd_dvd_r,
    [DISC_MEDIUM_HD_DVD_RAM] = &medium_hd_dvd_ram,
};

const struct medium_ops *medium_ops_of(const struct disc_state *disc)
{
    if (disc->recording == disc_state_traits(disc)->recording)
        return media[disc->medium];
    switch (disc->recording) {
    case DISC_RECORDING_OVERWRITE:
        return &medium_dvd_rw_overwrite;
    case DISC_RECORDING_PSEUDO_OVERWRITE:
        return &medium_bd_r_pseudo_overwrite;
    case DISC_RECORDING_LAYER_JUMP:
        return &medium_dvd_r_dl_layer_jump;
    case DISC_RECORDING_READ_ONLY:
    case DISC_RECORDING_SEQUENTIAL:
        break;
    }
    return media[disc->medium];
}
