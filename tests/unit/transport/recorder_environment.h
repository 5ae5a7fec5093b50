/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The environment variable of virtual recorders, for this process. */
#ifndef OPENIMAPI_TESTS_UNIT_TRANSPORT_RECORDER_ENVIRONMENT_H
#define OPENIMAPI_TESTS_UNIT_TRANSPORT_RECORDER_ENVIRONMENT_H

#include "base/utf16.h"

/** Sets OPENIMAPI_VIRTUAL_RECORDERS; NULL removes it. */
void recorder_environment_set(const char *value);

/** `text` in UTF-16, in one of a few buffers that are used in turn. */
const char16 *wide(const char *text);

/** Removes an image and its state from the current folder. */
void remove_disc(const char *path);

#endif
