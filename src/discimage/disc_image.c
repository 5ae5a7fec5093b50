/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A recorded disc in a storage: reading, writing, and what it notes of itself. */
#include "discimage/disc_image.h"

#include "base/memory.h"
#include "discimage/disc_image_inside.h"
#include "discimage/disc_tracks.h"

#include <assert.h>
#include <string.h>

#define ZERO_BLOCKS 32

static const uint8_t zeros[ZERO_BLOCKS * DISC_SECTOR_SIZE];

static uint32_t blocks_in(uint64_t bytes)
{
    return (uint32_t)((bytes + DISC_BLOCK_SIZE - 1) / DISC_BLOCK_SIZE);
}

enum status disc_image_store_state(struct disc_storage *storage, const struct disc_state *state)
{
    char *text = memory_allocate(1, DISC_STATE_TEXT_MAXIMUM);
    enum status status;

    if (text == NULL)
        return STATUS_NO_MEMORY;
    status = storage->ops->replace_state(storage, text, disc_state_encode(state, text));
    memory_free(text);
    return status;
}

/* The text goes before what is remembered: should it fail, the disc is as before. */
enum status disc_image_commit(struct disc_image *image, const struct disc_state *next)
{
    enum status status = disc_image_store_companions(image, next);

    if (status == STATUS_OK)
        status = disc_image_store_state(image->storage, next);
    if (status != STATUS_OK)
        return status;
    image->state = *next;
    image->is_state_stale = false;
    return STATUS_OK;
}

enum status disc_image_resize(struct disc_image *image, uint64_t size)
{
    enum status status = image->storage->ops->resize(image->storage, size);

    if (status == STATUS_OK)
        image->size = size;
    return status;
}

enum status disc_image_cut_behind(struct disc_image *image, const struct disc_track *track)
{
    const uint64_t end = disc_state_offset(&image->state, (uint64_t)track->start + track->recorded);

    return image->size > end ? disc_image_resize(image, end) : STATUS_OK;
}

static enum status write_blocks(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                const void *data)
{
    const uint64_t start = disc_state_offset(&image->state, lba);
    const uint64_t end = disc_state_offset(&image->state, (uint64_t)lba + blocks);
    enum status status =
        image->storage->ops->write_at(image->storage, start, data, (size_t)(end - start));

    if (status == STATUS_OK && end > image->size)
        image->size = end;
    return status;
}

/* Only what lies within the user data can be anything but zero: the rest grows by itself. */
static enum status write_zeros(struct disc_image *image, uint32_t lba, uint32_t end)
{
    enum status status = STATUS_OK;

    for (; status == STATUS_OK && lba < end && disc_state_offset(&image->state, lba) < image->size;
         lba += ZERO_BLOCKS)
        status = write_blocks(image, lba, end - lba < ZERO_BLOCKS ? end - lba : ZERO_BLOCKS, zeros);
    if (status == STATUS_OK && image->size < disc_state_offset(&image->state, end))
        status = disc_image_resize(image, disc_state_offset(&image->state, end));
    return status;
}

enum status disc_image_cut_and_commit(struct disc_image *image, const struct disc_state *next,
                                      uint64_t size)
{
    struct disc_state damaged = *next;
    enum status status;

    if (image->size <= size)
        return disc_image_commit(image, next);
    damaged.is_damaged = disc_state_has_tracks(next);
    if (!damaged.is_damaged)
        damaged.format = DISC_FORMAT_STOPPED;
    status = disc_image_commit(image, &damaged);
    if (status == STATUS_OK)
        status = disc_image_resize(image, size);
    return status == STATUS_OK ? disc_image_commit(image, next) : status;
}

const struct disc_state *disc_image_state(const struct disc_image *image)
{
    return &image->state;
}

/* The first track that ends behind `lba`, or NULL. */
static const struct disc_track *track_from(const struct disc_state *state, uint32_t lba)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        if (disc_tracks_end_of(&state->tracks[i]) > lba)
            return &state->tracks[i];
    }
    return NULL;
}

/*
 * Run-in, closure and intro before a recorded track of a DVD or BD read as zeros; those of a CD
 * cannot be read, but for pre-gaps that were recorded.
 */
static uint32_t readable_in_tracks(const struct disc_image *image, uint32_t lba)
{
    const struct disc_state *state = &image->state;
    const struct disc_track *const tracks_end = &state->tracks[state->track_count];
    const struct disc_track *track = track_from(state, lba);
    const bool has_holes = disc_state_is_cd(state);
    uint32_t end;

    if (track == NULL || track->recorded == 0 || (has_holes && lba < track->start - track->pregap))
        return 0;
    end = track->start + track->recorded;
    for (; track->recorded == track->size; end = track->start + track->recorded) {
        track++;
        if (track == tracks_end || track->recorded == 0 ||
            (has_holes && track->start - track->pregap > end))
            break;
    }
    if (lba >= end)
        return 0;
    /* Blocks and whole sectors are not read together. */
    if (state->has_sectors && lba < state->sectors_start && end > state->sectors_start)
        end = state->sectors_start;
    return end - lba;
}

