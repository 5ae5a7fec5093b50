/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Somebody who watches a CD being recorded on the virtual recorder, and where it goes wrong. */
#ifndef OPENIMAPI_TESTS_UNIT_BURN_CD_FIXTURE_H
#define OPENIMAPI_TESTS_UNIT_BURN_CD_FIXTURE_H

#include "virtual_fixture.h"

#include "burn/cd_recording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CD_REPORTS_MAXIMUM 512

/** A recorder with a blank disc, samples to record, and all reports of the last call. */
struct cd_fixture {
    struct virtual_fixture virtual;
    struct burn_cd_result result;
    struct burn_cd_observer observer;
    size_t count;
    struct burn_cd_progress seen[CD_REPORTS_MAXIMUM];
    enum burn_cd_action cancel_at; /* requested when this is reported; 0: never */
    bool is_removal_prevented;
    /* The fault: commands with `fault_opcode` end so, but for the first `fault_skip`. */
    bool has_fault;
    uint8_t fault_opcode;
    unsigned fault_skip;
    uint32_t fault_sense;
    enum scsi_outcome fault_outcome;
    unsigned fault_hits;
};

/** With `bytes` of samples to record and the disc called `name` in the drive. */
void cd_fixture_init(struct cd_fixture *fixture, size_t bytes, const char *name,
                     enum disc_medium medium);

void cd_fixture_release(struct cd_fixture *fixture);

/** The samples from their beginning, `bytes` of them. */
struct burn_cd_source cd_fixture_source(struct cd_fixture *fixture, size_t bytes);

/** From now on a command fails. SCSI_OUTCOME_CHECK_CONDITION or another outcome. */
void cd_fixture_fail(struct cd_fixture *fixture, uint8_t opcode, unsigned skip,
                     enum scsi_outcome outcome, uint32_t sense);

/** From now on none does. */
void cd_fixture_heal(struct cd_fixture *fixture);

/** Forgets reports and cancelling. */
void cd_fixture_forget(struct cd_fixture *fixture);

/** Asserts that the actions came in this order, repetitions not counted, and that nobody would
 * divide by 0. */
void cd_fixture_assert_actions(const struct cd_fixture *fixture, const enum burn_cd_action *actions,
                               size_t count);

/** Asserts that READ CD gives `sectors` sectors of audio, with the bytes of the samples from
 * `origin` on. */
void cd_fixture_assert_audio(struct cd_fixture *fixture, int32_t lba, size_t origin,
                             uint32_t sectors);

#endif
