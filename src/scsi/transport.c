/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every transport has in common: no stale byte and no stale result leaves it. */
#include "scsi/transport.h"

#include <string.h>

void scsi_transport_execute(struct scsi_transport *transport, const struct scsi_command *command,
                            void *data, uint32_t size, struct scsi_result *result)
{
    /* A drive that has gone can look like success: only a cleared buffer gives it away. */
    if (command->direction == SCSI_DIRECTION_FROM_DEVICE && size > 0)
        memset(data, 0, size);
    *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_TRANSPORT_ERROR };
    transport->ops->execute(transport, command, data, size, result);
    if (result->transferred > size)
        result->transferred = size;
    if (command->direction == SCSI_DIRECTION_FROM_DEVICE && result->transferred < size)
        memset((uint8_t *)data + result->transferred, 0, size - result->transferred);
}

void scsi_transport_close(struct scsi_transport *transport)
{
    if (transport != NULL)
        transport->ops->close(transport);
}
