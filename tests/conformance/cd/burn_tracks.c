/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Records audio tracks with the write engine and the recipe of imapi2.dll on a drive of Linux, and
 * closes the disc, so that strangers can judge it.
 *
 *   burn_tracks DEVICE SAMPLES...
 *
 * SAMPLES are files of sectors of audio, a track each.
 */
#include "burn/audio_disc.h"
#include "support/machine_clock.h"
#include "support/sg_bridge/sg_transport.h"

#include <stdio.h>

struct recording {
    struct mmc_drive drive;
    struct burn_audio_disc disc;
    struct burn_audio_options options;
    struct burn_cd_result result;
};

static enum status read_file(void *context, void *buffer, size_t size, size_t *read)
{
    *read = fread(buffer, 1, size, context);
    return ferror((FILE *)context) ? STATUS_FOREIGN : STATUS_OK;
}

static enum status seek_file(void *context, uint64_t offset)
{
    return fseek(context, (long)offset, SEEK_SET) == 0 ? STATUS_OK : STATUS_FOREIGN;
}

static enum status add_track(struct recording *recording, const char *path)
{
    FILE *file = fopen(path, "rb");
    struct burn_cd_source source = { .reader = { read_file, seek_file, file } };
    enum status status = STATUS_FOREIGN;

    if (file == NULL)
        return STATUS_FOREIGN;
    if (fseek(file, 0, SEEK_END) == 0) {
        source.size_bytes = (uint64_t)ftell(file);
        rewind(file);
        status = burn_audio_disc_add(&recording->drive, &recording->disc, &recording->options,
                                     &source, NULL, NULL, &recording->result);
    }
    fclose(file);
    return status;
}

static int fail(const struct recording *recording, const char *what, enum status status)
{
    fprintf(stderr, "burn_tracks: %s: %s, failure %d, last sense %06x\n", what, status_name(status),
            (int)recording->result.failure, (unsigned)recording->result.device.result.sense.code);
    return 1;
}

static int record(struct recording *recording, int count, char **paths)
{
    struct burn_cd_result closing;
    enum status status;
    int code = 0;

    status = burn_audio_disc_prepare(&recording->drive, &recording->disc, &recording->result);
    if (status != STATUS_OK)
        return fail(recording, "preparing", status);
    for (int i = 0; i < count && code == 0; i++) {
        status = add_track(recording, paths[i]);
        if (status != STATUS_OK)
            code = fail(recording, paths[i], status);
    }
    status = burn_audio_disc_release(&recording->drive, &recording->disc, &recording->options, NULL,
                                     &closing);
    if (status != STATUS_OK && code == 0)
        code = fail(recording, "closing", status);
    return code;
}

int main(int count, char **arguments)
{
    struct scsi_transport *transport = count > 2 ? sg_transport_open(arguments[1]) : NULL;
    struct recording recording = {
        .options = { .common.speed = { MMC_WRITE_SPEED_FASTEST, false }, .is_verified = true },
    };
    int code;

    if (transport == NULL) {
        fprintf(stderr, "usage: burn_tracks DEVICE SAMPLES...\n");
        return 2;
    }
    mmc_drive_init(&recording.drive, transport, machine_clock());
    code = record(&recording, count - 2, arguments + 2);
    scsi_transport_close(transport);
    return code;
}
