/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and causes of the status codes, from status.def. */
#include "base/status.h"

#include <stddef.h>

struct status_text {
    const char *name;
    const char *cause;
};

static const struct status_text texts[STATUS_ORDINAL_COUNT] = {
    [STATUS_ORDINAL_OK] = { "OK", "success" },
#define STATUS_CODE(code, text) [STATUS_ORDINAL_##code] = { #code, text },
#include "base/status.def"
#undef STATUS_CODE
};

static const struct status_text *text_of(enum status status)
{
    static const struct status_text unknown = { "?", "?" };
    const int ordinal = -(int)status;

    if (ordinal < 0 || ordinal >= STATUS_ORDINAL_COUNT)
        return &unknown;
    return &texts[ordinal];
}

const char *status_name(enum status status)
{
    return text_of(status)->name;
}

const char *status_cause(enum status status)
{
    return text_of(status)->cause;
}
