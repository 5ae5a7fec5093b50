/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalog of recorders of this process. */
#ifndef OPENIMAPI_IMAPI2_SHARED_CATALOG_H
#define OPENIMAPI_IMAPI2_SHARED_CATALOG_H

#include "transport/recorder_catalog.h"

#include <windows.h>

/**
 * The one catalog, made when first asked for; borrowed until the module is unloaded. It is state of
 * the whole module because the contract says so: locks and notification counts nest per process and
 * device, whichever objects took them. Any thread. E_OUTOFMEMORY.
 */
HRESULT shared_catalog_get(struct recorder_catalog **catalog);

/** Frees the catalog; when the module is unloaded, so that no object is left. */
void shared_catalog_release(void);

#endif
