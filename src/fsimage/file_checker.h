/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Whether files of the host can be opened, asked for many at once: where every open waits for
 * another process, as under Wine, two threads that wait take half the time.
 */
#ifndef OPENIMAPI_FSIMAGE_FILE_CHECKER_H
#define OPENIMAPI_FSIMAGE_FILE_CHECKER_H

#include "fsimage/tree.h"
#include "stream/folder_cache.h"

#include <stdbool.h>

struct helper_thread;

struct file_checker {
    struct fsimage_tree *tree;
    struct folder_cache *folders; /* of the calling thread */
    struct folder_cache helpers_folders;
    struct helper_thread *helper; /* NULL until it is needed */
    bool has_no_helper;           /* none could be had */
    const uint32_t *items;        /* of the run */
};

/** For items of `tree`, which must not change during a run. `folders` is the calling thread's. */
void file_checker_init(struct file_checker *checker, struct fsimage_tree *tree,
                       struct folder_cache *folders);

/** Ends the second thread. */
void file_checker_release(struct file_checker *checker);

/**
 * Marks with NODE_READABLE the files among `items` that lie on the host and can be opened now.
 * Leaves those that cannot, whose failure the caller meets by asking for each; leaves few alone.
 */
void file_checker_run(struct file_checker *checker, const uint32_t *items, uint32_t count);

#endif
