/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time and patience. */
#ifndef OPENIMAPI_PLATFORM_CLOCK_H
#define OPENIMAPI_PLATFORM_CLOCK_H

#include <stdint.h>

/** Milliseconds since some fixed moment; never runs backwards. */
uint64_t platform_clock_monotonic_ms(void);

/** Now, in ticks of base/date.h. */
int64_t platform_clock_utc_ticks(void);

/** What to add to UTC ticks at `utc_ticks` for the local time of this machine, in ticks. */
int64_t platform_clock_local_offset_ticks(int64_t utc_ticks);

void platform_clock_sleep_ms(uint32_t ms);

#endif
