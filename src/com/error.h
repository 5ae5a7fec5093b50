/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a method fails: an HRESULT, and a sentence for people in the thread's error information. */
#ifndef OPENIMAPI_COM_ERROR_H
#define OPENIMAPI_COM_ERROR_H

#include "base/status.h"
#include "com/object.h"

#include <stdint.h>

/** Inserts of one message, at most. */
#define COM_INSERTS_MAX 4

/** What stands for %1, %2, ... in a message: a text, or a number when the text is null. */
struct com_insert {
    const WCHAR *text;
    int64_t number;
};

/** A name or path; NULL shows as nothing. */
#define COM_TEXT(value)                                                                            \
    {                                                                                              \
        .text = (value) ? (value) : L""                                                            \
    }
#define COM_NUMBER(value)                                                                          \
    {                                                                                              \
        .number = (value)                                                                          \
    }

/**
 * Sets the thread's error information and returns `code`: `return com_error(&self->object, code);`.
 * The description is the text of the code in this module's message table, else ours for the
 * general codes of COM, else the system's; the source is the class's ProgID. A success code is
 * returned without more ado. `object` may be NULL.
 */
HRESULT com_error(const struct com_object *object, HRESULT code);

/**
 * The same with inserts: `com_error_with(&self->object, code, COM_TEXT(path), COM_NUMBER(size))`.
 * Inserts that the text has no place for are added to its end in parentheses.
 */
#define com_error_with(object, code, ...)                                                          \
    com_error_set((object), (code), (const struct com_insert[]){ __VA_ARGS__ },                    \
                  ARRAYSIZE(((const struct com_insert[]){ __VA_ARGS__ })))

/** The function behind the two above; at most COM_INSERTS_MAX inserts are used. */
HRESULT com_error_set(const struct com_object *object, HRESULT code,
                      const struct com_insert *inserts, size_t count);

/** E_POINTER for the argument called `argument` in the IDL, which is null. */
HRESULT com_null_pointer(const struct com_object *object, const WCHAR *argument);

/** Clears the thread's error information, before calling an application's object. */
void com_error_forget(void);

/**
 * As com_error for a code that an application's object returned: that object's own error
 * information, when it left some since com_error_forget, is kept.
 */
HRESULT com_error_pass(const struct com_object *object, HRESULT code);

/**
 * E_NOTIMPL for a member whose work comes later: `com_not_implemented(&self->object,
 * L"IFoo::get_Bar")`. docs/not-implemented.md lists these calls; members that never work by
 * contract use com_error.
 */
HRESULT com_not_implemented(const struct com_object *object, const WCHAR *member);

/**
 * The text com_error would set, to be freed with memory_free; NULL without memory.
 */
WCHAR *com_error_text(HRESULT code, const struct com_insert *inserts, size_t count);

/**
 * The HRESULT of a status where a DLL's own table says nothing better. STATUS_FOREIGN and
 * STATUS_DEVICE, whose cause is kept elsewhere, become E_FAIL.
 */
HRESULT com_result_of(enum status status);

#endif
