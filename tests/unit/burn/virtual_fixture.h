/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A virtual recorder with a clock that only sleeping moves, and an image to burn with it. */
#ifndef OPENIMAPI_TESTS_UNIT_BURN_VIRTUAL_FIXTURE_H
#define OPENIMAPI_TESTS_UNIT_BURN_VIRTUAL_FIXTURE_H

#include "burn_fixture.h"

#include "burn/erase.h"
#include "mmc/medium.h"
#include "virtualdrive/virtual_drive.h"

/** One burn, ready to start once a disc is in. There is one at a time. */
struct virtual_fixture {
    struct scsi_transport transport;
    struct virtual_drive *virtual_drive;
    atomic_uint_fast64_t now_ms;
    struct mmc_drive drive;
    struct image image;
    struct watcher watcher;
    struct burn_cancel cancel;
    struct burn_data_options options; /* FULL verification */
    struct burn_data_source source;
    struct burn_data_result result;
    unsigned writes;
    unsigned cancel_at_write; /* 0: never */
    unsigned swap_at_write;   /* another disc is put in; 0: never */
    uint32_t commands[256];   /* by operation code */
    /** Asked before each command; true: it got its answer. NULL: the recorder answers. */
    bool (*intercept)(void *context, const struct scsi_command *command,
                      struct scsi_result *result);
    void *context;
};

/** Makes the fixture, with a folder of its own called `folder`. */
void virtual_fixture_init(struct virtual_fixture *fixture, const char *folder, size_t sectors);

void virtual_fixture_release(struct virtual_fixture *fixture);

/** Another image, of `sectors` sectors. */
void virtual_fixture_load(struct virtual_fixture *fixture, size_t sectors);

/** Puts the disc called `name` into the drive, a blank one where there is none yet. */
void virtual_fixture_insert(struct virtual_fixture *fixture, const char *name,
                            enum disc_medium blank);

/** Burns the image. */
enum status virtual_fixture_burn(struct virtual_fixture *fixture);

/** Erases the disc. */
enum status virtual_fixture_erase(struct virtual_fixture *fixture, bool is_full,
                                  struct burn_erase_result *result);

/** What lies in the drive. */
struct mmc_medium virtual_fixture_examine(struct virtual_fixture *fixture);

/** Sizes and addresses of what lies in the drive. */
struct mmc_medium_layout virtual_fixture_layout(struct virtual_fixture *fixture);

/** Asserts that the drive reads `sectors` of the image, from `stream_sector` on, at `lba`. */
void virtual_fixture_assert_read(struct virtual_fixture *fixture, int32_t lba,
                                 uint32_t stream_sector, uint32_t sectors);

#endif
