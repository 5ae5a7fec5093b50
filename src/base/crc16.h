/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cyclic redundancy check of UDF's descriptor tags and names (ECMA-167 3/7.2.6). */
#ifndef OPENIMAPI_BASE_CRC16_H
#define OPENIMAPI_BASE_CRC16_H

#include <stddef.h>
#include <stdint.h>

/** Over x^16 + x^12 + x^5 + 1 from 0, most significant bit first: 70 6A 77 gives 3299h. */
uint16_t crc16(const void *data, size_t size);

#endif
