/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points in time (ECMA-167 1/7.3; OSTA UDF 2.1.4). */
#include "udf/timestamp.h"

#include "base/date.h"

#define TYPE_LOCAL                     1 /* ECMA-167 1/7.3.1: with a zone */
#define ZONE_NONE                      (-2047)
#define ZONE_MAXIMUM                   1440
#define YEAR_MINIMUM                   1
#define YEAR_MAXIMUM                   9999
#define TICKS_PER_MICROSECOND          10u
#define TICKS_PER_CENTISECOND          100000u
#define TICKS_PER_HUNDRED_MICROSECONDS 1000u

struct udf_timestamp udf_timestamp_of(int64_t ticks)
{
    struct date_fields date = date_fields_of(ticks);

    if (date.year < YEAR_MINIMUM)
        date = (struct date_fields){ .year = YEAR_MINIMUM, .month = 1, .day = 1 };
    if (date.year > YEAR_MAXIMUM)
        date = (struct date_fields){ YEAR_MAXIMUM, 12, 31, 23, 59, 59, DATE_TICKS_PER_SECOND - 1 };
    return (struct udf_timestamp){
        .type_and_zone = le16_of(TYPE_LOCAL << 12),
        .year = le16_of((uint16_t)date.year),
        .month = date.month,
        .day = date.day,
        .hour = date.hour,
        .minute = date.minute,
        .second = date.second,
        .centiseconds = (uint8_t)(date.tick / TICKS_PER_CENTISECOND),
        .hundreds_of_microseconds = (uint8_t)(date.tick / TICKS_PER_HUNDRED_MICROSECONDS % 100),
        .microseconds = (uint8_t)(date.tick / TICKS_PER_MICROSECOND % 100),
    };
}

/* Twelve bits with a sign; in minutes, or ZONE_NONE. */
static int zone_of(uint16_t type_and_zone)
{
    const int zone = type_and_zone & 0x0FFF;

    return zone >= 0x0800 ? zone - 0x1000 : zone;
}

bool udf_timestamp_ticks(const struct udf_timestamp *timestamp, int64_t *ticks)
{
    const uint16_t type_and_zone = le16_get(timestamp->type_and_zone);
    const int zone = zone_of(type_and_zone);
    const struct date_fields date = {
        .year = (int16_t)le16_get(timestamp->year),
        .month = timestamp->month,
        .day = timestamp->day,
        .hour = timestamp->hour,
        .minute = timestamp->minute,
        .second = timestamp->second,
        .tick = timestamp->centiseconds * TICKS_PER_CENTISECOND +
                timestamp->hundreds_of_microseconds * TICKS_PER_HUNDRED_MICROSECONDS +
                timestamp->microseconds * TICKS_PER_MICROSECOND,
    };

    if (!date_ticks_of(&date, ticks))
        return false;
    if (type_and_zone >> 12 == TYPE_LOCAL && zone >= -ZONE_MAXIMUM && zone <= ZONE_MAXIMUM)
        *ticks -= zone * 60 * DATE_TICKS_PER_SECOND;
    return true;
}
