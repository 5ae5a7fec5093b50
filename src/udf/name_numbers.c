/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The numbers in identifiers of names that are not kept. */
#include "udf/name_numbers.h"

#include "base/memory.h"
#include "udf/charset.h"

#include <string.h>

#define FIRST_CAPACITY 16u
#define FREE_SLOT      UINT32_MAX

/* The identifiers of one directory, found by their bytes. */
struct identifier_set {
    const struct fsimage_tree *tree;
    const uint32_t *children;
    uint32_t *slots;   /* indices of children, or FREE_SLOT; a power of two of them */
    uint16_t *numbers; /* by slot */
    size_t mask;
};

static uint32_t hash_of(const uint8_t *identifier, size_t size)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ identifier[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static size_t encode(const struct identifier_set *set, uint32_t child, uint16_t number,
                     uint8_t out[UDF_IDENTIFIER_MAXIMUM])
{
    size_t length;
    const char16 *name = fsimage_item_name(set->tree, set->children[child], &length);

    return udf_identifier_encode(name, length, number, out);
}

/* Puts the identifier in; whether it was not there before. */
static bool insert(struct identifier_set *set, uint32_t child, uint16_t number)
{
    uint8_t identifier[UDF_IDENTIFIER_MAXIMUM];
    const size_t size = encode(set, child, number, identifier);
    size_t slot = hash_of(identifier, size) & set->mask;

    for (; set->slots[slot] != FREE_SLOT; slot = (slot + 1) & set->mask) {
        uint8_t other[UDF_IDENTIFIER_MAXIMUM];

        if (encode(set, set->slots[slot], set->numbers[slot], other) == size &&
            memcmp(identifier, other, size) == 0)
            return false;
    }
    set->slots[slot] = child;
    set->numbers[slot] = number;
    return true;
}

static enum status set_init(struct identifier_set *set, size_t count)
{
    size_t capacity = FIRST_CAPACITY;

    while (capacity < 2 * count)
        capacity *= 2;
    set->mask = capacity - 1;
    set->slots = memory_resize(NULL, capacity, sizeof(*set->slots));
    set->numbers = memory_resize(NULL, capacity, sizeof(*set->numbers));
    if (set->slots == NULL || set->numbers == NULL)
        return STATUS_NO_MEMORY;
    memset(set->slots, 0xFF, capacity * sizeof(*set->slots));
    return STATUS_OK;
}

static enum status append(struct udf_name_numbers *numbers, uint32_t child, uint16_t number)
{
    if (numbers->count == numbers->capacity) {
        const uint32_t capacity = numbers->capacity == 0 ? FIRST_CAPACITY : 2 * numbers->capacity;
        struct udf_name_number *grown =
            memory_resize(numbers->numbers, capacity, sizeof(*numbers->numbers));

        if (grown == NULL)
            return STATUS_NO_MEMORY;
        numbers->numbers = grown;
        numbers->capacity = capacity;
    }
    numbers->numbers[numbers->count++] = (struct udf_name_number){ child, number };
    return STATUS_OK;
}

static bool is_kept(const struct identifier_set *set, uint32_t child)
{
    size_t length;
    const char16 *name = fsimage_item_name(set->tree, set->children[child], &length);

    return udf_identifier_keeps(name, length);
}

static enum status number_child(struct udf_name_numbers *numbers, struct identifier_set *set,
                                uint32_t child)
{
    size_t length;
    const char16 *name = fsimage_item_name(set->tree, set->children[child], &length);
    const uint16_t usual = udf_identifier_number(name, length);
    uint16_t number = usual;

    while (!insert(set, child, number)) {
        number++;
        if (number == usual)
            return STATUS_TOO_MANY;
    }
    return number == usual ? STATUS_OK : append(numbers, child, number);
}

/* Names that are kept come first: nothing can be done about them. */
static enum status number_all(struct udf_name_numbers *numbers, struct identifier_set *set,
                              size_t count)
{
    enum status status = set_init(set, count);

    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        if (is_kept(set, i))
            insert(set, i, 0);
    }
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        if (!is_kept(set, i))
            status = number_child(numbers, set, i);
    }
    return status;
}

enum status udf_name_numbers_add(struct udf_name_numbers *numbers, const struct fsimage_tree *tree,
                                 const uint32_t *children, size_t count)
{
    struct identifier_set set = { .tree = tree, .children = children };
    enum status status = STATUS_OK;
    uint32_t i = 0;

    while (i < count && is_kept(&set, i))
        i++;
    if (i < count)
        status = number_all(numbers, &set, count);
    memory_free(set.slots);
    memory_free(set.numbers);
    return status;
}

uint16_t udf_name_numbers_find(const struct udf_name_numbers *numbers, uint32_t first, uint32_t end,
                               uint32_t child, const char16 *name, size_t length)
{
    const uint32_t last = end;

    if (udf_identifier_keeps(name, length))
        return 0;
    while (first < end) {
        const uint32_t middle = first + (end - first) / 2;

        if (numbers->numbers[middle].child < child)
            first = middle + 1;
        else
            end = middle;
    }
    if (first < last && numbers->numbers[first].child == child)
        return numbers->numbers[first].number;
    return udf_identifier_number(name, length);
}

void udf_name_numbers_release(struct udf_name_numbers *numbers)
{
    memory_free(numbers->numbers);
    *numbers = (struct udf_name_numbers){ 0 };
}
