/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The DLL as COM sees it: class factories and the count that keeps it loaded. */
#include "com/module.h"

#include "base/memory.h"
#include "com/type_library.h"

static LONG module_locks;

/* The linker gives every module its own; casting it is the documented way to the handle. */
extern IMAGE_DOS_HEADER __ImageBase;

HINSTANCE com_module_instance(void)
{
    return (HINSTANCE)&__ImageBase;
}

HRESULT com_module_path(WCHAR **path)
{
    WCHAR *text = NULL;
    DWORD capacity = MAX_PATH;

    *path = NULL;
    for (;;) {
        WCHAR *grown = memory_resize(text, capacity, sizeof(*text));
        DWORD length = grown ? GetModuleFileNameW(com_module_instance(), grown, capacity) : 0;

        if (length && length < capacity) {
            *path = grown;
            return S_OK;
        }
        if (!grown || !length) {
            HRESULT hr = grown ? HRESULT_FROM_WIN32(GetLastError()) : E_OUTOFMEMORY;

            memory_free(grown ? grown : text);
            return hr;
        }
        text = grown;
        capacity *= 2;
    }
}

void com_module_lock(void)
{
    InterlockedIncrement(&module_locks);
}

void com_module_unlock(void)
{
    InterlockedDecrement(&module_locks);
}

HRESULT com_module_can_unload(void)
{
    return InterlockedCompareExchange(&module_locks, 0, 0) == 0 ? S_OK : S_FALSE;
}

void com_module_detach(void)
{
    com_type_library_release();
}

static const struct com_class_entry *find_class(REFCLSID clsid)
{
    for (size_t i = 0; clsid && i < com_module.class_count; i++) {
        if (IsEqualCLSID(clsid, com_module.classes[i].clsid))
            return &com_module.classes[i];
    }
    return NULL;
}

HRESULT com_module_get_class_object(REFCLSID clsid, REFIID iid, void **out)
{
    const struct com_class_entry *entry = find_class(clsid);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!entry)
        return CLASS_E_CLASSNOTAVAILABLE;
    return IClassFactory_QueryInterface((IClassFactory *)&entry->IClassFactory_iface, iid, out);
}

HRESULT com_module_create_instance(REFCLSID clsid, REFIID iid, void **out)
{
    const struct com_class_entry *entry = find_class(clsid);

    *out = NULL;
    return entry ? entry->create(iid, out) : CLASS_E_CLASSNOTAVAILABLE;
}

static HRESULT STDMETHODCALLTYPE class_entry_QueryInterface(IClassFactory *iface, REFIID iid,
                                                            void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!iid)
        return E_INVALIDARG;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IClassFactory))
        return E_NOINTERFACE;
    IClassFactory_AddRef(iface);
    *out = iface;
    return S_OK;
}

/* Factories are rows of a constant table: their references are the module's. */
static ULONG STDMETHODCALLTYPE class_entry_AddRef(IClassFactory *iface)
{
    (void)iface;
    com_module_lock();
    return 2;
}

static ULONG STDMETHODCALLTYPE class_entry_Release(IClassFactory *iface)
{
    (void)iface;
    com_module_unlock();
    return 1;
}

static HRESULT STDMETHODCALLTYPE class_entry_CreateInstance(IClassFactory *iface, IUnknown *outer,
                                                            REFIID iid, void **out)
{
    const struct com_class_entry *entry =
        CONTAINING_RECORD(iface, struct com_class_entry, IClassFactory_iface);

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (outer)
        return CLASS_E_NOAGGREGATION;
    return entry->create(iid, out);
}

static HRESULT STDMETHODCALLTYPE class_entry_LockServer(IClassFactory *iface, BOOL lock)
{
    (void)iface;
    if (lock)
        com_module_lock();
    else
        com_module_unlock();
    return S_OK;
}

const IClassFactoryVtbl com_class_factory_vtbl = {
    .QueryInterface = class_entry_QueryInterface,
    .AddRef = class_entry_AddRef,
    .Release = class_entry_Release,
    .CreateInstance = class_entry_CreateInstance,
    .LockServer = class_entry_LockServer,
};
