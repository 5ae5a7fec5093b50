/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A recorded disc in a storage. */
#include "discimage/disc_image.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

#define ZERO_BLOCKS 32

struct disc_image {
    struct disc_storage *storage;
    struct disc_state state;
    uint64_t size;       /* of the user data, in bytes */
    bool is_state_stale; /* the stored text lacks what a reserved track has taken since */
};

static const uint8_t zeros[ZERO_BLOCKS * DISC_BLOCK_SIZE];

static uint64_t bytes_of(uint64_t blocks)
{
    return blocks * DISC_BLOCK_SIZE;
}

static uint32_t blocks_in(uint64_t bytes)
{
    return (uint32_t)((bytes + DISC_BLOCK_SIZE - 1) / DISC_BLOCK_SIZE);
}

/* Gives 0 and `is_missing` for user data that do not exist. */
static enum status storage_size(struct disc_storage *storage, uint64_t *size, bool *is_missing)
{
    enum status status = storage->ops->size(storage, size);

    *is_missing = status == STATUS_NOT_FOUND;
    if (!*is_missing)
        return status;
    *size = 0;
    return STATUS_OK;
}

/* Gives the parsed state; STATUS_NOT_FOUND when the storage holds no text. */
static enum status load_state(struct disc_storage *storage, struct disc_state *state)
{
    char *text = memory_allocate(1, DISC_STATE_TEXT_MAXIMUM);
    enum status status;
    size_t length;

    if (text == NULL)
        return STATUS_NO_MEMORY;
    status = storage->ops->load_state(storage, text, DISC_STATE_TEXT_MAXIMUM, &length);
    if (status == STATUS_OK)
        status = disc_state_parse(text, length, state);
    else if (status == STATUS_TOO_LARGE)
        status = STATUS_CORRUPT;
    memory_free(text);
    return status;
}

static enum status store_state(struct disc_storage *storage, const struct disc_state *state)
{
    char *text = memory_allocate(1, DISC_STATE_TEXT_MAXIMUM);
    enum status status;

    if (text == NULL)
        return STATUS_NO_MEMORY;
    status = storage->ops->replace_state(storage, text, disc_state_encode(state, text));
    memory_free(text);
    return status;
}

/* The text goes first: should it fail, the disc is as before. */
static enum status commit(struct disc_image *image, const struct disc_state *next)
{
    enum status status = store_state(image->storage, next);

    if (status != STATUS_OK)
        return status;
    image->state = *next;
    image->is_state_stale = false;
    return STATUS_OK;
}

static struct disc_track *last_track(struct disc_state *state)
{
    return &state->tracks[state->track_count - 1];
}

static uint32_t end_of(const struct disc_track *track)
{
    return track->start + track->size;
}

static bool is_cd(const struct disc_state *state)
{
    return state->medium == DISC_MEDIUM_CD_ROM || state->medium == DISC_MEDIUM_CD_R ||
           state->medium == DISC_MEDIUM_CD_RW;
}

/* Whole units between the start of the track and the end of the user data. */
static uint32_t recorded_by_size(const struct disc_track *track, uint32_t unit_blocks,
                                 uint64_t size)
{
    const uint64_t start = bytes_of(track->start);
    uint64_t blocks;

    if (size <= start)
        return 0;
    blocks = (size - start) / DISC_BLOCK_SIZE;
    if (blocks >= track->size)
        return track->size;
    return (uint32_t)(blocks - blocks % unit_blocks);
}

/*
 * The user data end in the track written last. Of a reserved track before that one the text tells;
 * what it took after the text was written counts as lost with the power.
 */
static void find_recorded(struct disc_state *state, uint64_t size)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        struct disc_track *track = &state->tracks[i];
        const bool is_last_written =
            i + 1 == state->track_count || size <= bytes_of(state->tracks[i + 1].start);

        if (track->state == DISC_TRACK_COMPLETE)
            continue;
        if (track->state == DISC_TRACK_OPEN || is_last_written) {
            const uint32_t recorded =
                recorded_by_size(track, disc_state_traits(state)->unit_blocks, size);

            if (recorded > track->recorded)
                track->recorded = recorded;
        }
    }
}

