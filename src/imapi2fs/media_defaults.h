/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an image should be like for a type of medium. */
#ifndef OPENIMAPI_IMAPI2FS_MEDIA_DEFAULTS_H
#define OPENIMAPI_IMAPI2FS_MEDIA_DEFAULTS_H

#include <windows.h>
#include <ole2.h>
#include <imapi2.h>

#include <stdbool.h>

struct media_defaults {
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG blocks; /* of an empty medium of the usual size; 0: no limit */
    unsigned file_systems;
    unsigned udf_revision;
};

/** The row of `type`; NULL for media that cannot be written, or are not known. */
const struct media_defaults *media_defaults_of_type(IMAPI_MEDIA_PHYSICAL_TYPE type);

/** The row of the media that a drive writes by profile `profile`; NULL as above. */
const struct media_defaults *media_defaults_of_profile(LONG profile);

#endif
