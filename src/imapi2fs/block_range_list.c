/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BlockRangeList: the blocks of an image that must be written. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct block_range_list {
    struct com_object object;
    IBlockRangeList IBlockRangeList_iface;
};

static const struct com_interface block_range_list_interfaces[] = {
    COM_INTERFACE(block_range_list, IBlockRangeList),
    COM_INTERFACE_AS(block_range_list, IDispatch, IBlockRangeList),
};

COM_DISPATCH(block_range_list, IBlockRangeList)

static HRESULT STDMETHODCALLTYPE block_range_list_get_BlockRanges(IBlockRangeList *iface,
                                                                  SAFEARRAY **value)
{
    struct block_range_list *self = block_range_list_from_IBlockRangeList(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IBlockRangeList::get_BlockRanges");
}

static const IBlockRangeListVtbl block_range_list_IBlockRangeList_vtbl = {
    COM_DISPATCH_METHODS(block_range_list, IBlockRangeList),
    .get_BlockRanges = block_range_list_get_BlockRanges,
};

static const struct com_class block_range_list_class = {
    .prog_id = L"IMAPI2FS.BlockRangeList",
    .clsid = &CLSID_BlockRangeList,
    COM_INTERFACES(block_range_list_interfaces),
};

HRESULT block_range_list_create(REFIID iid, void **out)
{
    struct block_range_list *self = com_object_create(&block_range_list_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IBlockRangeList_iface.lpVtbl = &block_range_list_IBlockRangeList_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
