/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Erasing rewritable media: by BLANK, or by writing zeros where there is no such command. All in
 * one call on the caller's thread; there is no way to cancel. Exclusive access is the caller's
 * business, preventing removal is done and undone here.
 */
#ifndef OPENIMAPI_BURN_ERASE_H
#define OPENIMAPI_BURN_ERASE_H

#include "base/status.h"
#include "mmc/drive.h"

#include <stdbool.h>
#include <stdint.h>

/** A report, in seconds; `total_s` is an estimate, at least 1 and at least `elapsed_s`. */
struct burn_erase_progress {
    uint32_t elapsed_s;
    uint32_t total_s;
};

/** Told every second while the drive blanks, twice a second while zeros are written, at the end. */
struct burn_erase_observer {
    void (*report)(void *context, const struct burn_erase_progress *progress);
    void *context;
};

struct burn_erase_options {
    bool is_full;            /* every sector, not only what makes the medium look blank */
    bool is_single_threaded; /* as of struct burn_section */
};

/** Why nothing, or not everything, was erased. */
enum burn_erase_failure {
    BURN_ERASE_FAILURE_NONE,
    BURN_ERASE_FAILURE_SPIN_UP,      /* the drive does not start */
    BURN_ERASE_FAILURE_NOT_ERASABLE, /* it says that this medium cannot be blanked */
    BURN_ERASE_FAILURE_COMMAND,      /* it does not take the command that blanks */
    BURN_ERASE_FAILURE_UNEXPECTED,   /* blanking, it said something nobody understands */
    BURN_ERASE_FAILURE_TOO_LONG,     /* an hour is over, or a CD-RW or DVD-RW failed late */
    BURN_ERASE_FAILURE_DEVICE,       /* `device` alone says what happened */
    BURN_ERASE_FAILURE_NO_MEMORY,
};

struct burn_erase_result {
    enum burn_erase_failure failure;
    struct mmc_failure device; /* of all failures but NO_MEMORY */
};

/**
 * Erases the medium, which the caller knows to be erasable. A DVD+RW, DVD-RAM or BD-RE that was
 * never formatted holds nothing and is left alone. `observer` may be NULL. `*result` is filled
 * whatever happens. STATUS_NO_MEMORY; STATUS_TIMEOUT (TOO_LONG); else the status of
 * mmc_condition_status for what the drive did.
 */
enum status burn_erase(struct mmc_drive *drive, const struct burn_erase_options *options,
                       const struct burn_erase_observer *observer,
                       struct burn_erase_result *result);

#endif
