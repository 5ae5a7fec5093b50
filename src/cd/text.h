/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * CD-Text: titles and names in the R to W channels of the lead-in, in packs of 18 bytes (IEC 61866;
 * MMC-6 annex J). Texts are bytes of ISO 8859-1.
 */
#ifndef OPENIMAPI_CD_TEXT_H
#define OPENIMAPI_CD_TEXT_H

#include "base/status.h"
#include "base/wire.h"
#include "cd/sector.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CD_TEXT_PACK_BYTES       12 /* of text in a pack */
#define CD_TEXT_BLOCKS           8  /* languages */
#define CD_TEXT_BLOCK_PACKS      256
#define CD_TEXT_TRACKS           99
#define CD_TEXT_PACKS_PER_SECTOR 4

/** What packs of a kind hold; texts but for GENRE, TOC and SIZE. */
enum cd_text_kind {
    CD_TEXT_TITLE = 0x80,
    CD_TEXT_PERFORMER = 0x81,
    CD_TEXT_SONGWRITER = 0x82,
    CD_TEXT_COMPOSER = 0x83,
    CD_TEXT_ARRANGER = 0x84,
    CD_TEXT_MESSAGE = 0x85,
    CD_TEXT_DISC_ID = 0x86,
    CD_TEXT_GENRE = 0x87,
    CD_TEXT_TOC = 0x88,
    CD_TEXT_TOC_2 = 0x89,
    CD_TEXT_CLOSED = 0x8D, /* for the record company only */
    CD_TEXT_CODES = 0x8E,  /* catalogue number of the album, ISRC of the tracks */
    CD_TEXT_SIZE = 0x8F,
};
#define CD_TEXT_KINDS 16

/** Languages of blocks, those of EBU Tech 3258. */
enum cd_text_language {
    CD_TEXT_LANGUAGE_UNKNOWN = 0x00,
    CD_TEXT_LANGUAGE_ENGLISH = 0x09,
};

/** A pack as READ TOC gives it. */
struct cd_text_pack {
    uint8_t kind;     /* enum cd_text_kind */
    uint8_t track;    /* of the first byte; 0 is the album */
    uint8_t sequence; /* in the block */
    uint8_t place;    /* bit 7 two bytes a character, 6-4 block, 3-0 characters before this pack */
    uint8_t text[CD_TEXT_PACK_BYTES];
    be16 crc;
};
WIRE_SIZE(struct cd_text_pack, 18);

/** Packs that grow; all zero when there are none. */
struct cd_text_packs {
    struct cd_text_pack *packs;
    size_t count;
    size_t capacity;
};

/** Frees the packs. */
void cd_text_packs_release(struct cd_text_packs *packs);

/** What the disc says in one language. */
struct cd_text_block {
    uint8_t language; /* enum cd_text_language, or another code */
    uint8_t first_track;
    uint8_t last_track;
    /**
     * For each kind from CD_TEXT_TITLE on NULL, or texts: that of the album, then of each track; a
     * null text is empty. DISC_ID has the album's only. GENRE, TOC, TOC_2, CLOSED and SIZE are
     * NULL.
     */
    const char *const *texts[CD_TEXT_KINDS];
};

/**
 * Makes the packs of 1 to 8 blocks. STATUS_TOO_LARGE: a block needs more than 256 packs.
 * STATUS_INVALID_ARGUMENT: no blocks or too many, or tracks that are not 1 to 99 in order.
 * STATUS_NO_MEMORY. On failure there are no packs.
 */
enum status cd_text_encode(const struct cd_text_block *blocks, size_t count,
                           struct cd_text_packs *packs);

/** Computes the CRC of the rest of the pack. */
void cd_text_pack_seal(struct cd_text_pack *pack);

/** Whether the CRC agrees. */
bool cd_text_pack_is_intact(const struct cd_text_pack *pack);

/** Writes four packs as the R to W channels of a sector of the lead-in, bits 5 to 0 of each byte.
 */
void cd_text_to_subcode(const struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR],
                        uint8_t rw[CD_SUBCODE_BYTES]);

/** The way back; higher bits are ignored. */
void cd_text_from_subcode(const uint8_t rw[CD_SUBCODE_BYTES],
                          struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR]);

/** The texts of a disc. */
struct cd_text;

/**
 * Reads packs, in the order of their blocks; those with a wrong CRC, of other kinds than texts, or
 * of two bytes a character are passed over. STATUS_CORRUPT: no pack is left. STATUS_NO_MEMORY.
 */
enum status cd_text_parse(const struct cd_text_pack *packs, size_t count, struct cd_text **text);

void cd_text_destroy(struct cd_text *text);

/** The language of block 0 to 7; unknown when its size packs are missing. */
uint8_t cd_text_language(const struct cd_text *text, unsigned block);

/**
 * A text of block 0 to 7: of the album for track 0, else of a track up to 99; NULL when there is
 * none. The text of a track that repeats the one before it with a tab is that one.
 */
const char *cd_text_get(const struct cd_text *text, unsigned block, enum cd_text_kind kind,
                        unsigned track);

#endif
