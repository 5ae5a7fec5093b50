/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The estimate of an erase. */
#include "burn/erase_estimate.h"

#define MS_PER_SECOND 1000

/* A value that falls and stays above this is on its way down. */
#define COUNTS_DOWN_ABOVE 0x7000

/* Estimates begin once more values than these were seen. */
#define VALUES_IGNORED 2

void burn_erase_estimate_init(struct burn_erase_estimate *estimate, uint32_t initial_s)
{
    *estimate = (struct burn_erase_estimate){ .initial_s = initial_s };
}

uint32_t burn_erase_estimate_normalize(struct burn_erase_estimate *estimate, uint16_t told)
{
    const uint16_t last = estimate->last;

    estimate->last = told;
    if (estimate->counts_down)
        return BURN_ERASE_PROGRESS_END - told;
    if (told < last) {
        if (told == 0)
            return BURN_ERASE_PROGRESS_END;
        if (told > COUNTS_DOWN_ABOVE) {
            estimate->counts_down = true;
            return BURN_ERASE_PROGRESS_END - told;
        }
        estimate->cycle++;
    }
    return (estimate->cycle * (BURN_ERASE_PROGRESS_END + 1) + told) / (estimate->cycle + 1);
}

void burn_erase_estimate_add(struct burn_erase_estimate *estimate, uint32_t done,
                             uint64_t elapsed_ms)
{
    if (done == 0)
        return;
    if (done != estimate->last_done)
        estimate->values++;
    estimate->last_done = done;
    if (estimate->values <= VALUES_IGNORED)
        return;
    estimate->totals_ms[estimate->total_count++ % BURN_ERASE_TOTALS] =
        elapsed_ms * BURN_ERASE_PROGRESS_END / done;
}

/* The mean of the last totals, the newest counted twice. */
static uint64_t mean_ms(const struct burn_erase_estimate *estimate)
{
    const unsigned count =
        estimate->total_count < BURN_ERASE_TOTALS ? estimate->total_count : BURN_ERASE_TOTALS;
    uint64_t sum = estimate->totals_ms[(estimate->total_count - 1) % BURN_ERASE_TOTALS];

    for (unsigned i = 0; i < count; i++)
        sum += estimate->totals_ms[i];
    return sum / (count + 1);
}

uint32_t burn_erase_estimate_total_s(const struct burn_erase_estimate *estimate,
                                     uint64_t elapsed_ms)
{
    const uint64_t elapsed_s = elapsed_ms / MS_PER_SECOND;
    uint64_t total_s = estimate->initial_s;

    if (estimate->total_count > 0)
        total_s = mean_ms(estimate) / MS_PER_SECOND;
    if (total_s < elapsed_s)
        total_s = elapsed_s;
    if (total_s == 0)
        return 1;
    return total_s < INT32_MAX ? (uint32_t)total_s : INT32_MAX;
}
