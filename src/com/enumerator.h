/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Enumerators of every kind, over something that can give its elements by number. */
#ifndef OPENIMAPI_COM_ENUMERATOR_H
#define OPENIMAPI_COM_ENUMERATOR_H

#include "com/object.h"

struct com_sequence;

struct com_sequence_ops {
    /** Fills `*value`, which is VT_EMPTY, with element `index` below the count, for the caller to
     * clear. Called with no lock held, on any thread. */
    HRESULT (*get)(struct com_sequence *sequence, size_t index, VARIANT *value);
    /** Frees the sequence. */
    void (*destroy)(struct com_sequence *sequence);
};

/**
 * What an enumerator walks: a number of elements that does not change, each made when asked for.
 * The enumerator and its clones share it.
 */
struct com_sequence {
    const struct com_sequence_ops *ops;
    LONG references;
    size_t count;
};

/** For the constructors of sequences: one reference. */
void com_sequence_init(struct com_sequence *sequence, const struct com_sequence_ops *ops,
                       size_t count);

/** Removes a user and nulls the pointer; the last one destroys the sequence. NULL is allowed. */
void com_sequence_drop(struct com_sequence **sequence);

/** A sequence of copies of `values`. E_OUTOFMEMORY; failures of VariantCopy. */
HRESULT com_sequence_of_values(const VARIANT *values, size_t count, struct com_sequence **sequence);

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
