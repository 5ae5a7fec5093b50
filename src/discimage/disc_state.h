/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a disc knows about itself besides user data: kind, sessions, tracks, formatting; and the
 * text it is kept in. docs/virtual-recorder.md documents the text.
 */
#ifndef OPENIMAPI_DISCIMAGE_DISC_STATE_H
#define OPENIMAPI_DISCIMAGE_DISC_STATE_H

#include "base/status.h"
#include "discimage/disc_medium.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Tracks of a disc: as many as one byte numbers, whatever the medium would allow. */
#define DISC_TRACKS_MAXIMUM 255

/** The longest state text. */
#define DISC_STATE_TEXT_MAXIMUM 65536

/** What the state of a CD keeps of indexes from 2 on. */
#define DISC_INDEXES_MAXIMUM 1000

/** Digits and letters of the two identifications a CD can have, without terminator. */
#define DISC_CATALOG_NUMBER_LENGTH 13
#define DISC_ISRC_LENGTH           12

#define DISC_BLOCK_SIZE  2048
#define DISC_SECTOR_SIZE 2352

enum disc_track_state {
    /** Takes data and ends where the disc does; only the last track can be in this state. */
    DISC_TRACK_OPEN,
    /** Takes data up to a size that was reserved. */
    DISC_TRACK_RESERVED,
    /** Closed; all of it is recorded, but for the run-out of a CD track. */
    DISC_TRACK_COMPLETE,
};

/** What the sectors of a track are; only a CD knows more than the first. */
enum disc_track_mode {
    DISC_TRACK_MODE_1,
    DISC_TRACK_MODE_2_XA, /* form 1: 2048 bytes of user data as well */
    DISC_TRACK_MODE_AUDIO,
    DISC_TRACK_MODE_2,          /* 2336 bytes of user data */
    DISC_TRACK_MODE_2_XA_MIXED, /* sectors of both forms */
};

/** What else is to be said of the track of a CD. The low bits are those of Q's control field. */
enum disc_track_bits {
    DISC_TRACK_BITS_PREEMPHASIS = 0x01,
    DISC_TRACK_BITS_COPY_PERMITTED = 0x02,
    DISC_TRACK_BITS_FOUR_CHANNEL = 0x08,
    DISC_TRACK_BITS_SERIAL_COPY = 0x10, /* the copy bit alternates: a copy already */
    DISC_TRACK_BITS_SUB_CHANNEL = 0x20, /* its sub-channels came with it and are kept */
};

/**
 * One track. Its number is its place in disc_state.tracks plus one, and on a disc it has
 * disc_state.number_offset more. Addresses are blocks.
 */
struct disc_track {
    uint32_t start;
    uint32_t size;
    uint32_t recorded; /* blocks from `start` that hold data; the next one is writable */
    uint32_t pregap;   /* blocks before `start` that belong to it and can be read: its index 0 */
    uint16_t session;  /* from 1 */
    enum disc_track_state state;
    enum disc_track_mode mode;
    uint8_t bits;                    /* enum disc_track_bits */
    char isrc[DISC_ISRC_LENGTH + 1]; /* empty: none */
};

/** Where an index of a track begins; 0 and 1 are told by the track itself. */
struct disc_index {
    uint32_t start;
    uint8_t track;
    uint8_t number; /* from 2 */
};

/** How far a rewritable disc is formatted. */
enum disc_format {
    DISC_FORMAT_NONE,
    DISC_FORMAT_STOPPED, /* begun, neither finished nor going on */
    DISC_FORMAT_RUNNING,
    DISC_FORMAT_COMPLETE,
    DISC_FORMAT_GROWING, /* ends where the last write did, and the next may go on there */
};

/** Everything. Discs in tracks use sessions and tracks, overwritable ones the format. */
struct disc_state {
    enum disc_medium medium;
    enum disc_recording recording;
    uint32_t capacity_blocks;
    uint32_t layer_blocks; /* of the first layer, where the initiator chose; else 0 */
    uint32_t spare_blocks; /* left for replacing, with PSEUDO_OVERWRITE */
    bool is_damaged;       /* something that must be done in one go was not */
    bool is_finalised;
    uint16_t session_count; /* the open one included */
    uint16_t track_count;   /* the open one included */
    struct disc_track tracks[DISC_TRACKS_MAXIMUM];
    uint8_t number_offset;  /* a CD: its first track has a number so far from 1 */
    bool has_sectors;       /* a CD: some of it is kept in whole sectors */
    uint32_t sectors_start; /* from this block on, to the end of the disc */
    char catalog_number[DISC_CATALOG_NUMBER_LENGTH + 1]; /* empty: none */
    uint16_t index_count;
    struct disc_index indexes[DISC_INDEXES_MAXIMUM]; /* ascending */
    enum disc_format format;
    uint32_t formatted_blocks; /* how far from the start; when complete, the user area */
};

/** A disc of this kind as it comes from the factory; `medium` is not NONE. */
void disc_state_init_blank(enum disc_medium medium, struct disc_state *state);

/**
 * A finalised disc of this kind with one track of `blocks`, 1 or more. NONE stands for the smallest
 * write-once disc that holds them: DVD+R, DVD+R DL, BD-R or BD-R DL.
 * STATUS_TOO_LARGE: they do not fit. STATUS_INVALID_ARGUMENT: discs of this kind have no tracks.
 */
enum status disc_state_init_finalised(enum disc_medium medium, uint64_t blocks,
                                      struct disc_state *state);

/** Whether the disc has tracks and sessions, as everything has that is not overwritable. */
bool disc_state_has_tracks(const struct disc_state *state);

/** What is the same for all discs of the kind. */
const struct disc_medium_traits *disc_state_traits(const struct disc_state *state);

/** The track that contains `lba`, or NULL. */
const struct disc_track *disc_state_track_at(const struct disc_state *state, uint32_t lba);

/** Whether the medium is a CD of any kind. */
bool disc_state_is_cd(const struct disc_state *state);

/** Bytes that are kept of block `lba`: DISC_SECTOR_SIZE or DISC_BLOCK_SIZE. */
uint32_t disc_state_sector_size(const struct disc_state *state, uint32_t lba);

/** Where `block` lies in the user data; it may be behind the last. */
uint64_t disc_state_offset(const struct disc_state *state, uint64_t block);

/** Blocks that lie whole in the first `size` bytes of the user data. */
uint64_t disc_state_blocks_in(const struct disc_state *state, uint64_t size);

/** Number of the first track of `session`, which exists. */
uint16_t disc_state_first_track(const struct disc_state *state, uint16_t session);

/** Whether all this can be true of one disc. */
bool disc_state_is_consistent(const struct disc_state *state);

/** Writes the text to `out` of DISC_STATE_TEXT_MAXIMUM bytes; gives its length. Cannot overflow. */
size_t disc_state_encode(const struct disc_state *state, char *out);

/**
 * Reads the text. STATUS_CORRUPT: not such a text, or what it says cannot be true of a disc;
 * STATUS_NOT_SUPPORTED: of a later version.
 */
enum status disc_state_parse(const char *text, size_t length, struct disc_state *state);

#endif
