/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The virtual recorder: an MMC-6 logical unit in software. Commands arrive as a transport brings
 * them; a hand moves the tray and puts discs on it. Not thread-safe; no global state.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_VIRTUAL_DRIVE_H
#define OPENIMAPI_VIRTUALDRIVE_VIRTUAL_DRIVE_H

#include "base/status.h"
#include "base/utf16.h"
#include "discimage/disc_medium.h"
#include "scsi/command.h"
#include "scsi/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct virtual_drive;

/**
 * How long operations seem to take, by the clock of the settings. They are done at once; a command
 * with the Immed bit then leaves the drive busy for that long.
 */
struct virtual_drive_pace {
    uint32_t load_ms;
    uint32_t close_ms;
    uint32_t blank_ms;
    uint32_t format_ms;            /* before a format runs in the background */
    uint32_t background_format_ms; /* of a whole medium; 0: done with the foreground part */
    bool is_real; /* reading and writing take as long as the speed says; else no time at all */
};

/** All the drive is made with; copied, but for what the contexts point to. */
struct virtual_drive_settings {
    char vendor_id[9]; /* the INQUIRY texts: ASCII, at most 8, 16, 4 and 16 characters */
    char product_id[17];
    char product_revision[5];
    char serial_number[17];
    struct virtual_drive_pace pace;
    /** Milliseconds that never run backwards. */
    uint64_t (*now_ms)(void *context);
    /** Lets time pass on that clock; NULL: nothing here ever waits. */
    void (*sleep_ms)(void *context, uint32_t duration_ms);
    void *clock_context;
    /** Told when a command, not a hand, opened or closed the tray; may be NULL. */
    void (*tray_moved)(void *context, bool is_open);
    void *tray_context;
};

/** A drive that has just been powered on, tray closed and empty. STATUS_NO_MEMORY. */
enum status virtual_drive_create(const struct virtual_drive_settings *settings,
                                 struct virtual_drive **drive);

/** Powers off: a format in the background stops where it is. NULL does nothing. */
void virtual_drive_destroy(struct virtual_drive *drive);

/**
 * Puts the disc in the image `path` on the tray in place of what was there; NULL or "" takes it
 * away. Where no image exists, a blank disc of kind `blank` is made when it is loaded, unless
 * `blank` is NONE. A closed tray loads it. A disc that cannot be used is no failure here: commands
 * tell, and virtual_drive_disc_status.
 * STATUS_NO_MEMORY: what was on the tray stays.
 */
enum status virtual_drive_set_disc(struct virtual_drive *drive, const char16 *path,
                                   enum disc_medium blank);

/** A hand opens or closes the tray, whatever PREVENT ALLOW MEDIUM REMOVAL says. */
void virtual_drive_set_tray(struct virtual_drive *drive, bool is_open);

/**
 * Which commands fail from now on, counted anew, as docs/virtual-recorder.md has it; an empty text
 * for none. STATUS_INVALID_ARGUMENT, STATUS_TOO_MANY: the text makes no sense, or is too long; the
 * faults stay as they were.
 */
enum status virtual_drive_set_faults(struct virtual_drive *drive, const char *text);

/** How often the laser had nothing to write between two writes, at the pace of a real drive. */
uint32_t virtual_drive_underruns(const struct virtual_drive *drive);

/** The fewest bytes its buffer of 4 MiB held while the laser wrote, at a real pace. */
uint32_t virtual_drive_lowest_fill(const struct virtual_drive *drive);

/**
 * Why the disc on the tray cannot be used: STATUS_OK when it can. STATUS_NOT_FOUND: no disc, or no
 * such image. Else as disc_image_create, disc_image_open and platform/file.h have it.
 */
enum status virtual_drive_disc_status(const struct virtual_drive *drive);

/**
 * Executes one command. `data` has `size` bytes and is written only if `direction` is from the
 * device. A CDB of less than 16 bytes counts as padded with zeros, as over a packet interface.
 * Always gives a whole `result`: outcome GOOD; CHECK_CONDITION with sense; LOCKED when another
 * process holds the disc; TRANSPORT_ERROR when the data go the wrong way or are fewer than the
 * command announces; TIMEOUT and DEVICE_GONE when a fault says so.
 */
void virtual_drive_execute(struct virtual_drive *drive, const uint8_t *cdb, size_t cdb_size,
                           enum scsi_direction direction, void *data, uint32_t size,
                           struct scsi_result *result);

#endif
