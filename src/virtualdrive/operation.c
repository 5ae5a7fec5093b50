/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes on behind the commands: operations begun with the Immed bit, and time. */
#include "virtualdrive/drive.h"

#define PROGRESS_DONE 0xFFFF

uint64_t drive_now_ms(const struct virtual_drive *drive)
{
    return drive->settings.now_ms(drive->settings.clock_context);
}

const struct disc_state *drive_disc(const struct virtual_drive *drive)
{
    return disc_image_state(drive->image);
}

uint32_t drive_unit_blocks(const struct virtual_drive *drive)
{
    return disc_state_traits(drive_disc(drive))->unit_blocks;
}

void drive_medium_became(struct virtual_drive *drive)
{
    const struct medium_ops *medium = medium_ops_of(drive_disc(drive));

    if (medium != drive->medium)
        drive->has_changed_features = true;
    drive->medium = medium;
}

void drive_operation_begin(struct virtual_drive *drive, enum drive_condition condition,
                           uint32_t duration_ms)
{
    if (duration_ms == 0)
        return;
    drive->operation = (struct drive_operation){
        .is_active = true,
        .condition = condition,
        .start_ms = drive_now_ms(drive),
        .duration_ms = duration_ms,
    };
}

uint16_t drive_operation_progress(const struct virtual_drive *drive)
{
    const struct drive_operation *operation = &drive->operation;
    const uint64_t passed = drive_now_ms(drive) - operation->start_ms;

    if (passed >= operation->duration_ms)
        return PROGRESS_DONE;
    return (uint16_t)(passed * PROGRESS_DONE / operation->duration_ms);
}

void drive_tick(struct virtual_drive *drive)
{
    if (!drive->operation.is_active && !drive->background.is_running)
        return;
    if (drive->operation.is_active && drive_operation_progress(drive) == PROGRESS_DONE)
        drive->operation.is_active = false;
    if (drive->background.is_running && drive->medium->tick != NULL)
        drive->medium->tick(drive, drive_now_ms(drive));
}
