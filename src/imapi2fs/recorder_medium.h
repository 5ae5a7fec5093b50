/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is in a recorder, asked of the DLL that knows media, by COM as any program would. */
#ifndef OPENIMAPI_IMAPI2FS_RECORDER_MEDIUM_H
#define OPENIMAPI_IMAPI2FS_RECORDER_MEDIUM_H

#include <windows.h>
#include <imapi2.h>

/**
 * The type of the medium and, unless `blocks` is NULL, how many are free on it. Fails as
 * IDiscFormat2Data does, with both zero.
 */
HRESULT recorder_medium(IDiscRecorder2 *recorder, IMAPI_MEDIA_PHYSICAL_TYPE *type, LONG *blocks);

#endif
