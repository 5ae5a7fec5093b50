/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A disc on the host: user data in the file of that name, state in the file with ".disc" added. The
 * user data are opened when they are needed: for reading, which hinders nobody, or for writing,
 * which keeps other processes from doing so until they are shared again.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_DISC_FILE_H
#define OPENIMAPI_VIRTUALDRIVE_DISC_FILE_H

#include "base/status.h"
#include "base/utf16.h"
#include "discimage/disc_storage.h"

#include <stdbool.h>

struct disc_file;

/** What two looks at the same disc are compared by. */
struct disc_file_stamp {
    uint64_t data_id;
    uint64_t data_size;
    int64_t data_time;
    uint64_t state_id;
    int64_t state_time;
};

/** Touches nothing on the host. STATUS_NO_MEMORY. */
enum status disc_file_create(const char16 *path, struct disc_file **file);

/** Releases and frees. NULL does nothing. */
void disc_file_destroy(struct disc_file *file);

/** Borrowed. */
struct disc_storage *disc_file_storage(struct disc_file *file);

/**
 * Keeps other processes from writing the user data, until disc_file_share. Failures of
 * platform_file_open.
 */
enum status disc_file_hold(struct disc_file *file);

/** Lets other processes write the user data. */
void disc_file_share(struct disc_file *file);

/** Closes the user data; they are opened again when they are needed. */
void disc_file_release(struct disc_file *file);

/**
 * Whether the user data could be written now; what is held here already is taken for writable.
 * STATUS_ACCESS_DENIED: the host does not let us. STATUS_SHARING_VIOLATION: another process holds
 * them. Other failures of platform_file_open.
 */
enum status disc_file_check_writable(const struct disc_file *file);

/** What the files are now; what does not exist is zero. */
struct disc_file_stamp disc_file_stamp(const struct disc_file *file);

/** Whether both are the same user data, of the same length, with the same state. */
bool disc_file_stamp_is_equal(const struct disc_file_stamp *a, const struct disc_file_stamp *b);

#endif
