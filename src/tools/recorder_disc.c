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

static unsigned recorded_mb(const struct disc_image *image)
{
    const struct disc_state *disc = disc_image_state(image);
    uint64_t blocks = 0;

    for (unsigned i = 0; i < disc->track_count; i++)
        blocks += disc->tracks[i].recorded;
    return (unsigned)(blocks * DISC_BLOCK_SIZE / BYTES_PER_MB);
}

static void describe_write_once(const struct disc_image *image, char *out)
{
    const struct disc_state *disc = disc_image_state(image);
    const char *medium = disc_medium_name(disc->medium);
    const unsigned closed = disc->is_finalised ? disc->session_count : disc->session_count - 1u;

    if (closed == 0 && disc->tracks[0].recorded == 0)
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, blank", medium);
    else
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, %s, %u closed session%s, %u MB", medium,
                 disc->is_finalised ? "finalised" : "appendable", closed, closed == 1 ? "" : "s",
                 recorded_mb(image));
}

static void describe_rewritable(const struct disc_image *image, char *out)
{
    const struct disc_state *disc = disc_image_state(image);
    const char *medium = disc_medium_name(disc->medium);

    if (disc->format == DISC_FORMAT_NONE)
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, blank", medium);
    else
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, formatted%s", medium,
                 disc->format == DISC_FORMAT_COMPLETE ? "" : " in part");
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

void recorder_disc_describe(const char16 *path, enum disc_medium blank,
                            char out[RECORDER_DISC_TEXT_MAXIMUM])
{
    struct disc_file *file;
    struct disc_image *image;
    enum status status = open_disc(path, blank, &file, &image);

    if (status == STATUS_NOT_FOUND && blank != DISC_MEDIUM_NONE)
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "%s, not made yet", disc_medium_name(blank));
    else if (status != STATUS_OK)
        snprintf(out, RECORDER_DISC_TEXT_MAXIMUM, "unusable: %s", recorder_disc_problem(status));
    else if (disc_state_has_tracks(disc_image_state(image)))
        describe_write_once(image, out);
    else
        describe_rewritable(image, out);
    close_disc(file, image);
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
