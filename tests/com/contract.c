/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every object of both DLLs promises, whatever it does. */
#include "contract.h"

#include "com/type_library.h"

#include <stdio.h>
#include <stdlib.h>

/* Nobody has this interface. */
static const IID IID_Nobody = { 0x0BADF00D, 0x1111, 0x2222, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* All interfaces of a class. */
#define ALL_MAX (CONTRACT_INTERFACES_MAX + 8)

static size_t all_interfaces(const struct contract *contract, const IID **all)
{
    size_t count = 0;

    for (size_t i = 0; contract->interfaces[i]; i++)
        all[count++] = contract->interfaces[i];
    all[count++] = &IID_IUnknown;
    all[count++] = &IID_ISupportErrorInfo;
    all[count++] = &IID_IMarshal;
    if (contract->is_automation) {
        all[count++] = &IID_IDispatch;
        all[count++] = &IID_IProvideClassInfo;
        all[count++] = &IID_IProvideClassInfo2;
    }
    if (contract->sources[0])
        all[count++] = &IID_IConnectionPointContainer;
    return count;
}

static void *create_as(const struct contract *contract, REFIID iid)
{
    void *out = POISON;

    assert_result(contract->create(iid, &out), S_OK);
    assert_non_null(out);
    return out;
}

static IUnknown *create(const struct contract *contract)
{
    return create_as(contract, &IID_IUnknown);
}

static void *query(void *object, REFIID iid)
{
    void *out = POISON;

    assert_result(IUnknown_QueryInterface((IUnknown *)object, iid, &out), S_OK);
    return out;
}

static void release(void *object)
{
    IUnknown_Release((IUnknown *)object);
}

static void check_same_identity(void *a, void *b)
{
    IUnknown *of_a = query(a, &IID_IUnknown);
    IUnknown *of_b = query(b, &IID_IUnknown);

    assert_ptr_equal(of_a, of_b);
    release(of_a);
    release(of_b);
}

static void check_refusals(void *object)
{
    void *out = POISON;

    assert_result(IUnknown_QueryInterface((IUnknown *)object, &IID_Nobody, &out), E_NOINTERFACE);
    assert_null(out);
    assert_result(IUnknown_QueryInterface((IUnknown *)object, &IID_IUnknown, NULL), E_POINTER);
}

/* Every interface leads to every other (COM's rules of QueryInterface), the typed ones included. */
void contract_check_identity(const struct contract *contract)
{
    const IID *all[ALL_MAX];
    size_t count = all_interfaces(contract, all);
    IUnknown *object = create(contract);
    void *out = POISON;

    for (size_t from = 0; from < count; from++) {
        void *first = query(object, all[from]);

        for (size_t to = 0; to < count; to++) {
            void *second = query(first, all[to]);

            check_same_identity(first, second);
            release(second);
        }
        if (!IsEqualIID(all[from], &IID_IMarshal))
            check_refusals(first);
        release(first);
    }
    assert_int_equal(IUnknown_Release(object), 0);
    assert_result(contract->create(&IID_Nobody, &out), E_NOINTERFACE);
    assert_null(out);
    if (!contract->is_automation) {
        object = create(contract);
        assert_result(IUnknown_QueryInterface(object, &IID_IDispatch, &out), E_NOINTERFACE);
        release(object);
    }
}

static ITypeInfo *type_of(REFIID iid)
{
    ITypeInfo *info = POISON;

    assert_result(com_type_info_get(iid, &info), S_OK);
    return info;
}

/* Slots of an interface of the library, its bases counted. */
static size_t slot_count(REFIID iid)
{
    ITypeInfo *info = type_of(iid);
    TYPEATTR *attributes;
    size_t count;

    assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    if (attributes->typekind == TKIND_DISPATCH) {
        ITypeInfo *dual;
        HREFTYPE reference;

        assert_result(ITypeInfo_GetRefTypeOfImplType(info, (UINT)-1, &reference), S_OK);
        assert_result(ITypeInfo_GetRefTypeInfo(info, reference, &dual), S_OK);
        ITypeInfo_ReleaseTypeAttr(info, attributes);
        ITypeInfo_Release(info);
        info = dual;
        assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    }
    count = attributes->cbSizeVft / sizeof(void *);
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    ITypeInfo_Release(info);
    return count;
}

static void check_slots(void *interface_pointer, size_t count)
{
    void *const *slots = *(void *const *const *)interface_pointer;

    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++)
        assert_non_null(slots[i]);
}

