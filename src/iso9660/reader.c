/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding and closing a volume of ECMA-119 or of Joliet. */
#include "iso9660/reader.h"

#include "base/memory.h"
#include "iso9660/both_endian.h"
#include "iso9660/directory_record.h"
#include "iso9660/path_table_reader.h"
#include "iso9660/recognition.h"
#include "iso9660/volume.h"
#include "stream/cached_source.h"

#include <string.h>

bool iso9660_volume_has(const struct iso9660_volume *volume, uint32_t location, uint64_t size)
{
    const uint32_t blocks = iso9660_volume_blocks(volume);

    return location <= blocks && fsimage_blocks_of(size) <= blocks - location;
}

static enum status report_unreadable(enum status status, uint32_t block,
                                     struct fsimage_problem *problem)
{
    if (status == STATUS_NO_MEMORY)
        return status;
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_IMPORT_READ_FAILURE, NULL, 0);
    problem->cause = status;
    problem->first = block;
    return status;
}

enum status iso9660_volume_read(const struct iso9660_volume *volume, uint32_t block,
                                uint8_t out[ISO9660_BLOCK_SIZE], struct fsimage_problem *problem)
{
    enum status status;

    if (!iso9660_volume_has(volume, block, ISO9660_BLOCK_SIZE))
        return iso9660_volume_refuse(volume, block, problem);
    status = byte_source_read_exact(volume->source, (uint64_t)block * ISO9660_BLOCK_SIZE, out,
                                    ISO9660_BLOCK_SIZE);
    return status == STATUS_OK ? STATUS_OK : report_unreadable(status, block, problem);
}

enum status iso9660_volume_refuse(const struct iso9660_volume *volume, uint32_t block,
                                  struct fsimage_problem *problem)
{
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT, NULL, 0);
    problem->file_systems = volume->file_system;
    problem->first = block;
    return STATUS_CORRUPT;
}

enum status iso9660_volume_lacks(const struct iso9660_volume *volume, const char *feature,
                                 struct fsimage_problem *problem)
{
    char16 text[64];
    size_t length;

    if (utf16_from_utf8(feature, strlen(feature), text, 64, &length) != STATUS_OK)
        length = 0;
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED, text, length);
    problem->file_systems = volume->file_system;
    return STATUS_NOT_SUPPORTED;
}

static char16 name_unit(const struct iso9660_volume *volume, size_t index)
{
    const uint8_t *field = volume->descriptor.volume_identifier;

    if (volume->file_system == FSIMAGE_ISO9660)
        return field[index];
    return (char16)(field[2 * index] << 8 | field[2 * index + 1]);
}

/* Up to the blanks or zeros that fill the field up. */
static void decode_name(struct iso9660_volume *volume)
{
    struct fsimage_volume_info *info = &volume->info;
    const size_t units = sizeof(volume->descriptor.volume_identifier) /
                         (volume->file_system == FSIMAGE_ISO9660 ? 1 : 2);

    for (size_t i = 0; i < units && name_unit(volume, i) != 0; i++) {
        info->name[i] = name_unit(volume, i);
        if (info->name[i] != ' ')
            info->name_length = i + 1;
    }
    info->name[info->name_length] = 0;
}

/* Some count the blocks of a volume from the disc's start, some from that of the session. */
static void decode_end(struct iso9660_volume *volume, uint32_t session_start)
{
    const uint32_t blocks = iso9660_volume_blocks(volume);
    uint32_t space;
    uint64_t end;

    (void)iso9660_both32_read(volume->descriptor.volume_space_size, &space);
    end = space > session_start ? space : (uint64_t)session_start + space;
    volume->info.end = end < blocks ? (uint32_t)end : blocks;
}

/* A set of no volumes is one that the writer did not count. */
static enum status decode_descriptor(struct iso9660_volume *volume, uint32_t block,
                                     struct fsimage_problem *problem)
{
    const struct iso9660_volume_descriptor *descriptor = &volume->descriptor;
    struct iso9660_record root;
    uint16_t set_size;
    uint16_t block_size;

    if (!iso9660_both16_read(descriptor->logical_block_size, &block_size) ||
        !iso9660_both16_read(descriptor->volume_set_size, &set_size) ||
        !iso9660_both16_read(descriptor->volume_sequence_number, &volume->sequence_number) ||
        iso9660_record_decode((const uint8_t *)&descriptor->root, sizeof(descriptor->root),
                              &root) != STATUS_OK)
        return iso9660_volume_refuse(volume, block, problem);
    if (block_size != ISO9660_BLOCK_SIZE)
        return iso9660_volume_lacks(volume, "block size", problem);
    if (set_size > 1)
        return iso9660_volume_lacks(volume, "volume set", problem);
    volume->root_location = root.entry.extent;
    volume->root_length = root.entry.data_length;
    if ((root.entry.flags & ISO9660_FLAG_DIRECTORY) == 0 || volume->root_length == 0 ||
        !iso9660_volume_has(volume, volume->root_location, volume->root_length))
        return iso9660_volume_refuse(volume, block, problem);
    return STATUS_OK;
}

