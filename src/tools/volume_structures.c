/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Structures of ECMA-119, El Torito and ECMA-167 for people to look at; nothing relies on them. */
#include "tools/volume_structures.h"

#include "base/wire.h"

#include <stdio.h>
#include <string.h>

#define BLOCK               FSIMAGE_BLOCK_SIZE
#define DESCRIPTORS_MAXIMUM 64
#define ANCHOR_BLOCK        256
#define TAG_ANCHOR          2

/* An image being looked at. */
struct look {
    const struct fsimage_disc *disc;
    struct extent_list *list;
    uint8_t block[BLOCK];
};

static uint32_t number_at(const struct look *look, size_t offset)
{
    le32 number;

    memcpy(&number, look->block + offset, sizeof(number));
    return le32_get(number);
}

static enum status read_block(struct look *look, uint32_t block)
{
    return byte_source_read_exact(look->disc->source, (uint64_t)block * BLOCK, look->block, BLOCK);
}

static bool is_there(const struct look *look, uint32_t start, uint32_t blocks)
{
    return blocks > 0 && start <= look->disc->last_block &&
           blocks - 1 <= look->disc->last_block - start;
}

static void add(struct look *look, uint32_t start, uint32_t blocks, const char *what)
{
    if (is_there(look, start, blocks))
        extent_list_add(look->list, start, blocks, what);
}

static uint32_t blocks_of(uint32_t bytes)
{
    return bytes / BLOCK + (bytes % BLOCK != 0);
}

/* ECMA-119 8.4: both path tables, and the record of the root directory at byte 157. */
static void add_hierarchy(struct look *look, const char *kind)
{
    const uint32_t table = blocks_of(number_at(look, 132));
    be32 big_endian;
    char what[64];

    memcpy(&big_endian, look->block + 148, sizeof(big_endian));
    snprintf(what, sizeof(what), "%s path table, little-endian", kind);
    add(look, number_at(look, 140), table, what);
    snprintf(what, sizeof(what), "%s path table, big-endian", kind);
    add(look, be32_get(big_endian), table, what);
    snprintf(what, sizeof(what), "%s root directory", kind);
    add(look, number_at(look, 158), blocks_of(number_at(look, 166)), what);
}

/* El Torito 2.0: a bootable entry begins with 88h; section headers lie between entries. */
static enum status add_boot_catalog(struct look *look, uint32_t catalog)
{
    enum status status;

    if (!is_there(look, catalog, 1))
        return STATUS_OK;
    add(look, catalog, 1, "boot catalog");
    status = read_block(look, catalog);
    for (unsigned entry = 32; status == STATUS_OK && entry < BLOCK; entry += 32) {
        const uint32_t sectors = look->block[entry + 6] | (uint32_t)look->block[entry + 7] << 8;

        if (look->block[entry] == 0x88)
            add(look, number_at(look, entry + 8), sectors / 4 + (sectors % 4 != 0),
                "boot image, as far as it is loaded");
    }
    return status;
}

static const char *descriptor_name(const uint8_t *block)
{
    static const struct {
        const char id[6];
        const char *name;
    } extended[] = {
        { "BEA01", "UDF beginning of extended area" },
        { "NSR02", "UDF NSR02 descriptor" },
        { "NSR03", "UDF NSR03 descriptor" },
        { "TEA01", "UDF end of extended area" },
        { "BOOT2", "UDF boot descriptor" },
        { "CDW02", "CD-WO descriptor" },
    };

    for (size_t i = 0; i < sizeof(extended) / sizeof(extended[0]); i++) {
        if (memcmp(block + 1, extended[i].id, 5) == 0)
            return extended[i].name;
    }
    if (memcmp(block + 1, "CD001", 5) != 0)
        return NULL;
    switch (block[0]) {
    case 0:
        return "boot record";
    case 1:
        return "ISO 9660 primary volume descriptor";
    case 2:
        return "supplementary volume descriptor";
    case 0xFF:
        return "volume descriptor set terminator";
    default:
        return "volume descriptor of another kind";
    }
}

static enum status add_descriptor(struct look *look)
{
    if (memcmp(look->block + 1, "CD001", 5) != 0)
        return STATUS_OK;
    if (look->block[0] == 0 && memcmp(look->block + 7, "EL TORITO", 9) == 0)
        return add_boot_catalog(look, number_at(look, 71));
    if (look->block[0] == 1)
        add_hierarchy(look, "ISO 9660");
    else if (look->block[0] == 2)
        add_hierarchy(look, "Joliet");
    return STATUS_OK;
}

static enum status add_descriptors(struct look *look)
{
    const uint32_t first = look->disc->session_start + 16;
    enum status status = STATUS_OK;

    add(look, look->disc->session_start, 16, "system area");
    for (uint32_t i = 0; i < DESCRIPTORS_MAXIMUM && is_there(look, first + i, 1); i++) {
        const char *name;

        status = read_block(look, first + i);
        name = status == STATUS_OK ? descriptor_name(look->block) : NULL;
        if (name == NULL)
            break;
        add(look, first + i, 1, name);
        status = add_descriptor(look);
        if (status != STATUS_OK)
            break;
    }
    return status;
}

/* ECMA-167 3/10.2: tag 2 at byte 0, then the extents of both sequences. */
static enum status add_anchor(struct look *look, uint32_t block)
{
    enum status status;

    if (!is_there(look, block, 1))
        return STATUS_OK;
    status = read_block(look, block);
    if (status != STATUS_OK || look->block[0] != TAG_ANCHOR || look->block[1] != 0 ||
        number_at(look, 12) != block)
        return status;
    add(look, block, 1, "UDF anchor");
    add(look, number_at(look, 20), blocks_of(number_at(look, 16)),
        "UDF main volume descriptor sequence");
    add(look, number_at(look, 28), blocks_of(number_at(look, 24)),
        "UDF reserve volume descriptor sequence");
    return STATUS_OK;
}

enum status volume_structures_add(const struct fsimage_disc *disc, struct extent_list *list)
{
    struct look look = { .disc = disc, .list = list };
    enum status status = add_descriptors(&look);

    if (status == STATUS_OK)
        status = add_anchor(&look, disc->session_start + ANCHOR_BLOCK);
    if (status == STATUS_OK)
        status = add_anchor(&look, disc->last_block);
    return status;
}
