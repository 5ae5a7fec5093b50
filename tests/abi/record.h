/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to the recorded tables. */
#ifndef OPENIMAPI_ABI_RECORD_H
#define OPENIMAPI_ABI_RECORD_H

#include <stdbool.h>

#include "abi/tables.h"

/* The row of an interface, or NULL if it is not recorded. */
const struct abi_interface *abi_interface_find(const char *name);

/* Whether an interface derives from IDispatch, directly or not. */
bool abi_interface_is_dispatch(const struct abi_interface *row);

/* The number of methods that an interface adds to those of its base. */
unsigned abi_interface_method_count(const struct abi_interface *row);

/* The slot at which these methods begin; bases that are not recorded are IUnknown, IDispatch and
 * IStream. */
unsigned abi_interface_first_slot(const struct abi_interface *row);

/* Whether word is one of words, and how many there are; words are separated by single blanks. */
bool abi_words_have(const char *words, const char *word);
unsigned abi_words_count(const char *words);

#endif
