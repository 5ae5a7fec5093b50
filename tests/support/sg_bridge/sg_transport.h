/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A drive of Linux by SG_IO, for programs of ours that are clients of the bridge. */
#ifndef OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_SG_TRANSPORT_H
#define OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_SG_TRANSPORT_H

#include "scsi/transport.h"

/** The drive at `path`; yours to close. NULL: it cannot be opened. */
struct scsi_transport *sg_transport_open(const char *path);

#endif
