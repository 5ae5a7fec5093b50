/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Files and folders of the host. Paths are UTF-16, terminated, in the host's own syntax; lengths
 * are not limited to MAX_PATH. Every function that fails may give, besides those it names:
 * STATUS_NOT_FOUND, STATUS_ACCESS_DENIED, STATUS_SHARING_VIOLATION, STATUS_INVALID_NAME,
 * STATUS_NO_SPACE, STATUS_NO_MEMORY, STATUS_IO.
 */
#ifndef OPENIMAPI_PLATFORM_FILE_H
#define OPENIMAPI_PLATFORM_FILE_H

#include "base/status.h"
#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct platform_file;
struct platform_folder;

/** The character between the components of a path of this host. */
char16 platform_file_separator(void);

/** Whether `unit` separates components here; Windows accepts two. */
bool platform_file_is_separator(char16 unit);

enum platform_file_mode {
    /** Existing file, read only; others may read and delete it, not write. */
    PLATFORM_FILE_READ,
    /** Existing file, read only; others may write it meanwhile, too. */
    PLATFORM_FILE_READ_SHARED,
    /** Existing file, read and write; others may read. */
    PLATFORM_FILE_WRITE,
    /** New file, read and write; STATUS_ALREADY_EXISTS when there is one. */
    PLATFORM_FILE_CREATE_NEW,
    /** New or emptied file, read and write. */
    PLATFORM_FILE_CREATE,
    /** New file, read and write, that is gone when it is closed; STATUS_ALREADY_EXISTS likewise. */
    PLATFORM_FILE_TEMPORARY,
    /** New or existing file; writes go to its end, whatever their offset. Others may do the same.
     */
    PLATFORM_FILE_APPEND,
};

/** What a directory entry or an open file is. Times are ticks of base/date.h, UTC. */
struct platform_file_info {
    uint64_t size;
    int64_t creation_time;
    int64_t access_time;
    int64_t modification_time;
    uint64_t volume_id; /* with file_id: the same for every name of one file; listing a folder */
    uint64_t file_id; /* may leave both 0 where they cost an open: platform_file_query fills them */
    bool is_directory;
    bool is_regular; /* neither directory nor device, pipe or socket */
    bool is_hidden;
    bool is_system;   /* attributes of Windows; of files alone */
    bool is_archive;  /* likewise */
    bool is_readable; /* anybody may read it; false says nothing */
    bool
        is_link; /* a symbolic link or junction; the other fields tell of its target if it exists */
};

enum status platform_file_open(const char16 *path, enum platform_file_mode mode,
                               struct platform_file **file);

/** Closes and frees. NULL does nothing. */
void platform_file_close(struct platform_file *file);

enum status platform_file_size(struct platform_file *file, uint64_t *size);

/**
 * Reads up to `size` bytes at `offset`; gives fewer only at the end of the file. Several threads
 * may read one file at a time.
 */
enum status platform_file_read_at(struct platform_file *file, uint64_t offset, void *buffer,
                                  size_t size, size_t *read);

/** Writes all of `size` bytes at `offset`, growing the file (sparsely where the host can). */
enum status platform_file_write_at(struct platform_file *file, uint64_t offset, const void *buffer,
                                   size_t size);

/** Cuts or grows (sparsely) the file to `size`. */
enum status platform_file_resize(struct platform_file *file, uint64_t size);

/** Frees the space of so many bytes, where the host can; they read as before or as zero. */
void platform_file_discard(struct platform_file *file, uint64_t offset, uint64_t size);

/** Forces what was written to the disk. */
enum status platform_file_flush(struct platform_file *file);

/**
 * `path` made absolute against the current folder, without "." and ".." and without separators at
 * its end (those of a root stay); terminated, to be freed with memory_free. Nothing need exist
 * there.
 */
enum status platform_file_absolute(const char16 *path, char16 **absolute);

/** What `path` names, links followed. */
enum status platform_file_query(const char16 *path, struct platform_file_info *info);

/** Puts `from` in the place of `to`, which may exist, in one step. */
enum status platform_file_replace(const char16 *from, const char16 *to);

enum status platform_file_remove(const char16 *path);

/** The bytes that the caller may still write below the folder `path`. */
enum status platform_file_free_space(const char16 *path, uint64_t *bytes);

/** Called per entry; a status other than STATUS_OK ends the enumeration and is returned. */
typedef enum status (*platform_folder_visitor)(void *context, const char16 *name,
                                               size_t name_length,
                                               const struct platform_file_info *info);

/**
 * Opens a folder, so that its entries can be listed and its files opened without the host walking
 * the whole path again. STATUS_WRONG_KIND: not a folder.
 */
enum status platform_folder_open(const char16 *path, struct platform_folder **folder);

/** As above, for the folder `name` within `parent`. */
enum status platform_folder_open_in(struct platform_folder *parent, const char16 *name,
                                    struct platform_folder **folder);

/** Closes and frees. NULL does nothing. */
void platform_folder_close(struct platform_folder *folder);

/**
 * Visits every entry but "." and "..", in the host's order, links followed; a link that leads
 * nowhere is neither directory nor regular. An entry removed meanwhile is passed over.
 */
enum status platform_folder_list(struct platform_folder *folder, platform_folder_visitor visitor,
                                 void *context);

/**
 * Whether platform_folder_open_file would succeed now, as far as that can be told for less than an
 * open costs. Fails as that would.
 */
enum status platform_folder_check_file(struct platform_folder *folder, const char16 *name);

/** Called per named stream of a file, as platform_folder_visitor. */
typedef enum status (*platform_stream_visitor)(void *context, const char16 *name,
                                               size_t name_length, uint64_t size);

/**
 * Visits the named streams of the file `name` within `folder`, in the host's order; there are none
 * where the host has no such thing. One is opened as "file:stream".
 */
enum status platform_folder_list_streams(struct platform_folder *folder, const char16 *name,
                                         platform_stream_visitor visitor, void *context);

/** As platform_file_open with PLATFORM_FILE_READ, for the file `name` within `folder`. */
enum status platform_folder_open_file(struct platform_folder *folder, const char16 *name,
                                      struct platform_file **file);

#endif
