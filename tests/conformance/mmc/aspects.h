/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands, and the aspects in which each is tested. */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_MMC_ASPECTS_H
#define OPENIMAPI_TESTS_CONFORMANCE_MMC_ASPECTS_H

#include "mmc/drive.h"
#include "scsi/command.h"
#include "unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum command_aspects {
    /** Succeeds on the media that have its traits, with a reply as long as it says. */
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
    /** On a medium that is protected: WRITE PROTECTED; on one that is read only: refused. */
    COMMAND_ASPECTS_WRITE_PROTECTED = 0x40,
    /** On writable media without its traits: refused, with the sense of its row. */
    COMMAND_ASPECTS_REFUSED = 0x80,
};

/** One command. */
struct command_row {
    const char *name;
    struct scsi_command (*build)(uint16_t allocation);
    unsigned traits;           /* enum unit_traits that a medium needs for it, all of them */
    enum unit_medium medium;   /* the state in which it succeeds then */
    enum mmc_reply_form reply; /* FIXED: nothing comes back, or `reply_size` bytes */
    uint16_t reply_size;       /* asked for */
    const void *list;          /* data that go along, or NULL */
    uint16_t list_size;
    uint32_t refusal; /* sense of a writable medium without the traits */
    unsigned aspects; /* enum command_aspects */
};

extern const struct command_row command_rows[];
extern const size_t command_row_count;

/** Whether the aspect says something about a medium of this kind. */
bool command_aspect_applies(const struct command_row *row, enum command_aspects aspect,
                            const struct unit_kind *kind);

/** Runs one aspect of one command; `unit` is in any state. */
void command_aspect_run(struct unit *unit, const struct command_row *row,
                        enum command_aspects aspect);

/** The sense of a command that records, on what cannot be recorded. */
uint32_t unit_protection_sense(const struct unit_kind *kind);

/** A command that moves blocks. */
struct block_command {
    const char *name;
    uint8_t opcode;
    enum scsi_direction direction;
    bool is_write;
};

/** An aspect of it; run on media that have `needs` and none of `excludes`. */
struct block_aspect {
    const char *name;
    void (*run)(struct unit *unit, const struct block_command *command);
    bool is_of_read;
    bool is_of_write;
    bool is_of_check; /* neither data nor change: VERIFY, SEEK */
    unsigned needs;   /* enum unit_traits */
    unsigned excludes;
};

extern const struct block_command block_commands[];
extern const size_t block_command_count;
extern const struct block_aspect block_aspects[];
extern const size_t block_aspect_count;

bool block_aspect_applies(const struct block_command *command, const struct block_aspect *aspect,
                          const struct unit_kind *kind);

#endif
