/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* EnumProgressItems: enumerates progress items. */
#include "imapi2fs/classes.h"

HRESULT enum_progress_items_create(struct com_sequence *sequence, IEnumProgressItems **out)
{
    return com_enum_interface_create(sequence, &IID_IEnumProgressItems, &IID_IProgressItem,
                                     (void **)out);
}
