/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BlockRangeList: the blocks of an image that must be written. */
#include "imapi2fs/classes.h"

#include "com/array.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "fsimage/result.h"

#include <imapi2fs.h>

struct block_range_list {
    struct com_object object;
    IBlockRangeList IBlockRangeList_iface;
    struct fsimage_result *result;
};

static const struct com_interface block_range_list_interfaces[] = {
    COM_INTERFACE(block_range_list, IBlockRangeList),
    COM_INTERFACE_AS(block_range_list, IDispatch, IBlockRangeList),
};

COM_DISPATCH(block_range_list, IBlockRangeList)

HRESULT block_range_array(const struct fsimage_result *result, SAFEARRAY **array)
{
    struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM];
    const size_t count = fsimage_result_modified_blocks(result, ranges);
    IUnknown *objects[FSIMAGE_MODIFIED_RANGES_MAXIMUM] = { NULL };
    HRESULT hr = S_OK;

    *array = NULL;
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = block_range_create(&ranges[i], &IID_IUnknown, (void **)&objects[i]);
    if (SUCCEEDED(hr))
        hr = com_array_of_objects(objects, count, array);
    for (size_t i = 0; i < count && objects[i]; i++)
        IUnknown_Release(objects[i]);
    return hr;
}

static HRESULT STDMETHODCALLTYPE block_range_list_get_BlockRanges(IBlockRangeList *iface,
                                                                  SAFEARRAY **value)
{
    struct block_range_list *self = block_range_list_from_IBlockRangeList(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    return com_error(&self->object, block_range_array(self->result, value));
}

static const IBlockRangeListVtbl block_range_list_IBlockRangeList_vtbl = {
    COM_DISPATCH_METHODS(block_range_list, IBlockRangeList),
    .get_BlockRanges = block_range_list_get_BlockRanges,
};

static void block_range_list_destroy(struct com_object *object)
{
    fsimage_result_drop(&CONTAINING_RECORD(object, struct block_range_list, object)->result);
}

static const struct com_class block_range_list_class = {
    .prog_id = L"IMAPI2FS.BlockRangeList",
    .clsid = &CLSID_BlockRangeList,
    COM_INTERFACES(block_range_list_interfaces),
    .destroy = block_range_list_destroy,
};

HRESULT block_range_list_create(struct fsimage_result *result, REFIID iid, void **out)
{
    struct block_range_list *self = com_object_create(&block_range_list_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IBlockRangeList_iface.lpVtbl = &block_range_list_IBlockRangeList_vtbl;
    self->result = fsimage_result_acquire(result);
    return com_object_hand_out(&self->object, iid, out);
}
