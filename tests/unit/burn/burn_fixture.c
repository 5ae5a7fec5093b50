/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fixture of burns. */
#include "burn_fixture.h"

#include "mmc/capacity.h"
#include "mmc/commands.h"
#include "mmc/profiles.h"

#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define SECTOR BURN_DATA_SECTOR_BYTES

/* Byte of READ TRACK INFORMATION with the low part of the number. */
#define TRACK_NUMBER_OFFSET 5

/* True on the thread that runs the test alone. */
static _Thread_local bool is_test_thread;

void image_init(struct image *image, size_t sectors)
{
    uint32_t state = 1;

    *image = (struct image){ .size = sectors * SECTOR };
    image->bytes = malloc(image->size + 1);
    assert_non_null(image->bytes);
    for (size_t i = 0; i < image->size; i++) {
        state = state * 1103515245u + 12345u;
        image->bytes[i] = (uint8_t)(state >> 16);
    }
    is_test_thread = true;
}

void image_release(struct image *image)
{
    free(image->bytes);
    image->bytes = NULL;
}

static size_t readable(const struct image *image, size_t size)
{
    const size_t end = image->ends_at != 0 ? image->ends_at : image->size;
    const size_t left = image->position < end ? end - image->position : 0;

    if (image->largest_read != 0 && size > image->largest_read)
        size = image->largest_read;
    return size < left ? size : left;
}

static enum status image_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct image *image = context;

    assert_true(is_test_thread);
    if (image->on_read != NULL)
        image->on_read(image->context);
    if (image->fails_at != 0 && image->position >= image->fails_at)
        return STATUS_FOREIGN;
    *read = readable(image, size);
    memcpy(buffer, image->bytes + image->position, *read);
    image->position += *read;
    return STATUS_OK;
}

static enum status image_seek(void *context, uint64_t offset)
{
    struct image *image = context;

    assert_true(is_test_thread);
    image->seeks++;
    if (image->seek_status != STATUS_OK)
        return image->seek_status;
    image->position = (size_t)offset;
    return STATUS_OK;
}

struct burn_reader image_reader(struct image *image)
{
    return (struct burn_reader){ .read = image_read, .seek = image_seek, .context = image };
}

static void watch(void *context, const struct burn_data_progress *progress)
{
    struct watcher *watcher = context;

    assert_true(is_test_thread);
    assert_true(progress->engine.sector_count > 0);
    assert_true(progress->total_s >= 1);
    assert_int_equal(progress->total_s, progress->elapsed_s + progress->remaining_s);
    assert_true(progress->engine.last_written_lba >= progress->engine.start_lba);
    assert_true(progress->engine.last_read_lba >= progress->engine.last_written_lba);
    assert_int_equal(progress->engine.used_buffer_bytes + progress->engine.free_buffer_bytes,
                     progress->engine.total_buffer_bytes);
    assert_true(watcher->count < WATCHED_MAXIMUM);
    watcher->seen[watcher->count++] = *progress;
    if (watcher->cancel != NULL && progress->action == watcher->cancel_at)
        burn_cancel_request(watcher->cancel);
}

struct burn_data_observer watcher_observer(struct watcher *watcher)
{
    return (struct burn_data_observer){ .report = watch, .context = watcher };
}

size_t watcher_count(const struct watcher *watcher, enum burn_data_action action)
{
    size_t count = 0;

    for (size_t i = 0; i < watcher->count; i++) {
        if (watcher->seen[i].action == action)
            count++;
    }
    return count;
}

void watcher_assert_actions(const struct watcher *watcher, const enum burn_data_action *actions,
                            size_t count)
{
    size_t next = 0;

    for (size_t i = 0; i < watcher->count; i++) {
        if (i > 0 && watcher->seen[i].action == watcher->seen[i - 1].action)
            continue;
        assert_true(next < count);
        assert_int_equal(watcher->seen[i].action, actions[next]);
        next++;
    }
    assert_int_equal(next, count);
}

static void init_common(struct burn_fixture *fixture, size_t sectors)
{
    memset(fixture, 0, sizeof(*fixture));
    scripted_transport_init(&fixture->scripted);
    scripted_transport_add_medium(&fixture->scripted, MEDIUM_SECTORS);
    fixture->drive = scripted_transport_drive(&fixture->scripted);
    image_init(&fixture->image, sectors);
    burn_cancel_init(&fixture->cancel);
    fixture->options.speed.sectors_per_s = MMC_WRITE_SPEED_FASTEST;
    fixture->source.reader = image_reader(&fixture->image);
    fixture->source.size_bytes = sectors * SECTOR;
    scripted_good(&fixture->scripted, MMC_OPCODE_TEST_UNIT_READY);
    scripted_good(&fixture->scripted, MMC_OPCODE_START_STOP_UNIT);
    scripted_good(&fixture->scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);
    scripted_good(&fixture->scripted, MMC_OPCODE_SET_STREAMING);
    scripted_good(&fixture->scripted, MMC_OPCODE_SYNCHRONIZE_CACHE);
}

