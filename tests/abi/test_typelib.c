/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The type library inside each DLL against the recorded contract, in both directions: what is
 * recorded is there, and nothing is there that is not recorded.
 *   test_abi_typelib <imapi2.dll> <imapi2fs.dll> [<size of their pointers>]
 * The size is for DLLs of the other architecture, which need not run to be looked at.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <oleauto.h>

#include "abi/guid.h"
#include "abi/record.h"
#include "abi/tables.h"
#include "abi/typelib.h"

static const char *module_paths[2];
static long pointer_size = sizeof(void *);
static ITypeLib *typelibs[2];
static unsigned checks;

/* Each check has a subject, so that a failure says where it is. */
static void check_number(const char *subject, const char *what, long found, long recorded)
{
    checks++;
    if (found != recorded)
        fail_msg("%s: %s is %ld (0x%lx), not %ld (0x%lx)", subject, what, found,
                 (unsigned long)found, recorded, (unsigned long)recorded);
}

static void check_text(const char *subject, const char *what, const char *found,
                       const char *recorded)
{
    checks++;
    if (strcmp(found, recorded) != 0)
        fail_msg("%s: %s is '%s', not '%s'", subject, what, found, recorded);
}

/* A type library keeps one spelling for all names that differ by case only: the first one used. */
static void check_member_name(const char *subject, const char *found, const char *recorded)
{
    checks++;
    if (_stricmp(found, recorded) != 0)
        fail_msg("%s: a name is '%s', not '%s'", subject, found, recorded);
}

static void check_guid(const char *subject, const GUID *found, const char *recorded)
{
    GUID expected;

    checks++;
    assert_true(abi_guid_parse(recorded, &expected));
    if (memcmp(found, &expected, sizeof(expected)) != 0)
        fail_msg("%s: the GUID is not %s", subject, recorded);
}

static void check_success(const char *subject, const char *what, HRESULT result)
{
    checks++;
    if (FAILED(result))
        fail_msg("%s: %s fails with 0x%08lx", subject, what, (unsigned long)result);
}

static ITypeLib *library_of(const char *name)
{
    for (size_t i = 0; abi_libraries[i].name; i++) {
        if (strcmp(abi_libraries[i].name, name) == 0)
            return typelibs[i];
    }
    fail_msg("%s is not a library", name);
    return NULL;
}

static TYPEATTR *attributes_of(const char *subject, ITypeInfo *info)
{
    TYPEATTR *attributes;

    check_success(subject, "GetTypeAttr", ITypeInfo_GetTypeAttr(info, &attributes));
    return attributes;
}

static void check_name(const char *subject, ITypeInfo *info)
{
    char name[ABI_TEXT_LENGTH];
    BSTR text;

    check_success(subject, "GetDocumentation",
                  ITypeInfo_GetDocumentation(info, MEMBERID_NIL, &text, NULL, NULL, NULL));
    abi_typelib_take_name(text, name);
    check_text(subject, "the name", name, subject);
}

/* A dual interface is filed under its dispatch half; the vtable half hangs on it. */
static ITypeInfo *vtable_half(const char *subject, ITypeInfo *info)
{
    HREFTYPE reference;
    ITypeInfo *half;

    check_success(subject, "GetRefTypeOfImplType(-1)",
                  ITypeInfo_GetRefTypeOfImplType(info, (UINT)-1, &reference));
    check_success(subject, "GetRefTypeInfo", ITypeInfo_GetRefTypeInfo(info, reference, &half));
    return half;
}

static ITypeInfo *find_by_guid(const char *subject, const char *library, const char *guid)
{
    ITypeInfo *info;
    GUID id;

    assert_true(abi_guid_parse(guid, &id));
    check_success(subject, "GetTypeInfoOfGuid",
                  ITypeLib_GetTypeInfoOfGuid(library_of(library), &id, &info));
    return info;
}

/* The vtable half of a recorded interface; the caller releases it. */
static ITypeInfo *find_interface(const struct abi_interface *row)
{
    ITypeInfo *info = find_by_guid(row->name, row->library, row->iid);

    if (strcmp(row->kind, "dual") == 0) {
        ITypeInfo *half = vtable_half(row->name, info);

        ITypeInfo_Release(info);
        info = half;
    }
    return info;
}

