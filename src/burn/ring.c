/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ring of buffers. */
#include "burn/ring.h"

#include "base/memory.h"

/* Adapters move whole pages fastest. */
#define PAGE_BYTES 4096

/* Parts of the ring that one wake-up is for. */
#define BATCHES 8

static uint8_t *align_to_page(uint8_t *memory)
{
    const uintptr_t misaligned = (uintptr_t)memory % PAGE_BYTES;

    return misaligned == 0 ? memory : memory + (PAGE_BYTES - misaligned);
}

enum status burn_ring_init(struct burn_ring *ring, uint32_t slot_bytes, uint32_t slot_count)
{
    enum status status = STATUS_NO_MEMORY;
    uint8_t *base;

    *ring = (struct burn_ring){ .slot_bytes = slot_bytes, .slot_count = slot_count };
    ring->memory = memory_resize(NULL, (size_t)slot_bytes * slot_count + PAGE_BYTES, 1);
    ring->slots = memory_allocate(slot_count, sizeof(*ring->slots));
    if (ring->memory == NULL || ring->slots == NULL)
        goto done;
    base = align_to_page(ring->memory);
    for (uint32_t i = 0; i < slot_count; i++)
        ring->slots[i].bytes = base + (size_t)i * slot_bytes;
    status = platform_mutex_create(&ring->mutex);
    if (status == STATUS_OK)
        status = platform_condition_create(&ring->changed);
done:
    if (status != STATUS_OK)
        burn_ring_release(ring);
    return status;
}

void burn_ring_release(struct burn_ring *ring)
{
    platform_condition_destroy(ring->changed);
    platform_mutex_destroy(ring->mutex);
    memory_free(ring->slots);
    memory_free(ring->memory);
    *ring = (struct burn_ring){ 0 };
}

static bool is_full(const struct burn_ring *ring)
{
    return ring->filled - ring->drained == ring->slot_count;
}

/* A side that had to wait goes on with several slots: to be woken for each costs more than it. */
static uint64_t batch(const struct burn_ring *ring)
{
    return ring->slot_count < BATCHES ? 1 : ring->slot_count / BATCHES;
}

static bool is_empty(const struct burn_ring *ring)
{
    return ring->filled == ring->drained;
}

struct burn_slot *burn_ring_wait_free(struct burn_ring *ring, uint32_t timeout_ms)
{
    struct burn_slot *slot = NULL;

    platform_mutex_lock(ring->mutex);
    if (is_full(ring) && !ring->is_stopped)
        platform_condition_wait_for(ring->changed, ring->mutex, timeout_ms);
    if (!is_full(ring) && !ring->is_stopped)
        slot = &ring->slots[ring->filled % ring->slot_count];
    platform_mutex_unlock(ring->mutex);
    return slot;
}

void burn_ring_push(struct burn_ring *ring)
{
    platform_mutex_lock(ring->mutex);
    ring->used_bytes += ring->slots[ring->filled % ring->slot_count].size;
    ring->filled++;
    if (ring->filled - ring->drained >= batch(ring))
        platform_condition_broadcast(ring->changed);
    platform_mutex_unlock(ring->mutex);
}

void burn_ring_close(struct burn_ring *ring)
{
    platform_mutex_lock(ring->mutex);
    ring->is_closed = true;
    platform_condition_broadcast(ring->changed);
    platform_mutex_unlock(ring->mutex);
}

bool burn_ring_wait_drained(struct burn_ring *ring, uint32_t timeout_ms)
{
    bool is_drained;

    platform_mutex_lock(ring->mutex);
    if (!is_empty(ring) && !ring->is_stopped)
        platform_condition_wait_for(ring->changed, ring->mutex, timeout_ms);
    is_drained = is_empty(ring) || ring->is_stopped;
    platform_mutex_unlock(ring->mutex);
    return is_drained;
}

struct burn_slot *burn_ring_wait_filled(struct burn_ring *ring)
{
    struct burn_slot *slot = NULL;

    platform_mutex_lock(ring->mutex);
    while (is_empty(ring) && !ring->is_closed && !ring->is_stopped)
        platform_condition_wait(ring->changed, ring->mutex);
    if (!is_empty(ring) && !ring->is_stopped)
        slot = &ring->slots[ring->drained % ring->slot_count];
    platform_mutex_unlock(ring->mutex);
    return slot;
}

void burn_ring_pop(struct burn_ring *ring)
{
    platform_mutex_lock(ring->mutex);
    ring->used_bytes -= ring->slots[ring->drained % ring->slot_count].size;
    ring->drained++;
    if (is_empty(ring) || ring->slot_count - (ring->filled - ring->drained) >= batch(ring))
        platform_condition_broadcast(ring->changed);
    platform_mutex_unlock(ring->mutex);
}

void burn_ring_stop(struct burn_ring *ring)
{
    platform_mutex_lock(ring->mutex);
    ring->is_stopped = true;
    platform_condition_broadcast(ring->changed);
    platform_mutex_unlock(ring->mutex);
}

bool burn_ring_is_stopped(struct burn_ring *ring)
{
    bool is_stopped;

    platform_mutex_lock(ring->mutex);
    is_stopped = ring->is_stopped;
    platform_mutex_unlock(ring->mutex);
    return is_stopped;
}

uint32_t burn_ring_used_bytes(struct burn_ring *ring)
{
    uint32_t used_bytes;

    platform_mutex_lock(ring->mutex);
    used_bytes = ring->used_bytes;
    platform_mutex_unlock(ring->mutex);
    return used_bytes;
}
