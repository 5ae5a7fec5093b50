/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FileSystemImageResult: the finished image. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "fsimage/file_system.h"
#include "fsimage/result.h"
#include "imapi2fs/problem.h"

struct file_system_image_result {
    struct com_object object;
    IFileSystemImageResult2 IFileSystemImageResult2_iface;
    struct fsimage_result *result;
    IStream *volatile stream; /* made when first asked for, then always the same */
};

static const struct com_interface file_system_image_result_interfaces[] = {
    COM_INTERFACE(file_system_image_result, IFileSystemImageResult2),
    COM_INTERFACE_AS(file_system_image_result, IFileSystemImageResult, IFileSystemImageResult2),
    COM_INTERFACE_AS(file_system_image_result, IDispatch, IFileSystemImageResult2),
};

COM_DISPATCH(file_system_image_result, IFileSystemImageResult2)

/* No lock is needed to agree on one stream: who comes second drops what it made. */
static HRESULT ensure_stream(struct file_system_image_result *self)
{
    IStream *made;
    HRESULT hr;

    if (self->stream)
        return S_OK;
    hr = fsi_stream_create_image(self->result, &IID_IStream, (void **)&made);
    if (FAILED(hr))
        return hr;
    if (InterlockedCompareExchangePointer((void *volatile *)&self->stream, made, NULL))
        IStream_Release(made);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ImageStream(IFileSystemImageResult2 *iface, IStream **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    hr = ensure_stream(self);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    *pVal = self->stream;
    IStream_AddRef(*pVal);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ProgressItems(IFileSystemImageResult2 *iface, IProgressItems **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object,
                     progress_items_create(self->result, &IID_IProgressItems, (void **)pVal));
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_TotalBlocks(IFileSystemImageResult2 *iface, LONG *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = (LONG)fsimage_result_total_blocks(self->result);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_BlockSize(IFileSystemImageResult2 *iface, LONG *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = FSIMAGE_BLOCK_SIZE;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE file_system_image_result_get_DiscId(IFileSystemImageResult2 *iface,
                                                                     BSTR *pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);
    char16 id[FSIMAGE_DISC_ID_LENGTH + 1];
    struct fsimage_problem problem;
    enum status status;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    status = fsimage_result_disc_id(self->result, id, &problem);
    if (status != STATUS_OK)
        return problem_report(&self->object, status, &problem, L"pVal");
    return com_error(&self->object, com_text_create(id, FSIMAGE_DISC_ID_LENGTH, pVal));
}

/* E_NOTIMPL is what the contract says for images that must be written whole. */
static HRESULT STDMETHODCALLTYPE
file_system_image_result_get_ModifiedBlocks(IFileSystemImageResult2 *iface, IBlockRangeList **pVal)
{
    struct file_system_image_result *self =
        file_system_image_result_from_IFileSystemImageResult2(iface);
    struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM];

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    if (fsimage_result_modified_blocks(self->result, ranges) == 0)
        return com_error(&self->object, E_NOTIMPL);
    return com_error(&self->object,
                     block_range_list_create(self->result, &IID_IBlockRangeList, (void **)pVal));
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

static void file_system_image_result_destroy(struct com_object *object)
{
    struct file_system_image_result *self =
        CONTAINING_RECORD(object, struct file_system_image_result, object);

    if (self->stream)
        IStream_Release(self->stream);
    fsimage_result_drop(&self->result);
}

static const struct com_class file_system_image_result_class = {
    .prog_id = L"IMAPI2FS.FileSystemImageResult",
    .clsid = &CLSID_FileSystemImageResult,
    COM_INTERFACES(file_system_image_result_interfaces),
    .destroy = file_system_image_result_destroy,
};

HRESULT file_system_image_result_create(struct fsimage_result *result, REFIID iid, void **out)
{
    struct file_system_image_result *self =
        com_object_create(&file_system_image_result_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFileSystemImageResult2_iface.lpVtbl =
        &file_system_image_result_IFileSystemImageResult2_vtbl;
    self->result = fsimage_result_acquire(result);
    return com_object_hand_out(&self->object, iid, out);
}
