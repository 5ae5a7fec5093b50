/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reads raw images of 80-minute discs, in pieces as a burn reads them, beside copying as many bytes
 * from memory; and encodes the sectors of a disc of data. Prints a table of CPU time; best of
 * three.
 *
 *   raw_image_speed
 */
#include "base/memory.h"
#include "cd/scramble.h"
#include "discimage/raw_image_source.h"
#include "stream/memory_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS        3
#define TRACKS      12
#define SECTORS     360000 /* of 80 minutes */
#define PIECE_BYTES 65536

/* What repeats in every track: a source in memory, so that reading it costs a copy. */
#define TRACK_SECTORS (SECTORS / TRACKS - 300)

struct bench {
    struct byte_source *user;
    struct raw_image *image;
    struct byte_source *result;
};

static void check(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "%s failed\n", what);
        exit(1);
    }
}

static double now_s(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct byte_source *create_user(uint32_t sector_bytes)
{
    const size_t size = (size_t)TRACK_SECTORS * sector_bytes;
    uint8_t *bytes = memory_allocate(size, 1);
    struct byte_source *source;

    check(bytes != NULL, "memory");
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 7 + i / 251);
    check(memory_source_create(bytes, size, &source) == STATUS_OK, "memory source");
    memory_free(bytes);
    return source;
}

static void bench_begin(struct bench *bench, enum cd_sector_kind kind)
{
    bench->user = create_user(raw_image_user_bytes(kind, false));
    bench->image = raw_image_create();
    check(bench->image != NULL, "memory");
    for (int i = 0; i < TRACKS; i++)
        check(raw_image_add_track(bench->image, kind, false, bench->user) == RAW_IMAGE_OK, "track");
    check(raw_image_source_create(bench->image, &bench->result) == RAW_IMAGE_OK, "image");
}

static void bench_end(struct bench *bench)
{
    byte_source_drop(&bench->result);
    raw_image_destroy(bench->image);
    byte_source_drop(&bench->user);
}

/* Seconds to read all of a source. */
static double read_all(struct byte_source *source, uint8_t *piece)
{
    const uint64_t size = byte_source_size(source);
    const double start = now_s();
    size_t read;

    for (uint64_t done = 0; done < size; done += read)
        check(byte_source_read_at(source, done, piece, PIECE_BYTES, &read) == STATUS_OK, "read");
    return now_s() - start;
}

/* Seconds to copy `size` bytes out of the source of a track. */
static double copy_all(struct byte_source *user, uint64_t size, uint8_t *piece)
{
    const uint64_t user_size = byte_source_size(user);
    const double start = now_s();
    size_t read;

    for (uint64_t done = 0; done < size; done += read)
        check(byte_source_read_at(user, done % user_size, piece, PIECE_BYTES, &read) == STATUS_OK,
              "copy");
    return now_s() - start;
}

static void print(const char *what, double best, uint64_t sectors, uint32_t sector_bytes)
{
    printf("%-34s %6.2f s %10.0f sectors/s %7.0f MB/s\n", what, best, (double)sectors / best,
           (double)sectors * sector_bytes / best / 1e6);
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

static void measure_image(const char *what, enum cd_sector_kind kind, uint8_t *piece)
{
    struct bench bench;
    double best = 1e9;
    double limit = 1e9;
    uint64_t sectors;
    uint32_t sector_bytes;

    bench_begin(&bench, kind);
    sectors = raw_image_sectors(bench.image);
    sector_bytes = raw_image_sector_bytes(bench.image);
    for (int i = 0; i < RUNS; i++) {
        limit = least(limit, copy_all(bench.user, sectors * sector_bytes, piece));
        best = least(best, read_all(bench.result, piece));
    }
    print("copying the same bytes", limit, sectors, sector_bytes);
    print(what, best, sectors, sector_bytes);
    bench_end(&bench);
}

/* Header, EDC, ECC and, when asked for, scrambling of all sectors. */
static double encode_all(uint8_t *sector, enum cd_sector_kind kind, bool scrambled)
{
    const double start = now_s();

    for (int32_t lba = 0; lba < SECTORS; lba++) {
        cd_sector_begin(sector, kind, lba);
        cd_sector_seal(sector, kind);
        if (scrambled)
            cd_scramble(sector);
    }
    return now_s() - start;
}

static void measure_encoding(const char *what, enum cd_sector_kind kind, bool scrambled)
{
    uint8_t sector[CD_SECTOR_BYTES];
    double best = 1e9;

    for (size_t i = 0; i < sizeof(sector); i++)
        sector[i] = (uint8_t)(i * 13);
    for (int i = 0; i < RUNS; i++)
        best = least(best, encode_all(sector, kind, scrambled));
    print(what, best, SECTORS, CD_SECTOR_BYTES);
}

int main(void)
{
    uint8_t *piece = memory_allocate(PIECE_BYTES, 1);

    check(piece != NULL, "memory");
    measure_image("raw image of audio", CD_SECTOR_AUDIO, piece);
    measure_image("raw image of mode 1", CD_SECTOR_MODE_1, piece);
    measure_encoding("EDC and ECC, mode 1", CD_SECTOR_MODE_1, false);
    measure_encoding("EDC and ECC, mode 2 form 1", CD_SECTOR_MODE_2_FORM_1, false);
    measure_encoding("EDC, mode 2 form 2", CD_SECTOR_MODE_2_FORM_2, false);
    measure_encoding("EDC, ECC and scrambling, mode 1", CD_SECTOR_MODE_1, true);
    memory_free(piece);
    return 0;
}
