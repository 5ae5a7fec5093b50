/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc of several sessions for readers that know of one. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_SHOW_SESSION_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_SHOW_SESSION_H

#include "base/status.h"

#include <stdint.h>

/**
 * Changes the disc in the file `path` so that what a drive's driver looks for from the last
 * session's first block, `start`, on is found from block 0 on: descriptors of volumes are copied,
 * and the anchor of UDF, whose tag is told its new place. All else stays where it is.
 * STATUS_CORRUPT: no session begins there. Else as platform_file_open and reading and writing.
 */
enum status show_session(const char *path, uint32_t start);

#endif
