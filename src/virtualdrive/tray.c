/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The tray and the disc on it. Other processes may have the same image on the tray of theirs: it is
 * kept from them only while something here depends on it, and looked at anew otherwise.
 */
#include "virtualdrive/drive.h"

/* To look costs more than to read, and a reader can live with what was true a moment ago. */
#define LOOK_INTERVAL_MS 100

static bool is_held(const struct virtual_drive *drive)
{
    return drive_tray_is_locked(drive) || drive->has_unsynchronized_blocks ||
           drive->background.is_running;
}

static void announce(struct virtual_drive *drive, enum mmc_media_event event)
{
    drive->media_event = event;
    drive->attentions |= DRIVE_ATTENTION_BITS_MEDIUM_CHANGED;
}

static enum status open_or_create(struct virtual_drive *drive)
{
    struct disc_storage *storage = disc_file_storage(drive->file);
    enum status status = disc_image_open(storage, drive->blank, &drive->image);

    if (status != STATUS_NOT_FOUND || drive->blank == DISC_MEDIUM_NONE ||
        disc_medium_traits(drive->blank)->recording == DISC_RECORDING_READ_ONLY)
        return status;
    status = disc_image_create(storage, drive->blank);
    if (status == STATUS_ALREADY_EXISTS) /* the state of a disc whose image went away */
        return STATUS_NOT_FOUND;
    if (status != STATUS_OK)
        return status;
    return disc_image_open(storage, drive->blank, &drive->image);
}

static void load(struct virtual_drive *drive)
{
    drive->disc_status = open_or_create(drive);
    disc_file_release(drive->file);
    drive->stamp = disc_file_stamp(drive->file);
    drive->is_stamp_stale = false;
    drive->look_ms = drive_now_ms(drive);
    if (drive->disc_status != STATUS_OK)
        return;
    drive->medium = medium_ops_of(drive_disc(drive));
    drive->is_file_write_protected = disc_file_check_writable(drive->file) == STATUS_ACCESS_DENIED;
}

/* A disc that stays unusable is announced once. */
static void load_and_announce(struct virtual_drive *drive)
{
    const enum status before = drive->disc_status;

    if (drive->file == NULL)
        return;
    load(drive);
    if (drive->disc_status == STATUS_NOT_FOUND ||
        (drive->image == NULL && drive->disc_status == before))
        return;
    announce(drive, MMC_MEDIA_EVENT_NEW_MEDIA);
    drive_operation_begin(drive, DRIVE_CONDITION_BECOMING_READY, drive->settings.pace.load_ms);
}

static void forget(struct virtual_drive *drive)
{
    disc_image_close(drive->image);
    drive->image = NULL;
    drive->medium = NULL;
    drive->disc_status = STATUS_NOT_FOUND;
    drive->has_unsynchronized_blocks = false;
    drive->unpadded_track = 0;
    drive->head = 0;
    drive->sheet.is_valid = false;
    drive->at_once.is_running = false;
    drive->test_write.track = 0;
    drive->background.is_running = false;
    drive->operation.is_active = false;
    if (drive->file != NULL)
        disc_file_release(drive->file);
}

/*
 * A disc that another process recorded on is still the same disc, unless its file is another. File
 * systems give a new file the number of one just removed; but a disc never loses its state.
 */
static bool is_same_disc(const struct disc_file_stamp *before, const struct disc_file_stamp *now)
{
    return before->data_id == now->data_id && (before->state_id == 0 || now->state_id != 0);
}

static void reload(struct virtual_drive *drive)
{
    const struct disc_file_stamp before = drive->stamp;
    const struct medium_ops *medium = drive->medium;

    forget(drive);
    load(drive);
    if (drive->image == NULL || drive->medium != medium || !is_same_disc(&before, &drive->stamp))
        announce(drive,
                 drive->image == NULL ? MMC_MEDIA_EVENT_MEDIA_REMOVAL : MMC_MEDIA_EVENT_NEW_MEDIA);
}

static bool is_held_elsewhere(const struct virtual_drive *drive)
{
    return drive->image != NULL && !is_held(drive) &&
           disc_file_check_writable(drive->file) == STATUS_SHARING_VIOLATION;
}

