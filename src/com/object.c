/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every COM object of ours starts with. */
#include "com/object.h"

#include "base/memory.h"
#include "com/class_info.h"
#include "com/module.h"

#include <assert.h>

/* More than an object ever has: the last release has begun. */
#define REFERENCES_OF_THE_DYING 0x40000000

/* The marshaler's own references go to the identity, so it must not be made with the object. */
static HRESULT query_marshaler(struct com_object *object, void **out)
{
    if (!object->marshaler) {
        IUnknown *made;
        HRESULT hr = CoCreateFreeThreadedMarshaler(com_object_identity(object), &made);

        if (FAILED(hr))
            return hr;
        if (InterlockedCompareExchangePointer((void *volatile *)&object->marshaler, made, NULL))
            IUnknown_Release(made);
    }
    return IUnknown_QueryInterface(object->marshaler, &IID_IMarshal, out);
}

void *com_object_create(const struct com_class *class, size_t size)
{
    struct com_object *object = memory_allocate(1, size);

    assert(size >= sizeof(*object));
    if (!object)
        return NULL;
    object->class = class;
    object->references = 1;
    object->ISupportErrorInfo_iface.lpVtbl = &com_support_error_info_vtbl;
    object->IProvideClassInfo2_iface.lpVtbl = &com_provide_class_info_vtbl;
    com_module_lock();
    return object;
}

IUnknown *com_object_identity(struct com_object *object)
{
    return (IUnknown *)((char *)object + object->class->interfaces[0].offset);
}

void *com_object_find(struct com_object *object, REFIID iid)
{
    const struct com_class *class = object->class;

    if (IsEqualIID(iid, &IID_IUnknown))
        return com_object_identity(object);
    for (size_t i = 0; i < class->interface_count; i++) {
        if (IsEqualIID(iid, class->interfaces[i].iid))
            return (char *)object + class->interfaces[i].offset;
    }
    if (IsEqualIID(iid, &IID_ISupportErrorInfo))
        return &object->ISupportErrorInfo_iface;
    if (class->clsid &&
        (IsEqualIID(iid, &IID_IProvideClassInfo) || IsEqualIID(iid, &IID_IProvideClassInfo2)))
        return &object->IProvideClassInfo2_iface;
    return class->find ? class->find(object, iid) : NULL;
}

HRESULT com_object_query(struct com_object *object, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!iid)
        return E_INVALIDARG;
    if (IsEqualIID(iid, &IID_IMarshal))
        return query_marshaler(object, out);
    *out = com_object_find(object, iid);
    if (!*out)
        return E_NOINTERFACE;
    com_object_add_ref(object);
    return S_OK;
}

ULONG com_object_add_ref(struct com_object *object)
{
    return (ULONG)InterlockedIncrement(&object->references);
}

BOOL com_object_try_add_ref(struct com_object *object)
{
    LONG references = object->references;

    while (references > 0 && references < REFERENCES_OF_THE_DYING) {
        const LONG before =
            InterlockedCompareExchange(&object->references, references + 1, references);

        if (before == references)
            return TRUE;
        references = before;
    }
    return FALSE;
}

ULONG com_object_release(struct com_object *object)
{
    LONG references = InterlockedDecrement(&object->references);

    if (references > 0)
        return (ULONG)references;
    /* What is released below may call back and add and release references: never from 1 to 0. */
    InterlockedExchange(&object->references, REFERENCES_OF_THE_DYING);
    if (object->class->destroy)
        object->class->destroy(object);
    if (object->marshaler)
        IUnknown_Release(object->marshaler);
    memory_free(object);
    com_module_unlock();
    return 0;
}

HRESULT com_object_hand_out(struct com_object *object, REFIID iid, void **out)
{
    HRESULT hr = com_object_query(object, iid, out);

    com_object_release(object);
    return hr;
}
