/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of contents that a CD will have (MMC-6 6.25.3.2, format 0). */
#include "imapi2/expected_toc.h"

#include "com/array.h"

#include <assert.h>
#include <string.h>

/* Bytes of the header that the data length counts. */
#define COUNTED_HEADER_BYTES 2

void expected_toc_begin(struct expected_toc *toc, uint8_t first_track)
{
    memset(toc, 0, sizeof(*toc));
    toc->header.data_length = be16_of(COUNTED_HEADER_BYTES);
    toc->header.first = first_track;
    toc->header.last = first_track;
}

void expected_toc_add(struct expected_toc *toc, uint8_t track, uint8_t control, int32_t start)
{
    const uint16_t length = be16_get(toc->header.data_length);
    const size_t place = (length - COUNTED_HEADER_BYTES) / sizeof(toc->tracks[0]);

    assert(place < ARRAYSIZE(toc->tracks));
    toc->tracks[place] = (struct mmc_toc_track_wire){
        .adr_control = (uint8_t)(MMC_TOC_ADR_POSITION | control),
        .track = track,
        .address = be32_of((uint32_t)start),
    };
    toc->header.data_length = be16_of((uint16_t)(length + sizeof(toc->tracks[0])));
    if (track != MMC_TOC_TRACK_LEAD_OUT)
        toc->header.last = track;
}

HRESULT expected_toc_array(struct expected_toc *toc, SAFEARRAY **array)
{
    VARIANT *element;
    HRESULT hr = com_array_create(1, array, &element);

    if (FAILED(hr))
        return hr;
    V_VT(element) = VT_BYREF | VT_UI1;
    V_UI1REF(element) = (BYTE *)toc;
    return S_OK;
}
