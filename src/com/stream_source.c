/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's IStream as a byte source. */
#include "com/stream_source.h"

#include "base/memory.h"
#include "com/agile.h"
#include "com/error.h"

/* No position of a stream: the next read sets one. */
#define POSITION_UNKNOWN UINT64_MAX

struct stream_source {
    struct byte_source source;
    struct com_agile stream;
    enum com_stream_use use;
    uint64_t position; /* where the stream stands, or POSITION_UNKNOWN */
    HRESULT error;
};

static enum status fail(struct stream_source *self, HRESULT error)
{
    self->error = error;
    self->position = POSITION_UNKNOWN;
    return STATUS_FOREIGN;
}

static HRESULT set_position(IStream *stream, uint64_t position)
{
    LARGE_INTEGER move = { .QuadPart = (LONGLONG)position };
    ULARGE_INTEGER reached;

    return IStream_Seek(stream, move, STREAM_SEEK_SET, &reached);
}

/* Streams may give less than asked without being at their end. */
static enum status read_all(struct stream_source *self, IStream *stream, BYTE *buffer, size_t size,
                            size_t *read)
{
    while (*read < size) {
        size_t rest = size - *read;
        ULONG wanted = rest > LONG_MAX ? LONG_MAX : (ULONG)rest;
        ULONG got = 0;
        HRESULT hr = IStream_Read(stream, buffer + *read, wanted, &got);

        if (FAILED(hr))
            return fail(self, hr);
        if (got > wanted)
            return fail(self, E_UNEXPECTED);
        if (!got)
            return STATUS_END_OF_DATA;
        *read += got;
    }
    return STATUS_OK;
}

static enum status read_here(struct stream_source *self, IStream *stream, uint64_t offset,
                             void *buffer, size_t size, size_t *read)
{
    enum status status;

    if (self->use == COM_STREAM_SHARED || self->position != offset) {
        HRESULT hr = set_position(stream, offset);

        if (FAILED(hr))
            return fail(self, hr);
    }
    status = read_all(self, stream, buffer, size, read);
    self->position = status == STATUS_OK ? offset + *read : POSITION_UNKNOWN;
    return status;
}

static enum status stream_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                         size_t size, size_t *read)
{
    struct stream_source *self = (struct stream_source *)source;
    IStream *stream;
    enum status status;
    HRESULT hr;

    *read = 0;
    self->error = S_OK;
    com_error_forget();
    if (size > source->size - offset)
        size = (size_t)(source->size - offset);
    hr = com_agile_get(&self->stream, (void **)&stream);
    if (FAILED(hr))
        return fail(self, hr);
    status = read_here(self, stream, offset, buffer, size, read);
    IStream_Release(stream);
    if (status != STATUS_OK)
        *read = 0;
    return status;
}

static void stream_source_destroy(struct byte_source *source)
{
    struct stream_source *self = (struct stream_source *)source;

    com_agile_release(&self->stream);
    memory_free(self);
}

static const struct byte_source_ops stream_source_ops = {
    .read_at = stream_source_read_at,
    .destroy = stream_source_destroy,
};

/* Managed and script streams often lack Stat; then the end tells. */
static HRESULT measure(IStream *stream, uint64_t *size)
{
    STATSTG status = { 0 };
    LARGE_INTEGER none = { 0 };
    ULARGE_INTEGER end = { 0 };
    HRESULT hr = IStream_Stat(stream, &status, STATFLAG_NONAME);

    *size = status.cbSize.QuadPart;
    if (SUCCEEDED(hr))
        return S_OK;
    hr = IStream_Seek(stream, none, STREAM_SEEK_END, &end);
    *size = end.QuadPart;
    return hr;
}

HRESULT com_stream_source_create(IStream *stream, enum com_stream_use use,
                                 struct byte_source **source)
{
    struct stream_source *self;
    uint64_t size;
    HRESULT hr;

    *source = NULL;
    com_error_forget();
    hr = measure(stream, &size);
    if (FAILED(hr))
        return hr;
    if (size > INT64_MAX)
        return STG_E_INVALIDHEADER;
    hr = set_position(stream, 0);
    if (FAILED(hr) && use == COM_STREAM_SHARED)
        return hr;
    self = memory_allocate(1, sizeof(*self));
    if (!self)
        return E_OUTOFMEMORY;
    hr = com_agile_init(&self->stream, (IUnknown *)stream, &IID_IStream);
    if (FAILED(hr)) {
        memory_free(self);
        return hr;
    }
    byte_source_init(&self->source, &stream_source_ops, size);
    self->use = use;
    *source = &self->source;
    return S_OK;
}

HRESULT com_stream_source_take_error(struct byte_source *source)
{
    struct stream_source *self = (struct stream_source *)source;
    HRESULT error = self->error;

    self->error = S_OK;
    return error;
}

HRESULT com_stream_source_clone(const struct byte_source *source, struct byte_source **clone)
{
    const struct stream_source *self = (const struct stream_source *)source;
    IStream *stream;
    IStream *copy = NULL;
    HRESULT hr;

    *clone = NULL;
    com_error_forget();
    hr = com_agile_get(&self->stream, (void **)&stream);
    if (FAILED(hr))
        return hr;
    hr = IStream_Clone(stream, &copy);
    IStream_Release(stream);
    if (SUCCEEDED(hr) && !copy)
        hr = E_UNEXPECTED;
    if (FAILED(hr))
        return hr;
    hr = com_stream_source_create(copy, self->use, clone);
    IStream_Release(copy);
    return hr;
}
