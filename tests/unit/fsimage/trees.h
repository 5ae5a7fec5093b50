/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trees for tests: short ways to fill and to look at one. */
#ifndef OPENIMAPI_TESTS_UNIT_FSIMAGE_TREES_H
#define OPENIMAPI_TESTS_UNIT_FSIMAGE_TREES_H

#include "base/utf16.h"
#include "fsimage/result.h"
#include "fsimage/tree.h"
#include "fsimage/writer.h"

#include <stddef.h>
#include <stdint.h>

/** A literal as text and length. */
#define TEXT(literal) (literal), sizeof(literal) / sizeof(char16) - 1

/** The time of everything that tests add. */
#define TEST_TIME INT64_C(132223104000000000) /* 1 January 2020 */

/** Records "ISO9660" and "Joliet" in one block per 20 children, and one per directory beside. */
extern const struct fsimage_writer_class test_writer_class;

/**
 * Records "UDF" in block 256, in one more that is the image's last, and in one of metadata at a
 * multiple of 32; every byte of the disc's anchor is 0xA5.
 */
extern const struct fsimage_writer_class test_udf_writer_class;

/** A tree with test_writer_class. */
struct fsimage_tree *make_tree(void);

/** A tree with both classes, which records UDF alone, of revision `revision`. */
struct fsimage_tree *make_udf_tree(unsigned revision);

/** Adds a stream to a file; fails the test when that fails. */
uint32_t add_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name, const void *data,
                    size_t size);

/** Adds, from the root; fails the test when that fails. Give the item. */
uint32_t add_directory(struct fsimage_tree *tree, const char16 *path);
uint32_t add_file(struct fsimage_tree *tree, const char16 *path, const void *data, size_t size);

/** As add_file, of `size` zero bytes that take no memory. */
uint32_t add_zeros(struct fsimage_tree *tree, const char16 *path, uint64_t size);

/** The item at `path`; FSIMAGE_NO_ITEM when there is none. */
uint32_t find(struct fsimage_tree *tree, const char16 *path);

/** Asserts a text of `length` units. */
void assert_text(const char16 *text, size_t length, const char16 *expected);

/** Asserts what a problem is, and its text; NULL for none. */
void assert_problem(const struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                    const char16 *text);

/** Asserts the names of the children of `directory`, in their order, joined by '|'. */
void assert_children(struct fsimage_tree *tree, uint32_t directory, const char16 *expected);

/** Asserts the name that `file_system` records. */
void assert_recorded(struct fsimage_tree *tree, uint32_t item, enum fsimage_file_system file_system,
                     const char16 *expected);

/**
 * All that can be seen of a tree, as a hash: items with their paths, names, sizes, times, flags,
 * and counts. Equal trees have equal ones.
 */
uint64_t fingerprint(struct fsimage_tree *tree);

/** A result with the volume name "TEST" at TEST_TIME; fails the test when that fails. */
struct fsimage_result *make_result(struct fsimage_tree *tree);

#endif
