/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recorders by id, and the devices behind them. */
#include "transport/recorder_catalog.h"

#include "base/memory.h"
#include "platform/thread.h"
#include "transport/host.h"
#include "transport/virtual_configuration.h"
#include "transport/virtual_transport.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

/* The shape of every id: a device interface path of the class of CD-ROM devices. */
#define VIRTUAL_ID_PREFIX "\\\\?\\openimapi#cdrom&ven_openimapi&prod_virtual_recorder&rev_1.0#"
#define VIRTUAL_ID_SUFFIX "#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

/* A drive that is open, shared by all recorders of this process that have its id. */
struct device {
    struct device *next;
    unsigned users;
    char16 *id;
    bool is_virtual;
    struct platform_mutex *mutex; /* one command at a time */
    struct scsi_transport *transport;
    struct host_drive_details details;
    struct recorder_identity identity; /* borrows from the members above */
    char16 *claim_key;                 /* by which processes exclude each other */
    struct host_claim *claim;
    atomic_bool is_claimed; /* by this process; read while commands run */
    unsigned locks;
    char16 *owner;     /* of the lock */
    unsigned silences; /* how often notification was turned off */
};

struct recorder_catalog {
    struct platform_mutex *mutex; /* of the devices, their users, locks and silences */
    struct device *devices;
};

struct recorder {
    struct scsi_transport transport;
    struct recorder_catalog *catalog;
    struct device *device;
    unsigned locks;
    unsigned silences;
};

/* Names are ASCII, so lower case is simple. */
static char16 lower(char16 unit)
{
    return unit >= 'A' && unit <= 'Z' ? (char16)(unit - 'A' + 'a') : unit;
}

static size_t append_ascii(char16 *out, size_t length, const char *text)
{
    for (; *text != '\0'; text++)
        out[length++] = (char16)(unsigned char)*text;
    return length;
}

char16 *recorder_catalog_virtual_id(const char16 *name)
{
    const size_t name_length = utf16_length(name);
    char16 *id = memory_allocate(
        sizeof(VIRTUAL_ID_PREFIX) + name_length + sizeof(VIRTUAL_ID_SUFFIX), sizeof(*id));
    size_t length;

    if (id == NULL)
        return NULL;
    length = append_ascii(id, 0, VIRTUAL_ID_PREFIX);
    for (size_t i = 0; i < name_length; i++)
        id[length++] = lower(name[i]);
    append_ascii(id, length, VIRTUAL_ID_SUFFIX);
    return id;
}

static bool is_same_id(const char16 *a, const char16 *b)
{
    return utf16_compare_folded(a, utf16_length(a), b, utf16_length(b)) == 0;
}

static bool is_recorder(const struct virtual_recorder *entry)
{
    return (entry->faults & VIRTUAL_RECORDER_FAULTS_NAME) == 0;
}

static uint32_t number_behind(const struct host_drives *drives)
{
    return drives->count > 0 ? drives->entries[drives->count - 1].number + 1 : 0;
}

static struct device *find_device(const struct recorder_catalog *catalog, const char16 *id)
{
    struct device *device = catalog->devices;

    while (device != NULL && !is_same_id(device->id, id))
        device = device->next;
    return device;
}

static struct host_claim_target claim_target(const struct device *device)
{
    return (struct host_claim_target){
        .key = device->claim_key,
        .drive = device->is_virtual ? NULL : device->transport,
    };
}

static void device_destroy(struct device *device)
{
    host_claim_drop(&device->claim);
    scsi_transport_close(device->transport);
    host_drive_details_release(&device->details);
    platform_mutex_destroy(device->mutex);
    memory_free(device->id);
    memory_free(device->claim_key);
    memory_free(device->owner);
    memory_free(device);
}

static void copy_padded(char *out, size_t capacity, const char *text, const char *otherwise)
{
    const char *source = text[0] != '\0' ? text : otherwise;
    const size_t length = strlen(source);

    memset(out, ' ', capacity - 1);
    memcpy(out, source, length < capacity ? length : capacity - 1);
    out[capacity - 1] = '\0';
}

static void describe_virtual(const struct virtual_recorder *entry,
                             struct host_drive_details *details)
{
    copy_padded(details->vendor_id, sizeof(details->vendor_id), entry->vendor_id,
                VIRTUAL_TRANSPORT_DEFAULT_VENDOR);
    copy_padded(details->product_id, sizeof(details->product_id), entry->product_id,
                VIRTUAL_TRANSPORT_DEFAULT_PRODUCT);
    copy_padded(details->product_revision, sizeof(details->product_revision),
                entry->product_revision, VIRTUAL_TRANSPORT_DEFAULT_REVISION);
}

