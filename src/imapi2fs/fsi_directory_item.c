/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FsiDirectoryItem: a directory of an image. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct fsi_directory_item {
    struct com_object object;
    IFsiDirectoryItem2 IFsiDirectoryItem2_iface;
};

static const struct com_interface fsi_directory_item_interfaces[] = {
    COM_INTERFACE(fsi_directory_item, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IFsiDirectoryItem, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IFsiItem, IFsiDirectoryItem2),
    COM_INTERFACE_AS(fsi_directory_item, IDispatch, IFsiDirectoryItem2),
};

COM_DISPATCH(fsi_directory_item, IFsiDirectoryItem2)

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_Name(IFsiDirectoryItem2 *iface, BSTR *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::get_Name");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_FullPath(IFsiDirectoryItem2 *iface,
                                                                 BSTR *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::get_FullPath");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_CreationTime(IFsiDirectoryItem2 *iface,
                                                                     DATE *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_CreationTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_put_CreationTime(IFsiDirectoryItem2 *iface,
                                                                     DATE newVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_CreationTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_LastAccessedTime(IFsiDirectoryItem2 *iface,
                                                                         DATE *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_LastAccessedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_put_LastAccessedTime(IFsiDirectoryItem2 *iface,
                                                                         DATE newVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_LastAccessedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_LastModifiedTime(IFsiDirectoryItem2 *iface,
                                                                         DATE *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFsiItem::get_LastModifiedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_put_LastModifiedTime(IFsiDirectoryItem2 *iface,
                                                                         DATE newVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_LastModifiedTime");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_IsHidden(IFsiDirectoryItem2 *iface,
                                                                 VARIANT_BOOL *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFsiItem::get_IsHidden");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_put_IsHidden(IFsiDirectoryItem2 *iface,
                                                                 VARIANT_BOOL newVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFsiItem::put_IsHidden");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_FileSystemName(IFsiDirectoryItem2 *iface,
                                                                   FsiFileSystems fileSystem,
                                                                   BSTR *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)fileSystem;
    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::FileSystemName");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_FileSystemPath(IFsiDirectoryItem2 *iface,
                                                                   FsiFileSystems fileSystem,
                                                                   BSTR *pVal)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)fileSystem;
    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFsiItem::FileSystemPath");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get__NewEnum(IFsiDirectoryItem2 *iface,
                                                                 IEnumVARIANT **NewEnum)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::get__NewEnum");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_Item(IFsiDirectoryItem2 *iface, BSTR path,
                                                             IFsiItem **item)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)path;
    if (!item)
        return com_null_pointer(&self->object, L"item");
    *item = NULL;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::get_Item");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_Count(IFsiDirectoryItem2 *iface,
                                                              LONG *Count)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!Count)
        return com_null_pointer(&self->object, L"Count");
    *Count = 0;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::get_Count");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_get_EnumFsiItems(IFsiDirectoryItem2 *iface,
                                                                     IEnumFsiItems **NewEnum)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    if (!NewEnum)
        return com_null_pointer(&self->object, L"NewEnum");
    *NewEnum = NULL;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::get_EnumFsiItems");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddDirectory(IFsiDirectoryItem2 *iface,
                                                                 BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)path;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::AddDirectory");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddFile(IFsiDirectoryItem2 *iface, BSTR path,
                                                            IStream *fileData)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)path, (void)fileData;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::AddFile");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddTree(IFsiDirectoryItem2 *iface,
                                                            BSTR sourceDirectory,
                                                            VARIANT_BOOL includeBaseDirectory)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)sourceDirectory, (void)includeBaseDirectory;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::AddTree");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_Add(IFsiDirectoryItem2 *iface, IFsiItem *item)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)item;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::Add");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_Remove(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)path;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::Remove");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_RemoveTree(IFsiDirectoryItem2 *iface, BSTR path)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)path;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem::RemoveTree");
}

static HRESULT STDMETHODCALLTYPE fsi_directory_item_AddTreeWithNamedStreams(
    IFsiDirectoryItem2 *iface, BSTR sourceDirectory, VARIANT_BOOL includeBaseDirectory)
{
    struct fsi_directory_item *self = fsi_directory_item_from_IFsiDirectoryItem2(iface);

    (void)sourceDirectory, (void)includeBaseDirectory;
    return com_not_implemented(&self->object, L"IFsiDirectoryItem2::AddTreeWithNamedStreams");
}

static const IFsiDirectoryItem2Vtbl fsi_directory_item_IFsiDirectoryItem2_vtbl = {
    COM_DISPATCH_METHODS(fsi_directory_item, IFsiDirectoryItem2),
    .get_Name = fsi_directory_item_get_Name,
    .get_FullPath = fsi_directory_item_get_FullPath,
    .get_CreationTime = fsi_directory_item_get_CreationTime,
    .put_CreationTime = fsi_directory_item_put_CreationTime,
    .get_LastAccessedTime = fsi_directory_item_get_LastAccessedTime,
    .put_LastAccessedTime = fsi_directory_item_put_LastAccessedTime,
    .get_LastModifiedTime = fsi_directory_item_get_LastModifiedTime,
    .put_LastModifiedTime = fsi_directory_item_put_LastModifiedTime,
    .get_IsHidden = fsi_directory_item_get_IsHidden,
    .put_IsHidden = fsi_directory_item_put_IsHidden,
    .FileSystemName = fsi_directory_item_FileSystemName,
    .FileSystemPath = fsi_directory_item_FileSystemPath,
    .get__NewEnum = fsi_directory_item_get__NewEnum,
    .get_Item = fsi_directory_item_get_Item,
    .get_Count = fsi_directory_item_get_Count,
    .get_EnumFsiItems = fsi_directory_item_get_EnumFsiItems,
    .AddDirectory = fsi_directory_item_AddDirectory,
    .AddFile = fsi_directory_item_AddFile,
    .AddTree = fsi_directory_item_AddTree,
    .Add = fsi_directory_item_Add,
    .Remove = fsi_directory_item_Remove,
    .RemoveTree = fsi_directory_item_RemoveTree,
    .AddTreeWithNamedStreams = fsi_directory_item_AddTreeWithNamedStreams,
};

static const struct com_class fsi_directory_item_class = {
    .prog_id = L"IMAPI2FS.FsiDirectoryItem",
    .clsid = &CLSID_FsiDirectoryItem,
    COM_INTERFACES(fsi_directory_item_interfaces),
};

HRESULT fsi_directory_item_create(REFIID iid, void **out)
{
    struct fsi_directory_item *self = com_object_create(&fsi_directory_item_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFsiDirectoryItem2_iface.lpVtbl = &fsi_directory_item_IFsiDirectoryItem2_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
