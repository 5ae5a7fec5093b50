/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ProgressItems: which block of the image belongs to which file. */
#include "imapi2fs/classes.h"

#include "base/memory.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "fsimage/result.h"

struct progress_items {
    struct com_object object;
    IProgressItems IProgressItems_iface;
    struct fsimage_result *result;
};

/* A result does not change: its ranges are a snapshot as they are. */
struct progress_sequence {
    struct com_sequence sequence;
    struct fsimage_result *result;
};

static const struct com_interface progress_items_interfaces[] = {
    COM_INTERFACE(progress_items, IProgressItems),
    COM_INTERFACE_AS(progress_items, IDispatch, IProgressItems),
};

COM_DISPATCH(progress_items, IProgressItems)

static HRESULT progress_sequence_get(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    const struct progress_sequence *self = (const struct progress_sequence *)sequence;
    HRESULT hr = progress_item_create(self->result, (uint32_t)index, &IID_IDispatch,
                                      (void **)&V_DISPATCH(value));

    if (SUCCEEDED(hr))
        V_VT(value) = VT_DISPATCH;
    return hr;
}

static void progress_sequence_destroy(struct com_sequence *sequence)
{
    struct progress_sequence *self = (struct progress_sequence *)sequence;

    fsimage_result_drop(&self->result);
    memory_free(self);
}

static const struct com_sequence_ops progress_sequence_ops = {
    progress_sequence_get,
    progress_sequence_destroy,
};

static HRESULT create_sequence(struct progress_items *self, struct com_sequence **sequence)
{
    struct progress_sequence *made = memory_allocate(1, sizeof(*made));

    *sequence = NULL;
    if (!made)
        return E_OUTOFMEMORY;
    com_sequence_init(&made->sequence, &progress_sequence_ops,
                      fsimage_progress_count(self->result));
    made->result = fsimage_result_acquire(self->result);
    *sequence = &made->sequence;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE progress_items_get__NewEnum(IProgressItems *iface,
                                                             IEnumVARIANT **NewEnum)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);
    struct com_sequence *sequence;
    HRESULT hr;

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    hr = create_sequence(self, &sequence);
    if (SUCCEEDED(hr))
        hr = com_enum_variant_create(sequence, NewEnum);
    com_sequence_drop(&sequence);
    return com_error(&self->object, hr);
}

static HRESULT create_item(struct progress_items *self, uint32_t index, IProgressItem **item)
{
    return com_error(&self->object,
                     progress_item_create(self->result, index, &IID_IProgressItem, (void **)item));
}

static HRESULT STDMETHODCALLTYPE progress_items_get_Item(IProgressItems *iface, LONG Index,
                                                         IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    if (Index < 0 || (uint32_t)Index >= fsimage_progress_count(self->result))
        return com_error_with(&self->object, E_INVALIDARG, COM_NUMBER(Index));
    return create_item(self, (uint32_t)Index, item);
}

static HRESULT STDMETHODCALLTYPE progress_items_get_Count(IProgressItems *iface, LONG *Count)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);

    if (!Count)
        return com_null_pointer(&self->object, L"Count");
    *Count = (LONG)fsimage_progress_count(self->result);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE progress_items_ProgressItemFromBlock(IProgressItems *iface,
                                                                      ULONG block,
                                                                      IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);
    uint32_t index;

    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    if (fsimage_progress_find_block(self->result, block, &index) != STATUS_OK)
        return com_error_with(&self->object, E_INVALIDARG, COM_NUMBER(block));
    return create_item(self, index, item);
}

static HRESULT STDMETHODCALLTYPE progress_items_ProgressItemFromDescription(IProgressItems *iface,
                                                                            BSTR description,
                                                                            IProgressItem **item)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);
    enum status status;
    uint32_t index;

    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    if (!description)
        return com_error(&self->object, E_FAIL);
    status = fsimage_progress_find_description(self->result, description,
                                               com_text_length(description), &index);
    if (status == STATUS_NOT_FOUND)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(description));
    if (status != STATUS_OK)
        return com_error(&self->object, com_result_of(status));
    return create_item(self, index, item);
}

static HRESULT STDMETHODCALLTYPE progress_items_get_EnumProgressItems(IProgressItems *iface,
                                                                      IEnumProgressItems **NewEnum)
{
    struct progress_items *self = progress_items_from_IProgressItems(iface);
    struct com_sequence *sequence;
    HRESULT hr;

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    hr = create_sequence(self, &sequence);
    if (SUCCEEDED(hr))
        hr = enum_progress_items_create(sequence, NewEnum);
    com_sequence_drop(&sequence);
    return com_error(&self->object, hr);
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

static void progress_items_destroy(struct com_object *object)
{
    fsimage_result_drop(&CONTAINING_RECORD(object, struct progress_items, object)->result);
}

static const struct com_class progress_items_class = {
    .prog_id = L"IMAPI2FS.ProgressItems",
    .clsid = &CLSID_ProgressItems,
    COM_INTERFACES(progress_items_interfaces),
    .destroy = progress_items_destroy,
};

HRESULT progress_items_create(struct fsimage_result *result, REFIID iid, void **out)
{
    struct progress_items *self = com_object_create(&progress_items_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IProgressItems_iface.lpVtbl = &progress_items_IProgressItems_vtbl;
    self->result = fsimage_result_acquire(result);
    return com_object_hand_out(&self->object, iid, out);
}
