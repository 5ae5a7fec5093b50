/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A raw CD image in the making: tracks and where they lie. */
#include "discimage/raw_image.h"

#include "base/memory.h"

#include <string.h>

/* SCMS: the copy bit changes every four sectors (IEC 60958-3). */
#define SCMS_SECTORS 4

struct raw_image *raw_image_create(void)
{
    struct raw_image *image = memory_allocate(1, sizeof(*image));

    if (image == NULL)
        return NULL;
    image->form = RAW_IMAGE_COOKED;
    image->first_track = 1;
    image->lead_out_limit = RAW_IMAGE_LAST_SECTOR;
    return image;
}

void raw_image_destroy(struct raw_image *image)
{
    if (image == NULL)
        return;
    byte_source_drop(&image->hidden);
    byte_source_drop(&image->rw);
    for (size_t i = 0; i < image->track_count; i++)
        byte_source_drop(&image->tracks[i].source);
    memory_free(image);
}

static void replace(struct byte_source **held, struct byte_source *source)
{
    byte_source_acquire(source);
    if (*held != NULL)
        byte_source_drop(held);
    *held = source;
}

static bool is_audio(const struct raw_image_track *track)
{
    return track->kind == CD_SECTOR_AUDIO;
}

/*
 * Without gaps the pause of a track of audio is the end of the one before it, but not over the
 * indexes that end has.
 */
static int32_t pause_within(const struct raw_image_track *previous, int32_t start)
{
    const uint32_t last = previous->indexes[previous->index_count - 1];
    const int32_t free = previous->start + (int32_t)last + RAW_IMAGE_INDEX_DISTANCE;
    const int32_t pause = start - RAW_IMAGE_GAP_SECTORS;

    return pause < free ? free : pause;
}

/* Where the tracks lie; gives the start of the lead-out. */
static int32_t lay_out(struct raw_image *image)
{
    const bool has_hidden = image->hidden != NULL;
    int32_t end = RAW_IMAGE_PROGRAM_START;

    for (size_t i = 0; i < image->track_count; i++) {
        struct raw_image_track *track = &image->tracks[i];

        track->pause = end;
        if (i == 0)
            track->start =
                end + (has_hidden ? (int32_t)image->hidden_sectors : RAW_IMAGE_GAP_SECTORS);
        else
            track->start = end + (image->has_gaps || !is_audio(track) ? RAW_IMAGE_GAP_SECTORS : 0);
        if (track->start == track->pause)
            track->pause = pause_within(&image->tracks[i - 1], track->start);
        end = track->start + (int32_t)track->sectors;
    }
    if (image->track_count > 0 && !is_audio(&image->tracks[0]))
        end += RAW_IMAGE_GAP_SECTORS; /* the post-gap of data (ECMA-130 20.2) */
    return end;
}

/* The largest limit speaks of the last sector, smaller ones of the start of the lead-out. */
static bool fits(int32_t lead_out, int32_t limit)
{
    return lead_out <= limit + (limit == RAW_IMAGE_LAST_SECTOR ? 1 : 0);
}

/* Takes the layout over, if it fits. */
static bool settle(struct raw_image *image)
{
    const int32_t lead_out = lay_out(image);

    if (image->track_count > 0 && !fits(lead_out, image->lead_out_limit))
        return false;
    image->lead_out = lead_out;
    return true;
}

