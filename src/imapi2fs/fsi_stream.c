/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiStream: a stream over an image or a file of it. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/stream.h"
#include "fsimage/result.h"
#include "imapi2fs/content_source.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>

/* Over an image it has a reader of its own; over a file it shares the file's content. */
struct fsi_stream {
    struct com_object object;
    IStream IStream_iface;
    IBlockRangeList IBlockRangeList_iface; /* of an image that need not be written whole */
    struct com_stream stream;
    struct fsimage_result *result; /* NULL over a file */
    BSTR path;                     /* of the file */
};

static HRESULT fsi_stream_create(struct byte_source *source, struct fsimage_result *result,
                                 const WCHAR *path, uint64_t position, REFIID iid, void **out);

static const struct com_interface fsi_stream_interfaces[] = {
    COM_STREAM_INTERFACES(fsi_stream, IStream),
};

COM_STREAM(fsi_stream, IStream)
COM_DISPATCH(fsi_stream, IBlockRangeList)

static HRESULT STDMETHODCALLTYPE fsi_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&fsi_stream_from_IStream(iface)->object, STG_E_ACCESSDENIED);
}

/* Readers of an image keep buffers and open files for one consumer: a clone gets its own. */
static HRESULT clone_source(struct fsi_stream *self, struct byte_source **source,
                            uint64_t *position)
{
    *source = com_stream_snapshot(&self->stream, position);
    if (!self->result)
        return S_OK;
    byte_source_drop(source);
    return com_result_of(fsimage_reader_create(self->result, source));
}

static HRESULT STDMETHODCALLTYPE fsi_stream_Clone(IStream *iface, IStream **out)
{
    struct fsi_stream *self = fsi_stream_from_IStream(iface);
    struct byte_source *source;
    uint64_t position;
    HRESULT hr;

    if (!out)
        return com_null_pointer(&self->object, L"ppstm");
    *out = NULL;
    hr = clone_source(self, &source, &position);
    if (SUCCEEDED(hr))
        hr = fsi_stream_create(source, self->result, self->path, position, &IID_IStream,
                               (void **)out);
    byte_source_drop(&source);
    return com_error(&self->object, hr);
}

static const IStreamVtbl fsi_stream_IStream_vtbl = {
    COM_STREAM_METHODS(fsi_stream, IStream),
    .SetSize = fsi_stream_SetSize,
    .Clone = fsi_stream_Clone,
};

static HRESULT STDMETHODCALLTYPE fsi_stream_get_BlockRanges(IBlockRangeList *iface,
                                                            SAFEARRAY **value)
{
    struct fsi_stream *self = fsi_stream_from_IBlockRangeList(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    return com_error(&self->object, block_range_array(self->result, value));
}

static const IBlockRangeListVtbl fsi_stream_IBlockRangeList_vtbl = {
    COM_DISPATCH_METHODS(fsi_stream, IBlockRangeList),
    .get_BlockRanges = fsi_stream_get_BlockRanges,
};

/* Who burns an image asks its stream, which may be all there is of it, what has to be written. */
static void *fsi_stream_find(struct com_object *object, REFIID iid)
{
    struct fsi_stream *self = CONTAINING_RECORD(object, struct fsi_stream, object);
    struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM];

    if (!IsEqualIID(iid, &IID_IBlockRangeList) || !self->result ||
        fsimage_result_modified_blocks(self->result, ranges) == 0)
        return NULL;
    return &self->IBlockRangeList_iface;
}

static struct fsi_stream *fsi_stream_from_stream(struct com_stream *stream)
{
    return CONTAINING_RECORD(stream, struct fsi_stream, stream);
}

static HRESULT fail_image(struct com_stream *stream, enum status status)
{
    struct fsi_stream *self = fsi_stream_from_stream(stream);

    return problem_report(&self->object, status, fsimage_reader_problem(stream->source), NULL);
}

static HRESULT fail_content(struct com_stream *stream, enum status status)
{
    struct fsi_stream *self = fsi_stream_from_stream(stream);

    if (status == STATUS_NO_MEMORY)
        return com_error(&self->object, E_OUTOFMEMORY);
    if (status != STATUS_CHANGED)
        return com_error_with(&self->object, IMAPI_E_DATA_STREAM_READ_FAILURE,
                              COM_TEXT(self->path));
    return com_error_with(&self->object, IMAPI_E_DATA_STREAM_INCONSISTENCY, COM_TEXT(self->path),
                          COM_NUMBER((int64_t)byte_source_size(stream->source)),
                          COM_NUMBER((int64_t)content_source_end(stream->source)));
}

static void fsi_stream_destroy(struct com_object *object)
{
    struct fsi_stream *self = CONTAINING_RECORD(object, struct fsi_stream, object);

    com_stream_release(&self->stream);
    fsimage_result_drop(&self->result);
    SysFreeString(self->path);
}

static const struct com_class fsi_stream_class = {
    .prog_id = L"IMAPI2FS.FsiStream",
    COM_INTERFACES(fsi_stream_interfaces),
    .find = fsi_stream_find,
    .destroy = fsi_stream_destroy,
};

static HRESULT fsi_stream_create(struct byte_source *source, struct fsimage_result *result,
                                 const WCHAR *path, uint64_t position, REFIID iid, void **out)
{
    struct fsi_stream *self = com_object_create(&fsi_stream_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IStream_iface.lpVtbl = &fsi_stream_IStream_vtbl;
    self->IBlockRangeList_iface.lpVtbl = &fsi_stream_IBlockRangeList_vtbl;
    com_stream_init(&self->stream, &self->object, source);
    self->stream.position = position;
    self->stream.fail = result ? fail_image : fail_content;
    if (result)
        self->result = fsimage_result_acquire(result);
    self->path = SysAllocString(path);
    if (path && !self->path) {
        com_object_release(&self->object);
        return E_OUTOFMEMORY;
    }
    return com_object_hand_out(&self->object, iid, out);
}

HRESULT fsi_stream_create_image(struct fsimage_result *result, REFIID iid, void **out)
{
    struct byte_source *reader;
    const enum status status = fsimage_reader_create(result, &reader);
    HRESULT hr;

    *out = NULL;
    if (status != STATUS_OK)
        return com_result_of(status);
    hr = fsi_stream_create(reader, result, NULL, 0, iid, out);
    byte_source_drop(&reader);
    return hr;
}

HRESULT fsi_stream_create_content(struct byte_source *content, uint64_t size, const WCHAR *path,
                                  REFIID iid, void **out)
{
    struct byte_source *source;
    const enum status status = content_source_create(content, size, &source);
    HRESULT hr;

    *out = NULL;
    if (status != STATUS_OK)
        return com_result_of(status);
    hr = fsi_stream_create(source, NULL, path, 0, iid, out);
    byte_source_drop(&source);
    return hr;
}
