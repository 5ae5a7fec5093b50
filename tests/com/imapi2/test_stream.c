/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream as tests want it. */
#include "test_stream.h"

#include <stdlib.h>

/* A block range of the list, as the array hands it out. */
struct range {
    IBlockRange IBlockRange_iface;
    LONG references;
    LONG first;
    LONG last;
};

/* Every eight bytes tell where they belong (splitmix64). */
static uint64_t word_at(uint32_t seed, uint64_t index)
{
    uint64_t word = index * UINT64_C(0x9E3779B97F4A7C15) + seed + 1;

    word = (word ^ word >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ word >> 27) * UINT64_C(0x94D049BB133111EB);
    return word ^ word >> 31;
}

void test_stream_fill(uint32_t seed, uint64_t offset, void *buffer, size_t size)
{
    BYTE *bytes = buffer;

    for (size_t i = 0; i < size;) {
        uint64_t word = word_at(seed, (offset + i) / 8);
        size_t within = (size_t)((offset + i) % 8);
        size_t count = 8 - within < size - i ? 8 - within : size - i;

        memcpy(bytes + i, (BYTE *)&word + within, count);
        i += count;
    }
}

static struct test_stream *stream_from(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IStream_iface);
}

static void note_call(struct test_stream *self)
{
    if (GetCurrentThreadId() != self->thread)
        InterlockedIncrement(&self->calls_on_other_threads);
}

static HRESULT STDMETHODCALLTYPE stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    struct test_stream *self = stream_from(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IStream) ||
        IsEqualIID(iid, &IID_ISequentialStream))
        *out = &self->IStream_iface;
    else if (self->has_ranges && IsEqualIID(iid, &IID_IBlockRangeList))
        *out = &self->IBlockRangeList_iface;
    if (!*out)
        return E_NOINTERFACE;
    IStream_AddRef(iface);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE stream_AddRef(IStream *iface)
{
    return (ULONG)InterlockedIncrement(&stream_from(iface)->references);
}

static ULONG STDMETHODCALLTYPE stream_Release(IStream *iface)
{
    struct test_stream *self = stream_from(iface);
    LONG references = InterlockedDecrement(&self->references);

    if (!references)
        free(self);
    return (ULONG)references;
}

static HRESULT fail_read(const struct test_stream *self)
{
    ICreateErrorInfo *made;
    IErrorInfo *info;

    if (self->failure_text && SUCCEEDED(CreateErrorInfo(&made))) {
        ICreateErrorInfo_SetDescription(made, (OLECHAR *)self->failure_text);
        if (SUCCEEDED(ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info))) {
            SetErrorInfo(0, info);
            IErrorInfo_Release(info);
        }
        ICreateErrorInfo_Release(made);
    }
    return self->failure;
}

