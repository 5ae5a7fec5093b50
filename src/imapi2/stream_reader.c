/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's IStream as the reader of a burn. */
#include "imapi2/stream_reader.h"

#include <string.h>

static enum status fail(struct stream_reader *self, HRESULT error)
{
    self->error = error;
    return STATUS_FOREIGN;
}

static enum status stream_reader_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct stream_reader *self = context;
    ULONG wanted = size > LONG_MAX ? LONG_MAX : (ULONG)size;
    ULONG got = 0;
    HRESULT hr = IStream_Read(self->stream, buffer, wanted, &got);

    *read = 0;
    if (FAILED(hr))
        return fail(self, hr);
    if (got > wanted)
        return fail(self, E_UNEXPECTED);
    self->position += got;
    *read = got;
    return STATUS_OK;
}

static HRESULT seek(IStream *stream, LONGLONG offset, DWORD origin, uint64_t *position)
{
    LARGE_INTEGER move = { .QuadPart = offset };
    ULARGE_INTEGER reached = { 0 };
    HRESULT hr = IStream_Seek(stream, move, origin, &reached);

    *position = reached.QuadPart;
    return hr;
}

static enum status stream_reader_seek(void *context, uint64_t offset)
{
    struct stream_reader *self = context;
    uint64_t reached;
    HRESULT hr = seek(self->stream, (LONGLONG)offset, STREAM_SEEK_SET, &reached);

    if (FAILED(hr))
        return fail(self, hr);
    self->position = offset;
    return STATUS_OK;
}

void stream_reader_init(struct stream_reader *reader, IStream *stream)
{
    memset(reader, 0, sizeof(*reader));
    reader->reader.read = stream_reader_read;
    reader->reader.seek = stream_reader_seek;
    reader->reader.context = reader;
    reader->stream = stream;
    IStream_AddRef(stream);
}

void stream_reader_release(struct stream_reader *reader)
{
    if (reader->stream)
        IStream_Release(reader->stream);
    memset(reader, 0, sizeof(*reader));
}

HRESULT stream_reader_measure(struct stream_reader *reader, uint64_t *size)
{
    STATSTG status = { 0 };

    /* Managed and script streams often lack Stat. */
    if (SUCCEEDED(IStream_Stat(reader->stream, &status, STATFLAG_NONAME))) {
        *size = status.cbSize.QuadPart;
        return S_OK;
    }
    return seek(reader->stream, 0, STREAM_SEEK_END, size);
}

void stream_reader_rewind(struct stream_reader *reader)
{
    if (stream_reader_seek(reader, 0) != STATUS_OK)
        reader->reader.seek = NULL;
    reader->error = S_OK;
}
