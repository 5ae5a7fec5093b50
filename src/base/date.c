/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Civil dates from and to ticks, by counting days in 400-year cycles that begin on 1 March. */
#include "base/date.h"

#define SECONDS_PER_DAY INT64_C(86400)
#define DAYS_PER_CYCLE  146097 /* 400 years */
#define DAYS_TO_1601    584694 /* from 1 March of year 0 to 1 January 1601 */

static int64_t divide_down(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

struct date_fields date_fields_of(int64_t ticks)
{
    const int64_t seconds = divide_down(ticks, DATE_TICKS_PER_SECOND);
    const int64_t days = divide_down(seconds, SECONDS_PER_DAY);
    const uint32_t second_of_day = (uint32_t)(seconds - days * SECONDS_PER_DAY);
    const int64_t since_march_0 = days + DAYS_TO_1601;
    const int64_t cycle = divide_down(since_march_0, DAYS_PER_CYCLE);
    const uint32_t day = (uint32_t)(since_march_0 - cycle * DAYS_PER_CYCLE);
    const uint32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    const uint32_t day_of_year = day - (365 * year + year / 4 - year / 100);
    const uint32_t month_from_march = (5 * day_of_year + 2) / 153;
    const uint32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

    return (struct date_fields){
        .year = (int32_t)(cycle * 400 + year + (month <= 2)),
        .month = (uint8_t)month,
        .day = (uint8_t)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
        .hour = (uint8_t)(second_of_day / 3600),
        .minute = (uint8_t)(second_of_day / 60 % 60),
        .second = (uint8_t)(second_of_day % 60),
        .tick = (uint32_t)((uint64_t)ticks - (uint64_t)seconds * DATE_TICKS_PER_SECOND),
    };
}

static bool is_leap_year(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int32_t year, int month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && is_leap_year(year));
}

static bool fields_are_valid(const struct date_fields *f)
{
    return f->year >= -20000 && f->year <= 30000 && f->month >= 1 && f->month <= 12 &&
           f->day >= 1 && f->day <= days_in_month(f->year, f->month) && f->hour <= 23 &&
           f->minute <= 59 && f->second <= 59 && f->tick < DATE_TICKS_PER_SECOND;
}

bool date_ticks_of(const struct date_fields *fields, int64_t *ticks)
{
    int64_t year;
    int64_t cycle;
    int64_t month_from_march;
    int64_t days;

    *ticks = 0;
    if (!fields_are_valid(fields))
        return false;
    year = (int64_t)fields->year - (fields->month <= 2);
    cycle = divide_down(year, 400);
    year -= cycle * 400;
    month_from_march = fields->month > 2 ? fields->month - 3 : fields->month + 9;
    days = cycle * DAYS_PER_CYCLE + year * 365 + year / 4 - year / 100 +
           (153 * month_from_march + 2) / 5 + fields->day - 1 - DAYS_TO_1601;
    *ticks = ((days * 24 + fields->hour) * 60 + fields->minute) * 60 + fields->second;
    *ticks = *ticks * DATE_TICKS_PER_SECOND + fields->tick;
    return true;
}
