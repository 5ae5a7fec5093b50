/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs in a drive behind the bridge (tests/support/sg_bridge), which obeys orders. */
#ifndef OPENIMAPI_TESTS_CONFORMANCE_MMC_BRIDGE_UNIT_H
#define OPENIMAPI_TESTS_CONFORMANCE_MMC_BRIDGE_UNIT_H

#include "unit.h"

/** For struct unit, whose transport must be there. CONFORMANCE_DISC names the image of the disc. */
bool bridge_unit_insert(struct unit *unit, const struct unit_kind *kind);

#endif
