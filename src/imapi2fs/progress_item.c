/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ProgressItem: the blocks one file occupies in the image. */
#include "imapi2fs/classes.h"

#include "base/memory.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "fsimage/result.h"

/* A copy: it may outlive the result without keeping the image from being changed. */
struct progress_item {
    struct com_object object;
    IProgressItem IProgressItem_iface;
    struct fsimage_progress_range range;
    char16 *description;
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
    return com_error(&self->object, com_text_copy(self->description, desc));
}

static HRESULT STDMETHODCALLTYPE progress_item_get_FirstBlock(IProgressItem *iface, ULONG *block)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!block)
        return com_null_pointer(&self->object, L"block");
    *block = self->range.first_block;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE progress_item_get_LastBlock(IProgressItem *iface, ULONG *block)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!block)
        return com_null_pointer(&self->object, L"block");
    *block = self->range.first_block + self->range.block_count - 1;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE progress_item_get_BlockCount(IProgressItem *iface, ULONG *blocks)
{
    struct progress_item *self = progress_item_from_IProgressItem(iface);

    if (!blocks)
        return com_null_pointer(&self->object, L"blocks");
    *blocks = self->range.block_count;
    return S_OK;
}

static const IProgressItemVtbl progress_item_IProgressItem_vtbl = {
    COM_DISPATCH_METHODS(progress_item, IProgressItem),
    .get_Description = progress_item_get_Description,
    .get_FirstBlock = progress_item_get_FirstBlock,
    .get_LastBlock = progress_item_get_LastBlock,
    .get_BlockCount = progress_item_get_BlockCount,
};

static void progress_item_destroy(struct com_object *object)
{
    memory_free(CONTAINING_RECORD(object, struct progress_item, object)->description);
}

static const struct com_class progress_item_class = {
    .prog_id = L"IMAPI2FS.ProgressItem",
    .clsid = &CLSID_ProgressItem,
    COM_INTERFACES(progress_item_interfaces),
    .destroy = progress_item_destroy,
};

HRESULT progress_item_create(const struct fsimage_result *result, uint32_t index, REFIID iid,
                             void **out)
{
    struct progress_item *self = com_object_create(&progress_item_class, sizeof(*self));
    enum status status;
    size_t length;

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IProgressItem_iface.lpVtbl = &progress_item_IProgressItem_vtbl;
    self->range = fsimage_progress_at(result, index);
    status = fsimage_progress_description(result, index, &self->description, &length);
    if (status != STATUS_OK) {
        com_object_release(&self->object);
        return com_result_of(status);
    }
    return com_object_hand_out(&self->object, iid, out);
}
