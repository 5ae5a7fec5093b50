/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes wrong between a drive and a program. */
#include "bridge_switches.h"

#include "mmc/opcodes.h"
#include "scsi/transport.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BITS_OF_A_LIE 3

/* Linux lets through only these for a user without CAP_SYS_RAWIO who may write the device. */
static const uint8_t open_to_all[] = {
    0x00, 0x03, 0x04, 0x08, 0x0A, 0x12, 0x15, 0x1A, 0x1B, 0x1E, 0x23, 0x25, 0x28, 0x2A,
    0x2C, 0x2E, 0x2F, 0x35, 0x37, 0x3B, 0x3C, 0x3E, 0x3F, 0x42, 0x43, 0x44, 0x45, 0x46,
    0x47, 0x48, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x51, 0x52, 0x53, 0x54, 0x55, 0x58, 0x5A,
    0x5B, 0x5C, 0x5D, 0x88, 0x8A, 0x8F, 0x9E, 0xA1, 0xA2, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8,
    0xAA, 0xAC, 0xAD, 0xAE, 0xB6, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
};

/* A word and what stands behind it; NULL when the line begins with another. */
static const char *after_word(const char *line, const char *word)
{
    const size_t length = strlen(word);

    if (strncmp(line, word, length) != 0 || (line[length] != '\0' && line[length] != ' '))
        return NULL;
    return line + length + strspn(line + length, " ");
}

/* The number of the word that `text` begins with. */
static bool find_word(const char *text, const char *const *words, unsigned count, unsigned *found)
{
    for (*found = 0; *found < count; (*found)++) {
        if (after_word(text, words[*found]) != NULL)
            return true;
    }
    return false;
}

static bool order_lie(struct bridge_switches *switches, const char *text)
{
    static const char *const words[] = { "none", "zeros", "ones", "noise", "bits", "success" };
    unsigned found;

    if (!find_word(text, words, sizeof(words) / sizeof(words[0]), &found))
        return false;
    switches->lie = (enum bridge_lie)found;
    switches->random = (uint32_t)strtoul(after_word(text, words[found]), NULL, 10);
    return true;
}

static bool order_refusals(struct bridge_switches *switches, const char *text)
{
    memset(switches->refused, 0, sizeof(switches->refused));
    while (*text != '\0') {
        char *end;
        const unsigned long opcode = strtoul(text, &end, 16);

        if (end == text || opcode > UINT8_MAX)
            return false;
        switches->refused[opcode / 8] |= (uint8_t)(1u << opcode % 8);
        text = end + strspn(end, " ");
    }
    return true;
}

bool bridge_switches_order(struct bridge_switches *switches, const char *line)
{
    static const char *const residuals[] = { "honest", "none", "half" };
    static const char *const plugs[] = { "", "silent", "error" };
    static const char *const states[] = { "off", "on" };
    const char *text;
    unsigned found = 0;
    bool is_known = true;

    if ((text = after_word(line, "residual")) != NULL) {
        is_known = find_word(text, residuals, 3, &found);
        switches->residual = (enum bridge_residual)found;
    } else if ((text = after_word(line, "unplug")) != NULL) {
        is_known = *text != '\0' && find_word(text, plugs, 3, &found);
        switches->plug = (enum bridge_plug)found;
    } else if (after_word(line, "plug") != NULL) {
        switches->plug = BRIDGE_PLUG_IN;
    } else if ((text = after_word(line, "unprivileged")) != NULL) {
        is_known = find_word(text, states, 2, &found);
        switches->is_unprivileged = found == 1;
    } else if ((text = after_word(line, "refuse")) != NULL) {
        is_known = order_refusals(switches, text);
    } else {
        text = after_word(line, "lie");
        is_known = text != NULL && order_lie(switches, text);
    }
    return is_known;
}

bool bridge_switches_stop(const struct bridge_switches *switches,
                          const struct sg_bridge_request *request, struct sg_bridge_reply *reply)
{
    const uint8_t opcode = request->cdb[0];

    memset(reply, 0, sizeof(*reply));
    if (switches->plug != BRIDGE_PLUG_IN) {
        reply->outcome = SCSI_OUTCOME_DEVICE_GONE;
        reply->host_status = SG_BRIDGE_HOST_NO_CONNECT;
        reply->error = switches->plug == BRIDGE_PLUG_ERROR ? ENODEV : 0;
        return true;
    }
    if ((switches->refused[opcode / 8] >> opcode % 8 & 1) != 0 ||
        (switches->is_unprivileged && memchr(open_to_all, opcode, sizeof(open_to_all)) == NULL)) {
        reply->error = EPERM;
        return true;
    }
    return false;
}

/* Numbers that look random and are the same in every run. */
static uint32_t next_random(struct bridge_switches *switches)
{
    switches->random = switches->random * 1664525u + 1013904223u;
    return switches->random >> 8;
}

static void lie(struct bridge_switches *switches, uint8_t *data, struct sg_bridge_reply *reply)
{
    switch (switches->lie) {
    case BRIDGE_LIE_NONE:
    case BRIDGE_LIE_SUCCESS:
        break;
    case BRIDGE_LIE_ZEROS:
        memset(data, 0, reply->size);
        break;
    case BRIDGE_LIE_ONES:
        memset(data, 0xFF, reply->size);
        break;
    case BRIDGE_LIE_NOISE:
        for (uint32_t i = 0; i < reply->size; i++)
            data[i] = (uint8_t)next_random(switches);
        break;
    case BRIDGE_LIE_BITS:
        for (unsigned i = 0; i < BITS_OF_A_LIE && reply->size > 0; i++)
            data[next_random(switches) % reply->size] ^= (uint8_t)(1u << next_random(switches) % 8);
        break;
    }
}

void bridge_switches_falsify(struct bridge_switches *switches,
                             const struct sg_bridge_request *request, uint8_t *data,
                             struct sg_bridge_reply *reply)
{
    if (switches->lie == BRIDGE_LIE_SUCCESS && reply->error == 0) {
        reply->outcome = SCSI_OUTCOME_GOOD;
        reply->status = SCSI_STATUS_GOOD;
        reply->host_status = 0;
    }
    lie(switches, data, reply);
    if (switches->residual == BRIDGE_RESIDUAL_NONE && reply->host_status == 0)
        reply->transferred = request->size;
    else if (switches->residual == BRIDGE_RESIDUAL_HALF)
        reply->transferred /= 2;
}
