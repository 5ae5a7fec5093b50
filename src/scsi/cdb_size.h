/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How long a command descriptor block is by its operation code (SPC-4 4.2.5.1). */
#ifndef OPENIMAPI_SCSI_CDB_SIZE_H
#define OPENIMAPI_SCSI_CDB_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Whether a CDB of `size` bytes may begin with `opcode`: 6 to 16 bytes, and the length of the
 * opcode's group but for variable-length, vendor-specific and obsolete codes, which may have any.
 */
bool scsi_cdb_size_is_valid(uint8_t opcode, size_t size);

#endif
