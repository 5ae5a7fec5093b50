/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Application's objects that came in as an array and are kept. */
#ifndef OPENIMAPI_COM_AGILE_LIST_H
#define OPENIMAPI_COM_AGILE_LIST_H

#include "com/agile.h"

#include <stddef.h>

/** Zeroed is empty. */
struct com_agile_list {
    struct com_agile *references;
    size_t count;
};

/**
 * Refers to `objects`, each of which it queries for `iid`. The list is empty on failure:
 * E_OUTOFMEMORY, or as com_agile_init.
 */
HRESULT com_agile_list_init(struct com_agile_list *list, IUnknown *const *objects, size_t count,
                            REFIID iid);

/** Gives the references up and empties the list. */
void com_agile_list_release(struct com_agile_list *list);

/**
 * The objects for the calling thread, in new memory to be given to com_objects_free with the
 * list's count. Calls no object. E_OUTOFMEMORY, or as com_agile_get, with `*objects` null.
 */
HRESULT com_agile_list_get(const struct com_agile_list *list, IUnknown ***objects);

#endif
