/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time of the machine, for programs that burn as clients do. Tests hand in clocks of their own.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_MACHINE_CLOCK_H
#define OPENIMAPI_TESTS_SUPPORT_MACHINE_CLOCK_H

#include "mmc/drive.h"

#include <stdint.h>

/** As virtual_drive_settings wants it; `context` is not looked at. */
uint64_t machine_clock_now_ms(void *context);

struct mmc_clock machine_clock(void);

#endif
