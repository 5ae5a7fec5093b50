/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A reference to an application's object that can be used from every apartment. */
#include "com/agile.h"

static HRESULT table_get(IGlobalInterfaceTable **table)
{
    return CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER,
                            &IID_IGlobalInterfaceTable, (void **)table);
}

static bool unmarshal_class_of(IUnknown *object, REFIID iid, CLSID *class)
{
    IMarshal *marshal;
    HRESULT hr = IUnknown_QueryInterface(object, &IID_IMarshal, (void **)&marshal);

    if (FAILED(hr))
        return false;
    hr = IMarshal_GetUnmarshalClass(marshal, iid, object, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL,
                                    class);
    IMarshal_Release(marshal);
    return SUCCEEDED(hr);
}

/*
 * An object is free to go anywhere when its marshaler is the system's that hands out the pointer
 * itself. The system is asked for its class: headers disagree about the constant.
 */
static bool is_free_threaded(IUnknown *object, REFIID iid)
{
    IUnknown *marshaler;
    CLSID of_object;
    CLSID of_system;
    bool is_same;

    if (!unmarshal_class_of(object, iid, &of_object) ||
        FAILED(CoCreateFreeThreadedMarshaler(NULL, &marshaler)))
        return false;
    is_same =
        unmarshal_class_of(marshaler, iid, &of_system) && IsEqualCLSID(&of_object, &of_system);
    IUnknown_Release(marshaler);
    return is_same;
}

static DWORD table_register(IUnknown *object, REFIID iid)
{
    IGlobalInterfaceTable *table;
    DWORD cookie = 0;

    if (FAILED(table_get(&table)))
        return 0;
    if (FAILED(IGlobalInterfaceTable_RegisterInterfaceInGlobal(table, object, iid, &cookie)))
        cookie = 0;
    IGlobalInterfaceTable_Release(table);
    return cookie;
}

static void remember_context(struct com_agile *agile)
{
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;

    if (FAILED(CoGetContextToken(&agile->context)))
        agile->context = 0;
    if (FAILED(CoGetApartmentType(&type, &qualifier)) || type != APTTYPE_MTA)
        agile->thread = GetCurrentThreadId();
}

static bool is_home(const struct com_agile *agile)
{
    ULONG_PTR context;

    return SUCCEEDED(CoGetContextToken(&context)) && context == agile->context &&
           (!agile->thread || agile->thread == GetCurrentThreadId());
}

HRESULT com_agile_init(struct com_agile *agile, IUnknown *object, REFIID iid)
{
    HRESULT hr;

    memset(agile, 0, sizeof(*agile));
    hr = IUnknown_QueryInterface(object, iid, (void **)&agile->pointer);
    if (FAILED(hr)) {
        agile->pointer = NULL;
        return hr;
    }
    agile->iid = *iid;
    agile->is_anywhere = is_free_threaded(agile->pointer, iid);
    if (agile->is_anywhere)
        return S_OK;
    remember_context(agile);
    agile->cookie = table_register(agile->pointer, iid);
    if (agile->cookie)
        IUnknown_Release(agile->pointer);
    return S_OK;
}

void com_agile_release(struct com_agile *agile)
{
    IGlobalInterfaceTable *table;

    if (agile->cookie && SUCCEEDED(table_get(&table))) {
        IGlobalInterfaceTable_RevokeInterfaceFromGlobal(table, agile->cookie);
        IGlobalInterfaceTable_Release(table);
    } else if (!agile->cookie && agile->pointer) {
        IUnknown_Release(agile->pointer);
    }
    memset(agile, 0, sizeof(*agile));
}

HRESULT com_agile_get(const struct com_agile *agile, void **out)
{
    IGlobalInterfaceTable *table;
    HRESULT hr;

    *out = NULL;
    if (agile->is_anywhere || is_home(agile)) {
        IUnknown_AddRef(agile->pointer);
        *out = agile->pointer;
        return S_OK;
    }
    if (!agile->cookie)
        return RPC_E_WRONG_THREAD;
    hr = table_get(&table);
    if (FAILED(hr))
        return hr;
    hr = IGlobalInterfaceTable_GetInterfaceFromGlobal(table, agile->cookie, &agile->iid, out);
    IGlobalInterfaceTable_Release(table);
    return hr;
}
