/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Drive D: as the unit under test, as an application reaches it; the bridge is behind it. */
#include "bridge_unit.h"

#include "support/cmocka_all.h"
#include "transport/recorder_catalog.h"

#include <stdlib.h>

struct real_unit {
    struct recorder_catalog *catalog;
    struct recorder *recorder;
};

bool unit_open(struct unit *unit)
{
    static const char16 name[] = { 'D', ':', 0 };
    struct real_unit *real = calloc(1, sizeof(*real));

    *unit = (struct unit){ .insert = bridge_unit_insert, .context = real };
    if (real == NULL || recorder_catalog_create(&real->catalog) != STATUS_OK ||
        recorder_catalog_open(real->catalog, name, &real->recorder) != STATUS_OK)
        return false;
    unit->transport = recorder_transport(real->recorder);
    return bridge_unit_insert(unit, NULL);
}

void unit_close(struct unit *unit)
{
    struct real_unit *real = unit->context;

    if (real == NULL)
        return;
    recorder_close(real->recorder);
    recorder_catalog_destroy(real->catalog);
    free(real);
}
