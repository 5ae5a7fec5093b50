/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding a disc in a storage, and putting a blank one there. */
#include "discimage/disc_image.h"

#include "base/memory.h"
#include "discimage/disc_image_inside.h"
#include "discimage/disc_reconcile.h"

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
    status = disc_image_store_state(storage, state);
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
        status = disc_state_reconcile(&opened->state, opened->size);
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
