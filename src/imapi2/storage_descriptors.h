/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a storage driver tells of a device and its adapter, made from what is known of a recorder.
 */
#ifndef OPENIMAPI_IMAPI2_STORAGE_DESCRIPTORS_H
#define OPENIMAPI_IMAPI2_STORAGE_DESCRIPTORS_H

#include "transport/recorder_catalog.h"

#include <windows.h>
#include <winioctl.h>

/** Room for a device descriptor with its texts. */
#define DEVICE_DESCRIPTOR_MAXIMUM_BYTES 128

/** STORAGE_ADAPTER_DESCRIPTOR. */
void storage_adapter_describe(const struct recorder_identity *identity,
                              STORAGE_ADAPTER_DESCRIPTOR *descriptor);

/** STORAGE_DEVICE_DESCRIPTOR and the texts it points to; gives their size. */
ULONG storage_device_describe(const struct recorder_identity *identity,
                              BYTE descriptor[DEVICE_DESCRIPTOR_MAXIMUM_BYTES]);

#endif
