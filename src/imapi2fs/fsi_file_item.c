/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiFileItem: a file of an image. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct fsi_file_item {
    struct com_object object;
    IFsiFileItem2 IFsiFileItem2_iface;
};

static const struct com_interface fsi_file_item_interfaces[] = {
    COM_INTERFACE(fsi_file_item, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IFsiFileItem, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IFsiItem, IFsiFileItem2),
    COM_INTERFACE_AS(fsi_file_item, IDispatch, IFsiFileItem2),
};

COM_DISPATCH(fsi_file_item, IFsiFileItem2)

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_Name(IFsiFileItem2 *iface, BSTR *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::get_Name");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_FullPath(IFsiFileItem2 *iface, BSTR *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::get_FullPath");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_CreationTime(IFsiFileItem2 *iface, DATE *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_CreationTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_CreationTime(IFsiFileItem2 *iface, DATE newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_CreationTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_LastAccessedTime(IFsiFileItem2 *iface,
                                                                    DATE *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_LastAccessedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_LastAccessedTime(IFsiFileItem2 *iface,
                                                                    DATE newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_LastAccessedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_LastModifiedTime(IFsiFileItem2 *iface,
                                                                    DATE *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_LastModifiedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_LastModifiedTime(IFsiFileItem2 *iface,
                                                                    DATE newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_LastModifiedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_IsHidden(IFsiFileItem2 *iface,
                                                            VARIANT_BOOL *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFsiItem::get_IsHidden");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_IsHidden(IFsiFileItem2 *iface,
                                                            VARIANT_BOOL newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_IsHidden");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_FileSystemName(IFsiFileItem2 *iface,
                                                              FsiFileSystems fileSystem, BSTR *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)fileSystem;
    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::FileSystemName");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_FileSystemPath(IFsiFileItem2 *iface,
                                                              FsiFileSystems fileSystem, BSTR *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)fileSystem;
    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::FileSystemPath");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize(IFsiFileItem2 *iface, LONGLONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiFileItem::get_DataSize");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize32BitLow(IFsiFileItem2 *iface,
                                                                    LONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiFileItem::get_DataSize32BitLow");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_DataSize32BitHigh(IFsiFileItem2 *iface,
                                                                     LONG *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiFileItem::get_DataSize32BitHigh");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_Data(IFsiFileItem2 *iface, IStream **pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiFileItem::get_Data");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_Data(IFsiFileItem2 *iface, IStream *newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiFileItem::put_Data");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_FsiNamedStreams(IFsiFileItem2 *iface,
                                                                   IFsiNamedStreams **streams)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!streams)
        return com_null_pointer(&self->object, L"streams");
    *streams = NULL;
    return com_not_implemented(&self->object, L"IFsiFileItem2::get_FsiNamedStreams");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_IsNamedStream(IFsiFileItem2 *iface,
                                                                 VARIANT_BOOL *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFsiFileItem2::get_IsNamedStream");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_AddStream(IFsiFileItem2 *iface, BSTR name,
                                                         IStream *streamData)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)name, (void)streamData;
    return com_not_implemented(&self->object, L"IFsiFileItem2::AddStream");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_RemoveStream(IFsiFileItem2 *iface, BSTR name)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)name;
    return com_not_implemented(&self->object, L"IFsiFileItem2::RemoveStream");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_get_IsRealTime(IFsiFileItem2 *iface,
                                                              VARIANT_BOOL *pVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFsiFileItem2::get_IsRealTime");
}

static HRESULT STDMETHODCALLTYPE fsi_file_item_put_IsRealTime(IFsiFileItem2 *iface,
                                                              VARIANT_BOOL newVal)
{
    struct fsi_file_item *self = fsi_file_item_from_IFsiFileItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiFileItem2::put_IsRealTime");
}

static const IFsiFileItem2Vtbl fsi_file_item_IFsiFileItem2_vtbl = {
    COM_DISPATCH_METHODS(fsi_file_item, IFsiFileItem2),
    .get_Name = fsi_file_item_get_Name,
    .get_FullPath = fsi_file_item_get_FullPath,
    .get_CreationTime = fsi_file_item_get_CreationTime,
    .put_CreationTime = fsi_file_item_put_CreationTime,
    .get_LastAccessedTime = fsi_file_item_get_LastAccessedTime,
    .put_LastAccessedTime = fsi_file_item_put_LastAccessedTime,
    .get_LastModifiedTime = fsi_file_item_get_LastModifiedTime,
    .put_LastModifiedTime = fsi_file_item_put_LastModifiedTime,
    .get_IsHidden = fsi_file_item_get_IsHidden,
    .put_IsHidden = fsi_file_item_put_IsHidden,
    .FileSystemName = fsi_file_item_FileSystemName,
    .FileSystemPath = fsi_file_item_FileSystemPath,
    .get_DataSize = fsi_file_item_get_DataSize,
    .get_DataSize32BitLow = fsi_file_item_get_DataSize32BitLow,
    .get_DataSize32BitHigh = fsi_file_item_get_DataSize32BitHigh,
    .get_Data = fsi_file_item_get_Data,
    .put_Data = fsi_file_item_put_Data,
    .get_FsiNamedStreams = fsi_file_item_get_FsiNamedStreams,
    .get_IsNamedStream = fsi_file_item_get_IsNamedStream,
    .AddStream = fsi_file_item_AddStream,
    .RemoveStream = fsi_file_item_RemoveStream,
    .get_IsRealTime = fsi_file_item_get_IsRealTime,
    .put_IsRealTime = fsi_file_item_put_IsRealTime,
};

static const struct com_class fsi_file_item_class = {
    .prog_id = L"IMAPI2FS.FsiFileItem",
    .clsid = &CLSID_FsiFileItem,
    COM_INTERFACES(fsi_file_item_interfaces),
};

HRESULT fsi_file_item_create(REFIID iid, void **out)
{
    struct fsi_file_item *self = com_object_create(&fsi_file_item_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiFileItem2_iface.lpVtbl = &fsi_file_item_IFsiFileItem2_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
