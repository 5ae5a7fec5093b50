/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The wish to stop: set from any thread, polled between buffers. */
#ifndef OPENIMAPI_BURN_CANCEL_H
#define OPENIMAPI_BURN_CANCEL_H

#include <stdatomic.h>
#include <stdbool.h>

/** Zeroed, nothing is cancelled. The caller owns it and must keep it for the whole operation. */
struct burn_cancel {
    atomic_bool is_requested;
};

/** Withdraws the wish; not while an operation uses `cancel`. */
static inline void burn_cancel_init(struct burn_cancel *cancel)
{
    atomic_init(&cancel->is_requested, false);
}

/** Asks the operation to stop as soon as it can. Any thread. */
static inline void burn_cancel_request(struct burn_cancel *cancel)
{
    atomic_store(&cancel->is_requested, true);
}

static inline bool burn_cancel_is_requested(struct burn_cancel *cancel)
{
    return atomic_load(&cancel->is_requested);
}

#endif
