/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* TEST UNIT READY, REQUEST SENSE, INQUIRY (MMC-6 6.29, 6.43, SPC-4 6.4). */
#include "virtualdrive/commands.h"

#include "base/wire.h"
#include "mmc/cdb.h"
#include "mmc/inquiry.h"

#include <string.h>

#define SPC_VERSION     0x05 /* SPC-3 */
#define RESPONSE_FORMAT 2

enum vital_product_data_page {
    VITAL_PRODUCT_DATA_PAGE_SUPPORTED = 0x00,
    VITAL_PRODUCT_DATA_PAGE_SERIAL_NUMBER = 0x80,
};

/** Head of every page of vital product data (SPC-4 7.8.1). */
struct vital_product_data_wire {
    uint8_t peripheral;
    uint8_t page;
    be16 length; /* bytes after this field */
};
WIRE_SIZE(struct vital_product_data_wire, 4);

static void copy_padded(char *out, size_t size, const char *text)
{
    const size_t length = strlen(text);

    memset(out, ' ', size);
    memcpy(out, text, length < size ? length : size);
}

static void reply_page(struct drive_request *request, uint16_t allocation, uint8_t page,
                       const void *bytes, size_t size)
{
    const struct vital_product_data_wire head = {
        .peripheral = MMC_INQUIRY_PERIPHERAL_MULTIMEDIA,
        .page = page,
        .length = be16_of((uint16_t)size),
    };

    drive_reply_begin(request, allocation);
    drive_reply_add(request, &head, sizeof(head));
    drive_reply_add(request, bytes, size);
}

static enum drive_condition inquire_page(const struct virtual_drive *drive,
                                         struct drive_request *request,
                                         const struct mmc_cdb_inquiry *cdb)
{
    static const uint8_t pages[] = { VITAL_PRODUCT_DATA_PAGE_SUPPORTED,
                                     VITAL_PRODUCT_DATA_PAGE_SERIAL_NUMBER };
    const char *serial = drive->settings.serial_number;
    const uint16_t allocation = be16_get(cdb->allocation_length);

    switch (cdb->page_code) {
    case VITAL_PRODUCT_DATA_PAGE_SUPPORTED:
        reply_page(request, allocation, cdb->page_code, pages, sizeof(pages));
        return DRIVE_CONDITION_GOOD;
    case VITAL_PRODUCT_DATA_PAGE_SERIAL_NUMBER:
        reply_page(request, allocation, cdb->page_code, serial, strlen(serial));
        return DRIVE_CONDITION_GOOD;
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

/* What is not ready, else what goes on in the background. */
static void find_sense(struct virtual_drive *drive, struct scsi_sense *sense)
{
    enum drive_condition condition = drive_medium_condition(drive);

    if (drive->attentions != 0) {
        sense->code = drive_condition_sense(drive_take_attention(drive));
    } else if (drive->operation.is_active) {
        sense->code = drive_condition_sense(drive->operation.condition);
        sense->has_progress = true;
        sense->progress = drive_operation_progress(drive);
    } else if (condition != DRIVE_CONDITION_GOOD) {
        sense->code = drive_condition_sense(condition);
    } else if (drive->background.is_running) {
        sense->code = SCSI_SENSE(SCSI_SENSE_KEY_NO_SENSE, 0x04, 0x04);
        sense->has_progress = true;
        sense->progress = (uint16_t)((uint64_t)drive_disc(drive)->formatted_blocks * 0xFFFF /
                                     drive_disc(drive)->capacity_blocks);
    }
}

enum drive_condition drive_test_unit_ready(struct virtual_drive *drive,
                                           struct drive_request *request)
{
    (void)drive;
    (void)request;
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_request_sense(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_request_sense *cdb = (const void *)request->cdb;
    struct scsi_sense sense = { 0 };
    uint8_t encoded[SCSI_SENSE_FIXED_SIZE];

    if (cdb->flags & MMC_REQUEST_SENSE_BITS_DESC)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    find_sense(drive, &sense);
    scsi_sense_encode(&sense, encoded);
    drive_reply(request, cdb->allocation_length, encoded, sizeof(encoded));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_inquiry(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_inquiry *cdb = (const void *)request->cdb;
    struct mmc_inquiry_wire inquiry = {
        .peripheral = MMC_INQUIRY_PERIPHERAL_MULTIMEDIA,
        .removable = MMC_INQUIRY_REMOVABLE_RMB,
        .version = SPC_VERSION,
        .response_format = RESPONSE_FORMAT,
        .additional_length = sizeof(inquiry) - 5,
    };

    if (cdb->flags & MMC_INQUIRY_BITS_EVPD)
        return inquire_page(drive, request, cdb);
    if (cdb->page_code != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    copy_padded(inquiry.vendor, sizeof(inquiry.vendor), drive->settings.vendor_id);
    copy_padded(inquiry.product, sizeof(inquiry.product), drive->settings.product_id);
    copy_padded(inquiry.revision, sizeof(inquiry.revision), drive->settings.product_revision);
    drive_reply(request, be16_get(cdb->allocation_length), &inquiry, sizeof(inquiry));
    return DRIVE_CONDITION_GOOD;
}
