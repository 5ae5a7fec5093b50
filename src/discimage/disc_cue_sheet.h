/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The cue sheet of a CD whose sectors are kept whole: what other programs need to open it. Times
 * count from the start of the user data.
 */
#ifndef OPENIMAPI_DISCIMAGE_DISC_CUE_SHEET_H
#define OPENIMAPI_DISCIMAGE_DISC_CUE_SHEET_H

#include "cd/text.h"
#include "discimage/disc_state.h"

#include <stddef.h>

/** The longest cue sheet. */
#define DISC_CUE_SHEET_MAXIMUM 262144

/** What a cue sheet names besides tracks. */
struct disc_cue_names {
    const char *user_data;      /* UTF-8, without a path */
    const char *cd_text;        /* a file of packs; NULL: there is none */
    const struct cd_text *text; /* what they say; NULL: nothing */
};

/**
 * Writes the sheet, LF at the end of lines, to `out` of DISC_CUE_SHEET_MAXIMUM bytes; gives its
 * length, 0 where no track holds anything. Cannot overflow.
 */
size_t disc_cue_sheet_encode(const struct disc_state *state, const struct disc_cue_names *names,
                             char *out);

#endif
