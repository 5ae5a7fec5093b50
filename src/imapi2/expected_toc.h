/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of contents that a CD will have, as ExpectedTableOfContents gives it. */
#ifndef OPENIMAPI_IMAPI2_EXPECTED_TOC_H
#define OPENIMAPI_IMAPI2_EXPECTED_TOC_H

#include "mmc/toc.h"

#include <windows.h>
#include <ole2.h>

/** A reply of READ TOC, format 0, with logical block addresses; 99 tracks and the lead-out fit. */
struct expected_toc {
    struct mmc_toc_header_wire header;
    struct mmc_toc_track_wire tracks[100];
};

/** Begins a table whose first track has this number. */
void expected_toc_begin(struct expected_toc *toc, uint8_t first_track);

/** Adds the next track, or MMC_TOC_TRACK_LEAD_OUT last; `control` are its control bits. */
void expected_toc_add(struct expected_toc *toc, uint8_t track, uint8_t control, int32_t start);

/**
 * A new array of one VT_BYREF | VT_UI1, which points at `toc`: that has to live as long as the
 * caller may look. E_OUTOFMEMORY.
 */
HRESULT expected_toc_array(struct expected_toc *toc, SAFEARRAY **array);

#endif
