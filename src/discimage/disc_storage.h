/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where a recorded disc lives: user data of any length, a short state text beside it, and of a CD
 * what blocks cannot say. None of them need exist; each comes into being by the first write.
 * Implemented over host files by the virtual recorder and over memory by tests.
 */
#ifndef OPENIMAPI_DISCIMAGE_DISC_STORAGE_H
#define OPENIMAPI_DISCIMAGE_DISC_STORAGE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

struct disc_storage;

/** What lies beside the user data of a CD, for other programs and for the recorder. */
enum disc_companion {
    DISC_COMPANION_CUE_SHEET,
    DISC_COMPANION_CD_TEXT,
    DISC_COMPANION_SUB_CHANNELS,
    DISC_COMPANION_COUNT,
};

/** Failures are those of platform/file.h, besides the ones named. */
struct disc_storage_ops {
    /** Bytes of user data. STATUS_NOT_FOUND: there is none yet. */
    enum status (*size)(struct disc_storage *storage, uint64_t *size);
    /** Reads up to `size` bytes at `offset`; gives fewer only at the end of the data. */
    enum status (*read_at)(struct disc_storage *storage, uint64_t offset, void *buffer, size_t size,
                           size_t *read);
    /** Writes all of `size` bytes at `offset`; what lies between the old end and there is zero. */
    enum status (*write_at)(struct disc_storage *storage, uint64_t offset, const void *buffer,
                            size_t size);
    /** Cuts or grows the user data to `size` bytes. */
    enum status (*resize)(struct disc_storage *storage, uint64_t size);
    /**
     * Gives the state text. STATUS_NOT_FOUND: there is none. STATUS_TOO_LARGE: it is longer than
     * `capacity` bytes.
     */
    enum status (*load_state)(struct disc_storage *storage, char *text, size_t capacity,
                              size_t *length);
    /** Puts a new state text in the place of the old one, in one step. */
    enum status (*replace_state)(struct disc_storage *storage, const char *text, size_t length);
    /**
     * The name by which a cue sheet refers to the user data (NULL) or to a companion: UTF-8 without
     * a path, borrowed.
     */
    const char *(*name)(struct disc_storage *storage, const enum disc_companion *companion);
    /** As read_at. STATUS_NOT_FOUND: there is no such companion. */
    enum status (*read_companion)(struct disc_storage *storage, enum disc_companion companion,
                                  uint64_t offset, void *buffer, size_t size, size_t *read);
    /** As write_at. */
    enum status (*write_companion)(struct disc_storage *storage, enum disc_companion companion,
                                   uint64_t offset, const void *buffer, size_t size);
    /** Puts a new companion in the place of the old one, in one step; 0 bytes: there is none. */
    enum status (*replace_companion)(struct disc_storage *storage, enum disc_companion companion,
                                     const void *data, size_t size);
};

/** Head of every storage. */
struct disc_storage {
    const struct disc_storage_ops *ops;
};

#endif
