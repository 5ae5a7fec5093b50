/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole sense codes by name, comparable with scsi_sense.code; sense_codes.def lists them. */
#ifndef OPENIMAPI_SCSI_SENSE_CODES_H
#define OPENIMAPI_SCSI_SENSE_CODES_H

#include "scsi/sense.h"

/** Key, additional sense code and qualifier as SCSI_SENSE() joins them. */
enum scsi_sense_code {
#define SCSI_SENSE_CODE_ENTRY(key, asc, ascq, name, text)                                          \
    SCSI_SENSE_CODE_##name = (key) << 16 | (asc) << 8 | (ascq),
#include "scsi/sense_codes.def"
#undef SCSI_SENSE_CODE_ENTRY
};

#endif
