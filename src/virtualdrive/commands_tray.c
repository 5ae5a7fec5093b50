/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tray and what happens to it (MMC-6 6.6, 6.10, 6.13, 6.41). */
#include "virtualdrive/commands.h"

#include "base/wire.h"
#include "mmc/cdb.h"
#include "mmc/event_status.h"

/** MECHANISM STATUS header (MMC-6 6.10.3); a drive without changer has nothing else. */
struct mechanism_status_wire {
    uint8_t slot;
    uint8_t state; /* bit 4: door open */
    be24 current_lba;
    uint8_t slot_count;
    be16 slot_table_length;
};
WIRE_SIZE(struct mechanism_status_wire, 8);

#define MECHANISM_STATE_DOOR_OPEN 0x10

#define CLASS_BIT(name) (1u << MMC_EVENT_CLASS_##name)

#define SUPPORTED_CLASSES                                                                          \
    (CLASS_BIT(OPERATIONAL_CHANGE) | CLASS_BIT(POWER_MANAGEMENT) | CLASS_BIT(MEDIA) |              \
     CLASS_BIT(DEVICE_BUSY))

#define POLLED 0x01

#define OPERATIONAL_STATUS_PERSISTENTLY_PREVENTED 0x80
#define OPERATIONAL_EVENT_CHANGED                 2
#define OPERATIONAL_CHANGE_FEATURES               1
#define POWER_STATUS_ACTIVE                       1
#define BUSY_STATUS_BUSY                          1

/* Units of 100 ms, rounded up. */
static be16 busy_time_left(const struct virtual_drive *drive)
{
    const struct drive_operation *operation = &drive->operation;
    const uint64_t left = operation->start_ms + operation->duration_ms - drive_now_ms(drive);
    const uint64_t units = (left + 99) / 100;

    return be16_of(units < UINT16_MAX ? (uint16_t)units : UINT16_MAX);
}

static uint8_t media_status(const struct virtual_drive *drive)
{
    if (drive->is_tray_open)
        return MMC_MEDIA_STATUS_BITS_DOOR_OPEN;
    return drive->disc_status == STATUS_NOT_FOUND ? 0 : MMC_MEDIA_STATUS_BITS_PRESENT;
}

static void reply_event(struct virtual_drive *drive, struct drive_request *request,
                        enum mmc_event_class event_class)
{
    struct mmc_event_operational_change_wire operational = { 0 };
    struct mmc_event_power_wire power = { .status = POWER_STATUS_ACTIVE };
    struct mmc_event_media_wire media = { .event = (uint8_t)drive->media_event,
                                          .status = media_status(drive) };
    struct mmc_event_device_busy_wire busy = { 0 };

    if (drive->is_removal_prevented_persistently)
        operational.status = OPERATIONAL_STATUS_PERSISTENTLY_PREVENTED;
    if (drive->has_changed_features) {
        operational.event = OPERATIONAL_EVENT_CHANGED;
        operational.change = be16_of(OPERATIONAL_CHANGE_FEATURES);
    }
    if (drive->operation.is_active) {
        busy.status = BUSY_STATUS_BUSY;
        busy.time = busy_time_left(drive);
    }
    if (event_class == MMC_EVENT_CLASS_OPERATIONAL_CHANGE) {
        drive_reply_add(request, &operational, sizeof(operational));
        drive->has_changed_features = false;
    } else if (event_class == MMC_EVENT_CLASS_POWER_MANAGEMENT)
        drive_reply_add(request, &power, sizeof(power));
    else if (event_class == MMC_EVENT_CLASS_DEVICE_BUSY)
        drive_reply_add(request, &busy, sizeof(busy));
    else if (event_class == MMC_EVENT_CLASS_MEDIA) {
        drive_reply_add(request, &media, sizeof(media));
        drive->media_event = MMC_MEDIA_EVENT_NO_CHANGE;
    }
}

