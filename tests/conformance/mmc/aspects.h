/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands, and the aspects in which each is tested. */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_MMC_ASPECTS_H
#define OPENIMAPI_TESTS_CONFORMANCE_MMC_ASPECTS_H

#include "mmc/drive.h"
#include "scsi/command.h"
#include "unit.h"

#include <stddef.h>
#include <stdint.h>

enum command_aspects {
    /** Succeeds on its medium, with a reply as long as it says. */
    COMMAND_ASPECTS_SIMPLE = 0x01,
    /** A shorter allocation gives the beginning of the same reply, and not a byte more. */
    COMMAND_ASPECTS_ALLOC_LENGTH = 0x02,
    /** Without medium: MEDIUM NOT PRESENT. */
    COMMAND_ASPECTS_NO_MEDIUM = 0x04,
    /** Without medium: succeeds. */
    COMMAND_ASPECTS_WITHOUT_MEDIUM = 0x08,
    /** A waiting unit attention is reported once, and the command does not run. */
    COMMAND_ASPECTS_UNIT_ATTENTION = 0x10,
    /** A waiting unit attention does not stop it, and waits on. */
    COMMAND_ASPECTS_ATTENTION_STAYS = 0x20,
    /** A finalised disc: WRITE PROTECTED, or another refusal by the medium. */
    COMMAND_ASPECTS_WRITE_PROTECTED = 0x40,
};

/** One command. */
struct command_row {
    const char *name;
    struct scsi_command (*build)(uint16_t allocation);
    enum unit_medium medium;   /* of the aspect "simple" and those that compare with it */
    enum mmc_reply_form reply; /* FIXED: nothing comes back, or `reply_size` bytes */
    uint16_t reply_size;       /* asked for */
    const void *list;          /* data that go along, or NULL */
    uint16_t list_size;
    unsigned aspects; /* enum command_aspects */
};

extern const struct command_row command_rows[];
extern const size_t command_row_count;

/** Runs one aspect of one command; `unit` is in any state. */
void command_aspect_run(struct unit *unit, const struct command_row *row,
                        enum command_aspects aspect);

/** A test of a command that moves blocks. */
struct block_case {
    const char *name; /* "READ10.beyond_end" */
    void (*run)(struct unit *unit);
};

extern const struct block_case block_cases[];
extern const size_t block_case_count;

#endif
