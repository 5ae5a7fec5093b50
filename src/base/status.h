/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one error type of the core. */
#ifndef OPENIMAPI_BASE_STATUS_H
#define OPENIMAPI_BASE_STATUS_H

enum status_ordinal {
    STATUS_ORDINAL_OK,
#define STATUS_CODE(name, cause) STATUS_ORDINAL_##name,
#include "base/status.def"
#undef STATUS_CODE
    STATUS_ORDINAL_COUNT
};

/**
 * Result of every core function that can fail: STATUS_OK is 0, failures are negative.
 * status.def gives each code its single cause.
 */
enum status {
    STATUS_OK = 0,
#define STATUS_CODE(name, cause) STATUS_##name = -STATUS_ORDINAL_##name,
#include "base/status.def"
#undef STATUS_CODE
};

/** The enumerator's name without its prefix ("NO_MEMORY"); "?" for an unknown value. */
const char *status_name(enum status status);

/** The cause in words, as in status.def; "?" for an unknown value. */
const char *status_cause(enum status status);

#endif
