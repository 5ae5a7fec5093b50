/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The inside of the virtual recorder, shared by the files of this room and by nobody else. */
#ifndef OPENIMAPI_VIRTUALDRIVE_DRIVE_H
#define OPENIMAPI_VIRTUALDRIVE_DRIVE_H

#include "discimage/disc_image.h"
#include "mmc/event_status.h"
#include "mmc/mode_pages.h"
#include "virtualdrive/condition.h"
#include "virtualdrive/cue_sheet.h"
#include "virtualdrive/disc_file.h"
#include "virtualdrive/faults.h"
#include "virtualdrive/lead_in.h"
#include "virtualdrive/medium.h"
#include "virtualdrive/pace.h"
#include "virtualdrive/raw_session.h"
#include "virtualdrive/reply.h"
#include "virtualdrive/virtual_drive.h"

#include <stdbool.h>
#include <stdint.h>

/** Unit attention conditions not yet reported. */
enum drive_attention_bits {
    DRIVE_ATTENTION_BITS_POWER_ON = 0x01,
    DRIVE_ATTENTION_BITS_MEDIUM_CHANGED = 0x02,
};

/** An operation that goes on behind a command with the Immed bit. */
struct drive_operation {
    bool is_active;
    enum drive_condition condition; /* what commands get meanwhile */
    uint64_t start_ms;
    uint32_t duration_ms;
};

/** A format in the background: blocks done at `start_ms`, and on from there. */
struct drive_background_format {
    bool is_running;
    uint64_t start_ms;
    uint32_t start_blocks;
};

/** A session that is being recorded in one go. */
struct drive_at_once {
    bool is_running;
    bool is_test;
    bool is_raw;
    int32_t next;     /* the one address that may come */
    int32_t end;      /* of what comes */
    int32_t recorded; /* the first address that belongs to tracks */
    uint16_t first_track;
};

/** What a test write would have recorded behind the end of a track. */
struct drive_test_write {
    uint16_t track; /* 0: nothing */
    uint32_t blocks;
};

struct virtual_drive {
    struct virtual_drive_settings settings;
    unsigned attentions; /* enum drive_attention_bits */
    enum mmc_media_event media_event;
    bool has_changed_features; /* not yet told: operational change */
    struct drive_operation operation;

    bool is_tray_open;
    bool is_removal_prevented;
    bool is_removal_prevented_persistently;

    enum disc_medium blank;       /* made where there is no image */
    struct disc_file *file;       /* NULL: nothing on the tray */
    struct disc_file_stamp stamp; /* of when the file was last released */
    bool is_stamp_stale;
    uint64_t look_ms;                /* when the files were last looked at */
    enum status disc_status;         /* why `image` is NULL */
    struct disc_image *image;        /* NULL: not loaded */
    const struct medium_ops *medium; /* of `image` */
    bool is_file_write_protected;
    bool has_unsynchronized_blocks;
    uint16_t
        unpadded_track; /* of a write-once medium: the last write ended within a unit; 0: none */
    uint32_t head;      /* of a CD: the sector read last, or sought */
    struct drive_background_format background;
    struct drive_buffer buffer;
    struct drive_faults faults;
    bool is_gone; /* by a fault */
    struct drive_cue_sheet sheet;
    struct raw_session raw;
    struct lead_in lead_in; /* of the session that is recorded in one go */
    struct drive_at_once at_once;
    struct drive_test_write test_write;

    struct mmc_mode_write_parameters_wire write_parameters; /* mode page 05h */
    bool is_software_write_protected;                       /* by mode page 1Dh, until power-off */
    uint32_t read_speed_kb_per_s;                           /* 0: the fastest of the medium */
    uint32_t write_speed_kb_per_s;                          /* 0: likewise */
};

/** Milliseconds by the clock of the settings. */
uint64_t drive_now_ms(const struct virtual_drive *drive);

/** State of the disc; one must be loaded. */
const struct disc_state *drive_disc(const struct virtual_drive *drive);

