/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Q sub-channel of one sector: twelve bytes (ECMA-130 22.3). */
#ifndef OPENIMAPI_CD_Q_FRAME_H
#define OPENIMAPI_CD_Q_FRAME_H

#include "base/status.h"
#include "base/wire.h"
#include "cd/msf.h"

#include <stdbool.h>
#include <stdint.h>

/** What a frame tells, its ADR field. */
enum cd_adr {
    CD_ADR_POSITION = 1,
    CD_ADR_CATALOG = 2, /* the media catalogue number */
    CD_ADR_ISRC = 3,
};

/** The bits of the control field. */
enum cd_control {
    CD_CONTROL_PREEMPHASIS = 0x1,
    CD_CONTROL_COPY_PERMITTED = 0x2,
    CD_CONTROL_DATA = 0x4,
    CD_CONTROL_FOUR_CHANNELS = 0x8, /* of audio */
};

/** Track number of the lead-out; that of the lead-in is 0. */
#define CD_TRACK_LEAD_OUT 0xAA

/** Points of the table of contents that are no tracks: their times are, in this order, */
enum cd_point {
    CD_POINT_FIRST_TRACK = 0xA0, /* first track number as minute, disc type as second */
    CD_POINT_LAST_TRACK = 0xA1,  /* last track number as minute */
    CD_POINT_LEAD_OUT = 0xA2,    /* the start of the lead-out */
};

/** Disc type of discs with sectors of CD-ROM XA: 20 as decimal digits. */
#define CD_DISC_TYPE_XA 20

/** Characters of the two numbers. */
#define CD_CATALOG_DIGITS  13
#define CD_ISRC_CHARACTERS 12

/** A frame as it is recorded. Numbers are decimal digits. */
struct cd_q_frame {
    uint8_t control_adr; /* control in bits 7-4, ADR in bits 3-0 */
    uint8_t data[9];
    be16 crc;
};
WIRE_SIZE(struct cd_q_frame, 12);
WIRE_AT(struct cd_q_frame, crc, 10);

/** The data of a frame of position. */
struct cd_q_position {
    uint8_t control;        /* enum cd_control */
    uint8_t track;          /* 1 to 99, 0 or CD_TRACK_LEAD_OUT */
    uint8_t index;          /* 0 to 99; in the lead-in the point, a track or enum cd_point */
    struct cd_msf relative; /* to the start of the track; in the lead-in the running time */
    struct cd_msf absolute; /* in the lead-in what the point has */
};

/** Computes the CRC of the rest of the frame. */
void cd_q_frame_seal(struct cd_q_frame *frame);

/** Whether the CRC agrees. */
bool cd_q_frame_is_intact(const struct cd_q_frame *frame);

enum cd_adr cd_q_frame_adr(const struct cd_q_frame *frame);
uint8_t cd_q_frame_control(const struct cd_q_frame *frame);

/** Makes the frame of a position; its numbers are in range, CRC included. */
void cd_q_frame_encode_position(const struct cd_q_position *position, struct cd_q_frame *frame);

/** STATUS_CORRUPT: the CRC is wrong, ADR is not that of a position, or a digit is not decimal. */
enum status cd_q_frame_parse_position(const struct cd_q_frame *frame,
                                      struct cd_q_position *position);

/**
 * Makes the frame of a media catalogue number, CD_CATALOG_DIGITS decimal digits; `absolute_frame`
 * is the last part of the absolute time.
 */
void cd_q_frame_encode_catalog(uint8_t control, const char *digits, uint8_t absolute_frame,
                               struct cd_q_frame *frame);

/** Gives the digits and a NUL. Fails as cd_q_frame_parse_position. */
enum status cd_q_frame_parse_catalog(const struct cd_q_frame *frame,
                                     char digits[CD_CATALOG_DIGITS + 1]);

/**
 * Makes the frame of an ISRC: five capital letters or digits, seven digits, without dashes;
 * `absolute_frame` as above.
 */
void cd_q_frame_encode_isrc(uint8_t control, const char *characters, uint8_t absolute_frame,
                            struct cd_q_frame *frame);

/** Gives the characters and a NUL. Fails as cd_q_frame_parse_position. */
enum status cd_q_frame_parse_isrc(const struct cd_q_frame *frame,
                                  char characters[CD_ISRC_CHARACTERS + 1]);

#endif
