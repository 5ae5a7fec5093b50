/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stream as an application may have it: of any size, with faults where a test wants them. */
#include "test_stream.h"

#include "image_test.h"

#include <stdlib.h>

static struct test_stream *stream_of(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct test_stream, IStream_iface);
}

static HRESULT STDMETHODCALLTYPE test_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_ISequentialStream) &&
        !IsEqualIID(iid, &IID_IStream))
        return E_NOINTERFACE;
    IStream_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE test_stream_AddRef(IStream *iface)
{
    return (ULONG)InterlockedIncrement(&stream_of(iface)->references);
}

static ULONG STDMETHODCALLTYPE test_stream_Release(IStream *iface)
{
    struct test_stream *self = stream_of(iface);
    const LONG references = InterlockedDecrement(&self->references);

    if (references == 0) {
        if (self->is_alive)
            *self->is_alive = false;
        free(self);
    }
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE test_stream_Read(IStream *iface, void *buffer, ULONG size,
                                                  ULONG *read)
{
    struct test_stream *self = stream_of(iface);
    uint8_t *bytes = buffer;
    ULONG count = 0;

    self->reading_thread = GetCurrentThreadId();
    *read = 0;
    if (self->read_result != S_OK)
        return self->read_result;
    if (self->longest_read && size > self->longest_read)
        size = self->longest_read;
    while (count < size && self->position < self->size)
        bytes[count++] = test_byte(self->seed, self->position++);
    *read = count;
    return count == size ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE test_stream_Write(IStream *iface, const void *buffer, ULONG size,
                                                   ULONG *written)
{
    (void)iface, (void)buffer, (void)size, (void)written;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin,
                                                  ULARGE_INTEGER *position)
{
    struct test_stream *self = stream_of(iface);

    if (self->seek_result != S_OK)
        return self->seek_result;
    if (origin == STREAM_SEEK_SET)
        self->position = (uint64_t)move.QuadPart;
    else if (origin == STREAM_SEEK_CUR)
        self->position += (uint64_t)move.QuadPart;
    else
        self->position = self->size + (uint64_t)move.QuadPart;
    /* Streams of managed code need the pointer. */
    position->QuadPart = self->position;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE test_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface, (void)size;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_CopyTo(IStream *iface, IStream *target,
                                                    ULARGE_INTEGER size, ULARGE_INTEGER *read,
                                                    ULARGE_INTEGER *written)
{
    (void)iface, (void)target, (void)size, (void)read, (void)written;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_Commit(IStream *iface, DWORD flags)
{
    (void)iface, (void)flags;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_Revert(IStream *iface)
{
    (void)iface;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_LockRegion(IStream *iface, ULARGE_INTEGER offset,
                                                        ULARGE_INTEGER size, DWORD kind)
{
    (void)iface, (void)offset, (void)size, (void)kind;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE test_stream_Stat(IStream *iface, STATSTG *status, DWORD flags)
{
    struct test_stream *self = stream_of(iface);

    if (self->stat_result != S_OK)
        return self->stat_result;
    if (flags != STATFLAG_NONAME)
        return E_NOTIMPL;
    memset(status, 0, sizeof(*status));
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = self->size;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE test_stream_Clone(IStream *iface, IStream **out)
{
    (void)iface;
    *out = NULL;
    return E_NOTIMPL;
}

static const IStreamVtbl test_stream_vtbl = {
    .QueryInterface = test_stream_QueryInterface,
    .AddRef = test_stream_AddRef,
    .Release = test_stream_Release,
    .Read = test_stream_Read,
    .Write = test_stream_Write,
    .Seek = test_stream_Seek,
    .SetSize = test_stream_SetSize,
    .CopyTo = test_stream_CopyTo,
    .Commit = test_stream_Commit,
    .Revert = test_stream_Revert,
    .LockRegion = test_stream_LockRegion,
    .UnlockRegion = test_stream_LockRegion,
    .Stat = test_stream_Stat,
    .Clone = test_stream_Clone,
};

struct test_stream *test_stream_create(uint64_t size, uint32_t seed)
{
    struct test_stream *self = calloc(1, sizeof(*self));

    assert_non_null(self);
    self->IStream_iface.lpVtbl = &test_stream_vtbl;
    self->references = 1;
    self->size = size;
    self->seed = seed;
    return self;
}
