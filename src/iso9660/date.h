/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points in time as ECMA-119 writes them, always UTC. */
#ifndef OPENIMAPI_ISO9660_DATE_H
#define OPENIMAPI_ISO9660_DATE_H

#include "iso9660/structures.h"

/** ECMA-119 9.1.5. Times before 1900 or after 2155 become the first or last moment there is. */
struct iso9660_record_date iso9660_record_date_of(int64_t ticks);

/** The ticks of a date on a disc; 1 January 1970 when it is none: month 0, second 60. */
int64_t iso9660_record_date_ticks(const struct iso9660_record_date *date);

/** ECMA-119 8.4.26.1. Times outside the years 1 to 9999 become the first or last moment. */
struct iso9660_volume_date iso9660_volume_date_of(int64_t ticks);

/** ECMA-119 8.4.26.1: no date is specified. */
struct iso9660_volume_date iso9660_volume_date_unset(void);

#endif