static void add_disc(struct burn_fixture *fixture, enum mmc_disc_status status,
                     enum mmc_session_state session, bool is_erasable)
{
    const struct mmc_disc_information_wire wire =
        reply_disc_information(status, session, is_erasable);

    fixture->disc =
        scripted_reply(&fixture->scripted, MMC_OPCODE_READ_DISC_INFORMATION, &wire, sizeof(wire));
}

void burn_fixture_init(struct burn_fixture *fixture, size_t sectors,
                       const struct burn_fixture_medium *medium)
{
    const struct reply_feature features[] = {
        { MMC_FEATURE_PROFILE_LIST,
          true,
          4,
          { (uint8_t)(medium->profile >> 8), (uint8_t)medium->profile, 1, 0 } },
        { medium->feature, true, 4, { medium->feature_flags } },
        { medium->other_feature, true, 4, { medium->other_flags } },
    };
    const struct mmc_capacity_wire capacity = { be32_of(MEDIUM_SECTORS - 1), be32_of(SECTOR) };
    const bool is_blank = medium->status == MMC_DISC_STATUS_EMPTY;

    init_common(fixture, sectors);
    add_disc(fixture, medium->status,
             is_blank ? MMC_SESSION_STATE_EMPTY : MMC_SESSION_STATE_COMPLETE, medium->is_erasable);
    reply_add_configuration(&fixture->scripted, medium->profile, features,
                            medium->other_feature != 0 ? 3 : 2);
    if (medium->is_erasable)
        scripted_reply(&fixture->scripted, MMC_OPCODE_READ_CAPACITY, &capacity, sizeof(capacity));
    scripted_good(&fixture->scripted, MMC_OPCODE_CLOSE_TRACK_SESSION);
}

void burn_fixture_add_track(struct burn_fixture *fixture, struct mmc_track_information_wire track,
                            uint8_t number)
{
    struct scripted_answer *answer = scripted_reply(
        &fixture->scripted, MMC_OPCODE_READ_TRACK_INFORMATION, &track, sizeof(track));

    if (number == 0)
        return;
    answer->offset = TRACK_NUMBER_OFFSET;
    answer->value = number;
}

void burn_fixture_init_dvd_plus_r(struct burn_fixture *fixture, size_t sectors)
{
    static const struct burn_fixture_medium medium = {
        .profile = MMC_PROFILE_DVD_PLUS_R,
        .feature = MMC_FEATURE_DVD_PLUS_R,
        .feature_flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE,
        .status = MMC_DISC_STATUS_EMPTY,
    };

    burn_fixture_init(fixture, sectors, &medium);
    burn_fixture_add_track(fixture, reply_open_track(1, 1, 0, 0, FREE_SECTORS), 0);
}

void burn_fixture_init_dvd_plus_rw(struct burn_fixture *fixture, size_t sectors)
{
    static const struct burn_fixture_medium medium = {
        .profile = MMC_PROFILE_DVD_PLUS_RW,
        .feature = MMC_FEATURE_DVD_PLUS_RW,
        .feature_flags = MMC_FEATURE_DVD_PLUS_BITS_WRITE,
        .status = MMC_DISC_STATUS_COMPLETE,
        .is_erasable = true,
    };

    burn_fixture_init(fixture, sectors, &medium);
    burn_fixture_set_disc(fixture, MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_DONE);
    burn_fixture_add_track(fixture, reply_recorded_track(1, 1, 0, MEDIUM_SECTORS), 0);
}

void burn_fixture_release(struct burn_fixture *fixture)
{
    scripted_transport_release(&fixture->scripted);
    image_release(&fixture->image);
}

static void assert_removal_is_allowed(const struct burn_fixture *fixture)
{
    const size_t count =
        scripted_count(&fixture->scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL);

    if (count == 0)
        return;
    assert_int_equal(
        scripted_sent(&fixture->scripted, MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, count - 1)
            ->command.cdb[4],
        0);
}

enum status burn_fixture_run(struct burn_fixture *fixture)
{
    const struct burn_data_observer observer = watcher_observer(&fixture->watcher);
    enum status status;

    scripted_forget(&fixture->scripted);
    fixture->watcher.count = 0;
    status = burn_data_write(&fixture->drive, &fixture->options, &fixture->source, &observer,
                             &fixture->cancel, &fixture->result);
    assert_int_equal(status == STATUS_OK, fixture->result.failure == BURN_FAILURE_NONE);
    assert_removal_is_allowed(fixture);
    if (status != STATUS_OK)
        assert_int_equal(watcher_count(&fixture->watcher, BURN_DATA_ACTION_COMPLETED), 0);
    return status;
}