/* The class with an event, if there is one; else the first asked for. */
static enum mmc_event_class choose_class(const struct virtual_drive *drive, unsigned requested)
{
    const unsigned classes = requested & SUPPORTED_CLASSES;

    if (classes & CLASS_BIT(MEDIA) && drive->media_event != MMC_MEDIA_EVENT_NO_CHANGE)
        return MMC_EVENT_CLASS_MEDIA;
    if (classes & CLASS_BIT(OPERATIONAL_CHANGE) && drive->has_changed_features)
        return MMC_EVENT_CLASS_OPERATIONAL_CHANGE;
    for (unsigned i = MMC_EVENT_CLASS_OPERATIONAL_CHANGE; i <= MMC_EVENT_CLASS_DEVICE_BUSY; i++) {
        if (classes & 1u << i)
            return (enum mmc_event_class)i;
    }
    return MMC_EVENT_CLASS_NONE;
}

static enum drive_condition move_tray(struct virtual_drive *drive, uint8_t action)
{
    if (!(action & MMC_START_STOP_UNIT_ACTION_BITS_LOEJ))
        return DRIVE_CONDITION_GOOD; /* it spins whenever it has to */
    return drive_tray_move(drive, !(action & MMC_START_STOP_UNIT_ACTION_BITS_START));
}

enum drive_condition drive_start_stop_unit(struct virtual_drive *drive,
                                           struct drive_request *request)
{
    const struct mmc_cdb_start_stop_unit *cdb = (const void *)request->cdb;

    if (cdb->action & MMC_START_STOP_UNIT_ACTION_BITS_FL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (cdb->action & MMC_START_STOP_UNIT_ACTION_BITS_POWER_MASK)
        return DRIVE_CONDITION_GOOD; /* Start and LoEj do not count then */
    return move_tray(drive, cdb->action);
}

enum drive_condition drive_prevent_allow_medium_removal(struct virtual_drive *drive,
                                                        struct drive_request *request)
{
    const struct mmc_cdb_prevent_allow_medium_removal *cdb = (const void *)request->cdb;

    return drive_tray_prevent(drive, cdb->flags & MMC_PREVENT_ALLOW_BITS_PREVENT,
                              cdb->flags & MMC_PREVENT_ALLOW_BITS_PERSISTENT);
}

enum drive_condition drive_mechanism_status(struct virtual_drive *drive,
                                            struct drive_request *request)
{
    const struct mmc_cdb_mechanism_status *cdb = (const void *)request->cdb;
    const struct mechanism_status_wire status = {
        .state = drive->is_tray_open ? MECHANISM_STATE_DOOR_OPEN : 0,
    };

    drive_reply(request, be16_get(cdb->allocation_length), &status, sizeof(status));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_get_event_status_notification(struct virtual_drive *drive,
                                                         struct drive_request *request)
{
    const struct mmc_cdb_get_event_status_notification *cdb = (const void *)request->cdb;
    const enum mmc_event_class event_class = choose_class(drive, cdb->class_request);
    struct mmc_event_header_wire header = {
        .data_length = be16_of(sizeof(header) - sizeof(header.data_length)),
        .notification_class = MMC_EVENT_HEADER_BITS_NEA,
        .supported_classes = SUPPORTED_CLASSES,
    };

    if (!(cdb->polled & POLLED))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (event_class != MMC_EVENT_CLASS_NONE) {
        header.data_length = be16_of(sizeof(header) - sizeof(header.data_length) +
                                     sizeof(struct mmc_event_media_wire));
        header.notification_class = (uint8_t)event_class;
    }
    drive_reply_begin(request, be16_get(cdb->allocation_length));
    drive_reply_add(request, &header, sizeof(header));
    /* An event that is not asked for stays. */
    if (request->reply_limit > sizeof(header))
        reply_event(drive, request, event_class);
    return DRIVE_CONDITION_GOOD;
}
