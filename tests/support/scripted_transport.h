/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A transport that answers as a test tells it to, remembers every command, and brings a clock that
 * only sleeping moves. What no answer covers is refused as an invalid operation code, but reads and
 * writes of the memory medium, where there is one.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_SCRIPTED_TRANSPORT_H
#define OPENIMAPI_TESTS_SUPPORT_SCRIPTED_TRANSPORT_H

#include "mmc/drive.h"
#include "mmc/opcodes.h"
#include "scsi/sense_codes.h"
#include "scsi/transport.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCRIPTED_ANSWERS_MAXIMUM 64
#define SCRIPTED_REPLY_MAXIMUM   4096
#define SCRIPTED_DATA_MAXIMUM    64

/** One answer. Fields may be changed after adding it. */
struct scripted_answer {
    uint8_t opcode;
    uint8_t offset; /* with `value`: another byte of the CDB that must match; 0: none */
    uint8_t value;
    unsigned uses; /* how often it holds; 0: for ever */
    unsigned used;
    enum scsi_outcome outcome;
    uint8_t status;
    struct scsi_sense sense;
    uint8_t reply[SCRIPTED_REPLY_MAXIMUM];
    uint32_t reply_size;
};

/** One command that was sent. */
struct scripted_entry {
    struct scsi_command command;
    uint32_t size;                       /* of the data */
    uint8_t data[SCRIPTED_DATA_MAXIMUM]; /* the first bytes of what went to the device */
};

struct scripted_transport {
    struct scsi_transport transport;
    struct scripted_answer *answers;
    size_t answer_count;
    struct scripted_entry *log;
    size_t log_count;
    size_t log_capacity;
    /* Memory medium of 2048-byte sectors, beginning at address 0. */
    uint8_t *medium;
    uint32_t medium_sectors;
    bool lies_about_residual; /* always says that everything was transferred */
    /* Called for each command before it is answered. */
    void (*on_command)(void *context, const struct scsi_command *command);
    void *context;
    atomic_uint_fast64_t now_ms;
    unsigned ms_per_command;
};

/** Nothing is answered, the transfer limit is 64 KiB, the clock stands at 1000 ms. */
void scripted_transport_init(struct scripted_transport *scripted);

void scripted_transport_release(struct scripted_transport *scripted);

/** Gives it `sectors` of memory, filled with zeros. */
void scripted_transport_add_medium(struct scripted_transport *scripted, uint32_t sectors);

/** A drive on the transport with its clock. */
struct mmc_drive scripted_transport_drive(struct scripted_transport *scripted);

/** GOOD, with `size` bytes of data. Answers are tried in the order they were added. */
struct scripted_answer *scripted_reply(struct scripted_transport *scripted, uint8_t opcode,
                                       const void *reply, size_t size);

/** GOOD, without data. */
struct scripted_answer *scripted_good(struct scripted_transport *scripted, uint8_t opcode);

/** CHECK CONDITION with a sense code. */
struct scripted_answer *scripted_sense(struct scripted_transport *scripted, uint8_t opcode,
                                       uint32_t code);

/** Another outcome. */
struct scripted_answer *scripted_outcome(struct scripted_transport *scripted, uint8_t opcode,
                                         enum scsi_outcome outcome);

/** How many commands with this code were sent. */
size_t scripted_count(const struct scripted_transport *scripted, uint8_t opcode);

/** The n-th command with this code, from 0; fails the test when there is none. */
const struct scripted_entry *scripted_sent(const struct scripted_transport *scripted,
                                           uint8_t opcode, size_t n);

/** Forgets the commands sent so far. */
void scripted_forget(struct scripted_transport *scripted);

#endif
