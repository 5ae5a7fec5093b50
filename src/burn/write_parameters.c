/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mode page 05h, Write Parameters (MMC-6 7.5). */
#include "burn/write_parameters.h"

#include <string.h>

#define AUDIO_PAUSE_BLOCKS 150

static struct mmc_mode_write_parameters_wire empty_page(void)
{
    return (struct mmc_mode_write_parameters_wire){
        .header = { .code = MMC_MODE_PAGE_WRITE_PARAMETERS,
                    .length = sizeof(struct mmc_mode_write_parameters_wire) -
                              sizeof(struct mmc_mode_page_header_wire) },
    };
}

/* Some drives give more than the standard's page; what follows is theirs. */
static enum status read_page(struct mmc_drive *drive, struct mmc_mode_page_data *page)
{
    const struct mmc_mode_write_parameters_wire empty = empty_page();
    const enum status status = mmc_mode_page_read(drive, MMC_MODE_PAGE_WRITE_PARAMETERS,
                                                  MMC_MODE_PAGE_CONTROL_CURRENT, page);

    if (status == STATUS_OK &&
        page->size >= offsetof(struct mmc_mode_write_parameters_wire, media_catalog_number))
        return STATUS_OK;
    if (status != STATUS_OK && status != STATUS_DEVICE && status != STATUS_INVALID_RESPONSE)
        return status;
    page->size = sizeof(empty);
    memcpy(page->bytes, &empty, sizeof(empty));
    return STATUS_OK;
}

static void fill(struct mmc_mode_write_parameters_wire *page,
                 const struct burn_write_parameters *parameters)
{
    const struct mmc_mode_page_header_wire header = page->header;

    /* Catalogue number and recording code of somebody's audio track would go on to this disc. */
    *page = (struct mmc_mode_write_parameters_wire){
        .header = header,
        .write_type = (uint8_t)parameters->type,
        .track_mode = parameters->track_mode,
        .data_block_type = (uint8_t)parameters->data_block_type,
        .link_size = parameters->link_size,
        .session_format = parameters->session_format,
        .packet_size = be32_of(parameters->link_size),
        .audio_pause_length = be16_of(AUDIO_PAUSE_BLOCKS),
    };
    if (parameters->is_buffer_protected)
        page->write_type |= MMC_MODE_WRITE_TYPE_BITS_BUFE;
    if (parameters->link_size != 0)
        page->write_type |= MMC_MODE_WRITE_TYPE_BITS_LS_V;
    if (parameters->is_multisession)
        page->track_mode |= MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN;
}

static enum status write_page(struct mmc_drive *drive, struct mmc_mode_page_data *data,
                              const struct burn_write_parameters *parameters)
{
    struct mmc_mode_write_parameters_wire page = { 0 };
    const size_t known = data->size < sizeof(page) ? data->size : sizeof(page);

    memcpy(&page, data->bytes, known);
    fill(&page, parameters);
    memcpy(data->bytes, &page, known);
    return mmc_mode_page_write(drive, data->bytes, data->size, false);
}

enum status burn_write_parameters_set(struct mmc_drive *drive,
                                      const struct burn_write_parameters *parameters)
{
    struct burn_write_parameters unprotected = *parameters;
    struct mmc_mode_page_data page;
    enum status status = read_page(drive, &page);

    if (status != STATUS_OK)
        return status;
    status = write_page(drive, &page, parameters);
    if (!parameters->is_buffer_protected || !mmc_drive_has_refused(drive, status))
        return status;
    unprotected.is_buffer_protected = false;
    return write_page(drive, &page, &unprotected);
}
