/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles: what a drive is with a given medium in it (MMC-6 5.4); profiles.def lists them. */
#ifndef OPENIMAPI_MMC_PROFILES_H
#define OPENIMAPI_MMC_PROFILES_H

#include <stdint.h>

enum mmc_profile {
#define MMC_PROFILE_ENTRY(value, name, text) MMC_PROFILE_##name = (value),
#include "mmc/profiles.def"
#undef MMC_PROFILE_ENTRY
};

/** The standard's name ("DVD+RW"); "?" when not listed. */
const char *mmc_profile_name(uint16_t profile);

#endif
