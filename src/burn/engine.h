/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The write engine: pumps a reader to the drive with WRITE. Knows nothing of formats: no flushing,
 * no closing, no locking. The reader and the observer are called on the caller's thread,
 * with no lock held; the drive is used from a second thread meanwhile, so nobody else may use it.
 */
#ifndef OPENIMAPI_BURN_ENGINE_H
#define OPENIMAPI_BURN_ENGINE_H

#include "base/status.h"
#include "burn/cancel.h"
#include "burn/reader.h"
#include "mmc/drive.h"

#include <stdbool.h>
#include <stdint.h>

/** Milliseconds between two reports of progress. */
#define BURN_PROGRESS_INTERVAL_MS 500

/** What to write where. */
struct burn_section {
    int32_t start_lba;         /* negative in the lead-in of a CD */
    uint32_t sector_count;     /* sectors the reader gives; not 0 */
    uint32_t leading_sectors;  /* zeros written before them, counted nowhere */
    uint32_t padding_sectors;  /* zeros written after them, likewise */
    uint32_t bytes_per_sector; /* 1..; at most the transport's maximum transfer */
    uint32_t write_unit;       /* commands end on multiples of it where one transfer allows */
    /* Expected speeds at both ends, sectors per second; 0: as fast as possible. Only for pauses. */
    uint32_t starting_sectors_per_s;
    uint32_t ending_sectors_per_s;
    bool is_streaming;       /* WRITE(12) for speed, where the drive takes it */
    bool is_single_threaded; /* for transports that must stay on the caller's thread */
};

/** How far the engine is. */
struct burn_engine_progress {
    int32_t start_lba;
    uint32_t sector_count;
    int32_t last_read_lba;    /* start_lba before the first sector, too */
    int32_t last_written_lba; /* likewise */
    uint32_t total_buffer_bytes;
    uint32_t used_buffer_bytes;
    uint32_t free_buffer_bytes;
};

/** Told about progress: once before, every BURN_PROGRESS_INTERVAL_MS, once after, however it ends.
 */
struct burn_engine_observer {
    void (*report)(void *context, const struct burn_engine_progress *progress);
    void *context;
};

/**
 * Writes one section from the reader's present position. `observer` and `cancel` may be NULL.
 * STATUS_INVALID_ARGUMENT: the section contradicts what stands above. STATUS_NO_MEMORY.
 * STATUS_CANCELLED: stopped after the command that was running. STATUS_END_OF_DATA: the reader gave
 * too little. The reader's status. Else as mmc_drive_write, with drive->failure filled.
 */
enum status burn_engine_write(struct mmc_drive *drive, const struct burn_section *section,
                              const struct burn_reader *reader,
                              const struct burn_engine_observer *observer,
                              struct burn_cancel *cancel);

#endif