/* dual implies that automation can marshal it; what derives from IDispatch can be dispatched. */
static WORD recorded_flags(const struct abi_interface *row)
{
    WORD flags = 0;

    if (abi_words_have(row->attributes, "dual"))
        flags |= TYPEFLAG_FDUAL | TYPEFLAG_FOLEAUTOMATION;
    if (abi_words_have(row->attributes, "oleautomation"))
        flags |= TYPEFLAG_FOLEAUTOMATION;
    if (abi_words_have(row->attributes, "nonextensible"))
        flags |= TYPEFLAG_FNONEXTENSIBLE;
    if (abi_interface_is_dispatch(row))
        flags |= TYPEFLAG_FDISPATCHABLE;
    return flags;
}

static void check_base(const struct abi_interface *row, ITypeInfo *info)
{
    char name[ABI_TEXT_LENGTH];
    HREFTYPE reference;
    ITypeInfo *base;
    BSTR text;

    check_success(row->name, "GetRefTypeOfImplType",
                  ITypeInfo_GetRefTypeOfImplType(info, 0, &reference));
    check_success(row->name, "GetRefTypeInfo", ITypeInfo_GetRefTypeInfo(info, reference, &base));
    check_success(row->name, "GetDocumentation",
                  ITypeInfo_GetDocumentation(base, MEMBERID_NIL, &text, NULL, NULL, NULL));
    abi_typelib_take_name(text, name);
    check_text(row->name, "the base", name, row->base);
    ITypeInfo_Release(base);
}

static void check_interface(const struct abi_interface *row)
{
    ITypeInfo *info = find_interface(row);
    TYPEATTR *attributes = attributes_of(row->name, info);
    unsigned slots = abi_interface_first_slot(row) + abi_interface_method_count(row);

    check_name(row->name, info);
    check_guid(row->name, &attributes->guid, row->iid);
    check_number(row->name, "the kind", attributes->typekind, TKIND_INTERFACE);
    check_number(row->name, "the flags", attributes->wTypeFlags, recorded_flags(row));
    check_number(row->name, "the number of methods", attributes->cFuncs,
                 (long)abi_interface_method_count(row));
    check_number(row->name, "the number of bases", attributes->cImplTypes, 1);
    check_number(row->name, "the size of the vtable", attributes->cbSizeVft,
                 (long)slots * pointer_size);
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    check_base(row, info);
    ITypeInfo_Release(info);
}

static void test_typelib__interfaces(void **state)
{
    (void)state;
    for (const struct abi_interface *row = abi_interfaces; row->library; row++)
        check_interface(row);
}

static WORD recorded_direction(const char *direction)
{
    if (strcmp(direction, "in") == 0)
        return PARAMFLAG_FIN;
    if (strcmp(direction, "out") == 0)
        return PARAMFLAG_FOUT;
    assert_string_equal(direction, "out_retval");
    return PARAMFLAG_FOUT | PARAMFLAG_FRETVAL;
}

static void check_parameters(const char *subject, const struct abi_method *row, ITypeInfo *info,
                             const FUNCDESC *function)
{
    SHORT count = 0;

    for (const struct abi_parameter *parameter = row->parameters; parameter->direction;
         parameter++) {
        char found[ABI_TEXT_LENGTH];
        char recorded[ABI_TEXT_LENGTH];

        if (count < function->cParams) {
            const ELEMDESC *element = &function->lprgelemdescParam[count];

            abi_typelib_describe(info, &element->tdesc, found);
            abi_typelib_expect(parameter->type, recorded);
            check_text(subject, parameter->name, found, recorded);
            check_number(subject, "the direction", element->paramdesc.wParamFlags,
                         recorded_direction(parameter->direction));
        }
        count++;
    }
    check_number(subject, "the number of parameters", function->cParams, count);
}

