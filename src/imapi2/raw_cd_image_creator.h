/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftRawCDImageCreator, for the objects that stay bound to it. */
#ifndef OPENIMAPI_IMAPI2_RAW_CD_IMAGE_CREATOR_H
#define OPENIMAPI_IMAPI2_RAW_CD_IMAGE_CREATOR_H

#include "com/lock.h"
#include "com/object.h"
#include "discimage/raw_image.h"
#include "imapi2/expected_toc.h"

#include <imapi2.h>

struct raw_cd_image_creator {
    struct com_object object;
    IRawCDImageCreator IRawCDImageCreator_iface;
    struct com_lock lock;
    struct raw_image *image;
    struct expected_toc toc; /* what the last ExpectedTableOfContents points at */
};

/** The HRESULT of `result`, told to error information of `object`; `argument` is what was wrong. */
HRESULT raw_cd_image_result(const struct com_object *object, enum raw_image_result result,
                            const WCHAR *argument);

/** The IMAPI_CD_SECTOR_TYPE of tracks like that. */
IMAPI_CD_SECTOR_TYPE raw_cd_image_sector_type(enum cd_sector_kind kind, bool is_complete);

/** IRawCDImageTrackInfo of track `slot`, which exists. E_OUTOFMEMORY. */
HRESULT raw_cd_image_track_info_create(struct raw_cd_image_creator *creator, size_t slot,
                                       IRawCDImageTrackInfo **out);

#endif
