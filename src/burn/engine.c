/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The write engine. */
#include "burn/engine.h"

#include "burn/ring.h"
#include "mmc/commands.h"
#include "platform/thread.h"

#include <stdatomic.h>
#include <string.h>

/* Reading never waits for the laser: this much is read ahead. */
#define BUFFER_BYTES (4u * 1024 * 1024)

#define SLOTS_MINIMUM 2

/* Pauses before a write is repeated that the drive cannot take yet. */
#define PAUSE_DEFAULT_MS 20
#define PAUSE_MINIMUM_MS 2
#define PAUSE_MAXIMUM_MS 500

struct engine {
    struct mmc_drive *drive;
    const struct burn_section *section;
    const struct burn_reader *reader;
    const struct burn_engine_observer *observer;
    struct burn_cancel *cancel;
    struct burn_ring ring;
    uint64_t total_sectors; /* with what leads and pads */
    uint64_t filled_sectors;
    uint32_t slot_sectors;
    uint32_t read_sectors;
    atomic_uint written_sectors;
    uint64_t next_report_ms;
    enum status drain_status; /* of the draining side; read once that has ended */
    bool is_streaming;        /* likewise: no longer once the drive refused it */
};

static uint64_t now(const struct engine *engine)
{
    return engine->drive->clock.now_ms(engine->drive->clock.context);
}

static bool is_cancelled(const struct engine *engine)
{
    return engine->cancel != NULL && burn_cancel_is_requested(engine->cancel);
}

/* Asked by the retry policy, on the draining side. */
static bool keep_on(void *context)
{
    struct engine *engine = context;

    return !is_cancelled(engine) && !burn_ring_is_stopped(&engine->ring);
}

static int32_t lba_of_last(const struct engine *engine, uint32_t sectors)
{
    return engine->section->start_lba + (int32_t)(sectors > 0 ? sectors - 1 : 0);
}

static void report(struct engine *engine)
{
    const uint32_t total = engine->ring.slot_bytes * engine->ring.slot_count;
    const uint32_t used = burn_ring_used_bytes(&engine->ring);
    const struct burn_engine_progress progress = {
        .start_lba = engine->section->start_lba,
        .sector_count = engine->section->sector_count,
        .last_read_lba = lba_of_last(engine, engine->read_sectors),
        .last_written_lba = lba_of_last(engine, atomic_load(&engine->written_sectors)),
        .total_buffer_bytes = total,
        .used_buffer_bytes = used,
        .free_buffer_bytes = total - used,
    };

    engine->next_report_ms = now(engine) + BURN_PROGRESS_INTERVAL_MS;
    if (engine->observer != NULL)
        engine->observer->report(engine->observer->context, &progress);
}

/* Milliseconds until the next report; one that is due is made first. */
static uint32_t report_when_due(struct engine *engine)
{
    const uint64_t present = now(engine);

    if (present >= engine->next_report_ms) {
        report(engine);
        return BURN_PROGRESS_INTERVAL_MS;
    }
    return (uint32_t)(engine->next_report_ms - present);
}

static uint32_t smaller(uint64_t a, uint64_t b)
{
    return (uint32_t)(a < b ? a : b);
}

/* Where the next sector goes. */
static int64_t next_lba(const struct engine *engine)
{
    return engine->section->start_lba - (int64_t)engine->section->leading_sectors +
           (int64_t)engine->filled_sectors;
}

/* Sectors of the next command: as many as fit, but ending on a write unit where one fits at all. */
static uint32_t next_command_sectors(const struct engine *engine)
{
    const int64_t unit = engine->section->write_unit;
    const uint32_t misaligned = (uint32_t)(((next_lba(engine) % unit) + unit) % unit);
    const uint64_t left = engine->total_sectors - engine->filled_sectors;

    if (engine->slot_sectors % unit == 0)
        return smaller(left, engine->slot_sectors - misaligned);
    return smaller(left, engine->slot_sectors);
}

