/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The error correction code of a data sector (ECMA-130 annex A). */
#ifndef OPENIMAPI_CD_ECC_H
#define OPENIMAPI_CD_ECC_H

#include <stdint.h>

/**
 * Fills in the P and Q parities, bytes 2076 to 2351, of what bytes 12 to 2075 of `sector`, 2352
 * bytes, hold. Mode 2 form 1 wants its header taken for zeros: cd_sector_seal sees to that.
 */
void cd_ecc_encode(uint8_t *sector);

#endif
