/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Enumerators of every kind, over something that can give its elements by number. */
#include "com/enumerator.h"

#include "base/memory.h"
#include "com/connection.h"
#include "com/error.h"

#include <assert.h>

struct enumerator;

/* What tells one kind of enumerator from another: its elements. */
struct enumerator_kind {
    size_t element_size;
    BOOL takes_fewer; /* some elements, but fewer than asked, are a plain success */
    HRESULT (*get)(const struct enumerator *enumerator, size_t index, void *element);
    void (*clear)(void *element);
};

/*
 * All enumerators of COM have the same four methods and differ in the type of the array alone: one
 * object with the vtable of one of them serves all.
 */
struct enumerator {
    struct com_object object;
    IEnumVARIANT IEnumVARIANT_iface;
    const struct enumerator_kind *kind;
    struct com_sequence *sequence;
    IID iid;
    IID element_iid;
    LONG64 position; /* at most the count; exchanged atomically */
};

static const struct com_class enumerator_class;

COM_UNKNOWN(enumerator, IEnumVARIANT)

/* Takes up to `wanted` elements off the front of the rest; tells where they begin. */
static size_t advance(struct enumerator *self, size_t wanted, size_t *first)
{
    LONG64 before;
    size_t taken;

    do {
        before = InterlockedCompareExchange64(&self->position, 0, 0);
        taken = self->sequence->count - (size_t)before;
        if (taken > wanted)
            taken = wanted;
    } while (InterlockedCompareExchange64(&self->position, before + (LONG64)taken, before) !=
             before);
    *first = (size_t)before;
    return taken;
}

static HRESULT fetch(struct enumerator *self, size_t first, size_t count, char *elements)
{
    for (size_t i = 0; i < count; i++) {
        HRESULT hr = self->kind->get(self, first + i, elements + i * self->kind->element_size);

        if (FAILED(hr)) {
            while (i--)
                self->kind->clear(elements + i * self->kind->element_size);
            memset(elements, 0, count * self->kind->element_size);
            return hr;
        }
    }
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IEnumVARIANT *iface, ULONG wanted,
                                                 VARIANT *elements, ULONG *fetched)
{
    struct enumerator *self = enumerator_from_IEnumVARIANT(iface);
    size_t first;
    size_t count;
    HRESULT hr;

    if (fetched)
        *fetched = 0;
    if (!elements && wanted)
        return com_null_pointer(&self->object, L"rgelt");
    if (!fetched && wanted > 1)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"pceltFetched"));
    if (!wanted)
        return S_OK;
    /* All zero is VT_EMPTY, a null pointer, an empty CONNECTDATA. */
    memset((void *)elements, 0, wanted * self->kind->element_size);
    count = advance(self, wanted, &first);
    hr = fetch(self, first, count, (char *)elements);
    if (FAILED(hr)) {
        InterlockedExchange64(&self->position, (LONG64)first);
        return com_error_pass(&self->object, hr);
    }
    if (fetched)
        *fetched = (ULONG)count;
    if (count == wanted || (count && self->kind->takes_fewer))
        return S_OK;
    return S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Skip(IEnumVARIANT *iface, ULONG count)
{
    size_t first;

    return advance(enumerator_from_IEnumVARIANT(iface), count, &first) == count ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IEnumVARIANT *iface)
{
    InterlockedExchange64(&enumerator_from_IEnumVARIANT(iface)->position, 0);
    return S_OK;
}

static HRESULT create(const struct enumerator_kind *kind, struct com_sequence *sequence, REFIID iid,
                      REFIID element_iid, LONG64 position, void **out);

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IEnumVARIANT *iface, IEnumVARIANT **out)
{
    struct enumerator *self = enumerator_from_IEnumVARIANT(iface);

    if (!out)
        return com_null_pointer(&self->object, L"ppenum");
    return com_error(&self->object,
                     create(self->kind, self->sequence, &self->iid, &self->element_iid,
                            InterlockedCompareExchange64(&self->position, 0, 0), (void **)out));
}

static const IEnumVARIANTVtbl enumerator_vtbl = {
    COM_UNKNOWN_METHODS(enumerator, IEnumVARIANT),
    .Next = enumerator_Next,
    .Skip = enumerator_Skip,
    .Reset = enumerator_Reset,
    .Clone = enumerator_Clone,
};

static void *enumerator_find(struct com_object *object, REFIID iid)
{
    struct enumerator *self = CONTAINING_RECORD(object, struct enumerator, object);

    return IsEqualIID(iid, &self->iid) ? &self->IEnumVARIANT_iface : NULL;
}

static void enumerator_destroy(struct com_object *object)
{
    com_sequence_drop(&CONTAINING_RECORD(object, struct enumerator, object)->sequence);
}

/* Which enumerator it is, each object knows: the map has its identity only. */
static const struct com_interface enumerator_interfaces[] = {
    COM_INTERFACE_AS(enumerator, IUnknown, IEnumVARIANT),
};

static const struct com_class enumerator_class = {
    .prog_id = L"OpenIMAPI.Enumerator",
    COM_INTERFACES(enumerator_interfaces),
    .find = enumerator_find,
    .destroy = enumerator_destroy,
};