/*
 * The id says which recorder it is, but for those of one environment: others, in other
 * environments, may have the same name, and have nothing in common with them unless their disc is
 * the same.
 */
static char16 *claim_key_of(const struct virtual_recorder *entry, const char16 *id)
{
    static const char16 no_disc[] = { 0 };
    const char16 *disc =
        entry->scope == VIRTUAL_RECORDER_SCOPE_PROCESS ? entry->disc_path : no_disc;
    const size_t id_length = utf16_length(id);
    const size_t disc_length = utf16_length(disc);
    char16 *key = memory_allocate(id_length + disc_length + 1, sizeof(*key));

    if (key == NULL)
        return NULL;
    memcpy(key, id, id_length * sizeof(*key));
    memcpy(key + id_length, disc, disc_length * sizeof(*key));
    return key;
}

static enum status open_entry(struct device *device, const struct virtual_recorder *entry)
{
    device->claim_key = claim_key_of(entry, device->id);
    if (device->claim_key == NULL)
        return STATUS_NO_MEMORY;
    device->is_virtual = true;
    describe_virtual(entry, &device->details);
    return virtual_transport_open(entry, &device->transport);
}

static enum status open_virtual(struct device *device, const char16 *id, uint32_t number)
{
    struct virtual_recorders recorders;
    enum status status = virtual_configuration_list(&recorders);

    if (status != STATUS_OK)
        return status;
    status = STATUS_NOT_FOUND;
    for (size_t i = 0; i < recorders.count && status == STATUS_NOT_FOUND; i++) {
        const struct virtual_recorder *entry = &recorders.entries[i];

        if (!is_recorder(entry))
            continue;
        device->id = recorder_catalog_virtual_id(entry->name);
        if (device->id == NULL) {
            status = STATUS_NO_MEMORY;
        } else if (is_same_id(device->id, id)) {
            status = open_entry(device, entry);
            device->identity.legacy_device_number = number;
        } else {
            memory_free(device->id);
            device->id = NULL;
            number++;
        }
    }
    virtual_recorders_release(&recorders);
    return status;
}

static enum status open_real(struct device *device, const struct host_drive *drive)
{
    device->id = utf16_duplicate(drive->id, utf16_length(drive->id));
    device->claim_key = utf16_duplicate(drive->id, utf16_length(drive->id));
    if (device->id == NULL || device->claim_key == NULL)
        return STATUS_NO_MEMORY;
    device->identity.legacy_device_number = drive->number;
    return host_drive_open(drive, &device->transport, &device->details);
}

static enum status open_any(struct device *device, const char16 *id)
{
    const struct host_drive *found = NULL;
    struct host_drives drives;
    enum status status = host_drives_list(&drives);

    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < drives.count && found == NULL; i++) {
        if (is_same_id(drives.entries[i].id, id))
            found = &drives.entries[i];
    }
    if (found == NULL)
        found = host_drives_named(&drives, id);
    if (found != NULL)
        status = open_real(device, found);
    else
        status = open_virtual(device, id, number_behind(&drives));
    host_drives_release(&drives);
    return status;
}

static void identify(struct device *device)
{
    static const char16 no_name[] = { 0 };
    struct recorder_identity *identity = &device->identity;
    const struct host_drive_details *details = &device->details;

    identity->id = device->id;
    identity->is_virtual = device->is_virtual;
    memcpy(identity->vendor_id, details->vendor_id, sizeof(identity->vendor_id));
    memcpy(identity->product_id, details->product_id, sizeof(identity->product_id));
    memcpy(identity->product_revision, details->product_revision,
           sizeof(identity->product_revision));
    identity->volume_name = details->volume_name != NULL ? details->volume_name : no_name;
    identity->volume_paths = (const char16 *const *)details->volume_paths;
    identity->volume_path_count = details->volume_path_count;
    identity->alignment_mask = details->alignment_mask;
    identity->maximum_transfer_bytes = device->transport->maximum_transfer_bytes;
}

static enum status device_create(const char16 *id, struct device **device)
{
    struct device *created = memory_allocate(1, sizeof(*created));
    enum status status;

    *device = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    status = platform_mutex_create(&created->mutex);
    if (status == STATUS_OK)
        status = open_any(created, id);
    if (status != STATUS_OK) {
        device_destroy(created);
        return status;
    }
    identify(created);
    *device = created;
    return STATUS_OK;
}

/* The catalog is locked. A device that is in the catalog under its unique id takes its place. */
static struct device *device_enter(struct recorder_catalog *catalog, struct device *created)
{
    struct device *known = find_device(catalog, created->id);

