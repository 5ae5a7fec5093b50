/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time that reading and writing take, where the settings want it. */
#include "virtualdrive/pace.h"

#include "virtualdrive/drive.h"

/* A kilobyte per second is a byte per millisecond. */
static uint64_t ms_of(uint64_t bytes, uint16_t kb_per_s)
{
    return kb_per_s > 0 ? bytes / kb_per_s : 0;
}

/* What is left after the laser has had time since the last look. */
static void drain(struct virtual_drive *drive)
{
    struct drive_buffer *buffer = &drive->buffer;
    const uint64_t now_ms = drive_now_ms(drive);
    const uint64_t drained = (now_ms - buffer->look_ms) * drive_write_speed(drive);

    if (buffer->is_writing && drained > buffer->filled_bytes)
        buffer->underruns++;
    buffer->filled_bytes =
        drained < buffer->filled_bytes ? buffer->filled_bytes - (uint32_t)drained : 0;
    buffer->look_ms = now_ms;
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

    if (!drive->settings.pace.is_real)
        return;
    drain(drive);
    if ((uint64_t)buffer->filled_bytes + size > DRIVE_BUFFER_SIZE) {
        drive_sleep(drive, ms_of((uint64_t)buffer->filled_bytes + size - DRIVE_BUFFER_SIZE,
                                 drive_write_speed(drive)));
        buffer->is_writing = false;
        drain(drive);
    }
    buffer->is_writing = true;
    buffer->filled_bytes += size;
}

void drive_buffer_flush(struct virtual_drive *drive)
{
    struct drive_buffer *buffer = &drive->buffer;

    if (!drive->settings.pace.is_real)
        return;
    drain(drive);
    drive_sleep(drive, ms_of(buffer->filled_bytes, drive_write_speed(drive)));
    buffer->filled_bytes = 0;
    buffer->is_writing = false;
}

uint32_t drive_buffer_room(struct virtual_drive *drive)
{
    if (!drive->settings.pace.is_real || drive->medium == NULL)
        return DRIVE_BUFFER_SIZE;
    drain(drive);
    return drive->buffer.filled_bytes < DRIVE_BUFFER_SIZE
               ? DRIVE_BUFFER_SIZE - drive->buffer.filled_bytes
               : 0;
}

void drive_pace_read(struct virtual_drive *drive, uint32_t size)
{
    if (drive->settings.pace.is_real)
        drive_sleep(drive, ms_of(size, drive_read_speed(drive)));
}
