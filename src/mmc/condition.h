/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a failed command means: the one interpretation of sense data (MMC-6 Annex F). */
#ifndef OPENIMAPI_MMC_CONDITION_H
#define OPENIMAPI_MMC_CONDITION_H

#include "base/status.h"
#include "scsi/transport.h"

#include <stdbool.h>
#include <stdint.h>

enum mmc_condition {
#define MMC_CONDITION_ENTRY(name, text) MMC_CONDITION_##name,
#include "mmc/condition.def"
#undef MMC_CONDITION_ENTRY
    MMC_CONDITION_COUNT
};

/**
 * The condition behind `result` of a command with `opcode`. MMC_CONDITION_NONE for a success, which
 * some sense data are too: streaming lost while the cache is flushed harms nothing.
 */
enum mmc_condition mmc_condition_of(uint8_t opcode, const struct scsi_result *result);

/**
 * STATUS_OK for NONE, STATUS_TIMEOUT, STATUS_DEVICE_GONE, STATUS_BUSY (locked by another program),
 * STATUS_INVALID_RESPONSE, and STATUS_DEVICE for every other condition.
 */
enum status mmc_condition_status(enum mmc_condition condition);

/** Whether sense data met while a long operation is awaited say that it still runs. */
bool mmc_condition_is_in_progress(const struct scsi_sense *sense);

/** Whether sense data of a WRITE only ask for the same command again a little later. */
bool mmc_condition_is_write_transient(const struct scsi_sense *sense);

/** The enumerator's name without its prefix ("NO_MEDIUM"); "?" for an unknown value. */
const char *mmc_condition_name(enum mmc_condition condition);

/** What it means in words, as in condition.def; "?" for an unknown value. */
const char *mmc_condition_meaning(enum mmc_condition condition);

#endif