void contract_check_vtables(const struct contract *contract)
{
    IUnknown *object = create(contract);

    for (size_t i = 0; contract->interfaces[i]; i++) {
        const IID *iid = contract->interfaces[i];
        void *pointer = query(object, iid);

        if (IsEqualIID(iid, &IID_IStream))
            check_slots(pointer, 14);
        else if (IsEqualIID(iid, &IID_ISequentialStream))
            check_slots(pointer, 5);
        else
            check_slots(pointer, slot_count(iid));
        release(pointer);
    }
    release(object);
}

void contract_check_references(const struct contract *contract)
{
    const IID *all[ALL_MAX];
    size_t count = all_interfaces(contract, all);
    IUnknown *object = create(contract);

    assert_int_equal(com_test_references(object), 1);
    for (size_t i = 0; i < count; i++) {
        IUnknown *pointer = query(object, all[i]);

        assert_int_equal(com_test_references(object), 2);
        assert_int_equal(IUnknown_AddRef(pointer), 3);
        assert_int_equal(IUnknown_Release(pointer), 2);
        assert_int_equal(IUnknown_Release(pointer), 1);
    }
    assert_int_equal(IUnknown_Release(object), 0);
}

static void check_member_id(IDispatch *dispatch, BSTR name, MEMBERID expected)
{
    DISPID id = DISPID_UNKNOWN;

    assert_result(IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id),
                  S_OK);
    assert_int_equal(id, expected);
}

static void check_members_of(IDispatch *dispatch, ITypeInfo *info, const TYPEATTR *attributes)
{
    for (UINT i = 0; i < attributes->cFuncs; i++) {
        FUNCDESC *function;
        BSTR name;
        UINT count;

        assert_result(ITypeInfo_GetFuncDesc(info, i, &function), S_OK);
        assert_result(ITypeInfo_GetNames(info, function->memid, &name, 1, &count), S_OK);
        check_member_id(dispatch, name, function->memid);
        SysFreeString(name);
        ITypeInfo_ReleaseFuncDesc(info, function);
    }
}

/* The members of `info`, then those of what it derives from, down to IDispatch. */
static unsigned check_members(IDispatch *dispatch, ITypeInfo *info)
{
    TYPEATTR *attributes;
    unsigned count = 0;

    assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    if (!IsEqualGUID(&attributes->guid, &IID_IDispatch)) {
        check_members_of(dispatch, info, attributes);
        count = attributes->cFuncs;
    }
    if (count && attributes->cImplTypes && attributes->typekind == TKIND_INTERFACE) {
        ITypeInfo *base;
        HREFTYPE reference;

        assert_result(ITypeInfo_GetRefTypeOfImplType(info, 0, &reference), S_OK);
        assert_result(ITypeInfo_GetRefTypeInfo(info, reference, &base), S_OK);
        count += check_members(dispatch, base);
        ITypeInfo_Release(base);
    }
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    return count;
}

/* The dual interface behind the face that a type library shows to scripts. */
static ITypeInfo *dual_of(ITypeInfo *info)
{
    HREFTYPE reference;
    ITypeInfo *dual = info;

    if (SUCCEEDED(ITypeInfo_GetRefTypeOfImplType(info, (UINT)-1, &reference)))
        assert_result(ITypeInfo_GetRefTypeInfo(info, reference, &dual), S_OK);
    else
        ITypeInfo_AddRef(dual);
    return dual;
}

void contract_check_dispatch(const struct contract *contract)
{
    IDispatch *dispatch;
    ITypeInfo *info = POISON;
    ITypeInfo *dual;
    TYPEATTR *attributes;
    OLECHAR nothing[] = L"NoMemberOfThatName";
    OLECHAR *name = nothing;
    DISPID id;
    UINT count = 99;

    if (!contract->is_automation)
        return;
    dispatch = create_as(contract, &IID_IDispatch);
    assert_result(IDispatch_GetTypeInfoCount(dispatch, &count), S_OK);
    assert_int_equal(count, 1);
    assert_result(IDispatch_GetTypeInfoCount(dispatch, NULL), E_POINTER);
    assert_result(IDispatch_GetTypeInfo(dispatch, 0, LOCALE_USER_DEFAULT, NULL), E_POINTER);
    assert_result(IDispatch_GetTypeInfo(dispatch, 1, LOCALE_USER_DEFAULT, &info), DISP_E_BADINDEX);
    assert_null(info);

    assert_result(IDispatch_GetTypeInfo(dispatch, 0, LOCALE_USER_DEFAULT, &info), S_OK);
    assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    assert_memory_equal(&attributes->guid, contract->interfaces[0], sizeof(GUID));
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    dual = dual_of(info);
    assert_true(check_members(dispatch, dual) > 0);
    ITypeInfo_Release(dual);
    ITypeInfo_Release(info);

    assert_result(IDispatch_GetIDsOfNames(dispatch, &IID_NULL, &name, 1, 0, &id),
                  DISP_E_UNKNOWNNAME);
    assert_int_equal(id, DISPID_UNKNOWN);
    IDispatch_Release(dispatch);
}

