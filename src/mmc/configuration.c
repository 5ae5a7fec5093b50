/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GET CONFIGURATION (MMC-6 6.5). */
#include "mmc/configuration.h"

#include "base/cursor.h"
#include "base/memory.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#include <string.h>

/* The largest allocation that is even, as some bridges want it. */
#define REPLY_MAXIMUM 0xFFFE

/* Drives list some thirty features. A reply stuffed with empty ones makes each search slow. */
#define FEATURES_MAXIMUM 256

static void cut_after_last_feature(struct mmc_configuration *configuration)
{
    struct mmc_feature_descriptor feature;
    size_t position = 0;

    for (unsigned i = 0; i < FEATURES_MAXIMUM; i++) {
        if (!mmc_configuration_next(configuration, &position, &feature))
            return;
    }
    configuration->size = position;
}

enum status mmc_configuration_parse(const void *data, size_t size,
                                    struct mmc_configuration *configuration)
{
    struct mmc_configuration_header_wire header;
    struct cursor cursor = cursor_of(data, size);
    uint8_t *copy;

    *configuration = (struct mmc_configuration){ 0 };
    if (!cursor_copy(&cursor, &header, sizeof(header)))
        return STATUS_INVALID_RESPONSE;
    copy = memory_resize(NULL, size, 1);
    if (copy == NULL)
        return STATUS_NO_MEMORY;
    memcpy(copy, data, size);
    *configuration = (struct mmc_configuration){
        .bytes = copy,
        .size = size,
        .current_profile = be16_get(header.current_profile),
        .is_supported = true,
    };
    cut_after_last_feature(configuration);
    return STATUS_OK;
}

static enum status read_all(struct mmc_drive *drive, uint8_t *reply, uint16_t capacity,
                            struct mmc_configuration *configuration)
{
    struct scsi_command command =
        mmc_command_get_configuration(MMC_CONFIGURATION_REQUEST_ALL, 0, capacity);
    uint32_t size;
    const enum status status =
        mmc_drive_read_reply(drive, command, MMC_REPLY_FORM_BE32, reply, capacity, &size);

    if (status != STATUS_OK)
        return status;
    return mmc_drive_judge(drive, mmc_configuration_parse(reply, size, configuration));
}

enum status mmc_configuration_read(struct mmc_drive *drive, struct mmc_configuration *configuration)
{
    const uint32_t transfer = drive->transport->maximum_transfer_bytes;
    const uint16_t capacity = (uint16_t)(transfer < REPLY_MAXIMUM ? transfer : REPLY_MAXIMUM);
    uint8_t *reply = memory_resize(NULL, capacity, 1);
    enum status status;

    *configuration = (struct mmc_configuration){ 0 };
    if (reply == NULL)
        return STATUS_NO_MEMORY;
    status = read_all(drive, reply, capacity, configuration);
    memory_free(reply);
    if (status == STATUS_DEVICE && drive->failure.condition == MMC_CONDITION_NO_CONFIGURATION)
        return STATUS_OK;
    return status;
}

void mmc_configuration_release(struct mmc_configuration *configuration)
{
    memory_free(configuration->bytes);
    *configuration = (struct mmc_configuration){ 0 };
}

bool mmc_configuration_next(const struct mmc_configuration *configuration, size_t *position,
                            struct mmc_feature_descriptor *feature)
{
    struct mmc_feature_header_wire header;
    struct cursor cursor = cursor_of(configuration->bytes, configuration->size);
    const uint8_t *bytes;

    *feature = (struct mmc_feature_descriptor){ 0 };
    if (configuration->size == 0)
        return false;
    cursor_skip(&cursor, *position == 0 ? sizeof(struct mmc_configuration_header_wire) : *position);
    bytes = configuration->bytes + cursor.position;
    if (!cursor_copy(&cursor, &header, sizeof(header)) ||
        !cursor_skip(&cursor, header.additional_length))
        return false;
    *feature = (struct mmc_feature_descriptor){
        .code = be16_get(header.code),
        .version = (header.flags & MMC_FEATURE_HEADER_BITS_VERSION_MASK) >>
                   MMC_FEATURE_HEADER_BITS_VERSION_SHIFT,
        .is_persistent = (header.flags & MMC_FEATURE_HEADER_BITS_PERSISTENT) != 0,
        .is_current = (header.flags & MMC_FEATURE_HEADER_BITS_CURRENT) != 0,
        .bytes = bytes,
        .size = sizeof(header) + header.additional_length,
    };
    *position = cursor.position;
    return true;
}

bool mmc_configuration_find(const struct mmc_configuration *configuration, uint16_t code,
                            struct mmc_feature_descriptor *feature)
{
    size_t position = 0;

    while (mmc_configuration_next(configuration, &position, feature)) {
        if (feature->code == code)
            return true;
    }
    return false;
}

bool mmc_configuration_has(const struct mmc_configuration *configuration, uint16_t code)
{
    struct mmc_feature_descriptor feature;

    return mmc_configuration_find(configuration, code, &feature);
}

bool mmc_configuration_has_current(const struct mmc_configuration *configuration, uint16_t code)
{
    struct mmc_feature_descriptor feature;

    return mmc_configuration_find(configuration, code, &feature) && feature.is_current;
}

uint8_t mmc_feature_byte(const struct mmc_feature_descriptor *feature, size_t offset)
{
    return offset < feature->size ? feature->bytes[offset] : 0;
}

size_t mmc_configuration_profiles(const struct mmc_configuration *configuration,
                                  struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM])
{
    struct mmc_feature_descriptor feature;
    struct mmc_profile_descriptor_wire wire;
    struct cursor cursor;
    size_t count = 0;

    if (!mmc_configuration_find(configuration, MMC_FEATURE_PROFILE_LIST, &feature))
        return 0;
    cursor = cursor_of(feature.bytes, feature.size);
    cursor_skip(&cursor, sizeof(struct mmc_feature_header_wire));
    while (count < MMC_PROFILES_MAXIMUM && cursor_copy(&cursor, &wire, sizeof(wire))) {
        profiles[count++] = (struct mmc_profile_entry){
            .profile = be16_get(wire.profile),
            .is_current = (wire.flags & MMC_PROFILE_DESCRIPTOR_BITS_CURRENT) != 0,
        };
    }
    return count;
}

bool mmc_configuration_has_current_profile(const struct mmc_configuration *configuration,
                                           uint16_t profile)
{
    struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM];
    const size_t count = mmc_configuration_profiles(configuration, profiles);

    for (size_t i = 0; i < count; i++) {
        if (profiles[i].profile == profile && profiles[i].is_current)
            return true;
    }
    return false;
}
