/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A recorded disc in a file: block n of user data at byte 2048 n, so that ordinary tools open it,
 * and the state of the disc beside it. Where a CD holds more than blocks of 2048 bytes its sectors
 * are kept whole from there on, and a cue sheet beside them tells other programs how to open them.
 * A process that dies between any two calls of the storage leaves a disc that could have lost power
 * at that moment. Rules of the media (where one may write, what a closing means) are the caller's.
 * Not thread-safe.
 */
#ifndef OPENIMAPI_DISCIMAGE_DISC_IMAGE_H
#define OPENIMAPI_DISCIMAGE_DISC_IMAGE_H

#include "base/status.h"
#include "discimage/disc_state.h"
#include "discimage/disc_storage.h"

#include <stdbool.h>
#include <stdint.h>

struct disc_image;

/**
 * Puts a blank disc into a storage that holds none; an empty image without state counts as none.
 * STATUS_ALREADY_EXISTS: the storage holds user data or a state, which stay as they are.
 * STATUS_INVALID_ARGUMENT: `medium` is NONE or read-only. Failures of the storage.
 */
enum status disc_image_create(struct disc_storage *storage, enum disc_medium medium);

/**
 * Opens what `storage` holds; it is borrowed and must outlive the image. Nothing is written. User
 * data without a state are a disc of kind `medium` if that is read-only, else a finalised disc as
 * disc_state_init_finalised has it for NONE;
 * a format that was running when its process died has stopped; an open track has as many blocks as
 * whole recording units reached the storage; of a disc that is damaged there is what there is.
 * STATUS_NOT_FOUND: no user data, and no state of a blank disc. STATUS_CORRUPT: the state is
 * damaged, or the user data are not as long as it says. STATUS_NOT_SUPPORTED: the state is of a
 * later version. STATUS_TOO_LARGE: user data without state that fit on no disc. Failures of the
 * storage.
 */
enum status disc_image_open(struct disc_storage *storage, enum disc_medium medium,
                            struct disc_image **image);

/** Forgets the image; nothing is written. NULL does nothing. */
void disc_image_close(struct disc_image *image);

/** Borrowed; valid and current until the image is closed. */
const struct disc_state *disc_image_state(const struct disc_image *image);

/** Blocks from `lba` on that can be read in one go; 0 when `lba` itself cannot. */
uint32_t disc_image_readable_blocks(const struct disc_image *image, uint32_t lba);

/**
 * Reads `blocks` readable blocks, each of disc_state_sector_size; formatted ones never written are
 * zeros. Failures of the storage.
 */
enum status disc_image_read(struct disc_image *image, uint32_t lba, uint32_t blocks, void *buffer);

/**
 * Records `blocks`, each of disc_state_sector_size, at the end of what track `number`, open or
 * reserved, holds; they must fit.
 * Failures of the storage: nothing counts as recorded.
 */
enum status disc_image_append(struct disc_image *image, uint16_t number, uint32_t blocks,
                              const void *data);

/** As disc_image_append with zeros, which take no room on the host where it knows sparse files. */
enum status disc_image_append_zeros(struct disc_image *image, uint16_t number, uint32_t blocks);

/** Records `blocks` of a rewritable disc, all within its capacity. Failures of the storage. */
enum status disc_image_overwrite(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                 const void *data);

/**
 * Makes the first `blocks` of the empty open track a reserved one; a new open track begins `gap`
 * blocks behind it, if the disc goes on so far. STATUS_INVALID_STATE: no open track, or it has
 * data. STATUS_NO_SPACE: it is smaller. STATUS_TOO_MANY: the session or the disc is full of tracks.
 * Failures of the storage. On failure the disc is as before.
 */
enum status disc_image_reserve_track(struct disc_image *image, uint32_t blocks, uint32_t gap);

/** What a session that is recorded in one go will hold. */
struct disc_session {
    uint16_t track_count;            /* 1 or more */
    const struct disc_track *tracks; /* start, size, pre-gap, mode, bits and ISRC of each */
    uint16_t index_count;
    const struct disc_index *indexes; /* ascending */
    const char *catalog_number;       /* NULL, or of DISC_CATALOG_NUMBER_LENGTH digits */
    uint8_t number_offset;            /* of the disc, if nothing is recorded there yet */
    bool has_sectors;                 /* kept whole, */
    uint32_t sectors_start;           /* from here on, if none are yet */
};

/**
 * Begins what must be done in one go: reserves the tracks of `session` in place of the empty open
 * one. The disc counts as damaged until its session is closed. STATUS_INVALID_STATE,
 * STATUS_NO_SPACE, STATUS_TOO_MANY (of indexes as well) as for disc_image_reserve_track. Failures
 * of the storage. On failure the disc is as before.
 */
enum status disc_image_announce(struct disc_image *image, const struct disc_session *session);

/**
 * Makes the best of a damaged disc: tracks end where their data do, and those without are dropped.
 * Failures of the storage, with the disc as before.
 */
enum status disc_image_salvage(struct disc_image *image);

/**
 * Closes track `number`, which holds data: an open one ends `run_out` blocks that hold none behind
 * its data, and a new open track begins `gap` blocks further if there is room and the session may
 * have one; a reserved one must be full. STATUS_INVALID_STATE: closed already, empty, or reserved
 * and not full. Failures of the storage. On failure the disc is as before.
 */
enum status disc_image_close_track(struct disc_image *image, uint16_t number, uint32_t run_out,
                                   uint32_t gap);

