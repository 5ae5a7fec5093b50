/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: an image under construction. */
#include "imapi2fs/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct file_system_image {
    struct com_object object;
    IFileSystemImage3 IFileSystemImage3_iface;
    struct com_connections connections;
};

static const struct com_interface file_system_image_interfaces[] = {
    COM_INTERFACE(file_system_image, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IFileSystemImage2, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IFileSystemImage, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IDispatch, IFileSystemImage3),
    COM_INTERFACE_IN(file_system_image, connections, IConnectionPointContainer),
};

COM_DISPATCH(file_system_image, IFileSystemImage3)

static HRESULT STDMETHODCALLTYPE file_system_image_get_Root(IFileSystemImage3 *iface,
                                                            IFsiDirectoryItem **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_Root");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_SessionStartBlock(IFileSystemImage3 *iface,
                                                                         LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_SessionStartBlock");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_SessionStartBlock(IFileSystemImage3 *iface,
                                                                         LONG newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_SessionStartBlock");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                       LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_FreeMediaBlocks");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                       LONG newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_FreeMediaBlocks");
}

static HRESULT STDMETHODCALLTYPE file_system_image_SetMaxMediaBlocksFromDevice(
    IFileSystemImage3 *iface, IDiscRecorder2 *discRecorder)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)discRecorder;
    return com_not_implemented(&self->object, L"IFileSystemImage::SetMaxMediaBlocksFromDevice");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_UsedBlocks(IFileSystemImage3 *iface,
                                                                  LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_UsedBlocks");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeName(IFileSystemImage3 *iface,
                                                                  BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_VolumeName");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_VolumeName(IFileSystemImage3 *iface,
                                                                  BSTR newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_VolumeName");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_ImportedVolumeName(IFileSystemImage3 *iface,
                                                                          BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_ImportedVolumeName");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptions(IFileSystemImage3 *iface,
                                                                        IBootOptions **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_BootImageOptions");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptions(IFileSystemImage3 *iface,
                                                                        IBootOptions *newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_BootImageOptions");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_FileCount(IFileSystemImage3 *iface,
                                                                 LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_FileCount");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_DirectoryCount(IFileSystemImage3 *iface,
                                                                      LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_DirectoryCount");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_WorkingDirectory(IFileSystemImage3 *iface,
                                                                        BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_WorkingDirectory");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_WorkingDirectory(IFileSystemImage3 *iface,
                                                                        BSTR newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_WorkingDirectory");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_ChangePoint(IFileSystemImage3 *iface,
                                                                   LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_ChangePoint");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_StrictFileSystemCompliance(IFileSystemImage3 *iface, VARIANT_BOOL *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_StrictFileSystemCompliance");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_StrictFileSystemCompliance(IFileSystemImage3 *iface, VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_StrictFileSystemCompliance");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_UseRestrictedCharacterSet(IFileSystemImage3 *iface, VARIANT_BOOL *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_UseRestrictedCharacterSet");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_UseRestrictedCharacterSet(IFileSystemImage3 *iface, VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_UseRestrictedCharacterSet");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                           FsiFileSystems *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_FileSystemsToCreate");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                           FsiFileSystems newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_FileSystemsToCreate");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_FileSystemsSupported(IFileSystemImage3 *iface, FsiFileSystems *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_FileSystemsSupported");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_UDFRevision(IFileSystemImage3 *iface,
                                                                   LONG newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_UDFRevision");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevision(IFileSystemImage3 *iface,
                                                                   LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_UDFRevision");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_UDFRevisionsSupported(IFileSystemImage3 *iface, SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_UDFRevisionsSupported");
}

static HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaults(IFileSystemImage3 *iface,
                                                                       IDiscRecorder2 *discRecorder)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)discRecorder;
    return com_not_implemented(&self->object, L"IFileSystemImage::ChooseImageDefaults");
}

static HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaultsForMediaType(
    IFileSystemImage3 *iface, IMAPI_MEDIA_PHYSICAL_TYPE value)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IFileSystemImage::ChooseImageDefaultsForMediaType");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_ISO9660InterchangeLevel(IFileSystemImage3 *iface, LONG newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_ISO9660InterchangeLevel");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_ISO9660InterchangeLevel(IFileSystemImage3 *iface, LONG *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_ISO9660InterchangeLevel");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_ISO9660InterchangeLevelsSupported(IFileSystemImage3 *iface, SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object,
                               L"IFileSystemImage::get_ISO9660InterchangeLevelsSupported");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_CreateResultImage(IFileSystemImage3 *iface, IFileSystemImageResult **resultStream)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!resultStream)
        return com_null_pointer(&self->object, L"resultStream");
    *resultStream = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::CreateResultImage");
}

static HRESULT STDMETHODCALLTYPE file_system_image_Exists(IFileSystemImage3 *iface, BSTR fullPath,
                                                          FsiItemType *itemType)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)fullPath;
    if (!itemType)
        return com_null_pointer(&self->object, L"itemType");
    *itemType = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::Exists");
}

static HRESULT STDMETHODCALLTYPE file_system_image_CalculateDiscIdentifier(IFileSystemImage3 *iface,
                                                                           BSTR *discIdentifier)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!discIdentifier)
        return com_null_pointer(&self->object, L"discIdentifier");
    *discIdentifier = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::CalculateDiscIdentifier");
}

static HRESULT STDMETHODCALLTYPE file_system_image_IdentifyFileSystemsOnDisc(
    IFileSystemImage3 *iface, IDiscRecorder2 *discRecorder, FsiFileSystems *fileSystems)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)discRecorder;
    if (!fileSystems)
        return com_null_pointer(&self->object, L"fileSystems");
    *fileSystems = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::IdentifyFileSystemsOnDisc");
}

static HRESULT STDMETHODCALLTYPE file_system_image_GetDefaultFileSystemForImport(
    IFileSystemImage3 *iface, FsiFileSystems fileSystems, FsiFileSystems *importDefault)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)fileSystems;
    if (!importDefault)
        return com_null_pointer(&self->object, L"importDefault");
    *importDefault = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::GetDefaultFileSystemForImport");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_ImportFileSystem(IFileSystemImage3 *iface, FsiFileSystems *importedFileSystem)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!importedFileSystem)
        return com_null_pointer(&self->object, L"importedFileSystem");
    *importedFileSystem = 0;
    return com_not_implemented(&self->object, L"IFileSystemImage::ImportFileSystem");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_ImportSpecificFileSystem(IFileSystemImage3 *iface, FsiFileSystems fileSystemToUse)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)fileSystemToUse;
    return com_not_implemented(&self->object, L"IFileSystemImage::ImportSpecificFileSystem");
}

static HRESULT STDMETHODCALLTYPE file_system_image_RollbackToChangePoint(IFileSystemImage3 *iface,
                                                                         LONG changePoint)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)changePoint;
    return com_not_implemented(&self->object, L"IFileSystemImage::RollbackToChangePoint");
}

static HRESULT STDMETHODCALLTYPE file_system_image_LockInChangePoint(IFileSystemImage3 *iface)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    return com_not_implemented(&self->object, L"IFileSystemImage::LockInChangePoint");
}

static HRESULT STDMETHODCALLTYPE file_system_image_CreateDirectoryItem(IFileSystemImage3 *iface,
                                                                       BSTR name,
                                                                       IFsiDirectoryItem **newItem)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)name;
    if (!newItem)
        return com_null_pointer(&self->object, L"newItem");
    *newItem = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::CreateDirectoryItem");
}

