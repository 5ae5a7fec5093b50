/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How long an erase will take, from what drives tell of their progress. Private to this room. */
#ifndef OPENIMAPI_BURN_ERASE_ESTIMATE_H
#define OPENIMAPI_BURN_ERASE_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

/** What progress counts to. */
#define BURN_ERASE_PROGRESS_END 0xFFFFu

/** Totals that are averaged. */
#define BURN_ERASE_TOTALS 4

/** Fields belong to the functions below. */
struct burn_erase_estimate {
    uint32_t initial_s;
    uint16_t last;  /* as the drive told it */
    uint32_t cycle; /* how often a drive that counts several times began anew */
    bool counts_down;
    uint32_t last_done;
    unsigned values; /* different ones that were not 0 */
    uint64_t totals_ms[BURN_ERASE_TOTALS];
    unsigned total_count;
};

/** Begins with a guess. */
void burn_erase_estimate_init(struct burn_erase_estimate *estimate, uint32_t initial_s);

/**
 * Progress in the drive's words, made to rise from 0 to BURN_ERASE_PROGRESS_END: some count down,
 * some begin anew for each pass, some end at 0.
 */
uint32_t burn_erase_estimate_normalize(struct burn_erase_estimate *estimate, uint16_t told);

/** `done` of BURN_ERASE_PROGRESS_END are done after `elapsed_ms`. */
void burn_erase_estimate_add(struct burn_erase_estimate *estimate, uint32_t done,
                             uint64_t elapsed_ms);

/** Seconds it will take in all: at least 1, and never less than have passed. */
uint32_t burn_erase_estimate_total_s(const struct burn_erase_estimate *estimate,
                                     uint64_t elapsed_ms);

#endif