static HRESULT STDMETHODCALLTYPE stream_Read(IStream *iface, void *buffer, ULONG size, ULONG *read)
{
    struct test_stream *self = stream_from(iface);
    uint64_t end = self->end ? self->end : self->size;

    note_call(self);
    self->reads++;
    *read = 0;
    if (self->failure != S_OK && self->position + size > self->fail_at)
        return fail_read(self);
    if (self->longest_read && size > self->longest_read)
        size = self->longest_read;
    if (size > end - self->position)
        size = (ULONG)(end - self->position);
    test_stream_fill(self->seed, self->position, buffer, size);
    self->position += size;
    *read = size;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin,
                                             ULARGE_INTEGER *position)
{
    struct test_stream *self = stream_from(iface);
    uint64_t base = origin == STREAM_SEEK_END   ? self->size
                    : origin == STREAM_SEEK_CUR ? self->position
                                                : 0;

    note_call(self);
    if (self->has_no_seek)
        return STG_E_INVALIDFUNCTION;
    self->position = base + (uint64_t)move.QuadPart;
    if (position)
        position->QuadPart = self->position;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE stream_Stat(IStream *iface, STATSTG *status, DWORD flags)
{
    struct test_stream *self = stream_from(iface);

    (void)flags;
    note_call(self);
    if (self->has_no_stat)
        return E_NOTIMPL;
    memset(status, 0, sizeof(*status));
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = self->size;
    return S_OK;
}

static HRESULT unusual(IStream *iface)
{
    struct test_stream *self = stream_from(iface);

    note_call(self);
    self->unusual_calls++;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE stream_Write(IStream *iface, const void *buffer, ULONG size,
                                              ULONG *written)
{
    (void)buffer, (void)size, (void)written;
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_CopyTo(IStream *iface, IStream *target, ULARGE_INTEGER size,
                                               ULARGE_INTEGER *read, ULARGE_INTEGER *written)
{
    (void)target, (void)size, (void)read, (void)written;
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_Commit(IStream *iface, DWORD flags)
{
    (void)flags;
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_Revert(IStream *iface)
{
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_LockRegion(IStream *iface, ULARGE_INTEGER offset,
                                                   ULARGE_INTEGER size, DWORD kind)
{
    (void)offset, (void)size, (void)kind;
    return unusual(iface);
}

static HRESULT STDMETHODCALLTYPE stream_Clone(IStream *iface, IStream **clone)
{
    *clone = NULL;
    return unusual(iface);
}

static const IStreamVtbl stream_vtbl = {
    .QueryInterface = stream_QueryInterface,
    .AddRef = stream_AddRef,
    .Release = stream_Release,
    .Read = stream_Read,
    .Write = stream_Write,
    .Seek = stream_Seek,
    .SetSize = stream_SetSize,
    .CopyTo = stream_CopyTo,
    .Commit = stream_Commit,
    .Revert = stream_Revert,
    .LockRegion = stream_LockRegion,
    .UnlockRegion = stream_LockRegion,
    .Stat = stream_Stat,
    .Clone = stream_Clone,
};

static struct range *range_from(IBlockRange *iface)
{
    return CONTAINING_RECORD(iface, struct range, IBlockRange_iface);
}

static HRESULT STDMETHODCALLTYPE range_QueryInterface(IBlockRange *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch) &&
        !IsEqualIID(iid, &IID_IBlockRange))
        return E_NOINTERFACE;
    *out = iface;
    IBlockRange_AddRef(iface);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE range_AddRef(IBlockRange *iface)
{
    return (ULONG)InterlockedIncrement(&range_from(iface)->references);
}

static ULONG STDMETHODCALLTYPE range_Release(IBlockRange *iface)
{
    struct range *self = range_from(iface);
    LONG references = InterlockedDecrement(&self->references);

    if (!references)
        free(self);
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE range_GetTypeInfoCount(IBlockRange *iface, UINT *count)
{
    (void)iface, (void)count;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE range_GetTypeInfo(IBlockRange *iface, UINT index, LCID locale,
                                                   ITypeInfo **info)
{
    (void)iface, (void)index, (void)locale, (void)info;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE range_GetIDsOfNames(IBlockRange *iface, REFIID reserved,
                                                     LPOLESTR *names, UINT count, LCID locale,
                                                     DISPID *ids)
{
    (void)iface, (void)reserved, (void)names, (void)count, (void)locale, (void)ids;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE range_Invoke(IBlockRange *iface, DISPID member, REFIID reserved,
                                              LCID locale, WORD flags, DISPPARAMS *parameters,
                                              VARIANT *result, EXCEPINFO *exception,
                                              UINT *bad_argument)
{
    (void)iface, (void)member, (void)reserved, (void)locale, (void)flags, (void)parameters;
    (void)result, (void)exception, (void)bad_argument;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE range_get_StartLba(IBlockRange *iface, LONG *value)
{
    *value = range_from(iface)->first;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE range_get_EndLba(IBlockRange *iface, LONG *value)
{
    *value = range_from(iface)->last;
    return S_OK;
}

static const IBlockRangeVtbl range_vtbl = {
    .QueryInterface = range_QueryInterface,
    .AddRef = range_AddRef,
    .Release = range_Release,
    .GetTypeInfoCount = range_GetTypeInfoCount,
    .GetTypeInfo = range_GetTypeInfo,
    .GetIDsOfNames = range_GetIDsOfNames,
    .Invoke = range_Invoke,
    .get_StartLba = range_get_StartLba,
    .get_EndLba = range_get_EndLba,
};

static struct test_stream *stream_from_list(IBlockRangeList *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IBlockRangeList_iface);
}

static HRESULT STDMETHODCALLTYPE list_QueryInterface(IBlockRangeList *iface, REFIID iid, void **out)
{
    return IStream_QueryInterface(&stream_from_list(iface)->IStream_iface, iid, out);
}

static ULONG STDMETHODCALLTYPE list_AddRef(IBlockRangeList *iface)
{
    return IStream_AddRef(&stream_from_list(iface)->IStream_iface);
}

static ULONG STDMETHODCALLTYPE list_Release(IBlockRangeList *iface)
{
    return IStream_Release(&stream_from_list(iface)->IStream_iface);
}

static HRESULT STDMETHODCALLTYPE list_GetTypeInfoCount(IBlockRangeList *iface, UINT *count)
{
    (void)iface, (void)count;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE list_GetTypeInfo(IBlockRangeList *iface, UINT index, LCID locale,
                                                  ITypeInfo **info)
{
    (void)iface, (void)index, (void)locale, (void)info;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE list_GetIDsOfNames(IBlockRangeList *iface, REFIID reserved,
                                                    LPOLESTR *names, UINT count, LCID locale,
                                                    DISPID *ids)
{
    (void)iface, (void)reserved, (void)names, (void)count, (void)locale, (void)ids;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE list_Invoke(IBlockRangeList *iface, DISPID member, REFIID reserved,
                                             LCID locale, WORD flags, DISPPARAMS *parameters,
                                             VARIANT *result, EXCEPINFO *exception,
                                             UINT *bad_argument)
{
    (void)iface, (void)member, (void)reserved, (void)locale, (void)flags, (void)parameters;
    (void)result, (void)exception, (void)bad_argument;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE list_get_BlockRanges(IBlockRangeList *iface, SAFEARRAY **value)
{
    struct test_stream *self = stream_from_list(iface);
    VARIANT *elements;

    *value = SafeArrayCreateVector(VT_VARIANT, 0, (ULONG)self->range_count);
    if (!*value || FAILED(SafeArrayAccessData(*value, (void **)&elements)))
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < self->range_count; i++) {
        struct range *range = calloc(1, sizeof(*range));

        if (!range)
            abort();
        range->IBlockRange_iface.lpVtbl = &range_vtbl;
        range->references = 1;
        range->first = self->ranges[i][0];
        range->last = self->ranges[i][1];
        V_VT(&elements[i]) = VT_DISPATCH;
        V_DISPATCH(&elements[i]) = (IDispatch *)&range->IBlockRange_iface;
    }
    SafeArrayUnaccessData(*value);
    return S_OK;
}

static const IBlockRangeListVtbl list_vtbl = {
    .QueryInterface = list_QueryInterface,
    .AddRef = list_AddRef,
    .Release = list_Release,
    .GetTypeInfoCount = list_GetTypeInfoCount,
    .GetTypeInfo = list_GetTypeInfo,
    .GetIDsOfNames = list_GetIDsOfNames,
    .Invoke = list_Invoke,
    .get_BlockRanges = list_get_BlockRanges,
};

struct test_stream *test_stream_create(uint64_t size, uint32_t seed)
{
    struct test_stream *self = calloc(1, sizeof(*self));

    assert_non_null(self);
    self->IStream_iface.lpVtbl = &stream_vtbl;
    self->IBlockRangeList_iface.lpVtbl = &list_vtbl;
    self->references = 1;
    self->size = size;
    self->seed = seed;
    self->thread = GetCurrentThreadId();
    return self;
}

void test_stream_destroy(struct test_stream *stream)
{
    assert_int_equal(stream->references, 1);
    IStream_Release(&stream->IStream_iface);
}
