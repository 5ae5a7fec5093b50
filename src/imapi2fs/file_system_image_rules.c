/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: which file systems are recorded, and the rules names and items obey. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/problem.h"
#include "imapi2fs/tree_property.h"

#include <imapi2fserror.h>

/* The revision from which on UDF keeps its metadata in files (OSTA UDF 2.50, 2.2.13). */
#define UDF_METADATA_FILES 0x250

HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_file_systems,
                                (LONG *)pVal);
}

bool file_system_image_loses(const struct file_system_image *image)
{
    return fsimage_tree_losses(image->tree) != 0;
}

/* A property that decides what of the items is recorded: success says when not all of it is. */
static HRESULT put_recording(struct file_system_image *self, tree_property_set_number set,
                             LONG newVal)
{
    const HRESULT hr = tree_property_put_number(self, set, newVal);
    bool loses;

    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->lock);
    loses = file_system_image_loses(self);
    com_lock_leave(&self->lock);
    return loses ? IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED : hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems newVal)
{
    return put_recording(file_system_image_of(iface), fsimage_tree_set_file_systems, (LONG)newVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsSupported(IFileSystemImage3 *iface,
                                                                     FsiFileSystems *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF;
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
    return tree_property_number(file_system_image_of(iface), fsimage_tree_udf_revision, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_UDFRevision(IFileSystemImage3 *iface, LONG newVal)
{
    return put_recording(file_system_image_of(iface), fsimage_tree_set_udf_revision, newVal);
}

/* The last one is more than the original has. */
HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevisionsSupported(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal)
{
    static const LONG revisions[] = { 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object, com_array_of_longs(revisions, ARRAYSIZE(revisions), pVal));
}

HRESULT STDMETHODCALLTYPE
file_system_image_get_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL *pVal)
{
    return tree_property_flag(file_system_image_of(iface), fsimage_tree_has_redundant_metadata,
                              pVal);
}

/* Kept in every case; success says when the image has no metadata files. */
HRESULT STDMETHODCALLTYPE
file_system_image_put_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    bool has_metadata_files;
    HRESULT hr = tree_property_put_flag(self, fsimage_tree_set_redundant_metadata, newVal);

    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->lock);
    has_metadata_files = (fsimage_tree_file_systems(self->tree) & FSIMAGE_UDF) != 0 &&
                         fsimage_tree_udf_revision(self->tree) >= UDF_METADATA_FILES;
    com_lock_leave(&self->lock);
    return has_metadata_files ? hr : IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
}
