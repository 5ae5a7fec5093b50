/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The manifest of a folder of the host, mounted or extracted. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_MANIFEST_FOLDER_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_MANIFEST_FOLDER_H

#include "support/judges/manifest.h"

/** Adds everything below `folder`. False, with a message: something there cannot be read. */
bool manifest_add_folder(struct manifest *manifest, const char *folder);

#endif
