/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns a folder, imaged as it is read, on a virtual BD-R whose drive is as fast as a real one, at
 * 16 times; tells how often the laser had nothing to write, and how near it came to that.
 *
 *   burn_folder FOLDER DISC
 */
#include "burn/data.h"
#include "fsimage/result.h"
#include "fsimage/tree.h"
#include "iso9660/writer.h"
#include "stream/byte_source.h"
#include "virtualdrive/virtual_drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATH_UNITS     1024
#define TRANSFER_BYTES 65536
#define BUFFER_BYTES   (4u << 20)

struct image {
    struct byte_source *source;
    uint64_t position;
};

struct bench {
    struct scsi_transport transport;
    struct virtual_drive *drive;
    uint64_t engine_total; /* sums over the reports while data are written */
    uint32_t engine_lowest;
    unsigned reports;
};

static uint64_t now_ms(void *context)
{
    struct timespec time;

    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
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
    fprintf(stderr, "burn_folder: %s: %s\n", what, status_name(status));
    exit(1);
}

static void widen(const char *text, char16 out[PATH_UNITS])
{
    size_t length;

    check(utf16_from_utf8(text, strlen(text), out, PATH_UNITS - 1, &length), text);
    out[length] = 0;
}

static enum status image_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct image *image = context;
    const enum status status =
        byte_source_read_at(image->source, image->position, buffer, size, read);

    image->position += *read;
    return status;
}

static enum status image_seek(void *context, uint64_t offset)
{
    ((struct image *)context)->position = offset;
    return STATUS_OK;
}

static struct fsimage_result *image_folder(struct fsimage_tree *tree, const char *folder)
{
    static const char16 volume[] = { 'B', 'E', 'N', 'C', 'H' };
    const struct fsimage_add_host_options adding = { .with_base = false };
    const struct fsimage_identity identity = { .volume_name = volume,
                                               .volume_name_length = 5,
                                               .volume_set_unique = "0123456789ABCDEF" };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    char16 path[PATH_UNITS];

    widen(folder, path);
    check(fsimage_tree_add_host(tree, FSIMAGE_ROOT, path, &adding, &problem), "adding");
    check(fsimage_result_create(tree, &identity, &result, &problem), "planning");
    return result;
}

static void bench_execute(struct scsi_transport *transport, const struct scsi_command *command,
                          void *data, uint32_t size, struct scsi_result *result)
{
    virtual_drive_execute(((struct bench *)transport)->drive, command->cdb, command->cdb_size,
                          command->direction, data, size, result);
}

static void bench_close(struct scsi_transport *transport)
{
    (void)transport;
}

static void on_report(void *context, const struct burn_data_progress *progress)
{
    struct bench *bench = context;

    /* Neither before the first block nor when all is read. */
    if (progress->action != BURN_DATA_ACTION_WRITING_DATA ||
        progress->engine.last_written_lba == progress->engine.start_lba ||
        progress->engine.last_read_lba + 1 ==
            progress->engine.start_lba + (int64_t)progress->engine.sector_count)
        return;
    bench->reports++;
    bench->engine_total += progress->engine.used_buffer_bytes;
    if (progress->engine.used_buffer_bytes < bench->engine_lowest)
        bench->engine_lowest = progress->engine.used_buffer_bytes;
}

static void burn(struct image *image, const char *disc)
{
    static const struct scsi_transport_ops ops = { bench_execute, bench_close };
    const struct virtual_drive_settings settings = {
        .vendor_id = "BENCH", .now_ms = now_ms, .sleep_ms = sleep_ms, .pace = { .is_real = true }
    };
    const struct burn_data_options options = { .speed = { MMC_WRITE_SPEED_FASTEST, false } };
    const struct burn_data_source data = { .reader = { image_read, image_seek, image },
                                           .size_bytes = byte_source_size(image->source) };
    struct bench bench = { { &ops, TRANSFER_BYTES }, NULL, 0, UINT32_MAX, 0 };
    const struct burn_data_observer observer = { .report = on_report, .context = &bench };
    const struct mmc_clock clock = { now_ms, sleep_ms, NULL };
    struct burn_data_result result;
    struct mmc_drive drive;
    char16 path[PATH_UNITS];
    uint64_t start;

    widen(disc, path);
    check(virtual_drive_create(&settings, &bench.drive), "virtual recorder");
    check(virtual_drive_set_disc(bench.drive, path, DISC_MEDIUM_BD_R), disc);
    mmc_drive_init(&drive, &bench.transport, clock);
    start = now_ms(NULL);
    check(burn_data_write(&drive, &options, &data, &observer, NULL, &result), "burning");
    printf("%.0f MB in %.1f s, the lowest buffer of the drive %.0f %%, %u underruns\n",
           (double)data.size_bytes / 1e6, (double)(now_ms(NULL) - start) / 1e3,
           100.0 * virtual_drive_lowest_fill(bench.drive) / BUFFER_BYTES,
           virtual_drive_underruns(bench.drive));
    if (bench.reports > 0)
        printf("buffer of the engine: lowest %.0f %%, on average %.0f %%, in %u reports\n",
               100.0 * bench.engine_lowest / BUFFER_BYTES,
               100.0 * (double)bench.engine_total / bench.reports / BUFFER_BYTES, bench.reports);
    virtual_drive_destroy(bench.drive);
}

int main(int count, char **arguments)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class };
    struct fsimage_result *result;
    struct fsimage_tree *tree;
    struct image image = { 0 };

    if (count != 3) {
        fprintf(stderr, "usage: burn_folder FOLDER DISC\n");
        return 2;
    }
    check(fsimage_tree_create(writers, 1, &tree), "tree");
    result = image_folder(tree, arguments[1]);
    check(fsimage_reader_create(result, &image.source), "reader");
    burn(&image, arguments[2]);
    byte_source_drop(&image.source);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
    return 0;
}
