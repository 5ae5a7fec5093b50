/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FileSystemImageResult: the finished image. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct file_system_image_result {
    struct com_object object;
    IFileSystemImageResult2 IFileSystemImageResult2_iface;
};

static const struct com_interface file_system_image_result_interfaces[] = {
    COM_INTERFACE(file_system_image_result, IFileSystemImageResult2),
    COM_INTERFACE_AS(file_system_image_result, IFileSystemImageResult, IFileSystemImageResult2),
    COM_INTERFACE_AS(file_system_image_result, IDispatch, IFileSystemImageResult2),
};

COM_DISPATCH(file_system_image_result, IFileSystemImageResult2)

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ImageStream(IFileSystemImageResult2 *iface, IStream **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImageResult::get_ImageStream");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ProgressItems(IFileSystemImageResult2 *iface, IProgressItems **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImageResult::get_ProgressItems");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_TotalBlocks(IFileSystemImageResult2 *iface, LONG *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImageResult::get_TotalBlocks");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_BlockSize(IFileSystemImageResult2 *iface, LONG *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImageResult::get_BlockSize");
}

static HRESULT STDMETHODCALLTYPE file_system_image_result_get_DiscId(IFileSystemImageResult2 *iface,
                                                                     BSTR *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImageResult::get_DiscId");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ModifiedBlocks(IFileSystemImageResult2 *iface, IBlockRangeList **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImageResult2::get_ModifiedBlocks");
}

static const IFileSystemImageResult2Vtbl file_system_image_result_IFileSystemImageResult2_vtbl = {
    COM_DISPATCH_METHODS(file_system_image_result, IFileSystemImageResult2),
    .get_ImageStream = file_system_image_result_get_ImageStream,
    .get_ProgressItems = file_system_image_result_get_ProgressItems,
    .get_TotalBlocks = file_system_image_result_get_TotalBlocks,
    .get_BlockSize = file_system_image_result_get_BlockSize,
    .get_DiscId = file_system_image_result_get_DiscId,
    .get_ModifiedBlocks = file_system_image_result_get_ModifiedBlocks,
};

static const struct com_class file_system_image_result_class = {
    .prog_id = L"IMAPI2FS.FileSystemImageResult",
    .clsid = &CLSID_FileSystemImageResult,
    COM_INTERFACES(file_system_image_result_interfaces),
};

HRESULT file_system_image_result_create(REFIID iid, void **out)
{
    struct file_system_image_result *self =
        com_object_create(&file_system_image_result_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFileSystemImageResult2_iface.lpVtbl =
        &file_system_image_result_IFileSystemImageResult2_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
