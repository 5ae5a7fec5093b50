/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * SCSI pass-through. Drivers differ in what they tell afterwards: the transfer length often stays
 * what was asked for, and under Wine a drive that has gone, or has not answered in time, looks like
 * success with nothing transferred.
 */
#include "transport/win32/spti_transport.h"

#include "base/memory.h"

#include <stddef.h>
#include <string.h>

#include <winioctl.h>

#include <ntddscsi.h>

#define BLOCK_SIZE 2048
#define SENSE_SIZE 32
#define PAGE_SIZE  4096
#define MS_PER_S   1000

/* Every drive answers INQUIRY (SPC-4 6.4), whatever else it is doing. */
#define INQUIRY_OPCODE    0x12
#define INQUIRY_SIZE      36
#define INQUIRY_TIMEOUT_S 10

/* The clock of the system goes in steps, at most as long as this. */
#define TICK_MS 32

struct spti_transport {
    struct scsi_transport transport;
    HANDLE device;
    uint32_t alignment_mask;
    void *bounce; /* page-aligned, of the maximum transfer; NULL until it is needed */
};

/* Sense data lie behind the structure, aligned as drivers like them. */
struct spti_call {
    SCSI_PASS_THROUGH_DIRECT request;
    ULONG filler;
    UCHAR sense[SENSE_SIZE];
};

static struct spti_transport *of(struct scsi_transport *transport)
{
    return (struct spti_transport *)transport;
}

static UCHAR direction_of(enum scsi_direction direction)
{
    switch (direction) {
    case SCSI_DIRECTION_NONE:
        return SCSI_IOCTL_DATA_UNSPECIFIED;
    case SCSI_DIRECTION_FROM_DEVICE:
        return SCSI_IOCTL_DATA_IN;
    case SCSI_DIRECTION_TO_DEVICE:
        return SCSI_IOCTL_DATA_OUT;
    }
    return SCSI_IOCTL_DATA_UNSPECIFIED;
}

static enum scsi_outcome outcome_of(DWORD error)
{
    switch (error) {
    case ERROR_SEM_TIMEOUT:
    case ERROR_TIMEOUT:
    case ERROR_OPERATION_ABORTED:
        return SCSI_OUTCOME_TIMEOUT;
    case ERROR_DEV_NOT_EXIST:
    case ERROR_DEVICE_NOT_CONNECTED:
    case ERROR_DEVICE_REMOVED:
    case ERROR_BAD_UNIT:
    case ERROR_FILE_NOT_FOUND:
        return SCSI_OUTCOME_DEVICE_GONE;
    case ERROR_LOCK_VIOLATION:
    case ERROR_SHARING_VIOLATION:
    case ERROR_DEVICE_IN_USE:
        return SCSI_OUTCOME_LOCKED;
    default:
        return SCSI_OUTCOME_TRANSPORT_ERROR;
    }
}

/*
 * A kernel that lets through only what it knows refuses with "access denied": for the drive's user
 * that is a command which does not exist.
 */
static void refuse_as_unsupported(struct scsi_result *result)
{
    result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
    result->status = SCSI_STATUS_CHECK_CONDITION;
    result->sense.code = SCSI_SENSE(SCSI_SENSE_KEY_ILLEGAL_REQUEST, 0x20, 0x00);
    scsi_sense_encode(&result->sense, result->sense.raw);
}

