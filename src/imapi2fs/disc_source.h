/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The disc in a recorder as bytes, read through the application's IDiscRecorder2Ex. */
#ifndef OPENIMAPI_IMAPI2FS_DISC_SOURCE_H
#define OPENIMAPI_IMAPI2FS_DISC_SOURCE_H

#include "stream/byte_source.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2.h>

#include <stdbool.h>
#include <stdint.h>

/** Where the last session of a disc lies. */
struct disc_session {
    bool is_blank;       /* nothing is recorded; the rest is 0 */
    uint32_t start;      /* its first block */
    uint32_t last_block; /* the last block of the disc that can be read */
};

/**
 * Asks the recorder for the last session (MMC-6 6.22, 6.25, 6.26). Fails as the recorder does, or
 * with IMAPI_E_IMPORT_SEEK_FAILURE when it answers nonsense. S_OK with is_blank: a blank disc.
 */
HRESULT disc_session_find(IDiscRecorder2 *recorder, struct disc_session *session);

/**
 * The first `blocks` blocks of the disc; several threads may read. What a drive may ask to be
 * repeated is. Reading gives
 *   STATUS_IO       the drive cannot read a block
 *   STATUS_DEVICE   it has no disc, or another than before
 *   STATUS_FOREIGN  the recorder object failed; disc_source_take_error tells how
 * E_NOINTERFACE: the recorder has no IDiscRecorder2Ex. E_OUTOFMEMORY, or what the recorder gives.
 */
HRESULT disc_source_create(IDiscRecorder2 *recorder, uint32_t blocks, struct byte_source **source);

/** The HRESULT behind the last STATUS_FOREIGN, told once; S_OK without one. */
HRESULT disc_source_take_error(struct byte_source *source);

#endif
