/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftWriteSpeedDescriptor, for the objects that give it to clients. */
#ifndef OPENIMAPI_IMAPI2_WRITE_SPEED_DESCRIPTOR_H
#define OPENIMAPI_IMAPI2_WRITE_SPEED_DESCRIPTOR_H

#include <windows.h>

#include <imapi2.h>

#include <stdbool.h>

/** A descriptor of these values, which never change. E_OUTOFMEMORY. */
HRESULT write_speed_descriptor_create(IMAPI_MEDIA_PHYSICAL_TYPE type, LONG sectors_per_s,
                                      bool is_pure_cav, IUnknown **out);

#endif
