/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The channels P and Q of a raw CD image (ECMA-130 22.2 and 22.3). */
#include "discimage/raw_image_q.h"

#include "base/memory.h"

#include <string.h>

/* Entries of the table of contents besides the tracks, and how often each comes in a row. */
#define TOC_POINTS  3
#define TOC_REPEATS 3

/*
 * Catalogue number and ISRC each have their place in so many sectors, and may be up to two late, so
 * that not a hundred pass without one.
 */
#define CODE_PERIOD   90
#define CATALOG_PHASE 30
#define ISRC_PHASE    60
#define CODE_DELAY    2

/* In the lead-out P is 0 for two seconds, then changes four times a second. */
#define LEAD_OUT_QUIET   150
#define FRAMES_A_SECOND  75
#define CHANGES_A_SECOND 4

static size_t count_points(const struct raw_image *image)
{
    size_t count = 0;

    for (size_t i = 0; i < image->track_count; i++)
        count += 1 + image->tracks[i].index_count;
    return count;
}

static void list_track(struct raw_image_points *points, const struct raw_image_track *track,
                       uint8_t slot)
{
    if (track->pause < track->start)
        points->points[points->count++] = (struct raw_image_point){ track->pause, slot, 0 };
    for (uint32_t i = 0; i < track->index_count; i++) {
        const int32_t start = track->start + (int32_t)track->indexes[i];

        points->points[points->count++] = (struct raw_image_point){ start, slot, (uint8_t)(i + 1) };
    }
}

enum status raw_image_points_init(struct raw_image_points *points, const struct raw_image *image)
{
    points->count = 0;
    points->points = memory_allocate(count_points(image), sizeof(*points->points));
    if (points->points == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < image->track_count; i++)
        list_track(points, &image->tracks[i], (uint8_t)i);
    return STATUS_OK;
}

void raw_image_points_release(struct raw_image_points *points)
{
    memory_free(points->points);
    memset(points, 0, sizeof(*points));
}

/* The last point at or before `lba`, which none of the lead-in is. */
static size_t find_point(const struct raw_image_points *points, int32_t lba)
{
    size_t low = 0;
    size_t high = points->count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (points->points[middle].start <= lba)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static struct cd_msf time_of(int32_t sectors)
{
    return cd_msf_of_lba(sectors + RAW_IMAGE_PROGRAM_START);
}

static void encode_toc(const struct raw_image *image, int32_t lba, struct cd_q_frame *q)
{
    const size_t count = image->track_count;
    const size_t entry = (size_t)(lba - RAW_IMAGE_START) / TOC_REPEATS % (count + TOC_POINTS);
    const size_t last = count - 1;
    const size_t slot = entry < count ? entry : entry == count ? 0 : last;
    struct cd_q_position position = {
        .control = raw_image_control(&image->tracks[slot], RAW_IMAGE_START),
        .relative = cd_msf_of_lba(lba),
    };

    if (entry < count) {
        position.index = raw_image_track_number(image, entry);
        position.absolute = cd_msf_of_lba(image->tracks[entry].start);
    } else if (entry == count) {
        position.index = CD_POINT_FIRST_TRACK;
        position.absolute.minute = image->first_track;
        position.absolute.second = raw_image_disc_type(image);
    } else if (entry == count + 1) {
        position.index = CD_POINT_LAST_TRACK;
        position.absolute.minute = raw_image_track_number(image, last);
    } else {
        position.index = CD_POINT_LEAD_OUT;
        position.absolute = cd_msf_of_lba(image->lead_out);
    }
    cd_q_frame_encode_position(&position, q);
}

static void encode_lead_out(const struct raw_image *image, int32_t lba, bool *p,
                            struct cd_q_frame *q)
{
    const int32_t passed = lba - image->lead_out;
    const struct cd_q_position position = {
        .control = raw_image_control(&image->tracks[image->track_count - 1], lba),
        .track = CD_TRACK_LEAD_OUT,
        .index = 1,
        .relative = time_of(passed),
        .absolute = cd_msf_of_lba(lba),
    };

    *p = passed >= LEAD_OUT_QUIET &&
         (passed - LEAD_OUT_QUIET) * CHANGES_A_SECOND / FRAMES_A_SECOND % 2 == 0;
    cd_q_frame_encode_position(&position, q);
}

/* Whether a number may not stand at `lba`: players look there for the change of an index. */
static bool is_change(const struct raw_image *image, const struct raw_image_points *points,
                      int32_t lba)
{
    const int32_t next = lba + 1;

    return points->points[find_point(points, lba)].start == lba ||
           points->points[find_point(points, next)].start == next || next == image->lead_out;
}

/* Whether the number of this phase stands at `lba`: at its place, or as soon as it may. */
static bool is_place(const struct raw_image *image, const struct raw_image_points *points,
                     int32_t lba, int32_t phase)
{
    const int32_t late = (lba - RAW_IMAGE_PROGRAM_START) % CODE_PERIOD - phase;

    if (late < 0 || late > CODE_DELAY || is_change(image, points, lba))
        return false;
    for (int32_t i = 1; i <= late; i++) {
        if (!is_change(image, points, lba - i))
            return false;
    }
    return true;
}

static void encode_program(const struct raw_image *image, const struct raw_image_points *points,
                           int32_t lba, bool *p, struct cd_q_frame *q)
{
    const struct raw_image_point *point = &points->points[find_point(points, lba)];
    const struct raw_image_track *track = &image->tracks[point->slot];
    const bool is_pause = point->index == 0;
    const bool is_last = point->slot + 1u == image->track_count;
    const int32_t next = is_last ? image->lead_out : track[1].start; /* that P announces */
    const struct cd_q_position position = {
        .control = raw_image_control(track, lba),
        .track = raw_image_track_number(image, point->slot),
        .index = point->index,
        .relative = time_of(is_pause ? track->start - 1 - lba : lba - track->start),
        .absolute = cd_msf_of_lba(lba),
    };

    *p = is_pause || next - lba <= RAW_IMAGE_GAP_SECTORS;
    if (image->catalog[0] != '\0' && is_place(image, points, lba, CATALOG_PHASE))
        cd_q_frame_encode_catalog(position.control, image->catalog, position.absolute.frame, q);
    else if (track->isrc[0] != '\0' && is_place(image, points, lba, ISRC_PHASE))
        cd_q_frame_encode_isrc(position.control, track->isrc, position.absolute.frame, q);
    else
        cd_q_frame_encode_position(&position, q);
}

void raw_image_encode_pq(const struct raw_image *image, const struct raw_image_points *points,
                         int32_t lba, bool *p, struct cd_q_frame *q)
{
    *p = false;
    if (lba < RAW_IMAGE_PROGRAM_START)
        encode_toc(image, lba, q);
    else if (lba >= image->lead_out)
        encode_lead_out(image, lba, p, q);
    else
        encode_program(image, points, lba, p, q);
}