    if (known != NULL) {
        device_destroy(created);
        return known;
    }
    created->next = catalog->devices;
    catalog->devices = created;
    return created;
}

/* The catalog is locked. */
static enum status device_acquire(struct recorder_catalog *catalog, const char16 *id,
                                  struct device **device)
{
    enum status status = STATUS_OK;

    *device = find_device(catalog, id);
    if (*device == NULL) {
        status = device_create(id, device);
        if (status != STATUS_OK)
            return status;
        *device = device_enter(catalog, *device);
    }
    (*device)->users++;
    return STATUS_OK;
}

/* The catalog is locked; gives the device to destroy when this was its last user. */
static struct device *device_drop(struct recorder_catalog *catalog, struct device *device)
{
    struct device **link = &catalog->devices;

    if (--device->users > 0)
        return NULL;
    while (*link != device)
        link = &(*link)->next;
    *link = device->next;
    return device;
}

/* The catalog is locked, and the device is not. */
static enum status claim(struct device *device, const char16 *owner, bool force)
{
    const struct host_claim_target target = claim_target(device);
    enum status status;

    device->owner = utf16_duplicate(owner, utf16_length(owner));
    if (device->owner == NULL)
        return STATUS_NO_MEMORY;
    status = host_claim_take(&target, owner, force, &device->claim);
    if (status != STATUS_OK) {
        memory_free(device->owner);
        device->owner = NULL;
        return status;
    }
    atomic_store(&device->is_claimed, true);
    return STATUS_OK;
}

/* The catalog is locked. */
static void give_back_locks(struct device *device, unsigned locks)
{
    device->locks -= locks;
    if (device->locks > 0)
        return;
    atomic_store(&device->is_claimed, false);
    host_claim_drop(&device->claim);
    memory_free(device->owner);
    device->owner = NULL;
}

/* The catalog is locked. */
static void set_silences(struct device *device, unsigned silences)
{
    const bool was_silent = device->silences > 0;
    const bool is_silent = silences > 0;

    device->silences = silences;
    if (was_silent != is_silent && !device->is_virtual)
        host_drive_set_notification(device->transport, !is_silent);
}

static void execute(struct scsi_transport *transport, const struct scsi_command *command,
                    void *data, uint32_t size, struct scsi_result *result)
{
    struct device *device = ((struct recorder *)transport)->device;
    const struct host_claim_target target = claim_target(device);

    if (!atomic_load(&device->is_claimed) && host_claim_restrains(&target)) {
        *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_LOCKED };
        return;
    }
    platform_mutex_lock(device->mutex);
    scsi_transport_execute(device->transport, command, data, size, result);
    platform_mutex_unlock(device->mutex);
}

/* The transport of a recorder is closed with the recorder, never on its own. */
static void close_borrowed(struct scsi_transport *transport)
{
    (void)transport;
    assert(false);
}

static const struct scsi_transport_ops ops = { .execute = execute, .close = close_borrowed };

static enum status list_add(struct recorder_ids *ids, char16 *id)
{
    char16 **grown;

    if (id == NULL)
        return STATUS_NO_MEMORY;
    grown = memory_resize(ids->ids, ids->count + 1, sizeof(*ids->ids));
    if (grown == NULL) {
        memory_free(id);
        return STATUS_NO_MEMORY;
    }
    ids->ids = grown;
    ids->ids[ids->count++] = id;
    return STATUS_OK;
}

static enum status list_real(struct recorder_ids *ids)
{
    struct host_drives drives;
    enum status status = host_drives_list(&drives);

    for (size_t i = 0; status == STATUS_OK && i < drives.count; i++) {
        const char16 *id = drives.entries[i].id;

        status = list_add(ids, utf16_duplicate(id, utf16_length(id)));
    }
    host_drives_release(&drives);
    return status;
}

static enum status list_virtual(struct recorder_ids *ids)
{
    struct virtual_recorders recorders;
    enum status status = virtual_configuration_list(&recorders);

    for (size_t i = 0; status == STATUS_OK && i < recorders.count; i++) {
        if (is_recorder(&recorders.entries[i]))
            status = list_add(ids, recorder_catalog_virtual_id(recorders.entries[i].name));
    }
    virtual_recorders_release(&recorders);
    return status;
}

enum status recorder_catalog_create(struct recorder_catalog **catalog)
{
    struct recorder_catalog *created = memory_allocate(1, sizeof(*created));

    *catalog = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    if (platform_mutex_create(&created->mutex) != STATUS_OK) {
        memory_free(created);
        return STATUS_NO_MEMORY;
    }
    *catalog = created;
    return STATUS_OK;
}