static enum status refuse_item(void *context, const struct fsimage_found_item *item)
{
    (void)item;
    *(bool *)context = true;
    return STATUS_CANCELLED;
}

static enum status leave_nothing(void *context)
{
    (void)context;
    return STATUS_OK;
}

/*
 * So that a disc of UDF alone boots it needs descriptors of ECMA-119; a hierarchy without an item,
 * with a boot record and with UDF beside it stands for nothing else.
 */
static bool is_boot_stub(struct iso9660_volume *volume,
                         const struct iso9660_recognition *recognition)
{
    static const struct fsimage_volume_sink sink = { .enter = refuse_item,
                                                     .leave = leave_nothing,
                                                     .file = refuse_item };
    struct fsimage_problem problem;
    bool has_items = false;

    if (!recognition->has_boot_record || !recognition->has_udf || recognition->joliet_block != 0)
        return false;
    return iso9660_volume_walk((struct fsimage_volume *)volume, &sink, &has_items, &problem) ==
               STATUS_OK &&
           !has_items;
}

static enum status report_missing(enum fsimage_file_system file_system,
                                  struct fsimage_problem *problem)
{
    fsimage_problem_set(problem, FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND, NULL, 0);
    problem->file_systems = file_system;
    return STATUS_NOT_FOUND;
}

static enum status recognize(struct iso9660_volume *volume, const struct fsimage_disc *disc,
                             struct fsimage_problem *problem)
{
    struct iso9660_recognition found;
    const bool is_joliet = volume->file_system == FSIMAGE_JOLIET;
    uint32_t block;
    enum status status =
        iso9660_recognition_read(volume->source, disc->session_start, &found, &block);

    if (status != STATUS_OK)
        return report_unreadable(status, block, problem);
    if (found.primary_block == 0 || (is_joliet && found.joliet_block == 0))
        return report_missing(volume->file_system, problem);
    volume->descriptor = is_joliet ? found.joliet : found.primary;
    status =
        decode_descriptor(volume, is_joliet ? found.joliet_block : found.primary_block, problem);
    if (status != STATUS_OK)
        return status;
    if (!is_joliet && is_boot_stub(volume, &found))
        return report_missing(volume->file_system, problem);
    volume->info.file_systems =
        FSIMAGE_ISO9660 | (found.joliet_block != 0 ? (unsigned)FSIMAGE_JOLIET : 0);
    return STATUS_OK;
}

static void volume_close(struct fsimage_volume *volume)
{
    struct iso9660_volume *closed = (struct iso9660_volume *)volume;

    if (closed == NULL)
        return;
    byte_source_drop(&closed->source);
    memory_free(closed);
}

/* Blocks are counted with 32 bits. */
static uint64_t recorded_bytes(const struct fsimage_disc *disc)
{
    const uint64_t blocks = (uint64_t)disc->last_block + 1;

    return (blocks < UINT32_MAX ? blocks : UINT32_MAX) * ISO9660_BLOCK_SIZE;
}

static enum status volume_open(const struct fsimage_disc *disc,
                               enum fsimage_file_system file_system, struct fsimage_volume **volume,
                               struct fsimage_problem *problem)
{
    struct iso9660_volume *opened = memory_allocate(1, sizeof(*opened));
    enum status status;

    *volume = NULL;
    fsimage_problem_clear(problem);
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    opened->file_system = file_system;
    status =
        cached_source_create(disc->source, recorded_bytes(disc),
                             (uint64_t)disc->session_start * ISO9660_BLOCK_SIZE, &opened->source);
    if (status == STATUS_OK)
        status = recognize(opened, disc, problem);
    if (status != STATUS_OK) {
        volume_close((struct fsimage_volume *)opened);
        return status;
    }
    decode_name(opened);
    decode_end(opened, disc->session_start);
    opened->info.directory_count = iso9660_path_table_count(opened);
    opened->info.file_count = -1;
    *volume = (struct fsimage_volume *)opened;
    return STATUS_OK;
}

static enum status open_primary(const struct fsimage_disc *disc, struct fsimage_volume **volume,
                                struct fsimage_problem *problem)
{
    return volume_open(disc, FSIMAGE_ISO9660, volume, problem);
}

static enum status open_joliet(const struct fsimage_disc *disc, struct fsimage_volume **volume,
                               struct fsimage_problem *problem)
{
    return volume_open(disc, FSIMAGE_JOLIET, volume, problem);
}

static void volume_info(const struct fsimage_volume *volume, struct fsimage_volume_info *info)
{
    *info = ((const struct iso9660_volume *)volume)->info;
}

const struct fsimage_volume_reader_class iso9660_volume_reader_class = {
    .file_system = FSIMAGE_ISO9660,
    .open = open_primary,
    .info = volume_info,
    .walk = iso9660_volume_walk,
    .close = volume_close,
};

const struct fsimage_volume_reader_class iso9660_joliet_volume_reader_class = {
    .file_system = FSIMAGE_JOLIET,
    .open = open_joliet,
    .info = volume_info,
    .walk = iso9660_volume_walk,
    .close = volume_close,
};
