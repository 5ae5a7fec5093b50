/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream as the content of a file. */
#include "imapi2fs/client_stream.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/lock.h"
#include "com/stream_source.h"

#include <imapi2fserror.h>

/*
 * Several readers of an image may come to the stream at a time. The lock is recursive: a stream in
 * another apartment is waited for while messages go on, and they may lead here again.
 */
struct client_source {
    struct byte_source base;
    struct byte_source *inner;
    struct com_lock lock;
};

/*
 * The most that can be read at `offset` of a stream that ends before `size` bytes. Where its end is
 * now it need not tell, so it is searched for; this happens only on the way to an error.
 */
static enum status read_what_is_left(struct client_source *self, uint64_t offset, void *buffer,
                                     size_t size, size_t *read)
{
    size_t enough = size; /* known to be too much */
    size_t count = 0;

    while (enough - count > 1) {
        const size_t middle = count + (enough - count) / 2;
        const enum status status = byte_source_read_at(self->inner, offset, buffer, middle, read);

        if (status == STATUS_OK)
            count = middle;
        else if (status == STATUS_END_OF_DATA)
            enough = middle;
        else
            return status;
    }
    *read = count;
    return count ? byte_source_read_exact(self->inner, offset, buffer, count) : STATUS_OK;
}

static enum status client_source_read_at(struct byte_source *source, uint64_t offset, void *buffer,
                                         size_t size, size_t *read)
{
    struct client_source *self = (struct client_source *)source;
    enum status status;

    com_lock_enter(&self->lock);
    status = byte_source_read_at(self->inner, offset, buffer, size, read);
    if (status == STATUS_END_OF_DATA)
        status = read_what_is_left(self, offset, buffer, size, read);
    com_lock_leave(&self->lock);
    return status;
}

static void client_source_destroy(struct byte_source *source)
{
    struct client_source *self = (struct client_source *)source;

    byte_source_drop(&self->inner);
    com_lock_release(&self->lock);
    memory_free(self);
}

static const struct byte_source_ops client_source_ops = {
    .read_at = client_source_read_at,
    .destroy = client_source_destroy,
    .is_thread_safe = true,
};

static HRESULT fail(const struct com_object *reporter, const WCHAR *name, HRESULT reason)
{
    WCHAR *text;
    HRESULT hr;

    if (reason == E_OUTOFMEMORY)
        return com_error(reporter, reason);
    text = com_error_text(reason, NULL, 0);
    hr = com_error_with(reporter, IMAPI_E_DATA_STREAM_READ_FAILURE, COM_TEXT(name), COM_TEXT(text));
    memory_free(text);
    return hr;
}

HRESULT client_stream_source(const struct com_object *reporter, const WCHAR *name, IStream *stream,
                             struct byte_source **source)
{
    struct client_source *self;
    struct byte_source *inner;
    HRESULT hr = com_stream_source_create(stream, COM_STREAM_SHARED, &inner);

    *source = NULL;
    if (FAILED(hr))
        return fail(reporter, name, hr);
    self = memory_allocate(1, sizeof(*self));
    if (!self) {
        byte_source_drop(&inner);
        return com_error(reporter, E_OUTOFMEMORY);
    }
    byte_source_init(&self->base, &client_source_ops, byte_source_size(inner));
    self->inner = inner;
    com_lock_init(&self->lock);
    *source = &self->base;
    return S_OK;
}
