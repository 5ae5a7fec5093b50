/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scrambler of data sectors (ECMA-130 annex B). */
#ifndef OPENIMAPI_CD_SCRAMBLE_H
#define OPENIMAPI_CD_SCRAMBLE_H

#include <stdint.h>

/** Scrambles, or descrambles, all but the sync field of `sector`, 2352 bytes. */
void cd_scramble(uint8_t *sector);

#endif
