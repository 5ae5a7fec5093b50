/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscMaster2: the optical recorders of this computer. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_master {
    struct com_object object;
    IDiscMaster2 IDiscMaster2_iface;
    struct com_connections connections;
};

static const struct com_interface disc_master_interfaces[] = {
    COM_INTERFACE(disc_master, IDiscMaster2),
    COM_INTERFACE_AS(disc_master, IDispatch, IDiscMaster2),
    COM_INTERFACE_IN(disc_master, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_master, IDiscMaster2)

static HRESULT STDMETHODCALLTYPE disc_master_get__NewEnum(IDiscMaster2 *iface, IEnumVARIANT **ppunk)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);

    if (!ppunk)
        return com_null_pointer(&self->object, L"ppunk");
    *ppunk = NULL;
    return com_not_implemented(&self->object, L"IDiscMaster2::get__NewEnum");
}

static HRESULT STDMETHODCALLTYPE disc_master_get_Item(IDiscMaster2 *iface, LONG index, BSTR *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);

    (void)index;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscMaster2::get_Item");
}

static HRESULT STDMETHODCALLTYPE disc_master_get_Count(IDiscMaster2 *iface, LONG *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscMaster2::get_Count");
}

static HRESULT STDMETHODCALLTYPE disc_master_get_IsSupportedEnvironment(IDiscMaster2 *iface,
                                                                        VARIANT_BOOL *value)
{
    struct disc_master *self = disc_master_from_IDiscMaster2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscMaster2::get_IsSupportedEnvironment");
}

static const IDiscMaster2Vtbl disc_master_IDiscMaster2_vtbl = {
    COM_DISPATCH_METHODS(disc_master, IDiscMaster2),
    .get__NewEnum = disc_master_get__NewEnum,
    .get_Item = disc_master_get_Item,
    .get_Count = disc_master_get_Count,
    .get_IsSupportedEnvironment = disc_master_get_IsSupportedEnvironment,
};

static void disc_master_destroy(struct com_object *object)
{
    struct disc_master *self = CONTAINING_RECORD(object, struct disc_master, object);

    com_connections_release(&self->connections);
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
    return com_object_hand_out(&self->object, iid, out);
}