/** Blocks that the loaded medium records together. */
uint32_t drive_unit_blocks(const struct virtual_drive *drive);

/** Write type and test write, as mode page 05h has them. */
enum mmc_write_type drive_write_type(const struct virtual_drive *drive);
bool drive_is_test_write(const struct virtual_drive *drive);

/** Whether mode page 05h lets another session follow. */
bool drive_is_multisession(const struct virtual_drive *drive);

/** Bytes that a write of `blocks` from `lba` on brings, as mode page 05h and cue sheet have it. */
uint64_t drive_write_bytes(const struct virtual_drive *drive, int32_t lba, uint32_t blocks);

/** Whether the drive can do what this mode page 05h chooses. */
bool drive_write_parameters_are_valid(const struct mmc_mode_write_parameters_wire *page);

/** Mode page 05h as it is after power-on. */
struct mmc_mode_write_parameters_wire drive_default_write_parameters(void);

/** The loaded disc may have become one of another kind: sees to it that the initiator learns so. */
void drive_medium_became(struct virtual_drive *drive);

/** Leaves the drive busy with `condition` for `duration_ms` from now on; 0 does nothing. */
void drive_operation_begin(struct virtual_drive *drive, enum drive_condition condition,
                           uint32_t duration_ms);

/** How far the operation is, of FFFFh. */
uint16_t drive_operation_progress(const struct virtual_drive *drive);

/** Lets time pass for the operation and for the background of the medium. */
void drive_tick(struct virtual_drive *drive);

/** The unit attention that waits, one at least, which then waits no more. */
enum drive_condition drive_take_attention(struct virtual_drive *drive);

/** GOOD when a medium is loaded, else why it is not. */
enum drive_condition drive_medium_condition(const struct virtual_drive *drive);

/** GOOD unless somebody protects the loaded medium from writing. */
enum drive_condition drive_protection_condition(const struct virtual_drive *drive);

/** GOOD when the loaded medium may be recorded, else why it may not. */
enum drive_condition drive_writable_condition(const struct virtual_drive *drive);

/** Brings to the medium what was written, if anything was. */
enum drive_condition drive_synchronize(struct virtual_drive *drive);

/** The medium's speed nearest to `kb_per_s` and not above it, else its slowest. */
uint32_t drive_write_speed_near(const struct virtual_drive *drive, uint32_t kb_per_s);

/** The speed writes are done at; that of the fastest medium while there is none. */
uint32_t drive_write_speed(const struct virtual_drive *drive);

/** Fastest reading and writing there is here, in kB/s: BD at 16 times 4495.5. */
#define DRIVE_SPEED_MAXIMUM_KB_PER_S 71928

/** Fastest reading of the loaded medium; of the fastest medium while there is none. */
uint32_t drive_read_speed_maximum(const struct virtual_drive *drive);

/** The speed reads are done at. */
uint32_t drive_read_speed(const struct virtual_drive *drive);

/* Of tray.c. */

/**
 * Before a command: looks whether another process changed the disc, and loads it again if so; at
 * most every tenth of a second, unless the command `will_write`.
 */
void drive_tray_refresh(struct virtual_drive *drive, bool will_write);

/** After a command: lets other processes write the disc when nothing here needs it held. */
void drive_tray_relax(struct virtual_drive *drive, bool has_written);

/** Moves the tray at a command. GOOD, or REMOVAL_PREVENTED, here or by another process. */
enum drive_condition drive_tray_move(struct virtual_drive *drive, bool is_open);

/**
 * Sets what PREVENT ALLOW MEDIUM REMOVAL sets and keeps the disc from other processes while it is
 * so. GOOD; LOCKED, with nothing set, when another process has it.
 */
enum drive_condition drive_tray_prevent(struct virtual_drive *drive, bool prevent, bool persistent);

/** Nothing may take the disc out. */
bool drive_tray_is_locked(const struct virtual_drive *drive);

/** Takes out what is loaded, as the power going off does. */
void drive_tray_unload(struct virtual_drive *drive);

#endif
