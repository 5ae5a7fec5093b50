/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns a raw image of the album of raw_judges.sh on a blank CD-R of the virtual recorder: an image
 * made by discimage/raw_image.h, recorded by burn/raw_disc.h.
 *
 *   burn_raw_image pq|cooked|raw|data FOLDER
 *
 * FOLDER holds track1.raw, track2.raw and track3.raw, or data, a track of mode 1; the disc becomes
 * disc.iso in it.
 */
#include "base/memory.h"
#include "burn/raw_disc.h"
#include "cd/text.h"
#include "discimage/raw_image_source.h"
#include "stream/memory_source.h"
#include "support/machine_clock.h"
#include "virtualdrive/virtual_drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRACKS          3
#define PATH_UNITS      1024
#define LEAD_IN_SECTORS (RAW_IMAGE_PROGRAM_START - RAW_IMAGE_START)

struct image_reader {
    struct byte_source *source;
    uint64_t position;
};

struct bridge {
    struct scsi_transport transport;
    struct virtual_drive *virtual_drive;
};

static const char *const titles[] = { "The Album", "First", "Second", "Third" };
static const char *const performers[] = { "The Band", "One", "Two", "Three" };

static void check(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "burn_raw_image: %s failed\n", what);
        exit(1);
    }
}

static size_t widen(const char *text, char16 *units)
{
    const size_t length = strlen(text);

    check(length < PATH_UNITS, "path");
    for (size_t i = 0; i <= length; i++)
        units[i] = (unsigned char)text[i];
    return length;
}

static struct byte_source *load(const char *folder, const char *name)
{
    char path[PATH_UNITS];
    struct byte_source *source;
    uint8_t *bytes;
    FILE *file;
    long size;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "rb");
    check(file != NULL && fseek(file, 0, SEEK_END) == 0, path);
    size = ftell(file);
    rewind(file);
    bytes = memory_allocate((size_t)size, 1);
    check(bytes != NULL && fread(bytes, 1, (size_t)size, file) == (size_t)size, path);
    fclose(file);
    check(memory_source_create(bytes, (size_t)size, &source) == STATUS_OK, path);
    memory_free(bytes);
    return source;
}

/* CD-Text as long as the lead-in is, and nothing in the rest of the image. */
static struct byte_source *create_text(const struct raw_image *image)
{
    const struct cd_text_block block = { .language = CD_TEXT_LANGUAGE_ENGLISH,
                                         .first_track = 1,
                                         .last_track = TRACKS,
                                         .texts = { titles, performers } };
    const size_t size = (size_t)raw_image_sectors(image) * CD_SUBCODE_BYTES;
    uint8_t *rw = memory_allocate(size, 1);
    struct byte_source *source;
    struct cd_text_packs packs;

    check(rw != NULL && cd_text_encode(&block, 1, &packs) == STATUS_OK, "CD-Text");
    for (size_t i = 0; i < LEAD_IN_SECTORS; i++) {
        struct cd_text_pack four[CD_TEXT_PACKS_PER_SECTOR];

        for (size_t k = 0; k < CD_TEXT_PACKS_PER_SECTOR; k++)
            four[k] = packs.packs[(CD_TEXT_PACKS_PER_SECTOR * i + k) % packs.count];
        cd_text_to_subcode(four, rw + CD_SUBCODE_BYTES * i);
    }
    check(memory_source_create(rw, size, &source) == STATUS_OK, "memory");
    memory_free(rw);
    cd_text_packs_release(&packs);
    return source;
}

static void set_properties(struct raw_image *image)
{
    char16 text[PATH_UNITS];
    bool ok = true;

    ok &= raw_image_set_catalog(image, text, widen("0123456789012", text)) == RAW_IMAGE_OK;
    ok &= raw_image_set_isrc(image, 0, text, widen("USABC1234567", text)) == RAW_IMAGE_OK;
    ok &= raw_image_set_isrc(image, 1, text, widen("USABC1234568", text)) == RAW_IMAGE_OK;
    ok &= raw_image_set_copy(image, 1, RAW_IMAGE_COPY_PROHIBITED) == RAW_IMAGE_OK;
    ok &= raw_image_set_copy(image, 2, RAW_IMAGE_COPY_PROHIBITED) == RAW_IMAGE_OK;
    ok &= raw_image_set_preemphasis(image, 2, true) == RAW_IMAGE_OK;
    ok &= raw_image_add_index(image, 0, 160) == RAW_IMAGE_OK;
    ok &= raw_image_add_index(image, 2, 55) == RAW_IMAGE_OK;
    ok &= raw_image_add_index(image, 2, 205) == RAW_IMAGE_OK;
    check(ok, "properties");
}

static struct byte_source *create_data_image(const char *folder)
{
    struct raw_image *image = raw_image_create();
    struct byte_source *data = load(folder, "data");
    struct byte_source *source;

