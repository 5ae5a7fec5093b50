/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A ring of buffers between the thread that reads and the thread that writes to the drive. */
#ifndef OPENIMAPI_BURN_RING_H
#define OPENIMAPI_BURN_RING_H

#include "base/status.h"
#include "platform/thread.h"

#include <stdbool.h>
#include <stdint.h>

/** One buffer: what one command writes. */
struct burn_slot {
    uint8_t *bytes;
    uint32_t size;         /* bytes filled */
    int32_t lba;           /* where they go */
    uint16_t sectors;      /* how many, padding included */
    uint16_t data_sectors; /* how many came from the reader */
};

/** Fields belong to the functions below. One thread fills, one drains. */
struct burn_ring {
    uint8_t *memory;
    struct burn_slot *slots;
    uint32_t slot_bytes;
    uint32_t slot_count;
    struct platform_mutex *mutex;
    struct platform_condition *changed;
    uint64_t filled; /* slots pushed and popped since the beginning */
    uint64_t drained;
    uint32_t used_bytes;
    bool is_closed;
    bool is_stopped;
};

/** `slot_count` slots of `slot_bytes`, beginning on a page. STATUS_NO_MEMORY. */
enum status burn_ring_init(struct burn_ring *ring, uint32_t slot_bytes, uint32_t slot_count);

/** No thread may use the ring any more. */
void burn_ring_release(struct burn_ring *ring);

/**
 * Filling side: the next slot to fill, once there is one; NULL after `timeout_ms` without, or when
 * the ring was stopped.
 */
struct burn_slot *burn_ring_wait_free(struct burn_ring *ring, uint32_t timeout_ms);

/** Filling side: hands over the slot last given out. */
void burn_ring_push(struct burn_ring *ring);

/** Filling side: nothing more will come. */
void burn_ring_close(struct burn_ring *ring);

/** Filling side: true once every slot was drained or the ring stopped; false after `timeout_ms`. */
bool burn_ring_wait_drained(struct burn_ring *ring, uint32_t timeout_ms);

/**
 * Draining side: the next filled slot; NULL when the ring is closed and empty, or stopped. Who has
 * to wait for one waits until an eighth of the ring is filled.
 */
struct burn_slot *burn_ring_wait_filled(struct burn_ring *ring);

/** Draining side: gives back the slot last given out. */
void burn_ring_pop(struct burn_ring *ring);

/** Either side: both stop as soon as they look. */
void burn_ring_stop(struct burn_ring *ring);

bool burn_ring_is_stopped(struct burn_ring *ring);

/** Bytes filled and not yet drained. */
uint32_t burn_ring_used_bytes(struct burn_ring *ring);

#endif
