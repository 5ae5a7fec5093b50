/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a disc is whose process may have died between two writes. */
#ifndef OPENIMAPI_DISCIMAGE_DISC_RECONCILE_H
#define OPENIMAPI_DISCIMAGE_DISC_RECONCILE_H

#include "base/status.h"
#include "discimage/disc_state.h"

#include <stdint.h>

/**
 * Brings the state that was read from a text to what `size` bytes of user data say: how much is
 * recorded, how far the disc is formatted. STATUS_CORRUPT: these are not the user data of this
 * disc; the state is then of no use.
 */
enum status disc_state_reconcile(struct disc_state *state, uint64_t size);

#endif