void contract_check_class_info(const struct contract *contract)
{
    IProvideClassInfo2 *class_info;
    ITypeInfo *info = POISON;
    TYPEATTR *attributes;
    GUID guid;

    if (!contract->is_automation)
        return;
    class_info = create_as(contract, &IID_IProvideClassInfo2);
    assert_result(IProvideClassInfo2_GetClassInfo(class_info, NULL), E_POINTER);
    assert_result(IProvideClassInfo2_GetClassInfo(class_info, &info), S_OK);
    assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    assert_int_equal(attributes->typekind, TKIND_COCLASS);
    assert_memory_equal(&attributes->guid, contract->clsid, sizeof(GUID));
    ITypeInfo_ReleaseTypeAttr(info, attributes);
    ITypeInfo_Release(info);

    assert_result(IProvideClassInfo2_GetGUID(class_info, GUIDKIND_DEFAULT_SOURCE_DISP_IID, &guid),
                  contract->sources[0] ? S_OK : E_UNEXPECTED);
    assert_memory_equal(&guid, contract->sources[0] ? contract->sources[0] : &GUID_NULL,
                        sizeof(GUID));
    assert_result(IProvideClassInfo2_GetGUID(class_info, 99, &guid), E_INVALIDARG);
    assert_result(IProvideClassInfo2_GetGUID(class_info, 1, NULL), E_POINTER);
    IProvideClassInfo2_Release(class_info);
}

void contract_check_error_info(const struct contract *contract)
{
    ISupportErrorInfo *support = create_as(contract, &IID_ISupportErrorInfo);

    for (size_t i = 0; contract->interfaces[i]; i++)
        assert_result(
            ISupportErrorInfo_InterfaceSupportsErrorInfo(support, contract->interfaces[i]), S_OK);
    assert_result(ISupportErrorInfo_InterfaceSupportsErrorInfo(support, &IID_Nobody), S_FALSE);
    ISupportErrorInfo_Release(support);
}

static void check_error_left(const struct contract *contract)
{
    BSTR description;
    BSTR source;

    assert_true(com_test_take_error(&description, &source));
    assert_true(SysStringLen(description) > 20);
    assert_text_equal(source, contract->prog_id);
    SysFreeString(description);
    SysFreeString(source);
}

static bool takes_one_out(const FUNCDESC *function)
{
    return function->cParams == 1 &&
           function->lprgelemdescParam[0].paramdesc.wParamFlags & PARAMFLAG_FOUT;
}

static void check_null_out(const struct contract *contract, void *pointer, size_t slot)
{
    typedef HRESULT(STDMETHODCALLTYPE * method_with_out)(void *pointer, void *out);
    const method_with_out *slots = *(const method_with_out *const *)pointer;

    SetErrorInfo(0, NULL);
    assert_result(slots[slot](pointer, NULL), E_POINTER);
    check_error_left(contract);
}

/* Calls every member whose one argument is an out, with a null. */
static void check_null_outs(const struct contract *contract, void *pointer, ITypeInfo *info)
{
    TYPEATTR *attributes;

    assert_result(ITypeInfo_GetTypeAttr(info, &attributes), S_OK);
    for (UINT i = 0; i < attributes->cFuncs; i++) {
        FUNCDESC *function;

        assert_result(ITypeInfo_GetFuncDesc(info, i, &function), S_OK);
        if (takes_one_out(function))
            check_null_out(contract, pointer, (size_t)function->oVft / sizeof(void *));
        ITypeInfo_ReleaseFuncDesc(info, function);
    }
    ITypeInfo_ReleaseTypeAttr(info, attributes);
}

void contract_check_null_outs(const struct contract *contract)
{
    for (size_t i = 0; contract->interfaces[i]; i++) {
        IUnknown *pointer;
        ITypeInfo *info;
        ITypeInfo *dual;

        if (IsEqualIID(contract->interfaces[i], &IID_IStream) ||
            IsEqualIID(contract->interfaces[i], &IID_ISequentialStream))
            continue;
        pointer = create_as(contract, contract->interfaces[i]);
        info = type_of(contract->interfaces[i]);
        dual = dual_of(info);
        check_null_outs(contract, pointer, dual);
        ITypeInfo_Release(dual);
        ITypeInfo_Release(info);
        assert_int_equal(IUnknown_Release(pointer), 0);
    }
}

