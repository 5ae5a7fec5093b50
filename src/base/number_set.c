/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A set of 32-bit numbers, as bits in pages. */
#include "base/number_set.h"

#include "base/memory.h"

#define PAGE_NUMBERS 4096u
#define WORD_NUMBERS 64u

static enum status reach_page(struct number_set *set, size_t page)
{
    size_t count = set->page_count != 0 ? set->page_count : 1;
    uint64_t **pages;

    if (page < set->page_count)
        return STATUS_OK;
    while (count <= page)
        count *= 2;
    pages = memory_resize(set->pages, count, sizeof(*pages));
    if (pages == NULL)
        return STATUS_NO_MEMORY;
    for (size_t i = set->page_count; i < count; i++)
        pages[i] = NULL;
    set->pages = pages;
    set->page_count = count;
    return STATUS_OK;
}

enum status number_set_add(struct number_set *set, uint32_t number, bool *is_new)
{
    const size_t page = number / PAGE_NUMBERS;
    const uint64_t bit = UINT64_C(1) << number % WORD_NUMBERS;
    uint64_t *word;

    *is_new = false;
    if (reach_page(set, page) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (set->pages[page] == NULL)
        set->pages[page] = memory_allocate(PAGE_NUMBERS / WORD_NUMBERS, sizeof(uint64_t));
    if (set->pages[page] == NULL)
        return STATUS_NO_MEMORY;
    word = &set->pages[page][number % PAGE_NUMBERS / WORD_NUMBERS];
    *is_new = (*word & bit) == 0;
    *word |= bit;
    return STATUS_OK;
}

void number_set_release(struct number_set *set)
{
    for (size_t i = 0; i < set->page_count; i++)
        memory_free(set->pages[i]);
    memory_free(set->pages);
    *set = (struct number_set){ 0 };
}
