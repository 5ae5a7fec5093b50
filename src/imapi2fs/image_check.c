/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a stream can be burned as an image: its size, and a volume structure in its beginning. */
#include "imapi2fs/image_check.h"

#include <imapi2fserror.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    BLOCK_BYTES = 2048,
    FIRST_BLOCK = 16, /* behind the system area: ECMA-119 6.2.1, ECMA-167 2/8.3 */
    BLOCKS_CHECKED = 64,
    HEAD_BYTES = 7, /* type, identifier, version: all that is looked at */
};

/* What one block of the volume recognition area is (ECMA-119 8.1, ECMA-167 2/9.1, ECMA-168). */
enum structure {
    STRUCTURE_NONE,
    STRUCTURE_ISO,    /* a descriptor of ECMA-119 that describes a volume */
    STRUCTURE_OTHER,  /* one that does not, but continues the area */
    STRUCTURE_BEGIN,  /* BEA01 */
    STRUCTURE_VOLUME, /* NSR02, NSR03, CDW02: between BEA01 and TEA01 */
    STRUCTURE_END,    /* TEA01 */
};

static bool is_called(const BYTE *head, const char *identifier)
{
    return memcmp(head + 1, identifier, 5) == 0;
}

static enum structure structure_of(const BYTE head[HEAD_BYTES])
{
    if (head[6] != 1)
        return STRUCTURE_NONE;
    if (is_called(head, "CD001")) {
        if (head[0] == 1 || head[0] == 2)
            return STRUCTURE_ISO;
        return head[0] == 0 || head[0] == 3 || head[0] == 255 ? STRUCTURE_OTHER : STRUCTURE_NONE;
    }
    if (is_called(head, "BEA01"))
        return STRUCTURE_BEGIN;
    if (is_called(head, "NSR02") || is_called(head, "NSR03") || is_called(head, "CDW02"))
        return STRUCTURE_VOLUME;
    if (is_called(head, "TEA01"))
        return STRUCTURE_END;
    return is_called(head, "BOOT2") ? STRUCTURE_OTHER : STRUCTURE_NONE;
}

static HRESULT seek(IStream *stream, uint64_t offset, DWORD origin, uint64_t *position)
{
    LARGE_INTEGER move = { .QuadPart = (LONGLONG)offset };
    ULARGE_INTEGER reached = { 0 };
    HRESULT hr = IStream_Seek(stream, move, origin, &reached);

    *position = reached.QuadPart;
    return hr;
}

/* Streams may give less than asked without being at their end. */
static HRESULT read_head(IStream *stream, uint32_t block, BYTE head[HEAD_BYTES])
{
    uint64_t reached;
    ULONG have = 0;
    HRESULT hr = seek(stream, (uint64_t)block * BLOCK_BYTES, STREAM_SEEK_SET, &reached);

    while (SUCCEEDED(hr) && have < HEAD_BYTES) {
        ULONG got = 0;

        hr = IStream_Read(stream, head + have, HEAD_BYTES - have, &got);
        if (SUCCEEDED(hr) && got == 0)
            hr = HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
        have += got;
    }
    return SUCCEEDED(hr) ? S_OK : hr;
}

static HRESULT find_volume(IStream *stream, uint32_t blocks)
{
    const uint32_t end =
        blocks < FIRST_BLOCK + BLOCKS_CHECKED ? blocks : FIRST_BLOCK + BLOCKS_CHECKED;
    bool has_begun = false;
    bool has_volume = false;

    for (uint32_t block = FIRST_BLOCK; block < end; block++) {
        BYTE head[HEAD_BYTES] = { 0 };
        enum structure structure;
        HRESULT hr = read_head(stream, block, head);

        if (FAILED(hr))
            return hr;
        structure = structure_of(head);
        if (structure == STRUCTURE_ISO || (structure == STRUCTURE_END && has_volume))
            return S_OK;
        if (structure == STRUCTURE_BEGIN)
            has_begun = true;
        if (structure == STRUCTURE_VOLUME)
            has_volume = has_begun;
    }
    return IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND;
}

static HRESULT measure(IStream *stream, uint64_t *size)
{
    STATSTG status = { 0 };
    HRESULT hr = IStream_Stat(stream, &status, STATFLAG_NONAME);

    *size = status.cbSize.QuadPart;
    return SUCCEEDED(hr) ? S_OK : seek(stream, 0, STREAM_SEEK_END, size);
}

static HRESULT check(IStream *stream)
{
    uint64_t size;
    HRESULT hr = measure(stream, &size);

    if (FAILED(hr))
        return hr;
    if (size % BLOCK_BYTES != 0)
        return IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED;
    if (size / BLOCK_BYTES > MAXLONG)
        return IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG;
    return find_volume(stream, (uint32_t)(size / BLOCK_BYTES));
}

HRESULT image_check(IStream *stream)
{
    uint64_t before;
    uint64_t reached;
    HRESULT restored;
    HRESULT hr = seek(stream, 0, STREAM_SEEK_CUR, &before);

    if (FAILED(hr))
        return hr;
    hr = check(stream);
    restored = seek(stream, before, STREAM_SEEK_SET, &reached);
    return FAILED(hr) ? hr : SUCCEEDED(restored) ? S_OK : restored;
}
