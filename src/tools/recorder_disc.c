/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs in image files. */
#include "tools/recorder_disc.h"

#include "discimage/disc_image.h"
#include "virtualdrive/disc_file.h"

#include <stdio.h>

#define BYTES_PER_MB 1000000

static enum status open_disc(const char16 *path, enum disc_medium medium, struct disc_file **file,
                             struct disc_image **image)
{
    enum status status = disc_file_create(path, file);

    *image = NULL;
    if (status == STATUS_OK)
        status = disc_image_open(disc_file_storage(*file), medium, image);
    return status;
}

static void close_disc(struct disc_file *file, struct disc_image *image)
{
    disc_image_close(image);
    disc_file_destroy(file);
}

static unsigned closed_sessions(const struct disc_state *state)
{
    return state->is_finalised ? state->session_count : state->session_count - 1u;
}

/* Of a disc in tracks: from where the last one ends, to the end of the disc or of the track. */
static void measure_tracks(struct recorder_disc *disc)
{
    const struct disc_state *state = &disc->state;

    for (unsigned i = 0; i < state->track_count; i++) {
        const struct disc_track *track = &state->tracks[i];

        if (track->recorded > 0)
            disc->used_blocks = track->start + track->recorded;
        if (track->state != DISC_TRACK_COMPLETE)
            disc->free_blocks += track->size - track->recorded;
    }
}

/* Of a disc that is written anywhere, all that is not used is free, formatted or not. */
static void measure_image(struct disc_storage *storage, struct recorder_disc *disc)
{
    const uint32_t capacity = disc->state.capacity_blocks;
    uint64_t size;

    if (storage->ops->size(storage, &size) == STATUS_OK) {
        const uint64_t blocks = size / DISC_BLOCK_SIZE;

        disc->used_blocks = blocks < capacity ? (uint32_t)blocks : capacity;
    }
    disc->free_blocks = capacity - disc->used_blocks;
}

enum status recorder_disc_prepare(const char16 *path, enum disc_medium blank)
{
    struct disc_file *file;
    struct disc_image *image;
    enum status status = open_disc(path, blank, &file, &image);

    if (status == STATUS_NOT_FOUND && blank != DISC_MEDIUM_NONE)
        status = disc_image_create(disc_file_storage(file), blank);
    close_disc(file, image);
    /* A state without image: the image of that disc is what is missing. */
    return status == STATUS_ALREADY_EXISTS ? STATUS_NOT_FOUND : status;
}

enum status recorder_disc_check_free(const char16 *path)
{
    struct disc_file *file;
    enum status status = disc_file_create(path, &file);

    if (status != STATUS_OK)
        return STATUS_OK;
    status = disc_file_check_writable(file);
    disc_file_destroy(file);
    return status == STATUS_SHARING_VIOLATION ? status : STATUS_OK;
}

enum status recorder_disc_read(const char16 *path, enum disc_medium blank,
                               struct recorder_disc *disc)
{
    struct disc_file *file;
    struct disc_image *image;
    enum status status = open_disc(path, blank, &file, &image);

    *disc = (struct recorder_disc){ 0 };
    if (status == STATUS_OK) {
        disc->state = *disc_image_state(image);
        if (disc_state_has_tracks(&disc->state))
            measure_tracks(disc);
        else
            measure_image(disc_file_storage(file), disc);
    }
    close_disc(file, image);
    return status;
}

const char *recorder_disc_state(const struct recorder_disc *disc)
{
    const struct disc_state *state = &disc->state;

    if (!disc_state_has_tracks(state)) {
        if (state->format == DISC_FORMAT_NONE)
            return "blank";
        return state->format == DISC_FORMAT_COMPLETE ? "formatted" : "formatted in part";
    }
    if (state->is_damaged)
        return "damaged";
    if (closed_sessions(state) == 0 && state->tracks[0].recorded == 0)
        return "blank";
    return state->is_finalised ? "finalised" : "appendable";
}

void recorder_disc_describe(enum status status, const struct recorder_disc *disc,
                            enum disc_medium blank, char out[RECORDER_DISC_TEXT_MAXIMUM])
{
    const char *medium = disc_medium_name(disc->state.medium);
    unsigned sessions;

    if (status == STATUS_NOT_FOUND && blank != DISC_MEDIUM_NONE) {
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, not made yet", disc_medium_name(blank));
        return;
    }
    if (status != STATUS_OK) {
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "unusable: %s", recorder_disc_problem(status));
        return;
    }
    snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, %s", medium, recorder_disc_state(disc));
    if (!disc_state_has_tracks(&disc->state) || disc->used_blocks == 0)
        return;
    sessions = closed_sessions(&disc->state);
    snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, %s, %u closed session%s, %u MB", medium,
             recorder_disc_state(disc), sessions, sessions == 1 ? "" : "s",
             (unsigned)((uint64_t)disc->used_blocks * DISC_BLOCK_SIZE / BYTES_PER_MB));
}

const char *recorder_disc_problem(enum status status)
{
    static const struct {
        enum status status;
        const char *problem;
    } problems[] = {
        { STATUS_NOT_FOUND, "the image or its folder does not exist" },
        { STATUS_CORRUPT,
          "this is no disc image, or its state file is damaged or of another disc" },
        { STATUS_NOT_SUPPORTED, "the state file was written by a later version" },
        { STATUS_TOO_LARGE, "the image is larger than any disc" },
        { STATUS_SHARING_VIOLATION, "a program is using the disc" },
        { STATUS_WRONG_KIND, "this is not a file" },
    };

    for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++) {
        if (problems[i].status == status)
            return problems[i].problem;
    }
    return status_cause(status);
}
