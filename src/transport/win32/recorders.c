/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Virtual recorders in the registry: a key per recorder below Software\OpenIMAPI\VirtualRecorders,
 * of the user and of the machine. Anything may stand there, written by anybody.
 */
#include "transport/host.h"

#include "base/memory.h"
#include "transport/win32/recorder_keys.h"

#include <string.h>
#include <windows.h>

#define VALUE_DISC       L"Disc"
#define VALUE_MEDIUM     L"Medium"
#define VALUE_TRAY_OPEN  L"TrayOpen"
#define VALUE_GENERATION L"Generation"
#define VALUE_VENDOR     L"Vendor"
#define VALUE_PRODUCT    L"Product"
#define VALUE_REVISION   L"Revision"
#define VALUE_FAULTS     L"Faults"
#define VALUE_REAL_PACE  L"RealPace"
#define VALUE_LOG        L"Log"

/* The registry allows 255 characters. */
#define KEY_NAME_CAPACITY 256

struct host_watch {
    HKEY key;
};

static HKEY root_of(enum virtual_recorder_scope scope)
{
    return scope == VIRTUAL_RECORDER_SCOPE_MACHINE ? HKEY_LOCAL_MACHINE : HKEY_CURRENT_USER;
}

static enum status status_of(LSTATUS error)
{
    switch (error) {
    case ERROR_SUCCESS:
        return STATUS_OK;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_KEY_DELETED:
        return STATUS_NOT_FOUND;
    case ERROR_ACCESS_DENIED:
        return STATUS_ACCESS_DENIED;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        return STATUS_NO_MEMORY;
    default:
        return STATUS_IO;
    }
}

/* One view for programs of both architectures. */
static enum status open_root(enum virtual_recorder_scope scope, REGSAM access, HKEY *key)
{
    *key = NULL;
    return status_of(
        RegOpenKeyExW(root_of(scope), RECORDER_KEYS_ROOT, 0, access | KEY_WOW64_64KEY, key));
}

static enum status open_recorder(const struct virtual_recorder *recorder, REGSAM access, HKEY *key)
{
    HKEY root;
    enum status status = open_root(recorder->scope, KEY_READ, &root);

    *key = NULL;
    if (status != STATUS_OK)
        return status;
    status = status_of(
        RegOpenKeyExW(root, (const WCHAR *)recorder->name, 0, access | KEY_WOW64_64KEY, key));
    RegCloseKey(root);
    return status;
}

static void close_key(HKEY key)
{
    if (key != NULL)
        RegCloseKey(key);
}

/*
 * A text of at most `capacity` units, terminator included; empty when there is none. False when the
 * value is no text, or longer.
 */
static bool read_text(HKEY key, const WCHAR *name, char16 *out, size_t capacity)
{
    DWORD size = (DWORD)((capacity - 1) * sizeof(*out));
    DWORD type;
    const LSTATUS error = RegQueryValueExW(key, name, NULL, &type, (BYTE *)out, &size);

    if (error != ERROR_SUCCESS || (type != REG_SZ && type != REG_EXPAND_SZ)) {
        out[0] = 0;
        return error == ERROR_FILE_NOT_FOUND;
    }
    out[size / sizeof(*out)] = 0; /* the registry does not see to it */
    return true;
}

static bool read_ascii(HKEY key, const WCHAR *name, char *out, size_t capacity)
{
    char16 wide[VIRTUAL_RECORDER_FAULT_PLAN_CAPACITY];
    bool is_good = read_text(key, name, wide, sizeof(wide) / sizeof(wide[0]));
    const size_t length = utf16_length(wide);

    memset(out, 0, capacity);
    if (length >= capacity)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (wide[i] < 0x20 || wide[i] > 0x7E)
            is_good = false;
        out[i] = (char)wide[i];
    }
    if (!is_good)
        memset(out, 0, capacity);
    return is_good;
}