void burn_fixture_set_disc(struct burn_fixture *fixture, enum mmc_disc_status status,
                           enum mmc_background_format background)
{
    struct mmc_disc_information_wire wire;

    memcpy(&wire, fixture->disc->reply, sizeof(wire));
    wire.status &= (uint8_t)~MMC_DISC_INFORMATION_STATUS_BITS_DISC_MASK;
    wire.status |= (uint8_t)status;
    wire.validity = (uint8_t)background;
    memcpy(fixture->disc->reply, &wire, sizeof(wire));
}

void burn_fixture_assert_recorded(const struct burn_fixture *fixture, uint32_t lba,
                                  uint32_t stream_sector, uint32_t sectors)
{
    assert_memory_equal(fixture->scripted.medium + (size_t)lba * SECTOR,
                        fixture->image.bytes + (size_t)stream_sector * SECTOR,
                        (size_t)sectors * SECTOR);
}

void burn_fixture_assert_untouched(const struct burn_fixture *fixture)
{
    for (size_t i = 0; i < fixture->scripted.log_count; i++)
        assert_false(mmc_command_writes(fixture->scripted.log[i].command.cdb[0]));
}

static size_t after_last_write(const struct scripted_transport *scripted)
{
    size_t position = 0;

    for (size_t i = 0; i < scripted->log_count; i++) {
        if (scripted->log[i].command.cdb[0] == MMC_OPCODE_WRITE_10)
            position = i + 1;
    }
    return position;
}

void burn_fixture_assert_closing(const struct burn_fixture *fixture,
                                 const struct burn_closing *closing, size_t count)
{
    const struct scripted_transport *scripted = &fixture->scripted;
    size_t next = 0;

    for (size_t i = after_last_write(scripted); i < scripted->log_count; i++) {
        const uint8_t *cdb = scripted->log[i].command.cdb;

        if (!mmc_command_writes(cdb[0]))
            continue;
        assert_true(next < count);
        assert_int_equal(cdb[0], closing[next].opcode);
        if (cdb[0] == MMC_OPCODE_CLOSE_TRACK_SESSION)
            assert_int_equal(cdb[2], closing[next].function);
        next++;
    }
    assert_int_equal(next, count);
}

static void assert_session_closed(const struct burn_fixture *fixture,
                                  enum mmc_close_function function)
{
    const struct burn_closing closing[] = {
        { MMC_OPCODE_SYNCHRONIZE_CACHE, 0 },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, MMC_CLOSE_FUNCTION_TRACK },
        { MMC_OPCODE_CLOSE_TRACK_SESSION, (uint8_t)function },
    };

    burn_fixture_assert_closing(fixture, closing, 3);
    assert_int_equal(
        scripted_sent(&fixture->scripted, MMC_OPCODE_CLOSE_TRACK_SESSION, 0)->command.cdb[5], 1);
}

void burn_fixture_expect_session_closed(struct burn_fixture *fixture,
                                        enum mmc_close_function function)
{
    assert_int_equal(burn_fixture_run(fixture), STATUS_OK);
    assert_session_closed(fixture, function);
}

static void count_writes(void *context, const struct scsi_command *command)
{
    struct burn_fixture *fixture = context;

    if (command->cdb[0] == MMC_OPCODE_WRITE_10 && --fixture->writes_to_cancel == 0)
        burn_cancel_request(&fixture->cancel);
}

void burn_fixture_expect_cancelled_and_closed(struct burn_fixture *fixture)
{
    fixture->writes_to_cancel = 3;
    fixture->scripted.on_command = count_writes;
    fixture->scripted.context = fixture;
    assert_int_equal(burn_fixture_run(fixture), STATUS_CANCELLED);
    assert_int_equal(fixture->result.failure, BURN_FAILURE_CANCELLED);
    assert_int_equal(scripted_count(&fixture->scripted, MMC_OPCODE_WRITE_10), 3);
    assert_session_closed(fixture, MMC_CLOSE_FUNCTION_SESSION);
}

static bool is_watched(uint8_t opcode)
{
    return mmc_command_writes(opcode) || opcode == MMC_OPCODE_MODE_SELECT_10;
}

void burn_fixture_assert_course(const struct burn_fixture *fixture, const uint8_t *opcodes,
                                size_t count)
{
    const struct scripted_transport *scripted = &fixture->scripted;
    uint8_t last = 0;
    size_t next = 0;

    for (size_t i = 0; i < scripted->log_count; i++) {
        const uint8_t opcode = scripted->log[i].command.cdb[0];

        if (!is_watched(opcode) || (opcode == MMC_OPCODE_WRITE_10 && last == opcode))
            continue;
        assert_true(next < count);
        assert_int_equal(opcode, opcodes[next]);
        last = opcode;
        next++;
    }
    assert_int_equal(next, count);
}
