/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A raw CD image in the making: its tracks and what stands around them, from the lead-in at
 * 95:00:00 to the end of the lead-out. raw_image_source.h makes the bytes.
 */
#ifndef OPENIMAPI_DISCIMAGE_RAW_IMAGE_H
#define OPENIMAPI_DISCIMAGE_RAW_IMAGE_H

#include "base/utf16.h"
#include "cd/q_frame.h"
#include "cd/sector.h"
#include "cd/subcode.h"
#include "stream/byte_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Where an image begins, where the pause before the first track does, and how long it then is. */
#define RAW_IMAGE_START            (-22650)
#define RAW_IMAGE_PROGRAM_START    (-150)
#define RAW_IMAGE_LEAD_OUT_SECTORS 6750

/** Sectors of a pause, and of what ends a track of data before the lead-out. */
#define RAW_IMAGE_GAP_SECTORS 150

/** The latest address at which the last track may end, so that the lead-out ends at 89:59:74. */
#define RAW_IMAGE_LAST_SECTOR 398099

/** The latest address at which audio hidden before the first track may end. */
#define RAW_IMAGE_LAST_HIDDEN_SECTOR 397799

#define RAW_IMAGE_TRACKS                99
#define RAW_IMAGE_INDEXES               99
#define RAW_IMAGE_TRACK_SECTORS_MINIMUM 300
#define RAW_IMAGE_INDEX_DISTANCE        10

/** How a call went. */
enum raw_image_result {
    RAW_IMAGE_OK,
    RAW_IMAGE_INDEX_ALREADY_EXISTS, /* nothing to do: a success */
    RAW_IMAGE_IS_READ_ONLY,         /* a source was made of it */
    RAW_IMAGE_INVALID_ARGUMENT,
    RAW_IMAGE_TOO_SHORT, /* fewer sectors than a track, or hidden audio, must have */
    RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
    RAW_IMAGE_NO_TRACKS,
    RAW_IMAGE_TRACKS_ALREADY_ADDED,
    RAW_IMAGE_TOO_MANY_TRACKS,
    RAW_IMAGE_INSUFFICIENT_SPACE,
    RAW_IMAGE_TOO_MANY_INDEXES,
    RAW_IMAGE_INDEX_NOT_FOUND,
    RAW_IMAGE_INDEX_ZERO_STAYS,
    RAW_IMAGE_INDEX_TOO_CLOSE,
    RAW_IMAGE_INVALID_CATALOG,
    RAW_IMAGE_INVALID_ISRC,
    RAW_IMAGE_RW_SIZE_WRONG, /* not 96 bytes for each sector of the image */
    RAW_IMAGE_NO_MEMORY,
};

/** What is recorded of the sub-channel with each sector. */
enum raw_image_form {
    RAW_IMAGE_PQ,     /* 16 bytes: P and Q */
    RAW_IMAGE_COOKED, /* 96 bytes: P and Q, R to W in packs */
    RAW_IMAGE_RAW,    /* 96 bytes: P to W */
};

enum raw_image_copy {
    RAW_IMAGE_COPY_PERMITTED,
    RAW_IMAGE_COPY_PROHIBITED,
    RAW_IMAGE_COPY_ONCE, /* serial copies are prohibited: SCMS */
};

/** A track. Addresses and counts are sectors. */
struct raw_image_track {
    struct byte_source *source;
    enum cd_sector_kind kind;
    bool is_complete; /* sectors come whole: header, codes and scrambling are there */
    enum raw_image_copy copy;
    bool has_preemphasis;
    char isrc[CD_ISRC_CHARACTERS + 1]; /* empty without */
    uint32_t sectors;                  /* of the source; its last one is filled up with zeros */
    int32_t pause;                     /* where its index 0 begins; `start` when it has none */
    int32_t start;                     /* its index 1 */
    uint32_t index_count;
    uint32_t indexes[RAW_IMAGE_INDEXES]; /* offsets, rising; the first, of index 1, is 0 */
};

/** Written to by the functions below only. */
struct raw_image {
    enum raw_image_form form;
    bool has_gaps; /* two seconds of silence between tracks of audio */
    bool is_read_only;
    uint8_t first_track;                 /* its number */
    char catalog[CD_CATALOG_DIGITS + 1]; /* empty without */
    int32_t lead_out_limit;
    struct byte_source *hidden; /* audio before the first track, or NULL */
    uint32_t hidden_sectors;
    struct byte_source *rw; /* 96 bytes for each sector of the image, or NULL */
    size_t track_count;
    struct raw_image_track tracks[RAW_IMAGE_TRACKS];
    int32_t lead_out; /* its start, when there are tracks */
};

/** An empty image; NULL without memory. */
struct raw_image *raw_image_create(void);

