/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What imapi2fs.dll offers to COM. */
#include "com/module.h"
#include "imapi2fs/classes.h"

#include <imapi2fs.h>

static const struct com_class_entry classes[] = {
    COM_CLASS(BootOptions, L"OpenIMAPI boot image", boot_options_create),
    COM_CLASS(MsftFileSystemImage, L"OpenIMAPI file system image", file_system_image_create),
    COM_CLASS(MsftIsoImageManager, L"OpenIMAPI image file checker", iso_image_manager_create),
};

/* Event interfaces are among them: their sinks may live in other apartments. */
static const struct com_proxied_interface interfaces[] = {
    COM_PROXIED(IBootOptions),
    COM_PROXIED(IProgressItem),
    COM_PROXIED(IProgressItems),
    COM_PROXIED(IFileSystemImageResult),
    COM_PROXIED(IFileSystemImageResult2),
    COM_PROXIED(IFsiItem),
    COM_PROXIED(IFsiFileItem),
    COM_PROXIED(IFsiFileItem2),
    COM_PROXIED(IFsiNamedStreams),
    COM_PROXIED(IFsiDirectoryItem),
    COM_PROXIED(IFsiDirectoryItem2),
    COM_PROXIED(IFileSystemImage),
    COM_PROXIED(IFileSystemImage2),
    COM_PROXIED(IFileSystemImage3),
    COM_PROXIED(DFileSystemImageEvents),
    COM_PROXIED(DFileSystemImageImportEvents),
    COM_PROXIED(IIsoImageManager),
};

/* As the published pages print them; scripts use the names of the library. */
static const struct com_alias aliases[] = {
    { L"IMAPI2.MsftFileSystemImage", &CLSID_MsftFileSystemImage },
    { L"IMAPI2.BootOptions", &CLSID_BootOptions },
};

const struct com_module com_module = {
    .name = L"IMAPI2FS",
    .description = L"OpenIMAPI disc image creation (IMAPI2FS)",
    .library = &LIBID_IMAPI2FS,
    .classes = classes,
    .class_count = ARRAYSIZE(classes),
    .interfaces = interfaces,
    .interface_count = ARRAYSIZE(interfaces),
    .aliases = aliases,
    .alias_count = ARRAYSIZE(aliases),
};
