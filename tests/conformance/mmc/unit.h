/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The logical unit under test, reached over any transport. Inserting a medium is the one thing that
 * takes a hand; whoever runs the tests brings it.
 */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_MMC_UNIT_H
#define OPENIMAPI_TESTS_CONFORMANCE_MMC_UNIT_H

#include "mmc/cdb.h"
#include "mmc/format_capacities.h"
#include "mmc/mode_pages.h"
#include "mmc/profiles.h"
#include "scsi/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNIT_BLOCK_SIZE 2048

/** Blocks recorded on the media that are: whole recording units of every kind. */
#define UNIT_RECORDED_BLOCKS 32

/** What kinds of medium have in common. */
enum unit_traits {
    UNIT_TRAITS_CD = 0x01,
    UNIT_TRAITS_DVD = 0x02, /* or HD DVD, whose structures are read alike */
    UNIT_TRAITS_BD = 0x04,
    UNIT_TRAITS_WRITABLE = 0x08,
    UNIT_TRAITS_TRACKS = 0x10,        /* recorded in order, in tracks that are closed */
    UNIT_TRAITS_OVERWRITABLE = 0x20,  /* written anywhere */
    UNIT_TRAITS_PARAMETERS = 0x40,    /* obeys mode page 05h */
    UNIT_TRAITS_FORMATTABLE = 0x80,   /* takes the format type of its row */
    UNIT_TRAITS_FORMATTED = 0x100,    /* has to be formatted so to be of this kind */
    UNIT_TRAITS_BLANKABLE = 0x200,    /* takes BLANK */
    UNIT_TRAITS_BACKGROUND = 0x400,   /* formats in the background */
    UNIT_TRAITS_LAYERS = 0x800,       /* the first layer can be made smaller while it is blank */
    UNIT_TRAITS_RIGID = 0x1000,       /* written in whole units only */
    UNIT_TRAITS_PSEUDO = 0x2000,      /* recorded in order, but what is recorded can be replaced */
    UNIT_TRAITS_UNFORMATTED = 0x4000, /* nothing can be done before it is formatted */
    UNIT_TRAITS_RECORDABLE_CD = 0x8000,
};

/** One kind of medium. */
struct unit_kind {
    const char *name;
    const char *medium; /* as a virtual recorder spells it */
    enum mmc_profile profile;
    unsigned traits;                /* enum unit_traits */
    uint8_t format_type;            /* FORMATTABLE: with the subtype, as in a descriptor */
    enum mmc_write_type write_type; /* PARAMETERS: for mode page 05h */
    enum mmc_close_function finalize;
};

extern const struct unit_kind unit_kinds[];
extern const size_t unit_kind_count;

/** What is to lie in the drive when a test begins. */
enum unit_medium {
    UNIT_MEDIUM_NONE,
    UNIT_MEDIUM_BLANK,     /* as from the factory; of a read-only kind, 32 blocks of 'R' */
    UNIT_MEDIUM_WRITABLE,  /* the same, formatted and asked for as its kind wants */
    UNIT_MEDIUM_RECORDED,  /* the same with 32 blocks of 'R', in a closed session if in tracks */
    UNIT_MEDIUM_PROTECTED, /* the same, finalised if in tracks, else protected by mode page 1Dh */
};

struct unit {
    struct scsi_transport *transport;
    /** Loads a fresh medium of the kind, or with NULL none. False: it cannot be had here. */
    bool (*insert)(struct unit *unit, const struct unit_kind *kind);
    void *context;
    const struct unit_kind *kind; /* under test */
    struct scsi_result result;    /* of the last command */
};

/** Everything GOOD, and no unit attention left. False: the medium cannot be had here. */
bool unit_prepare(struct unit *unit, enum unit_medium medium);

/** Ejects and loads, so that a unit attention waits. */
void unit_change_medium(struct unit *unit);

/** The descriptor of the kind's format type, as the drive offers it for what is loaded. */
struct mmc_format_parameters_wire unit_format_parameters(struct unit *unit);

/**
 * Sends a command. Gives the sense code, 0 when it succeeds; any outcome but those two fails the
 * test.
 */
uint32_t unit_send(struct unit *unit, struct scsi_command command, void *data, uint32_t size);

/**
 * The unit that this program tests: the virtual recorder as an application reaches it
 * (virtual_unit.c), or a drive of Linux (sg_unit.c). False: it could not be set up.
 */
bool unit_open(struct unit *unit);

void unit_close(struct unit *unit);

#endif
