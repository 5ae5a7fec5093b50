/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc in few bytes. */
#include "support/sparse_disc.h"

#include <string.h>

static uint32_t number_at(const uint8_t *bytes, size_t size)
{
    uint32_t value = 0;

    for (size_t i = size; i > 0; i--)
        value = value << 8 | bytes[i - 1];
    return value;
}

bool sparse_disc_next_piece(const uint8_t *bytes, size_t size, size_t *at,
                            struct sparse_piece *piece)
{
    size_t length;

    if (*at > size || size - *at < SPARSE_DISC_PIECE_SIZE)
        return false;
    length = number_at(bytes + *at + 4, 2);
    piece->offset = number_at(bytes + *at, 4);
    piece->at = *at + SPARSE_DISC_PIECE_SIZE;
    piece->length = length < size - piece->at ? length : size - piece->at;
    *at = piece->at + piece->length;
    return true;
}

static void overlay(const struct sparse_piece *piece, const uint8_t *bytes, uint64_t offset,
                    uint8_t *out, size_t size)
{
    const uint64_t end = offset + size;
    const uint64_t piece_end = (uint64_t)piece->offset + piece->length;
    const uint64_t first = piece->offset > offset ? piece->offset : offset;
    const uint64_t last = piece_end < end ? piece_end : end;

    if (first < last)
        memcpy(out + (first - offset), bytes + piece->at + (first - piece->offset),
               (size_t)(last - first));
}

static enum status read_at(struct byte_source *source, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    const struct sparse_disc *disc = (const struct sparse_disc *)source;
    struct sparse_piece piece;
    size_t at = SPARSE_DISC_HEADER_SIZE;

    memset(buffer, 0, size);
    while (sparse_disc_next_piece(disc->bytes, disc->size, &at, &piece))
        overlay(&piece, disc->bytes, offset, buffer, size);
    *read = size;
    return STATUS_OK;
}

static void destroy(struct byte_source *source)
{
    (void)source;
}

void sparse_disc_init(struct sparse_disc *disc, const uint8_t *bytes, size_t size)
{
    static const struct byte_source_ops ops = { .read_at = read_at, .destroy = destroy };
    uint32_t blocks = 1;

    if (size >= SPARSE_DISC_HEADER_SIZE)
        blocks = number_at(bytes, SPARSE_DISC_HEADER_SIZE) % SPARSE_DISC_BLOCKS_MAXIMUM + 1;
    byte_source_init(&disc->base, &ops, (uint64_t)blocks * 2048);
    disc->bytes = bytes;
    disc->size = size;
}
