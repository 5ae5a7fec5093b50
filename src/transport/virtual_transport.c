/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A virtual recorder as a transport, and its tray as the configuration has it. */
#include "transport/virtual_transport.h"

#include "base/memory.h"
#include "platform/clock.h"
#include "transport/command_log.h"
#include "virtualdrive/virtual_drive.h"

#include <string.h>

/* How long a format of a whole medium goes on in the background. */
#define BACKGROUND_FORMAT_MS 60000

/* What operations of a drive as slow as a real one take. */
#define REAL_LOAD_MS   3000
#define REAL_CLOSE_MS  15000
#define REAL_BLANK_MS  30000
#define REAL_FORMAT_MS 20000

struct virtual_transport {
    struct scsi_transport transport;
    struct virtual_drive *drive;
    struct virtual_watch *watch;
    struct command_log *log;          /* NULL: none */
    struct virtual_recorder recorder; /* as it was last seen */
};

static struct virtual_transport *of(struct scsi_transport *transport)
{
    return (struct virtual_transport *)transport;
}

static uint64_t now_ms(void *context)
{
    (void)context;
    return platform_clock_monotonic_ms();
}

static void sleep_ms(void *context, uint32_t duration_ms)
{
    (void)context;
    platform_clock_sleep_ms(duration_ms);
}

/* Where it cannot be stored, the tray moves in this process alone. */
static void tray_moved(void *context, bool is_open)
{
    struct virtual_transport *transport = context;

    if (virtual_configuration_set_tray(&transport->recorder, is_open) != STATUS_OK)
        transport->recorder.is_tray_open = is_open;
}

static void copy_text(char *out, size_t capacity, const char *text, const char *otherwise)
{
    const char *source = text[0] != '\0' ? text : otherwise;
    const size_t length = strlen(source);
    const size_t count = length < capacity ? length : capacity - 1;

    memset(out, 0, capacity);
    memcpy(out, source, count);
}

static void serial_of(const char16 *name, char *out, size_t capacity)
{
    for (size_t i = 0; i + 1 < capacity && name[i] != 0; i++)
        out[i] = (char)name[i]; /* names are ASCII */
}

static enum disc_medium blank_of(const struct virtual_recorder *recorder)
{
    return disc_medium_of(recorder->medium, strlen(recorder->medium));
}

/*
 * Somebody else had his hands on the tray: whatever is there now was taken out and put in, for all
 * that this drive knows.
 */
static enum status put_on_tray(struct virtual_transport *transport)
{
    enum status status;

    virtual_drive_set_tray(transport->drive, true);
    status = virtual_drive_set_disc(transport->drive, transport->recorder.disc_path,
                                    blank_of(&transport->recorder));
    if (status == STATUS_OK)
        virtual_drive_set_tray(transport->drive, transport->recorder.is_tray_open);
    return status;
}

/* A recorder of the user may have come before one of the machine. */
static enum status watch(struct virtual_transport *transport,
                         const struct virtual_recorder *recorder)
{
    struct virtual_watch *opened;
    enum status status = virtual_watch_open(recorder, &opened);

    if (status != STATUS_OK)
        return status;
    virtual_watch_close(transport->watch);
    transport->watch = opened;
    return STATUS_OK;
}

/* NULL is the same as NULL alone. */
static bool is_same_path(const char16 *one, const char16 *other)
{
    if (one == NULL || other == NULL)
        return one == other;
    return utf16_length(one) == utf16_length(other) &&
           memcmp(one, other, utf16_length(other) * sizeof(char16)) == 0;
}

/* Somebody wants other faults or another log, and has not touched the tray. */
static bool has_other_options(const struct virtual_recorder *before,
                              const struct virtual_recorder *now)
{
    return (strcmp(before->fault_plan, now->fault_plan) != 0 ||
            !is_same_path(before->log_path, now->log_path)) &&
           strcmp(before->medium, now->medium) == 0 && before->is_tray_open == now->is_tray_open &&
           is_same_path(before->disc_path, now->disc_path);
}

/* A plan that makes no sense plans nothing; openimapi-recorder says so. */
static void set_faults(struct virtual_transport *transport)
{
    if (virtual_drive_set_faults(transport->drive, transport->recorder.fault_plan) != STATUS_OK)
        (void)virtual_drive_set_faults(transport->drive, "");
}

/* A log that cannot be written keeps no drive from working; openimapi-recorder tries it first. */
static void open_log(struct virtual_transport *transport)
{
    command_log_close(transport->log);
    transport->log = NULL;
    if (transport->recorder.log_path != NULL)
        (void)command_log_open(transport->recorder.log_path, transport->recorder.name,
                               &transport->log);
}

static enum status refresh(struct virtual_transport *transport)
{
    struct virtual_recorder recorder;
    uint32_t generation;
    bool has_options;
    bool has_log;
    enum status status = virtual_watch_poll(transport->watch, &generation);

