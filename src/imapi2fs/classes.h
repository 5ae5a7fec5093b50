/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Constructors of imapi2fs.dll, one per coclass. Each gives interface `iid` of a new object;
 * E_OUTOFMEMORY, E_NOINTERFACE, with `*out` null.
 */
#ifndef OPENIMAPI_IMAPI2FS_CLASSES_H
#define OPENIMAPI_IMAPI2FS_CLASSES_H

#include "com/enumerator.h"
#include "stream/byte_source.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

#include <stdint.h>

struct file_system_image;
struct fsi_item;
struct fsimage_block_range;
struct fsimage_result;

HRESULT boot_options_create(REFIID iid, void **out);
HRESULT file_system_image_create(REFIID iid, void **out);
HRESULT iso_image_manager_create(REFIID iid, void **out);

/*
 * Clients get these from other objects only.
 */

/** Wrappers of an item of `image`, which they hold; it must be of the kind. */
HRESULT fsi_directory_item_create(struct file_system_image *image, uint32_t number, REFIID iid,
                                  void **out);
HRESULT fsi_file_item_create(struct file_system_image *image, uint32_t number, REFIID iid,
                             void **out);

/** The item of an interface of such a wrapper; NULL when the object is something else. */
const struct fsi_item *fsi_directory_item_of(IFsiItem *wrapper);
const struct fsi_item *fsi_file_item_of(IFsiItem *wrapper);

/** The named streams of file `file` of `image`, which it holds. */
HRESULT fsi_named_streams_create(struct file_system_image *image, uint32_t file, REFIID iid,
                                 void **out);

/** What is made from a result, which it acquires: it stays active meanwhile. */
HRESULT file_system_image_result_create(struct fsimage_result *result, REFIID iid, void **out);
HRESULT progress_items_create(struct fsimage_result *result, REFIID iid, void **out);

/** A copy of the result's progress range `index`. */
HRESULT progress_item_create(const struct fsimage_result *result, uint32_t index, REFIID iid,
                             void **out);

HRESULT block_range_create(const struct fsimage_block_range *blocks, REFIID iid, void **out);

/** The list of those blocks of the result, which it acquires, that must be written. */
HRESULT block_range_list_create(struct fsimage_result *result, REFIID iid, void **out);

/** Its ranges, in the order in which they are to be written: an array of IBlockRange. */
HRESULT block_range_array(const struct fsimage_result *result, SAFEARRAY **array);

/** FsiStream over the image of `result`, which it acquires. */
HRESULT fsi_stream_create_image(struct fsimage_result *result, REFIID iid, void **out);

/**
 * FsiStream over `content`, which it acquires: that of the file called `path`, which has `size`
 * bytes. Clones share it.
 */
HRESULT fsi_stream_create_content(struct byte_source *content, uint64_t size, const WCHAR *path,
                                  REFIID iid, void **out);

/** IEnumFsiItems over a sequence of items. */
HRESULT enum_fsi_items_create(struct com_sequence *sequence, IEnumFsiItems **out);

/** IEnumProgressItems over a sequence of progress items. */
HRESULT enum_progress_items_create(struct com_sequence *sequence, IEnumProgressItems **out);

#endif
