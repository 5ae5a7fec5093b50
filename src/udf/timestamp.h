/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Points in time (ECMA-167 1/7.3; OSTA UDF 2.1.4). */
#ifndef OPENIMAPI_UDF_TIMESTAMP_H
#define OPENIMAPI_UDF_TIMESTAMP_H

#include "udf/structures.h"

#include <stdbool.h>
#include <stdint.h>

/** `ticks` of base/date.h in UTC; times outside the years 1 to 9999 become the first or last. */
struct udf_timestamp udf_timestamp_of(int64_t ticks);

/**
 * The ticks of a timestamp from outside, whose zone is taken into account; one without a zone is
 * read as UTC. False, and 0, for one that is not set or has a field out of its range.
 */
bool udf_timestamp_ticks(const struct udf_timestamp *timestamp, int64_t *ticks);

#endif
