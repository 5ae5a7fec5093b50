/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sense data (SPC-4 4.5), fixed and descriptor format, as one comparable code. */
#ifndef OPENIMAPI_SCSI_SENSE_H
#define OPENIMAPI_SCSI_SENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Size of fixed-format sense data as every MMC drive gives it. */
#define SCSI_SENSE_FIXED_SIZE 18

enum scsi_sense_key {
    SCSI_SENSE_KEY_NO_SENSE = 0x0,
    SCSI_SENSE_KEY_RECOVERED_ERROR = 0x1,
    SCSI_SENSE_KEY_NOT_READY = 0x2,
    SCSI_SENSE_KEY_MEDIUM_ERROR = 0x3,
    SCSI_SENSE_KEY_HARDWARE_ERROR = 0x4,
    SCSI_SENSE_KEY_ILLEGAL_REQUEST = 0x5,
    SCSI_SENSE_KEY_UNIT_ATTENTION = 0x6,
    SCSI_SENSE_KEY_DATA_PROTECT = 0x7,
    SCSI_SENSE_KEY_BLANK_CHECK = 0x8,
    SCSI_SENSE_KEY_ABORTED_COMMAND = 0xB,
};

/** Key, additional sense code and its qualifier as one number: 0xKAAQQ. */
#define SCSI_SENSE(key, asc, ascq) ((uint32_t)(key) << 16 | (uint32_t)(asc) << 8 | (uint32_t)(ascq))

#define SCSI_SENSE_KEY(code)  ((uint8_t)((code) >> 16))
#define SCSI_SENSE_ASC(code)  ((uint8_t)((code) >> 8))
#define SCSI_SENSE_ASCQ(code) ((uint8_t)(code))

/** Sense as a drive reported it. */
struct scsi_sense {
    uint32_t code;        /* SCSI_SENSE(...) */
    bool has_information; /* the VALID bit */
    uint32_t information; /* of a read or write: the block that failed */
    bool has_progress;    /* the sense-key specific field is valid and tells progress */
    uint16_t progress;    /* 0..FFFFh of FFFFh done */
    uint8_t raw[SCSI_SENSE_FIXED_SIZE];
};

/**
 * Reads sense data of `size` bytes in fixed or descriptor format; missing bytes count as zero and
 * an unknown format as no sense. `raw` gets the first bytes as they came.
 */
void scsi_sense_parse(const uint8_t *data, size_t size, struct scsi_sense *sense);

/** Fixed-format sense data (response code 70h) of `sense`; what `raw` holds is not used. */
void scsi_sense_encode(const struct scsi_sense *sense, uint8_t out[SCSI_SENSE_FIXED_SIZE]);

/** The standard's name of a code ("MEDIUM NOT PRESENT - TRAY OPEN"); "?" when not listed. */
const char *scsi_sense_name(uint32_t code);

#endif
