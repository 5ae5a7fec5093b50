/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs in image files, as the recorder tool makes and describes them. */
#ifndef OPENIMAPI_TOOLS_RECORDER_DISC_H
#define OPENIMAPI_TOOLS_RECORDER_DISC_H

#include "base/status.h"
#include "base/utf16.h"
#include "discimage/disc_medium.h"

#include <stddef.h>

/** Longest description, terminator included. */
#define RECORDER_DISC_TEXT_MAXIMUM 128

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

/** The disc in words ("dvd+r, finalised, 1 session, 716 MB"), or what is wrong with it. */
void recorder_disc_describe(const char16 *path, enum disc_medium blank,
                            char out[RECORDER_DISC_TEXT_MAXIMUM]);

/** What went wrong with a disc, in words. `status` is not STATUS_OK. */
const char *recorder_disc_problem(enum status status);

#endif
