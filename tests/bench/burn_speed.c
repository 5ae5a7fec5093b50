/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns an image with the virtual recorder, which sets no pace of its own, and copies the same
 * bytes through the same reader to a file. Prints the times of both, and how many commands each
 * phase took.
 *
 *   burn_speed FOLDER MEBIBYTES
 */
#include "burn/data.h"
#include "mmc/opcodes.h"
#include "platform/file.h"
#include "virtualdrive/virtual_drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECTOR      BURN_DATA_SECTOR_BYTES
#define MEBIBYTE    (1024u * 1024)
#define BLOCK_BYTES 65536
#define PATH_UNITS  1024
#define ACTIONS     (BURN_DATA_ACTION_VERIFYING + 1)
#define RUNS        3

/* The bytes of the image, made as they are read. */
struct source {
    uint64_t position;
    uint64_t size;
    uint8_t pattern[BLOCK_BYTES];
};

struct bench {
    struct scsi_transport transport;
    struct virtual_drive *virtual_drive;
    enum burn_data_action action;
    unsigned commands[ACTIONS];
    unsigned by_opcode[256];
};

static const char *const action_names[ACTIONS] = {
    "validating", "formatting", "initializing", "calibrating",
    "writing",    "finalizing", "completed",    "verifying",
};

static uint64_t now_ms(void *context)
{
    struct timespec time;

    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static double now_s(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void sleep_ms(void *context, uint32_t ms)
{
    const struct timespec time = { ms / 1000, (long)(ms % 1000) * 1000000 };

    (void)context;
    nanosleep(&time, NULL);
}

static void check(enum status status, const char *what)
{
    if (status == STATUS_OK)
        return;
    fprintf(stderr, "burn_speed: %s: %s\n", what, status_name(status));
    exit(1);
}

static enum status source_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct source *source = context;
    const uint64_t left = source->size - source->position;
    const size_t offset = (size_t)(source->position % BLOCK_BYTES);
    size_t part = BLOCK_BYTES - offset;

    if (part > size)
        part = size;
    if (part > left)
        part = (size_t)left;
    memcpy(buffer, source->pattern + offset, part);
    source->position += part;
    *read = part;
    return STATUS_OK;
}

static enum status source_seek(void *context, uint64_t offset)
{
    ((struct source *)context)->position = offset;
    return STATUS_OK;
}

/* The path of a file that does not exist, neither does what a disc keeps beside it. */
static void path_of(const char *folder, const char *name, char16 *path)
{
    char text[PATH_UNITS];

    snprintf(text, sizeof(text), "%s/%s.disc", folder, name);
    remove(text);
    snprintf(text, sizeof(text), "%s/%s", folder, name);
    remove(text);
    for (size_t i = 0; i < sizeof(text); i++)
        path[i] = (unsigned char)text[i];
}

/* What every program that only copies has to do. */
static double copy(const char *folder, struct source *source)
{
    static uint8_t block[BLOCK_BYTES];
    char16 path[PATH_UNITS];
    struct platform_file *file;
    double start;

    path_of(folder, "copy.iso", path);
    start = now_s();
    check(platform_file_open(path, PLATFORM_FILE_CREATE, &file), "copy.iso");
    source->position = 0;
    for (uint64_t done = 0; done < source->size;) {
        size_t read;

        check(source_read(source, block, sizeof(block), &read), "reading");
        check(platform_file_write_at(file, done, block, read), "writing");
        done += read;
    }
    check(platform_file_flush(file), "flushing");
    platform_file_close(file);
    return now_s() - start;
}

static void bench_execute(struct scsi_transport *transport, const struct scsi_command *command,
                          void *data, uint32_t size, struct scsi_result *result)
{
    struct bench *bench = (struct bench *)transport;

    bench->commands[bench->action]++;
    bench->by_opcode[command->cdb[0]]++;
    virtual_drive_execute(bench->virtual_drive, command->cdb, command->cdb_size, command->direction,
                          data, size, result);
}

static void bench_close(struct scsi_transport *transport)
{
    (void)transport;
}

static void on_report(void *context, const struct burn_data_progress *progress)
{
    ((struct bench *)context)->action = progress->action;
}

static double burn(const char *folder, enum disc_medium medium, struct source *source,
                   struct bench *bench)
{
    static const struct scsi_transport_ops ops = { bench_execute, bench_close };
    const struct virtual_drive_settings settings = { .vendor_id = "BENCH", .now_ms = now_ms };
    const struct burn_data_options options = { .speed = { MMC_WRITE_SPEED_FASTEST, false } };
    const struct burn_data_observer observer = { .report = on_report, .context = bench };
    const struct burn_data_source data = { .reader = { source_read, source_seek, source },
                                           .size_bytes = source->size };
    const struct mmc_clock clock = { now_ms, sleep_ms, NULL };
    struct burn_data_result result;
    struct mmc_drive drive;
    char16 path[PATH_UNITS];
    double start;

    memset(bench, 0, sizeof(*bench));
    bench->transport = (struct scsi_transport){ &ops, BLOCK_BYTES };
    check(virtual_drive_create(&settings, &bench->virtual_drive), "virtual recorder");
    path_of(folder, "disc.iso", path);
    check(virtual_drive_set_disc(bench->virtual_drive, path, medium), "disc.iso");
    mmc_drive_init(&drive, &bench->transport, clock);
    start = now_s();
    check(burn_data_write(&drive, &options, &data, &observer, NULL, &result),
          mmc_opcode_name(drive.failure.opcode));
    virtual_drive_destroy(bench->virtual_drive);
    return now_s() - start;
}

static void print_commands(const struct bench *bench, uint64_t mebibytes)
{
    unsigned total = 0;

    for (unsigned i = 0; i < ACTIONS; i++)
        total += bench->commands[i];
    printf("  %.2f commands per MiB\n", (double)total / (double)mebibytes);
    for (unsigned i = 0; i < ACTIONS; i++) {
        if (bench->commands[i] > 0)
            printf("  %-12s %u\n", action_names[i], bench->commands[i]);
    }
    for (unsigned i = 0; i < 256; i++) {
        if (bench->by_opcode[i] > 0)
            printf("    %-32s %u\n", mmc_opcode_name((uint8_t)i), bench->by_opcode[i]);
    }
}

int main(int count, char **arguments)
{
    static struct source source;
    static const enum disc_medium media[] = { DISC_MEDIUM_DVD_PLUS_R, DISC_MEDIUM_BD_R };
    uint64_t mebibytes;

    if (count != 3 || (mebibytes = strtoull(arguments[2], NULL, 10)) == 0) {
        fprintf(stderr, "usage: burn_speed FOLDER MEBIBYTES\n");
        return 2;
    }
    source.size = mebibytes * MEBIBYTE;
    for (size_t i = 0; i < sizeof(source.pattern); i++)
        source.pattern[i] = (uint8_t)(i * 2654435761u >> 24);
    for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++) {
        struct bench bench;
        double copied = 1e9;
        double burned = 1e9;

        /* The best of a few: what else the machine does only adds. */
        for (unsigned run = 0; run < RUNS; run++) {
            const double c = copy(arguments[1], &source);
            const double b = burn(arguments[1], media[i], &source, &bench);

            copied = c < copied ? c : copied;
            burned = b < burned ? b : burned;
        }
        printf("%s, %llu MiB: copy %.3f s, burn %.3f s, ratio %.2f\n", disc_medium_name(media[i]),
               (unsigned long long)mebibytes, copied, burned, burned / copied);
        print_commands(&bench, mebibytes);
    }
    return 0;
}