static bool read_number(HKEY key, const WCHAR *name, uint32_t *value)
{
    DWORD number = 0;
    DWORD size = sizeof(number);
    DWORD type;
    const LSTATUS error = RegQueryValueExW(key, name, NULL, &type, (BYTE *)&number, &size);

    *value = error == ERROR_SUCCESS && type == REG_DWORD ? number : 0;
    return error == ERROR_FILE_NOT_FOUND || (error == ERROR_SUCCESS && type == REG_DWORD);
}

/* To be freed with memory_free; empty when there is none, or none that is good. */
static char16 *read_path(HKEY key, const WCHAR *name, enum virtual_recorder_faults fault,
                         struct virtual_recorder *recorder)
{
    char16 *path = memory_allocate(VIRTUAL_RECORDER_PATH_MAXIMUM + 1, sizeof(*path));
    char16 *copy;

    if (path == NULL)
        return NULL;
    if (!read_text(key, name, path, VIRTUAL_RECORDER_PATH_MAXIMUM + 1))
        recorder->faults |= fault;
    copy = utf16_duplicate(path, utf16_length(path));
    memory_free(path);
    return copy;
}

static enum status read_paths(HKEY key, struct virtual_recorder *recorder)
{
    recorder->disc_path = read_path(key, VALUE_DISC, VIRTUAL_RECORDER_FAULTS_DISC, recorder);
    recorder->log_path = read_path(key, VALUE_LOG, VIRTUAL_RECORDER_FAULTS_LOG, recorder);
    if (recorder->disc_path == NULL || recorder->log_path == NULL)
        return STATUS_NO_MEMORY;
    if (recorder->log_path[0] == 0) {
        memory_free(recorder->log_path);
        recorder->log_path = NULL;
    }
    return STATUS_OK;
}

static enum status read_recorder(HKEY key, struct virtual_recorder *recorder)
{
    uint32_t has_real_pace;
    uint32_t is_tray_open;

    if (!read_ascii(key, VALUE_MEDIUM, recorder->medium, sizeof(recorder->medium)))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_MEDIUM;
    if (!read_ascii(key, VALUE_VENDOR, recorder->vendor_id, sizeof(recorder->vendor_id)) ||
        !read_ascii(key, VALUE_PRODUCT, recorder->product_id, sizeof(recorder->product_id)) ||
        !read_ascii(key, VALUE_REVISION, recorder->product_revision,
                    sizeof(recorder->product_revision)))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_IDENTITY;
    if (!read_number(key, VALUE_TRAY_OPEN, &is_tray_open))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_TRAY;
    if (!read_ascii(key, VALUE_FAULTS, recorder->fault_plan, sizeof(recorder->fault_plan)))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_PLAN;
    if (!read_number(key, VALUE_REAL_PACE, &has_real_pace))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_OPTION;
    if (!read_number(key, VALUE_GENERATION, &recorder->generation))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_OPTION;
    recorder->is_tray_open = is_tray_open != 0;
    recorder->has_real_pace = has_real_pace != 0;
    return read_paths(key, recorder);
}

static bool is_known(const struct virtual_recorders *recorders, const char16 *name)
{
    for (size_t i = 0; i < recorders->count; i++) {
        const char16 *known = recorders->entries[i].name;

        if (utf16_compare_folded(known, utf16_length(known), name, utf16_length(name)) == 0)
            return true;
    }
    return false;
}

static enum status append(struct virtual_recorders *recorders, struct virtual_recorder *recorder)
{
    struct virtual_recorder *entries =
        memory_resize(recorders->entries, recorders->count + 1, sizeof(*recorders->entries));

    if (entries == NULL)
        return STATUS_NO_MEMORY;
    recorders->entries = entries;
    entries[recorders->count++] = *recorder;
    *recorder = (struct virtual_recorder){ 0 };
    return STATUS_OK;
}

static enum status add_key(HKEY root, enum virtual_recorder_scope scope, const char16 *name,
                           struct virtual_recorders *recorders)
{
    struct virtual_recorder recorder = { .scope = scope };
    HKEY key = NULL;
    enum status status;

