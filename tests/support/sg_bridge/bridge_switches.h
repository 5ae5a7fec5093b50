/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes wrong between a drive and a program, by order: the kernel, the cable, and lies. */
#ifndef OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_BRIDGE_SWITCHES_H
#define OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_BRIDGE_SWITCHES_H

#include "sg_bridge.h"

#include <stdbool.h>
#include <stdint.h>

/** What the driver says was not transferred. */
enum bridge_residual {
    BRIDGE_RESIDUAL_HONEST,
    BRIDGE_RESIDUAL_NONE, /* always 0, as many drivers do */
    BRIDGE_RESIDUAL_HALF, /* half of the data is said not to have come */
};

/** How a drive that has gone shows. */
enum bridge_plug {
    BRIDGE_PLUG_IN,
    BRIDGE_PLUG_SILENT, /* commands succeed and move nothing */
    BRIDGE_PLUG_ERROR,  /* ENODEV */
};

/** What is done to the data of replies. */
enum bridge_lie {
    BRIDGE_LIE_NONE,
    BRIDGE_LIE_ZEROS,
    BRIDGE_LIE_ONES,
    BRIDGE_LIE_NOISE,  /* random bytes */
    BRIDGE_LIE_BITS,   /* a few bits of the true ones are wrong */
    BRIDGE_LIE_SUCCESS /* GOOD, whatever happened */
};

struct bridge_switches {
    enum bridge_residual residual;
    enum bridge_plug plug;
    enum bridge_lie lie;
    uint32_t random; /* the state of the lies */
    bool is_unprivileged;
    uint8_t refused[32]; /* a bit for each operation code that gives EPERM */
};

/**
 * Does what a line says: `residual honest|none|half`, `unplug silent|error`, `plug`,
 * `lie none|zeros|ones|noise|bits|success [SEED]`, `unprivileged on|off`,
 * `refuse [OPCODE...]` in hexadecimal, none for nothing. False: it makes no sense.
 */
bool bridge_switches_order(struct bridge_switches *switches, const char *line);

/** Whether the command does not reach the drive; `reply` is then complete. */
bool bridge_switches_stop(const struct bridge_switches *switches,
                          const struct sg_bridge_request *request, struct sg_bridge_reply *reply);

/** Falsifies what the drive answered. */
void bridge_switches_falsify(struct bridge_switches *switches,
                             const struct sg_bridge_request *request, uint8_t *data,
                             struct sg_bridge_reply *reply);

#endif
