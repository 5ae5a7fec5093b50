/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Runs a fuzz target without libFuzzer: the files named on the command line, and every beginning of
 * each of them, in buffers of exactly their size.
 */
#include "support/fuzz_target.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define CHUNK_SIZE 4096

/* To be freed; false for a file that cannot be read or without memory. */
static bool read_all(FILE *file, uint8_t **bytes, size_t *size)
{
    uint8_t *grown;

    *bytes = NULL;
    *size = 0;
    do {
        grown = realloc(*bytes, *size + CHUNK_SIZE);
        if (grown == NULL)
            return false;
        *bytes = grown;
        *size += fread(*bytes + *size, 1, CHUNK_SIZE, file);
    } while (!feof(file) && !ferror(file));
    return !ferror(file);
}

/* A buffer of its own, so that a read past its end is a finding. */
static bool run_exactly(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);

    if (copy == NULL)
        return false;
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    return true;
}

static bool run_beginnings(const uint8_t *bytes, size_t size)
{
    for (size_t length = 0; length <= size; length++) {
        if (!run_exactly(bytes, length))
            return false;
    }
    return true;
}

static bool run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes;
    size_t size;
    bool is_done;

    if (file == NULL) {
        fprintf(stderr, "%s: cannot be opened\n", path);
        return false;
    }
    is_done = read_all(file, &bytes, &size) && run_beginnings(bytes, size);
    free(bytes);
    fclose(file);
    return is_done;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("no corpus: name the files to run\n", stderr);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        if (!run_file(argv[i]))
            return 1;
    }
    printf("%d files, and every beginning of them\n", argc - 1);
    return 0;
}
