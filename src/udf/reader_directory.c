/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directories (ECMA-167 4/8.6, 4/14.4). */
#include "udf/reader_directory.h"

#include "base/memory.h"
#include "udf/reader_extents.h"
#include "udf/tag.h"

#include <string.h>

/* What is not given to anybody. */
#define CHARACTERISTICS_LEFT_OUT (UDF_FID_DELETED | UDF_FID_PARENT | UDF_FID_METADATA)

/* Reading a directory: its bytes grow block by block, and every descriptor is checked at once. */
struct loading {
    const struct udf_partitions *partitions;
    const struct udf_entry *entry;
    struct udf_visits *visits;
    struct udf_directory *directory;
    size_t capacity;
    size_t visited;   /* blocks, by this copy or the one before */
    size_t checked;   /* bytes that sound descriptors take */
    uint32_t *blocks; /* where each block of bytes lies in its partition */
    size_t block_capacity;
    uint32_t absolute; /* the block read last */
};

/* Padded to four bytes (4/14.4.9). */
static size_t identifier_size(const struct udf_file_identifier *head)
{
    const size_t size =
        sizeof(*head) + le16_get(head->implementation_use_length) + head->identifier_length;

    return (size + 3) / 4 * 4;
}

static const uint8_t *name_of(const struct udf_file_identifier *head)
{
    return (const uint8_t *)(head + 1) + le16_get(head->implementation_use_length);
}

/* What is deleted may have lost its name, and a parent never had one. */
static bool has_sound_name(const struct udf_file_identifier *head)
{
    char16 name[UDF_TEXT_MAXIMUM];
    size_t length;

    if ((head->characteristics & (UDF_FID_DELETED | UDF_FID_PARENT)) != 0)
        return true;
    return udf_identifier_decode(name_of(head), head->identifier_length, name, &length) ==
               STATUS_OK &&
           length != 0;
}

/*
 * Checks the descriptors that are complete. A tag says in which block it begins, which for a
 * directory that is embedded is that of its ICB.
 */
static enum status check_descriptors(struct loading *loading)
{
    const struct udf_directory *directory = loading->directory;

    while (directory->size - loading->checked >= sizeof(struct udf_file_identifier)) {
        const uint8_t *bytes = directory->bytes + loading->checked;
        const struct udf_file_identifier *head = (const struct udf_file_identifier *)bytes;
        const size_t size = identifier_size(head);
        const uint32_t location = loading->blocks[loading->checked / UDF_BLOCK_SIZE];
        uint16_t identifier;

        if (size > directory->size - loading->checked)
            break;
        if (udf_tag_check(bytes, size, location, &identifier) != STATUS_OK ||
            identifier != UDF_TAG_FILE_IDENTIFIER || !has_sound_name(head))
            return udf_disc_corrupt(loading->partitions->disc, loading->absolute);
        loading->checked += size;
    }
    return STATUS_OK;
}

static enum status reserve(struct loading *loading)
{
    const size_t needed = loading->directory->size + UDF_BLOCK_SIZE;
    const size_t capacity = loading->capacity == 0 ? needed : loading->capacity * 2;
    uint8_t *bytes;
    uint32_t *blocks;

    if (needed <= loading->capacity)
        return STATUS_OK;
    bytes = memory_resize(loading->directory->bytes, capacity, 1);
    if (bytes == NULL)
        return STATUS_NO_MEMORY;
    loading->directory->bytes = bytes;
    blocks = memory_resize(loading->blocks, capacity / UDF_BLOCK_SIZE, sizeof(*blocks));
    if (blocks == NULL)
        return STATUS_NO_MEMORY;
    loading->blocks = blocks;
    loading->capacity = capacity;
    return STATUS_OK;
}

static enum status load_embedded(struct loading *loading)
{
    const enum status status = reserve(loading);

    if (status != STATUS_OK)
        return status;
    memcpy(loading->directory->bytes, udf_entry_embedded(loading->entry),
           (size_t)loading->entry->size);
    loading->directory->size = (size_t)loading->entry->size;
    loading->blocks[0] = loading->entry->address.block;
    loading->absolute = loading->entry->absolute;
    return check_descriptors(loading);
}

/* A block is visited where it lies in the first copy, and once, whichever copy is read. */
static enum status visit_block(struct loading *loading, struct udf_address address)
{
    uint32_t absolute;
    uint32_t count;
    enum status status;

