/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream, well-behaved or not, that knows the least a stream must. */
#include "fake_stream.h"

static struct fake_stream *fake_stream_from(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct fake_stream, IStream_iface);
}

static HRESULT STDMETHODCALLTYPE fake_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IStream))
        return E_NOINTERFACE;
    *out = iface;
    IStream_AddRef(iface);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE fake_stream_AddRef(IStream *iface)
{
    return (ULONG)InterlockedIncrement(&fake_stream_from(iface)->references);
}

static ULONG STDMETHODCALLTYPE fake_stream_Release(IStream *iface)
{
    return (ULONG)InterlockedDecrement(&fake_stream_from(iface)->references);
}

static HRESULT STDMETHODCALLTYPE fake_stream_Read(IStream *iface, void *buffer, ULONG size,
                                                  ULONG *read)
{
    struct fake_stream *self = fake_stream_from(iface);
    uint64_t left = self->position < self->size ? self->size - self->position : 0;

    self->reads++;
    self->last_thread = GetCurrentThreadId();
    if (FAILED(self->read_result))
        return self->read_result;
    if (size > self->most_bytes)
        size = self->most_bytes;
    if (size > left)
        size = (ULONG)left;
    memcpy(buffer, self->data + self->position, size);
    self->position += size;
    *read = size + self->extra_bytes;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Write(IStream *iface, const void *buffer, ULONG size,
                                                   ULONG *written)
{
    (void)buffer;
    *written = 0;
    if (FAILED(fake_stream_from(iface)->write_result))
        return fake_stream_from(iface)->write_result;
    *written =
        size < fake_stream_from(iface)->most_bytes ? size : fake_stream_from(iface)->most_bytes;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin,
                                                  ULARGE_INTEGER *position)
{
    struct fake_stream *self = fake_stream_from(iface);

    self->seeks++;
    if (FAILED(self->seek_result))
        return self->seek_result;
    if (origin == STREAM_SEEK_SET)
        self->position = (uint64_t)move.QuadPart;
    else if (origin == STREAM_SEEK_END)
        self->position = self->said_size + (uint64_t)move.QuadPart;
    else
        return STG_E_INVALIDFUNCTION;
    position->QuadPart = self->position;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fake_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface, (void)size;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE fake_stream_CopyTo(IStream *iface, IStream *target,
                                                    ULARGE_INTEGER size, ULARGE_INTEGER *read,
                                                    ULARGE_INTEGER *written)
{
    (void)iface, (void)target, (void)size, (void)read, (void)written;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Commit(IStream *iface, DWORD flags)
{
    (void)iface, (void)flags;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Revert(IStream *iface)
{
    (void)iface;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE fake_stream_LockRegion(IStream *iface, ULARGE_INTEGER offset,
                                                        ULARGE_INTEGER size, DWORD kind)
{
    (void)iface, (void)offset, (void)size, (void)kind;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Stat(IStream *iface, STATSTG *status, DWORD flags)
{
    struct fake_stream *self = fake_stream_from(iface);

    if (FAILED(self->stat_result))
        return self->stat_result;
    if (flags != STATFLAG_NONAME)
        return STG_E_INVALIDFLAG;
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = self->said_size;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fake_stream_Clone(IStream *iface, IStream **out)
{
    struct fake_stream *self = fake_stream_from(iface);

    *out = NULL;
    if (!self->clone)
        return E_NOTIMPL;
    IStream_AddRef(&self->clone->IStream_iface);
    *out = &self->clone->IStream_iface;
    return S_OK;
}

static const IStreamVtbl fake_stream_vtbl = {
    .QueryInterface = fake_stream_QueryInterface,
    .AddRef = fake_stream_AddRef,
    .Release = fake_stream_Release,
    .Read = fake_stream_Read,
    .Write = fake_stream_Write,
    .Seek = fake_stream_Seek,
    .SetSize = fake_stream_SetSize,
    .CopyTo = fake_stream_CopyTo,
    .Commit = fake_stream_Commit,
    .Revert = fake_stream_Revert,
    .LockRegion = fake_stream_LockRegion,
    .UnlockRegion = fake_stream_LockRegion,
    .Stat = fake_stream_Stat,
    .Clone = fake_stream_Clone,
};

void fake_stream_init(struct fake_stream *stream, const char *data)
{
    memset(stream, 0, sizeof(*stream));
    stream->IStream_iface.lpVtbl = &fake_stream_vtbl;
    stream->references = 1;
    stream->data = data;
    stream->size = strlen(data);
    stream->said_size = stream->size;
    stream->most_bytes = MAXLONG;
}
