/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiNamedStreams: the named streams of a file. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "fsimage/named_streams.h"
#include "imapi2fs/item.h"
#include "imapi2fs/item_sequence.h"
#include "imapi2fs/problem.h"

struct fsi_named_streams {
    struct com_object object;
    IFsiNamedStreams IFsiNamedStreams_iface;
    struct fsi_item item; /* the file */
};

static const struct com_interface fsi_named_streams_interfaces[] = {
    COM_INTERFACE(fsi_named_streams, IFsiNamedStreams),
    COM_INTERFACE_AS(fsi_named_streams, IDispatch, IFsiNamedStreams),
};

COM_DISPATCH(fsi_named_streams, IFsiNamedStreams)

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get__NewEnum(IFsiNamedStreams *iface,
                                                                IEnumVARIANT **NewEnum)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    return com_error(&self->object,
                     item_sequence_enum_paths(self->item.image, self->item.number, NewEnum));
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_Item(IFsiNamedStreams *iface, LONG index,
                                                            IFsiFileItem2 **item)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);
    struct file_system_image *image = self->item.image;
    uint32_t stream = FSIMAGE_NO_ITEM;

    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    com_lock_enter(&image->lock);
    if (index >= 0 && (uint32_t)index < fsimage_file_stream_count(image->tree, self->item.number))
        stream = fsimage_file_stream_at(image->tree, self->item.number, (uint32_t)index);
    com_lock_leave(&image->lock);
    if (stream == FSIMAGE_NO_ITEM)
        return problem_invalid_parameter(&self->object, L"index");
    return com_error(&self->object,
                     fsi_item_create(image, stream, &IID_IFsiFileItem2, (void **)item));
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_Count(IFsiNamedStreams *iface, LONG *count)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);

    if (!count)
        return com_null_pointer(&self->object, L"count");
    com_lock_enter(&self->item.image->lock);
    *count = (LONG)fsimage_file_stream_count(self->item.image->tree, self->item.number);
    com_lock_leave(&self->item.image->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_EnumNamedStreams(IFsiNamedStreams *iface,
                                                                        IEnumFsiItems **NewEnum)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    return com_error(&self->object,
                     item_sequence_enum_items(self->item.image, self->item.number, NewEnum));
}

static const IFsiNamedStreamsVtbl fsi_named_streams_IFsiNamedStreams_vtbl = {
    COM_DISPATCH_METHODS(fsi_named_streams, IFsiNamedStreams),
    .get__NewEnum = fsi_named_streams_get__NewEnum,
    .get_Item = fsi_named_streams_get_Item,
    .get_Count = fsi_named_streams_get_Count,
    .get_EnumNamedStreams = fsi_named_streams_get_EnumNamedStreams,
};

static void fsi_named_streams_destroy(struct com_object *object)
{
    fsi_item_release(&CONTAINING_RECORD(object, struct fsi_named_streams, object)->item);
}

static const struct com_class fsi_named_streams_class = {
    .prog_id = L"IMAPI2FS.FsiNamedStreams",
    .clsid = &CLSID_FsiNamedStreams,
    COM_INTERFACES(fsi_named_streams_interfaces),
    .destroy = fsi_named_streams_destroy,
};

HRESULT fsi_named_streams_create(struct file_system_image *image, uint32_t file, REFIID iid,
                                 void **out)
{
    struct fsi_named_streams *self = com_object_create(&fsi_named_streams_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiNamedStreams_iface.lpVtbl = &fsi_named_streams_IFsiNamedStreams_vtbl;
    fsi_item_init(&self->item, &self->object, image, file);
    return com_object_hand_out(&self->object, iid, out);
}
