/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Real drives are reached on Windows only. */
#include "transport/host.h"

enum status host_drives_list(struct host_drives *drives)
{
    *drives = (struct host_drives){ 0 };
    return STATUS_OK;
}

void host_drives_release(struct host_drives *drives)
{
    *drives = (struct host_drives){ 0 };
}

enum status host_drive_open(const struct host_drive *drive, struct scsi_transport **transport,
                            struct host_drive_details *details)
{
    (void)drive;
    *transport = NULL;
    *details = (struct host_drive_details){ 0 };
    return STATUS_NOT_FOUND;
}

void host_drive_details_release(struct host_drive_details *details)
{
    *details = (struct host_drive_details){ 0 };
}

void host_drive_set_notification(struct scsi_transport *transport, bool is_enabled)
{
    (void)transport;
    (void)is_enabled;
}

const struct host_drive *host_drives_named(const struct host_drives *drives, const char16 *name)
{
    (void)drives;
    (void)name;
    return NULL;
}
