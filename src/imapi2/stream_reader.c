/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's IStream as the reader of a burn. */
#include "imapi2/stream_reader.h"

#include "com/error.h"

#include <string.h>

/* Sinks and other code run before the failure is returned, and would leave theirs. */
static enum status fail(struct stream_reader *self, HRESULT error)
{
    if (self->info)
        IErrorInfo_Release(self->info);
    if (GetErrorInfo(0, &self->info) != S_OK)
        self->info = NULL;
    self->error = error;
    return STATUS_FOREIGN;
}

static enum status stream_reader_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct stream_reader *self = context;
    ULONG wanted = size > LONG_MAX ? LONG_MAX : (ULONG)size;
    ULONG got = 0;
    HRESULT hr;

    *read = 0;
    SetErrorInfo(0, NULL);
    hr = IStream_Read(self->stream, buffer, wanted, &got);
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
    HRESULT hr;

    SetErrorInfo(0, NULL);
    hr = seek(self->stream, (LONGLONG)offset, STREAM_SEEK_SET, &reached);
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
    if (reader->info)
        IErrorInfo_Release(reader->info);
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

HRESULT stream_reader_fail(struct stream_reader *reader, const struct com_object *object)
{
    if (!FAILED(reader->error))
        return com_error(object, E_FAIL);
    if (!reader->info)
        return com_error(object, reader->error);
    SetErrorInfo(0, reader->info);
    return reader->error;
}

void stream_reader_rewind(struct stream_reader *reader)
{
    if (stream_reader_seek(reader, 0) != STATUS_OK)
        reader->reader.seek = NULL;
    reader->error = S_OK;
}
