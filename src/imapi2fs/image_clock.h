/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time that images and new items get. */
#ifndef OPENIMAPI_IMAPI2FS_IMAGE_CLOCK_H
#define OPENIMAPI_IMAPI2FS_IMAGE_CLOCK_H

#include <windows.h>

#include <stdbool.h>
#include <stdint.h>

/**
 * The moment that `seconds` names, decimal digits that count seconds since 1970, as in the
 * environment variable SOURCE_DATE_EPOCH; in ticks of base/date.h. False, and 0, for other text and
 * for years after 9999.
 */
bool image_clock_parse(const WCHAR *seconds, int64_t *ticks);

/**
 * Now, in ticks of base/date.h: the moment of SOURCE_DATE_EPOCH when the process has a valid one,
 * so that equal trees give equal images, else the system's time.
 */
int64_t image_clock_now(void);

/** Whether the process has a valid SOURCE_DATE_EPOCH. */
bool image_clock_is_fixed(void);

/**
 * The time of access that sources of the host are given: 0, their own, unless the process has a
 * valid SOURCE_DATE_EPOCH. Then it is that, because making one image changes what the next would
 * find.
 */
int64_t image_clock_access(void);

/** What `ticks` is in local time; the same when SOURCE_DATE_EPOCH takes time and zone out of it. */
int64_t image_clock_local(int64_t ticks);

#endif
