/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a walk has been. */
#include "udf/reader_visits.h"

/*
 * What further names may repeat: so many times what was read, and a start for small discs. Trees of
 * backups, in which almost every file has dozens of names, stay far below.
 */
#define REPEATED_PER_READ 8u
#define REPEATED_START    (UINT64_C(2) << 20)

void udf_visits_release(struct udf_visits *visits)
{
    number_set_release(&visits->blocks);
    number_set_release(&visits->files);
}

static enum status repeat(struct udf_visits *visits, struct udf_disc *disc, uint32_t block,
                          uint64_t bytes)
{
    visits->repeated_bytes += bytes;
    if (visits->repeated_bytes / REPEATED_PER_READ > visits->read_bytes + REPEATED_START)
        return udf_disc_corrupt(disc, block);
    return STATUS_OK;
}

enum status udf_visits_block(struct udf_visits *visits, struct udf_disc *disc, uint32_t block)
{
    bool is_new;
    enum status status;

    if (visits->is_repeating)
        return repeat(visits, disc, block, UDF_BLOCK_SIZE);
    status = number_set_add(&visits->blocks, block, &is_new);
    if (status != STATUS_OK)
        return status;
    visits->read_bytes += UDF_BLOCK_SIZE;
    return is_new ? STATUS_OK : udf_disc_corrupt(disc, block);
}

enum status udf_visits_enter_file(struct udf_visits *visits, struct udf_disc *disc, uint32_t block)
{
    bool is_new;
    const enum status status = number_set_add(&visits->files, block, &is_new);

    if (status != STATUS_OK)
        return status;
    visits->is_repeating = !is_new;
    return is_new ? udf_visits_block(visits, disc, block) : STATUS_OK;
}

enum status udf_visits_leave_file(struct udf_visits *visits, struct udf_disc *disc, uint32_t block,
                                  uint64_t bytes)
{
    const bool is_repeating = visits->is_repeating;

    visits->is_repeating = false;
    return is_repeating ? repeat(visits, disc, block, bytes) : STATUS_OK;
}
