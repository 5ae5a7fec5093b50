/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every COM object of ours starts with, and the wiring of its interfaces. docs/com.md. */
#ifndef OPENIMAPI_COM_OBJECT_H
#define OPENIMAPI_COM_OBJECT_H

#include <windows.h>
#include <ole2.h>
#include <ocidl.h>

#include <stddef.h>

struct com_object;

/** One row of an interface map: an interface, and where in the object its member stands. */
struct com_interface {
    const IID *iid;
    size_t offset;
};

/** The row of interface `name`, whose member is called `name`_iface. */
#define COM_INTERFACE(type, name) COM_INTERFACE_AS(type, name, name)

/** The row of `base`, which `name` derives from: the same member answers. */
#define COM_INTERFACE_AS(type, base, name)                                                         \
    {                                                                                              \
        &IID_##base, offsetof(struct type, name##_iface)                                           \
    }

/** The row of an interface whose member lies in `part`, a structure within the object. */
#define COM_INTERFACE_IN(type, part, name)                                                         \
    {                                                                                              \
        &IID_##name, offsetof(struct type, part.name##_iface)                                      \
    }

/** The two fields of a class that describe `rows`, its interface map. */
#define COM_INTERFACES(rows) .interfaces = (rows), .interface_count = ARRAYSIZE(rows)

/** What all objects of a class have in common; static and constant. */
struct com_class {
    /** Source of its errors: the ProgID, or what would be the ProgID if it could be created. */
    const WCHAR *prog_id;
    /** The coclass that IProvideClassInfo2 tells of; NULL for objects scripts do not use. */
    const CLSID *clsid;
    /** The default event interface, or NULL. */
    const IID *default_source;
    /** The interface map. Its first row is the object's identity and default interface. */
    const struct com_interface *interfaces;
    size_t interface_count;
    /** Optional: the member of an interface that only some objects of the class have, or NULL. */
    void *(*find)(struct com_object *object, REFIID iid);
    /** Optional: releases what the object owns. The memory itself is freed by the caller. */
    void (*destroy)(struct com_object *object);
};

/**
 * The head of every object, its first member, called `object`. Besides the interfaces of its map an
 * object answers ISupportErrorInfo, IMarshal (free-threaded) and, with a clsid, IProvideClassInfo2.
 * Counting references is atomic; everything else is for the class to protect.
 */
struct com_object {
    const struct com_class *class;
    LONG references;
    IUnknown *marshaler; /* made when first asked for */
    ISupportErrorInfo ISupportErrorInfo_iface;
    IProvideClassInfo2 IProvideClassInfo2_iface;
};

/**
 * Allocates an object of `size` bytes, all zero but for its head, with one reference; the module
 * stays loaded while it lives. The class then sets its vtables. NULL without memory.
 */
void *com_object_create(const struct com_class *class, size_t size);

/** QueryInterface: E_POINTER for a null `out`, E_NOINTERFACE with a null result. */
HRESULT com_object_query(struct com_object *object, REFIID iid, void **out);

ULONG com_object_add_ref(struct com_object *object);

/**
 * Adds a reference for somebody who has none, while the memory is known to be there. False: the
 * last release has begun, and the object must not be used.
 */
BOOL com_object_try_add_ref(struct com_object *object);

/** The last release calls the class's destroy and frees the memory. */
ULONG com_object_release(struct com_object *object);

/**
 * Ends a constructor: hands the new object out as `iid` and gives up the constructor's reference,
 * which destroys the object when it does not have the interface.
 */
HRESULT com_object_hand_out(struct com_object *object, REFIID iid, void **out);

/** The object's identity; not add-referenced. */
IUnknown *com_object_identity(struct com_object *object);

/** The member that answers `iid`, or NULL; not add-referenced. */
void *com_object_find(struct com_object *object, REFIID iid);

/**
 * Emits, for the member `name`_iface of struct `type`, the function `type`_from_`name` and the
 * typed IUnknown methods that COM_UNKNOWN_METHODS puts into the vtable.
 */
#define COM_UNKNOWN(type, name) COM_UNKNOWN_VIA(type, name, &self->object)

/** As above for a part of an object; `to_object` is the way from `self`, the part, to the object.
 */
#define COM_UNKNOWN_VIA(type, name, to_object)                                                     \
    static inline struct type *type##_from_##name(name *iface)                                     \
    {                                                                                              \
        return CONTAINING_RECORD(iface, struct type, name##_iface);                                \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_QueryInterface(name *iface, REFIID iid,       \
                                                                    void **out)                    \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return com_object_query(to_object, iid, out);                                              \
    }                                                                                              \
    static ULONG STDMETHODCALLTYPE type##_##name##_AddRef(name *iface)                             \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return com_object_add_ref(to_object);                                                      \
    }                                                                                              \
    static ULONG STDMETHODCALLTYPE type##_##name##_Release(name *iface)                            \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return com_object_release(to_object);                                                      \
    }

/** The slots of IUnknown, in the vtable of member `name`_iface. */
#define COM_UNKNOWN_METHODS(type, name)                                                            \
    .QueryInterface = type##_##name##_QueryInterface, .AddRef = type##_##name##_AddRef,            \
    .Release = type##_##name##_Release

#endif
