/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc of several sessions for readers that know of one (ECMA-119 6.7.1, ECMA-167 2/8, 3/8.4). */
#include "support/judges/show_session.h"

#include "base/utf16.h"
#include "platform/file.h"

#include <stdbool.h>
#include <string.h>

enum {
    BLOCK_BYTES = 2048,
    PATH_UNITS = 4096,
    FIRST_DESCRIPTOR = 16,
    ANCHOR_BLOCK = 256,
    ANCHOR_IDENTIFIER = 2, /* of its tag */
    TAG_BYTES = 16,
    TAG_CHECKSUM = 4, /* bytes of a tag */
    TAG_LOCATION = 12,
};

static bool is_descriptor(const uint8_t block[BLOCK_BYTES])
{
    static const char *const identifiers[] = { "CD001", "BEA01", "NSR02", "NSR03", "TEA01" };

    for (size_t i = 0; i < sizeof(identifiers) / sizeof(identifiers[0]); i++) {
        if (memcmp(block + 1, identifiers[i], 5) == 0)
            return true;
    }
    return false;
}

static bool is_anchor(const uint8_t block[BLOCK_BYTES])
{
    return block[0] == ANCHOR_IDENTIFIER && block[1] == 0;
}

/* ECMA-167 3/7.2: the location and the checksum of the tag are all that tells where it lies. */
static void move_anchor(uint8_t block[BLOCK_BYTES])
{
    uint8_t sum = 0;

    block[TAG_LOCATION] = ANCHOR_BLOCK & 0xFF;
    block[TAG_LOCATION + 1] = ANCHOR_BLOCK >> 8;
    block[TAG_LOCATION + 2] = block[TAG_LOCATION + 3] = 0;
    block[TAG_CHECKSUM] = 0;
    for (size_t i = 0; i < TAG_BYTES; i++)
        sum = (uint8_t)(sum + block[i]);
    block[TAG_CHECKSUM] = sum;
}

static enum status read_block(struct platform_file *disc, uint32_t number,
                              uint8_t block[BLOCK_BYTES])
{
    size_t read;
    const enum status status =
        platform_file_read_at(disc, (uint64_t)number * BLOCK_BYTES, block, BLOCK_BYTES, &read);

    return status == STATUS_OK && read != BLOCK_BYTES ? STATUS_CORRUPT : status;
}

static enum status write_block(struct platform_file *disc, uint32_t number,
                               const uint8_t block[BLOCK_BYTES])
{
    return platform_file_write_at(disc, (uint64_t)number * BLOCK_BYTES, block, BLOCK_BYTES);
}

static enum status show(struct platform_file *disc, uint32_t start)
{
    uint8_t block[BLOCK_BYTES];
    uint32_t number = FIRST_DESCRIPTOR;
    enum status status = read_block(disc, start + number, block);

    while (status == STATUS_OK && is_descriptor(block)) {
        status = write_block(disc, number++, block);
        if (status == STATUS_OK)
            status = read_block(disc, start + number, block);
    }
    if (status == STATUS_OK && number == FIRST_DESCRIPTOR)
        status = STATUS_CORRUPT;
    if (status == STATUS_OK)
        status = read_block(disc, start + ANCHOR_BLOCK, block);
    if (status != STATUS_OK || !is_anchor(block))
        return status;
    move_anchor(block);
    return write_block(disc, ANCHOR_BLOCK, block);
}

enum status show_session(const char *path, uint32_t start)
{
    struct platform_file *disc;
    char16 native[PATH_UNITS];
    size_t length;
    enum status status = utf16_from_utf8(path, strlen(path), native, PATH_UNITS - 1, &length);

    if (status != STATUS_OK)
        return status;
    native[length] = 0;
    status = platform_file_open(native, PLATFORM_FILE_WRITE, &disc);
    if (status != STATUS_OK)
        return status;
    status = show(disc, start);
    platform_file_close(disc);
    return status;
}
