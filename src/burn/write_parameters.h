/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mode page 05h, Write Parameters, set whole: drives begin with whatever was written last. */
#ifndef OPENIMAPI_BURN_WRITE_PARAMETERS_H
#define OPENIMAPI_BURN_WRITE_PARAMETERS_H

#include "base/status.h"
#include "mmc/drive.h"
#include "mmc/mode_pages.h"

#include <stdbool.h>
#include <stdint.h>

/** What differs from one way of writing to the next. */
struct burn_write_parameters {
    enum mmc_write_type type;
    bool is_multisession;     /* another session may follow */
    bool is_buffer_protected; /* against underruns, where the drive can */
    uint8_t track_mode;       /* Q sub-channel control */
    enum mmc_data_block_type data_block_type;
    uint8_t session_format; /* enum mmc_disc_type */
    uint8_t link_size;      /* of packets; 0: there are none */
};

/**
 * Sets the page from the drive's present one, or from nothing on drives that hide it until
 * something is written. A drive that refuses the buffer protection goes without. Fails as
 * mmc_mode_page_write and mmc_mode_page_read.
 */
enum status burn_write_parameters_set(struct mmc_drive *drive,
                                      const struct burn_write_parameters *parameters);

#endif