static void *buffer_for(struct spti_transport *transport, void *data, uint32_t size)
{
    const uint32_t maximum = transport->transport.maximum_transfer_bytes;

    if (size == 0 || ((uintptr_t)data & transport->alignment_mask) == 0)
        return data;
    if (transport->bounce == NULL)
        transport->bounce = VirtualAlloc(NULL, maximum, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    return size <= maximum ? transport->bounce : NULL;
}

static void fill_call(const struct scsi_command *command, void *buffer, uint32_t size,
                      struct spti_call *call)
{
    memset(call, 0, sizeof(*call));
    call->request.Length = sizeof(call->request);
    call->request.CdbLength = command->cdb_size;
    call->request.SenseInfoLength = sizeof(call->sense);
    call->request.SenseInfoOffset = offsetof(struct spti_call, sense);
    call->request.DataIn =
        size > 0 ? direction_of(command->direction) : SCSI_IOCTL_DATA_UNSPECIFIED;
    call->request.DataTransferLength = size;
    call->request.DataBuffer = size > 0 ? buffer : NULL;
    call->request.TimeOutValue = (command->timeout_ms + MS_PER_S - 1) / MS_PER_S;
    memcpy(call->request.Cdb, command->cdb, command->cdb_size);
}

static void read_call(const struct spti_call *call, uint32_t size, struct scsi_result *result)
{
    const ULONG transferred = call->request.DataTransferLength;

    result->status = call->request.ScsiStatus;
    result->transferred = transferred < size ? (uint32_t)transferred : size;
    if (result->status == SCSI_STATUS_GOOD) {
        result->outcome = SCSI_OUTCOME_GOOD;
    } else if (result->status == SCSI_STATUS_CHECK_CONDITION) {
        result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        scsi_sense_parse(call->sense,
                         call->request.SenseInfoLength < sizeof(call->sense)
                             ? call->request.SenseInfoLength
                             : sizeof(call->sense),
                         &result->sense);
    } else {
        result->outcome = SCSI_OUTCOME_OTHER_STATUS;
    }
}

/* Some systems want the same memory for input and output. Gives 0, or the system's error. */
static DWORD send_call(HANDLE device, struct spti_call *call)
{
    DWORD returned;

    return DeviceIoControl(device, IOCTL_SCSI_PASS_THROUGH_DIRECT, call, sizeof(*call), call,
                           sizeof(*call), &returned, NULL)
               ? ERROR_SUCCESS
               : GetLastError();
}

/* Whether there is still a drive that says who it is. */
static bool is_there(HANDLE device)
{
    static const uint8_t nothing[INQUIRY_SIZE];
    const struct scsi_command inquiry = {
        .cdb = { INQUIRY_OPCODE, 0, 0, 0, INQUIRY_SIZE },
        .cdb_size = 6,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
        .timeout_ms = INQUIRY_TIMEOUT_S * MS_PER_S,
    };
    uint8_t *reply = VirtualAlloc(NULL, PAGE_SIZE, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    struct spti_call call;
    DWORD error;
    bool is = true;

    if (reply == NULL)
        return true; /* nothing proves that it has gone */
    fill_call(&inquiry, reply, INQUIRY_SIZE, &call);
    error = send_call(device, &call);
    if (error != ERROR_SUCCESS)
        is = error != ERROR_GEN_FAILURE && outcome_of(error) != SCSI_OUTCOME_DEVICE_GONE;
    else if (call.request.ScsiStatus == SCSI_STATUS_GOOD)
        is = memcmp(reply, nothing, sizeof(nothing)) != 0;
    VirtualFree(reply, 0, MEM_RELEASE);
    return is;
}

/*
 * A command that is said to have succeeded without moving a byte may not have happened at all. One
 * that took all of its time was given up by the system.
 */
static void doubt_success(struct spti_transport *transport, const struct scsi_command *command,
                          uint32_t size, ULONGLONG elapsed_ms, struct scsi_result *result)
{
    if (result->outcome != SCSI_OUTCOME_GOOD || result->transferred > 0)
        return;
    if (!is_there(transport->device))
        result->outcome = SCSI_OUTCOME_DEVICE_GONE;
    else if (elapsed_ms + TICK_MS >= command->timeout_ms)
        result->outcome = SCSI_OUTCOME_TIMEOUT;
    else if (size > 0 && command->direction == SCSI_DIRECTION_TO_DEVICE)
        result->outcome = SCSI_OUTCOME_TRANSPORT_ERROR;
}

static void run_call(struct spti_transport *transport, const struct scsi_command *command,
                     struct spti_call *call, uint32_t size, struct scsi_result *result)
{
    const ULONGLONG begin_ms = GetTickCount64();
    const DWORD error = send_call(transport->device, call);

    if (error == ERROR_SUCCESS) {
        read_call(call, size, result);
        doubt_success(transport, command, size, GetTickCount64() - begin_ms, result);
        return;
    }
    result->system_error = (int32_t)error;
    result->outcome = outcome_of(error);
    if (error == ERROR_ACCESS_DENIED)
        refuse_as_unsupported(result);
    else if (error == ERROR_GEN_FAILURE && !is_there(transport->device))
        result->outcome = SCSI_OUTCOME_DEVICE_GONE;
}

static void execute(struct scsi_transport *head, const struct scsi_command *command, void *data,
                    uint32_t size, struct scsi_result *result)
{
    struct spti_transport *transport = of(head);
    void *buffer = buffer_for(transport, data, size);
    struct spti_call call;

    *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_TRANSPORT_ERROR };
    if (size > head->maximum_transfer_bytes || (size > 0 && buffer == NULL)) {
        result->system_error = ERROR_INVALID_PARAMETER;
        return;
    }
    if (buffer != data && command->direction == SCSI_DIRECTION_TO_DEVICE)
        memcpy(buffer, data, size);
    else if (buffer != data)
        memset(buffer, 0, size);
    fill_call(command, buffer, size, &call);
    run_call(transport, command, &call, size, result);
    if (buffer != data && command->direction == SCSI_DIRECTION_FROM_DEVICE)
        memcpy(data, buffer, result->transferred);
}

static void close_transport(struct scsi_transport *head)
{
    struct spti_transport *transport = of(head);

    CloseHandle(transport->device);
    if (transport->bounce != NULL)
        VirtualFree(transport->bounce, 0, MEM_RELEASE);
    memory_free(transport);
}

static const struct scsi_transport_ops ops = { .execute = execute, .close = close_transport };

enum status spti_transport_create(HANDLE device, uint32_t alignment_mask, uint32_t maximum_transfer,
                                  struct scsi_transport **transport)
{
    struct spti_transport *created = memory_allocate(1, sizeof(*created));
    const uint32_t maximum = maximum_transfer - maximum_transfer % BLOCK_SIZE;

    *transport = NULL;
    if (created == NULL) {
        CloseHandle(device);
        return STATUS_NO_MEMORY;
    }
    created->transport.ops = &ops;
    created->transport.maximum_transfer_bytes = maximum > 0 ? maximum : BLOCK_SIZE;
    created->device = device;
    created->alignment_mask = alignment_mask;
    *transport = &created->transport;
    return STATUS_OK;
}

HANDLE spti_transport_device(const struct scsi_transport *transport)
{
    return ((const struct spti_transport *)transport)->device;
}
