/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Absolute CD times as addresses and back (MMC-6 4.2.3.8, LBA to MSF translation). */
#ifndef OPENIMAPI_CD_MSF_H
#define OPENIMAPI_CD_MSF_H

#include <stdint.h>

/** A time on a CD. */
struct cd_msf {
    uint8_t minute;
    uint8_t second;
    uint8_t frame;
};

/** The address of a time; from minute 90 on times lie before address -150, in the lead-in. */
int32_t cd_msf_to_lba(struct cd_msf msf);

/** The time of an address from -45150 to 404849; lead-in addresses get minutes from 90 on. */
struct cd_msf cd_msf_of_lba(int32_t lba);

#endif
