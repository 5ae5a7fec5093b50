/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* EnumFsiItems: enumerates files and directories of an image. */
#include "imapi2fs/classes.h"

HRESULT enum_fsi_items_create(struct com_sequence *sequence, IEnumFsiItems **out)
{
    return com_enum_interface_create(sequence, &IID_IEnumFsiItems, &IID_IFsiItem, (void **)out);
}