/* A local method stands in the type library under the name that is called remotely. */
static const char *recorded_name(const struct abi_method *row)
{
    return abi_words_have(row->attributes, "local") ? "RemoteNext" : row->name;
}

/* GetNames goes by DISPID, which the two halves of a property share: it answers for the first one.
 */
static bool is_first_with_dispid(const struct abi_method *row)
{
    for (const struct abi_method *other = abi_methods; other != row; other++) {
        if (strcmp(other->interface_name, row->interface_name) == 0 &&
            other->dispid == row->dispid && row->dispid != ABI_NO_DISPID)
            return false;
    }
    return true;
}

static void check_names(const char *subject, const struct abi_method *row, ITypeInfo *info,
                        MEMBERID id)
{
    enum {
        MAX_NAMES = 16
    };
    BSTR names[MAX_NAMES] = { NULL };
    char name[ABI_TEXT_LENGTH];
    UINT count = 0;

    check_success(subject, "GetNames", ITypeInfo_GetNames(info, id, names, MAX_NAMES, &count));
    for (UINT i = 0; i < count; i++) {
        const char *recorded = i == 0 ? recorded_name(row) : row->parameters[i - 1].name;

        abi_typelib_take_name(names[i], name);
        if (recorded[0] != '\0' && (i == 0 || is_first_with_dispid(row)))
            check_member_name(subject, name, recorded);
    }
}

static INVOKEKIND recorded_invoke_kind(const char *kind)
{
    if (strcmp(kind, "propget") == 0)
        return INVOKE_PROPERTYGET;
    if (strcmp(kind, "propput") == 0)
        return INVOKE_PROPERTYPUT;
    assert_string_equal(kind, "method");
    return INVOKE_FUNC;
}

static WORD recorded_function_flags(const struct abi_method *row)
{
    WORD flags = 0;

    if (abi_words_have(row->attributes, "hidden"))
        flags |= FUNCFLAG_FHIDDEN;
    if (abi_words_have(row->attributes, "restricted"))
        flags |= FUNCFLAG_FRESTRICTED;
    return flags;
}

static void check_method(const struct abi_method *row)
{
    const struct abi_interface *owner = abi_interface_find(row->interface_name);
    ITypeInfo *info = find_interface(owner);
    char subject[ABI_TEXT_LENGTH];
    FUNCDESC *function;

    snprintf(subject, sizeof(subject), "%s.%s (%s)", row->interface_name, row->name, row->kind);
    check_success(subject, "GetFuncDesc", ITypeInfo_GetFuncDesc(info, row->slot, &function));
    check_names(subject, row, info, function->memid);
    if (row->dispid != ABI_NO_DISPID)
        check_number(subject, "the DISPID", function->memid, row->dispid);
    check_number(subject, "the kind of call", (long)function->invkind,
                 (long)recorded_invoke_kind(row->kind));
    check_number(subject, "the kind of function", (long)function->funckind, FUNC_PUREVIRTUAL);
    check_number(subject, "the calling convention", (long)function->callconv, CC_STDCALL);
    /* Always in pointers of the one who looks, unlike the size of the vtable. */
    check_number(subject, "the place in the vtable", function->oVft,
                 (long)((abi_interface_first_slot(owner) + row->slot) * sizeof(void *)));
    check_number(subject, "the flags", function->wFuncFlags, recorded_function_flags(row));
    check_number(subject, "the result", function->elemdescFunc.tdesc.vt, VT_HRESULT);
    check_number(subject, "the number of optional parameters", function->cParamsOpt, 0);
    check_parameters(subject, row, info, function);
    ITypeInfo_ReleaseFuncDesc(info, function);
    ITypeInfo_Release(info);
}

static void test_typelib__methods(void **state)
{
    (void)state;
    for (const struct abi_method *row = abi_methods; row->library; row++)
        check_method(row);
}

