/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A drive as the initiator sees it, and the one retry policy: unit attention, becoming ready, long
 * writes, operations that run on after their command. Not thread-safe: one command at a time.
 */
#ifndef OPENIMAPI_MMC_DRIVE_H
#define OPENIMAPI_MMC_DRIVE_H

#include "base/status.h"
#include "mmc/condition.h"
#include "scsi/command.h"
#include "scsi/transport.h"

#include <stdbool.h>
#include <stdint.h>

/** Time and patience, handed in. Both are called on whichever thread uses the drive. */
struct mmc_clock {
    uint64_t (*now_ms)(void *context);
    void (*sleep_ms)(void *context, uint32_t ms);
    void *context;
};

/** How the last command that failed ended. */
struct mmc_failure {
    enum mmc_condition condition;
    uint8_t opcode;
    struct scsi_result result;
};

struct mmc_drive {
    struct scsi_transport *transport; /* borrowed */
    struct mmc_clock clock;
    struct mmc_failure failure; /* meaningful after a call that failed */
};

/** Transport and clock are borrowed and must outlive the drive. Nothing needs to be released. */
void mmc_drive_init(struct mmc_drive *drive, struct scsi_transport *transport,
                    struct mmc_clock clock);

/**
 * Sends one command and repeats it up to three times on unit attention, except that a command which
 * writes is never repeated when the medium may have changed or the drive was reset. On failure
 * drive->failure tells more, and the status is that of mmc_condition_status().
 */
enum status mmc_drive_execute(struct mmc_drive *drive, struct scsi_command command, void *data,
                              uint32_t size);

/** Where a reply tells its own length. */
enum mmc_reply_form {
    MMC_REPLY_FORM_BE16,          /* bytes 0-1, not counting themselves */
    MMC_REPLY_FORM_BE32,          /* bytes 0-3, not counting themselves */
    MMC_REPLY_FORM_INQUIRY,       /* byte 4, counting what follows it */
    MMC_REPLY_FORM_CAPACITY_LIST, /* byte 3, counting what follows it */
    MMC_REPLY_FORM_FIXED,         /* nowhere: what arrived */
};

/**
 * As mmc_drive_execute, for a reply into `buffer`. `*size` is the length the reply itself tells,
 * at most `capacity`; the transport's word is taken only where it says that less arrived.
 * STATUS_INVALID_RESPONSE, too: less arrived than the reply tells of.
 */
enum status mmc_drive_read_reply(struct mmc_drive *drive, struct scsi_command command,
                                 enum mmc_reply_form form, void *buffer, uint32_t capacity,
                                 uint32_t *size);

/**
 * As mmc_drive_execute, and repeats a write which the drive cannot take yet (long write in
 * progress), `pause_ms` apart, for up to five minutes. `keep_on(context)` is asked before each
 * repetition (NULL: always); STATUS_CANCELLED when it says false.
 */
enum status mmc_drive_write(struct mmc_drive *drive, struct scsi_command command, const void *data,
                            uint32_t size, uint32_t pause_ms, bool (*keep_on)(void *context),
                            void *context);

/**
 * Waits until TEST UNIT READY succeeds, while the drive is becoming ready or busy, 500 ms apart.
 * Fails as mmc_drive_execute; with the last of the drive's words once `timeout_ms` are over.
 */
enum status mmc_drive_wait_ready(struct mmc_drive *drive, uint32_t timeout_ms);

/** Told about a long operation: `progress` is FFFFh of FFFFh when done, 0 when not known. */
typedef void (*mmc_poll_observer)(void *context, uint16_t progress);

/**
 * After a command that returned at once: asks TEST UNIT READY every second until the operation has
 * ended, telling `observer` (NULL: nobody) each time. STATUS_TIMEOUT after an hour; else as
 * mmc_drive_execute.
 */
enum status mmc_drive_await(struct mmc_drive *drive, mmc_poll_observer observer, void *context);

/** Makes drive->failure tell `condition`, blamed on the last command; gives its status. */
enum status mmc_drive_fail(struct mmc_drive *drive, enum mmc_condition condition);

/**
 * Passes on the status of a parser of the last command's reply; when that is
 * STATUS_INVALID_RESPONSE, drive->failure tells it.
 */
enum status mmc_drive_judge(struct mmc_drive *drive, enum status parsed);

/** Whether `status` of the last call says that the drive refused its command (ILLEGAL REQUEST). */
bool mmc_drive_has_refused(const struct mmc_drive *drive, enum status status);

#endif
