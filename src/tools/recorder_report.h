/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the recorder tool tells of recorders, for people and as JSON. */
#ifndef OPENIMAPI_TOOLS_RECORDER_REPORT_H
#define OPENIMAPI_TOOLS_RECORDER_REPORT_H

#include "base/status.h"
#include "tools/text.h"
#include "transport/virtual_configuration.h"

#include <stdbool.h>

/** Adds a line for each recorder and for what is wrong with it, or an array of objects. */
void recorder_report_list(const struct virtual_recorders *recorders, bool is_json,
                          struct text *text);

/** Adds all there is to know of one recorder, with a picture of its disc, or an object. */
void recorder_report_one(const struct virtual_recorder *recorder, bool is_json, struct text *text);

/** Adds a file of text. Failures of platform_file_open and platform_file_read_at. */
enum status recorder_report_file(const char16 *path, struct text *text);

#endif
