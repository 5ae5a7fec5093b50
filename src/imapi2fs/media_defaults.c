/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an image should be like for a type of medium. */
#include "imapi2fs/media_defaults.h"

#include "fsimage/file_system.h"

#include <stddef.h>

/*
 * CDs are read by everything there is. Larger media have UDF alone, which sets no limit to names,
 * depth and files, in the revision that the oldest readers of the medium know.
 */
#define FOR_CD  FSIMAGE_ISO9660 | FSIMAGE_JOLIET, 0x102
#define FOR_DVD FSIMAGE_UDF, 0x102
#define FOR_BD  FSIMAGE_UDF, 0x250

static const struct media_defaults rows[] = {
    { IMAPI_MEDIA_TYPE_CDR, 359840, FOR_CD },
    { IMAPI_MEDIA_TYPE_CDRW, 359840, FOR_CD },
    { IMAPI_MEDIA_TYPE_DVDRAM, 2236704, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDPLUSR, 2295104, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDPLUSRW, 2295104, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, 4173824, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDDASHR, 2298496, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDDASHRW, 2297888, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, 4171712, FOR_DVD },
    /* Programs build images of any size for it and set no limit of their own. */
    { IMAPI_MEDIA_TYPE_DISK, 0, FOR_DVD },
    { IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, 4173824, FOR_DVD },
    { IMAPI_MEDIA_TYPE_HDDVDR, 7324208, FOR_BD },
    { IMAPI_MEDIA_TYPE_HDDVDRAM, 9765616, FOR_BD },
    { IMAPI_MEDIA_TYPE_BDR, 12219392, FOR_BD },
    { IMAPI_MEDIA_TYPE_BDRE, 11826176, FOR_BD },
};

static const struct {
    IMAPI_PROFILE_TYPE profile;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
} profiles[] = {
    { IMAPI_PROFILE_TYPE_CD_RECORDABLE, IMAPI_MEDIA_TYPE_CDR },
    { IMAPI_PROFILE_TYPE_CD_REWRITABLE, IMAPI_MEDIA_TYPE_CDRW },
    { IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE, IMAPI_MEDIA_TYPE_DVDDASHR },
    { IMAPI_PROFILE_TYPE_DVD_RAM, IMAPI_MEDIA_TYPE_DVDRAM },
    { IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE, IMAPI_MEDIA_TYPE_DVDDASHRW },
    { IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHRW },
    { IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER },
    { IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER },
    { IMAPI_PROFILE_TYPE_DVD_PLUS_RW, IMAPI_MEDIA_TYPE_DVDPLUSRW },
    { IMAPI_PROFILE_TYPE_DVD_PLUS_R, IMAPI_MEDIA_TYPE_DVDPLUSR },
    { IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER },
    { IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER },
    { IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL, IMAPI_MEDIA_TYPE_BDR },
    { IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING, IMAPI_MEDIA_TYPE_BDR },
    { IMAPI_PROFILE_TYPE_BD_REWRITABLE, IMAPI_MEDIA_TYPE_BDRE },
    { IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE, IMAPI_MEDIA_TYPE_HDDVDR },
    { IMAPI_PROFILE_TYPE_HD_DVD_RAM, IMAPI_MEDIA_TYPE_HDDVDRAM },
};

const struct media_defaults *media_defaults_of_type(IMAPI_MEDIA_PHYSICAL_TYPE type)
{
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        if (rows[i].type == type)
            return &rows[i];
    }
    return NULL;
}

const struct media_defaults *media_defaults_of_profile(LONG profile)
{
    for (size_t i = 0; i < ARRAYSIZE(profiles); i++) {
        if ((LONG)profiles[i].profile == profile)
            return media_defaults_of_type(profiles[i].type);
    }
    return NULL;
}
