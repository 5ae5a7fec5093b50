/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The stream of a raw CD image. Its clones share one source, in which one thread reads at a time.
 */
#include "imapi2/raw_cd_image_creator.h"

#include "com/error.h"
#include "com/stream.h"
#include "discimage/raw_image_source.h"
#include "imapi2/stream_parts.h"
#include "stream/locked_source.h"

struct raw_cd_image_stream {
    struct com_object object;
    IStream IStream_iface;
    struct com_stream stream;
    struct byte_source *image; /* within the source of the stream */
};

static const struct com_interface raw_cd_image_stream_interfaces[] = {
    COM_STREAM_INTERFACES(raw_cd_image_stream, IStream),
};

static HRESULT create(struct byte_source *locked, uint64_t position, struct byte_source *image,
                      IStream **out);

COM_STREAM(raw_cd_image_stream, IStream)

static HRESULT fail(struct com_stream *stream, enum status status)
{
    struct raw_cd_image_stream *self =
        CONTAINING_RECORD(stream, struct raw_cd_image_stream, stream);

    return stream_parts_fail(&self->object, status, self->image, raw_image_source_part);
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)size;
    return com_error(&raw_cd_image_stream_from_IStream(iface)->object, STG_E_ACCESSDENIED);
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_stream_Clone(IStream *iface, IStream **out)
{
    struct raw_cd_image_stream *self = raw_cd_image_stream_from_IStream(iface);
    struct byte_source *source;
    uint64_t position;
    HRESULT hr;

    if (!out)
        return com_error(&self->object, STG_E_INVALIDPOINTER);
    source = com_stream_snapshot(&self->stream, &position);
    hr = create(source, position, self->image, out);
    byte_source_drop(&source);
    return com_error(&self->object, hr);
}

static const IStreamVtbl raw_cd_image_stream_vtbl = {
    COM_STREAM_METHODS(raw_cd_image_stream, IStream),
    .SetSize = raw_cd_image_stream_SetSize,
    .Clone = raw_cd_image_stream_Clone,
};

static void raw_cd_image_stream_destroy(struct com_object *object)
{
    struct raw_cd_image_stream *self =
        CONTAINING_RECORD(object, struct raw_cd_image_stream, object);

    com_stream_release(&self->stream);
    byte_source_drop(&self->image);
}

static const struct com_class raw_cd_image_stream_class = {
    .prog_id = L"IMAPI2.MsftRawCDImageCreator",
    COM_INTERFACES(raw_cd_image_stream_interfaces),
    .destroy = raw_cd_image_stream_destroy,
};

static HRESULT create(struct byte_source *locked, uint64_t position, struct byte_source *image,
                      IStream **out)
{
    struct raw_cd_image_stream *self = com_object_create(&raw_cd_image_stream_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IStream_iface.lpVtbl = &raw_cd_image_stream_vtbl;
    com_stream_init(&self->stream, &self->object, locked);
    self->stream.position = position;
    self->stream.fail = fail;
    self->image = byte_source_acquire(image);
    *out = &self->IStream_iface;
    return S_OK;
}

HRESULT raw_cd_image_stream_create(struct byte_source *source, IStream **out)
{
    struct byte_source *locked;
    HRESULT hr;

    *out = NULL;
    if (locked_source_create(source, &locked) != STATUS_OK)
        return E_OUTOFMEMORY;
    hr = create(locked, 0, source, out);
    byte_source_drop(&locked);
    return hr;
}