/* Where the user data of closed tracks end: a disc with fewer is not the one the state tells of. */
static uint32_t closed_end(const struct disc_state *state)
{
    uint32_t end = 0;

    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];

        if (track->recorded > 0)
            end = track->start + track->recorded;
    }
    return end;
}

/* What an operation that was not finished has left: no more than there is. */
static void limit_recorded(struct disc_state *state, uint64_t size)
{
    const uint32_t end = (uint32_t)(size / DISC_BLOCK_SIZE);

    for (unsigned i = 0; i < state->track_count; i++) {
        struct disc_track *track = &state->tracks[i];
        const uint32_t available = end > track->start ? end - track->start : 0;

        if (track->recorded > available)
            track->recorded = available;
    }
}

static enum status reconcile_tracks(struct disc_state *state, uint64_t size)
{
    const uint64_t recorded = bytes_of(closed_end(state));

    if (state->is_damaged) {
        limit_recorded(state, size);
        return STATUS_OK;
    }

    if (size < recorded || size > bytes_of(state->capacity_blocks))
        return STATUS_CORRUPT;
    if (state->is_finalised && size != recorded)
        return STATUS_CORRUPT;
    find_recorded(state, size);
    return STATUS_OK;
}

/* A format that grows with what is written has grown by whole units. */
static void grow_to(struct disc_state *state, uint64_t size)
{
    const uint32_t unit_blocks = disc_state_traits(state)->unit_blocks;
    const uint32_t blocks = (uint32_t)(size / DISC_BLOCK_SIZE);

    if (blocks - blocks % unit_blocks > state->formatted_blocks)
        state->formatted_blocks = blocks - blocks % unit_blocks;
}

static enum status reconcile(struct disc_state *state, uint64_t size)
{
    if (disc_state_has_tracks(state))
        return reconcile_tracks(state, size);
    if (size > bytes_of(state->capacity_blocks))
        return STATUS_CORRUPT;
    if (state->format == DISC_FORMAT_NONE && size > 0)
        return STATUS_CORRUPT;
    if (state->format == DISC_FORMAT_RUNNING)
        state->format = DISC_FORMAT_STOPPED;
    if (state->format == DISC_FORMAT_GROWING)
        grow_to(state, size);
    return STATUS_OK;
}

/* As it was created: the one disc whose user data may be missing. */
static bool is_blank(const struct disc_state *state)
{
    if (disc_state_has_tracks(state))
        return state->track_count == 1 && state->tracks[0].state == DISC_TRACK_OPEN;
    return state->format == DISC_FORMAT_NONE;
}

static enum status open_without_state(enum disc_medium medium, uint64_t size,
                                      struct disc_state *state)
{
    if (size == 0)
        return STATUS_NOT_FOUND;
    if (size % DISC_BLOCK_SIZE != 0)
        return STATUS_CORRUPT;
    if (disc_medium_traits(medium)->recording != DISC_RECORDING_READ_ONLY)
        medium = DISC_MEDIUM_NONE;
    return disc_state_init_finalised(medium, size / DISC_BLOCK_SIZE, state);
}

static enum status resize(struct disc_image *image, uint64_t size)
{
    enum status status = image->storage->ops->resize(image->storage, size);

    if (status == STATUS_OK)
        image->size = size;
    return status;
}

/* A killed write may have left part of a unit behind the last block that counts. */
static enum status cut_behind(struct disc_image *image, const struct disc_track *track)
{
    const uint64_t end = bytes_of((uint64_t)track->start + track->recorded);

    return image->size > end ? resize(image, end) : STATUS_OK;
}

static enum status write_blocks(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                const void *data)
{
    const uint64_t end = bytes_of((uint64_t)lba + blocks);
    enum status status = image->storage->ops->write_at(image->storage, bytes_of(lba), data,
                                                       (size_t)bytes_of(blocks));

    if (status == STATUS_OK && end > image->size)
        image->size = end;
    return status;
}

/* Only what lies within the user data can be anything but zero: the rest grows by itself. */
static enum status write_zeros(struct disc_image *image, uint32_t lba, uint32_t end)
{
    enum status status = STATUS_OK;

