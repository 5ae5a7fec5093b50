/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the drive can do, and what it can do now: GET CONFIGURATION (MMC-6 6.5). */
#include "mmc/features.h"

#include "mmc/cdb.h"
#include "virtualdrive/commands.h"
#include "virtualdrive/feature_rows.h"

#include <string.h>

#define CONFIGURATION_MAXIMUM 1024

static bool is_listed(const struct virtual_drive *drive, enum mmc_feature feature)
{
    const struct medium_ops *medium = drive->medium;

    for (size_t i = 0; medium != NULL && i < medium->feature_count; i++) {
        if (medium->features[i] == feature)
            return medium->is_feature_current == NULL || medium->is_feature_current(drive, feature);
    }
    return false;
}

static bool is_current(const struct virtual_drive *drive, const struct feature_row *row)
{
    switch (row->currency) {
    case FEATURE_CURRENCY_ALWAYS:
        return true;
    case FEATURE_CURRENCY_MEDIUM:
        return drive->image != NULL;
    case FEATURE_CURRENCY_LISTED:
        return is_listed(drive, row->code);
    case FEATURE_CURRENCY_WRITABLE:
        return is_listed(drive, row->code) && drive->medium->is_writable(drive);
    }
    return false;
}

static bool is_wanted(const struct virtual_drive *drive, const struct feature_row *row,
                      unsigned request, uint16_t starting_feature)
{
    switch (request) {
    case MMC_CONFIGURATION_REQUEST_ALL:
        return row->code >= starting_feature;
    case MMC_CONFIGURATION_REQUEST_CURRENT:
        return row->code >= starting_feature && is_current(drive, row);
    default:
        return row->code == starting_feature;
    }
}

static size_t write_feature(const struct virtual_drive *drive, const struct feature_row *row,
                            uint8_t *out)
{
    uint8_t *const data = out + sizeof(struct mmc_feature_header_wire);
    const size_t size = row->write != NULL ? row->write(drive, data) : row->data_size;
    struct mmc_feature_header_wire header = {
        .code = be16_of((uint16_t)row->code),
        .flags = (uint8_t)(row->version << MMC_FEATURE_HEADER_BITS_VERSION_SHIFT),
        .additional_length = (uint8_t)size,
    };

    if (row->currency == FEATURE_CURRENCY_ALWAYS)
        header.flags |= MMC_FEATURE_HEADER_BITS_PERSISTENT;
    if (is_current(drive, row))
        header.flags |= MMC_FEATURE_HEADER_BITS_CURRENT;
    memcpy(out, &header, sizeof(header));
    if (row->write == NULL && size > 0)
        memcpy(data, row->data, size);
    return sizeof(header) + size;
}

enum drive_condition drive_get_configuration(struct virtual_drive *drive,
                                             struct drive_request *request)
{
    const struct mmc_cdb_get_configuration *cdb = (const void *)request->cdb;
    const unsigned type = cdb->request_type & 0x03;
    const uint16_t starting_feature = be16_get(cdb->starting_feature);
    uint8_t out[CONFIGURATION_MAXIMUM];
    struct mmc_configuration_header_wire header = { 0 };
    size_t size = sizeof(header);

    if (type > MMC_CONFIGURATION_REQUEST_ONE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    for (size_t i = 0; i < feature_row_count; i++) {
        if (is_wanted(drive, &feature_rows[i], type, starting_feature))
            size += write_feature(drive, &feature_rows[i], out + size);
    }
    header.data_length = be32_of((uint32_t)(size - sizeof(header.data_length)));
    if (drive->medium != NULL)
        header.current_profile = be16_of((uint16_t)drive->medium->profile);
    memcpy(out, &header, sizeof(header));
    drive_reply(request, be16_get(cdb->allocation_length), out, size);
    return DRIVE_CONDITION_GOOD;
}
