/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands to a real drive by IOCTL_SCSI_PASS_THROUGH_DIRECT. */
#ifndef OPENIMAPI_TRANSPORT_WIN32_SPTI_TRANSPORT_H
#define OPENIMAPI_TRANSPORT_WIN32_SPTI_TRANSPORT_H

#include "base/status.h"
#include "scsi/transport.h"

#include <stdint.h>
#include <windows.h>

/** What an adapter without anything to say is trusted to take in one command. */
#define SPTI_DEFAULT_MAXIMUM_TRANSFER (64u << 10)

/**
 * A transport over the open `device`, which it closes at its end, also when this fails. Buffers
 * with a bit of `alignment_mask` in their address go through one of its own. `maximum_transfer` is
 * rounded down to whole blocks. STATUS_NO_MEMORY.
 */
enum status spti_transport_create(HANDLE device, uint32_t alignment_mask, uint32_t maximum_transfer,
                                  struct scsi_transport **transport);

/** Borrowed from a transport made here. */
HANDLE spti_transport_device(const struct scsi_transport *transport);

#endif
