/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a command of the virtual recorder ends; condition.def lists the ways. */
#ifndef OPENIMAPI_VIRTUALDRIVE_CONDITION_H
#define OPENIMAPI_VIRTUALDRIVE_CONDITION_H

#include "base/status.h"

#include <stdint.h>

enum drive_condition {
#define DRIVE_CONDITION(name, code) DRIVE_CONDITION_##name,
#include "virtualdrive/condition.def"
#undef DRIVE_CONDITION
    /** No sense at all: another process holds the disc. */
    DRIVE_CONDITION_LOCKED,
    /** No sense at all: the data do not fit the command, or go the wrong way. */
    DRIVE_CONDITION_WRONG_TRANSFER,
};

/** The sense of `condition`, as scsi_sense.code; 0 for those that have none. */
uint32_t drive_condition_sense(enum drive_condition condition);

/** The condition for a disc that could not be loaded. `status` is not STATUS_OK. */
enum drive_condition drive_condition_of_load(enum status status);

/** The condition for user data that could not be read; GOOD for STATUS_OK. */
enum drive_condition drive_condition_of_read(enum status status);

/** The condition for user data or state that could not be written; GOOD for STATUS_OK. */
enum drive_condition drive_condition_of_write(enum status status);

#endif
