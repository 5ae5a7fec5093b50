/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Operation codes (MMC-6 6, SPC-4 6); opcodes.def lists them. */
#ifndef OPENIMAPI_MMC_OPCODES_H
#define OPENIMAPI_MMC_OPCODES_H

#include <stdint.h>

enum mmc_opcode {
#define MMC_OPCODE_ENTRY(value, name, text) MMC_OPCODE_##name = (value),
#include "mmc/opcodes.def"
#undef MMC_OPCODE_ENTRY
};

/** The standard's name ("READ DISC INFORMATION"); "?" when not listed. */
const char *mmc_opcode_name(uint8_t opcode);

#endif
