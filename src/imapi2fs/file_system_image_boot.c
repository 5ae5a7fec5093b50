/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: boot images. None can be recorded yet, so none is ever in force. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "imapi2fs/problem.h"

HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    file_system_image_end(self);
    if (newVal)
        return com_not_implemented(&self->object, L"IFileSystemImage::put_BootImageOptions");
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object, com_array_of_objects(NULL, 0, pVal));
}

HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    IUnknown **options;
    size_t count;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    hr = com_array_read_objects(newVal, &IID_IBootOptions, &options, &count);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    com_objects_free(options, count);
    hr = file_system_image_begin_change(self, &self->object);
    if (FAILED(hr))
        return hr;
    file_system_image_end(self);
    if (count > IMAPI2FS_BOOT_ENTRY_COUNT_MAX)
        return problem_invalid_parameter(&self->object, L"newVal");
    if (count)
        return com_not_implemented(&self->object, L"IFileSystemImage2::put_BootImageOptionsArray");
    return S_OK;
}