    if (is_known(recorders, name))
        return STATUS_OK;
    if (!virtual_recorder_name_is_valid(name, utf16_length(name)))
        recorder.faults |= VIRTUAL_RECORDER_FAULTS_NAME;
    recorder.name = utf16_duplicate(name, utf16_length(name));
    if (recorder.name == NULL)
        return STATUS_NO_MEMORY;
    status =
        status_of(RegOpenKeyExW(root, (const WCHAR *)name, 0, KEY_READ | KEY_WOW64_64KEY, &key));
    if (status == STATUS_OK)
        status = read_recorder(key, &recorder);
    if (status == STATUS_OK)
        status = append(recorders, &recorder);
    close_key(key);
    virtual_recorder_release(&recorder);
    /* A key that has gone meanwhile, or that we may not open, hides no other. */
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status list_scope(enum virtual_recorder_scope scope,
                              struct virtual_recorders *recorders)
{
    HKEY root;
    enum status status = open_root(scope, KEY_READ, &root);

    if (status != STATUS_OK)
        return status == STATUS_NOT_FOUND ? STATUS_OK : status;
    for (DWORD i = 0; status == STATUS_OK; i++) {
        char16 name[KEY_NAME_CAPACITY];
        DWORD length = KEY_NAME_CAPACITY;

        if (RegEnumKeyExW(root, i, (WCHAR *)name, &length, NULL, NULL, NULL, NULL) != ERROR_SUCCESS)
            break;
        status = add_key(root, scope, name, recorders);
    }
    RegCloseKey(root);
    return status;
}

static LSTATUS write_text(HKEY key, const WCHAR *name, const char16 *text)
{
    const DWORD size = (DWORD)((utf16_length(text) + 1) * sizeof(*text));

    return RegSetValueExW(key, name, 0, REG_SZ, (const BYTE *)text, size);
}

/* An empty text is no value: the default applies. */
static LSTATUS write_ascii(HKEY key, const WCHAR *name, const char *text)
{
    char16 wide[VIRTUAL_RECORDER_FAULT_PLAN_CAPACITY] = { 0 };
    LSTATUS error;

    for (size_t i = 0; text[i] != '\0'; i++)
        wide[i] = (char16)(unsigned char)text[i];
    if (wide[0] != 0)
        return write_text(key, name, wide);
    error = RegDeleteValueW(key, name);
    return error == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : error;
}

/* As write_ascii, of a path; NULL is no value. */
static LSTATUS write_path(HKEY key, const WCHAR *name, const char16 *path)
{
    LSTATUS error;

    if (path != NULL)
        return write_text(key, name, path);
    error = RegDeleteValueW(key, name);
    return error == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : error;
}

static LSTATUS write_number(HKEY key, const WCHAR *name, uint32_t value)
{
    const DWORD number = value;

    return RegSetValueExW(key, name, 0, REG_DWORD, (const BYTE *)&number, sizeof(number));
}

/* The generation comes last: who sees it finds the rest in place. */
static LSTATUS write_tray(HKEY key, const struct virtual_recorder *recorder, uint32_t generation)
{
    LSTATUS error = write_text(key, VALUE_DISC, recorder->disc_path);

    if (error == ERROR_SUCCESS)
        error = write_ascii(key, VALUE_MEDIUM, recorder->medium);
    if (error == ERROR_SUCCESS)
        error = write_number(key, VALUE_TRAY_OPEN, recorder->is_tray_open);
    if (error == ERROR_SUCCESS)
        error = write_ascii(key, VALUE_FAULTS, recorder->fault_plan);
    if (error == ERROR_SUCCESS)
        error = write_path(key, VALUE_LOG, recorder->log_path);
    if (error == ERROR_SUCCESS)
        error = write_number(key, VALUE_GENERATION, generation);
    return error;
}

static LSTATUS write_recorder(HKEY key, const struct virtual_recorder *recorder)
{
    LSTATUS error = write_ascii(key, VALUE_VENDOR, recorder->vendor_id);

    if (error == ERROR_SUCCESS)
        error = write_ascii(key, VALUE_PRODUCT, recorder->product_id);
    if (error == ERROR_SUCCESS)
        error = write_ascii(key, VALUE_REVISION, recorder->product_revision);
    return error == ERROR_SUCCESS ? write_tray(key, recorder, 1) : error;
}

enum status host_recorders_list(struct virtual_recorders *recorders)
{
    enum status status;