/**
 * Closes the last session, whose tracks are closed but for an empty open one, and opens the next,
 * its track `gap` blocks behind the last. Where there is no room for it, or no session left, the
 * disc is finalised. STATUS_INVALID_STATE: finalised already, nothing recorded in the session, or a
 * track that is not closed. Failures of the storage. On failure the disc is as before.
 */
enum status disc_image_close_session(struct disc_image *image, uint32_t gap);

/** As disc_image_close_session, but nothing follows; an empty last session is dropped. */
enum status disc_image_finalise(struct disc_image *image);

/**
 * Notes how far a rewritable disc is formatted. STATUS_OK, or failures of the storage, with the
 * disc as before.
 */
enum status disc_image_set_format(struct disc_image *image, enum disc_format format,
                                  uint32_t formatted_blocks);

/** Notes progress of a running format in memory only: a killed process loses it. */
void disc_image_note_formatted(struct disc_image *image, uint32_t formatted_blocks);

/**
 * Notes of track `number`, which is empty, what it will hold: mode, bits, pre-gap and ISRC of
 * `description`; and whether its sectors must be kept whole, which they are then from the first
 * track on that holds nothing. STATUS_INVALID_STATE: behind it there are blocks already. Failures
 * of the storage. On failure the disc is as before.
 */
enum status disc_image_describe_track(struct disc_image *image, uint16_t number,
                                      const struct disc_track *description, bool has_sectors);

/**
 * Notes of the tracks of the session that is being recorded, which are full, what became known only
 * while they were: all that disc_image_announce takes but that start and end of the session stay.
 * STATUS_TOO_MANY of indexes. Failures of the storage, with the disc as before.
 */
enum status disc_image_revise(struct disc_image *image, const struct disc_session *session);

/** Notes the catalogue number of a CD that has none yet. Failures as above. */
enum status disc_image_set_catalog_number(struct disc_image *image, const char *digits);

/**
 * Records `blocks` of a CD that belong to no track or to a pre-gap, where sectors are kept whole
 * and nothing was recorded behind them. Failures of the storage.
 */
enum status disc_image_fill_gap(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                const void *data);

#define DISC_SUB_CHANNELS_SIZE 96

/** Keeps the sub-channels of `blocks` sectors, DISC_SUB_CHANNELS_SIZE bytes each. Failures of the
 * storage. */
enum status disc_image_write_sub_channels(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                          const uint8_t *data);

/** Reads what was kept; zeros where nothing was. Failures of the storage. */
enum status disc_image_read_sub_channels(struct disc_image *image, uint32_t lba, uint32_t blocks,
                                         uint8_t *data);

/** The longest CD-Text: 8 languages of 256 packs of 18 bytes. */
#define DISC_CD_TEXT_MAXIMUM 36864

/** Keeps the packs of the lead-in, at most DISC_CD_TEXT_MAXIMUM bytes. Failures of the storage. */
enum status disc_image_set_cd_text(struct disc_image *image, const uint8_t *packs, size_t size);

/** Gives the packs, at most DISC_CD_TEXT_MAXIMUM bytes; 0 where there are none. Failures of the
 * storage. */
enum status disc_image_cd_text(struct disc_image *image, uint8_t *packs, size_t *size);

/**
 * Notes that something has begun which must be done in one go: a disc on which no session was
 * closed since is damaged. Failures as above.
 */
enum status disc_image_set_damaged(struct disc_image *image);

/**
 * Makes the first of two layers of a blank disc smaller, a multiple of the unit, and the second as
 * small. Failures as above.
 */
enum status disc_image_set_layer(struct disc_image *image, uint32_t layer_blocks);

/**
 * Keeps `spare_blocks` of a blank disc for replacing others, taken from its capacity, and notes how
 * it is recorded, which its kind allows. Failures as above.
 */
enum status disc_image_set_spares(struct disc_image *image, enum disc_recording recording,
                                  uint32_t spare_blocks);

/** Notes that `blocks` of the spare ones have replaced others. Failures as above. */
enum status disc_image_use_spares(struct disc_image *image, uint32_t blocks);

/**
 * Makes the disc one without user data, as from the factory. Failures of the storage; the disc may
 * then be damaged.
 */
enum status disc_image_blank(struct disc_image *image);

/**
 * Makes an overwritable disc without user data of a disc that can be one, formatted so far.
 * Failures of the storage; the format may then have stopped.
 */
enum status disc_image_format(struct disc_image *image, enum disc_format format,
                              uint32_t formatted_blocks);

/**
 * Takes back what track `number` holds behind its first `recorded` blocks. STATUS_INVALID_STATE: it
 * is closed, or holds fewer. Failures as disc_image_blank.
 */
enum status disc_image_unrecord(struct disc_image *image, uint16_t number, uint32_t recorded);

/**
 * Makes the last track, reserved and empty, part of the open one. STATUS_INVALID_STATE: it is
 * something else. Failures of the storage, with the disc as before.
 */
enum status disc_image_unreserve(struct disc_image *image);

/**
 * Opens the last closed session again, for a track `gap` blocks behind its last.
 * STATUS_INVALID_STATE: none is closed, or something is recorded behind it. Failures as above.
 */
enum status disc_image_unclose_session(struct disc_image *image, uint32_t gap);

/**
 * Takes back the last session that holds anything, or is damaged; it is open then, and empty.
 * STATUS_INVALID_STATE: there is none. Failures as disc_image_blank.
 */
enum status disc_image_remove_session(struct disc_image *image);

/** Removes all user data of a rewritable disc, as formatting it anew does. Failures of the storage.
 */
enum status disc_image_erase(struct disc_image *image);

/** Brings the state text up to date with what was recorded. Failures of the storage. */
enum status disc_image_flush(struct disc_image *image);

#endif
