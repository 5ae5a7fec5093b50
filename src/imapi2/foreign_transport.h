/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A way to a drive through a recorder object that is not ours: IDiscRecorder2Ex pass-through. */
#ifndef OPENIMAPI_IMAPI2_FOREIGN_TRANSPORT_H
#define OPENIMAPI_IMAPI2_FOREIGN_TRANSPORT_H

#include "scsi/transport.h"

#include <windows.h>

#include <imapi2.h>

/** To be used on the thread it was set up on only, since the recorder may belong to an apartment.
 */
struct foreign_transport {
    struct scsi_transport transport;
    IDiscRecorder2Ex *recorder;
};

/** `recorder` is borrowed and must outlive the transport, which needs no closing. */
void foreign_transport_init(struct foreign_transport *transport, IDiscRecorder2Ex *recorder);

#endif