    if (loading->directory->size / UDF_BLOCK_SIZE < loading->visited)
        return STATUS_OK;
    status = udf_partitions_locate(loading->partitions, address, 0, &absolute, &count);
    if (status == STATUS_OK)
        status = udf_visits_block(loading->visits, loading->partitions->disc, absolute);
    loading->visited += status == STATUS_OK;
    return status;
}

static enum status load_block(struct loading *loading, struct udf_address address, unsigned copy,
                              uint64_t left)
{
    struct udf_directory *directory = loading->directory;
    uint32_t count;
    enum status status = visit_block(loading, address);

    if (status == STATUS_OK)
        status = reserve(loading);
    if (status == STATUS_OK)
        status =
            udf_partitions_locate(loading->partitions, address, copy, &loading->absolute, &count);
    if (status == STATUS_OK)
        status = udf_disc_read(loading->partitions->disc, loading->absolute,
                               directory->bytes + directory->size);
    if (status != STATUS_OK)
        return status;
    loading->blocks[directory->size / UDF_BLOCK_SIZE] = address.block;
    directory->size += left < UDF_BLOCK_SIZE ? (size_t)left : UDF_BLOCK_SIZE;
    return check_descriptors(loading);
}

static enum status load_piece(struct loading *loading, const struct udf_extent_piece *piece,
                              unsigned copy)
{
    struct udf_address address = piece->address;
    enum status status = STATUS_OK;

    for (uint64_t done = 0; done < piece->size && status == STATUS_OK; done += UDF_BLOCK_SIZE) {
        status = load_block(loading, address, copy, piece->size - done);
        address.block++;
    }
    return status;
}

/* A directory ends with its last descriptor: there is nothing behind it (ECMA-167 4/8.6). */
static enum status load_copy(struct loading *loading, const struct udf_extents *extents,
                             unsigned copy)
{
    enum status status = STATUS_OK;

    loading->directory->size = 0;
    loading->checked = 0;
    if (loading->entry->allocation == UDF_ICB_EMBEDDED)
        status = load_embedded(loading);
    for (uint32_t i = 0; i < extents->count && status == STATUS_OK; i++)
        status = load_piece(loading, &extents->pieces[i], copy);
    if (status == STATUS_OK && loading->checked != loading->directory->size)
        status = udf_disc_corrupt(loading->partitions->disc, loading->absolute);
    return status;
}

static enum status find_extents(const struct udf_partitions *partitions,
                                const struct udf_entry *entry, struct udf_visits *visits,
                                struct udf_extents *extents)
{
    return entry->allocation == UDF_ICB_EMBEDDED
               ? STATUS_OK
               : udf_extents_read(partitions, entry, UDF_HOLES_REFUSED, visits, extents);
}

/* The copies of the partition that holds the data: that of the first extent. */
static unsigned copies_of(const struct udf_partitions *partitions,
                          const struct udf_extents *extents)
{
    return extents->count == 0
               ? 1
               : udf_partitions_copy_count(partitions, extents->pieces[0].address.partition);
}

enum status udf_directory_read(const struct udf_partitions *partitions,
                               const struct udf_entry *entry, struct udf_visits *visits,
                               struct udf_directory *directory)
{
    struct udf_extents extents = { 0 };
    struct loading loading = {
        .partitions = partitions,
        .entry = entry,
        .visits = visits,
        .directory = directory,
        .absolute = entry->absolute,
    };
    enum status status = find_extents(partitions, entry, visits, &extents);

    *directory = (struct udf_directory){ 0 };
    if (status == STATUS_OK) {
        status = load_copy(&loading, &extents, 0);
        for (unsigned copy = 1;
             copy < copies_of(partitions, &extents) && udf_disc_is_damage(status); copy++)
            status = load_copy(&loading, &extents, copy);
    }
    memory_free(loading.blocks);
    udf_extents_release(&extents);
    if (status != STATUS_OK)
        udf_directory_release(directory);
    return status;
}

void udf_directory_release(struct udf_directory *directory)
{
    memory_free(directory->bytes);
    *directory = (struct udf_directory){ 0 };
}

bool udf_directory_next(struct udf_directory *directory, struct udf_found_name *found)
{
    const struct udf_file_identifier *head = NULL;

    do {
        if (directory->position == directory->size)
            return false;
        head = (const struct udf_file_identifier *)(directory->bytes + directory->position);
        directory->position += identifier_size(head);
    } while ((head->characteristics & CHARACTERISTICS_LEFT_OUT) != 0);
    found->characteristics = head->characteristics;
    found->icb = udf_address_of(&head->icb);
    return udf_identifier_decode(name_of(head), head->identifier_length, found->name,
                                 &found->name_length) == STATUS_OK;
}
