/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time that reading and writing take, where the settings want it. */
#include "virtualdrive/pace.h"

#include "virtualdrive/drive.h"

/* The laser waits for so much at first, and again after it has found nothing. */
#define START_BYTES (DRIVE_BUFFER_SIZE / 2)

/* A kilobyte per second is a byte per millisecond. */
static uint64_t ms_of(uint64_t bytes, uint32_t kb_per_s)
{
    return kb_per_s > 0 ? (bytes + kb_per_s - 1) / kb_per_s : 0;
}

/* Lets the laser write until `now_ms`. */
static void drain_until(struct virtual_drive *drive, uint64_t now_ms)
{
    struct drive_buffer *buffer = &drive->buffer;
    const uint64_t drained = (now_ms - buffer->look_ms) * drive_write_speed(drive);

    buffer->look_ms = now_ms;
    if (!buffer->is_writing)
        return;
    if (drained > buffer->filled_bytes) {
        buffer->underruns++;
        buffer->is_writing = false;
    }
    buffer->filled_bytes =
        drained < buffer->filled_bytes ? buffer->filled_bytes - (uint32_t)drained : 0;
    if (buffer->filled_bytes < buffer->lowest_bytes)
        buffer->lowest_bytes = buffer->filled_bytes;
}

void drive_sleep(struct virtual_drive *drive, uint64_t duration_ms)
{
    const struct virtual_drive_settings *settings = &drive->settings;

    if (duration_ms > 0 && settings->sleep_ms != NULL)
        settings->sleep_ms(settings->clock_context,
                           duration_ms < UINT32_MAX ? (uint32_t)duration_ms : UINT32_MAX);
}

void drive_buffer_put(struct virtual_drive *drive, uint32_t size)
{
    struct drive_buffer *buffer = &drive->buffer;
    uint64_t wait_ms;

    if (!drive->settings.pace.is_real)
        return;
    drain_until(drive, drive_now_ms(drive));
    if ((uint64_t)buffer->filled_bytes + size > DRIVE_BUFFER_SIZE) {
        wait_ms = ms_of((uint64_t)buffer->filled_bytes + size - DRIVE_BUFFER_SIZE,
                        drive_write_speed(drive));
        drive_sleep(drive, wait_ms);
        /* That a host sleeps longer than it was told to is time the next command has lost. */
        drain_until(drive, buffer->look_ms + wait_ms);
    }
    buffer->filled_bytes += size;
    if (buffer->filled_bytes >= START_BYTES)
        buffer->is_writing = true;
}

void drive_buffer_flush(struct virtual_drive *drive)
{
    struct drive_buffer *buffer = &drive->buffer;

    if (!drive->settings.pace.is_real)
        return;
    drain_until(drive, drive_now_ms(drive));
    drive_sleep(drive, ms_of(buffer->filled_bytes, drive_write_speed(drive)));
    buffer->filled_bytes = 0;
    buffer->is_writing = false;
}

uint32_t drive_buffer_room(struct virtual_drive *drive)
{
    if (!drive->settings.pace.is_real || drive->medium == NULL)
        return DRIVE_BUFFER_SIZE;
    drain_until(drive, drive_now_ms(drive));
    return drive->buffer.filled_bytes < DRIVE_BUFFER_SIZE
               ? DRIVE_BUFFER_SIZE - drive->buffer.filled_bytes
               : 0;
}

void drive_pace_read(struct virtual_drive *drive, uint32_t size)
{
    if (drive->settings.pace.is_real)
        drive_sleep(drive, ms_of(size, drive_read_speed(drive)));
}
