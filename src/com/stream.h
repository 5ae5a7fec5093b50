/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A byte source as an IStream: the methods of a read-only stream, and a ready-made object. */
#ifndef OPENIMAPI_COM_STREAM_H
#define OPENIMAPI_COM_STREAM_H

#include "com/lock.h"
#include "com/object.h"
#include "stream/byte_source.h"

#include <stdbool.h>

/**
 * What an object that is a stream embeds as its member `stream`: a source and a position in it.
 * The functions below are its methods, with the contracts of IStream; they lock it themselves.
 */
struct com_stream {
    struct com_object *owner; /* of the error information */
    struct byte_source *source;
    uint64_t position;
    bool was_read;
    struct com_lock lock;
    /** Optional: the HRESULT, with error information set, of a status that reading gave. */
    HRESULT (*fail)(struct com_stream *stream, enum status status);
};

/** Sets the stream up at position 0 of `source`, which it acquires; NULL is a stream not ready yet,
 * whose methods fail with E_FAIL. */
void com_stream_init(struct com_stream *stream, struct com_object *owner,
                     struct byte_source *source);

/** Drops the source. A zeroed structure does nothing. */
void com_stream_release(struct com_stream *stream);

/** Puts `source`, which it acquires, in the place of the one before; the position stays. */
void com_stream_replace(struct com_stream *stream, struct byte_source *source);

/** The source, acquired for the caller, and the position; NULL when there is none. */
struct byte_source *com_stream_snapshot(struct com_stream *stream, uint64_t *position);

/** S_OK with fewer bytes, or none, at the end. On failure the position does not move. */
HRESULT com_stream_read(struct com_stream *stream, void *buffer, ULONG size, ULONG *read);

/** STG_E_INVALIDFUNCTION: unknown origin, or a position that is negative or has no 64 bits. */
HRESULT com_stream_seek(struct com_stream *stream, LARGE_INTEGER move, DWORD origin,
                        ULARGE_INTEGER *position);

/** Copies up to `size` bytes to `target` in pieces, from the position on, which it advances. */
HRESULT com_stream_copy_to(struct com_stream *stream, IStream *target, ULARGE_INTEGER size,
                           ULARGE_INTEGER *read, ULARGE_INTEGER *written);

/** Type, size and read mode; never a name. STG_E_INVALIDFUNCTION for unknown flags. */
HRESULT com_stream_stat(struct com_stream *stream, STATSTG *status, DWORD flags);

/** STG_E_ACCESSDENIED: the stream is read-only. */
HRESULT com_stream_refuse_write(struct com_stream *stream, ULONG *written);

/** STG_E_INVALIDFUNCTION: no regions are locked. */
HRESULT com_stream_refuse_lock(struct com_stream *stream);

/**
 * COM_UNKNOWN for interface `name`, which is or derives from IStream, and its IStream methods save
 * SetSize and Clone, over the member `stream`.
 */
#define COM_STREAM(type, name)                                                                     \
    COM_UNKNOWN(type, name)                                                                        \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Read(name *iface, void *buffer, ULONG size,   \
                                                          ULONG *read)                             \
    {                                                                                              \
        return com_stream_read(&type##_from_##name(iface)->stream, buffer, size, read);            \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Write(name *iface, const void *buffer,        \
                                                           ULONG size, ULONG *written)             \
    {                                                                                              \
        (void)buffer, (void)size;                                                                  \
        return com_stream_refuse_write(&type##_from_##name(iface)->stream, written);               \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Seek(name *iface, LARGE_INTEGER move,         \
                                                          DWORD origin, ULARGE_INTEGER *position)  \
    {                                                                                              \
        return com_stream_seek(&type##_from_##name(iface)->stream, move, origin, position);        \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_CopyTo(                                       \
        name *iface, IStream *target, ULARGE_INTEGER size, ULARGE_INTEGER *read,                   \
        ULARGE_INTEGER *written)                                                                   \
    {                                                                                              \
        return com_stream_copy_to(&type##_from_##name(iface)->stream, target, size, read,          \
                                  written);                                                        \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Commit(name *iface, DWORD flags)              \
    {                                                                                              \
        (void)iface, (void)flags;                                                                  \
        return S_OK;                                                                               \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Revert(name *iface)                           \
    {                                                                                              \
        (void)iface;                                                                               \
        return S_OK;                                                                               \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_LockRegion(                                   \
        name *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD kind)                       \
    {                                                                                              \
        (void)offset, (void)size, (void)kind;                                                      \
        return com_stream_refuse_lock(&type##_from_##name(iface)->stream);                         \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_##name##_Stat(name *iface, STATSTG *status,            \
                                                          DWORD flags)                             \
    {                                                                                              \
        return com_stream_stat(&type##_from_##name(iface)->stream, status, flags);                 \
    }

/** The slots of IStream that COM_STREAM fills. */
#define COM_STREAM_METHODS(type, name)                                                             \
    COM_UNKNOWN_METHODS(type, name),                                                               \
        .Read = type##_##name##_Read, .Write = type##_##name##_Write,                              \
        .Seek = type##_##name##_Seek, .CopyTo = type##_##name##_CopyTo,                            \
        .Commit = type##_##name##_Commit, .Revert = type##_##name##_Revert,                        \
        .LockRegion = type##_##name##_LockRegion, .UnlockRegion = type##_##name##_LockRegion,      \
        .Stat = type##_##name##_Stat

/** The rows of a stream in an interface map. */
#define COM_STREAM_INTERFACES(type, name)                                                          \
    COM_INTERFACE_AS(type, IStream, name), COM_INTERFACE_AS(type, ISequentialStream, name)

/**
 * A stream object over `source`, which it acquires, at position 0: SetSize refused, Clone with a
 * position of its own. E_OUTOFMEMORY.
 */
HRESULT com_stream_create(struct byte_source *source, IStream **out);

/**
 * The HRESULT, told to error information of `owner`, of a status that reading gave; `context` is
 * what the stream was created with.
 */
typedef HRESULT (*com_stream_failure)(const struct com_object *owner, enum status status,
                                      const struct byte_source *context);

/** As com_stream_create; `failure` tells the failures of it and of its clones, which acquire
 * `context`. E_OUTOFMEMORY. */
HRESULT com_stream_create_reporting(struct byte_source *source, com_stream_failure failure,
                                    struct byte_source *context, IStream **out);

#endif
