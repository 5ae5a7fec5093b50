/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The error detection code of a data sector (ECMA-130 14.3). */
#ifndef OPENIMAPI_CD_EDC_H
#define OPENIMAPI_CD_EDC_H

#include <stddef.h>
#include <stdint.h>

/**
 * Over (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x + 1) from 0, least significant bit first. The sector
 * holds it with the least significant byte first.
 */
uint32_t cd_edc(const void *data, size_t size);

#endif
