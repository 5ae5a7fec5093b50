/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Virtual recorders, from the environment or from what the host keeps. */
#include "transport/virtual_configuration.h"

#include "base/memory.h"
#include "transport/host.h"
#include "transport/virtual_environment.h"

#include <stdlib.h>
#include <string.h>

#define ENVIRONMENT_VARIABLE "OPENIMAPI_VIRTUAL_RECORDERS"

/* A recorder of this process alone cannot be changed by another one. */
struct virtual_watch {
    struct host_watch *host; /* NULL: of this process */
};

static bool is_name_unit(char16 unit)
{
    return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') ||
           (unit >= '0' && unit <= '9') || unit == '-' || unit == '_' || unit == '.';
}

static int compare_names(const void *a, const void *b)
{
    const struct virtual_recorder *one = a;
    const struct virtual_recorder *other = b;

    return utf16_compare_folded(one->name, utf16_length(one->name), other->name,
                                utf16_length(other->name));
}

static enum status list(struct virtual_recorders *recorders)
{
    char16 *text;
    enum status status = host_environment_get(ENVIRONMENT_VARIABLE, &text);

    if (status == STATUS_NOT_FOUND)
        return host_recorders_list(recorders);
    if (status != STATUS_OK)
        return status;
    status = virtual_environment_parse(text, recorders);
    memory_free(text);
    return status;
}

bool virtual_recorder_name_is_valid(const char16 *name, size_t length)
{
    if (length == 0 || length > VIRTUAL_RECORDER_NAME_MAXIMUM)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_name_unit(name[i]))
            return false;
    }
    return true;
}

void virtual_recorder_release(struct virtual_recorder *recorder)
{
    memory_free(recorder->name);
    memory_free(recorder->disc_path);
    memory_free(recorder->log_path);
    *recorder = (struct virtual_recorder){ 0 };
}

enum status virtual_configuration_list(struct virtual_recorders *recorders)
{
    enum status status;

    *recorders = (struct virtual_recorders){ 0 };
    status = list(recorders);
    if (status == STATUS_OK && recorders->count > 1)
        qsort(recorders->entries, recorders->count, sizeof(*recorders->entries), compare_names);
    return status;
}

void virtual_recorders_release(struct virtual_recorders *recorders)
{
    for (size_t i = 0; i < recorders->count; i++)
        virtual_recorder_release(&recorders->entries[i]);
    memory_free(recorders->entries);
    *recorders = (struct virtual_recorders){ 0 };
}

enum status virtual_configuration_find(const char16 *name, struct virtual_recorder *recorder)
{
    const size_t length = utf16_length(name);
    struct virtual_recorders recorders;
    enum status status = virtual_configuration_list(&recorders);

    *recorder = (struct virtual_recorder){ 0 };
    if (status != STATUS_OK)
        return status;
    status = STATUS_NOT_FOUND;
    for (size_t i = 0; i < recorders.count && status != STATUS_OK; i++) {
        struct virtual_recorder *entry = &recorders.entries[i];

        if (utf16_compare_folded(entry->name, utf16_length(entry->name), name, length) == 0) {
            *recorder = *entry;
            *entry = (struct virtual_recorder){ 0 };
            status = STATUS_OK;
        }
    }
    virtual_recorders_release(&recorders);
    return status;
}

enum status virtual_configuration_add(const struct virtual_recorder *recorder)
{
    if (!virtual_recorder_name_is_valid(recorder->name, utf16_length(recorder->name)))
        return STATUS_INVALID_NAME;
    return host_recorders_add(recorder);
}

enum status virtual_configuration_remove(const struct virtual_recorder *recorder)
{
    if (recorder->scope == VIRTUAL_RECORDER_SCOPE_PROCESS)
        return STATUS_NOT_SUPPORTED;
    return host_recorders_remove(recorder);
}

static enum status update(struct virtual_recorder *recorder)
{
    if (recorder->scope == VIRTUAL_RECORDER_SCOPE_PROCESS)
        return STATUS_NOT_SUPPORTED;
    return host_recorders_update(recorder);
}

enum status virtual_configuration_set_disc(struct virtual_recorder *recorder,
                                           const char16 *disc_path, const char *medium)
{
    struct virtual_recorder changed = *recorder;
    enum status status;

    if (strlen(medium) >= sizeof(changed.medium))
        return STATUS_INVALID_ARGUMENT;
    changed.disc_path = utf16_duplicate(disc_path, utf16_length(disc_path));
    if (changed.disc_path == NULL)
        return STATUS_NO_MEMORY;
    memcpy(changed.medium, medium, strlen(medium) + 1);
    status = update(&changed);
    if (status != STATUS_OK) {
        memory_free(changed.disc_path);
        return status;
    }
    memory_free(recorder->disc_path);
    *recorder = changed;
    return STATUS_OK;
}

enum status virtual_configuration_set_tray(struct virtual_recorder *recorder, bool is_open)
{
    struct virtual_recorder changed = *recorder;
    enum status status;

    changed.is_tray_open = is_open;
    status = update(&changed);
    if (status == STATUS_OK)
        *recorder = changed;
    return status;
}

enum status virtual_configuration_set_faults(struct virtual_recorder *recorder, const char *plan)
{
    struct virtual_recorder changed = *recorder;
    enum status status;

    if (strlen(plan) >= sizeof(changed.fault_plan))
        return STATUS_INVALID_ARGUMENT;
    memcpy(changed.fault_plan, plan, strlen(plan) + 1);
    status = update(&changed);
    if (status == STATUS_OK)
        *recorder = changed;
    return status;
}

enum status virtual_configuration_set_log(struct virtual_recorder *recorder, const char16 *path)
{
    struct virtual_recorder changed = *recorder;
    enum status status;

    changed.log_path = path != NULL ? utf16_duplicate(path, utf16_length(path)) : NULL;
    if (path != NULL && changed.log_path == NULL)
        return STATUS_NO_MEMORY;
    status = update(&changed);
    if (status != STATUS_OK) {
        memory_free(changed.log_path);
        return status;
    }
    memory_free(recorder->log_path);
    *recorder = changed;
    return STATUS_OK;
}

enum status virtual_watch_open(const struct virtual_recorder *recorder,
                               struct virtual_watch **watch)
{
    struct virtual_watch *opened = memory_allocate(1, sizeof(*opened));
    enum status status = STATUS_OK;

    *watch = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    if (recorder->scope != VIRTUAL_RECORDER_SCOPE_PROCESS)
        status = host_watch_open(recorder, &opened->host);
    if (status != STATUS_OK) {
        memory_free(opened);
        return status;
    }
    *watch = opened;
    return STATUS_OK;
}

enum status virtual_watch_poll(struct virtual_watch *watch, uint32_t *generation)
{
    *generation = 0;
    if (watch->host == NULL)
        return STATUS_OK;
    return host_watch_poll(watch->host, generation);
}

void virtual_watch_close(struct virtual_watch *watch)
{
    if (watch == NULL)
        return;
    host_watch_close(watch->host);
    memory_free(watch);
}
