/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A fuzzer without libFuzzer: replays every file of the folder it is given, then as many inputs
 * made from a fixed seed, so that every build runs some that nobody thought of.
 */
#include "support/fuzz.h"

#include "base/memory.h"
#include "platform/file.h"

#include <stdio.h>
#include <string.h>

#define MADE_INPUTS  2000
#define MADE_MAXIMUM 512
#define PATH_MAXIMUM 1024

static unsigned replayed;

/* xorshift: the same inputs everywhere. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static enum status replay(void *context, const char16 *name, size_t name_length,
                          const struct platform_file_info *info)
{
    struct platform_file *file;
    enum status status;
    uint8_t *data;
    size_t read;

    (void)name_length;
    if (!info->is_regular)
        return STATUS_OK;
    data = memory_allocate((size_t)info->size + 1, 1);
    if (data == NULL)
        return STATUS_NO_MEMORY;
    status = platform_folder_open_file(context, name, &file);
    if (status == STATUS_OK)
        status = platform_file_read_at(file, 0, data, (size_t)info->size, &read);
    if (status == STATUS_OK) {
        LLVMFuzzerTestOneInput(data, read);
        replayed++;
    }
    platform_file_close(file);
    memory_free(data);
    return status;
}

static enum status replay_folder(const char *path)
{
    char16 wide[PATH_MAXIMUM] = { 0 };
    struct platform_folder *folder;
    size_t length;
    enum status status = utf16_from_utf8(path, strlen(path), wide, PATH_MAXIMUM - 1, &length);

    if (status == STATUS_OK)
        status = platform_folder_open(wide, &folder);
    if (status != STATUS_OK)
        return status;
    status = platform_folder_list(folder, replay, folder);
    platform_folder_close(folder);
    return status;
}

static void run_made_inputs(void)
{
    uint32_t state = 0x4F49414D;

    for (unsigned i = 0; i < MADE_INPUTS; i++) {
        uint8_t data[MADE_MAXIMUM];
        const size_t size = next_random(&state) % (MADE_MAXIMUM + 1);

        for (size_t at = 0; at < size; at++)
            data[at] = (uint8_t)next_random(&state);
        LLVMFuzzerTestOneInput(data, size);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 2;
    }
    if (replay_folder(argv[1]) != STATUS_OK || replayed == 0) {
        fprintf(stderr, "%s: the corpus cannot be read, or is empty\n", argv[1]);
        return 1;
    }
    run_made_inputs();
    printf("%u inputs replayed, %u made\n", replayed, MADE_INPUTS);
    return 0;
}
