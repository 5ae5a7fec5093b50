/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trees that record UDF, and files of bytes that depend on their names. */
#include "unit/udf/random_items.h"

#include "support/cmocka_all.h"

#include "fsimage/named_streams.h"
#include "stream/prng_source.h"
#include "udf/structures.h"
#include "udf/writer.h"
#include "unit/fsimage/trees.h"

const unsigned udf_revisions[UDF_REVISION_COUNT] = { UDF_REVISION_102, UDF_REVISION_150,
                                                     UDF_REVISION_200, UDF_REVISION_201,
                                                     UDF_REVISION_250, UDF_REVISION_260 };

struct fsimage_tree *make_revision_tree(unsigned revision)
{
    static const struct fsimage_writer_class *const classes[] = { &udf_writer_class };
    struct fsimage_problem problem;
    struct fsimage_tree *tree;

    assert_int_equal(fsimage_tree_create(classes, 1, &tree), STATUS_OK);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_UDF, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, revision, &problem), STATUS_OK);
    return tree;
}

static struct byte_source *random_source(const char16 *name, uint64_t size)
{
    struct byte_source *source;
    const uint32_t seed = utf16_hash_folded(name, utf16_length(name));

    assert_int_equal(prng_source_create(seed, size, &source), STATUS_OK);
    return source;
}

uint32_t add_random(struct fsimage_tree *tree, const char16 *path, uint64_t size)
{
    const struct fsimage_times times = { TEST_TIME - 10, TEST_TIME + 20, TEST_TIME + 30 };
    struct byte_source *source = random_source(path, size);
    struct fsimage_problem problem;
    uint32_t item;

    assert_int_equal(fsimage_tree_add_file(tree, FSIMAGE_ROOT, path, utf16_length(path), source,
                                           &times, &item, &problem),
                     STATUS_OK);
    byte_source_drop(&source);
    return item;
}

void add_random_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name, uint64_t size)
{
    const struct fsimage_times times = fsimage_times_at(TEST_TIME);
    struct byte_source *source = random_source(name, size);
    struct fsimage_problem problem;
    uint32_t stream;

    assert_int_equal(fsimage_file_add_stream(tree, file, name, utf16_length(name), source, &times,
                                             &stream, &problem),
                     STATUS_OK);
    byte_source_drop(&source);
}
