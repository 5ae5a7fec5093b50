/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiNamedStreams: the named streams of a file, of which there are none as long as none is written.
 */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "imapi2fs/problem.h"

struct fsi_named_streams {
    struct com_object object;
    IFsiNamedStreams IFsiNamedStreams_iface;
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
    struct com_sequence *sequence;
    HRESULT hr;

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    hr = com_sequence_of_values(NULL, 0, &sequence);
    if (SUCCEEDED(hr))
        hr = com_enum_variant_create(sequence, NewEnum);
    com_sequence_drop(&sequence);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_Item(IFsiNamedStreams *iface, LONG index,
                                                            IFsiFileItem2 **item)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);

    (void)index;
    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    return problem_invalid_parameter(&self->object, L"index");
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_Count(IFsiNamedStreams *iface, LONG *count)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);

    if (!count)
        return com_null_pointer(&self->object, L"count");
    *count = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE fsi_named_streams_get_EnumNamedStreams(IFsiNamedStreams *iface,
                                                                        IEnumFsiItems **NewEnum)
{
    struct fsi_named_streams *self = fsi_named_streams_from_IFsiNamedStreams(iface);
    struct com_sequence *sequence;
    HRESULT hr;

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    hr = com_sequence_of_values(NULL, 0, &sequence);
    if (SUCCEEDED(hr))
        hr = enum_fsi_items_create(sequence, NewEnum);
    com_sequence_drop(&sequence);
    return com_error(&self->object, hr);
}

static const IFsiNamedStreamsVtbl fsi_named_streams_IFsiNamedStreams_vtbl = {
    COM_DISPATCH_METHODS(fsi_named_streams, IFsiNamedStreams),
    .get__NewEnum = fsi_named_streams_get__NewEnum,
    .get_Item = fsi_named_streams_get_Item,
    .get_Count = fsi_named_streams_get_Count,
    .get_EnumNamedStreams = fsi_named_streams_get_EnumNamedStreams,
};

static const struct com_class fsi_named_streams_class = {
    .prog_id = L"IMAPI2FS.FsiNamedStreams",
    .clsid = &CLSID_FsiNamedStreams,
    COM_INTERFACES(fsi_named_streams_interfaces),
};

HRESULT fsi_named_streams_create(REFIID iid, void **out)
{
    struct fsi_named_streams *self = com_object_create(&fsi_named_streams_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiNamedStreams_iface.lpVtbl = &fsi_named_streams_IFsiNamedStreams_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
