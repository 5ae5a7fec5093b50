/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the programs of this folder take from their command lines. */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_VOLUME_ARGUMENTS_H
#define OPENIMAPI_TESTS_CONFORMANCE_VOLUME_ARGUMENTS_H

#include "fsimage/volume_reader.h"

/** The reader called `name`: iso9660, joliet or udf; NULL for any other. */
const struct fsimage_volume_reader_class *reader_named(const char *name);

/** Opens a disc image, the session that begins at block `session_start`; its source is yours. */
enum status open_disc(const char *path, const char *session_start, struct fsimage_disc *disc);

/** Prints a failure; gives what main is to return. */
int report_failure(enum status status, const struct fsimage_problem *problem);

#endif
