/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of COM objects share. */
#ifndef OPENIMAPI_TESTS_COM_COM_TEST_H
#define OPENIMAPI_TESTS_COM_COM_TEST_H

#include "support/cmocka_all.h"

#include <windows.h>
#include <ole2.h>
#include <ocidl.h>
#include <olectl.h>

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

#define assert_result(actual, expected) assert_int_equal((HRESULT)(actual), (HRESULT)(expected))

#define assert_text_equal(actual, expected) assert_int_equal(wcscmp((actual), (expected)), 0)

/** No pointer that a method would hand out; what outs are filled with before a call. */
#define POISON ((void *)(ULONG_PTR)0xA5A5A5A5u)

/** cmocka group set-up and tear-down: the thread in the multithreaded apartment. */
int com_test_enter_mta(void **state);
int com_test_leave(void **state);

/** References of an object, by adding one and releasing it. */
ULONG com_test_references(IUnknown *object);

/**
 * The description and source of the thread's error information, which is taken away; both are to be
 * freed with SysFreeString. False, and nulls, when there is none.
 */
bool com_test_take_error(BSTR *description, BSTR *source);

/** Runs `function(context)` on a thread of its own in an apartment of its own, and waits. */
void com_test_in_sta(void (*function)(void *context), void *context);

#endif