/* How many of the next `sectors` come before the reader's first one. */
static uint32_t leading_part(const struct engine *engine, uint32_t sectors)
{
    const uint64_t leading = engine->section->leading_sectors;

    return engine->filled_sectors < leading ? smaller(sectors, leading - engine->filled_sectors)
                                            : 0;
}

static enum status fill(struct engine *engine, struct burn_slot *slot)
{
    const size_t bytes_per_sector = engine->section->bytes_per_sector;
    const uint32_t sectors = next_command_sectors(engine);
    const uint32_t leading = leading_part(engine, sectors);
    const uint32_t data_sectors =
        smaller(sectors - leading, engine->section->sector_count - engine->read_sectors);
    uint8_t *const data = slot->bytes + leading * bytes_per_sector;
    const size_t data_bytes = data_sectors * bytes_per_sector;
    const enum status status = burn_reader_read_exact(engine->reader, data, data_bytes);

    if (status != STATUS_OK)
        return status;
    slot->size = (uint32_t)(sectors * bytes_per_sector);
    slot->lba = (int32_t)next_lba(engine);
    slot->sectors = (uint16_t)sectors;
    slot->data_sectors = (uint16_t)data_sectors;
    memset(slot->bytes, 0, leading * bytes_per_sector);
    memset(data + data_bytes, 0, slot->size - leading * bytes_per_sector - data_bytes);
    engine->read_sectors += data_sectors;
    engine->filled_sectors += sectors;
    return STATUS_OK;
}

/* The time the drive needs to take one command from its buffer. */
static uint32_t pause_ms(const struct engine *engine)
{
    const struct burn_section *section = engine->section;
    const uint64_t start = section->starting_sectors_per_s;
    const uint64_t end = section->ending_sectors_per_s;
    const uint64_t written = atomic_load(&engine->written_sectors);
    uint64_t speed;
    uint64_t ms;

    if (start == 0 || end == 0)
        return PAUSE_DEFAULT_MS;
    speed = (start * (section->sector_count - written) + end * written) / section->sector_count;
    ms = (uint64_t)engine->slot_sectors * 1000 / (speed > 0 ? speed : 1);
    if (ms < PAUSE_MINIMUM_MS)
        return PAUSE_MINIMUM_MS;
    return smaller(ms, PAUSE_MAXIMUM_MS);
}

static enum status send(struct engine *engine, const struct burn_slot *slot)
{
    const struct scsi_command command = engine->is_streaming
                                            ? mmc_command_write_streaming(slot->lba, slot->sectors)
                                            : mmc_command_write_10(slot->lba, slot->sectors);

    return mmc_drive_write(engine->drive, command, slot->bytes, slot->size, pause_ms(engine),
                           keep_on, engine);
}

static enum status drain(struct engine *engine, const struct burn_slot *slot)
{
    enum status status = send(engine, slot);

    /* The feature promised too much. */
    if (engine->is_streaming && mmc_drive_has_refused(engine->drive, status)) {
        engine->is_streaming = false;
        status = send(engine, slot);
    }
    if (status == STATUS_OK)
        atomic_fetch_add(&engine->written_sectors, slot->data_sectors);
    return status;
}

/* The second thread. */
static void drain_all(void *context)
{
    struct engine *engine = context;
    struct burn_slot *slot;

    while (engine->drain_status == STATUS_OK &&
           (slot = burn_ring_wait_filled(&engine->ring)) != NULL) {
        engine->drain_status = is_cancelled(engine) ? STATUS_CANCELLED : drain(engine, slot);
        burn_ring_pop(&engine->ring);
    }
    if (engine->drain_status != STATUS_OK)
        burn_ring_stop(&engine->ring);
}

