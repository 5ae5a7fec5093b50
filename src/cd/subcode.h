/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sub-channels P to W of one sector, and the forms in which they come (MMC-6 4.2.3.5). */
#ifndef OPENIMAPI_CD_SUBCODE_H
#define OPENIMAPI_CD_SUBCODE_H

#include "cd/q_frame.h"
#include "cd/sector.h"

#include <stdbool.h>
#include <stdint.h>

/** The bits of a byte of sub-channels: P, Q, and R to W. */
#define CD_SUBCODE_P  0x80
#define CD_SUBCODE_Q  0x40
#define CD_SUBCODE_RW 0x3F

/** Bytes of the form that has P and Q only. */
#define CD_SUBCODE_PQ_BYTES 16

/**
 * Joins the channels bit by bit, as a disc holds them: P, the same in all bytes, Q, and R to W from
 * bits 5 to 0 of the 96 bytes `rw`, or zero for NULL. `rw` may be `subcode`.
 */
void cd_subcode_join(bool p, const struct cd_q_frame *q, const uint8_t *rw,
                     uint8_t subcode[CD_SUBCODE_BYTES]);

/** The Q channel in `subcode`. */
void cd_subcode_split_q(const uint8_t subcode[CD_SUBCODE_BYTES], struct cd_q_frame *q);

/** Whether most bits of the P channel are set. */
bool cd_subcode_split_p(const uint8_t subcode[CD_SUBCODE_BYTES]);

/** The form of 16 bytes: Q, three zeros, and P in bit 7 of the last. */
void cd_subcode_encode_pq(bool p, const struct cd_q_frame *q, uint8_t out[CD_SUBCODE_PQ_BYTES]);

/**
 * The channels one after the other, 12 bytes each from P to W, as files beside disc images have
 * them. The two buffers are different ones.
 */
void cd_subcode_to_planes(const uint8_t subcode[CD_SUBCODE_BYTES],
                          uint8_t planes[CD_SUBCODE_BYTES]);

/** The way back. */
void cd_subcode_from_planes(const uint8_t planes[CD_SUBCODE_BYTES],
                            uint8_t subcode[CD_SUBCODE_BYTES]);

#endif
