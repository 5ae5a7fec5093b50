/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points in time as ECMA-119 writes them. */
#include "iso9660/date.h"

#include "base/date.h"

#include <string.h>

#define RECORD_YEAR_MINIMUM 1900
#define RECORD_YEAR_MAXIMUM (1900 + 255)
#define VOLUME_YEAR_MINIMUM 1
#define VOLUME_YEAR_MAXIMUM 9999
#define TICKS_PER_HUNDREDTH (DATE_TICKS_PER_SECOND / 100)
#define TICKS_PER_ZONE      (15 * 60 * DATE_TICKS_PER_SECOND)
#define ZONE_MINIMUM        (-48)
#define ZONE_MAXIMUM        52

/* The fields of `ticks`, or those of the first or last moment of the years allowed. */
static struct date_fields clamped_fields(int64_t ticks, int32_t first_year, int32_t last_year)
{
    const struct date_fields date = date_fields_of(ticks);

    if (date.year < first_year)
        return (struct date_fields){ .year = first_year, .month = 1, .day = 1 };
    if (date.year > last_year)
        return (struct date_fields){ .year = last_year,
                                     .month = 12,
                                     .day = 31,
                                     .hour = 23,
                                     .minute = 59,
                                     .second = 59,
                                     .tick = DATE_TICKS_PER_SECOND - 1 };
    return date;
}

struct iso9660_record_date iso9660_record_date_of(int64_t ticks)
{
    const struct date_fields date = clamped_fields(ticks, RECORD_YEAR_MINIMUM, RECORD_YEAR_MAXIMUM);

    return (struct iso9660_record_date){
        .year = (uint8_t)(date.year - RECORD_YEAR_MINIMUM),
        .month = date.month,
        .day = date.day,
        .hour = date.hour,
        .minute = date.minute,
        .second = date.second,
    };
}

/* A zone that cannot be is none: some writers leave rubbish there. */
int64_t iso9660_record_date_ticks(const struct iso9660_record_date *date)
{
    const struct date_fields fields = {
        .year = RECORD_YEAR_MINIMUM + date->year,
        .month = date->month,
        .day = date->day,
        .hour = date->hour,
        .minute = date->minute,
        .second = date->second,
    };
    int64_t ticks;

    if (!date_ticks_of(&fields, &ticks))
        return DATE_UNIX_EPOCH_TICKS;
    if (date->zone >= ZONE_MINIMUM && date->zone <= ZONE_MAXIMUM)
        ticks -= date->zone * TICKS_PER_ZONE;
    return ticks;
}

static void put_digits(char *out, unsigned value, size_t digits)
{
    for (size_t i = digits; i > 0; i--) {
        out[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
}

struct iso9660_volume_date iso9660_volume_date_of(int64_t ticks)
{
    const struct date_fields date = clamped_fields(ticks, VOLUME_YEAR_MINIMUM, VOLUME_YEAR_MAXIMUM);
    struct iso9660_volume_date out;

    put_digits(out.year, (unsigned)date.year, sizeof(out.year));
    put_digits(out.month, date.month, sizeof(out.month));
    put_digits(out.day, date.day, sizeof(out.day));
    put_digits(out.hour, date.hour, sizeof(out.hour));
    put_digits(out.minute, date.minute, sizeof(out.minute));
    put_digits(out.second, date.second, sizeof(out.second));
    put_digits(out.hundredths, date.tick / (unsigned)TICKS_PER_HUNDREDTH, sizeof(out.hundredths));
    out.zone = 0;
    return out;
}

struct iso9660_volume_date iso9660_volume_date_unset(void)
{
    struct iso9660_volume_date out;

    memset(&out, '0', sizeof(out));
    out.zone = 0;
    return out;
}
