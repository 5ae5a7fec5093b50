/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a file system on a disc holds, for importing it. Every number on a disc is hostile: readers
 * use no recursion, enter no directory twice, stay within the disc, and take memory in proportion
 * to what they have really read.
 */
#ifndef OPENIMAPI_FSIMAGE_VOLUME_READER_H
#define OPENIMAPI_FSIMAGE_VOLUME_READER_H

#include "base/status.h"
#include "base/utf16.h"
#include "fsimage/file_system.h"
#include "fsimage/layout.h"
#include "fsimage/problem.h"
#include "fsimage/tree.h"
#include "fsimage/volume_name.h"
#include "stream/byte_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A disc in absolute blocks of FSIMAGE_BLOCK_SIZE; what was never recorded cannot be read. */
struct fsimage_disc {
    struct byte_source *source;
    uint32_t session_start; /* of the session to be read */
    uint32_t last_block;    /* the last that is known to be recorded, or the last of the source */
};

/** Why a session cannot follow the one that was read. */
enum fsimage_append_obstacle {
    FSIMAGE_APPEND_POSSIBLE,
    FSIMAGE_APPEND_NOT_READ_ONLY,   /* the partition may be changed in place */
    FSIMAGE_APPEND_WHOLE_MEDIUM,    /* the partition does not say where data ends */
    FSIMAGE_APPEND_OPEN_INTEGRITY,  /* somebody was still at work */
    FSIMAGE_APPEND_WRITE_PROTECTED, /* by the flags of its domain */
    FSIMAGE_APPEND_NEWER_REVISION,  /* to be written by later revisions only */
};

struct fsimage_volume_info {
    unsigned file_systems; /* the one read, and those that the same descriptors lead to */
    char16 name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t name_length;
    unsigned udf_revision; /* 0 of what is not UDF; so are all that begin with udf */
    unsigned udf_minimum_write;
    uint32_t udf_partition_start;
    uint64_t udf_next_unique_id;
    uint32_t udf_tag_serial;
    uint32_t end;            /* the first block behind everything the volume structures name */
    int64_t directory_count; /* the root among them; -1: not known before all is read */
    int64_t file_count;      /* likewise */
    enum fsimage_append_obstacle obstacle;
};

/** Borrowed by the sink for the call. */
struct fsimage_found_item {
    enum fsimage_item_kind kind;
    const char16 *name;
    size_t name_length;
    struct fsimage_times times;
    bool is_hidden;
    bool is_real_time;
    uint64_t size; /* of a file: the sizes of its runs add up to it */
    const struct fsimage_run *runs;
    uint32_t run_count;
    const uint8_t *embedded; /* instead of runs: the content itself; or NULL */
    const struct fsimage_found_item *streams;
    uint32_t stream_count;
};

/**
 * Told of all items, each directory before what it holds, the root not at all. A status other than
 * STATUS_OK ends the walk and is returned by it.
 */
struct fsimage_volume_sink {
    enum status (*enter)(void *context, const struct fsimage_found_item *directory);
    enum status (*leave)(void *context); /* the directory entered last, not the root */
    enum status (*file)(void *context, const struct fsimage_found_item *file);
};

struct fsimage_volume; /* the reader's own */

struct fsimage_volume_reader_class {
    enum fsimage_file_system file_system;

    /**
     * Finds the file system in the session that begins at disc->session_start; `disc` is copied,
     * its source borrowed until close.
     * STATUS_NOT_FOUND:     FILE_SYSTEM_NOT_FOUND, absent, or only there so that the disc boots.
     * STATUS_CORRUPT:       FILE_SYSTEM_INCONSISTENT.
     * STATUS_NOT_SUPPORTED: FEATURE_NOT_SUPPORTED.
     * any of the source's:  IMPORT_READ_FAILURE. STATUS_NO_MEMORY.
     */
    enum status (*open)(const struct fsimage_disc *disc, struct fsimage_volume **volume,
                        struct fsimage_problem *problem);

    void (*info)(const struct fsimage_volume *volume, struct fsimage_volume_info *info);

    /** Tells `sink` of everything. As open, and what the sink gives. */
    enum status (*walk)(struct fsimage_volume *volume, const struct fsimage_volume_sink *sink,
                        void *context, struct fsimage_problem *problem);

    /** NULL does nothing. */
    void (*close)(struct fsimage_volume *volume);
};

#endif
