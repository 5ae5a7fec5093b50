/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ProgressItems: which block of the image belongs to which file. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct progress_items {
    struct com_object object;
    IProgressItems IProgressItems_iface;
};

static const struct com_interface progress_items_interfaces[] = {
    COM_INTERFACE(progress_items, IProgressItems),
    COM_INTERFACE_AS(progress_items, IDispatch, IProgressItems),
};

COM_DISPATCH(progress_items, IProgressItems)

static HRESULT STDMETHODCALLTYPE progress_items_get__NewEnum(IProgressItems *iface,
                                                             IEnumVARIANT **NewEnum)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    return com_not_implemented(&self->object, L"IProgressItems::get__NewEnum");
}

static HRESULT STDMETHODCALLTYPE progress_items_get_Item(IProgressItems *iface, LONG Index,
                                                         IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    (void)Index;
    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    return com_not_implemented(&self->object, L"IProgressItems::get_Item");
}

static HRESULT STDMETHODCALLTYPE progress_items_get_Count(IProgressItems *iface, LONG *Count)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    if (!Count)
        return com_null_pointer(&self->object, L"Count");
    *Count = 0;
    return com_not_implemented(&self->object, L"IProgressItems::get_Count");
}

static HRESULT STDMETHODCALLTYPE progress_items_ProgressItemFromBlock(IProgressItems *iface,
                                                                      ULONG block,
                                                                      IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    (void)block;
    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    return com_not_implemented(&self->object, L"IProgressItems::ProgressItemFromBlock");
}

static HRESULT STDMETHODCALLTYPE progress_items_ProgressItemFromDescription(IProgressItems *iface,
                                                                            BSTR description,
                                                                            IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    (void)description;
    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    return com_not_implemented(&self->object, L"IProgressItems::ProgressItemFromDescription");
}

static HRESULT STDMETHODCALLTYPE progress_items_get_EnumProgressItems(IProgressItems *iface,
                                                                      IEnumProgressItems **NewEnum)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    return com_not_implemented(&self->object, L"IProgressItems::get_EnumProgressItems");
}

static const IProgressItemsVtbl progress_items_IProgressItems_vtbl = {
    COM_DISPATCH_METHODS(progress_items, IProgressItems),
    .get__NewEnum = progress_items_get__NewEnum,
    .get_Item = progress_items_get_Item,
    .get_Count = progress_items_get_Count,
    .ProgressItemFromBlock = progress_items_ProgressItemFromBlock,
    .ProgressItemFromDescription = progress_items_ProgressItemFromDescription,
    .get_EnumProgressItems = progress_items_get_EnumProgressItems,
};

static const struct com_class progress_items_class = {
    .prog_id = L"IMAPI2FS.ProgressItems",
    .clsid = &CLSID_ProgressItems,
    COM_INTERFACES(progress_items_interfaces),
};

HRESULT progress_items_create(REFIID iid, void **out)
{
    struct progress_items *self = com_object_create(&progress_items_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IProgressItems_iface.lpVtbl = &progress_items_IProgressItems_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
