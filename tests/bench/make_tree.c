/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes a folder tree for the benchmarks: always the same one for the same arguments. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK_BYTES = 1 << 20
};

static unsigned char chunk[CHUNK_BYTES];

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void fail(const char *what)
{
    fprintf(stderr, "make_tree: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void make_file(const char *path, uint64_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

    if (file < 0)
        fail(path);
    while (size > 0) {
        size_t part = size < CHUNK_BYTES ? (size_t)size : CHUNK_BYTES;
        ssize_t written = write(file, chunk, part);

        if (written <= 0)
            fail(path);
        size -= (uint64_t)written;
    }
    close(file);
}

int main(int count, char **arguments)
{
    uint32_t state = 2463534242u;
    unsigned long folders;
    unsigned long files;
    uint64_t smallest;
    uint64_t largest;
    char path[64];

    if (count != 6) {
        fprintf(stderr, "usage: make_tree PATH FOLDERS FILES-PER-FOLDER SMALLEST LARGEST\n");
        return 2;
    }
    folders = strtoul(arguments[2], NULL, 10);
    files = strtoul(arguments[3], NULL, 10);
    smallest = strtoull(arguments[4], NULL, 10);
    largest = strtoull(arguments[5], NULL, 10);
    for (size_t i = 0; i < CHUNK_BYTES; i++)
        chunk[i] = (unsigned char)next_random(&state);
    if ((mkdir(arguments[1], 0755) != 0 && errno != EEXIST) || chdir(arguments[1]) != 0)
        fail(arguments[1]);
    for (unsigned long i = 0; i < folders; i++) {
        snprintf(path, sizeof(path), "folder %05lu", i);
        if (mkdir(path, 0755) != 0)
            fail(path);
        for (unsigned long j = 0; j < files; j++) {
            snprintf(path, sizeof(path), "folder %05lu/Document %06lu.dat", i, j);
            make_file(path, smallest + next_random(&state) % (largest - smallest + 1));
        }
    }
    return 0;
}