/* What a script sees: every member, those of base interfaces included, by name. */
static void check_dispatch_names(const struct abi_interface *derived,
                                 const struct abi_interface *row, ITypeInfo *info)
{
    for (const struct abi_method *method = abi_methods; method->library; method++) {
        WCHAR name[ABI_TEXT_LENGTH];
        LPOLESTR names[1] = { name };
        MEMBERID id = ABI_NO_DISPID;

        if (strcmp(method->interface_name, row->name) != 0)
            continue;
        MultiByteToWideChar(CP_ACP, 0, method->name, -1, name, ABI_TEXT_LENGTH);
        check_success(method->name, "GetIDsOfNames", ITypeInfo_GetIDsOfNames(info, names, 1, &id));
        check_number(derived->name, method->name, id, method->dispid);
    }
    if (abi_interface_find(row->base))
        check_dispatch_names(derived, abi_interface_find(row->base), info);
}

static void test_typelib__names_for_scripts(void **state)
{
    (void)state;
    for (const struct abi_interface *row = abi_interfaces; row->library; row++) {
        ITypeInfo *info = find_by_guid(row->name, row->library, row->iid);

        if (strcmp(row->kind, "dual") == 0) {
            TYPEATTR *attributes = attributes_of(row->name, info);

            check_number(row->name, "the kind", attributes->typekind, TKIND_DISPATCH);
            check_guid(row->name, &attributes->guid, row->iid);
            ITypeInfo_ReleaseTypeAttr(info, attributes);
        }
        if (abi_interface_is_dispatch(row))
            check_dispatch_names(row, row, info);
        ITypeInfo_Release(info);
    }
}

/* The recorded words for one interface of a coclass, in the order in which they are recorded. */
static int recorded_role(const struct abi_coclass *row, const char *name)
{
    char default_source[ABI_TEXT_LENGTH];

    snprintf(default_source, sizeof(default_source), "%s(default)", name);
    if (strcmp(row->default_interface, name) == 0)
        return IMPLTYPEFLAG_FDEFAULT;
    if (abi_words_have(row->other_interfaces, name))
        return 0;
    if (abi_words_have(row->source_interfaces, default_source))
        return IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE;
    if (abi_words_have(row->source_interfaces, name))
        return IMPLTYPEFLAG_FSOURCE;
    return -1;
}

static void check_implemented(const struct abi_coclass *row, ITypeInfo *info, UINT index)
{
    char name[ABI_TEXT_LENGTH];
    HREFTYPE reference;
    ITypeInfo *implemented;
    INT flags;
    BSTR text;

    check_success(row->name, "GetImplTypeFlags", ITypeInfo_GetImplTypeFlags(info, index, &flags));
    check_success(row->name, "GetRefTypeOfImplType",
                  ITypeInfo_GetRefTypeOfImplType(info, index, &reference));
    check_success(row->name, "GetRefTypeInfo",
                  ITypeInfo_GetRefTypeInfo(info, reference, &implemented));
    check_success(row->name, "GetDocumentation",
                  ITypeInfo_GetDocumentation(implemented, MEMBERID_NIL, &text, NULL, NULL, NULL));
    abi_typelib_take_name(text, name);
    check_number(row->name, name, flags, recorded_role(row, name));
    ITypeInfo_Release(implemented);
}

static void check_coclass(const struct abi_coclass *row)
{
    ITypeInfo *info = find_by_guid(row->name, row->library, row->clsid);
    TYPEATTR *attributes = attributes_of(row->name, info);
    bool creatable = strcmp(row->creatable, "yes") == 0;

    check_name(row->name, info);
    check_guid(row->name, &attributes->guid, row->clsid);
    check_number(row->name, "the kind", attributes->typekind, TKIND_COCLASS);
    check_number(row->name, "the flags", attributes->wTypeFlags,
                 creatable ? TYPEFLAG_FCANCREATE : 0);
    check_number(row->name, "the number of interfaces", attributes->cImplTypes,
                 1 + (long)abi_words_count(row->other_interfaces) +
                     (long)abi_words_count(row->source_interfaces));
    for (UINT i = 0; i < attributes->cImplTypes; i++)
        check_implemented(row, info, i);
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    ITypeInfo_Release(info);
}

static void test_typelib__coclasses(void **state)
{
    (void)state;
    for (const struct abi_coclass *row = abi_coclasses; row->library; row++)
        check_coclass(row);
}

