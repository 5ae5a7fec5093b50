/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The path table of a volume on a disc: what it can tell without reading directories. */
#ifndef OPENIMAPI_ISO9660_PATH_TABLE_READER_H
#define OPENIMAPI_ISO9660_PATH_TABLE_READER_H

#include "iso9660/volume.h"

/** The records of the type L path table (ECMA-119 9.4), which are its directories; -1: damaged. */
int64_t iso9660_path_table_count(const struct iso9660_volume *volume);

#endif