static void check_connection_point(IConnectionPointContainer *container, REFIID source)
{
    IConnectionPointContainer *back = POISON;
    IConnectionPoint *point = POISON;
    IID iid;

    assert_result(IConnectionPointContainer_FindConnectionPoint(container, source, &point), S_OK);
    assert_result(IConnectionPoint_GetConnectionInterface(point, &iid), S_OK);
    assert_memory_equal(&iid, source, sizeof(iid));
    assert_result(IConnectionPoint_GetConnectionPointContainer(point, &back), S_OK);
    assert_ptr_equal(back, container);
    assert_result(IConnectionPoint_Unadvise(point, 4711), CONNECT_E_NOCONNECTION);
    IConnectionPointContainer_Release(back);
    IConnectionPoint_Release(point);
}

void contract_check_connection_points(const struct contract *contract)
{
    IConnectionPointContainer *container;
    IEnumConnectionPoints *points = POISON;
    IConnectionPoint *point = POISON;
    size_t expected = contract->sources[0] ? contract->sources[1] ? 2 : 1 : 0;
    size_t count = 0;

    if (!expected)
        return;
    container = create_as(contract, &IID_IConnectionPointContainer);
    for (size_t i = 0; i < expected; i++)
        check_connection_point(container, contract->sources[i]);
    assert_result(IConnectionPointContainer_FindConnectionPoint(container, &IID_IDispatch, &point),
                  CONNECT_E_NOCONNECTION);
    assert_null(point);
    assert_result(IConnectionPointContainer_EnumConnectionPoints(container, &points), S_OK);
    while (IEnumConnectionPoints_Next(points, 1, &point, NULL) == S_OK) {
        IID iid;

        assert_result(IConnectionPoint_GetConnectionInterface(point, &iid), S_OK);
        assert_memory_equal(&iid, contract->sources[count], sizeof(iid));
        IConnectionPoint_Release(point);
        count++;
    }
    assert_int_equal(count, expected);
    IEnumConnectionPoints_Release(points);
    assert_int_equal(IConnectionPointContainer_Release(container), 0);
}

struct marshaled {
    IStream *stream;
    const IID *iid;
    void *pointer;
    HRESULT result;
};

static void unmarshal(void *context)
{
    struct marshaled *marshaled = context;

    marshaled->result =
        CoGetInterfaceAndReleaseStream(marshaled->stream, marshaled->iid, &marshaled->pointer);
    if (SUCCEEDED(marshaled->result))
        IUnknown_Release((IUnknown *)marshaled->pointer);
}

/* Another apartment gets the object itself. */
void contract_check_marshaling(const struct contract *contract)
{
    for (size_t i = 0; contract->interfaces[i]; i++) {
        struct marshaled marshaled = { .iid = contract->interfaces[i] };
        IUnknown *pointer = create_as(contract, contract->interfaces[i]);

        assert_result(CoMarshalInterThreadInterfaceInStream(contract->interfaces[i], pointer,
                                                            &marshaled.stream),
                      S_OK);
        com_test_in_sta(unmarshal, &marshaled);
        assert_result(marshaled.result, S_OK);
        assert_ptr_equal(marshaled.pointer, pointer);
        assert_int_equal(IUnknown_Release(pointer), 0);
    }
}

static const struct {
    const char *name;
    void (*check)(const struct contract *contract);
} checks[] = {
    { "identity", contract_check_identity },
    { "vtables", contract_check_vtables },
    { "references", contract_check_references },
    { "dispatch", contract_check_dispatch },
    { "class_info", contract_check_class_info },
    { "error_info", contract_check_error_info },
    { "null_outs", contract_check_null_outs },
    { "connection_points", contract_check_connection_points },
    { "marshaling", contract_check_marshaling },
};

/* One class and one promise. */
struct named_check {
    const struct contract *contract;
    void (*check)(const struct contract *contract);
    char name[96];
};

static void run_check(void **state)
{
    const struct named_check *check = *state;

    check->check(check->contract);
}

int contract_run(const struct contract *contracts, size_t count)
{
    size_t total = count * ARRAYSIZE(checks);
    struct named_check *named = calloc(total, sizeof(*named));
    struct CMUnitTest *tests = calloc(total, sizeof(*tests));
    int failed = 1;

    for (size_t i = 0; named && tests && i < total; i++) {
        const char *check_name = checks[i % ARRAYSIZE(checks)].name;

        named[i].contract = &contracts[i / ARRAYSIZE(checks)];
        named[i].check = checks[i % ARRAYSIZE(checks)].check;
        snprintf(named[i].name, sizeof(named[i].name), "%ls__%s", named[i].contract->prog_id,
                 check_name);
        tests[i] = (struct CMUnitTest){ .name = named[i].name,
                                        .test_func = run_check,
                                        .initial_state = &named[i] };
    }
    if (named && tests)
        failed =
            _cmocka_run_group_tests("contract", tests, total, com_test_enter_mta, com_test_leave);
    free(named);
    free(tests);
    return failed;
}
