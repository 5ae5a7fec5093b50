/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Replies of drives, built from what matters in a test. */
#ifndef OPENIMAPI_TESTS_SUPPORT_MMC_REPLIES_H
#define OPENIMAPI_TESTS_SUPPORT_MMC_REPLIES_H

#include "mmc/disc_information.h"
#include "mmc/features.h"
#include "mmc/format_capacities.h"
#include "mmc/mode_pages.h"
#include "mmc/track_information.h"
#include "support/scripted_transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Disc information of one session with one track; change fields as needed. */
struct mmc_disc_information_wire reply_disc_information(enum mmc_disc_status status,
                                                        enum mmc_session_state session,
                                                        bool is_erasable);

/** Sets session count, first and last track of the last session. */
void reply_set_sessions(struct mmc_disc_information_wire *wire, uint8_t sessions, uint8_t first,
                        uint8_t last);

/** An open track from `start`, writable at `nwa`, with `free_blocks` left. */
struct mmc_track_information_wire reply_open_track(uint8_t track, uint8_t session, uint32_t start,
                                                   uint32_t nwa, uint32_t free_blocks);

/** A recorded track whose last recorded address is valid. */
struct mmc_track_information_wire reply_recorded_track(uint8_t track, uint8_t session,
                                                       uint32_t start, uint32_t size);

/** One feature of a configuration. */
struct reply_feature {
    uint16_t code;
    bool is_current;
    uint8_t size;
    uint8_t data[16];
};

/** Writes a GET CONFIGURATION reply to `out` and gives its size; fails the test without room. */
size_t reply_configuration(uint8_t *out, size_t capacity, uint16_t current_profile,
                           const struct reply_feature *features, size_t count);

/** Adds the answer to GET CONFIGURATION. */
void reply_add_configuration(struct scripted_transport *scripted, uint16_t current_profile,
                             const struct reply_feature *features, size_t count);

/** Writes a MODE SENSE(10) reply around `page` to `out` and gives its size. */
size_t reply_mode_page(uint8_t *out, const void *page, size_t size);

/** Page 2Ah with two speeds, 5540 and 2770 kB/s, and `current_kb` set. */
struct reply_capabilities {
    struct mmc_mode_capabilities_wire fixed;
    struct mmc_mode_write_speed_wire speeds[2];
};
struct reply_capabilities reply_capabilities(uint16_t current_kb);

/** Adds the answer to MODE SENSE(10) of page 2Ah. */
void reply_add_capabilities(struct scripted_transport *scripted,
                            const struct reply_capabilities *page);

#endif
