/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc as a person sees it: its sessions and tracks, what is used and what is free. */
#ifndef OPENIMAPI_TOOLS_DISC_PICTURE_H
#define OPENIMAPI_TOOLS_DISC_PICTURE_H

#include "tools/recorder_disc.h"
#include "tools/text.h"

/**
 * Adds a bar of the whole disc, a line for each session and track, and a line that tells used and
 * free room. The disc is one that can be used.
 */
void disc_picture_add(const struct recorder_disc *disc, struct text *text);

#endif
