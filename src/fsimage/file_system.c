/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of the file systems of an image. */
#include "fsimage/file_system.h"

const char *fsimage_file_system_name(unsigned file_systems)
{
    switch (file_systems) {
    case FSIMAGE_ISO9660:
        return "ISO9660";
    case FSIMAGE_JOLIET:
        return "Joliet";
    case FSIMAGE_UDF:
        return "UDF";
    case FSIMAGE_BOOT:
        return "Boot";
    case FSIMAGE_ISO9660 | FSIMAGE_JOLIET:
        return "ISO9660/Joliet";
    default:
        return "";
    }
}