    if (status != STATUS_OK || generation == transport->recorder.generation)
        return status;
    status = virtual_configuration_find(transport->recorder.name, &recorder);
    if (status != STATUS_OK)
        return status;
    if (recorder.scope != transport->recorder.scope)
        status = watch(transport, &recorder);
    if (status != STATUS_OK) {
        virtual_recorder_release(&recorder);
        return status;
    }
    has_options = has_other_options(&transport->recorder, &recorder);
    has_log = !is_same_path(transport->recorder.log_path, recorder.log_path);
    virtual_recorder_release(&transport->recorder);
    transport->recorder = recorder;
    if (has_log)
        open_log(transport);
    if (has_options) {
        set_faults(transport);
        return STATUS_OK;
    }
    return put_on_tray(transport);
}

static void send_command(struct virtual_transport *transport, const struct scsi_command *command,
                         void *data, uint32_t size, struct scsi_result *result)
{
    const enum status status = refresh(transport);

    if (status == STATUS_NOT_FOUND) {
        *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_DEVICE_GONE };
        return;
    }
    if (status != STATUS_OK) {
        *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_TRANSPORT_ERROR };
        return;
    }
    virtual_drive_execute(transport->drive, command->cdb, command->cdb_size, command->direction,
                          data, size, result);
}

static void execute(struct scsi_transport *head, const struct scsi_command *command, void *data,
                    uint32_t size, struct scsi_result *result)
{
    struct virtual_transport *transport = of(head);
    const uint64_t start_ms = platform_clock_monotonic_ms();

    send_command(transport, command, data, size, result);
    command_log_add(transport->log, command, result, platform_clock_monotonic_ms() - start_ms);
}

static void close_transport(struct scsi_transport *head)
{
    struct virtual_transport *transport = of(head);

    virtual_drive_destroy(transport->drive);
    command_log_close(transport->log);
    virtual_watch_close(transport->watch);
    virtual_recorder_release(&transport->recorder);
    memory_free(transport);
}

static const struct scsi_transport_ops ops = { .execute = execute, .close = close_transport };

static enum status power_on(struct virtual_transport *transport)
{
    static const struct virtual_drive_pace real_pace = {
        .load_ms = REAL_LOAD_MS,
        .close_ms = REAL_CLOSE_MS,
        .blank_ms = REAL_BLANK_MS,
        .format_ms = REAL_FORMAT_MS,
        .background_format_ms = BACKGROUND_FORMAT_MS,
        .is_real = true,
    };
    const struct virtual_recorder *recorder = &transport->recorder;
    struct virtual_drive_settings settings = {
        .pace = { .background_format_ms = BACKGROUND_FORMAT_MS },
        .now_ms = now_ms,
        .sleep_ms = sleep_ms,
        .tray_moved = tray_moved,
        .tray_context = transport,
    };
    enum status status;

    if (recorder->has_real_pace)
        settings.pace = real_pace;
    copy_text(settings.vendor_id, sizeof(settings.vendor_id), recorder->vendor_id,
              VIRTUAL_TRANSPORT_DEFAULT_VENDOR);
    copy_text(settings.product_id, sizeof(settings.product_id), recorder->product_id,
              VIRTUAL_TRANSPORT_DEFAULT_PRODUCT);
    copy_text(settings.product_revision, sizeof(settings.product_revision),
              recorder->product_revision, VIRTUAL_TRANSPORT_DEFAULT_REVISION);
    serial_of(recorder->name, settings.serial_number, sizeof(settings.serial_number));
    status = virtual_drive_create(&settings, &transport->drive);
    if (status != STATUS_OK)
        return status;
    set_faults(transport);
    open_log(transport);
    return put_on_tray(transport);
}

static enum status copy_recorder(const struct virtual_recorder *recorder,
                                 struct virtual_recorder *copy)
{
    *copy = *recorder;
    copy->name = utf16_duplicate(recorder->name, utf16_length(recorder->name));
    copy->disc_path = utf16_duplicate(recorder->disc_path, utf16_length(recorder->disc_path));
    copy->log_path = recorder->log_path != NULL
                         ? utf16_duplicate(recorder->log_path, utf16_length(recorder->log_path))
                         : NULL;
    return copy->name != NULL && copy->disc_path != NULL &&
                   (copy->log_path != NULL || recorder->log_path == NULL)
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

enum status virtual_transport_open(const struct virtual_recorder *recorder,
                                   struct scsi_transport **transport)
{
    struct virtual_transport *opened = memory_allocate(1, sizeof(*opened));
    enum status status;

    *transport = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    opened->transport.ops = &ops;
    opened->transport.maximum_transfer_bytes = VIRTUAL_TRANSPORT_MAXIMUM_TRANSFER;
    status = copy_recorder(recorder, &opened->recorder);
    if (status == STATUS_OK)
        status = watch(opened, recorder);
    if (status == STATUS_OK)
        status = power_on(opened);
    if (status != STATUS_OK) {
        close_transport(&opened->transport);
        return status;
    }
    *transport = &opened->transport;
    return STATUS_OK;
}
