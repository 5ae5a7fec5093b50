/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The multisession interfaces an image was given, and what the chosen one says of the disc. */
#ifndef OPENIMAPI_IMAPI2FS_MULTISESSION_H
#define OPENIMAPI_IMAPI2FS_MULTISESSION_H

#include "com/agile_list.h"
#include "com/object.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Where the last session is and where the next one goes. */
struct multisession_disc {
    bool is_random_write;    /* one physical session, from block 0 to the end of the medium */
    uint32_t previous_start; /* 0 when randomly writable */
    uint32_t last_block;     /* the last one that can be read */
    uint32_t next_writable;  /* 0 when randomly writable: the file system tells */
    uint32_t free_blocks;    /* from next_writable on; the whole medium when randomly writable */
    uint32_t write_unit;     /* a power of two */
};

/** The value of IFileSystemImage::MultisessionInterfaces; zeroed is an empty one. */
struct multisession_list {
    struct com_agile_list interfaces; /* IMultisession */
    size_t chosen;
};

/**
 * Takes the objects of `array` into an empty list and chooses one: the one in use, else the first
 * that fits the disc. Errors are those of `reporter`:
 *   IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE  none fits, or there is none
 *   IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE   the one in use is of an unknown kind
 *   IMAPI_E_BAD_MULTISESSION_PARAMETER       several are in use, or one answers nonsense
 *   IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED         a medium of a type without sessions
 *   IMAPI_E_IMPORT_SEEK_FAILURE              a blank disc that is written in sequence
 *   E_NOINTERFACE, E_INVALIDARG              an element is no IMultisession, or no object
 */
HRESULT multisession_list_read(struct multisession_list *list, const struct com_object *reporter,
                               SAFEARRAY *array);

/** Gives the interfaces up and empties the list. */
void multisession_list_release(struct multisession_list *list);

/**
 * The chosen one for the calling thread; calls no object. IMAPI_E_MULTISESSION_NOT_SET: the list is
 * empty.
 */
HRESULT multisession_list_chosen(const struct multisession_list *list,
                                 const struct com_object *reporter, IMultisession **chosen);

/** What the interface says of its disc now. As multisession_list_read. */
HRESULT multisession_disc_read(IMultisession *chosen, const struct com_object *reporter,
                               struct multisession_disc *disc);

/** Its recorder. IMAPI_E_BAD_MULTISESSION_PARAMETER: it gives none. */
HRESULT multisession_recorder(IMultisession *chosen, const struct com_object *reporter,
                              IDiscRecorder2 **recorder);

#endif
