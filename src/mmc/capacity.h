/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ CAPACITY data (MMC-6 6.18.3). */
#ifndef OPENIMAPI_MMC_CAPACITY_H
#define OPENIMAPI_MMC_CAPACITY_H

#include "base/wire.h"

struct mmc_capacity_wire {
    be32 last_lba;
    be32 block_length;
};
WIRE_SIZE(struct mmc_capacity_wire, 8);

#endif
