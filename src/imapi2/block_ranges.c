/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Block ranges that a stream offers, for a burn of parts of a disc. */
#include "imapi2/block_ranges.h"

#include "base/memory.h"
#include "com/array.h"

#include <imapi2.h>
#include <string.h>

static HRESULT read_range(IBlockRange *object, struct burn_block_range *range)
{
    LONG first = 0;
    LONG last = 0;
    HRESULT hr = IBlockRange_get_StartLba(object, &first);

    if (SUCCEEDED(hr))
        hr = IBlockRange_get_EndLba(object, &last);
    range->first = first;
    range->last = last;
    return hr;
}

static HRESULT read_objects(IUnknown *const *objects, size_t count, struct block_ranges *ranges)
{
    HRESULT hr = S_OK;

    if (!count)
        return S_OK;
    ranges->ranges = memory_allocate(count, sizeof(*ranges->ranges));
    if (!ranges->ranges)
        return E_OUTOFMEMORY;
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = read_range((IBlockRange *)objects[i], &ranges->ranges[i]);
    if (SUCCEEDED(hr))
        ranges->count = count;
    return hr;
}

static HRESULT read_list(IBlockRangeList *list, struct block_ranges *ranges)
{
    SAFEARRAY *array = NULL;
    IUnknown **objects = NULL;
    size_t count = 0;
    HRESULT hr = IBlockRangeList_get_BlockRanges(list, &array);

    if (FAILED(hr))
        return hr;
    hr = com_array_read_objects(array, &IID_IBlockRange, &objects, &count);
    if (array)
        SafeArrayDestroy(array);
    if (FAILED(hr))
        return hr;
    hr = read_objects(objects, count, ranges);
    com_objects_free(objects, count);
    return hr;
}

HRESULT block_ranges_read(IStream *stream, struct block_ranges *ranges)
{
    IBlockRangeList *list;
    HRESULT hr;

    memset(ranges, 0, sizeof(*ranges));
    if (FAILED(IStream_QueryInterface(stream, &IID_IBlockRangeList, (void **)&list)) || !list)
        return S_OK;
    hr = read_list(list, ranges);
    IBlockRangeList_Release(list);
    if (FAILED(hr))
        block_ranges_release(ranges);
    ranges->are_given = SUCCEEDED(hr);
    return hr;
}

void block_ranges_release(struct block_ranges *ranges)
{
    memory_free(ranges->ranges);
    memset(ranges, 0, sizeof(*ranges));
}
