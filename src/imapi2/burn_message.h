/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Failed burns in words: which disc in which recorder, which sizes, which command. */
#ifndef OPENIMAPI_IMAPI2_BURN_MESSAGE_H
#define OPENIMAPI_IMAPI2_BURN_MESSAGE_H

#include "burn/data.h"
#include "imapi2/drive_error.h"
#include "mmc/survey.h"

#include <stdint.h>

/** Room for what burn_message_write writes. */
#define BURN_MESSAGE_UNITS 256

/** What is known of a burn that failed. Everything is borrowed. */
struct burn_account {
    const struct burn_data_result *result;
    const struct recorder_label *recorder;
    const struct mmc_survey *medium; /* before the burn */
    uint64_t stream_bytes;
    uint64_t stream_position; /* where the stream stood at the end */
};

/** What the text of the HRESULT does not say; empty when there is nothing to add. */
void burn_message_write(const struct burn_account *account, WCHAR text[BURN_MESSAGE_UNITS]);

#endif
