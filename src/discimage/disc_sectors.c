/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a CD holds besides blocks of user data: whole sectors, sub-channels, CD-Text, a cue sheet.
 */
#include "discimage/disc_image.h"

#include "base/memory.h"
#include "discimage/disc_cue_sheet.h"
#include "discimage/disc_image_inside.h"
#include "discimage/disc_tracks.h"

#include <assert.h>
#include <string.h>

/* Tracks that were reserved can be recorded in any order: all that hold nothing are kept whole. */
static uint32_t first_unrecorded(const struct disc_state *state)
{
    uint16_t i = 0;

    while (state->tracks[i].recorded > 0)
        i++;
    return state->tracks[i].start - state->tracks[i].pregap;
}

enum status disc_image_describe_track(struct disc_image *image, uint16_t number,
                                      const struct disc_track *description, bool has_sectors)
{
    struct disc_state next = image->state;
    struct disc_track *track = &next.tracks[number - 1];

    assert(number >= 1 && number <= next.track_count && track->recorded == 0);
    track->mode = description->mode;
    track->bits = description->bits;
    track->pregap = description->pregap;
    memcpy(track->isrc, description->isrc, sizeof(track->isrc));
    if (has_sectors && !next.has_sectors) {
        next.has_sectors = true;
        next.sectors_start = first_unrecorded(&next);
        if (next.sectors_start < disc_tracks_recorded_blocks(&next))
            return STATUS_INVALID_STATE;
    }
    if (has_sectors && track->start - track->pregap < next.sectors_start)
        return STATUS_INVALID_STATE;
    if (next.has_sectors == image->state.has_sectors &&
        memcmp(track, &image->state.tracks[number - 1], sizeof(*track)) == 0)
        return STATUS_OK;
    return disc_image_commit(image, &next);
}

enum status disc_image_set_catalog_number(struct disc_image *image, const char *digits)
{
    struct disc_state next = image->state;

    assert(next.catalog_number[0] == 0);
    memcpy(next.catalog_number, digits, DISC_CATALOG_NUMBER_LENGTH);
    return disc_image_commit(image, &next);
}

enum status disc_image_fill_gap(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                const void *data)
{
    const uint64_t start = disc_state_offset(&image->state, lba);
    const uint64_t end = disc_state_offset(&image->state, (uint64_t)lba + blocks);
    enum status status;

    assert(image->state.has_sectors && lba >= image->state.sectors_start);
    status = image->storage->ops->write_at(image->storage, start, data, (size_t)(end - start));
    if (status == STATUS_OK && end > image->size)
        image->size = end;
    return status;
}

enum status disc_image_write_sub_channels(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                          const uint8_t *data)
{
    return image->storage->ops->write_companion(image->storage, DISC_COMPANION_SUB_CHANNELS,
                                                (uint64_t)lba * DISC_SUB_CHANNELS_SIZE, data,
                                                (size_t)blocks * DISC_SUB_CHANNELS_SIZE);
}

/* What is missing reads as zeros. */
static enum status read_companion(struct disc_image *image, enum disc_companion companion,
                                  uint64_t offset, uint8_t *data, size_t size, size_t *read)
{
    enum status status =
        image->storage->ops->read_companion(image->storage, companion, offset, data, size, read);

    if (status == STATUS_NOT_FOUND)
        status = STATUS_OK;
    if (status == STATUS_OK)
        memset(data + *read, 0, size - *read);
    return status;
}

enum status disc_image_read_sub_channels(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                         uint8_t *data)
{
    size_t read = 0;

    return read_companion(image, DISC_COMPANION_SUB_CHANNELS,
                          (uint64_t)lba * DISC_SUB_CHANNELS_SIZE, data,
                          (size_t)blocks * DISC_SUB_CHANNELS_SIZE, &read);
}

enum status disc_image_set_cd_text(struct disc_image *image, const uint8_t *packs, size_t size)
{
    assert(size <= DISC_CD_TEXT_MAXIMUM);
    return image->storage->ops->replace_companion(image->storage, DISC_COMPANION_CD_TEXT, packs,
                                                  size);
}

enum status disc_image_cd_text(struct disc_image *image, uint8_t *packs, size_t *size)
{
    enum status status;

    *size = 0;
    if (!image->state.has_sectors)
        return STATUS_OK;
    status = read_companion(image, DISC_COMPANION_CD_TEXT, 0, packs, DISC_CD_TEXT_MAXIMUM, size);
    *size -= *size % sizeof(struct cd_text_pack);
    return status;
}

/* What the CD-Text says goes into the sheet where it can be read. */
static enum status load_text(struct disc_image *image, bool *has_text, struct cd_text **text)
{
    uint8_t *packs = memory_allocate(1, DISC_CD_TEXT_MAXIMUM);
    enum status status;
    size_t size;

    *has_text = false;
    *text = NULL;
    if (packs == NULL)
        return STATUS_NO_MEMORY;
    status = disc_image_cd_text(image, packs, &size);
    *has_text = size > 0;
    if (size > 0)
        status = cd_text_parse((const void *)packs, size / sizeof(struct cd_text_pack), text);
    memory_free(packs);
    return status == STATUS_CORRUPT ? STATUS_OK : status;
}

static enum status store_cue_sheet(struct disc_image *image, const struct disc_state *state)
{
    static const enum disc_companion cd_text = DISC_COMPANION_CD_TEXT;
    struct disc_storage *storage = image->storage;
    char *sheet = memory_allocate(1, DISC_CUE_SHEET_MAXIMUM);
    struct disc_cue_names names = { .user_data = storage->ops->name(storage, NULL) };
    struct cd_text *text = NULL;
    enum status status = STATUS_NO_MEMORY;
    bool has_text;

    if (sheet == NULL)
        goto done;
    status = load_text(image, &has_text, &text);
    if (status != STATUS_OK)
        goto done;
    names.cd_text = has_text ? storage->ops->name(storage, &cd_text) : NULL;
    names.text = text;
    status = storage->ops->replace_companion(storage, DISC_COMPANION_CUE_SHEET, sheet,
                                             disc_cue_sheet_encode(state, &names, sheet));
done:
    cd_text_destroy(text);
    memory_free(sheet);
    return status;
}

static enum status remove_companions(struct disc_image *image)
{
    enum status status = STATUS_OK;

    for (unsigned i = 0; i < DISC_COMPANION_COUNT && status == STATUS_OK; i++)
        status =
            image->storage->ops->replace_companion(image->storage, (enum disc_companion)i, NULL, 0);
    return status;
}

/* What a disc before this one has left is none of its companions. */
enum status disc_image_store_companions(struct disc_image *image, const struct disc_state *next)
{
    enum status status = STATUS_OK;

    if (next->has_sectors != image->state.has_sectors)
        status = remove_companions(image);
    if (status == STATUS_OK && next->has_sectors)
        status = store_cue_sheet(image, next);
    return status;
}
