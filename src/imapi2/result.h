/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one table from what the core reports to the HRESULTs of imapi2.dll. */
#ifndef OPENIMAPI_IMAPI2_RESULT_H
#define OPENIMAPI_IMAPI2_RESULT_H

#include "base/status.h"
#include "burn/cd_recording.h"
#include "burn/data.h"
#include "burn/erase.h"
#include "discimage/raw_image.h"
#include "mmc/condition.h"
#include "mmc/drive.h"
#include "mmc/write_speed.h"

#include <windows.h>

/** S_OK for MMC_CONDITION_NONE; E_FAIL for conditions the contract has no code for. */
HRESULT result_of_condition(enum mmc_condition condition);

/**
 * `status` of a function that uses a drive; `failure`, the drive's, tells more of STATUS_DEVICE and
 * may be NULL when the function does not give that.
 */
HRESULT result_of_status(enum status status, const struct mmc_failure *failure);

/** As above while writing: what has no code of its own is an unexpected response. */
HRESULT result_of_write(enum status status, const struct mmc_failure *failure);

/** S_OK or one of the three successes that say what the drive took instead. */
HRESULT result_of_adjustment(enum mmc_speed_adjustment adjustment);

/**
 * How a burn of data ended. `stream_error` is what the application's stream returned last, for
 * BURN_FAILURE_STREAM.
 */
HRESULT result_of_burn(const struct burn_data_result *result, HRESULT stream_error);

/** The codes of a family of CD writers for what recording can fail with. */
struct result_cd_codes {
    HRESULT stream_not_supported;
    HRESULT lead_in_too_short;
    HRESULT no_space;
    HRESULT track_limit;
    HRESULT block_type_not_supported;
    HRESULT medium_not_supported;
    HRESULT medium_not_blank;
    HRESULT medium_changed;
};

/** How a call of a CD recording ended. `stream_error` as above. */
HRESULT result_of_cd(const struct burn_cd_result *result, const struct result_cd_codes *codes,
                     HRESULT stream_error);

/** How erasing ended. */
HRESULT result_of_erase(const struct burn_erase_result *result);

/** How a call on a raw image went; the one success that is not S_OK among them. */
HRESULT result_of_raw_image(enum raw_image_result result);

#endif
