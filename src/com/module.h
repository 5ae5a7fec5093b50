/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The DLL as COM sees it: what it offers, how long it stays loaded, how it is registered. */
#ifndef OPENIMAPI_COM_MODULE_H
#define OPENIMAPI_COM_MODULE_H

#include <windows.h>
#include <ole2.h>

#include <stddef.h>

/** A coclass that clients can create. The row is its class factory too. */
struct com_class_entry {
    IClassFactory IClassFactory_iface;
    const CLSID *clsid;
    /** Of the coclass; second part of its ProgID. */
    const WCHAR *name;
    /** For people, in the registry. */
    const WCHAR *description;
    /** Makes an object and gives its interface `iid`; on failure `*out` is null. */
    HRESULT (*create)(REFIID iid, void **out);
};

extern const IClassFactoryVtbl com_class_factory_vtbl;

/** The row of the coclass `coclass`. */
#define COM_CLASS(coclass, text, constructor)                                                      \
    {                                                                                              \
        .IClassFactory_iface = { &com_class_factory_vtbl }, .clsid = &CLSID_##coclass,             \
        .name = L"" #coclass, .description = (text), .create = (constructor)                       \
    }

/** An interface that the universal marshaler carries, registered by this DLL. */
struct com_proxied_interface {
    const IID *iid;
    const WCHAR *name;
};

#define COM_PROXIED(interface_name)                                                                \
    {                                                                                              \
        &IID_##interface_name, L"" #interface_name                                                 \
    }

/** A further ProgID, without version, that leads to a coclass. */
struct com_alias {
    const WCHAR *prog_id;
    const CLSID *clsid;
};

/** What the plumbing must know of the DLL or program it is linked into. */
struct com_module {
    /** First part of every ProgID, and name of the type library. */
    const WCHAR *name;
    /** Help string of the type library. */
    const WCHAR *description;
    const GUID *library;
    const struct com_class_entry *classes;
    size_t class_count;
    const struct com_proxied_interface *interfaces;
    size_t interface_count;
    const struct com_alias *aliases;
    size_t alias_count;
};

/** Defined once by each DLL, and by each test program. */
extern const struct com_module com_module;

/** The module this code is linked into. */
HINSTANCE com_module_instance(void);

/**
 * The full path of this module, to be freed with memory_free.
 * E_OUTOFMEMORY, or the system's error.
 */
HRESULT com_module_path(WCHAR **path);

/** Keeps the module loaded until unlocked as often. Any thread. */
void com_module_lock(void);

void com_module_unlock(void);

/**
 * For DllGetClassObject. CLASS_E_CLASSNOTAVAILABLE: the class is not in the table. E_POINTER,
 * E_NOINTERFACE as usual.
 */
HRESULT com_module_get_class_object(REFCLSID clsid, REFIID iid, void **out);

/** For DllCanUnloadNow: S_OK when no object, factory or lock is left, else S_FALSE. */
HRESULT com_module_can_unload(void);

/** For DllMain when the module is unloaded while the process goes on. */
void com_module_detach(void);

/**
 * Makes the object of a class of this module without going through the registry.
 * CLASS_E_CLASSNOTAVAILABLE, or the constructor's failure.
 */
HRESULT com_module_create_instance(REFCLSID clsid, REFIID iid, void **out);

#endif
