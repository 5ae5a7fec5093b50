/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time on POSIX. */
#include "platform/clock.h"

#include "base/date.h"

#include <errno.h>
#include <time.h>

uint64_t platform_clock_monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int64_t platform_clock_utc_ticks(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return DATE_UNIX_EPOCH_TICKS + (int64_t)now.tv_sec * DATE_TICKS_PER_SECOND + now.tv_nsec / 100;
}

int64_t platform_clock_local_offset_ticks(int64_t utc_ticks)
{
    const time_t seconds = (time_t)((utc_ticks - DATE_UNIX_EPOCH_TICKS) / DATE_TICKS_PER_SECOND);
    struct tm local;

    if (localtime_r(&seconds, &local) == NULL)
        return 0;
    return (int64_t)local.tm_gmtoff * DATE_TICKS_PER_SECOND;
}

void platform_clock_sleep_ms(uint32_t ms)
{
    struct timespec left = { .tv_sec = (time_t)(ms / 1000),
                             .tv_nsec = (long)(ms % 1000) * 1000000L };

    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}
