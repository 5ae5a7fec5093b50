/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A drive as slow as a real one: its buffer drains at the speed that was chosen. */
#ifndef OPENIMAPI_VIRTUALDRIVE_PACE_H
#define OPENIMAPI_VIRTUALDRIVE_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct virtual_drive;

/** Bytes the drive buffers. */
#define DRIVE_BUFFER_SIZE (4u << 20)

/** What of the data that came is not on the medium yet. */
struct drive_buffer {
    uint32_t filled_bytes;
    uint64_t look_ms; /* when it was so */
    bool is_writing;
    uint32_t underruns;    /* the laser had nothing to write, between two writes */
    uint32_t lowest_bytes; /* that lay there while it wrote */
};

/** `size` bytes have come to be written: waits until the buffer has room for them. */
void drive_buffer_put(struct virtual_drive *drive, uint32_t size);

/** Waits until the buffer is empty. */
void drive_buffer_flush(struct virtual_drive *drive);

/** Bytes that can come without waiting. */
uint32_t drive_buffer_room(struct virtual_drive *drive);

/** `size` bytes have been read: waits as long as that takes. */
void drive_pace_read(struct virtual_drive *drive, uint32_t size);

/** Lets `duration_ms` pass, if the settings know how. */
void drive_sleep(struct virtual_drive *drive, uint64_t duration_ms);

#endif
