/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Objects for scripts: IDispatch over a table of members. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_AUTOMATION_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_AUTOMATION_H

#include <windows.h>
#include <ole2.h>

#include <stddef.h>

struct automation_object;

/** What one call brings: its arguments, first one first, and where its result goes. */
struct automation_call {
    VARIANTARG *arguments; /* one behind the other from the end, as IDispatch has them */
    UINT count;
    VARIANT *result; /* never NULL; empty */
};

/** A member: a property that is read, or a method; scripts may write either like the other. */
struct automation_member {
    const WCHAR *name;
    DISPID id;
    UINT least; /* arguments */
    UINT most;
    HRESULT (*call)(struct automation_object *object, const struct automation_call *call);
};

struct automation_class {
    const struct automation_member *members;
    size_t count;
    void (*destroy)(struct automation_object *object); /* optional: what it owns, not itself */
};

/** What every object begins with. */
struct automation_object {
    IDispatch IDispatch_iface;
    LONG references;
    const struct automation_class *class;
};

/** An object of `size` bytes, otherwise zero, with one reference; NULL without memory. */
void *automation_create(const struct automation_class *class, size_t size);

/** Ends the caller's reference. NULL does nothing. */
void automation_drop(struct automation_object *object);

/** Argument `index`, counted from the first, without references to other variants. */
VARIANTARG *automation_argument(const struct automation_call *call, UINT index);

/** Argument `index` as text, which the caller frees. */
HRESULT automation_text(const struct automation_call *call, UINT index, BSTR *text);

/** Argument `index` as a number. */
HRESULT automation_number(const struct automation_call *call, UINT index, LONG *number);

/** Argument `index` as an object, borrowed. */
HRESULT automation_dispatch(const struct automation_call *call, UINT index, IDispatch **object);

/** The result: `object`, whose reference is passed on. */
HRESULT automation_return_dispatch(const struct automation_call *call, IDispatch *object);

/** The result: `object`, with a reference of its own. */
HRESULT automation_return_object(const struct automation_call *call,
                                 struct automation_object *object);

/** The result: a copy of `text`. */
HRESULT automation_return_text(const struct automation_call *call, const WCHAR *text);

/** The result: `number`. */
HRESULT automation_return_number(const struct automation_call *call, LONG number);

/** Slots of IDispatch for objects that no type library describes. */
HRESULT STDMETHODCALLTYPE automation_GetTypeInfoCount(IDispatch *iface, UINT *count);
HRESULT STDMETHODCALLTYPE automation_GetTypeInfo(IDispatch *iface, UINT index, LCID locale,
                                                 ITypeInfo **info);

#endif
