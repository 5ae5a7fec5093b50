/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Write speeds as the contract has them: sectors per second, in arrays and objects. */
#ifndef OPENIMAPI_IMAPI2_WRITE_SPEEDS_H
#define OPENIMAPI_IMAPI2_WRITE_SPEEDS_H

#include "imapi2/media_facts.h"

#include <windows.h>
#include <ole2.h>

/** Sectors per second of a speed of the medium in `facts`. */
LONG write_speed_sectors(const struct media_facts *facts, const struct mmc_write_speed *speed);

/** An array of VT_UI4, in the drive's order. E_OUTOFMEMORY. */
HRESULT write_speeds_array(const struct media_facts *facts, SAFEARRAY **array);

/** An array of IWriteSpeedDescriptor, same order and count. E_OUTOFMEMORY. */
HRESULT write_speeds_descriptors(const struct media_facts *facts, SAFEARRAY **array);

#endif
