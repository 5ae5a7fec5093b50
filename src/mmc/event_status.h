/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GET EVENT STATUS NOTIFICATION data (MMC-6 6.6.3). */
#ifndef OPENIMAPI_MMC_EVENT_STATUS_H
#define OPENIMAPI_MMC_EVENT_STATUS_H

#include "base/wire.h"

#include <stdint.h>

/** Number of a notification class; bit (1 << class) in requests and in supported classes. */
enum mmc_event_class {
    MMC_EVENT_CLASS_NONE = 0,
    MMC_EVENT_CLASS_OPERATIONAL_CHANGE = 1,
    MMC_EVENT_CLASS_POWER_MANAGEMENT = 2,
    MMC_EVENT_CLASS_EXTERNAL_REQUEST = 3,
    MMC_EVENT_CLASS_MEDIA = 4,
    MMC_EVENT_CLASS_MULTI_HOST = 5,
    MMC_EVENT_CLASS_DEVICE_BUSY = 6,
};

/** Event header. */
struct mmc_event_header_wire {
    be16 data_length;           /* bytes after this field */
    uint8_t notification_class; /* enum mmc_event_header_bits; class in bits 2-0 */
    uint8_t supported_classes;
};
WIRE_SIZE(struct mmc_event_header_wire, 4);

enum mmc_event_header_bits {
    MMC_EVENT_HEADER_BITS_CLASS_MASK = 0x07,
    MMC_EVENT_HEADER_BITS_NEA = 0x80, /* no event of a requested class available */
};

/** Operational change event. */
struct mmc_event_operational_change_wire {
    uint8_t event;  /* bits 3-0: 0 none, 1 requested, 2 changed */
    uint8_t status; /* bit 7 persistent prevented */
    be16 change;    /* 0 none, 1 feature change, 2 added features, 3 reset, 4 firmware, 5 inquiry */
};
WIRE_SIZE(struct mmc_event_operational_change_wire, 4);

/** Power management event. */
struct mmc_event_power_wire {
    uint8_t event;  /* bits 3-0 */
    uint8_t status; /* 1 active, 2 idle, 3 standby, 4 sleep */
    uint8_t reserved[2];
};
WIRE_SIZE(struct mmc_event_power_wire, 4);

/** Media event. */
struct mmc_event_media_wire {
    uint8_t event;  /* enum mmc_media_event in bits 3-0 */
    uint8_t status; /* enum mmc_media_status_bits */
    uint8_t start_slot;
    uint8_t end_slot;
};
WIRE_SIZE(struct mmc_event_media_wire, 4);

enum mmc_media_event {
    MMC_MEDIA_EVENT_NO_CHANGE = 0,
    MMC_MEDIA_EVENT_EJECT_REQUEST = 1,
    MMC_MEDIA_EVENT_NEW_MEDIA = 2,
    MMC_MEDIA_EVENT_MEDIA_REMOVAL = 3,
    MMC_MEDIA_EVENT_MEDIA_CHANGED = 4,
    MMC_MEDIA_EVENT_FORMAT_COMPLETED = 5,
    MMC_MEDIA_EVENT_FORMAT_RESTARTED = 6,
};

enum mmc_media_status_bits {
    MMC_MEDIA_STATUS_BITS_DOOR_OPEN = 0x01,
    MMC_MEDIA_STATUS_BITS_PRESENT = 0x02,
};

/** Device busy event; time in units of 100 ms. */
struct mmc_event_device_busy_wire {
    uint8_t event;  /* bits 3-0: 0 no change, 1 change occurred */
    uint8_t status; /* 0 not busy, 1 busy */
    be16 time;
};
WIRE_SIZE(struct mmc_event_device_busy_wire, 4);

#endif
