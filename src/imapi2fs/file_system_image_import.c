/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: multisession and import, of which most is to come. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "imapi2fs/problem.h"

HRESULT STDMETHODCALLTYPE file_system_image_get_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object, com_array_of_objects(NULL, 0, pVal));
}

HRESULT STDMETHODCALLTYPE file_system_image_put_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    return com_not_implemented(&self->object, L"IFileSystemImage::put_MultisessionInterfaces");
}

HRESULT STDMETHODCALLTYPE file_system_image_CalculateDiscIdentifier(IFileSystemImage3 *iface,
                                                                    BSTR *discIdentifier)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!discIdentifier)
        return com_null_pointer(&self->object, L"discIdentifier");
    *discIdentifier = NULL;
    return com_not_implemented(&self->object, L"IFileSystemImage::CalculateDiscIdentifier");
}

HRESULT STDMETHODCALLTYPE file_system_image_IdentifyFileSystemsOnDisc(IFileSystemImage3 *iface,
                                                                      IDiscRecorder2 *discRecorder,
                                                                      FsiFileSystems *fileSystems)
{
    struct file_system_image *self = file_system_image_of(iface);

    (void)discRecorder;
    if (!fileSystems)
        return com_null_pointer(&self->object, L"fileSystems");
    *fileSystems = FsiFileSystemNone;
    return com_not_implemented(&self->object, L"IFileSystemImage::IdentifyFileSystemsOnDisc");
}

HRESULT STDMETHODCALLTYPE file_system_image_GetDefaultFileSystemForImport(
    IFileSystemImage3 *iface, FsiFileSystems fileSystems, FsiFileSystems *importDefault)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!importDefault)
        return com_null_pointer(&self->object, L"importDefault");
    *importDefault = FsiFileSystemNone;
    if (fileSystems & FsiFileSystemUDF)
        *importDefault = FsiFileSystemUDF;
    else if (fileSystems & FsiFileSystemJoliet)
        *importDefault = FsiFileSystemJoliet;
    else if (fileSystems & FsiFileSystemISO9660)
        *importDefault = FsiFileSystemISO9660;
    else
        return problem_invalid_parameter(&self->object, L"fileSystems");
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_ImportFileSystem(IFileSystemImage3 *iface,
                                                             FsiFileSystems *importedFileSystem)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!importedFileSystem)
        return com_null_pointer(&self->object, L"importedFileSystem");
    *importedFileSystem = FsiFileSystemNone;
    return com_not_implemented(&self->object, L"IFileSystemImage::ImportFileSystem");
}

HRESULT STDMETHODCALLTYPE file_system_image_ImportSpecificFileSystem(IFileSystemImage3 *iface,
                                                                     FsiFileSystems fileSystemToUse)
{
    struct file_system_image *self = file_system_image_of(iface);

    (void)fileSystemToUse;
    return com_not_implemented(&self->object, L"IFileSystemImage::ImportSpecificFileSystem");
}

HRESULT STDMETHODCALLTYPE file_system_image_ProbeSpecificFileSystem(
    IFileSystemImage3 *iface, FsiFileSystems fileSystemToProbe, VARIANT_BOOL *isAppendable)
{
    struct file_system_image *self = file_system_image_of(iface);

    (void)fileSystemToProbe;
    if (!isAppendable)
        return com_null_pointer(&self->object, L"isAppendable");
    *isAppendable = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IFileSystemImage3::ProbeSpecificFileSystem");
}