/* The enumeration that has this tag, or NULL. */
static ITypeInfo *find_enumeration(ITypeLib *typelib, const char *tag)
{
    for (UINT i = 0; i < ITypeLib_GetTypeInfoCount(typelib); i++) {
        char name[ABI_TEXT_LENGTH];
        TYPEKIND kind;
        ITypeInfo *info;
        BSTR text;

        check_success(tag, "GetTypeInfoType", ITypeLib_GetTypeInfoType(typelib, i, &kind));
        if (kind != TKIND_ENUM)
            continue;
        check_success(tag, "GetDocumentation",
                      ITypeLib_GetDocumentation(typelib, (INT)i, &text, NULL, NULL, NULL));
        abi_typelib_take_name(text, name);
        if (strcmp(name, tag) == 0) {
            check_success(tag, "GetTypeInfo", ITypeLib_GetTypeInfo(typelib, i, &info));
            return info;
        }
    }
    return NULL;
}

/* Finds the constant of this name in an enumeration and compares its value. */
static void check_enumerator(const struct abi_enumerator *row, ITypeInfo *info)
{
    TYPEATTR *attributes = attributes_of(row->tag, info);
    bool found = false;

    for (UINT i = 0; i < attributes->cVars; i++) {
        char name[ABI_TEXT_LENGTH];
        UINT count = 0;
        VARDESC *variable;
        BSTR text = NULL;

        check_success(row->constant, "GetVarDesc", ITypeInfo_GetVarDesc(info, i, &variable));
        check_success(row->constant, "GetNames",
                      ITypeInfo_GetNames(info, variable->memid, &text, 1, &count));
        abi_typelib_take_name(text, name);
        if (strcmp(name, row->constant) == 0) {
            found = true;
            check_number(row->constant, "the kind", (long)variable->varkind, VAR_CONST);
            check_number(row->constant, "the type", V_VT(variable->lpvarValue), VT_I4);
            check_number(row->constant, "the value", V_I4(variable->lpvarValue), row->value);
        }
        ITypeInfo_ReleaseVarDesc(info, variable);
    }
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    check_number(row->constant, "being there", found, true);
}

static void test_typelib__enumerations(void **state)
{
    (void)state;
    for (const struct abi_enumerator *row = abi_enumerators; row->library; row++) {
        ITypeInfo *info = find_enumeration(library_of(row->library), row->tag);

        check_number(row->tag, "being there", info != NULL, true);
        check_enumerator(row, info);
        ITypeInfo_Release(info);
    }
}

static long recorded_constants(const char *tag)
{
    long count = 0;

    for (const struct abi_enumerator *row = abi_enumerators; row->library; row++)
        count += strcmp(row->tag, tag) == 0;
    return count;
}

static bool is_recorded_coclass(const char *library, const char *name)
{
    for (const struct abi_coclass *row = abi_coclasses; row->library; row++) {
        if (strcmp(row->library, library) == 0 && strcmp(row->name, name) == 0)
            return true;
    }
    return false;
}

/* Recorded for either library: imapi2fs also holds the interfaces of imapi2 that it uses. */
static bool is_known_interface(const char *name)
{
    static const char *const of_the_system[] = {
        "IConnectionPointContainer", "IEnumConnectionPoints", "IConnectionPoint",
        "IEnumConnections",          "ISequentialStream",     "IStream",
    };

    for (size_t i = 0; i < sizeof(of_the_system) / sizeof(of_the_system[0]); i++) {
        if (strcmp(name, of_the_system[i]) == 0)
            return true;
    }
    return abi_interface_find(name) != NULL;
}