static void open_tray(struct virtual_drive *drive)
{
    if (drive->image != NULL)
        drive->media_event = MMC_MEDIA_EVENT_MEDIA_REMOVAL;
    drive_tray_unload(drive);
    drive->attentions &= ~(unsigned)DRIVE_ATTENTION_BITS_MEDIUM_CHANGED;
    drive->is_tray_open = true;
}

static void close_tray(struct virtual_drive *drive)
{
    drive->is_tray_open = false;
    load_and_announce(drive);
}

bool drive_tray_is_locked(const struct virtual_drive *drive)
{
    return drive->is_removal_prevented || drive->is_removal_prevented_persistently;
}

void drive_tray_unload(struct virtual_drive *drive)
{
    if (drive->image != NULL && drive->medium->stop != NULL)
        drive->medium->stop(drive);
    forget(drive);
}

void drive_tray_refresh(struct virtual_drive *drive, bool will_write)
{
    const uint64_t now_ms = drive_now_ms(drive);
    struct disc_file_stamp stamp;

    if (drive->is_tray_open || drive->file == NULL)
        return;
    if (is_held(drive)) {
        drive->is_stamp_stale = true;
        return;
    }
    if (drive->image != NULL && !will_write && now_ms - drive->look_ms < LOOK_INTERVAL_MS)
        return;
    drive->look_ms = now_ms;
    stamp = disc_file_stamp(drive->file);
    if (drive->image != NULL && disc_file_stamp_is_equal(&stamp, &drive->stamp))
        return;
    if (drive->image != NULL)
        reload(drive);
    else
        load_and_announce(drive);
}

void drive_tray_relax(struct virtual_drive *drive, bool has_written)
{
    if (has_written)
        drive->is_stamp_stale = true;
    if (drive->file == NULL || is_held(drive))
        return;
    disc_file_share(drive->file);
    if (drive->is_stamp_stale)
        drive->stamp = disc_file_stamp(drive->file);
    drive->is_stamp_stale = false;
}

enum drive_condition drive_tray_move(struct virtual_drive *drive, bool is_open)
{
    if (is_open == drive->is_tray_open)
        return DRIVE_CONDITION_GOOD;
    if (is_open && (drive_tray_is_locked(drive) || is_held_elsewhere(drive)))
        return DRIVE_CONDITION_REMOVAL_PREVENTED;
    virtual_drive_set_tray(drive, is_open);
    if (drive->settings.tray_moved != NULL)
        drive->settings.tray_moved(drive->settings.tray_context, is_open);
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_tray_prevent(struct virtual_drive *drive, bool prevent, bool persistent)
{
    enum status status = STATUS_OK;

    if (prevent && drive->image != NULL)
        status = disc_file_hold(drive->file);
    if (status != STATUS_OK && status != STATUS_NOT_FOUND)
        return drive_condition_of_read(status);
    if (persistent)
        drive->is_removal_prevented_persistently = prevent;
    else
        drive->is_removal_prevented = prevent;
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_medium_condition(const struct virtual_drive *drive)
{
    if (drive->image != NULL)
        return DRIVE_CONDITION_GOOD;
    if (drive->is_tray_open)
        return DRIVE_CONDITION_NO_MEDIUM_TRAY_OPEN;
    return drive_condition_of_load(drive->disc_status);
}

enum status virtual_drive_disc_status(const struct virtual_drive *drive)
{
    return drive->disc_status;
}

enum status virtual_drive_set_disc(struct virtual_drive *drive, const char16 *path,
                                   enum disc_medium blank)
{
    const bool was_open = drive->is_tray_open;
    struct disc_file *file = NULL;

    if (path != NULL && path[0] != 0) {
        enum status status = disc_file_create(path, &file);

        if (status != STATUS_OK)
            return status;
    }
    virtual_drive_set_tray(drive, true);
    disc_file_destroy(drive->file);
    drive->file = file;
    drive->blank = blank;
    virtual_drive_set_tray(drive, was_open);
    return STATUS_OK;
}

void virtual_drive_set_tray(struct virtual_drive *drive, bool is_open)
{
    if (is_open == drive->is_tray_open)
        return;
    if (is_open)
        open_tray(drive);
    else
        close_tray(drive);
}
