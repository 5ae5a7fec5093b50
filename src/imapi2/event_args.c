/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Firing the Update events of the writers. */
#include "imapi2/event_args.h"

void event_update_fire(struct com_connections *connections, REFIID source, DISPID member,
                       IDispatch *sender, IDispatch *arguments)
{
    VARIANTARG reversed[2];

    VariantInit(&reversed[0]);
    V_VT(&reversed[0]) = VT_DISPATCH;
    V_DISPATCH(&reversed[0]) = arguments;
    VariantInit(&reversed[1]);
    V_VT(&reversed[1]) = VT_DISPATCH;
    V_DISPATCH(&reversed[1]) = sender;
    com_connections_fire(connections, source, member, reversed, ARRAYSIZE(reversed));
}