    *recorders = (struct virtual_recorders){ 0 };
    status = list_scope(VIRTUAL_RECORDER_SCOPE_USER, recorders);
    if (status == STATUS_OK)
        status = list_scope(VIRTUAL_RECORDER_SCOPE_MACHINE, recorders);
    if (status != STATUS_OK)
        virtual_recorders_release(recorders);
    return status;
}

enum status host_recorders_add(const struct virtual_recorder *recorder)
{
    HKEY root = NULL;
    HKEY key = NULL;
    DWORD disposition = 0;
    LSTATUS error;

    error = RegCreateKeyExW(root_of(recorder->scope), RECORDER_KEYS_ROOT, 0, NULL, 0,
                            KEY_ALL_ACCESS | KEY_WOW64_64KEY, NULL, &root, NULL);
    if (error == ERROR_SUCCESS)
        error = RegCreateKeyExW(root, (const WCHAR *)recorder->name, 0, NULL, 0,
                                KEY_READ | KEY_WRITE | KEY_WOW64_64KEY, NULL, &key, &disposition);
    if (error == ERROR_SUCCESS && disposition == REG_CREATED_NEW_KEY) {
        error = write_recorder(key, recorder);
        if (error != ERROR_SUCCESS)
            RegDeleteTreeW(root, (const WCHAR *)recorder->name);
    }
    close_key(key);
    close_key(root);
    if (error == ERROR_SUCCESS && disposition != REG_CREATED_NEW_KEY)
        return STATUS_ALREADY_EXISTS;
    return status_of(error);
}

enum status host_recorders_remove(const struct virtual_recorder *recorder)
{
    HKEY root;
    enum status status = open_root(recorder->scope, KEY_ALL_ACCESS, &root);

    if (status != STATUS_OK)
        return status;
    status = status_of(RegDeleteTreeW(root, (const WCHAR *)recorder->name));
    RegCloseKey(root);
    return status;
}

enum status host_recorders_update(struct virtual_recorder *recorder)
{
    uint32_t generation;
    HKEY key;
    enum status status = open_recorder(recorder, KEY_READ | KEY_WRITE, &key);

    if (status != STATUS_OK)
        return status;
    read_number(key, VALUE_GENERATION, &generation);
    generation++;
    status = status_of(write_tray(key, recorder, generation));
    if (status == STATUS_OK)
        recorder->generation = generation;
    close_key(key);
    return status;
}

enum status host_watch_open(const struct virtual_recorder *recorder, struct host_watch **watch)
{
    struct host_watch *opened = memory_allocate(1, sizeof(*opened));
    enum status status;

    *watch = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    status = open_recorder(recorder, KEY_READ, &opened->key);
    if (status != STATUS_OK) {
        memory_free(opened);
        return status;
    }
    *watch = opened;
    return STATUS_OK;
}

enum status host_watch_poll(struct host_watch *watch, uint32_t *generation)
{
    DWORD number = 0;
    DWORD size = sizeof(number);
    DWORD type;
    const LSTATUS error =
        RegQueryValueExW(watch->key, VALUE_GENERATION, NULL, &type, (BYTE *)&number, &size);

    *generation = error == ERROR_SUCCESS && type == REG_DWORD ? number : 0;
    /* A key without the value is there; one that was deleted says so. */
    return error == ERROR_KEY_DELETED ? STATUS_NOT_FOUND : STATUS_OK;
}

void host_watch_close(struct host_watch *watch)
{
    if (watch == NULL)
        return;
    RegCloseKey(watch->key);
    memory_free(watch);
}
