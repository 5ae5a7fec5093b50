/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The text of the environment variable OPENIMAPI_VIRTUAL_RECORDERS. */
#ifndef OPENIMAPI_TRANSPORT_VIRTUAL_ENVIRONMENT_H
#define OPENIMAPI_TRANSPORT_VIRTUAL_ENVIRONMENT_H

#include "base/status.h"
#include "base/utf16.h"
#include "transport/virtual_configuration.h"

/**
 * Reads `name=path,option=value,...;name=...`. A path or value in double quotes may hold commas and
 * semicolons. Options: medium, tray (open or closed), vendor, product, revision. What is wrong is
 * told by the entry's faults; an entry without a valid name is no recorder; of two with the same
 * name the first counts. The entries come in the order of the text. STATUS_NO_MEMORY.
 */
enum status virtual_environment_parse(const char16 *text, struct virtual_recorders *recorders);

#endif
