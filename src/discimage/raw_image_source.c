/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bytes of a raw CD image, made when they are read. */
#include "discimage/raw_image_source.h"

#include "base/memory.h"
#include "cd/scramble.h"
#include "discimage/raw_image_q.h"

#include <string.h>

/* Sectors that are read together. */
#define RUN_SECTORS 128

/* The longest sector, with its sub-channel. */
#define LONGEST_SECTOR (CD_SECTOR_BYTES + CD_SUBCODE_BYTES)

#define NO_SECTOR UINT64_MAX

struct raw_image_source {
    struct byte_source source;
    struct raw_image *image;
    struct raw_image_points points;
    uint32_t sector_bytes;
    uint64_t held_sector; /* what `held` is, or NO_SECTOR */
    uint8_t held[LONGEST_SECTOR];
    uint8_t rw[RUN_SECTORS][CD_SUBCODE_BYTES];
};

/* Sectors of one origin. */
struct region {
    struct byte_source *source; /* NULL: sectors without user data */
    uint64_t offset;            /* in the source, of the first sector asked for */
    uint32_t user_bytes;
    bool is_complete;
    enum cd_sector_kind kind;
    int32_t end;
};

static struct region empty_region(enum cd_sector_kind kind, int32_t end)
{
    return (struct region){ .kind = kind, .end = end };
}

static struct region user_region(struct byte_source *source, enum cd_sector_kind kind,
                                 bool is_complete, int32_t start, uint32_t sectors, int32_t lba)
{
    const uint32_t user_bytes = raw_image_user_bytes(kind, is_complete);

    return (struct region){
        .source = source,
        .offset = (uint64_t)(lba - start) * user_bytes,
        .user_bytes = user_bytes,
        .is_complete = is_complete,
        .kind = kind,
        .end = start + (int32_t)sectors,
    };
}