void recorder_catalog_destroy(struct recorder_catalog *catalog)
{
    if (catalog == NULL)
        return;
    assert(catalog->devices == NULL);
    platform_mutex_destroy(catalog->mutex);
    memory_free(catalog);
}

enum status recorder_catalog_list(struct recorder_catalog *catalog, struct recorder_ids *ids)
{
    enum status status;

    (void)catalog;
    *ids = (struct recorder_ids){ 0 };
    status = list_real(ids);
    if (status == STATUS_OK)
        status = list_virtual(ids);
    if (status != STATUS_OK)
        recorder_ids_release(ids);
    return status;
}

void recorder_ids_release(struct recorder_ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        memory_free(ids->ids[i]);
    memory_free(ids->ids);
    *ids = (struct recorder_ids){ 0 };
}

enum status recorder_catalog_open(struct recorder_catalog *catalog, const char16 *id,
                                  struct recorder **recorder)
{
    struct recorder *opened;
    enum status status;

    *recorder = NULL;
    if (id[0] == 0)
        return STATUS_INVALID_NAME;
    opened = memory_allocate(1, sizeof(*opened));
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    platform_mutex_lock(catalog->mutex);
    status = device_acquire(catalog, id, &opened->device);
    platform_mutex_unlock(catalog->mutex);
    if (status != STATUS_OK) {
        memory_free(opened);
        return status;
    }
    opened->catalog = catalog;
    opened->transport.ops = &ops;
    opened->transport.maximum_transfer_bytes = opened->device->transport->maximum_transfer_bytes;
    *recorder = opened;
    return STATUS_OK;
}

void recorder_close(struct recorder *recorder)
{
    struct recorder_catalog *catalog;
    struct device *unused;

    if (recorder == NULL)
        return;
    catalog = recorder->catalog;
    platform_mutex_lock(catalog->mutex);
    if (recorder->locks > 0)
        give_back_locks(recorder->device, recorder->locks);
    set_silences(recorder->device, recorder->device->silences - recorder->silences);
    unused = device_drop(catalog, recorder->device);
    if (unused != NULL) /* still locked: whoever opens it next must find it closed */
        device_destroy(unused);
    platform_mutex_unlock(catalog->mutex);
    memory_free(recorder);
}

const struct recorder_identity *recorder_identity(const struct recorder *recorder)
{
    return &recorder->device->identity;
}

struct scsi_transport *recorder_transport(struct recorder *recorder)
{
    return &recorder->transport;
}

enum status recorder_lock(struct recorder *recorder, const char16 *owner, bool force)
{
    struct device *device = recorder->device;
    enum status status = STATUS_OK;

    platform_mutex_lock(recorder->catalog->mutex);
    if (device->locks == 0)
        status = claim(device, owner, force);
    if (status == STATUS_OK) {
        device->locks++;
        recorder->locks++;
    }
    platform_mutex_unlock(recorder->catalog->mutex);
    return status;
}

enum status recorder_unlock(struct recorder *recorder)
{
    enum status status = STATUS_INVALID_STATE;

    platform_mutex_lock(recorder->catalog->mutex);
    if (recorder->locks > 0) {
        recorder->locks--;
        give_back_locks(recorder->device, 1);
        status = STATUS_OK;
    }
    platform_mutex_unlock(recorder->catalog->mutex);
    return status;
}

enum status recorder_lock_owner(struct recorder *recorder, char16 **owner)
{
    const struct device *device = recorder->device;
    const struct host_claim_target target = claim_target(device);
    enum status status = STATUS_OK;

    platform_mutex_lock(recorder->catalog->mutex);
    if (device->owner != NULL) {
        *owner = utf16_duplicate(device->owner, utf16_length(device->owner));
        status = *owner != NULL ? STATUS_OK : STATUS_NO_MEMORY;
    } else {
        status = host_claim_owner(&target, owner);
    }
    platform_mutex_unlock(recorder->catalog->mutex);
    return status;
}

void recorder_disable_notification(struct recorder *recorder)
{
    platform_mutex_lock(recorder->catalog->mutex);
    recorder->silences++;
    set_silences(recorder->device, recorder->device->silences + 1);
    platform_mutex_unlock(recorder->catalog->mutex);
}

void recorder_enable_notification(struct recorder *recorder)
{
    platform_mutex_lock(recorder->catalog->mutex);
    if (recorder->silences > 0) {
        recorder->silences--;
        set_silences(recorder->device, recorder->device->silences - 1);
    }
    platform_mutex_unlock(recorder->catalog->mutex);
}