enum raw_image_result raw_image_set_form(struct raw_image *image, enum raw_image_form form)
{
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if ((unsigned)form > RAW_IMAGE_RAW || (form == RAW_IMAGE_PQ && image->rw != NULL))
        return RAW_IMAGE_INVALID_ARGUMENT;
    image->form = form;
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_set_gaps(struct raw_image *image, bool has_gaps)
{
    const bool before = image->has_gaps;

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    image->has_gaps = has_gaps;
    if (settle(image))
        return RAW_IMAGE_OK;
    image->has_gaps = before;
    settle(image);
    return RAW_IMAGE_INSUFFICIENT_SPACE;
}

enum raw_image_result raw_image_set_first_track(struct raw_image *image, int32_t number)
{
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (number < 1 || number > RAW_IMAGE_TRACKS)
        return RAW_IMAGE_INVALID_ARGUMENT;
    if (image->track_count > 0)
        return RAW_IMAGE_TRACKS_ALREADY_ADDED;
    image->first_track = (uint8_t)number;
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_set_lead_out_limit(struct raw_image *image, int32_t limit)
{
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (limit < 0 || limit > RAW_IMAGE_LAST_SECTOR)
        return RAW_IMAGE_INVALID_ARGUMENT;
    if (image->track_count > 0 && !fits(image->lead_out, limit))
        return RAW_IMAGE_INSUFFICIENT_SPACE;
    image->lead_out_limit = limit;
    return RAW_IMAGE_OK;
}

uint32_t raw_image_user_bytes(enum cd_sector_kind kind, bool is_complete)
{
    if (is_complete)
        return CD_SECTOR_BYTES;
    switch (kind) {
    case CD_SECTOR_AUDIO:
        return CD_SECTOR_BYTES;
    case CD_SECTOR_MODE_1:
    case CD_SECTOR_MODE_2_FORM_1:
        return CD_MODE_1_BYTES;
    case CD_SECTOR_MODE_0:
    case CD_SECTOR_MODE_2:
    case CD_SECTOR_MODE_2_FORM_2:
        return CD_MODE_2_BYTES;
    }
    return 0;
}

static uint64_t sectors_of(const struct byte_source *source, uint32_t sector_bytes)
{
    const uint64_t size = byte_source_size(source);

    return size / sector_bytes + (size % sector_bytes != 0);
}

enum raw_image_result raw_image_set_hidden(struct raw_image *image, struct byte_source *source)
{
    uint64_t sectors;

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (image->track_count > 0)
        return RAW_IMAGE_TRACKS_ALREADY_ADDED;
    sectors = source != NULL ? sectors_of(source, CD_SECTOR_BYTES) : 0;
    if (source != NULL && sectors < RAW_IMAGE_GAP_SECTORS)
        return RAW_IMAGE_TOO_SHORT;
    if (sectors > RAW_IMAGE_LAST_HIDDEN_SECTOR + 1 - RAW_IMAGE_PROGRAM_START)
        return RAW_IMAGE_INSUFFICIENT_SPACE;
    replace(&image->hidden, source);
    image->hidden_sectors = (uint32_t)sectors;
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_set_rw(struct raw_image *image, struct byte_source *source)
{
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (source != NULL && image->form == RAW_IMAGE_PQ)
        return RAW_IMAGE_INVALID_ARGUMENT;
    replace(&image->rw, source);
    return RAW_IMAGE_OK;
}

/* Discs of audio, of mode 1 and of mode 2 are different ones; mode 0 stands alone. */
static bool may_add_kind(const struct raw_image *image, enum cd_sector_kind kind)
{
    const struct raw_image_track *first = &image->tracks[0];

    if (kind != CD_SECTOR_AUDIO && (image->hidden != NULL || image->first_track != 1))
        return false;
    return image->track_count == 0 || (is_audio(first) == (kind == CD_SECTOR_AUDIO) &&
                                       cd_sector_mode(first->kind) == cd_sector_mode(kind));
}

enum raw_image_result raw_image_add_track(struct raw_image *image, enum cd_sector_kind kind,
                                          bool is_complete, struct byte_source *source)
{
    const uint64_t sectors = sectors_of(source, raw_image_user_bytes(kind, is_complete));

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (!may_add_kind(image, kind))
        return RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED;
    if (image->first_track + image->track_count > RAW_IMAGE_TRACKS)
        return RAW_IMAGE_TOO_MANY_TRACKS;
    if (sectors < RAW_IMAGE_TRACK_SECTORS_MINIMUM)
        return RAW_IMAGE_TOO_SHORT;
    if (sectors > RAW_IMAGE_LAST_SECTOR + 1)
        return RAW_IMAGE_INSUFFICIENT_SPACE;
    image->tracks[image->track_count] = (struct raw_image_track){
        .source = source,
        .kind = kind,
        .is_complete = is_complete,
        .sectors = (uint32_t)sectors,
        .index_count = 1,
    };
    image->track_count++;
    if (!settle(image)) {
        image->track_count--;
        memset(&image->tracks[image->track_count], 0, sizeof(image->tracks[0]));
        return RAW_IMAGE_INSUFFICIENT_SPACE;
    }
    byte_source_acquire(source);
    return RAW_IMAGE_OK;
}

/* The track, when its properties of audio may be set. */
static enum raw_image_result audio_track(struct raw_image *image, size_t slot,
                                         struct raw_image_track **track)
{
    *track = &image->tracks[slot];
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    return is_audio(*track) ? RAW_IMAGE_OK : RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED;
}

enum raw_image_result raw_image_set_copy(struct raw_image *image, size_t slot,
                                         enum raw_image_copy copy)
{
    struct raw_image_track *track;
    const enum raw_image_result result = audio_track(image, slot, &track);

