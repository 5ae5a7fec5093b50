/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One real drive: opening it, its volume, and what it says of itself. */
#include "transport/host.h"

#include "base/memory.h"
#include "transport/win32/drive_letter.h"
#include "transport/win32/spti_transport.h"

#include <stddef.h>
#include <string.h>
#include <winioctl.h>

#define PATH_UNITS        512
#define VOLUME_NAME_UNITS 64
#define DESCRIPTOR_SIZE   1024
#define ADAPTER_PAGE_SIZE 4096u

/* Standard INQUIRY data (SPC-4 6.4.2). */
#define INQUIRY_OPCODE     0x12
#define INQUIRY_SIZE       36
#define INQUIRY_VENDOR     8
#define INQUIRY_PRODUCT    16
#define INQUIRY_REVISION   32
#define INQUIRY_TIMEOUT_MS 10000

/* What is no ASCII character becomes a blank: drives leave rubbish where nothing has to stand. */
static void copy_padded(char *out, size_t capacity, const char *text, size_t length)
{
    memset(out, ' ', capacity - 1);
    for (size_t i = 0; i < length && i + 1 < capacity; i++)
        out[i] = text[i] >= ' ' && text[i] <= '~' ? text[i] : ' ';
    out[capacity - 1] = '\0';
}

/* Reading and writing first: without that, writing commands need a privilege. */
static HANDLE open_device(const char16 *path)
{
    const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE;
    HANDLE device = CreateFileW((const WCHAR *)path, GENERIC_READ | GENERIC_WRITE, share, NULL,
                                OPEN_EXISTING, 0, NULL);

    if (device == INVALID_HANDLE_VALUE)
        device =
            CreateFileW((const WCHAR *)path, GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL);
    return device;
}

static enum status open_status(DWORD error)
{
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_DEV_NOT_EXIST:
        return STATUS_NOT_FOUND;
    case ERROR_ACCESS_DENIED:
        return STATUS_ACCESS_DENIED;
    case ERROR_SHARING_VIOLATION:
        return STATUS_SHARING_VIOLATION;
    case ERROR_NOT_ENOUGH_MEMORY:
        return STATUS_NO_MEMORY;
    default:
        return STATUS_IO;
    }
}

static bool query(HANDLE device, STORAGE_PROPERTY_ID property, void *out, DWORD size)
{
    STORAGE_PROPERTY_QUERY request = { .PropertyId = property, .QueryType = PropertyStandardQuery };
    DWORD returned = 0;

    memset(out, 0, size);
    return DeviceIoControl(device, IOCTL_STORAGE_QUERY_PROPERTY, &request, sizeof(request), out,
                           size, &returned, NULL) &&
           returned > 0;
}

static void read_adapter(HANDLE device, uint32_t *alignment_mask, uint32_t *maximum_transfer)
{
    STORAGE_ADAPTER_DESCRIPTOR adapter;

    *alignment_mask = 0;
    *maximum_transfer = SPTI_DEFAULT_MAXIMUM_TRANSFER;
    if (!query(device, StorageAdapterProperty, &adapter, sizeof(adapter)))
        return;
    *alignment_mask = adapter.AlignmentMask;
    if (adapter.MaximumTransferLength > 0 && adapter.MaximumTransferLength < *maximum_transfer)
        *maximum_transfer = adapter.MaximumTransferLength;
    /* A buffer that begins within a page reaches into one page more. */
    if (adapter.MaximumPhysicalPages > 1 &&
        adapter.MaximumPhysicalPages - 1 < *maximum_transfer / ADAPTER_PAGE_SIZE)
        *maximum_transfer = (adapter.MaximumPhysicalPages - 1) * ADAPTER_PAGE_SIZE;
}

/* The text at `offset` of a descriptor, which ends where its buffer does at the latest. */
static void copy_descriptor_text(const uint8_t *descriptor, DWORD offset, char *out,
                                 size_t capacity)
{
    const char *text = (const char *)descriptor + offset;
    size_t length = 0;

    if (offset == 0 || offset >= DESCRIPTOR_SIZE)
        return;
    while (offset + length < DESCRIPTOR_SIZE && text[length] != '\0')
        length++;
    copy_padded(out, capacity, text, length);
}

/* What the driver remembers is there even while another program has the drive locked. */
static bool identify_by_driver(HANDLE device, struct host_drive_details *details)
{
    union {
        STORAGE_DEVICE_DESCRIPTOR descriptor;
        uint8_t bytes[DESCRIPTOR_SIZE];
    } reply;

    if (!query(device, StorageDeviceProperty, &reply, sizeof(reply)) ||
        reply.descriptor.ProductIdOffset == 0)
        return false;
    copy_descriptor_text(reply.bytes, reply.descriptor.VendorIdOffset, details->vendor_id,
                         sizeof(details->vendor_id));
    copy_descriptor_text(reply.bytes, reply.descriptor.ProductIdOffset, details->product_id,
                         sizeof(details->product_id));
    copy_descriptor_text(reply.bytes, reply.descriptor.ProductRevisionOffset,
                         details->product_revision, sizeof(details->product_revision));
    return true;
}