static HRESULT STDMETHODCALLTYPE file_system_image_CreateFileItem(IFileSystemImage3 *iface,
                                                                  BSTR name, IFsiFileItem **newItem)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)name;
    if (!newItem)
        return com_null_pointer(&self->object, L"newItem");
    *newItem = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::CreateFileItem");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameUDF(IFileSystemImage3 *iface,
                                                                     BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_VolumeNameUDF");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameJoliet(IFileSystemImage3 *iface,
                                                                        BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_VolumeNameJoliet");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameISO9660(IFileSystemImage3 *iface,
                                                                         BSTR *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_VolumeNameISO9660");
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_StageFiles(IFileSystemImage3 *iface,
                                                                  VARIANT_BOOL *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_StageFiles");
}

static HRESULT STDMETHODCALLTYPE file_system_image_put_StageFiles(IFileSystemImage3 *iface,
                                                                  VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_StageFiles");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_MultisessionInterfaces(IFileSystemImage3 *iface, SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::get_MultisessionInterfaces");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_MultisessionInterfaces(IFileSystemImage3 *iface, SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage::put_MultisessionInterfaces");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_BootImageOptionsArray(IFileSystemImage3 *iface, SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage2::get_BootImageOptionsArray");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_BootImageOptionsArray(IFileSystemImage3 *iface, SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IFileSystemImage2::put_BootImageOptionsArray");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_get_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL *pVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IFileSystemImage3::get_CreateRedundantUdfMetadataFiles");
}

static HRESULT STDMETHODCALLTYPE
file_system_image_put_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL newVal)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)newVal;
    return com_not_implemented(&self->object,
                               L"IFileSystemImage3::put_CreateRedundantUdfMetadataFiles");
}

static HRESULT STDMETHODCALLTYPE file_system_image_ProbeSpecificFileSystem(
    IFileSystemImage3 *iface, FsiFileSystems fileSystemToProbe, VARIANT_BOOL *isAppendable)
{
    struct file_system_image *self = file_system_image_from_IFileSystemImage3(iface);

    (void)fileSystemToProbe;
    if (!isAppendable)
        return com_null_pointer(&self->object, L"isAppendable");
    *isAppendable = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFileSystemImage3::ProbeSpecificFileSystem");
}

