/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The logical unit under test, reached over any transport. Preparing a medium is the one thing that
 * takes a hand; whoever runs the tests brings it.
 */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_MMC_UNIT_H
#define OPENIMAPI_TESTS_CONFORMANCE_MMC_UNIT_H

#include "scsi/transport.h"

#include <stdbool.h>
#include <stdint.h>

#define UNIT_BLOCK_SIZE 2048

/** What is to lie in the drive when a test begins. */
enum unit_medium {
    UNIT_MEDIUM_NONE,
    UNIT_MEDIUM_BLANK_WRITE_ONCE,
    UNIT_MEDIUM_RECORDED_WRITE_ONCE, /* 32 blocks of 'R' in a closed session, appendable */
    UNIT_MEDIUM_FINALISED,           /* the same, finalised */
    UNIT_MEDIUM_BLANK_REWRITABLE,
    UNIT_MEDIUM_REWRITABLE, /* formatted, 32 blocks of 'R' at its start */
};

/** Blocks recorded on the media that are. */
#define UNIT_RECORDED_BLOCKS 32

struct unit {
    struct scsi_transport *transport;
    /** Loads a fresh blank medium of the kind, or none; false when there is no such medium. */
    bool (*insert)(struct unit *unit, bool is_rewritable, bool is_present);
    void *context;
    struct scsi_result result; /* of the last command */
};

/** Everything GOOD, and no unit attention left. False: the medium cannot be had here. */
bool unit_prepare(struct unit *unit, enum unit_medium medium);

/** Ejects and loads, so that a unit attention waits. */
void unit_change_medium(struct unit *unit);

/**
 * Sends a command. Gives the sense code, 0 when it succeeds; any outcome but those two fails the
 * test.
 */
uint32_t unit_send(struct unit *unit, struct scsi_command command, void *data, uint32_t size);

/**
 * The virtual recorder, as an application reaches it, with discs of these kinds, which are
 * borrowed. False: it could not be set up.
 */
bool virtual_unit_open(struct unit *unit, const char *write_once, const char *rewritable);

void virtual_unit_close(struct unit *unit);

#endif
