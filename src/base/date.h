/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Points in time. The core counts 100-nanosecond ticks since 1 January 1601 UTC, as FILETIME does;
 * calendar fields are proleptic Gregorian and always UTC.
 */
#ifndef OPENIMAPI_BASE_DATE_H
#define OPENIMAPI_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_TICKS_PER_SECOND INT64_C(10000000)

/** Ticks at 1 January 1970 00:00:00 UTC. */
#define DATE_UNIX_EPOCH_TICKS INT64_C(116444736000000000)

/** Calendar fields of a point in time, UTC. */
struct date_fields {
    int32_t year;
    uint8_t month;  /* 1..12 */
    uint8_t day;    /* 1..31 */
    uint8_t hour;   /* 0..23 */
    uint8_t minute; /* 0..59 */
    uint8_t second; /* 0..59 */
    uint32_t tick;  /* of the second, 0..9999999 */
};

/** The fields of `ticks`; times before 1601 have negative ticks. */
struct date_fields date_fields_of(int64_t ticks);

/**
 * The ticks of `fields`. False, and 0, for a field out of its range (a day the month does not have
 * included) or a year outside -20000..30000.
 */
bool date_ticks_of(const struct date_fields *fields, int64_t *ticks);

#endif