static const IFileSystemImage3Vtbl file_system_image_IFileSystemImage3_vtbl = {
    COM_DISPATCH_METHODS(file_system_image, IFileSystemImage3),
    .get_Root = file_system_image_get_Root,
    .get_SessionStartBlock = file_system_image_get_SessionStartBlock,
    .put_SessionStartBlock = file_system_image_put_SessionStartBlock,
    .get_FreeMediaBlocks = file_system_image_get_FreeMediaBlocks,
    .put_FreeMediaBlocks = file_system_image_put_FreeMediaBlocks,
    .SetMaxMediaBlocksFromDevice = file_system_image_SetMaxMediaBlocksFromDevice,
    .get_UsedBlocks = file_system_image_get_UsedBlocks,
    .get_VolumeName = file_system_image_get_VolumeName,
    .put_VolumeName = file_system_image_put_VolumeName,
    .get_ImportedVolumeName = file_system_image_get_ImportedVolumeName,
    .get_BootImageOptions = file_system_image_get_BootImageOptions,
    .put_BootImageOptions = file_system_image_put_BootImageOptions,
    .get_FileCount = file_system_image_get_FileCount,
    .get_DirectoryCount = file_system_image_get_DirectoryCount,
    .get_WorkingDirectory = file_system_image_get_WorkingDirectory,
    .put_WorkingDirectory = file_system_image_put_WorkingDirectory,
    .get_ChangePoint = file_system_image_get_ChangePoint,
    .get_StrictFileSystemCompliance = file_system_image_get_StrictFileSystemCompliance,
    .put_StrictFileSystemCompliance = file_system_image_put_StrictFileSystemCompliance,
    .get_UseRestrictedCharacterSet = file_system_image_get_UseRestrictedCharacterSet,
    .put_UseRestrictedCharacterSet = file_system_image_put_UseRestrictedCharacterSet,
    .get_FileSystemsToCreate = file_system_image_get_FileSystemsToCreate,
    .put_FileSystemsToCreate = file_system_image_put_FileSystemsToCreate,
    .get_FileSystemsSupported = file_system_image_get_FileSystemsSupported,
    .put_UDFRevision = file_system_image_put_UDFRevision,
    .get_UDFRevision = file_system_image_get_UDFRevision,
    .get_UDFRevisionsSupported = file_system_image_get_UDFRevisionsSupported,
    .ChooseImageDefaults = file_system_image_ChooseImageDefaults,
    .ChooseImageDefaultsForMediaType = file_system_image_ChooseImageDefaultsForMediaType,
    .put_ISO9660InterchangeLevel = file_system_image_put_ISO9660InterchangeLevel,
    .get_ISO9660InterchangeLevel = file_system_image_get_ISO9660InterchangeLevel,
    .get_ISO9660InterchangeLevelsSupported =
        file_system_image_get_ISO9660InterchangeLevelsSupported,
    .CreateResultImage = file_system_image_CreateResultImage,
    .Exists = file_system_image_Exists,
    .CalculateDiscIdentifier = file_system_image_CalculateDiscIdentifier,
    .IdentifyFileSystemsOnDisc = file_system_image_IdentifyFileSystemsOnDisc,
    .GetDefaultFileSystemForImport = file_system_image_GetDefaultFileSystemForImport,
    .ImportFileSystem = file_system_image_ImportFileSystem,
    .ImportSpecificFileSystem = file_system_image_ImportSpecificFileSystem,
    .RollbackToChangePoint = file_system_image_RollbackToChangePoint,
    .LockInChangePoint = file_system_image_LockInChangePoint,
    .CreateDirectoryItem = file_system_image_CreateDirectoryItem,
    .CreateFileItem = file_system_image_CreateFileItem,
    .get_VolumeNameUDF = file_system_image_get_VolumeNameUDF,
    .get_VolumeNameJoliet = file_system_image_get_VolumeNameJoliet,
    .get_VolumeNameISO9660 = file_system_image_get_VolumeNameISO9660,
    .get_StageFiles = file_system_image_get_StageFiles,
    .put_StageFiles = file_system_image_put_StageFiles,
    .get_MultisessionInterfaces = file_system_image_get_MultisessionInterfaces,
    .put_MultisessionInterfaces = file_system_image_put_MultisessionInterfaces,
    .get_BootImageOptionsArray = file_system_image_get_BootImageOptionsArray,
    .put_BootImageOptionsArray = file_system_image_put_BootImageOptionsArray,
    .get_CreateRedundantUdfMetadataFiles = file_system_image_get_CreateRedundantUdfMetadataFiles,
    .put_CreateRedundantUdfMetadataFiles = file_system_image_put_CreateRedundantUdfMetadataFiles,
    .ProbeSpecificFileSystem = file_system_image_ProbeSpecificFileSystem,
};

static void file_system_image_destroy(struct com_object *object)
{
    struct file_system_image *self = CONTAINING_RECORD(object, struct file_system_image, object);

    com_connections_release(&self->connections);
}

static const struct com_class file_system_image_class = {
    .prog_id = L"IMAPI2FS.MsftFileSystemImage",
    .clsid = &CLSID_MsftFileSystemImage,
    .default_source = &IID_DFileSystemImageEvents,
    COM_INTERFACES(file_system_image_interfaces),
    .destroy = file_system_image_destroy,
};

HRESULT file_system_image_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DFileSystemImageEvents,
                                          &IID_DFileSystemImageImportEvents };
    struct file_system_image *self = com_object_create(&file_system_image_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFileSystemImage3_iface.lpVtbl = &file_system_image_IFileSystemImage3_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    return com_object_hand_out(&self->object, iid, out);
}
