/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Failures of drives in words: which recorder, which command, what it answered. */
#ifndef OPENIMAPI_IMAPI2_DRIVE_ERROR_H
#define OPENIMAPI_IMAPI2_DRIVE_ERROR_H

#include "com/error.h"
#include "mmc/drive.h"
#include "transport/recorder_catalog.h"

#include <imapi2.h>

/** Room for a vendor, a blank, a product and a terminator. */
#define RECORDER_LABEL_UNITS 64

/** Room for what drive_failure_describe writes. */
#define DRIVE_FAILURE_UNITS 192

/** "HL-DT-ST DVDRAM": vendor and product without their padding; "a recorder" when both are empty.
 */
struct recorder_label {
    WCHAR text[RECORDER_LABEL_UNITS];
};

struct recorder_label recorder_label_of(const struct recorder_identity *identity);

/** The same of any recorder object, asked on the calling thread. */
struct recorder_label recorder_label_read(IDiscRecorder2 *recorder);

/** The drive's failure when it is behind `status`, which a function that used the drive gave; or
 * NULL. */
const struct mmc_failure *drive_failure_of(const struct mmc_drive *drive, enum status status);

/** "HL-DT-ST DVDRAM answered READ CAPACITY with sense 2/3A/00, MEDIUM NOT PRESENT". */
void drive_failure_describe(const struct recorder_label *label, const struct mmc_failure *failure,
                            WCHAR text[DRIVE_FAILURE_UNITS]);

/** com_error with "`name` is `value`" behind the text of the code: an argument that is refused. */
HRESULT error_with_value(const struct com_object *object, HRESULT code, const WCHAR *name,
                         int64_t value);

/** com_error with `detail` behind the text of the code; an empty detail is left out. */
HRESULT error_with_detail(const struct com_object *object, HRESULT code, const WCHAR *detail);

/**
 * com_error for the HRESULT of a command that ended as `failure` says. `failure` may be NULL when
 * no command is to blame; then the recorder alone is named.
 */
HRESULT drive_error(const struct com_object *object, HRESULT code,
                    const struct recorder_label *label, const struct mmc_failure *failure);

#endif
