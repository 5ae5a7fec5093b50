/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscMaster2: the optical recorders of this computer. */
#include "imapi2/classes.h"

#include "base/memory.h"
#include "com/connection.h"
#include "com/dispatch.h"
#include "com/enumerator.h"
#include "com/error.h"
#include "com/lock.h"
#include "com/value.h"
#include "imapi2/device_watch.h"
#include "imapi2/drive_error.h"
#include "imapi2/result.h"
#include "imapi2/shared_catalog.h"

#include <imapi2.h>
#include <string.h>

struct disc_master {
    struct com_object object;
    IDiscMaster2 IDiscMaster2_iface;
    struct com_connections connections;
    struct com_lock lock; /* of the watch, which is there while sinks are */
    struct device_watch *watch;
};

static const struct com_interface disc_master_interfaces[] = {
    COM_INTERFACE(disc_master, IDiscMaster2),
    COM_INTERFACE_AS(disc_master, IDispatch, IDiscMaster2),
    COM_INTERFACE_IN(disc_master, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_master, IDiscMaster2)

/* The recorders present now, so that Count and Item follow what comes and goes. */
static HRESULT list_recorders(struct disc_master *self, struct recorder_ids *ids)
{
    struct recorder_catalog *catalog;
    HRESULT hr = shared_catalog_get(&catalog);

    memset(ids, 0, sizeof(*ids));
    if (SUCCEEDED(hr))
        hr = result_of_status(recorder_catalog_list(catalog, ids), NULL);
    return com_error(&self->object, hr);
}

static void clear_values(VARIANT *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        VariantClear(&values[i]);
    memory_free(values);
}

/* VT_BSTR of each id, to be given to clear_values. */
static HRESULT values_of(const struct recorder_ids *ids, VARIANT **values)
{
    *values = NULL;
    if (!ids->count)
        return S_OK;
    *values = memory_allocate(ids->count, sizeof(**values));
    if (!*values)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < ids->count; i++) {
        HRESULT hr = com_text_copy(ids->ids[i], &V_BSTR(&(*values)[i]));

        if (FAILED(hr)) {
            clear_values(*values, ids->count);
            *values = NULL;
            return hr;
        }
        V_VT(&(*values)[i]) = VT_BSTR;
    }
    return S_OK;
}

static HRESULT enumerate(const struct recorder_ids *ids, IEnumVARIANT **out)
{
    struct com_sequence *sequence;
    VARIANT *values;
    HRESULT hr = values_of(ids, &values);

    if (FAILED(hr))
        return hr;
    hr = com_sequence_of_values(values, ids->count, &sequence);
    clear_values(values, ids->count);
    if (FAILED(hr))
        return hr;
    hr = com_enum_variant_create(sequence, out);
    com_sequence_drop(&sequence);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_master_get__NewEnum(IDiscMaster2 *iface, IEnumVARIANT **ppunk)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);
    struct recorder_ids ids;
    HRESULT hr;

    if (!ppunk)
        return com_null_pointer(&self->object, L"ppunk");
    *ppunk = NULL;
    hr = list_recorders(self, &ids);
    if (SUCCEEDED(hr))
        hr = com_error(&self->object, enumerate(&ids, ppunk));
    recorder_ids_release(&ids);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_master_get_Item(IDiscMaster2 *iface, LONG index, BSTR *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);
    struct recorder_ids ids;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = list_recorders(self, &ids);
    if (SUCCEEDED(hr)) {
        if (index >= 0 && (size_t)index < ids.count)
            hr = com_error(&self->object, com_text_copy(ids.ids[index], value));
        else
            hr = error_with_value(&self->object, E_INVALIDARG, L"index", index);
    }
    recorder_ids_release(&ids);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_master_get_Count(IDiscMaster2 *iface, LONG *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);
    struct recorder_ids ids;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    hr = list_recorders(self, &ids);
    if (SUCCEEDED(hr))
        *value = (LONG)ids.count;
    recorder_ids_release(&ids);
    return hr;
}