/** Drops all sources. NULL does nothing. */
void raw_image_destroy(struct raw_image *image);

/*
 * Everything below that changes the image gives RAW_IMAGE_IS_READ_ONLY when it may not be changed;
 * on failure it stays as it was. Sources are acquired.
 */

/** INVALID_ARGUMENT: not one of the forms, or PQ while R to W have a source. */
enum raw_image_result raw_image_set_form(struct raw_image *image, enum raw_image_form form);

/** INSUFFICIENT_SPACE: with gaps the tracks do not fit. */
enum raw_image_result raw_image_set_gaps(struct raw_image *image, bool has_gaps);

/** 1 to 99. INVALID_ARGUMENT: another number. TRACKS_ALREADY_ADDED. */
enum raw_image_result raw_image_set_first_track(struct raw_image *image, int32_t number);

/**
 * Up to 13 digits, of which the last checks the others (EAN-13); leading zeros may be missing. No
 * text removes the number. INVALID_CATALOG.
 */
enum raw_image_result raw_image_set_catalog(struct raw_image *image, const char16 *text,
                                            size_t length);

/**
 * The latest start of the lead-out. INVALID_ARGUMENT: below 0 or beyond RAW_IMAGE_LAST_SECTOR.
 * INSUFFICIENT_SPACE: the tracks reach further already.
 */
enum raw_image_result raw_image_set_lead_out_limit(struct raw_image *image, int32_t limit);

/**
 * Audio to hide before the first track, in place of silence, and of what was hidden before. NULL
 * takes it away. TRACKS_ALREADY_ADDED. TOO_SHORT. INSUFFICIENT_SPACE.
 */
enum raw_image_result raw_image_set_hidden(struct raw_image *image, struct byte_source *source);

/** What R to W hold, or NULL for nothing. INVALID_ARGUMENT: the form is PQ. */
enum raw_image_result raw_image_set_rw(struct raw_image *image, struct byte_source *source);

/** Bytes of `source` that make a sector of a track. */
uint32_t raw_image_user_bytes(enum cd_sector_kind kind, bool is_complete);

/**
 * Adds a track, with default properties and index 1. Tracks of audio, of mode 0, of mode 1 and of
 * mode 2 do not mix; data goes with neither hidden audio nor a first track other than 1:
 * SECTOR_TYPE_NOT_SUPPORTED. TOO_MANY_TRACKS: 99, or number 99 is used. TOO_SHORT.
 * INSUFFICIENT_SPACE.
 */
enum raw_image_result raw_image_add_track(struct raw_image *image, enum cd_sector_kind kind,
                                          bool is_complete, struct byte_source *source);

/**
 * The ISRC of track `slot`, which exists, with dashes or without, in letters of either case. No
 * text removes it. INVALID_ISRC. SECTOR_TYPE_NOT_SUPPORTED: not audio.
 */
enum raw_image_result raw_image_set_isrc(struct raw_image *image, size_t slot, const char16 *text,
                                         size_t length);

/** INVALID_ARGUMENT: not one of the settings. SECTOR_TYPE_NOT_SUPPORTED: not audio. */
enum raw_image_result raw_image_set_copy(struct raw_image *image, size_t slot,
                                         enum raw_image_copy copy);

/** SECTOR_TYPE_NOT_SUPPORTED: not audio. */
enum raw_image_result raw_image_set_preemphasis(struct raw_image *image, size_t slot,
                                                bool has_preemphasis);

/**
 * Adds an index `offset` sectors behind the start of a track. INVALID_ARGUMENT: outside of it.
 * INDEX_ALREADY_EXISTS. TOO_MANY_INDEXES. INDEX_TOO_CLOSE: to another or to the end of the track.
 */
enum raw_image_result raw_image_add_index(struct raw_image *image, size_t slot, int32_t offset);

/** INDEX_ZERO_STAYS: index 1 cannot be removed. INDEX_NOT_FOUND. */
enum raw_image_result raw_image_clear_index(struct raw_image *image, size_t slot, int32_t offset);

/** The number of a track. */
uint8_t raw_image_track_number(const struct raw_image *image, size_t slot);

/** The control bits of a track at `lba`; in the table of contents, at RAW_IMAGE_START. */
uint8_t raw_image_control(const struct raw_image_track *track, int32_t lba);

/** The last sector of the last track. There are tracks. */
int32_t raw_image_last_sector(const struct raw_image *image);

/** The disc type in the table of contents, as decimal digits: 0, or CD_DISC_TYPE_XA. */
uint8_t raw_image_disc_type(const struct raw_image *image);

/** Sectors of an image that has tracks. */
uint32_t raw_image_sectors(const struct raw_image *image);

/** Bytes of each sector. */
uint32_t raw_image_sector_bytes(const struct raw_image *image);

#endif
