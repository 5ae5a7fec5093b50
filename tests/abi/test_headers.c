/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The generated headers against the recorded contract. Whatever is a constant expression in C is
 * held by static_assert, so that a build for a machine that cannot run here is checked as well.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <windows.h>
#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fs.h>
#include <imapi2fserror.h>

#include "abi/guid.h"

/* Adds the names that the .def files demand as macros. */
#define ABI_REQUIRE_MACROS

#define SLOTS_OF(interface_name) (sizeof(interface_name##Vtbl) / sizeof(void *))

/* Base interfaces that are not ours: what every slot number rests on. */
static_assert(SLOTS_OF(IUnknown) == 3, "IUnknown");
static_assert(SLOTS_OF(IDispatch) == 7, "IDispatch");
static_assert(SLOTS_OF(IStream) == 14, "IStream");

/* The slot at which the methods of an interface itself begin. */
enum first_slot {
#define ABI_INTERFACE(library, name, iid, base, kind, attributes)                                  \
    FIRST_SLOT_##name = SLOTS_OF(base),
#include "interfaces.def"
#undef ABI_INTERFACE
};

/* The member of a vtable that a method of each kind becomes. */
#define MEMBER_propget(name) get_##name
#define MEMBER_propput(name) put_##name
#define MEMBER_method(name)  name

/* Type library types as C spells them: only arrays of variants are spelled otherwise. */
#define C_TYPE_PARAMETER(direction, type, name, attributes) , type

#define SAFEARRAY(element) SAFEARRAY *
#define ABI_PARAMETER      C_TYPE_PARAMETER
#define ABI_METHOD(library, interface_name, slot, dispid, kind, name, attributes, parameters)      \
    static_assert(offsetof(interface_name##Vtbl, MEMBER_##kind(name)) ==                           \
                      (FIRST_SLOT_##interface_name + slot) * sizeof(void *),                       \
                  "slot of " #interface_name "." #name);                                           \
    static_assert(_Generic(((interface_name##Vtbl *)0)->MEMBER_##kind(name),                       \
                           HRESULT(STDMETHODCALLTYPE *)(interface_name * parameters) : 1,          \
                           default : 0),                                                           \
                  "type of " #interface_name "." #name);
#include "methods.def"
#undef ABI_METHOD
#undef SAFEARRAY

/* No interface has methods that are not recorded: every one of them was seen at a slot of its own,
 * and there are as many as there are slots. */
enum own_slots {
    OWN_SLOTS = 0
#define ABI_INTERFACE(library, name, iid, base, kind, attributes) +SLOTS_OF(name) - SLOTS_OF(base)
#include "interfaces.def"
#undef ABI_INTERFACE
};
enum counts {
#define ABI_METHOD(library, interface_name, slot, dispid, kind, name, attributes, parameters) +1
    METHODS = 0
#include "methods.def"
#undef ABI_METHOD
        ,
#define ABI_ENUMERATOR(library, enumeration, tag, constant, value) +1
    ENUMERATORS = 0
#include "enums.def"
#undef ABI_ENUMERATOR
        ,
#define ABI_HRESULT(header, name, value) +1
    HRESULTS = 0
#include "hresults.def"
#undef ABI_HRESULT
        ,
#define ABI_NUMBER(name, value) +1
#define ABI_TEXT(name, value)
#define ABI_GUID_ALIAS(name, value)
    NUMBERS = 0
#include "constants.def"
#undef ABI_NUMBER
#undef ABI_TEXT
#undef ABI_GUID_ALIAS
};
static_assert((int)OWN_SLOTS == (int)METHODS, "methods that are not recorded");

#define ABI_ENUMERATOR(library, enumeration, tag, constant, value)                                 \
    static_assert(constant == value, #constant);                                                   \
    static_assert(_Generic((enumeration)0, enum tag : 1, default : 0), #enumeration);
#include "enums.def"
#undef ABI_ENUMERATOR

#define ABI_HRESULT(header, name, value)                                                           \
    static_assert((ULONG)(name) == value, #name);                                                  \
    static_assert(_Generic((name), HRESULT : 1, default : 0), "type of " #name);
#include "hresults.def"
#undef ABI_HRESULT

#define ABI_NUMBER(name, value) static_assert((name) == (value), #name);
#define ABI_TEXT(name, value)
#define ABI_GUID_ALIAS(name, value)
#include "constants.def"
#undef ABI_NUMBER
#undef ABI_TEXT
#undef ABI_GUID_ALIAS

static unsigned runtime_checks;

static void assert_guid(const char *name, const GUID *guid, const char *recorded)
{
    GUID expected;

    assert_true(abi_guid_parse(recorded, &expected));
    if (memcmp(guid, &expected, sizeof(expected)) != 0)
        fail_msg("%s is not %s", name, recorded);
    runtime_checks++;
}

static void test_headers__interface_ids(void **state)
{
    (void)state;
#define ABI_INTERFACE(library, name, iid, base, kind, attributes)                                  \
    assert_guid("IID_" #name, &IID_##name, iid);
#include "interfaces.def"
#undef ABI_INTERFACE
}

static void test_headers__class_ids(void **state)
{
    (void)state;
#define ABI_COCLASS(library, name, clsid, creatable, default_interface, others, sources)           \
    assert_guid("CLSID_" #name, &CLSID_##name, clsid);
#include "coclasses.def"
#undef ABI_COCLASS
}

static void test_headers__library_ids(void **state)
{
    (void)state;
#define ABI_LIBRARY(library, libid, major, minor)                                                  \
    assert_guid("LIBID_" #library, &LIBID_##library, libid);
#include "libraries.def"
#undef ABI_LIBRARY
}

static void test_headers__texts_and_aliases(void **state)
{
    (void)state;
#define ABI_NUMBER(name, value)
#define ABI_TEXT(name, value)                                                                      \
    static_assert(sizeof(name) == sizeof(value), #name);                                           \
    assert_memory_equal(name, value, sizeof(value));                                               \
    runtime_checks++;
#define ABI_GUID_ALIAS(name, value)                                                                \
    assert_ptr_equal(&name, &value);                                                               \
    runtime_checks++;
#include "constants.def"
#undef ABI_NUMBER
#undef ABI_TEXT
#undef ABI_GUID_ALIAS
}

/* Slot and type of each method, value and tag of each enumerator, value and type of each HRESULT.
 */
static int print_count(void **state)
{
    const unsigned compile_time = 2 * METHODS + 2 * ENUMERATORS + 2 * HRESULTS + NUMBERS;

    (void)state;
    print_message("abi: %u checks of the headers, %u of them by the compiler\n",
                  compile_time + runtime_checks, compile_time);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers__interface_ids),
        cmocka_unit_test(test_headers__class_ids),
        cmocka_unit_test(test_headers__library_ids),
        cmocka_unit_test(test_headers__texts_and_aliases),
    };

    return cmocka_run_group_tests(tests, NULL, print_count);
}