/* Fills slots until all is read, the other side stops, or reading fails. */
static enum status fill_all(struct engine *engine)
{
    while (engine->filled_sectors < engine->total_sectors) {
        struct burn_slot *slot = burn_ring_wait_free(&engine->ring, report_when_due(engine));

        if (is_cancelled(engine))
            return STATUS_CANCELLED;
        if (slot != NULL) {
            const enum status status = fill(engine, slot);

            if (status != STATUS_OK)
                return status;
            burn_ring_push(&engine->ring);
        } else if (burn_ring_is_stopped(&engine->ring)) {
            return STATUS_OK;
        }
    }
    burn_ring_close(&engine->ring);
    while (!burn_ring_wait_drained(&engine->ring, report_when_due(engine)))
        continue;
    return STATUS_OK;
}

static enum status run_on_two_threads(struct engine *engine)
{
    struct platform_thread *thread;
    enum status status = platform_thread_create(drain_all, engine, &thread);

    if (status != STATUS_OK)
        return status;
    status = fill_all(engine);
    if (status != STATUS_OK)
        burn_ring_stop(&engine->ring);
    platform_thread_destroy(thread);
    return status != STATUS_OK ? status : engine->drain_status;
}

static enum status run_on_one_thread(struct engine *engine)
{
    struct burn_slot *slot = burn_ring_wait_free(&engine->ring, 0);

    while (engine->filled_sectors < engine->total_sectors) {
        enum status status;

        report_when_due(engine);
        if (is_cancelled(engine))
            return STATUS_CANCELLED;
        status = fill(engine, slot);
        if (status == STATUS_OK)
            status = drain(engine, slot);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Sectors one command can carry; 0 when not even one fits. */
static uint32_t sectors_per_command(const struct mmc_drive *drive,
                                    const struct burn_section *section)
{
    const uint32_t fitting =
        smaller(drive->transport->maximum_transfer_bytes / section->bytes_per_sector, UINT16_MAX);

    if (fitting < section->write_unit)
        return fitting;
    return fitting - fitting % section->write_unit;
}

static bool is_valid(const struct burn_section *section)
{
    const int64_t begin = section->start_lba - (int64_t)section->leading_sectors;
    const int64_t end =
        section->start_lba + (int64_t)section->sector_count + (int64_t)section->padding_sectors;

    return begin >= INT32_MIN && section->sector_count > 0 && section->bytes_per_sector > 0 &&
           section->write_unit > 0 && end <= INT32_MAX;
}

static uint32_t slot_count(const struct burn_section *section, uint32_t slot_bytes)
{
    const uint32_t count = (BUFFER_BYTES + slot_bytes - 1) / slot_bytes;

    if (section->is_single_threaded)
        return 1;
    return count < SLOTS_MINIMUM ? SLOTS_MINIMUM : count;
}

enum status burn_engine_write(struct mmc_drive *drive, const struct burn_section *section,
                              const struct burn_reader *reader,
                              const struct burn_engine_observer *observer,
                              struct burn_cancel *cancel)
{
    struct engine engine = {
        .drive = drive,
        .section = section,
        .reader = reader,
        .observer = observer,
        .cancel = cancel,
    };
    uint32_t slot_bytes;
    enum status status;

    if (!is_valid(section))
        return STATUS_INVALID_ARGUMENT;
    engine.slot_sectors = sectors_per_command(drive, section);
    if (engine.slot_sectors == 0)
        return STATUS_INVALID_ARGUMENT;
    engine.is_streaming = section->is_streaming;
    engine.total_sectors =
        (uint64_t)section->leading_sectors + section->sector_count + section->padding_sectors;
    atomic_init(&engine.written_sectors, 0);
    slot_bytes = engine.slot_sectors * section->bytes_per_sector;
    status = burn_ring_init(&engine.ring, slot_bytes, slot_count(section, slot_bytes));
    if (status != STATUS_OK)
        return status;
    report(&engine);
    if (section->is_single_threaded)
        status = run_on_one_thread(&engine);
    else
        status = run_on_two_threads(&engine);
    report(&engine);
    burn_ring_release(&engine.ring);
    return status;
}
