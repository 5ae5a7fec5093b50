/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs in image files, as the recorder tool makes and describes them. */
#ifndef OPENIMAPI_TOOLS_RECORDER_DISC_H
#define OPENIMAPI_TOOLS_RECORDER_DISC_H

#include "base/status.h"
#include "base/utf16.h"
#include "discimage/disc_state.h"

#include <stddef.h>

/** Longest description, terminator included. */
#define RECORDER_DISC_TEXT_MAXIMUM 128

/** What is known of a disc. */
struct recorder_disc {
    struct disc_state state;
    uint32_t used_blocks; /* from the first block to the end of what was recorded */
    uint32_t free_blocks; /* behind it that can still be recorded */
};

/**
 * Looks at a disc. Failures of disc_image_open: STATUS_NOT_FOUND with a `blank` medium is a disc
 * that nobody has made yet.
 */
enum status recorder_disc_read(const char16 *path, enum disc_medium blank,
                               struct recorder_disc *disc);

/**
 * Makes a blank disc where there is no image, unless `blank` is NONE; an image that is there must
 * be a disc. Failures of disc_image_open and disc_image_create; STATUS_NOT_FOUND: no image, and
 * none is to be made, or its folder does not exist.
 */
enum status recorder_disc_prepare(const char16 *path, enum disc_medium blank);

/**
 * STATUS_SHARING_VIOLATION: a program is recording on the disc or keeps it in its drive. STATUS_OK
 * otherwise.
 */
enum status recorder_disc_check_free(const char16 *path);

/** The state of the disc in a word or two: "blank", "appendable", "formatted in part", ... */
const char *recorder_disc_state(const struct recorder_disc *disc);

/**
 * The disc in words ("dvd+r, finalised, 1 closed session, 716 MB"), or what is wrong with it.
 * `status` and `disc` are what recorder_disc_read gave for a `blank` disc.
 */
void recorder_disc_describe(enum status status, const struct recorder_disc *disc,
                            enum disc_medium blank, char out[RECORDER_DISC_TEXT_MAXIMUM]);

/** What went wrong with a disc, in words. `status` is not STATUS_OK. */
const char *recorder_disc_problem(enum status status);

#endif