    check(image != NULL && raw_image_set_form(image, RAW_IMAGE_RAW) == RAW_IMAGE_OK, "image");
    check(raw_image_add_track(image, CD_SECTOR_MODE_1, false, data) == RAW_IMAGE_OK, "data");
    check(raw_image_source_create(image, &source) == RAW_IMAGE_OK, "image");
    byte_source_drop(&data);
    raw_image_destroy(image);
    return source;
}

static struct byte_source *create_album_image(const char *folder, enum raw_image_form form)
{
    static const char *const files[TRACKS] = { "track1.raw", "track2.raw", "track3.raw" };
    struct raw_image *image = raw_image_create();
    struct byte_source *source;

    check(image != NULL && raw_image_set_form(image, form) == RAW_IMAGE_OK, "image");
    for (int i = 0; i < TRACKS; i++) {
        source = load(folder, files[i]);
        check(raw_image_add_track(image, CD_SECTOR_AUDIO, false, source) == RAW_IMAGE_OK, files[i]);
        byte_source_drop(&source);
    }
    set_properties(image);
    if (form != RAW_IMAGE_PQ) {
        source = create_text(image);
        check(raw_image_set_rw(image, source) == RAW_IMAGE_OK, "sub-channels");
        byte_source_drop(&source);
    }
    check(raw_image_source_create(image, &source) == RAW_IMAGE_OK, "image");
    raw_image_destroy(image);
    return source;
}

static enum status image_read(void *context, void *buffer, size_t size, size_t *read)
{
    struct image_reader *reader = context;
    const enum status status =
        byte_source_read_at(reader->source, reader->position, buffer, size, read);

    reader->position += *read;
    return status;
}

static enum status image_seek(void *context, uint64_t offset)
{
    ((struct image_reader *)context)->position = offset;
    return STATUS_OK;
}

static void execute(struct scsi_transport *transport, const struct scsi_command *command,
                    void *data, uint32_t size, struct scsi_result *result)
{
    virtual_drive_execute(((struct bridge *)transport)->virtual_drive, command->cdb,
                          command->cdb_size, command->direction, data, size, result);
}

static void close_bridge(struct scsi_transport *transport)
{
    (void)transport;
}

static void burn(struct mmc_drive *drive, struct byte_source *image, enum burn_raw_sector sector)
{
    const struct burn_raw_options options = { .common.speed = { MMC_WRITE_SPEED_FASTEST, false },
                                              .sector = sector,
                                              .image_start = RAW_IMAGE_START };
    struct image_reader reader = { .source = image };
    const struct burn_cd_source source = { .reader = { image_read, image_seek, &reader },
                                           .size_bytes = byte_source_size(image) };
    struct burn_cd_result result;
    struct burn_raw_disc disc;

    check(burn_raw_disc_prepare(drive, &options.common, &disc, &result) == STATUS_OK, "preparing");
    check(burn_raw_disc_write(drive, &disc, &options, &source, NULL, NULL, &result) == STATUS_OK,
          "writing");
    burn_raw_disc_release(drive);
}

static enum raw_image_form form_of(const char *word)
{
    static const char *const words[] = { "pq", "cooked", "raw" };
    unsigned form = 0;

    while (form < 3 && strcmp(words[form], word) != 0)
        form++;
    check(form < 3, "pq, cooked, raw or data");
    return (enum raw_image_form)form;
}

int main(int count, char **arguments)
{
    static const struct scsi_transport_ops ops = { execute, close_bridge };
    const struct virtual_drive_settings settings = { .vendor_id = "JUDGE",
                                                     .now_ms = machine_clock_now_ms };
    struct bridge bridge = { .transport = { &ops, 65536 } };
    char path[PATH_UNITS];
    char16 units[PATH_UNITS];
    struct byte_source *image;
    struct mmc_drive drive;
    enum raw_image_form form;
    bool is_data;

    check(count == 3, "usage: burn_raw_image pq|cooked|raw|data FOLDER:");
    is_data = strcmp(arguments[1], "data") == 0;
    form = is_data ? RAW_IMAGE_RAW : form_of(arguments[1]);
    image = is_data ? create_data_image(arguments[2]) : create_album_image(arguments[2], form);
    snprintf(path, sizeof(path), "%s/disc.iso", arguments[2]);
    widen(path, units);
    check(virtual_drive_create(&settings, &bridge.virtual_drive) == STATUS_OK, "recorder");
    check(virtual_drive_set_disc(bridge.virtual_drive, units, DISC_MEDIUM_CD_R) == STATUS_OK, path);
    mmc_drive_init(&drive, &bridge.transport, machine_clock());
    burn(&drive, image, (enum burn_raw_sector)form);
    virtual_drive_destroy(bridge.virtual_drive);
    byte_source_drop(&image);
    return 0;
}
