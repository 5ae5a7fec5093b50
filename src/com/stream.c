/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source as an IStream: the methods of a read-only stream. */
#include "com/stream.h"

#include "base/memory.h"
#include "com/error.h"

#define COPY_PIECE_BYTES (256u * 1024u)

void com_stream_init(struct com_stream *stream, struct com_object *owner,
                     struct byte_source *source)
{
    stream->owner = owner;
    stream->source = byte_source_acquire(source);
    stream->position = 0;
    com_lock_init(&stream->lock);
}

void com_stream_release(struct com_stream *stream)
{
    if (!stream->owner)
        return;
    byte_source_drop(&stream->source);
    com_lock_release(&stream->lock);
    stream->owner = NULL;
}

void com_stream_replace(struct com_stream *stream, struct byte_source *source)
{
    struct byte_source *before;

    byte_source_acquire(source);
    com_lock_enter(&stream->lock);
    before = stream->source;
    stream->source = source;
    com_lock_leave(&stream->lock);
    byte_source_drop(&before);
}

struct byte_source *com_stream_snapshot(struct com_stream *stream, uint64_t *position)
{
    struct byte_source *source;

    com_lock_enter(&stream->lock);
    source = byte_source_acquire(stream->source);
    *position = stream->position;
    com_lock_leave(&stream->lock);
    return source;
}

static HRESULT fail(struct com_stream *stream, enum status status)
{
    if (stream->fail)
        return stream->fail(stream, status);
    return com_error(stream->owner, com_result_of(status));
}

/* The lock is held: it keeps reads of sources that are not thread-safe apart. */
static HRESULT read_locked(struct com_stream *stream, void *buffer, ULONG size, ULONG *read)
{
    enum status status;
    size_t got = 0;

    if (!stream->source)
        return com_error(stream->owner, E_FAIL);
    stream->was_read = true;
    status = byte_source_read_at(stream->source, stream->position, buffer, size, &got);
    if (status != STATUS_OK)
        return fail(stream, status);
    stream->position += got;
    *read = (ULONG)got;
    return S_OK;
}

HRESULT com_stream_read(struct com_stream *stream, void *buffer, ULONG size, ULONG *read)
{
    ULONG ignored;
    HRESULT hr;

    if (!read)
        read = &ignored;
    *read = 0;
    if (!buffer)
        return com_error(stream->owner, size ? STG_E_INVALIDPOINTER : S_OK);
    com_lock_enter(&stream->lock);
    hr = read_locked(stream, buffer, size, read);
    com_lock_leave(&stream->lock);
    return hr;
}

/* The lock is held. */
static HRESULT seek_locked(struct com_stream *stream, int64_t move, DWORD origin)
{
    uint64_t base;

    if (!stream->source)
        return com_error(stream->owner, E_FAIL);
    switch (origin) {
    case STREAM_SEEK_SET:
        base = 0;
        break;
    case STREAM_SEEK_CUR:
        base = stream->position;
        break;
    case STREAM_SEEK_END:
        base = byte_source_size(stream->source);
        break;
    default:
        return com_error(stream->owner, STG_E_INVALIDFUNCTION);
    }
    if (move < 0 ? base < 0 - (uint64_t)move : base > UINT64_MAX - (uint64_t)move)
        return com_error(stream->owner, STG_E_INVALIDFUNCTION);
    stream->position = base + (uint64_t)move;
    return S_OK;
}

HRESULT com_stream_seek(struct com_stream *stream, LARGE_INTEGER move, DWORD origin,
                        ULARGE_INTEGER *position)
{
    HRESULT hr;

    com_lock_enter(&stream->lock);
    hr = seek_locked(stream, move.QuadPart, origin);
    if (position)
        position->QuadPart = stream->position;
    com_lock_leave(&stream->lock);
    return hr;
}

/* No lock is held while the target, an application's object, is called. */
static HRESULT copy_pieces(struct com_stream *stream, IStream *target, ULONGLONG size, BYTE *piece,
                           ULONGLONG *read, ULONGLONG *written)
{
    while (*read < size) {
        ULONGLONG rest = size - *read;
        ULONG wanted = rest < COPY_PIECE_BYTES ? (ULONG)rest : COPY_PIECE_BYTES;
        ULONG got;
        ULONG put = 0;
        HRESULT hr = com_stream_read(stream, piece, wanted, &got);

        if (FAILED(hr) || !got)
            return hr;
        *read += got;
        com_error_forget();
        hr = IStream_Write(target, piece, got, &put);
        *written += put;
        if (FAILED(hr))
            return com_error_pass(stream->owner, hr);
        if (put != got)
            return com_error(stream->owner, STG_E_MEDIUMFULL);
    }
    return S_OK;
}

HRESULT com_stream_copy_to(struct com_stream *stream, IStream *target, ULARGE_INTEGER size,
                           ULARGE_INTEGER *read, ULARGE_INTEGER *written)
{
    ULONGLONG copied_in = 0;
    ULONGLONG copied_out = 0;
    HRESULT hr = STG_E_INVALIDPOINTER;
    BYTE *piece = NULL;

    if (target) {
        piece = memory_resize(NULL, COPY_PIECE_BYTES, 1);
        hr = piece ? copy_pieces(stream, target, size.QuadPart, piece, &copied_in, &copied_out)
                   : E_OUTOFMEMORY;
    }
    if (!piece)
        com_error(stream->owner, hr);
    memory_free(piece);
    if (read)
        read->QuadPart = copied_in;
    if (written)
        written->QuadPart = copied_out;
    return hr;
}

HRESULT com_stream_stat(struct com_stream *stream, STATSTG *status, DWORD flags)
{
    bool is_ready;

    if (!status)
        return com_null_pointer(stream->owner, L"pstatstg");
    memset(status, 0, sizeof(*status));
    if (flags != STATFLAG_DEFAULT && flags != STATFLAG_NONAME)
        return com_error(stream->owner, STG_E_INVALIDFUNCTION);
    com_lock_enter(&stream->lock);
    is_ready = stream->source;
    if (is_ready)
        status->cbSize.QuadPart = byte_source_size(stream->source);
    com_lock_leave(&stream->lock);
    if (!is_ready)
        return com_error(stream->owner, E_FAIL);
    status->type = STGTY_STREAM;
    status->grfMode = STGM_READ;
    return S_OK;
}

HRESULT com_stream_refuse_write(struct com_stream *stream, ULONG *written)
{
    if (written)
        *written = 0;
    return com_error(stream->owner, STG_E_ACCESSDENIED);
}

HRESULT com_stream_refuse_lock(struct com_stream *stream)
{
    return com_error(stream->owner, STG_E_INVALIDFUNCTION);
}
