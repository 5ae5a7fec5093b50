/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Conditions as sense, and the host's troubles as conditions. */
#include "virtualdrive/condition.h"

#include "scsi/sense_codes.h"

uint32_t drive_condition_sense(enum drive_condition condition)
{
    switch (condition) {
#define DRIVE_CONDITION(name, code)                                                                \
    case DRIVE_CONDITION_##name:                                                                   \
        return (uint32_t)(code);
#include "virtualdrive/condition.def"
#undef DRIVE_CONDITION
    case DRIVE_CONDITION_LOCKED:
    case DRIVE_CONDITION_WRONG_TRANSFER:
        break;
    }
    return 0;
}

enum drive_condition drive_condition_of_load(enum status status)
{
    if (status == STATUS_NOT_FOUND)
        return DRIVE_CONDITION_NO_MEDIUM_TRAY_CLOSED;
    if (status == STATUS_SHARING_VIOLATION)
        return DRIVE_CONDITION_LOCKED;
    if (status == STATUS_NO_MEMORY)
        return DRIVE_CONDITION_INTERNAL_FAILURE;
    return DRIVE_CONDITION_UNREADABLE_MEDIUM;
}

enum drive_condition drive_condition_of_read(enum status status)
{
    if (status == STATUS_OK)
        return DRIVE_CONDITION_GOOD;
    if (status == STATUS_SHARING_VIOLATION)
        return DRIVE_CONDITION_LOCKED;
    if (status == STATUS_NO_MEMORY)
        return DRIVE_CONDITION_INTERNAL_FAILURE;
    return DRIVE_CONDITION_READ_ERROR;
}

enum drive_condition drive_condition_of_write(enum status status)
{
    if (status == STATUS_OK)
        return DRIVE_CONDITION_GOOD;
    if (status == STATUS_SHARING_VIOLATION)
        return DRIVE_CONDITION_LOCKED;
    if (status == STATUS_NO_MEMORY)
        return DRIVE_CONDITION_INTERNAL_FAILURE;
    if (status == STATUS_ACCESS_DENIED)
        return DRIVE_CONDITION_WRITE_PROTECTED;
    return DRIVE_CONDITION_WRITE_ERROR;
}
