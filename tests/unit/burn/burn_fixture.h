/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An image to burn, somebody who watches, and a scripted drive with a DVD+R or a DVD+RW in it. */
#ifndef OPENIMAPI_TESTS_UNIT_BURN_FIXTURE_H
#define OPENIMAPI_TESTS_UNIT_BURN_FIXTURE_H

#include "burn/data.h"
#include "support/mmc_replies.h"
#include "support/scripted_transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** An image in memory with every way to misbehave. */
struct image {
    uint8_t *bytes;
    size_t size;
    size_t position;
    size_t largest_read; /* gives no more at a time; 0: any amount */
    size_t fails_at;     /* STATUS_FOREIGN from this byte on; 0: never */
    size_t ends_at;      /* 0 bytes from here on; 0: at the end */
    enum status seek_status;
    unsigned seeks;
    void (*on_read)(void *context);
    void *context;
};

/** `sectors` sectors of pseudo-random bytes, the same every time. */
void image_init(struct image *image, size_t sectors);

void image_release(struct image *image);

/** Asserts that it is called on the thread that made the image. */
struct burn_reader image_reader(struct image *image);

#define WATCHED_MAXIMUM 512

/** Remembers all reports. */
struct watcher {
    size_t count;
    struct burn_data_progress seen[WATCHED_MAXIMUM];
    struct burn_cancel *cancel; /* requested when `cancel_at` is reported */
    enum burn_data_action cancel_at;
};

struct burn_data_observer watcher_observer(struct watcher *watcher);

/** How many reports told of the action. */
size_t watcher_count(const struct watcher *watcher, enum burn_data_action action);

/** Asserts that the actions came in this order, repetitions not counted. */
void watcher_assert_actions(const struct watcher *watcher, const enum burn_data_action *actions,
                            size_t count);

#define MEDIUM_SECTORS 8192u
#define FREE_SECTORS   2295104u

/** One burn, ready to start. */
struct burn_fixture {
    struct scripted_transport scripted;
    struct mmc_drive drive;
    struct image image;
    struct watcher watcher;
    struct burn_cancel cancel;
    struct burn_data_options options;
    struct burn_data_source source;
    struct burn_data_result result;
    struct scripted_answer *disc; /* the answer to READ DISC INFORMATION */
    unsigned writes_to_cancel;    /* so many more, and the burn is cancelled */
};

/** A medium, as the drive tells of it. */
struct burn_fixture_medium {
    uint16_t profile;
    uint16_t feature; /* current, with the first byte of its data */
    uint8_t feature_flags;
    uint16_t other_feature; /* likewise; 0: none */
    uint8_t other_flags;
    enum mmc_disc_status status;
    bool is_erasable; /* and MEDIUM_SECTORS large */
};

/** Any medium, with an image of `sectors` sectors; tracks are still to be added. */
void burn_fixture_init(struct burn_fixture *fixture, size_t sectors,
                       const struct burn_fixture_medium *medium);

/** READ TRACK INFORMATION of track `number`, 0 for every track, answers so. */
void burn_fixture_add_track(struct burn_fixture *fixture, struct mmc_track_information_wire track,
                            uint8_t number);

/** A blank DVD+R with an image of `sectors` sectors. */
void burn_fixture_init_dvd_plus_r(struct burn_fixture *fixture, size_t sectors);

/** A formatted DVD+RW full of zeros, likewise. */
void burn_fixture_init_dvd_plus_rw(struct burn_fixture *fixture, size_t sectors);

void burn_fixture_release(struct burn_fixture *fixture);

/** Burns; asserts what holds for every burn: removal allowed again, result and status agree. */
enum status burn_fixture_run(struct burn_fixture *fixture);

/** Changes what the drive tells of the disc. */
void burn_fixture_set_disc(struct burn_fixture *fixture, enum mmc_disc_status status,
                           enum mmc_background_format background);

/** Asserts that the medium holds `sectors` of the image from `stream_sector` at `lba`. */
void burn_fixture_assert_recorded(const struct burn_fixture *fixture, uint32_t lba,
                                  uint32_t stream_sector, uint32_t sectors);

/** Asserts that nothing that changes the medium was sent. */
void burn_fixture_assert_untouched(const struct burn_fixture *fixture);

/** Asserts the commands that changed the medium after the last WRITE: operation code and function.
 */
struct burn_closing {
    uint8_t opcode;
    uint8_t function; /* of CLOSE TRACK/SESSION */
};
void burn_fixture_assert_closing(const struct burn_fixture *fixture,
                                 const struct burn_closing *closing, size_t count);

/** Burns; asserts that the track and then the session are closed, the session by `function`. */
void burn_fixture_expect_session_closed(struct burn_fixture *fixture,
                                        enum mmc_close_function function);

/** Burns and cancels at the third WRITE; asserts that this closes track and session. */
void burn_fixture_expect_cancelled_and_closed(struct burn_fixture *fixture);

/**
 * Asserts the order of the commands that change the medium or how it is written; WRITE commands
 * that follow each other count as one.
 */
void burn_fixture_assert_course(const struct burn_fixture *fixture, const uint8_t *opcodes,
                                size_t count);

#endif