static bool can_initialize(const char16 *id)
{
    IDiscRecorder2 *recorder;
    BSTR text = SysAllocString(id);
    bool can = false;

    if (SUCCEEDED(disc_recorder_create(&IID_IDiscRecorder2, (void **)&recorder))) {
        can = SUCCEEDED(IDiscRecorder2_InitializeDiscRecorder(recorder, text));
        IDiscRecorder2_Release(recorder);
    }
    SysFreeString(text);
    return can;
}

static HRESULT STDMETHODCALLTYPE disc_master_get_IsSupportedEnvironment(IDiscMaster2 *iface,
                                                                        VARIANT_BOOL *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);
    struct recorder_ids ids;
    bool is_supported = false;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    /* As published, only a null pointer fails: what cannot be listed is not supported. */
    list_recorders(self, &ids);
    for (size_t i = 0; i < ids.count && !is_supported; i++)
        is_supported = can_initialize(ids.ids[i]);
    recorder_ids_release(&ids);
    SetErrorInfo(0, NULL);
    *value = com_bool(is_supported);
    return S_OK;
}

static const IDiscMaster2Vtbl disc_master_IDiscMaster2_vtbl = {
    COM_DISPATCH_METHODS(disc_master, IDiscMaster2),
    .get__NewEnum = disc_master_get__NewEnum,
    .get_Item = disc_master_get_Item,
    .get_Count = disc_master_get_Count,
    .get_IsSupportedEnvironment = disc_master_get_IsSupportedEnvironment,
};

static void tell(struct com_object *object, const WCHAR *id, bool is_added)
{
    struct disc_master *self = CONTAINING_RECORD(object, struct disc_master, object);
    BSTR text = SysAllocString(id);
    VARIANTARG arguments[2];

    if (!text)
        return;
    V_VT(&arguments[0]) = VT_BSTR;
    V_BSTR(&arguments[0]) = text;
    V_VT(&arguments[1]) = VT_DISPATCH;
    V_DISPATCH(&arguments[1]) = (IDispatch *)&self->IDiscMaster2_iface;
    com_connections_fire(&self->connections, &IID_DDiscMaster2Events,
                         is_added ? DISPID_DDISCMASTER2EVENTS_DEVICEADDED
                                  : DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED,
                         arguments, ARRAYSIZE(arguments));
    SysFreeString(text);
}

static HRESULT sinks_changed(struct com_object *object)
{
    struct disc_master *self = CONTAINING_RECORD(object, struct disc_master, object);
    HRESULT hr = S_OK;

    com_lock_enter(&self->lock);
    if (!com_connections_have_sinks(&self->connections, &IID_DDiscMaster2Events))
        device_watch_stop(&self->watch);
    else if (!self->watch)
        hr = device_watch_start(object, tell, &self->watch);
    com_lock_leave(&self->lock);
    return hr;
}

static void disc_master_destroy(struct com_object *object)
{
    struct disc_master *self = CONTAINING_RECORD(object, struct disc_master, object);

    device_watch_stop(&self->watch);
    com_connections_release(&self->connections);
    com_lock_release(&self->lock);
}

static const struct com_class disc_master_class = {
    .prog_id = L"IMAPI2.MsftDiscMaster2",
    .clsid = &CLSID_MsftDiscMaster2,
    .default_source = &IID_DDiscMaster2Events,
    COM_INTERFACES(disc_master_interfaces),
    .destroy = disc_master_destroy,
};

HRESULT disc_master_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscMaster2Events };
    struct disc_master *self = com_object_create(&disc_master_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscMaster2_iface.lpVtbl = &disc_master_IDiscMaster2_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    self->connections.changed = sinks_changed;
    com_lock_init(&self->lock);
    return com_object_hand_out(&self->object, iid, out);
}
