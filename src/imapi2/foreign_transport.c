/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A way to a drive through a recorder object that is not ours: IDiscRecorder2Ex pass-through. */
#include "imapi2/foreign_transport.h"

#include <imapi2error.h>
#include <string.h>

/* What a recorder can surely move when it does not tell, and what transports count in. */
#define TRANSFER_DEFAULT_BYTES 65536
#define TRANSFER_UNIT_BYTES    2048

/* Our buffers begin anywhere, so the smaller of the two limits holds. */
static uint32_t maximum_transfer(IDiscRecorder2Ex *recorder)
{
    ULONG anywhere = 0;
    ULONG on_page = 0;

    if (FAILED(IDiscRecorder2Ex_GetMaximumNonPageAlignedTransferSize(recorder, &anywhere)) ||
        FAILED(IDiscRecorder2Ex_GetMaximumPageAlignedTransferSize(recorder, &on_page)))
        return TRANSFER_DEFAULT_BYTES;
    if (on_page < anywhere)
        anywhere = on_page;
    return anywhere < TRANSFER_UNIT_BYTES ? TRANSFER_DEFAULT_BYTES
                                          : anywhere - anywhere % TRANSFER_UNIT_BYTES;
}

static HRESULT send_command(IDiscRecorder2Ex *recorder, const struct scsi_command *command,
                            void *data, uint32_t size, BYTE *sense, ULONG *transferred)
{
    BYTE *cdb = (BYTE *)command->cdb; /* [in]; the interface just does not say const */
    ULONG timeout = command->timeout_ms / 1000 + (command->timeout_ms % 1000 != 0);
    HRESULT hr;

    switch (command->direction) {
    case SCSI_DIRECTION_FROM_DEVICE:
        if (size)
            return IDiscRecorder2Ex_SendCommandGetDataFromDevice(
                recorder, cdb, command->cdb_size, sense, timeout, data, size, transferred);
        break;
    case SCSI_DIRECTION_TO_DEVICE:
        if (size) {
            hr = IDiscRecorder2Ex_SendCommandSendDataToDevice(recorder, cdb, command->cdb_size,
                                                              sense, timeout, data, size);
            *transferred = hr == S_OK ? size : 0;
            return hr;
        }
        break;
    case SCSI_DIRECTION_NONE:
        break;
    }
    return IDiscRecorder2Ex_SendCommandNoData(recorder, cdb, command->cdb_size, sense, timeout);
}

static enum scsi_outcome outcome_of(HRESULT hr)
{
    if (hr == S_IMAPI_COMMAND_HAS_SENSE_DATA)
        return SCSI_OUTCOME_CHECK_CONDITION;
    if (SUCCEEDED(hr))
        return SCSI_OUTCOME_GOOD;
    if (hr == E_IMAPI_RECORDER_COMMAND_TIMEOUT)
        return SCSI_OUTCOME_TIMEOUT;
    if (hr == HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST))
        return SCSI_OUTCOME_DEVICE_GONE;
    if (hr == E_IMAPI_RECORDER_LOCKED)
        return SCSI_OUTCOME_LOCKED;
    return SCSI_OUTCOME_TRANSPORT_ERROR;
}

static void foreign_transport_execute(struct scsi_transport *transport,
                                      const struct scsi_command *command, void *data, uint32_t size,
                                      struct scsi_result *result)
{
    struct foreign_transport *self =
        CONTAINING_RECORD(transport, struct foreign_transport, transport);
    BYTE sense[SCSI_SENSE_FIXED_SIZE] = { 0 };
    ULONG transferred = 0;
    HRESULT hr = send_command(self->recorder, command, data, size, sense, &transferred);

    memset(result, 0, sizeof(*result));
    result->outcome = outcome_of(hr);
    result->transferred = transferred < size ? transferred : size;
    if (result->outcome == SCSI_OUTCOME_CHECK_CONDITION) {
        result->status = SCSI_STATUS_CHECK_CONDITION;
        scsi_sense_parse(sense, sizeof(sense), &result->sense);
    } else if (result->outcome == SCSI_OUTCOME_TRANSPORT_ERROR) {
        result->system_error = hr;
    }
}

static void foreign_transport_close(struct scsi_transport *transport)
{
    (void)transport;
}

static const struct scsi_transport_ops foreign_transport_ops = {
    .execute = foreign_transport_execute,
    .close = foreign_transport_close,
};

void foreign_transport_init(struct foreign_transport *transport, IDiscRecorder2Ex *recorder)
{
    transport->transport.ops = &foreign_transport_ops;
    transport->transport.maximum_transfer_bytes = maximum_transfer(recorder);
    transport->recorder = recorder;
}
