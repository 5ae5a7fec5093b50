/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A drive of Linux as the unit under test, reached by SG_IO: the virtual recorder behind the bridge
 * (tests/support/sg_bridge), which is told what to insert. over_bridge.sh brings both.
 */
#include "bridge_unit.h"

#include "support/sg_bridge/sg_bridge.h"
#include "support/sg_bridge/sg_transport.h"

#include <stdlib.h>

bool unit_open(struct unit *unit)
{
    const char *path = getenv(SG_BRIDGE_DEVICE);

    *unit = (struct unit){ .insert = bridge_unit_insert };
    return path != NULL && (unit->transport = sg_transport_open(path)) != NULL &&
           bridge_unit_insert(unit, NULL);
}

void unit_close(struct unit *unit)
{
    scsi_transport_close(unit->transport);
    unit->transport = NULL;
}