/* Structures are not looked at: only those come along on which interfaces of the system rest. */
static void check_nothing_unrecorded(const char *library, ITypeLib *typelib)
{
    for (UINT i = 0; i < ITypeLib_GetTypeInfoCount(typelib); i++) {
        char name[ABI_TEXT_LENGTH];
        TYPEATTR *attributes;
        ITypeInfo *info;
        BSTR text;

        check_success(library, "GetDocumentation",
                      ITypeLib_GetDocumentation(typelib, (INT)i, &text, NULL, NULL, NULL));
        abi_typelib_take_name(text, name);
        check_success(name, "GetTypeInfo", ITypeLib_GetTypeInfo(typelib, i, &info));
        attributes = attributes_of(name, info);
        if (attributes->typekind == TKIND_COCLASS)
            check_number(name, "being recorded", is_recorded_coclass(library, name), true);
        if (attributes->typekind == TKIND_INTERFACE || attributes->typekind == TKIND_DISPATCH)
            check_number(name, "being recorded", is_known_interface(name), true);
        if (attributes->typekind == TKIND_ENUM)
            check_number(name, "the number of constants", attributes->cVars,
                         recorded_constants(name));
        ITypeInfo_ReleaseTypeAttr(info, attributes);
        ITypeInfo_Release(info);
    }
}

static void test_typelib__nothing_unrecorded(void **state)
{
    (void)state;
    for (size_t i = 0; abi_libraries[i].name; i++)
        check_nothing_unrecorded(abi_libraries[i].name, typelibs[i]);
}

static void test_typelib__libraries(void **state)
{
    (void)state;
    for (size_t i = 0; abi_libraries[i].name; i++) {
        const struct abi_library *row = &abi_libraries[i];
        char name[ABI_TEXT_LENGTH];
        TLIBATTR *attributes;
        BSTR text;

        check_success(row->name, "GetLibAttr", ITypeLib_GetLibAttr(typelibs[i], &attributes));
        check_success(row->name, "GetDocumentation",
                      ITypeLib_GetDocumentation(typelibs[i], -1, &text, NULL, NULL, NULL));
        abi_typelib_take_name(text, name);
        check_text(row->name, "the name", name, row->name);
        check_guid(row->name, &attributes->guid, row->libid);
        check_number(row->name, "the major version", attributes->wMajorVerNum, (long)row->major);
        check_number(row->name, "the minor version", attributes->wMinorVerNum, (long)row->minor);
        check_number(row->name, "the language", (long)attributes->lcid, 0);
        check_number(row->name, "the system", (long)attributes->syskind,
                     pointer_size == 8 ? SYS_WIN64 : SYS_WIN32);
        ITypeLib_ReleaseTLibAttr(typelibs[i], attributes);
    }
}

static int load_typelibs(void **state)
{
    (void)state;
    for (size_t i = 0; abi_libraries[i].name; i++) {
        WCHAR path[MAX_PATH];
        HRESULT result;

        MultiByteToWideChar(CP_ACP, 0, module_paths[i], -1, path, MAX_PATH);
        result = LoadTypeLibEx(path, REGKIND_NONE, &typelibs[i]);
        if (FAILED(result)) {
            print_error("%s: LoadTypeLibEx fails with 0x%08lx\n", module_paths[i],
                        (unsigned long)result);
            return -1;
        }
    }
    return 0;
}

static int release_typelibs(void **state)
{
    (void)state;
    for (size_t i = 0; abi_libraries[i].name; i++) {
        if (typelibs[i])
            ITypeLib_Release(typelibs[i]);
    }
    print_message("abi: %u checks of the type libraries\n", checks);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typelib__libraries),
        cmocka_unit_test(test_typelib__interfaces),
        cmocka_unit_test(test_typelib__methods),
        cmocka_unit_test(test_typelib__names_for_scripts),
        cmocka_unit_test(test_typelib__coclasses),
        cmocka_unit_test(test_typelib__enumerations),
        cmocka_unit_test(test_typelib__nothing_unrecorded),
    };

    if (argc != 3 && argc != 4) {
        fprintf(stderr, "usage: test_abi_typelib <imapi2.dll> <imapi2fs.dll> [<pointer size>]\n");
        return EXIT_FAILURE;
    }
    if (argc == 4)
        pointer_size = strtol(argv[3], NULL, 10);
    module_paths[0] = argv[1];
    module_paths[1] = argv[2];
    return cmocka_run_group_tests(tests, load_typelibs, release_typelibs);
}
