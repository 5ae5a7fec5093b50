/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a storage driver tells of a device and its adapter, made from what is known of a recorder.
 */
#include "imapi2/storage_descriptors.h"

#include "mmc/inquiry.h"

#include <string.h>

#define PAGE_BYTES 4096

static STORAGE_BUS_TYPE bus_type_of(const struct recorder_identity *identity)
{
    return identity->is_virtual ? BusTypeVirtual : BusTypeUnknown;
}

void storage_adapter_describe(const struct recorder_identity *identity,
                              STORAGE_ADAPTER_DESCRIPTOR *descriptor)
{
    memset(descriptor, 0, sizeof(*descriptor));
    descriptor->Version = sizeof(*descriptor);
    descriptor->Size = sizeof(*descriptor);
    descriptor->MaximumTransferLength = identity->maximum_transfer_bytes;
    /* A buffer of the maximum size that begins within a page touches one page more. */
    descriptor->MaximumPhysicalPages = identity->maximum_transfer_bytes / PAGE_BYTES + 1;
    descriptor->AlignmentMask = identity->alignment_mask;
    descriptor->BusType = (BYTE)bus_type_of(identity);
}

/* Appends a terminated text and gives its offset. */
static DWORD append_text(BYTE *descriptor, DWORD *size, const char *text)
{
    DWORD offset = *size;
    size_t length = strlen(text) + 1;

    memcpy(descriptor + offset, text, length);
    *size += (DWORD)length;
    return offset;
}

ULONG storage_device_describe(const struct recorder_identity *identity,
                              BYTE descriptor[DEVICE_DESCRIPTOR_MAXIMUM_BYTES])
{
    STORAGE_DEVICE_DESCRIPTOR head = { 0 };
    DWORD size = FIELD_OFFSET(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties);

    static_assert(sizeof(head) + sizeof(identity->vendor_id) + sizeof(identity->product_id) +
                          sizeof(identity->product_revision) <=
                      DEVICE_DESCRIPTOR_MAXIMUM_BYTES,
                  "the texts must fit");
    memset(descriptor, 0, DEVICE_DESCRIPTOR_MAXIMUM_BYTES);
    head.Version = sizeof(head);
    head.DeviceType = MMC_INQUIRY_PERIPHERAL_MULTIMEDIA;
    head.RemovableMedia = TRUE;
    head.BusType = bus_type_of(identity);
    head.VendorIdOffset = append_text(descriptor, &size, identity->vendor_id);
    head.ProductIdOffset = append_text(descriptor, &size, identity->product_id);
    head.ProductRevisionOffset = append_text(descriptor, &size, identity->product_revision);
    head.Size = size;
    memcpy(descriptor, &head, FIELD_OFFSET(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties));
    return size;
}
