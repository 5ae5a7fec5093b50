/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands to a virtual recorder, in this process. */
#ifndef OPENIMAPI_TRANSPORT_VIRTUAL_TRANSPORT_H
#define OPENIMAPI_TRANSPORT_VIRTUAL_TRANSPORT_H

#include "base/status.h"
#include "scsi/transport.h"
#include "transport/virtual_configuration.h"

/** The most one command of a virtual recorder transfers. */
#define VIRTUAL_TRANSPORT_MAXIMUM_TRANSFER (256u << 10)

#define VIRTUAL_TRANSPORT_DEFAULT_VENDOR   "OpenIMAP"
#define VIRTUAL_TRANSPORT_DEFAULT_PRODUCT  "Virtual Recorder"
#define VIRTUAL_TRANSPORT_DEFAULT_REVISION "1.0"

/**
 * Powers a drive on as `recorder` describes it; the entry is copied. Before each command the
 * transport looks whether another process changed the tray, and it stores what commands change of
 * it. Commands answer DEVICE_GONE once the recorder was removed. Not thread-safe.
 * STATUS_NO_MEMORY; failures of virtual_watch_open.
 */
enum status virtual_transport_open(const struct virtual_recorder *recorder,
                                   struct scsi_transport **transport);

#endif
