/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What this room asks of the host; win32/ and posix/ implement the same functions. */
#ifndef OPENIMAPI_TRANSPORT_HOST_H
#define OPENIMAPI_TRANSPORT_HOST_H

#include "base/status.h"
#include "base/utf16.h"
#include "scsi/transport.h"
#include "transport/virtual_configuration.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The environment variable `name` (ASCII), to be freed with memory_free. STATUS_NOT_FOUND: not set.
 * STATUS_INVALID_NAME: its value is not text. STATUS_NO_MEMORY.
 */
enum status host_environment_get(const char *name, char16 **value);

/** As virtual_configuration_list, from what the host keeps; none where it keeps nothing. */
enum status host_recorders_list(struct virtual_recorders *recorders);

/** As virtual_configuration_add. */
enum status host_recorders_add(const struct virtual_recorder *recorder);

/** As virtual_configuration_remove. */
enum status host_recorders_remove(const struct virtual_recorder *recorder);

/** Stores disc, medium, tray, faults and log of `recorder` and gives it a new generation. Failures
 * as above. */
enum status host_recorders_update(struct virtual_recorder *recorder);

struct host_watch;

/** As virtual_watch_open. */
enum status host_watch_open(const struct virtual_recorder *recorder, struct host_watch **watch);

/** As virtual_watch_poll. */
enum status host_watch_poll(struct host_watch *watch, uint32_t *generation);

/** NULL does nothing. */
void host_watch_close(struct host_watch *watch);

/** A drive of the host. */
struct host_drive {
    char16 *id;          /* unique id, lower case */
    char16 *device_path; /* what the system opens */
    uint32_t number;     /* N of \Device\CdRomN */
};

struct host_drives {
    struct host_drive *entries;
    size_t count;
};

/** The optical drives there are, by number. STATUS_NO_MEMORY. */
enum status host_drives_list(struct host_drives *drives);

/** Frees the entries and zeroes the structure. */
void host_drives_release(struct host_drives *drives);

/** What the host tells of an open drive; texts are padded with blanks and terminated. */
struct host_drive_details {
    char vendor_id[9];
    char product_id[17];
    char product_revision[5];
    char16 *volume_name;   /* never NULL */
    char16 **volume_paths; /* `volume_path_count` of them */
    size_t volume_path_count;
    uint32_t alignment_mask;
};

/**
 * Opens a drive. Release `details` with host_drive_details_release. STATUS_NOT_FOUND,
 * STATUS_ACCESS_DENIED, STATUS_SHARING_VIOLATION, STATUS_IO, STATUS_NO_MEMORY.
 */
enum status host_drive_open(const struct host_drive *drive, struct scsi_transport **transport,
                            struct host_drive_details *details);

/** Frees what the details own and zeroes them. */
void host_drive_details_release(struct host_drive_details *details);

/** Exclusive access of this process to a recorder. */
struct host_claim;

/** What is claimed: a recorder by a text of its own, and its drive, NULL for a virtual one. */
struct host_claim_target {
    const char16 *key;
    struct scsi_transport *drive;
};

/**
 * Claims a recorder for this process until host_claim_drop or the end of the process. `force`: even
 * where a mounted volume cannot be dismounted. STATUS_BUSY: another process has it.
 * STATUS_ACCESS_DENIED: a volume in use. STATUS_NO_MEMORY, STATUS_IO.
 */
enum status host_claim_take(const struct host_claim_target *target, const char16 *owner, bool force,
                            struct host_claim **claim);

/** Gives the claim back and nulls it; NULL in it does nothing. While the drive is open. */
void host_claim_drop(struct host_claim **claim);

/**
 * The name under which any process has claimed the recorder, to be freed with memory_free; empty
 * when none has. STATUS_NO_MEMORY.
 */
enum status host_claim_owner(const struct host_claim_target *target, char16 **owner);

/**
 * Whether a process other than this one has claimed the recorder and nothing but our own restraint
 * keeps commands away from it. Drivers that lock out others themselves do not need it.
 */
bool host_claim_restrains(const struct host_claim_target *target);

/**
 * The drive that `name` is another name of (a letter, the path of a volume), among `drives`; NULL:
 * none, or `name` is a unique id.
 */
const struct host_drive *host_drives_named(const struct host_drives *drives, const char16 *name);

/** Lets the driver of a drive opened here tell of changed media, or not; unknown to some drivers.
 */
void host_drive_set_notification(struct scsi_transport *transport, bool is_enabled);

#endif
