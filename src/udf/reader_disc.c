/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The disc under a reader. */
#include "udf/reader_disc.h"

#include "fsimage/file_system.h"
#include "stream/cached_source.h"

enum status udf_disc_init(struct udf_disc *disc, const struct fsimage_disc *from)
{
    const uint64_t size = ((uint64_t)from->last_block + 1) * UDF_BLOCK_SIZE;

    *disc = (struct udf_disc){
        .session_start = from->session_start,
        .last_block = from->last_block,
    };
    return cached_source_create(from->source, size,
                                (uint64_t)from->session_start * FSIMAGE_BLOCK_SIZE, &disc->source);
}

void udf_disc_release(struct udf_disc *disc)
{
    byte_source_drop(&disc->source);
}

enum status udf_disc_read(struct udf_disc *disc, uint32_t block, uint8_t out[UDF_BLOCK_SIZE])
{
    enum status status;

    if (block > disc->last_block)
        return udf_disc_corrupt(disc, block);
    status =
        byte_source_read_exact(disc->source, (uint64_t)block * UDF_BLOCK_SIZE, out, UDF_BLOCK_SIZE);
    if (status != STATUS_OK)
        disc->fault_block = block;
    return status;
}

enum status udf_disc_corrupt(struct udf_disc *disc, uint32_t block)
{
    disc->fault_block = block;
    return STATUS_CORRUPT;
}

enum status udf_disc_feature(struct udf_disc *disc, const char16 *feature)
{
    disc->fault_feature = feature;
    return STATUS_NOT_SUPPORTED;
}

bool udf_disc_is_damage(enum status status)
{
    return status != STATUS_OK && status != STATUS_NO_MEMORY && status != STATUS_NOT_SUPPORTED;
}

static enum fsimage_problem_kind problem_kind(enum status status)
{
    if (status == STATUS_NOT_FOUND)
        return FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND;
    if (status == STATUS_CORRUPT)
        return FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT;
    if (status == STATUS_NOT_SUPPORTED)
        return FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED;
    return FSIMAGE_PROBLEM_IMPORT_READ_FAILURE;
}

enum status udf_disc_report(const struct udf_disc *disc, enum status status,
                            struct fsimage_problem *problem)
{
    const bool is_feature = status == STATUS_NOT_SUPPORTED;

    fsimage_problem_clear(problem);
    if (status == STATUS_OK || status == STATUS_NO_MEMORY)
        return status;
    fsimage_problem_set(problem, problem_kind(status), is_feature ? disc->fault_feature : u"",
                        is_feature ? utf16_length(disc->fault_feature) : 0);
    problem->file_systems = FSIMAGE_UDF;
    if (!is_feature && status != STATUS_NOT_FOUND)
        problem->first = disc->fault_block;
    if (problem->kind == FSIMAGE_PROBLEM_IMPORT_READ_FAILURE)
        problem->cause = status;
    return status;
}
