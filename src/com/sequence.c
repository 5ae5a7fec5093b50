/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What enumerators walk: a fixed number of elements, each made when asked for. */
#include "com/sequence.h"

#include "base/memory.h"

/* A snapshot. */
struct value_sequence {
    struct com_sequence sequence;
    VARIANT values[];
};

static HRESULT values_get(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    return VariantCopy(value, &((struct value_sequence *)sequence)->values[index]);
}

static void values_destroy(struct com_sequence *sequence)
{
    struct value_sequence *self = (struct value_sequence *)sequence;

    for (size_t i = 0; i < sequence->count; i++)
        VariantClear(&self->values[i]);
    memory_free(self);
}

static const struct com_sequence_ops value_ops = { values_get, values_destroy };

static struct value_sequence *values_create(size_t count)
{
    struct value_sequence *self;

    if (count > (SIZE_MAX - sizeof(*self)) / sizeof(VARIANT))
        return NULL;
    self = memory_allocate(1, sizeof(*self) + count * sizeof(VARIANT));
    if (self)
        com_sequence_init(&self->sequence, &value_ops, count);
    return self;
}

void com_sequence_init(struct com_sequence *sequence, const struct com_sequence_ops *ops,
                       size_t count)
{
    sequence->ops = ops;
    sequence->references = 1;
    sequence->count = count;
}

struct com_sequence *com_sequence_acquire(struct com_sequence *sequence)
{
    InterlockedIncrement(&sequence->references);
    return sequence;
}

void com_sequence_drop(struct com_sequence **sequence)
{
    struct com_sequence *dropped = *sequence;

    *sequence = NULL;
    if (dropped && InterlockedDecrement(&dropped->references) == 0)
        dropped->ops->destroy(dropped);
}

HRESULT com_sequence_of_values(const VARIANT *values, size_t count, struct com_sequence **sequence)
{
    struct value_sequence *self = values_create(count);
    HRESULT hr = self ? S_OK : E_OUTOFMEMORY;

    *sequence = NULL;
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = VariantCopy(&self->values[i], (VARIANT *)&values[i]);
    if (SUCCEEDED(hr))
        *sequence = &self->sequence;
    else if (self)
        values_destroy(&self->sequence);
    return hr;
}
