/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* WScript.Arguments. */
#include "support/script_host/arguments.h"

#include <stdlib.h>

struct arguments {
    struct automation_object object; /* always first */
    wchar_t **texts;
    LONG count;
};

/** IEnumVARIANT over the texts, which outlive it. */
struct enumerator {
    IEnumVARIANT IEnumVARIANT_iface;
    LONG references;
    wchar_t **texts;
    ULONG count;
    ULONG next;
};

static struct enumerator *enumerator_of(IEnumVARIANT *iface)
{
    return CONTAINING_RECORD(iface, struct enumerator, IEnumVARIANT_iface);
}

static IEnumVARIANT *enumerator_create(wchar_t **texts, ULONG count, ULONG next);

static HRESULT STDMETHODCALLTYPE enumerator_QueryInterface(IEnumVARIANT *iface, REFIID iid,
                                                           void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IEnumVARIANT))
        return E_NOINTERFACE;
    IEnumVARIANT_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE enumerator_AddRef(IEnumVARIANT *iface)
{
    return (ULONG)InterlockedIncrement(&enumerator_of(iface)->references);
}

static ULONG STDMETHODCALLTYPE enumerator_Release(IEnumVARIANT *iface)
{
    const LONG references = InterlockedDecrement(&enumerator_of(iface)->references);

    if (references == 0)
        free(enumerator_of(iface));
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IEnumVARIANT *iface, ULONG wanted,
                                                 VARIANT *elements, ULONG *fetched)
{
    struct enumerator *self = enumerator_of(iface);
    ULONG got = 0;

    for (; got < wanted && self->next < self->count; got++) {
        VARIANT *element = &elements[got];

        V_VT(element) = VT_BSTR;
        V_BSTR(element) = SysAllocString(self->texts[self->next++]);
    }
    if (fetched)
        *fetched = got;
    return got == wanted ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Skip(IEnumVARIANT *iface, ULONG count)
{
    struct enumerator *self = enumerator_of(iface);
    const ULONG left = self->count - self->next;

    self->next += count < left ? count : left;
    return count <= left ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IEnumVARIANT *iface)
{
    enumerator_of(iface)->next = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IEnumVARIANT *iface, IEnumVARIANT **out)
{
    const struct enumerator *self = enumerator_of(iface);

    *out = enumerator_create(self->texts, self->count, self->next);
    return *out ? S_OK : E_OUTOFMEMORY;
}

static const IEnumVARIANTVtbl enumerator_IEnumVARIANT_vtbl = {
    .QueryInterface = enumerator_QueryInterface,
    .AddRef = enumerator_AddRef,
    .Release = enumerator_Release,
    .Next = enumerator_Next,
    .Skip = enumerator_Skip,
    .Reset = enumerator_Reset,
    .Clone = enumerator_Clone,
};

static IEnumVARIANT *enumerator_create(wchar_t **texts, ULONG count, ULONG next)
{
    struct enumerator *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IEnumVARIANT_iface.lpVtbl = &enumerator_IEnumVARIANT_vtbl;
    self->references = 1;
    self->texts = texts;
    self->count = count;
    self->next = next;
    return &self->IEnumVARIANT_iface;
}

static HRESULT arguments_Item(struct automation_object *object, const struct automation_call *call)
{
    const struct arguments *self = (struct arguments *)object;
    LONG index;
    HRESULT hr = automation_number(call, 0, &index);

    if (FAILED(hr))
        return hr;
    if (index < 0 || index >= self->count)
        return DISP_E_BADINDEX;
    return automation_return_text(call, self->texts[index]);
}

static HRESULT arguments_Count(struct automation_object *object, const struct automation_call *call)
{
    return automation_return_number(call, ((struct arguments *)object)->count);
}

static HRESULT arguments_NewEnum(struct automation_object *object,
                                 const struct automation_call *call)
{
    const struct arguments *self = (struct arguments *)object;

    V_VT(call->result) = VT_UNKNOWN;
    V_UNKNOWN(call->result) = (IUnknown *)enumerator_create(self->texts, (ULONG)self->count, 0);
    return V_UNKNOWN(call->result) ? S_OK : E_OUTOFMEMORY;
}

static const struct automation_member arguments_members[] = {
    { L"Item", DISPID_VALUE, 1, 1, arguments_Item },
    { L"Count", 1, 0, 0, arguments_Count },
    { L"length", 2, 0, 0, arguments_Count },
    { NULL, DISPID_NEWENUM, 0, 0, arguments_NewEnum },
};

static const struct automation_class arguments_class = {
    .members = arguments_members,
    .count = ARRAYSIZE(arguments_members),
};

struct automation_object *arguments_create(wchar_t **texts, LONG count)
{
    struct arguments *self = automation_create(&arguments_class, sizeof(*self));

    if (!self)
        return NULL;
    self->texts = texts;
    self->count = count;
    return &self->object;
}
