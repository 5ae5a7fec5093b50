/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ProgressItem: the blocks one file occupies in the image. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct progress_item {
    struct com_object object;
    IProgressItem IProgressItem_iface;
};

static const struct com_interface progress_item_interfaces[] = {
    COM_INTERFACE(progress_item, IProgressItem),
    COM_INTERFACE_AS(progress_item, IDispatch, IProgressItem),
};

COM_DISPATCH(progress_item, IProgressItem)

static HRESULT STDMETHODCALLTYPE progress_item_get_Description(IProgressItem *iface, BSTR *desc)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!desc)
        return com_null_pointer(&self->object, L"desc");
    *desc = NULL;
    return com_not_implemented(&self->object, L"IProgressItem::get_Description");
}

static HRESULT STDMETHODCALLTYPE progress_item_get_FirstBlock(IProgressItem *iface, ULONG *block)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!block)
        return com_null_pointer(&self->object, L"block");
    *block = 0;
    return com_not_implemented(&self->object, L"IProgressItem::get_FirstBlock");
}

static HRESULT STDMETHODCALLTYPE progress_item_get_LastBlock(IProgressItem *iface, ULONG *block)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!block)
        return com_null_pointer(&self->object, L"block");
    *block = 0;
    return com_not_implemented(&self->object, L"IProgressItem::get_LastBlock");
}

static HRESULT STDMETHODCALLTYPE progress_item_get_BlockCount(IProgressItem *iface, ULONG *blocks)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!blocks)
        return com_null_pointer(&self->object, L"blocks");
    *blocks = 0;
    return com_not_implemented(&self->object, L"IProgressItem::get_BlockCount");
}

static const IProgressItemVtbl progress_item_IProgressItem_vtbl = {
    COM_DISPATCH_METHODS(progress_item, IProgressItem),
    .get_Description = progress_item_get_Description,
    .get_FirstBlock = progress_item_get_FirstBlock,
    .get_LastBlock = progress_item_get_LastBlock,
    .get_BlockCount = progress_item_get_BlockCount,
};

static const struct com_class progress_item_class = {
    .prog_id = L"IMAPI2FS.ProgressItem",
    .clsid = &CLSID_ProgressItem,
    COM_INTERFACES(progress_item_interfaces),
};

HRESULT progress_item_create(REFIID iid, void **out)
{
    struct progress_item *self = com_object_create(&progress_item_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IProgressItem_iface.lpVtbl = &progress_item_IProgressItem_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
