/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of codes and replies as they came, for IDiscRecorder2 and IDiscRecorder2Ex. */
#include "imapi2/drive_query.h"

#include "base/cursor.h"
#include "base/memory.h"
#include "mmc/commands.h"
#include "mmc/configuration.h"
#include "mmc/disc_structure.h"
#include "mmc/mode_pages.h"
#include "mmc/track_information.h"

#include <string.h>

/* As much as an allocation length of 16 bits can ask for in whole double words. */
#define REPLY_CAPACITY 65532

/* A drive without GET CONFIGURATION is a failure here. */
static enum status read_configuration(struct mmc_drive *drive,
                                      struct mmc_configuration *configuration)
{
    enum status status = mmc_configuration_read(drive, configuration);

    if (status == STATUS_OK && !configuration->is_supported)
        status = mmc_drive_fail(drive, MMC_CONDITION_NO_CONFIGURATION);
    return status;
}

static enum status codes_of_features(const struct mmc_configuration *configuration,
                                     bool current_only, struct drive_codes *codes)
{
    struct mmc_feature_descriptor feature;
    size_t position = 0;
    size_t count = 0;

    while (mmc_configuration_next(configuration, &position, &feature))
        count++;
    if (count == 0)
        return STATUS_OK;
    codes->codes = memory_allocate(count, sizeof(*codes->codes));
    if (!codes->codes)
        return STATUS_NO_MEMORY;
    position = 0;
    while (mmc_configuration_next(configuration, &position, &feature)) {
        if (feature.is_current || !current_only)
            codes->codes[codes->count++] = feature.code;
    }
    return STATUS_OK;
}

enum status drive_query_features(struct mmc_drive *drive, bool current_only,
                                 struct drive_codes *codes)
{
    struct mmc_configuration configuration = { 0 };
    enum status status;

    *codes = (struct drive_codes){ 0 };
    status = read_configuration(drive, &configuration);
    if (status == STATUS_OK)
        status = codes_of_features(&configuration, current_only, codes);
    mmc_configuration_release(&configuration);
    return status;
}

static enum status codes_of_profiles(struct mmc_drive *drive,
                                     const struct mmc_configuration *configuration,
                                     bool current_only, struct drive_codes *codes)
{
    struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM];
    size_t count;

    if (!mmc_configuration_has(configuration, MMC_FEATURE_PROFILE_LIST))
        return mmc_drive_fail(drive, MMC_CONDITION_NO_FEATURE);
    codes->codes = memory_allocate(MMC_PROFILES_MAXIMUM, sizeof(*codes->codes));
    if (!codes->codes)
        return STATUS_NO_MEMORY;
    count = mmc_configuration_profiles(configuration, profiles);
    for (size_t i = 0; i < count; i++) {
        if (profiles[i].is_current || !current_only)
            codes->codes[codes->count++] = profiles[i].profile;
    }
    return STATUS_OK;
}

enum status drive_query_profiles(struct mmc_drive *drive, bool current_only,
                                 struct drive_codes *codes)
{
    struct mmc_configuration configuration = { 0 };
    enum status status;

    *codes = (struct drive_codes){ 0 };
    status = read_configuration(drive, &configuration);
    if (status == STATUS_OK)
        status = codes_of_profiles(drive, &configuration, current_only, codes);
    mmc_configuration_release(&configuration);
    return status;
}

/* Sends `command` for a reply of any length into new memory. */
static enum status read_reply(struct mmc_drive *drive, struct scsi_command command,
                              uint32_t capacity, struct drive_reply *reply)
{
    uint32_t size;
    enum status status;

    *reply = (struct drive_reply){ 0 };
    reply->memory = memory_allocate(1, capacity);
    if (!reply->memory)
        return STATUS_NO_MEMORY;
    status =
        mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE16, reply->memory, capacity, &size);
    if (status != STATUS_OK) {
        memory_free(reply->memory);
        reply->memory = NULL;
        return status;
    }
    reply->bytes = reply->memory;
    reply->size = size;
    return STATUS_OK;
}

static uint16_t reply_capacity(const struct mmc_drive *drive)
{
    uint32_t maximum = drive->transport->maximum_transfer_bytes;

    return maximum < REPLY_CAPACITY ? (uint16_t)maximum : (uint16_t)REPLY_CAPACITY;
}

/* SPC-4 7.5.7: pages one after the other, each with its length; subpages have a longer head. */
static enum status codes_of_pages(struct cursor pages, struct drive_codes *codes)
{
    codes->codes = memory_allocate(cursor_left(&pages) / 2 + 1, sizeof(*codes->codes));
    if (!codes->codes)
        return STATUS_NO_MEMORY;
    while (cursor_left(&pages)) {
        uint8_t code = cursor_u8(&pages);
        bool is_subpage = code & MMC_MODE_PAGE_CODE_BITS_SPF;

        if (is_subpage)
            cursor_skip(&pages, 1);
        if (!cursor_skip(&pages, is_subpage ? cursor_be16(&pages) : cursor_u8(&pages)))
            break;
        if (!is_subpage)
            codes->codes[codes->count++] = code & MMC_MODE_PAGE_CODE_BITS_CODE_MASK;
    }
    return STATUS_OK;
}

enum status drive_query_mode_pages(struct mmc_drive *drive, enum mmc_mode_page_control control,
                                   struct drive_codes *codes)
{
    uint16_t capacity = reply_capacity(drive);
    struct drive_reply reply;
    enum status status;

