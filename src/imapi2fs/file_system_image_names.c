/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: the names of the volume; the folder of temporary files. */
#include "imapi2fs/file_system_image.h"

#include "base/memory.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/problem.h"
#include "imapi2fs/tree_property.h"
#include "imapi2fs/working_directory.h"

#include <imapi2fserror.h>
#include <wchar.h>

HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeName(IFileSystemImage3 *iface, BSTR *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    hr = com_text_create(self->volume_name, self->volume_name_length, pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_VolumeName(IFileSystemImage3 *iface, BSTR newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    const size_t length = com_text_length(newVal);
    enum status status;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_volume_name_check(newVal, length, fsimage_tree_is_strict(self->tree));
    if (status == STATUS_OK) {
        wmemcpy(self->volume_name, newVal ? newVal : L"", length);
        self->volume_name[length] = 0;
        self->volume_name_length = length;
    }
    file_system_image_end(self);
    if (status != STATUS_OK)
        return com_error_with(&self->object, IMAPI_E_INVALID_VOLUME_NAME, COM_TEXT(newVal));
    return S_OK;
}

static HRESULT adapted_name(struct file_system_image *self, enum fsimage_file_system file_system,
                            BSTR *out)
{
    WCHAR name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t length;

    if (!out)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    fsimage_volume_name_adapt(self->volume_name, self->volume_name_length, file_system, name,
                              &length);
    com_lock_leave(&self->lock);
    return com_error(&self->object, com_text_create(name, length, out));
}

HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameUDF(IFileSystemImage3 *iface, BSTR *pVal)
{
    return adapted_name(file_system_image_of(iface), FSIMAGE_UDF, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameJoliet(IFileSystemImage3 *iface,
                                                                 BSTR *pVal)
{
    return adapted_name(file_system_image_of(iface), FSIMAGE_JOLIET, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameISO9660(IFileSystemImage3 *iface,
                                                                  BSTR *pVal)
{
    return adapted_name(file_system_image_of(iface), FSIMAGE_ISO9660, pVal);
}

/* Null until an import. */
HRESULT STDMETHODCALLTYPE file_system_image_get_ImportedVolumeName(IFileSystemImage3 *iface,
                                                                   BSTR *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    const char16 *name;
    size_t length;
    HRESULT hr = S_OK;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&self->lock);
    name = fsimage_tree_imported_name(self->tree, &length);
    if (name)
        hr = com_text_create(name, length, pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_WorkingDirectory(IFileSystemImage3 *iface,
                                                                 BSTR *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    WCHAR *path = NULL;
    HRESULT hr = S_OK;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&self->lock);
    if (self->working_directory)
        hr = com_text_copy(self->working_directory, pVal);
    else
        hr = working_directory_default(&path);
    com_lock_leave(&self->lock);
    if (path)
        hr = com_text_copy(path, pVal);
    memory_free(path);
    return com_error(&self->object, hr);
}

/* The image is locked. It takes `path` over. */
static HRESULT set_working_directory(struct file_system_image *self, WCHAR *path)
{
    struct fsimage_problem problem;
    const enum status status = fsimage_tree_set_working_directory(self->tree, path, &problem);

    if (status != STATUS_OK) {
        memory_free(path);
        return problem_report(&self->object, status, &problem, L"newVal");
    }
    memory_free(self->working_directory);
    self->working_directory = path;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_WorkingDirectory(IFileSystemImage3 *iface,
                                                                 BSTR newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    WCHAR *path;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    file_system_image_end(self);
    if (!com_text_length(newVal))
        return problem_invalid_parameter(&self->object, L"newVal");
    hr = working_directory_resolve(newVal, &path);
    if (hr == E_OUTOFMEMORY)
        return com_error(&self->object, hr);
    if (FAILED(hr))
        return com_error_with(&self->object, IMAPI_E_INVALID_WORKING_DIRECTORY, COM_TEXT(newVal));
    hr = file_system_image_begin_change(self, &self->object);
    if (FAILED(hr)) {
        memory_free(path);
        return hr;
    }
    hr = set_working_directory(self, path);
    file_system_image_end(self);
    return hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_get_StageFiles(IFileSystemImage3 *iface,
                                                           VARIANT_BOOL *pVal)
{
    return tree_property_flag(file_system_image_of(iface), fsimage_tree_is_staging, pVal);
}

/* The image is locked. The temporary folder of the process is looked up when it is needed. */
static HRESULT ensure_working_directory(struct file_system_image *self)
{
    WCHAR *path;
    HRESULT hr;

    if (self->working_directory)
        return S_OK;
    hr = working_directory_default(&path);
    return FAILED(hr) ? com_error(&self->object, hr) : set_working_directory(self, path);
}

/* Allowed while a result is active: it is about files that are added later. */
HRESULT STDMETHODCALLTYPE file_system_image_put_StageFiles(IFileSystemImage3 *iface,
                                                           VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = file_system_image_begin(self, &self->object);

    if (FAILED(hr))
        return hr;
    if (newVal != VARIANT_FALSE)
        hr = ensure_working_directory(self);
    if (SUCCEEDED(hr))
        fsimage_tree_set_staging(self->tree, newVal != VARIANT_FALSE);
    file_system_image_end(self);
    return hr;
}
