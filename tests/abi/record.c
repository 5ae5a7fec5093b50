/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to the recorded tables. */
#include "abi/record.h"

#include <assert.h>
#include <string.h>

const struct abi_interface *abi_interface_find(const char *name)
{
    for (const struct abi_interface *row = abi_interfaces; row->library; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

bool abi_interface_is_dispatch(const struct abi_interface *row)
{
    const struct abi_interface *base = abi_interface_find(row->base);

    return base ? abi_interface_is_dispatch(base) : strcmp(row->base, "IDispatch") == 0;
}

unsigned abi_interface_method_count(const struct abi_interface *row)
{
    unsigned count = 0;

    for (const struct abi_method *method = abi_methods; method->library; method++)
        count += strcmp(method->interface_name, row->name) == 0;
    return count;
}

unsigned abi_interface_first_slot(const struct abi_interface *row)
{
    const struct abi_interface *base = abi_interface_find(row->base);

    if (base)
        return abi_interface_first_slot(base) + abi_interface_method_count(base);
    if (strcmp(row->base, "IUnknown") == 0)
        return 3;
    if (strcmp(row->base, "IDispatch") == 0)
        return 7;
    assert(strcmp(row->base, "IStream") == 0);
    return 14;
}

bool abi_words_have(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length) {
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    }
    return false;
}

unsigned abi_words_count(const char *words)
{
    unsigned count = words[0] != '\0';

    for (; *words != '\0'; words++)
        count += *words == ' ';
    return count;
}
