/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * ECMA-119 and Joliet on a disc, for importing them. Names are those of the directory records:
 * Rock Ridge (IEEE P1282) and other uses of the system use field are passed over. Of several
 * versions of a file the first recorded counts, which is the newest (ECMA-119 9.3); associated
 * files are passed over. Interleaved files and volumes of a set are FEATURE_NOT_SUPPORTED.
 */
#ifndef OPENIMAPI_ISO9660_READER_H
#define OPENIMAPI_ISO9660_READER_H

#include "fsimage/volume_reader.h"

/** Reads FSIMAGE_ISO9660: the hierarchy of the primary volume descriptor. */
extern const struct fsimage_volume_reader_class iso9660_volume_reader_class;

/** Reads FSIMAGE_JOLIET: the hierarchy of the supplementary one. */
extern const struct fsimage_volume_reader_class iso9660_joliet_volume_reader_class;

#endif
