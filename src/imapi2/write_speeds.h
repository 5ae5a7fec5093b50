/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Write speeds as the contract has them: sectors per second, in arrays and objects. */
#ifndef OPENIMAPI_IMAPI2_WRITE_SPEEDS_H
#define OPENIMAPI_IMAPI2_WRITE_SPEEDS_H

#include "imapi2/media_view.h"
#include "mmc/write_speed.h"

#include <windows.h>
#include <ole2.h>

/** Sectors per second of a speed of the medium in `facts`. */
LONG write_speed_sectors(const struct mmc_survey *facts, const struct mmc_write_speed *speed);

/** An array of VT_UI4, in the drive's order. E_OUTOFMEMORY. */
HRESULT write_speeds_array(const struct mmc_survey *facts, SAFEARRAY **array);

/** An array of IWriteSpeedDescriptor, same order and count. E_OUTOFMEMORY. */
HRESULT write_speeds_descriptors(const struct mmc_survey *facts, SAFEARRAY **array);

/**
 * Sets the speed of the drive behind `medium`. S_OK or one
 * of the successes that say what was taken instead. On failure error information is set for
 * `object`: E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE where the drive contradicts itself, else as
 * media_view_read.
 */
HRESULT write_speed_set(struct media_view *medium, const struct com_object *object,
                        const struct mmc_speed_wish *wish);

#endif