/* The track that begins last at or before `lba`; the first when none does. */
static size_t find_track(const struct raw_image *image, int32_t lba)
{
    size_t low = 0;
    size_t high = image->track_count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (image->tracks[middle].start <= lba)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Lead-in and lead-out of a disc of data are of mode 0 (ECMA-130 20.1 and 20.3). */
static enum cd_sector_kind outer_kind(const struct raw_image *image)
{
    return image->tracks[0].kind == CD_SECTOR_AUDIO ? CD_SECTOR_AUDIO : CD_SECTOR_MODE_0;
}

static struct region program_region(const struct raw_image *image, int32_t lba)
{
    const size_t slot = find_track(image, lba);
    const struct raw_image_track *track = &image->tracks[slot];
    const bool is_last = slot + 1 == image->track_count;

    if (lba < track->start)
        return image->hidden == NULL
                   ? empty_region(track->kind, track->start)
                   : user_region(image->hidden, CD_SECTOR_AUDIO, false, RAW_IMAGE_PROGRAM_START,
                                 image->hidden_sectors, lba);
    if (lba < track->start + (int32_t)track->sectors)
        return user_region(track->source, track->kind, track->is_complete, track->start,
                           track->sectors, lba);
    return is_last ? empty_region(track->kind, image->lead_out)
                   : empty_region(track[1].kind, track[1].start);
}

static struct region find_region(const struct raw_image *image, int32_t lba)
{
    if (lba < RAW_IMAGE_PROGRAM_START)
        return empty_region(outer_kind(image), RAW_IMAGE_PROGRAM_START);
    if (lba >= image->lead_out)
        return empty_region(outer_kind(image), image->lead_out + RAW_IMAGE_LEAD_OUT_SECTORS);
    return program_region(image, lba);
}

/*
 * A source that ends before it said so fails a read that goes beyond: the end is found by reading
 * less and less.
 */
static enum status read_shortened(struct byte_source *source, uint64_t offset, uint8_t *buffer,
                                  size_t size)
{
    size_t known = 0;

    for (size_t part = size / 2; part > 0; part /= 2) {
        enum status status = STATUS_OK;

        while (status == STATUS_OK && known + part <= size) {
            status = byte_source_read_exact(source, offset + known, buffer + known, part);
            known += status == STATUS_OK ? part : 0;
        }
        if (status != STATUS_OK && status != STATUS_END_OF_DATA)
            return status;
    }
    memset(buffer + known, 0, size - known);
    return STATUS_OK;
}

/* What the source does not have is zero. */
static enum status read_padded(struct byte_source *source, uint64_t offset, uint8_t *buffer,
                               size_t size)
{
    size_t read;
    const enum status status = byte_source_read_at(source, offset, buffer, size, &read);

    if (status == STATUS_END_OF_DATA)
        return read_shortened(source, offset, buffer, size);
    if (status == STATUS_OK)
        memset(buffer + read, 0, size - read);
    return status;
}

/* Where user data begin in a sector, sub-header included where it comes with them. */
static unsigned user_place(const struct region *region)
{
    if (region->is_complete)
        return 0;
    switch (region->kind) {
    case CD_SECTOR_AUDIO:
        return 0;
    case CD_SECTOR_MODE_2_FORM_1:
        return CD_SECTOR_FORM_BODY;
    case CD_SECTOR_MODE_0:
    case CD_SECTOR_MODE_1:
    case CD_SECTOR_MODE_2:
    case CD_SECTOR_MODE_2_FORM_2:
        break;
    }
    return CD_SECTOR_BODY;
}

static void set_submode(uint8_t *sector, uint8_t submode)
{
    const uint8_t sub_header[] = { 0, 0, submode, 0, 0, 0, submode, 0 };

    memcpy(sector + CD_SECTOR_BODY, sub_header, sizeof(sub_header));
}

/* User data, or zeros, are in place. A form 2 comes with its EDC, which may be left zero. */
static void finish_main(uint8_t *sector, const struct region *region, int32_t lba)
{
    if (region->is_complete || region->kind == CD_SECTOR_AUDIO)
        return;
    cd_sector_begin(sector, region->kind, lba);
    if (region->kind == CD_SECTOR_MODE_2_FORM_1)
        set_submode(sector, CD_SUBMODE_DATA);
    else if (region->kind == CD_SECTOR_MODE_2_FORM_2 && region->source == NULL)
        set_submode(sector, CD_SUBMODE_FORM_2);
    if (region->kind != CD_SECTOR_MODE_2_FORM_2 || region->source == NULL)
        cd_sector_seal(sector, region->kind);
    cd_scramble(sector);
}

static void finish_subcode(const struct raw_image_source *self, int32_t lba, const uint8_t *rw,
                           uint8_t *subcode)
{
    struct cd_q_frame q;
    bool p;

    raw_image_encode_pq(self->image, &self->points, lba, &p, &q);
    if (self->image->form == RAW_IMAGE_PQ)
        cd_subcode_encode_pq(p, &q, subcode);
    else
        cd_subcode_join(p, &q, rw, subcode);
}

/* Makes `count` sectors of one region, RUN_SECTORS at most, from `lba` on. */
static enum status make_run(struct raw_image_source *self, struct region *region, int32_t lba,
                            size_t count, uint8_t *out)
{
    const uint64_t first = (uint64_t)(lba - RAW_IMAGE_START);
    struct byte_source *rw = self->image->rw;
    enum status status = STATUS_OK;

    if (rw != NULL)
        status =
            read_padded(rw, first * CD_SUBCODE_BYTES, self->rw[0], count * sizeof(self->rw[0]));
    if (status == STATUS_OK && region->source != NULL)
        status = read_padded(region->source, region->offset, out, count * region->user_bytes);
    /* User data lie at the start of `out`, closer together than in sectors: the last moves first.
     */
    for (size_t i = count; status == STATUS_OK && i-- > 0;) {
        uint8_t *sector = out + i * self->sector_bytes;

        if (region->source != NULL)
            memmove(sector + user_place(region), out + i * region->user_bytes, region->user_bytes);
        else
            memset(sector, 0, CD_SECTOR_BYTES);
        finish_main(sector, region, lba + (int32_t)i);
        finish_subcode(self, lba + (int32_t)i, rw != NULL ? self->rw[i] : NULL,
                       sector + CD_SECTOR_BYTES);
    }
    return status;
}

/* Makes up to `count` sectors; gives how many, one at least. */
static enum status make_some(struct raw_image_source *self, uint64_t number, size_t count,
                             uint8_t *out, size_t *made)
{
    const int32_t lba = RAW_IMAGE_START + (int32_t)number;
    struct region region = find_region(self->image, lba);
    const size_t left = (size_t)(region.end - lba);

    *made = count < left ? count : left;
    *made = *made < RUN_SECTORS ? *made : RUN_SECTORS;
    return make_run(self, &region, lba, *made, out);
}

/* A part of one sector, which is kept: the next read often wants the rest. */
static enum status copy_part(struct raw_image_source *self, uint64_t number, size_t place,
                             size_t size, uint8_t *out)
{
    size_t made;
    enum status status = STATUS_OK;

    if (self->held_sector != number) {
        self->held_sector = NO_SECTOR;
        status = make_some(self, number, 1, self->held, &made);
    }
    if (status != STATUS_OK)
        return status;
    self->held_sector = number;
    memcpy(out, self->held + place, size);
    return STATUS_OK;
}

/* Does what one step can of a read; gives how many bytes. */
static enum status read_step(struct raw_image_source *self, uint64_t offset, uint8_t *out,
                             size_t size, size_t *done)
{
    const uint64_t number = offset / self->sector_bytes;
    const size_t place = (size_t)(offset % self->sector_bytes);
    const size_t rest = self->sector_bytes - place;
    enum status status;

    if (place != 0 || size < self->sector_bytes) {
        *done = size < rest ? size : rest;
        return copy_part(self, number, place, *done, out);
    }
    status = make_some(self, number, size / self->sector_bytes, out, done);
    *done *= self->sector_bytes;
    return status;
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    struct raw_image_source *self = (struct raw_image_source *)source;
    const uint64_t rest = source->size - offset;
    uint8_t *out = buffer;
    size_t wanted = size < rest ? size : (size_t)rest;

    *read = 0;
    while (wanted > 0) {
        size_t done;
        const enum status status = read_step(self, offset + *read, out + *read, wanted, &done);

        if (status != STATUS_OK) {
            *read = 0;
            return status;
        }
        *read += done;
        wanted -= done;
    }
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    struct raw_image_source *self = (struct raw_image_source *)source;

    raw_image_points_release(&self->points);
    raw_image_destroy(self->image);
    memory_free(self);
}

static struct raw_image *copy_image(const struct raw_image *image)
{
    struct raw_image *copy = raw_image_create();

    if (copy == NULL)
        return NULL;
    *copy = *image;
    byte_source_acquire(copy->hidden);
    byte_source_acquire(copy->rw);
    for (size_t i = 0; i < copy->track_count; i++)
        byte_source_acquire(copy->tracks[i].source);
    return copy;
}

static enum raw_image_result check(const struct raw_image *image)
{
    if (image->is_read_only)
        return RAW_IMAGE_IS_READ_ONLY;
    if (image->track_count == 0)
        return RAW_IMAGE_NO_TRACKS;
    if (image->rw != NULL &&
        byte_source_size(image->rw) != (uint64_t)raw_image_sectors(image) * CD_SUBCODE_BYTES)
        return RAW_IMAGE_RW_SIZE_WRONG;
    return RAW_IMAGE_OK;
}

enum raw_image_result raw_image_source_create(struct raw_image *image, struct byte_source **source)
{
    static const struct byte_source_ops ops = { .read_at = read_at, .destroy = destroy };
    const enum raw_image_result result = check(image);
    struct raw_image_source *self;

    *source = NULL;
    if (result != RAW_IMAGE_OK)
        return result;
    self = memory_allocate(1, sizeof(*self));
    if (self == NULL)
        return RAW_IMAGE_NO_MEMORY;
    self->image = copy_image(image);
    if (self->image == NULL || raw_image_points_init(&self->points, image) != STATUS_OK) {
        destroy(&self->source);
        return RAW_IMAGE_NO_MEMORY;
    }
    self->sector_bytes = raw_image_sector_bytes(image);
    self->held_sector = NO_SECTOR;
    byte_source_init(&self->source, &ops, (uint64_t)raw_image_sectors(image) * self->sector_bytes);
    image->is_read_only = true;
    *source = &self->source;
    return RAW_IMAGE_OK;
}

struct byte_source *raw_image_source_part(const struct byte_source *source, size_t index)
{
    const struct raw_image *image = ((const struct raw_image_source *)source)->image;
    struct byte_source *extra[] = { image->hidden, image->rw };
    size_t place = image->track_count;

    if (index < place)
        return image->tracks[index].source;
    for (size_t i = 0; i < 2; i++) {
        if (extra[i] != NULL && index == place++)
            return extra[i];
    }
    return NULL;
}