static HRESULT create(const struct enumerator_kind *kind, struct com_sequence *sequence, REFIID iid,
                      REFIID element_iid, LONG64 position, void **out)
{
    struct enumerator *self = com_object_create(&enumerator_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IEnumVARIANT_iface.lpVtbl = &enumerator_vtbl;
    self->kind = kind;
    self->sequence = com_sequence_acquire(sequence);
    self->iid = *iid;
    self->element_iid = *element_iid;
    self->position = position;
    return com_object_hand_out(&self->object, iid, out);
}

static HRESULT get_variant(const struct enumerator *self, size_t index, void *element)
{
    return self->sequence->ops->get(self->sequence, index, element);
}

static void clear_variant(void *element)
{
    VariantClear(element);
}

static HRESULT get_interface(const struct enumerator *self, size_t index, void *element)
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = self->sequence->ops->get(self->sequence, index, &value);
    if (FAILED(hr))
        return hr;
    hr = E_UNEXPECTED;
    if ((V_VT(&value) == VT_DISPATCH || V_VT(&value) == VT_UNKNOWN) && V_UNKNOWN(&value))
        hr = IUnknown_QueryInterface(V_UNKNOWN(&value), &self->element_iid, element);
    VariantClear(&value);
    return hr;
}

static void clear_interface(void *element)
{
    IUnknown_Release(*(IUnknown **)element);
}

/* Connections are no VARIANTs: this sequence serves its own kind of enumerator only. */
struct connection_sequence {
    struct com_sequence sequence;
    CONNECTDATA connections[];
};

static HRESULT get_connection(const struct enumerator *self, size_t index, void *element)
{
    CONNECTDATA *connection = element;

    *connection = ((const struct connection_sequence *)self->sequence)->connections[index];
    IUnknown_AddRef(connection->pUnk);
    return S_OK;
}

static void clear_connection(void *element)
{
    IUnknown_Release(((CONNECTDATA *)element)->pUnk);
}

static const struct enumerator_kind variant_kind = {
    .element_size = sizeof(VARIANT),
    .get = get_variant,
    .clear = clear_variant,
};

static const struct enumerator_kind item_kind = {
    .element_size = sizeof(IUnknown *),
    .takes_fewer = TRUE,
    .get = get_interface,
    .clear = clear_interface,
};

static const struct enumerator_kind connection_point_kind = {
    .element_size = sizeof(IUnknown *),
    .get = get_interface,
    .clear = clear_interface,
};

static const struct enumerator_kind connection_kind = {
    .element_size = sizeof(CONNECTDATA),
    .get = get_connection,
    .clear = clear_connection,
};

HRESULT com_enum_variant_create(struct com_sequence *sequence, IEnumVARIANT **out)
{
    return create(&variant_kind, sequence, &IID_IEnumVARIANT, &IID_NULL, 0, (void **)out);
}

HRESULT com_enum_interface_create(struct com_sequence *sequence, REFIID enumerator, REFIID element,
                                  void **out)
{
    return create(&item_kind, sequence, enumerator, element, 0, out);
}

static void connections_destroy(struct com_sequence *sequence)
{
    struct connection_sequence *self = (struct connection_sequence *)sequence;

    for (size_t i = 0; i < sequence->count; i++)
        IUnknown_Release(self->connections[i].pUnk);
    memory_free(self);
}

static const struct com_sequence_ops connection_ops = { .destroy = connections_destroy };

HRESULT com_enum_connections_create(const CONNECTDATA *connections, size_t count,
                                    IEnumConnections **out)
{
    struct connection_sequence *self =
        memory_allocate(1, sizeof(*self) + count * sizeof(*connections));
    struct com_sequence *sequence;
    HRESULT hr;

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    sequence = &self->sequence;
    com_sequence_init(sequence, &connection_ops, count);
    for (size_t i = 0; i < count; i++) {
        self->connections[i] = connections[i];
        IUnknown_AddRef(connections[i].pUnk);
    }
    hr = create(&connection_kind, sequence, &IID_IEnumConnections, &IID_NULL, 0, (void **)out);
    com_sequence_drop(&sequence);
    return hr;
}

HRESULT com_enum_connection_points_create(IUnknown *const *points, size_t count,
                                          IEnumConnectionPoints **out)
{
    VARIANT values[COM_CONNECTION_POINTS_MAX];
    struct com_sequence *sequence;
    HRESULT hr;

    *out = NULL;
    assert(count <= ARRAYSIZE(values));
    for (size_t i = 0; i < count; i++) {
        V_VT(&values[i]) = VT_UNKNOWN;
        V_UNKNOWN(&values[i]) = points[i];
    }
    hr = com_sequence_of_values(values, count, &sequence);
    if (FAILED(hr))
        return hr;
    hr = create(&connection_point_kind, sequence, &IID_IEnumConnectionPoints, &IID_IConnectionPoint,
                0, (void **)out);
    com_sequence_drop(&sequence);
    return hr;
}
