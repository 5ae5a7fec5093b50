/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The limit that imaging is measured against: reads every file below a folder and writes it, padded
 * to whole sectors, to one output file. Does nothing else, so nothing can do the job for less.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SECTOR_BYTES = 2048,
    BUFFER_BYTES = 1 << 20,
};

static unsigned char buffer[BUFFER_BYTES];
static size_t used;
static int output;

static void fail(const char *what)
{
    fprintf(stderr, "limit_image: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void flush(void)
{
    size_t done = 0;

    while (done < used) {
        ssize_t written = write(output, buffer + done, used - done);

        if (written <= 0)
            fail("write");
        done += (size_t)written;
    }
    used = 0;
}

static void pad_to_sector(void)
{
    size_t padding = (SECTOR_BYTES - used % SECTOR_BYTES) % SECTOR_BYTES;

    memset(buffer + used, 0, padding);
    used += padding;
}

static void copy_file(int folder, const char *name)
{
    int file = openat(folder, name, O_RDONLY);
    ssize_t got;

    if (file < 0)
        fail(name);
    do {
        if (used == BUFFER_BYTES)
            flush();
        got = read(file, buffer + used, BUFFER_BYTES - used);
        if (got < 0)
            fail(name);
        used += (size_t)got;
    } while (got > 0);
    pad_to_sector();
    close(file);
}

static void copy_folder(int folder)
{
    DIR *listing = fdopendir(folder);
    struct dirent *entry;

    if (listing == NULL)
        fail("folder");
    while ((entry = readdir(listing)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (entry->d_type == DT_DIR) {
            int child = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY);

            if (child < 0)
                fail(entry->d_name);
            copy_folder(child);
        } else {
            copy_file(folder, entry->d_name);
        }
    }
    closedir(listing);
}

int main(int count, char **arguments)
{
    int folder;

    if (count != 3) {
        fprintf(stderr, "usage: limit_image FOLDER OUTPUT\n");
        return 2;
    }
    folder = open(arguments[1], O_RDONLY | O_DIRECTORY);
    if (folder < 0)
        fail(arguments[1]);
    output = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (output < 0)
        fail(arguments[2]);
    copy_folder(folder);
    flush();
    return 0;
}
