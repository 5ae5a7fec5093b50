/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes a seed for fuzzing readers of discs: pack_disc IMAGE FIRST COUNT ... >SEED keeps the blocks
 * named, without the zeros at the end of each, of a disc of as many blocks (support/sparse_disc.h).
 */
#include "support/sparse_disc.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK_SIZE 2048u

static void put_number(uint32_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        putchar((int)(value >> (8 * i) & 0xFF));
}

static int pack_block(FILE *image, uint32_t block)
{
    uint8_t bytes[BLOCK_SIZE];
    size_t length = BLOCK_SIZE;

    if (fseek(image, (long)block * (long)BLOCK_SIZE, SEEK_SET) != 0 ||
        fread(bytes, 1, BLOCK_SIZE, image) != BLOCK_SIZE)
        return 1;
    while (length > 0 && bytes[length - 1] == 0)
        length--;
    if (length == 0)
        return 0;
    put_number(block * BLOCK_SIZE, 4);
    put_number((uint32_t)length, 2);
    return fwrite(bytes, 1, length, stdout) != length;
}

int main(int argc, char **argv)
{
    FILE *image = argc >= 4 ? fopen(argv[1], "rb") : NULL;
    int failed = image == NULL || fseek(image, 0, SEEK_END) != 0;

    if (!failed)
        put_number((uint32_t)(ftell(image) / (long)BLOCK_SIZE) - 1, SPARSE_DISC_HEADER_SIZE);
    for (int i = 2; i + 1 < argc && !failed; i += 2) {
        const uint32_t first = (uint32_t)strtoul(argv[i], NULL, 10);
        const uint32_t count = (uint32_t)strtoul(argv[i + 1], NULL, 10);

        for (uint32_t block = first; block < first + count && !failed; block++)
            failed = pack_block(image, block);
    }
    if (failed)
        fputs("usage: pack_disc IMAGE FIRST COUNT [FIRST COUNT ...] >SEED\n", stderr);
    if (image != NULL)
        fclose(image);
    return failed;
}
