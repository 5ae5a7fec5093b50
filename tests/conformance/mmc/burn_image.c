/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Burns an image with the write engine and the recipes of imapi2.dll on a drive of Linux, so that
 * strangers can judge the disc; nothing is closed that need not be.
 *
 *   burn_image DEVICE IMAGE
 */
#include "burn/data.h"
#include "support/machine_clock.h"
#include "support/sg_bridge/sg_transport.h"

#include <stdio.h>

static enum status read_file(void *context, void *buffer, size_t size, size_t *read)
{
    *read = fread(buffer, 1, size, context);
    return ferror((FILE *)context) ? STATUS_FOREIGN : STATUS_OK;
}

static enum status seek_file(void *context, uint64_t offset)
{
    return fseek(context, (long)offset, SEEK_SET) == 0 ? STATUS_OK : STATUS_FOREIGN;
}

static int burn(struct scsi_transport *transport, FILE *file)
{
    /* Strangers write no post-gap of their own. */
    const struct burn_data_options options = { .is_postgap_in_image = true,
                                               .is_dvd_compatibility_disabled = true,
                                               .is_overwrite_forced = true,
                                               .verification = BURN_VERIFICATION_FULL,
                                               .speed = { MMC_WRITE_SPEED_FASTEST, false } };
    struct burn_data_source source = { .reader = { read_file, seek_file, file } };
    struct burn_data_result result;
    struct mmc_drive drive;
    enum status status;

    if (fseek(file, 0, SEEK_END) != 0)
        return 1;
    source.size_bytes = (uint64_t)ftell(file);
    rewind(file);
    mmc_drive_init(&drive, transport, machine_clock());
    status = burn_data_write(&drive, &options, &source, NULL, NULL, &result);
    if (status == STATUS_OK)
        return 0;
    fprintf(stderr, "burn_image: %s, failure %d, action %d, last sense %06x\n", status_name(status),
            (int)result.failure, (int)result.action, (unsigned)result.device.result.sense.code);
    return 1;
}

int main(int count, char **arguments)
{
    struct scsi_transport *transport = count == 3 ? sg_transport_open(arguments[1]) : NULL;
    FILE *file = count == 3 ? fopen(arguments[2], "rb") : NULL;
    int code = 2;

    if (transport != NULL && file != NULL)
        code = burn(transport, file);
    else
        fprintf(stderr, "usage: burn_image DEVICE IMAGE\n");
    if (file != NULL)
        fclose(file);
    scsi_transport_close(transport);
    return code;
}