    for (; status == STATUS_OK && lba < end && bytes_of(lba) < image->size; lba += ZERO_BLOCKS)
        status = write_blocks(image, lba, end - lba < ZERO_BLOCKS ? end - lba : ZERO_BLOCKS, zeros);
    if (status == STATUS_OK && image->size < bytes_of(end))
        status = resize(image, bytes_of(end));
    return status;
}

static unsigned tracks_in_session(const struct disc_state *state, uint16_t session)
{
    if (state->track_count == 0 || state->tracks[state->track_count - 1].session != session)
        return 0;
    return state->track_count + 1u - disc_state_first_track(state, session);
}

/* Nothing behind `start` is left of the disc or of the session: no open track then. */
static void add_open_track(struct disc_state *state, uint64_t start, uint16_t session)
{
    const struct disc_medium_traits *traits = disc_state_traits(state);

    if (start >= state->capacity_blocks || state->track_count == traits->tracks_maximum ||
        tracks_in_session(state, session) == traits->tracks_per_session_maximum)
        return;
    state->track_count++;
    *last_track(state) = (struct disc_track){
        .start = (uint32_t)start,
        .size = (uint32_t)(state->capacity_blocks - start),
        .session = session,
        .state = DISC_TRACK_OPEN,
    };
}

static void drop_empty_open_track(struct disc_state *state)
{
    if (state->track_count > 0 && last_track(state)->state == DISC_TRACK_OPEN &&
        last_track(state)->recorded == 0)
        state->track_count--;
}

static bool are_all_tracks_complete(const struct disc_state *state)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        if (state->tracks[i].state != DISC_TRACK_COMPLETE)
            return false;
    }
    return true;
}

/*
 * Takes user data away: between the two texts the disc is one that lost its power in the middle of
 * that.
 */
static enum status cut_and_commit(struct disc_image *image, const struct disc_state *next,
                                  uint64_t size)
{
    struct disc_state damaged = *next;
    enum status status;

    if (image->size <= size)
        return commit(image, next);
    damaged.is_damaged = disc_state_has_tracks(next);
    if (!damaged.is_damaged)
        damaged.format = DISC_FORMAT_STOPPED;
    status = commit(image, &damaged);
    if (status == STATUS_OK)
        status = resize(image, size);
    return status == STATUS_OK ? commit(image, next) : status;
}

/* The last track that holds data, or NULL. */
static struct disc_track *last_recorded(struct disc_state *state)
{
    for (unsigned i = state->track_count; i > 0; i--) {
        if (state->tracks[i - 1].recorded > 0)
            return &state->tracks[i - 1];
    }
    return NULL;
}

static uint64_t recorded_size(struct disc_state *state)
{
    const struct disc_track *track = last_recorded(state);

    return track != NULL ? bytes_of((uint64_t)track->start + track->recorded) : 0;
}

enum status disc_image_create(struct disc_storage *storage, enum disc_medium medium)
{
    struct disc_state *state;
    enum status status;
    bool is_missing;
    uint64_t size;

    if (medium == DISC_MEDIUM_NONE ||
        disc_medium_traits(medium)->recording == DISC_RECORDING_READ_ONLY)
        return STATUS_INVALID_ARGUMENT;
    state = memory_allocate(1, sizeof(*state));
    if (state == NULL)
        return STATUS_NO_MEMORY;
    status = storage_size(storage, &size, &is_missing);
    if (status != STATUS_OK)
        goto done;
    status = load_state(storage, state);
    if (size > 0 || status == STATUS_OK || status == STATUS_CORRUPT)
        status = STATUS_ALREADY_EXISTS;
    if (status != STATUS_NOT_FOUND)
        goto done;
    /* The state first: user data alone would be a finalised disc. */
    disc_state_init_blank(medium, state);
    status = store_state(storage, state);
    if (status == STATUS_OK)
        status = storage->ops->resize(storage, 0);
done:
    memory_free(state);
    return status;
}

enum status disc_image_open(struct disc_storage *storage, enum disc_medium medium,
                            struct disc_image **image)
{
    struct disc_image *opened = memory_allocate(1, sizeof(*opened));
    enum status status;
    bool is_missing;

