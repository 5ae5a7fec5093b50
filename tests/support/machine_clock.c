/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time of the machine. */
#include "support/machine_clock.h"

#include "platform/clock.h"

uint64_t machine_clock_now_ms(void *context)
{
    (void)context;
    return platform_clock_monotonic_ms();
}

static void sleep_ms(void *context, uint32_t ms)
{
    (void)context;
    platform_clock_sleep_ms(ms);
}

struct mmc_clock machine_clock(void)
{
    return (struct mmc_clock){ machine_clock_now_ms, sleep_ms, NULL };
}