    *codes = (struct drive_codes){ 0 };
    status = read_reply(drive, mmc_command_mode_sense(MMC_MODE_PAGE_ALL, control, capacity),
                        capacity, &reply);
    if (status == STATUS_OK) {
        struct cursor cursor = cursor_of(reply.bytes, reply.size);
        const struct mmc_mode_header_wire *header = cursor_take(&cursor, sizeof(*header));

        if (header && cursor_skip(&cursor, be16_get(header->block_descriptor_length)))
            status = codes_of_pages(cursor, codes);
        else
            status = mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
        memory_free(reply.memory);
    }
    return status;
}

static bool is_loadable(uint8_t mechanism)
{
    return mechanism == MMC_LOADING_MECHANISM_TRAY ||
           mechanism == MMC_LOADING_MECHANISM_CHANGER_INDIVIDUAL ||
           mechanism == MMC_LOADING_MECHANISM_CHANGER_MAGAZINE;
}

/* Version 0 of the feature lacks the Load bit (MMC-6 5.3.4). */
static bool feature_can_load(const struct mmc_feature_descriptor *feature)
{
    uint8_t flags = mmc_feature_byte(feature, sizeof(struct mmc_feature_header_wire));
    uint8_t mechanism = (uint8_t)((flags & MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_MASK) >>
                                  MMC_FEATURE_REMOVABLE_MEDIUM_BITS_MECHANISM_SHIFT);

    if (!(flags & MMC_FEATURE_REMOVABLE_MEDIUM_BITS_EJECT))
        return false;
    return feature->version ? flags & MMC_FEATURE_REMOVABLE_MEDIUM_BITS_LOAD
                            : is_loadable(mechanism);
}

enum status drive_query_can_load(struct mmc_drive *drive, bool *can_load)
{
    struct mmc_configuration configuration = { 0 };
    struct mmc_feature_descriptor feature;
    struct mmc_capabilities capabilities;
    enum status status = mmc_configuration_read(drive, &configuration);

    *can_load = false;
    if (status != STATUS_OK)
        return status;
    if (mmc_configuration_find(&configuration, MMC_FEATURE_REMOVABLE_MEDIUM, &feature)) {
        *can_load = feature_can_load(&feature);
    } else {
        status = mmc_capabilities_read(drive, &capabilities);
        if (status == STATUS_OK)
            *can_load = capabilities.can_eject && is_loadable(capabilities.mechanism);
    }
    mmc_configuration_release(&configuration);
    return status;
}

enum status drive_query_disc_information(struct mmc_drive *drive, struct drive_reply *reply)
{
    uint16_t capacity = reply_capacity(drive);

    return read_reply(drive, mmc_command_read_disc_information(capacity), capacity, reply);
}

enum status drive_query_track_information(struct mmc_drive *drive, enum mmc_track_address_type type,
                                          uint32_t address, struct drive_reply *reply)
{
    uint16_t capacity = reply_capacity(drive);

    return read_reply(drive, mmc_command_read_track_information(type, address, capacity), capacity,
                      reply);
}

enum status drive_query_disc_structure(struct mmc_drive *drive, uint32_t address, uint8_t layer,
                                       uint8_t format, uint8_t agid, struct drive_reply *reply)
{
    uint16_t capacity = reply_capacity(drive);
    enum status status =
        read_reply(drive,
                   mmc_command_read_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, address, layer,
                                                   format, agid, capacity),
                   capacity, reply);

    if (status != STATUS_OK)
        return status;
    if (reply->size <= sizeof(struct mmc_disc_structure_header_wire)) {
        memory_free(reply->memory);
        *reply = (struct drive_reply){ 0 };
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    }
    reply->bytes += sizeof(struct mmc_disc_structure_header_wire);
    reply->size -= sizeof(struct mmc_disc_structure_header_wire);
    return STATUS_OK;
}

static enum status copy_feature(struct mmc_drive *drive,
                                const struct mmc_configuration *configuration, uint16_t code,
                                bool current_only, struct drive_reply *reply)
{
    struct mmc_feature_descriptor feature;

    if (!mmc_configuration_find(configuration, code, &feature))
        return mmc_drive_fail(drive, MMC_CONDITION_NO_FEATURE);
    if (current_only && !feature.is_current)
        return mmc_drive_fail(drive, MMC_CONDITION_FEATURE_NOT_CURRENT);
    reply->memory = memory_allocate(1, feature.size);
    if (!reply->memory)
        return STATUS_NO_MEMORY;
    memcpy(reply->memory, feature.bytes, feature.size);
    reply->bytes = reply->memory;
    reply->size = feature.size;
    return STATUS_OK;
}

enum status drive_query_feature(struct mmc_drive *drive, uint16_t feature, bool current_only,
                                struct drive_reply *reply)
{
    struct mmc_configuration configuration = { 0 };
    enum status status;

    *reply = (struct drive_reply){ 0 };
    status = read_configuration(drive, &configuration);
    if (status == STATUS_OK)
        status = copy_feature(drive, &configuration, feature, current_only, reply);
    mmc_configuration_release(&configuration);
    return status;
}

enum status drive_send_disc_structure(struct mmc_drive *drive, uint8_t format, const void *data,
                                      size_t size)
{
    struct mmc_disc_structure_header_wire header = { 0 };
    uint8_t *list;
    enum status status;

    if (size > reply_capacity(drive) - sizeof(header))
        return STATUS_INVALID_ARGUMENT;
    list = memory_allocate(1, sizeof(header) + size);
    if (!list)
        return STATUS_NO_MEMORY;
    header.data_length = be16_of((uint16_t)(sizeof(header) - sizeof(be16) + size));
    memcpy(list, &header, sizeof(header));
    memcpy(list + sizeof(header), data, size);
    size += sizeof(header);
    status = mmc_drive_execute(
        drive,
        mmc_command_send_disc_structure(MMC_DISC_STRUCTURE_MEDIA_DVD, format, (uint16_t)size), list,
        (uint32_t)size);
    memory_free(list);
    return status;
}