static uint32_t readable_formatted(const struct disc_image *image, uint32_t lba)
{
    const struct disc_state *state = &image->state;
    uint32_t end = blocks_in(image->size);

    if (state->format == DISC_FORMAT_COMPLETE || state->formatted_blocks > end)
        end = state->formatted_blocks;
    return lba < end ? end - lba : 0;
}

uint32_t disc_image_readable_blocks(const struct disc_image *image, uint32_t lba)
{
    if (disc_state_has_tracks(&image->state))
        return readable_in_tracks(image, lba);
    return readable_formatted(image, lba);
}

enum status disc_image_read(struct disc_image *image, uint32_t lba, uint32_t blocks, void *buffer)
{
    const uint64_t start = disc_state_offset(&image->state, lba);
    const size_t wanted =
        (size_t)(disc_state_offset(&image->state, (uint64_t)lba + blocks) - start);
    enum status status = STATUS_OK;
    size_t read = 0;

    if (start < image->size)
        status = image->storage->ops->read_at(image->storage, start, buffer, wanted, &read);
    if (status == STATUS_OK)
        memset((uint8_t *)buffer + read, 0, wanted - read);
    return status;
}

enum status disc_image_append(struct disc_image *image, uint16_t number, uint32_t blocks,
                              const void *data)
{
    struct disc_track *track = &image->state.tracks[number - 1];
    enum status status;

    assert(number >= 1 && number <= image->state.track_count);
    assert(track->state != DISC_TRACK_COMPLETE && blocks <= track->size - track->recorded);
    status = write_blocks(image, track->start + track->recorded, blocks, data);
    if (status != STATUS_OK)
        return status;
    track->recorded += blocks;
    if (track->state == DISC_TRACK_RESERVED)
        image->is_state_stale = true;
    return STATUS_OK;
}

enum status disc_image_append_zeros(struct disc_image *image, uint16_t number, uint32_t blocks)
{
    struct disc_track *track = &image->state.tracks[number - 1];
    const uint32_t start = track->start + track->recorded;
    enum status status;

    assert(number >= 1 && number <= image->state.track_count);
    assert(track->state != DISC_TRACK_COMPLETE && blocks <= track->size - track->recorded);
    status = write_zeros(image, start, start + blocks);
    if (status != STATUS_OK)
        return status;
    track->recorded += blocks;
    if (track->state == DISC_TRACK_RESERVED)
        image->is_state_stale = true;
    return STATUS_OK;
}

enum status disc_image_overwrite(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                 const void *data)
{
    assert((uint64_t)lba + blocks <= image->state.capacity_blocks);
    return write_blocks(image, lba, blocks, data);
}

enum status disc_image_set_format(struct disc_image *image, enum disc_format format,
                                  uint32_t formatted_blocks)
{
    struct disc_state next = image->state;

    next.format = format;
    next.formatted_blocks = formatted_blocks;
    return disc_image_commit(image, &next);
}

void disc_image_note_formatted(struct disc_image *image, uint32_t formatted_blocks)
{
    image->state.formatted_blocks = formatted_blocks;
}

enum status disc_image_set_damaged(struct disc_image *image)
{
    struct disc_state next = image->state;

    next.is_damaged = true;
    return disc_image_commit(image, &next);
}

enum status disc_image_set_layer(struct disc_image *image, uint32_t layer_blocks)
{
    struct disc_state next = image->state;

    assert(next.track_count == 1 && layer_blocks <= next.capacity_blocks / 2);
    next.layer_blocks = layer_blocks;
    next.capacity_blocks = 2 * layer_blocks;
    next.tracks[0].size = next.capacity_blocks;
    return disc_image_commit(image, &next);
}

enum status disc_image_set_spares(struct disc_image *image, enum disc_recording recording,
                                  uint32_t spare_blocks)
{
    struct disc_state next = image->state;

    assert(disc_medium_allows(next.medium, recording) && recording != DISC_RECORDING_OVERWRITE);
    assert(next.track_count == 1 && spare_blocks < next.capacity_blocks);
    next.recording = recording;
    next.spare_blocks = spare_blocks;
    next.capacity_blocks -= spare_blocks;
    next.tracks[0].size = next.capacity_blocks;
    return disc_image_commit(image, &next);
}

enum status disc_image_use_spares(struct disc_image *image, uint32_t blocks)
{
    struct disc_state next = image->state;

    assert(blocks <= next.spare_blocks);
    next.spare_blocks -= blocks;
    return disc_image_commit(image, &next);
}

enum status disc_image_flush(struct disc_image *image)
{
    struct disc_state next;

    if (!image->is_state_stale)
        return STATUS_OK;
    next = image->state;
    return disc_image_commit(image, &next);
}
