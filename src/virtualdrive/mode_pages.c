/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mode pages: MODE SENSE and MODE SELECT (MMC-6 6.11, 6.12, 7). */
#include "mmc/mode_pages.h"

#include "mmc/cdb.h"
#include "mmc/features.h"
#include "virtualdrive/commands.h"

#include <string.h>

#define PAGE_MAXIMUM  64
#define PAGES_MAXIMUM 512

/* Tries and times as drives have them. */
#define READ_RETRIES    32
#define WRITE_RETRIES   1
#define BUFFER_SIZE_KIB 4096

static_assert(sizeof(struct mmc_mode_capabilities_wire) +
                      MEDIUM_WRITE_SPEEDS_MAXIMUM * sizeof(struct mmc_mode_write_speed_wire) <=
                  PAGE_MAXIMUM,
              "page 2Ah must fit with all its write speeds");

/* Writes the page, its current values, to `out`; gives its size. */
typedef size_t page_writer(const struct virtual_drive *drive, uint8_t *out);

struct page_row {
    enum mmc_mode_page code;
    page_writer *write;
    page_writer *write_changeable; /* NULL: nothing can be changed */
    page_writer *write_default;    /* NULL: what can be changed is zero */
};

static struct mmc_mode_page_header_wire header_of(enum mmc_mode_page code, size_t size)
{
    return (struct mmc_mode_page_header_wire){
        .code = (uint8_t)code,
        .length = (uint8_t)(size - sizeof(struct mmc_mode_page_header_wire)),
    };
}

