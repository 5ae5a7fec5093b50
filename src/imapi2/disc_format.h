/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IDiscFormat2: what all ways of writing a disc have in common and needs no state. */
#ifndef OPENIMAPI_IMAPI2_DISC_FORMAT_H
#define OPENIMAPI_IMAPI2_DISC_FORMAT_H

#include "com/object.h"
#include "mmc/support.h"

#include <imapi2.h>

/** IDiscFormat2::IsRecorderSupported; the medium is not touched. */
HRESULT disc_format_is_recorder_supported(const struct com_object *object,
                                          enum mmc_recording recording, IDiscRecorder2 *recorder,
                                          VARIANT_BOOL *value);

/** IDiscFormat2::IsCurrentMediaSupported. */
HRESULT disc_format_is_media_supported(const struct com_object *object,
                                       enum mmc_recording recording, IDiscRecorder2 *recorder,
                                       VARIANT_BOOL *value);

/** IDiscFormat2::get_SupportedMediaTypes. */
HRESULT disc_format_supported_media_types(const struct com_object *object,
                                          enum mmc_recording recording, SAFEARRAY **value);

#endif
