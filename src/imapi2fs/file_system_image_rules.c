/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: which file systems are recorded, and the rules names and items obey. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/problem.h"
#include "imapi2fs/tree_property.h"

#include <imapi2fserror.h>

/* What an image of a new object would have. No other can be chosen while UDF is not written. */
#define UDF_REVISION_DEFAULT 0x102

/* 2.60 is accepted though not listed by the original. */
static const LONG udf_revisions[] = { 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };

HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_file_systems,
                                (LONG *)pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_tree_set_file_systems(self->tree, (unsigned)newVal, &problem);
    file_system_image_end(self);
    if (status == STATUS_NOT_SUPPORTED)
        return com_not_implemented(&self->object,
                                   L"IFileSystemImage::put_FileSystemsToCreate with UDF");
    return problem_report(&self->object, status, &problem, L"newVal");
}

HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsSupported(IFileSystemImage3 *iface,
                                                                     FsiFileSystems *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = FsiFileSystemISO9660 | FsiFileSystemJoliet;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_get_ISO9660InterchangeLevel(IFileSystemImage3 *iface,
                                                                        LONG *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_iso_level, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_ISO9660InterchangeLevel(IFileSystemImage3 *iface,
                                                                        LONG newVal)
{
    return tree_property_put_number(file_system_image_of(iface), fsimage_tree_set_iso_level,
                                    newVal);
}

HRESULT STDMETHODCALLTYPE
file_system_image_get_ISO9660InterchangeLevelsSupported(IFileSystemImage3 *iface, SAFEARRAY **pVal)
{
    static const ULONG levels[] = { 1, 2 };
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object, com_array_of_ulongs(levels, ARRAYSIZE(levels), pVal));
}

HRESULT STDMETHODCALLTYPE file_system_image_get_StrictFileSystemCompliance(IFileSystemImage3 *iface,
                                                                           VARIANT_BOOL *pVal)
{
    return tree_property_flag(file_system_image_of(iface), fsimage_tree_is_strict, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_StrictFileSystemCompliance(IFileSystemImage3 *iface,
                                                                           VARIANT_BOOL newVal)
{
    return tree_property_put_flag(file_system_image_of(iface), fsimage_tree_set_strict, newVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_UseRestrictedCharacterSet(IFileSystemImage3 *iface,
                                                                          VARIANT_BOOL *pVal)
{
    return tree_property_flag(file_system_image_of(iface), fsimage_tree_has_restricted_names, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_UseRestrictedCharacterSet(IFileSystemImage3 *iface,
                                                                          VARIANT_BOOL newVal)
{
    return tree_property_put_flag(file_system_image_of(iface), fsimage_tree_set_restricted_names,
                                  newVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevision(IFileSystemImage3 *iface, LONG *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = UDF_REVISION_DEFAULT;
    return S_OK;
}

static bool is_udf_revision(LONG value)
{
    for (size_t i = 0; i < ARRAYSIZE(udf_revisions); i++) {
        if (udf_revisions[i] == value)
            return true;
    }
    return false;
}

/* Scripts put 0x102 whatever they record: that changes nothing, so it can be obeyed. */
HRESULT STDMETHODCALLTYPE file_system_image_put_UDFRevision(IFileSystemImage3 *iface, LONG newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    file_system_image_end(self);
    if (!is_udf_revision(newVal))
        return problem_invalid_parameter(&self->object, L"newVal");
    if (newVal != UDF_REVISION_DEFAULT)
        return com_not_implemented(&self->object,
                                   L"IFileSystemImage::put_UDFRevision other than 1.02");
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevisionsSupported(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object, com_array_of_longs(NULL, 0, pVal));
}

HRESULT STDMETHODCALLTYPE
file_system_image_get_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    *pVal = com_bool(self->creates_redundant_udf_metadata);
    com_lock_leave(&self->lock);
    return S_OK;
}

/* Kept, and answered with the success that says so, for every image that has no UDF 2.50. */
HRESULT STDMETHODCALLTYPE
file_system_image_put_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    self->creates_redundant_udf_metadata = newVal != VARIANT_FALSE;
    file_system_image_end(self);
    return IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
}