static size_t write_error_recovery(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_mode_error_recovery_wire page = {
        .header = header_of(MMC_MODE_PAGE_ERROR_RECOVERY, sizeof(page)),
        .read_retry_count = READ_RETRIES,
        .write_retry_count = WRITE_RETRIES,
    };

    (void)drive;
    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_parameters(const struct virtual_drive *drive, uint8_t *out)
{
    memcpy(out, &drive->write_parameters, sizeof(drive->write_parameters));
    return sizeof(drive->write_parameters);
}

/* All but what is reserved. */
static size_t write_parameters_changeable(const struct virtual_drive *drive, uint8_t *out)
{
    struct mmc_mode_write_parameters_wire page;

    (void)drive;
    memset(&page, 0xFF, sizeof(page));
    page.header = header_of(MMC_MODE_PAGE_WRITE_PARAMETERS, sizeof(page));
    page.write_type = 0x7F;
    page.data_block_type = 0x0F;
    page.reserved_6 = 0;
    page.host_application_code = 0x3F;
    page.reserved_9 = 0;
    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_parameters_default(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_mode_write_parameters_wire page = drive_default_write_parameters();

    (void)drive;
    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_caching(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_mode_caching_wire page = {
        .header = header_of(MMC_MODE_PAGE_CACHING, sizeof(page)),
        .flags = MMC_MODE_CACHING_BITS_WCE,
    };

    (void)drive;
    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_power_condition(const struct virtual_drive *drive, uint8_t *out)
{
    const struct mmc_mode_power_condition_wire page = {
        .header = header_of(MMC_MODE_PAGE_POWER_CONDITION, sizeof(page)),
    };

    (void)drive;
    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_protect(uint8_t flags, uint8_t *out)
{
    const struct mmc_mode_timeout_and_protect_wire page = {
        .header = header_of(MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, sizeof(page)),
        .flags = flags,
    };

    memcpy(out, &page, sizeof(page));
    return sizeof(page);
}

static size_t write_timeout_and_protect(const struct virtual_drive *drive, uint8_t *out)
{
    const uint8_t flags =
        drive->is_software_write_protected ? MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP : 0;

    return write_protect(flags, out);
}

static size_t write_timeout_and_protect_changeable(const struct virtual_drive *drive, uint8_t *out)
{
    (void)drive;
    return write_protect(MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP, out);
}

/* A faster one than the field can tell is as fast as it can. */
static be16 speed_field(uint32_t kb_per_s)
{
    return be16_of(kb_per_s < UINT16_MAX ? (uint16_t)kb_per_s : UINT16_MAX);
}

static size_t write_speeds(const struct virtual_drive *drive, uint8_t *out)
{
    size_t count = 0;

    if (drive->medium == NULL)
        return 0;
    for (; count < drive->medium->write_speed_count; count++) {
        const struct mmc_mode_write_speed_wire speed = {
            .rotation = MMC_ROTATION_CLV,
            .speed = speed_field(drive->medium->write_speeds_kb_per_s[count]),
        };

        memcpy(out + count * sizeof(speed), &speed, sizeof(speed));
    }
    return count;
}

static size_t write_capabilities(const struct virtual_drive *drive, uint8_t *out)
{
    struct mmc_mode_capabilities_wire page = {
        .read = MMC_MODE_CAPABILITIES_READ_BITS_CD_R | MMC_MODE_CAPABILITIES_READ_BITS_CD_RW |
                MMC_MODE_CAPABILITIES_READ_BITS_DVD_ROM | MMC_MODE_CAPABILITIES_READ_BITS_DVD_R |
                MMC_MODE_CAPABILITIES_READ_BITS_DVD_RAM,
        .write = MMC_MODE_CAPABILITIES_WRITE_BITS_CD_R | MMC_MODE_CAPABILITIES_WRITE_BITS_CD_RW |
                 MMC_MODE_CAPABILITIES_WRITE_BITS_TEST_WRITE |
                 MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_R | MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_RAM,
        .general = MMC_MODE_CAPABILITIES_GENERAL_BITS_MODE_2_FORM_1 |
                   MMC_MODE_CAPABILITIES_GENERAL_BITS_MODE_2_FORM_2 |
                   MMC_MODE_CAPABILITIES_GENERAL_BITS_MULTI_SESSION |
                   MMC_MODE_CAPABILITIES_GENERAL_BITS_BUF,
        .audio = MMC_MODE_CAPABILITIES_AUDIO_BITS_CD_DA |
                 MMC_MODE_CAPABILITIES_AUDIO_BITS_CD_DA_ACCURATE |
                 MMC_MODE_CAPABILITIES_AUDIO_BITS_RW_SUPPORTED |
                 MMC_MODE_CAPABILITIES_AUDIO_BITS_RW_CORRECTED |
                 MMC_MODE_CAPABILITIES_AUDIO_BITS_C2 | MMC_MODE_CAPABILITIES_AUDIO_BITS_ISRC |
                 MMC_MODE_CAPABILITIES_AUDIO_BITS_UPC,
        .mechanism = MMC_MODE_CAPABILITIES_MECHANISM_BITS_LOCK |
                     MMC_MODE_CAPABILITIES_MECHANISM_BITS_EJECT |
                     MMC_LOADING_MECHANISM_TRAY << MMC_MODE_CAPABILITIES_MECHANISM_BITS_TYPE_SHIFT,
        .maximum_read_speed = speed_field(drive_read_speed_maximum(drive)),
        .buffer_size_kib = be16_of(BUFFER_SIZE_KIB),
        .current_read_speed = speed_field(drive_read_speed(drive)),
        .maximum_write_speed = speed_field(drive_write_speed_near(drive, UINT32_MAX)),
        .current_write_speed = speed_field(drive_write_speed(drive)),
        .rotation = MMC_ROTATION_CLV,
        .selected_write_speed = speed_field(drive_write_speed(drive)),
    };
    const size_t speeds = write_speeds(drive, out + sizeof(page));
    const size_t size = sizeof(page) + speeds * sizeof(struct mmc_mode_write_speed_wire);

    if (drive_tray_is_locked(drive))
        page.mechanism |= MMC_MODE_CAPABILITIES_MECHANISM_BITS_LOCK_STATE;
    page.header = header_of(MMC_MODE_PAGE_CAPABILITIES, size);
    page.write_speed_count = be16_of((uint16_t)speeds);
    memcpy(out, &page, sizeof(page));
    return size;
}

/* Ascending, as SPC-4 6.11 wants page 3Fh. */
static const struct page_row pages[] = {
    { MMC_MODE_PAGE_ERROR_RECOVERY, write_error_recovery, NULL, NULL },
    { MMC_MODE_PAGE_WRITE_PARAMETERS, write_parameters, write_parameters_changeable,
      write_parameters_default },
    { MMC_MODE_PAGE_CACHING, write_caching, NULL, NULL },
    { MMC_MODE_PAGE_POWER_CONDITION, write_power_condition, NULL, NULL },
    { MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, write_timeout_and_protect,
      write_timeout_and_protect_changeable, NULL },
    { MMC_MODE_PAGE_CAPABILITIES, write_capabilities, NULL, NULL },
};

#define PAGE_COUNT (sizeof(pages) / sizeof(pages[0]))

static const struct page_row *find_page(uint8_t code)
{
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        if (pages[i].code == (enum mmc_mode_page)code)
            return &pages[i];
    }
    return NULL;
}

/* What can be changed, as a mask in the shape of the page. */
static size_t write_mask(const struct virtual_drive *drive, const struct page_row *row,
                         uint8_t *out)
{
    const size_t size = row->write(drive, out);

    memset(out + sizeof(struct mmc_mode_page_header_wire), 0,
           size - sizeof(struct mmc_mode_page_header_wire));
    if (row->write_changeable != NULL)
        row->write_changeable(drive, out);
    return size;
}

/* Nothing has been changed since power-on, or the change is one of the changeable bits: undone. */
static size_t write_default(const struct virtual_drive *drive, const struct page_row *row,
                            uint8_t *out)
{
    uint8_t mask[PAGE_MAXIMUM];
    const size_t size = write_mask(drive, row, mask);

    if (row->write_default != NULL)
        return row->write_default(drive, out);
    row->write(drive, out);
    for (size_t i = sizeof(struct mmc_mode_page_header_wire); i < size; i++)
        out[i] &= (uint8_t)~mask[i];
    return size;
}

static size_t write_page(const struct virtual_drive *drive, const struct page_row *row,
                         unsigned control, uint8_t *out)
{
    switch (control) {
    case MMC_MODE_PAGE_CONTROL_CHANGEABLE:
        return write_mask(drive, row, out);
    case MMC_MODE_PAGE_CONTROL_DEFAULT:
        return write_default(drive, row, out);
    default:
        return row->write(drive, out);
    }
}

enum drive_condition drive_mode_sense(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_mode_sense_10 *cdb = (const void *)request->cdb;
    const uint8_t code = cdb->page & MMC_MODE_SENSE_BITS_PAGE_MASK;
    const unsigned control = cdb->page >> MMC_MODE_SENSE_BITS_PAGE_CONTROL_SHIFT;
    uint8_t out[PAGES_MAXIMUM];
    struct mmc_mode_header_wire header = { 0 };
    size_t size = sizeof(header);

    if (cdb->subpage != 0 || (code != MMC_MODE_PAGE_ALL && find_page(code) == NULL))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (control == MMC_MODE_PAGE_CONTROL_SAVED)
        return DRIVE_CONDITION_SAVING_NOT_SUPPORTED;
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        if (code == MMC_MODE_PAGE_ALL || pages[i].code == (enum mmc_mode_page)code)
            size += write_page(drive, &pages[i], control, out + size);
    }
    header.data_length = be16_of((uint16_t)(size - sizeof(header.data_length)));
    memcpy(out, &header, sizeof(header));
    drive_reply(request, be16_get(cdb->allocation_length), out, size);
    return DRIVE_CONDITION_GOOD;
}

/* Every bit that differs must be one that can be changed (SPC-4 6.9). */
static enum drive_condition check_page(const struct virtual_drive *drive, const uint8_t *page,
                                       size_t left, size_t *size)
{
    const struct page_row *row = find_page(page[0]);
    uint8_t current[PAGE_MAXIMUM];
    uint8_t mask[PAGE_MAXIMUM];

    if (row == NULL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    *size = row->write(drive, current);
    write_mask(drive, row, mask);
    if (left < *size)
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    if (page[1] != current[1])
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    for (size_t i = sizeof(struct mmc_mode_page_header_wire); i < *size; i++) {
        if ((page[i] ^ current[i]) & ~mask[i])
            return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    }
    if (row->code == MMC_MODE_PAGE_WRITE_PARAMETERS &&
        !drive_write_parameters_are_valid((const void *)page))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    return DRIVE_CONDITION_GOOD;
}

static void apply_page(struct virtual_drive *drive, const uint8_t *page)
{
    const struct mmc_mode_timeout_and_protect_wire *protect = (const void *)page;

    if (page[0] == MMC_MODE_PAGE_WRITE_PARAMETERS)
        memcpy(&drive->write_parameters, page, sizeof(drive->write_parameters));
    if (page[0] == MMC_MODE_PAGE_TIMEOUT_AND_PROTECT)
        drive->is_software_write_protected =
            (protect->flags & MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP) != 0;
}

/* All pages are checked before one is applied. */
static enum drive_condition select_pages(struct virtual_drive *drive, const uint8_t *list,
                                         size_t length)
{
    size_t size;

    for (size_t at = 0; at < length; at += size) {
        enum drive_condition condition;

        if (length - at < sizeof(struct mmc_mode_page_header_wire))
            return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
        condition = check_page(drive, list + at, length - at, &size);
        if (condition != DRIVE_CONDITION_GOOD)
            return condition;
    }
    for (size_t at = 0; at < length; at += list[at + 1] + sizeof(struct mmc_mode_page_header_wire))
        apply_page(drive, list + at);
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_mode_select(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_mode_select_10 *cdb = (const void *)request->cdb;
    const struct mmc_mode_header_wire *header = (const void *)request->data;
    const uint16_t length = be16_get(cdb->parameter_list_length);

    if (cdb->flags & MMC_MODE_SELECT_BITS_SP || !(cdb->flags & MMC_MODE_SELECT_BITS_PF))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (length > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (length == 0)
        return DRIVE_CONDITION_GOOD;
    if (length < sizeof(*header))
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    request->transferred = length;
    if (be16_get(header->block_descriptor_length) != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    return select_pages(drive, request->data + sizeof(*header), length - sizeof(*header));
}
