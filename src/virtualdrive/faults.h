/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Faults on demand: which commands fail, how often, and how. docs/virtual-recorder.md documents the
 * text they are given in.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_FAULTS_H
#define OPENIMAPI_VIRTUALDRIVE_FAULTS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Most faults of one drive. */
#define DRIVE_FAULTS_MAXIMUM 16

enum drive_fault_action {
    DRIVE_FAULT_ACTION_NONE,
    DRIVE_FAULT_ACTION_SENSE,          /* CHECK CONDITION with `value`; the command does not run */
    DRIVE_FAULT_ACTION_SLOW,           /* `value` milliseconds pass first */
    DRIVE_FAULT_ACTION_BECOMING_READY, /* not ready for `value` milliseconds */
    DRIVE_FAULT_ACTION_PARTIAL,        /* at most `value` bytes are transferred */
    DRIVE_FAULT_ACTION_PULL,           /* a hand takes the medium out first */
    DRIVE_FAULT_ACTION_TIMEOUT,        /* no answer */
    DRIVE_FAULT_ACTION_GONE,           /* no drive any more, until power-on */
};

struct drive_fault {
    uint8_t opcodes[32]; /* a bit for each operation code */
    bool has_range;
    uint32_t first_lba;
    uint32_t last_lba;
    uint32_t after; /* matches that pass first */
    uint32_t times; /* matches that fail then; 0: all of them */
    enum drive_fault_action action;
    uint32_t value;
    uint32_t matches; /* until now */
};

struct drive_faults {
    struct drive_fault faults[DRIVE_FAULTS_MAXIMUM];
    size_t count;
};

/**
 * Reads faults from text; an empty one has none. STATUS_INVALID_ARGUMENT: it makes no sense, and
 * `faults` is empty. STATUS_TOO_MANY: more than DRIVE_FAULTS_MAXIMUM, likewise.
 */
enum status drive_faults_parse(const char *text, struct drive_faults *faults);

/**
 * Counts a command, and gives the first fault that is due for it, or NULL. `blocks` is 0 where the
 * command has no address.
 */
const struct drive_fault *drive_faults_match(struct drive_faults *faults, uint8_t opcode,
                                             uint32_t lba, uint32_t blocks);

#endif