    if (result != RAW_IMAGE_OK)
        return result;
    if ((unsigned)copy > RAW_IMAGE_COPY_ONCE)
        return RAW_IMAGE_INVALID_ARGUMENT;
    track->copy = copy;
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_set_preemphasis(struct raw_image *image, size_t slot,
                                                bool has_preemphasis)
{
    struct raw_image_track *track;
    const enum raw_image_result result = audio_track(image, slot, &track);

    if (result == RAW_IMAGE_OK)
        track->has_preemphasis = has_preemphasis;
    return result;
}

/* The place of the first index at or behind `offset`. */
static uint32_t find_index(const struct raw_image_track *track, uint32_t offset)
{
    uint32_t place = 0;

    while (place < track->index_count && track->indexes[place] < offset)
        place++;
    return place;
}

static bool has_index(const struct raw_image_track *track, uint32_t place, uint32_t offset)
{
    return place < track->index_count && track->indexes[place] == offset;
}

/* `place` is that of the next index, and not the first. */
static bool is_too_close(const struct raw_image_track *track, uint32_t place, uint32_t offset)
{
    const uint32_t next = place < track->index_count ? track->indexes[place] : track->sectors;

    return offset - track->indexes[place - 1] < RAW_IMAGE_INDEX_DISTANCE ||
           next - offset < RAW_IMAGE_INDEX_DISTANCE;
}

enum raw_image_result raw_image_add_index(struct raw_image *image, size_t slot, int32_t offset)
{
    struct raw_image_track *track = &image->tracks[slot];
    uint32_t place;

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (offset < 0 || (uint32_t)offset >= track->sectors)
        return RAW_IMAGE_INVALID_ARGUMENT;
    place = find_index(track, (uint32_t)offset);
    if (has_index(track, place, (uint32_t)offset))
        return RAW_IMAGE_INDEX_ALREADY_EXISTS;
    if (track->index_count == RAW_IMAGE_INDEXES)
        return RAW_IMAGE_TOO_MANY_INDEXES;
    if (is_too_close(track, place, (uint32_t)offset))
        return RAW_IMAGE_INDEX_TOO_CLOSE;
    memmove(track->indexes + place + 1, track->indexes + place,
            (track->index_count - place) * sizeof(track->indexes[0]));
    track->indexes[place] = (uint32_t)offset;
    track->index_count++;
    lay_out(image);
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_clear_index(struct raw_image *image, size_t slot, int32_t offset)
{
    struct raw_image_track *track = &image->tracks[slot];
    uint32_t place;

    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (offset == 0)
        return RAW_IMAGE_INDEX_ZERO_STAYS;
    if (offset < 0)
        return RAW_IMAGE_INDEX_NOT_FOUND;
    place = find_index(track, (uint32_t)offset);
    if (!has_index(track, place, (uint32_t)offset))
        return RAW_IMAGE_INDEX_NOT_FOUND;
    track->index_count--;
    memmove(track->indexes + place, track->indexes + place + 1,
            (track->index_count - place) * sizeof(track->indexes[0]));
    lay_out(image);
    return RAW_IMAGE_OK;
}

uint8_t raw_image_track_number(const struct raw_image *image, size_t slot)
{
    return (uint8_t)(image->first_track + slot);
}

static bool may_copy(enum raw_image_copy copy, int32_t lba)
{
    switch (copy) {
    case RAW_IMAGE_COPY_PERMITTED:
        return true;
    case RAW_IMAGE_COPY_PROHIBITED:
        return false;
    case RAW_IMAGE_COPY_ONCE:
        break;
    }
    return lba >= RAW_IMAGE_PROGRAM_START &&
           (lba - RAW_IMAGE_PROGRAM_START) / SCMS_SECTORS % 2 == 0;
}

uint8_t raw_image_control(const struct raw_image_track *track, int32_t lba)
{
    if (!is_audio(track))
        return CD_CONTROL_DATA;
    return (uint8_t)((track->has_preemphasis ? CD_CONTROL_PREEMPHASIS : 0) |
                     (may_copy(track->copy, lba) ? CD_CONTROL_COPY_PERMITTED : 0));
}

int32_t raw_image_last_sector(const struct raw_image *image)
{
    const struct raw_image_track *last = &image->tracks[image->track_count - 1];

    return last->start + (int32_t)last->sectors - 1;
}

uint8_t raw_image_disc_type(const struct raw_image *image)
{
    for (size_t i = 0; i < image->track_count; i++) {
        const enum cd_sector_kind kind = image->tracks[i].kind;

        if (kind == CD_SECTOR_MODE_2_FORM_1 || kind == CD_SECTOR_MODE_2_FORM_2)
            return CD_DISC_TYPE_XA;
    }
    return 0;
}

uint32_t raw_image_sectors(const struct raw_image *image)
{
    return (uint32_t)(image->lead_out + RAW_IMAGE_LEAD_OUT_SECTORS - RAW_IMAGE_START);
}

uint32_t raw_image_sector_bytes(const struct raw_image *image)
{
    return CD_SECTOR_BYTES + (image->form == RAW_IMAGE_PQ ? CD_SUBCODE_PQ_BYTES : CD_SUBCODE_BYTES);
}
