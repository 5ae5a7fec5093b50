/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Enumerators of every kind, over something that can give its elements by number. */
#ifndef OPENIMAPI_COM_ENUMERATOR_H
#define OPENIMAPI_COM_ENUMERATOR_H

#include "com/object.h"
#include "com/sequence.h"

/**
 * IEnumVARIANT over `sequence`, which stays the caller's to drop. Next gives S_FALSE whenever fewer
 * than asked were left; the rest of the array is VT_EMPTY. E_OUTOFMEMORY.
 */
HRESULT com_enum_variant_create(struct com_sequence *sequence, IEnumVARIANT **out);

/**
 * The same for an enumerator whose elements are interface pointers: `enumerator` is its IID, and
 * the elements, VT_DISPATCH or VT_UNKNOWN in the sequence, are queried for `element`. As IMAPI2FS
 * documents its own enumerators, Next gives S_FALSE only when nothing was left. E_OUTOFMEMORY.
 */
HRESULT com_enum_interface_create(struct com_sequence *sequence, REFIID enumerator, REFIID element,
                                  void **out);

/** IEnumConnections over copies of `connections`. E_OUTOFMEMORY. */
HRESULT com_enum_connections_create(const CONNECTDATA *connections, size_t count,
                                    IEnumConnections **out);

/** IEnumConnectionPoints over `points`, which are add-referenced. E_OUTOFMEMORY. */
HRESULT com_enum_connection_points_create(IUnknown *const *points, size_t count,
                                          IEnumConnectionPoints **out);

#endif