    *image = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    opened->storage = storage;
    status = storage_size(storage, &opened->size, &is_missing);
    if (status != STATUS_OK)
        goto done;
    status = load_state(storage, &opened->state);
    if (status == STATUS_NOT_FOUND)
        status = open_without_state(medium, opened->size, &opened->state);
    else if (status == STATUS_OK && is_missing && !is_blank(&opened->state))
        status = STATUS_NOT_FOUND;
    else if (status == STATUS_OK)
        status = reconcile(&opened->state, opened->size);
done:
    if (status == STATUS_OK)
        *image = opened;
    else
        memory_free(opened);
    return status;
}

void disc_image_close(struct disc_image *image)
{
    memory_free(image);
}

const struct disc_state *disc_image_state(const struct disc_image *image)
{
    return &image->state;
}

/* The first track that ends behind `lba`, or NULL. */
static const struct disc_track *track_from(const struct disc_state *state, uint32_t lba)
{
    for (unsigned i = 0; i < state->track_count; i++) {
        if (end_of(&state->tracks[i]) > lba)
            return &state->tracks[i];
    }
    return NULL;
}

/*
 * Run-in, closure and intro before a recorded track of a DVD or BD read as zeros; those of a CD
 * cannot be read.
 */
static uint32_t readable_in_tracks(const struct disc_image *image, uint32_t lba)
{
    const struct disc_state *state = &image->state;
    const struct disc_track *const tracks_end = &state->tracks[state->track_count];
    const struct disc_track *track = track_from(state, lba);
    uint32_t end;

    if (track == NULL || track->recorded == 0 || (is_cd(state) && lba < track->start))
        return 0;
    end = track->start + track->recorded;
    for (; track->recorded == track->size; end = track->start + track->recorded) {
        track++;
        if (track == tracks_end || track->recorded == 0 || (is_cd(state) && track->start > end))
            break;
    }
    return lba < end ? end - lba : 0;
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
    const size_t wanted = (size_t)bytes_of(blocks);
    enum status status = STATUS_OK;
    size_t read = 0;

    if (bytes_of(lba) < image->size)
        status = image->storage->ops->read_at(image->storage, bytes_of(lba), buffer, wanted, &read);
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

enum status disc_image_reserve_track(struct disc_image *image, uint32_t blocks, uint32_t gap)
{
    const struct disc_medium_traits *traits = disc_state_traits(&image->state);
    struct disc_state next = image->state;
    struct disc_track *track = last_track(&next);

    if (next.track_count == 0 || track->state != DISC_TRACK_OPEN || track->recorded > 0)
        return STATUS_INVALID_STATE;
    if (blocks == 0 || blocks > track->size)
        return STATUS_NO_SPACE;
    if (next.track_count == traits->tracks_maximum ||
        tracks_in_session(&next, track->session) == traits->tracks_per_session_maximum)
        return STATUS_TOO_MANY;
    track->size = blocks;
    track->state = DISC_TRACK_RESERVED;
    add_open_track(&next, (uint64_t)end_of(track) + gap, track->session);
    return commit(image, &next);
}

enum status disc_image_announce(struct disc_image *image, const struct disc_track *tracks,
                                uint16_t count)
{
    const struct disc_medium_traits *traits = disc_state_traits(&image->state);
    struct disc_state next = image->state;
    const struct disc_track *const open = last_track(&next);
    const uint16_t session = open->session;
    uint64_t start = open->start;

    if (next.track_count == 0 || open->state != DISC_TRACK_OPEN || open->recorded > 0)
        return STATUS_INVALID_STATE;
    if (next.track_count - 1u + count > traits->tracks_maximum ||
        tracks_in_session(&next, session) - 1u + count > traits->tracks_per_session_maximum)
        return STATUS_TOO_MANY;
    next.track_count--;
    for (uint16_t i = 0; i < count; i++) {
        if (tracks[i].start < start || tracks[i].size == 0 ||
            (uint64_t)tracks[i].start + tracks[i].size > next.capacity_blocks)
            return STATUS_NO_SPACE;
        start = end_of(&tracks[i]);
        next.tracks[next.track_count++] = (struct disc_track){
            .start = tracks[i].start,
            .size = tracks[i].size,
            .session = session,
            .state = DISC_TRACK_RESERVED,
            .mode = tracks[i].mode,
        };
    }
    next.is_damaged = true;
    return commit(image, &next);
}

enum status disc_image_salvage(struct disc_image *image)
{
    struct disc_state next = image->state;
    uint16_t kept = 0;

    for (uint16_t i = 0; i < next.track_count; i++) {
        struct disc_track *track = &next.tracks[i];

        if (track->recorded == 0)
            continue;
        if (track->state != DISC_TRACK_COMPLETE) {
            track->size = track->recorded;
            track->state = DISC_TRACK_COMPLETE;
        }
        next.tracks[kept++] = *track;
    }
    next.track_count = kept;
    next.is_damaged = false;
    /* Nothing of the session is there: it begins anew where it began. */
    if (kept == 0 || last_track(&next)->session != next.session_count)
        add_open_track(&next, next.tracks[kept].start, next.session_count);
    return cut_and_commit(image, &next, recorded_size(&next));
}

enum status disc_image_close_track(struct disc_image *image, uint16_t number, uint32_t run_out,
                                   uint32_t gap)
{
    struct disc_state next = image->state;
    struct disc_track *track = &next.tracks[number - 1];
    const bool was_open = track->state == DISC_TRACK_OPEN;
    enum status status = STATUS_OK;

    assert(number >= 1 && number <= next.track_count);
    if (track->state == DISC_TRACK_COMPLETE || track->recorded == 0)
        return STATUS_INVALID_STATE;
    if (!was_open && track->recorded < track->size)
        return STATUS_INVALID_STATE;
    if (was_open && run_out > track->size - track->recorded)
        run_out = track->size - track->recorded;
    track->size = was_open ? track->recorded + run_out : track->recorded;
    track->state = DISC_TRACK_COMPLETE;
    if (was_open) {
        add_open_track(&next, (uint64_t)end_of(track) + gap, track->session);
        status = cut_behind(image, track);
    }
    return status == STATUS_OK ? commit(image, &next) : status;
}

enum status disc_image_close_session(struct disc_image *image, uint32_t gap)
{
    struct disc_state next = image->state;
    const uint16_t session = next.session_count;
    enum status status;

    drop_empty_open_track(&next);
    if (next.is_finalised || next.track_count == 0 || last_track(&next)->session != session ||
        !are_all_tracks_complete(&next))
        return STATUS_INVALID_STATE;
    status = cut_behind(image, last_track(&next));
    if (session < disc_state_traits(&next)->sessions_maximum)
        add_open_track(&next, (uint64_t)end_of(last_track(&next)) + gap, (uint16_t)(session + 1));
    if (last_track(&next)->session > session)
        next.session_count++;
    else
        next.is_finalised = true;
    next.is_damaged = false;
    return status == STATUS_OK ? commit(image, &next) : status;
}

enum status disc_image_finalise(struct disc_image *image)
{
    struct disc_state next = image->state;
    enum status status;

    drop_empty_open_track(&next);
    if (next.is_finalised || next.track_count == 0 || !are_all_tracks_complete(&next))
        return STATUS_INVALID_STATE;
    status = cut_behind(image, last_track(&next));
    next.session_count = last_track(&next)->session;
    next.is_finalised = true;
    next.is_damaged = false;
    return status == STATUS_OK ? commit(image, &next) : status;
}

enum status disc_image_set_format(struct disc_image *image, enum disc_format format,
                                  uint32_t formatted_blocks)
{
    struct disc_state next = image->state;

    next.format = format;
    next.formatted_blocks = formatted_blocks;
    return commit(image, &next);
}

void disc_image_note_formatted(struct disc_image *image, uint32_t formatted_blocks)
{
    image->state.formatted_blocks = formatted_blocks;
}

enum status disc_image_set_track_mode(struct disc_image *image, uint16_t number,
                                      enum disc_track_mode mode)
{
    struct disc_state next = image->state;

    assert(number >= 1 && number <= next.track_count);
    if (next.tracks[number - 1].mode == mode)
        return STATUS_OK;
    next.tracks[number - 1].mode = mode;
    return commit(image, &next);
}

enum status disc_image_set_damaged(struct disc_image *image)
{
    struct disc_state next = image->state;

    next.is_damaged = true;
    return commit(image, &next);
}

enum status disc_image_set_layer(struct disc_image *image, uint32_t layer_blocks)
{
    struct disc_state next = image->state;

    assert(next.track_count == 1 && layer_blocks <= next.capacity_blocks / 2);
    next.layer_blocks = layer_blocks;
    next.capacity_blocks = 2 * layer_blocks;
    next.tracks[0].size = next.capacity_blocks;
    return commit(image, &next);
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
    return commit(image, &next);
}

enum status disc_image_use_spares(struct disc_image *image, uint32_t blocks)
{
    struct disc_state next = image->state;

    assert(blocks <= next.spare_blocks);
    next.spare_blocks -= blocks;
    return commit(image, &next);
}

static void make_blank(const struct disc_image *image, struct disc_state *next)
{
    disc_state_init_blank(image->state.medium, next);
    next->capacity_blocks = image->state.capacity_blocks;
    next->tracks[0].size = next->capacity_blocks;
}

enum status disc_image_blank(struct disc_image *image)
{
    struct disc_state next;

    make_blank(image, &next);
    return cut_and_commit(image, &next, 0);
}

enum status disc_image_format(struct disc_image *image, enum disc_format format,
                              uint32_t formatted_blocks)
{
    struct disc_state next;

    assert(disc_medium_allows(image->state.medium, DISC_RECORDING_OVERWRITE));
    make_blank(image, &next);
    next.recording = DISC_RECORDING_OVERWRITE;
    next.session_count = 0;
    next.track_count = 0;
    next.format = format;
    next.formatted_blocks = formatted_blocks;
    return cut_and_commit(image, &next, 0);
}

enum status disc_image_unrecord(struct disc_image *image, uint16_t number, uint32_t recorded)
{
    struct disc_state next = image->state;
    struct disc_track *track = &next.tracks[number - 1];

    assert(number >= 1 && number <= next.track_count);
    if (track->state == DISC_TRACK_COMPLETE || recorded > track->recorded)
        return STATUS_INVALID_STATE;
    track->recorded = recorded;
    return cut_and_commit(image, &next, recorded_size(&next));
}

enum status disc_image_unreserve(struct disc_image *image)
{
    struct disc_state next = image->state;
    const struct disc_track *track;

    drop_empty_open_track(&next);
    if (next.is_finalised || next.track_count == 0)
        return STATUS_INVALID_STATE;
    track = last_track(&next);
    if (track->state != DISC_TRACK_RESERVED || track->recorded > 0)
        return STATUS_INVALID_STATE;
    next.track_count--;
    add_open_track(&next, track->start, track->session);
    return commit(image, &next);
}

enum status disc_image_unclose_session(struct disc_image *image, uint32_t gap)
{
    struct disc_state next = image->state;

    if (!next.is_finalised)
        drop_empty_open_track(&next);
    if (next.track_count == 0 || !are_all_tracks_complete(&next) ||
        (!next.is_finalised && next.session_count == last_track(&next)->session))
        return STATUS_INVALID_STATE;
    next.is_finalised = false;
    next.session_count = last_track(&next)->session;
    add_open_track(&next, (uint64_t)end_of(last_track(&next)) + gap, next.session_count);
    return commit(image, &next);
}

enum status disc_image_remove_session(struct disc_image *image)
{
    struct disc_state next = image->state;
    uint32_t start;
    uint16_t session;

    if (!next.is_finalised)
        drop_empty_open_track(&next);
    if (next.track_count == 0)
        return STATUS_INVALID_STATE;
    session = last_track(&next)->session;
    next.track_count = (uint16_t)(disc_state_first_track(&next, session) - 1);
    start = next.tracks[next.track_count].start;
    next.is_finalised = false;
    next.is_damaged = false;
    next.session_count = session;
    add_open_track(&next, start, session);
    return cut_and_commit(image, &next, recorded_size(&next));
}

enum status disc_image_erase(struct disc_image *image)
{
    return resize(image, 0);
}

enum status disc_image_flush(struct disc_image *image)
{
    struct disc_state next;

    if (!image->is_state_stale)
        return STATUS_OK;
    next = image->state;
    return commit(image, &next);
}
