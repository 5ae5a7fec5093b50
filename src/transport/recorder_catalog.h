/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The optical recorders of this machine, real and virtual, and the ones this process has open.
 * A process keeps one catalog: two recorders opened from it by the same id share one device, one
 * exclusive lock and one notification count. All functions may be called from any thread.
 */
#ifndef OPENIMAPI_TRANSPORT_RECORDER_CATALOG_H
#define OPENIMAPI_TRANSPORT_RECORDER_CATALOG_H

#include "base/status.h"
#include "base/utf16.h"
#include "scsi/transport.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct recorder_catalog;

/** An open recorder: one user of a device. */
struct recorder;

/** Unique ids of recorders, each a lower-case device interface path. */
struct recorder_ids {
    char16 **ids;
    size_t count;
};

/**
 * What is known of a recorder without asking its medium; it stays as it was when the device was
 * opened. The INQUIRY texts are padded with blanks to 8, 16 and 4 characters and terminated.
 */
struct recorder_identity {
    const char16 *id;
    bool is_virtual;
    uint32_t legacy_device_number; /* N of \Device\CdRomN; virtual ones count on after the real */
    char vendor_id[9];
    char product_id[17];
    char product_revision[5];
    const char16 *volume_name;         /* "\\?\Volume{...}\"; empty when there is none */
    const char16 *const *volume_paths; /* "E:\" and mount points */
    size_t volume_path_count;
    uint32_t alignment_mask;         /* bits that must be clear in the address of a buffer */
    uint32_t maximum_transfer_bytes; /* of one command */
};

/** STATUS_NO_MEMORY. */
enum status recorder_catalog_create(struct recorder_catalog **catalog);

/** Every recorder must be closed. NULL does nothing. */
void recorder_catalog_destroy(struct recorder_catalog *catalog);

/**
 * The recorders present now: real ones by legacy device number, then virtual ones by name. None is
 * no error, and neither is a virtual recorder whose configuration is damaged: it is listed, and
 * its commands tell what is wrong. Release `ids` with recorder_ids_release.
 * STATUS_NO_MEMORY; STATUS_IO: the configuration cannot be read at all.
 */
enum status recorder_catalog_list(struct recorder_catalog *catalog, struct recorder_ids *ids);

/** The id of a virtual recorder of this name, to be freed with memory_free; NULL without memory. */
char16 *recorder_catalog_virtual_id(const char16 *name);

/** Frees the ids and zeroes the structure. */
void recorder_ids_release(struct recorder_ids *ids);

/**
 * Opens the recorder with this id, letter case ignored; a real one also by another name of its
 * drive: a letter (D:, D:\, \\.\D:), the name of its volume, the path where that is mounted. Works
 * while another program has the device locked. Close it with recorder_close.
 * STATUS_INVALID_NAME: `id` is empty. STATUS_NOT_FOUND: no such recorder now.
 * STATUS_ACCESS_DENIED: the system refuses. STATUS_IO, STATUS_NO_MEMORY.
 */
enum status recorder_catalog_open(struct recorder_catalog *catalog, const char16 *id,
                                  struct recorder **recorder);

/** Gives back the locks and notification counts this recorder took; frees it. NULL does nothing. */
void recorder_close(struct recorder *recorder);

/** Borrowed until recorder_close. */
const struct recorder_identity *recorder_identity(const struct recorder *recorder);

/**
 * The way to send commands, borrowed until recorder_close; the caller must not close it. Unlike
 * other transports it may be used from several threads: the device serves one command at a time.
 */
struct scsi_transport *recorder_transport(struct recorder *recorder);

/**
 * Takes the device for this process. Counted per device: every lock needs one recorder_unlock, and
 * recorders of one process never exclude each other. The first lock's `owner` stays its name.
 * `force` takes the device even where a mounted volume cannot be dismounted. Commands of other
 * processes end as SCSI_OUTCOME_LOCKED until the last unlock, or the end of this process.
 * STATUS_NO_MEMORY. STATUS_BUSY: another process holds it. STATUS_ACCESS_DENIED: a volume in use.
 * STATUS_IO.
 */
enum status recorder_lock(struct recorder *recorder, const char16 *owner, bool force);

/** STATUS_INVALID_STATE: this recorder holds no lock. */
enum status recorder_unlock(struct recorder *recorder);

/**
 * The name the lock was taken under, by any process, empty when nobody holds it; free it with
 * memory_free. STATUS_NO_MEMORY.
 */
enum status recorder_lock_owner(struct recorder *recorder, char16 **owner);

/**
 * Turns media change notification off, counted per device like locks. A driver that does not know
 * how is left as it is.
 */
void recorder_disable_notification(struct recorder *recorder);

/** Undoes one recorder_disable_notification; does nothing when this recorder has none to undo. */
void recorder_enable_notification(struct recorder *recorder);

#endif
