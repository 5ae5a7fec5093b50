/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What enumerators walk: a fixed number of elements, each made when asked for. */
#ifndef OPENIMAPI_COM_SEQUENCE_H
#define OPENIMAPI_COM_SEQUENCE_H

#include <windows.h>
#include <ole2.h>

#include <stddef.h>

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

/** Adds a user; returns `sequence`. */
struct com_sequence *com_sequence_acquire(struct com_sequence *sequence);

/** Removes a user and nulls the pointer; the last one destroys the sequence. NULL is allowed. */
void com_sequence_drop(struct com_sequence **sequence);

/** A sequence of copies of `values`. E_OUTOFMEMORY; failures of VariantCopy. */
HRESULT com_sequence_of_values(const VARIANT *values, size_t count, struct com_sequence **sequence);

#endif
