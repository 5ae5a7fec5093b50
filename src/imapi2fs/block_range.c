/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BlockRange: consecutive blocks, both ends included. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "fsimage/result.h"

#include <imapi2fs.h>

struct block_range {
    struct com_object object;
    IBlockRange IBlockRange_iface;
    struct fsimage_block_range blocks;
};

static const struct com_interface block_range_interfaces[] = {
    COM_INTERFACE(block_range, IBlockRange),
    COM_INTERFACE_AS(block_range, IDispatch, IBlockRange),
};

COM_DISPATCH(block_range, IBlockRange)

static HRESULT STDMETHODCALLTYPE block_range_get_StartLba(IBlockRange *iface, LONG *value)
{
    struct block_range *self = block_range_from_IBlockRange(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = (LONG)self->blocks.first;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE block_range_get_EndLba(IBlockRange *iface, LONG *value)
{
    struct block_range *self = block_range_from_IBlockRange(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = (LONG)self->blocks.last;
    return S_OK;
}

static const IBlockRangeVtbl block_range_IBlockRange_vtbl = {
    COM_DISPATCH_METHODS(block_range, IBlockRange),
    .get_StartLba = block_range_get_StartLba,
    .get_EndLba = block_range_get_EndLba,
};

static const struct com_class block_range_class = {
    .prog_id = L"IMAPI2FS.BlockRange",
    .clsid = &CLSID_BlockRange,
    COM_INTERFACES(block_range_interfaces),
};

HRESULT block_range_create(const struct fsimage_block_range *blocks, REFIID iid, void **out)
{
    struct block_range *self = com_object_create(&block_range_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IBlockRange_iface.lpVtbl = &block_range_IBlockRange_vtbl;
    self->blocks = *blocks;
    return com_object_hand_out(&self->object, iid, out);
}