/* False when the drive has gone; else it may keep quiet, or be locked by another program. */
static bool identify_by_inquiry(struct scsi_transport *transport,
                                struct host_drive_details *details)
{
    const struct scsi_command command = {
        .cdb = { INQUIRY_OPCODE, 0, 0, 0, INQUIRY_SIZE },
        .cdb_size = 6,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
        .timeout_ms = INQUIRY_TIMEOUT_MS,
    };
    char inquiry[INQUIRY_SIZE] = { 0 };
    struct scsi_result result;

    scsi_transport_execute(transport, &command, inquiry, sizeof(inquiry), &result);
    if (result.outcome != SCSI_OUTCOME_GOOD)
        return result.outcome != SCSI_OUTCOME_DEVICE_GONE;
    copy_padded(details->vendor_id, sizeof(details->vendor_id), inquiry + INQUIRY_VENDOR, 8);
    copy_padded(details->product_id, sizeof(details->product_id), inquiry + INQUIRY_PRODUCT, 16);
    copy_padded(details->product_revision, sizeof(details->product_revision),
                inquiry + INQUIRY_REVISION, 4);
    return true;
}

static enum status append_path(struct host_drive_details *details, const WCHAR *path)
{
    char16 **paths = memory_resize(details->volume_paths, details->volume_path_count + 1,
                                   sizeof(*details->volume_paths));

    if (paths == NULL)
        return STATUS_NO_MEMORY;
    details->volume_paths = paths;
    paths[details->volume_path_count] = utf16_duplicate((const char16 *)path, wcslen(path));
    if (paths[details->volume_path_count] == NULL)
        return STATUS_NO_MEMORY;
    details->volume_path_count++;
    return STATUS_OK;
}

static enum status read_volume_paths(struct host_drive_details *details, const WCHAR *volume)
{
    WCHAR paths[PATH_UNITS];
    DWORD length;
    enum status status = STATUS_OK;

    if (!GetVolumePathNamesForVolumeNameW(volume, paths, PATH_UNITS, &length))
        return STATUS_OK;
    for (const WCHAR *path = paths; status == STATUS_OK && *path != 0; path += wcslen(path) + 1)
        status = append_path(details, path);
    return status;
}

/* A drive without volume has none of these; that is no failure. */
static enum status read_volume(uint32_t number, struct host_drive_details *details)
{
    WCHAR volume[VOLUME_NAME_UNITS] = { 0 };
    const WCHAR root[] = { drive_letter_of(number), ':', '\\', 0 };
    enum status status = STATUS_OK;

    if (root[0] != 0) {
        if (GetVolumeNameForVolumeMountPointW(root, volume, VOLUME_NAME_UNITS))
            status = read_volume_paths(details, volume);
        if (status == STATUS_OK && details->volume_path_count == 0)
            status = append_path(details, root);
    }
    details->volume_name = utf16_duplicate((const char16 *)volume, wcslen(volume));
    return details->volume_name != NULL ? status : STATUS_NO_MEMORY;
}

static enum status read_details(const struct host_drive *drive, struct scsi_transport *transport,
                                struct host_drive_details *details)
{
    copy_padded(details->vendor_id, sizeof(details->vendor_id), "", 0);
    copy_padded(details->product_id, sizeof(details->product_id), "", 0);
    copy_padded(details->product_revision, sizeof(details->product_revision), "", 0);
    if (!identify_by_driver(spti_transport_device(transport), details) &&
        !identify_by_inquiry(transport, details))
        return STATUS_NOT_FOUND;
    return read_volume(drive->number, details);
}

enum status host_drive_open(const struct host_drive *drive, struct scsi_transport **transport,
                            struct host_drive_details *details)
{
    const HANDLE device = open_device(drive->device_path);
    uint32_t maximum_transfer;
    enum status status;

    *transport = NULL;
    *details = (struct host_drive_details){ 0 };
    if (device == INVALID_HANDLE_VALUE)
        return open_status(GetLastError());
    read_adapter(device, &details->alignment_mask, &maximum_transfer);
    status = spti_transport_create(device, details->alignment_mask, maximum_transfer, transport);
    if (status == STATUS_OK)
        status = read_details(drive, *transport, details);
    if (status != STATUS_OK) {
        scsi_transport_close(*transport);
        *transport = NULL;
        host_drive_details_release(details);
    }
    return status;
}

void host_drive_details_release(struct host_drive_details *details)
{
    for (size_t i = 0; i < details->volume_path_count; i++)
        memory_free(details->volume_paths[i]);
    memory_free(details->volume_paths);
    memory_free(details->volume_name);
    *details = (struct host_drive_details){ 0 };
}

void host_drive_set_notification(struct scsi_transport *transport, bool is_enabled)
{
    PREVENT_MEDIA_REMOVAL prevent = { .PreventMediaRemoval = !is_enabled };
    DWORD returned;

    DeviceIoControl(spti_transport_device(transport), IOCTL_STORAGE_MCN_CONTROL, &prevent,
                    sizeof(prevent), NULL, 0, &returned, NULL);
}
