/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Exclusive access. The driver of Windows keeps others out itself (IOCTL_CDROM_EXCLUSIVE_ACCESS).
 * Where it does not know how, and for virtual recorders, a named section stands for the claim: it
 * is there for as long as its maker is, and holds the owner's name.
 */
#include "transport/host.h"

#include "base/memory.h"
#include "transport/win32/spti_transport.h"

#include <string.h>
#include <wchar.h>
#include <winioctl.h>

/* ntddcdrm.h of Windows has these, that of mingw-w64 does not. */
#define CDROM_EXCLUSIVE_ACCESS_IOCTL                                                               \
    CTL_CODE(FILE_DEVICE_CD_ROM, 0x0017, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)
#define CALLER_NAME_SIZE 64
#define IGNORE_VOLUME    0x00000001u

enum exclusive_request {
    EXCLUSIVE_REQUEST_QUERY,
    EXCLUSIVE_REQUEST_LOCK,
    EXCLUSIVE_REQUEST_UNLOCK,
};

struct exclusive_access {
    ULONG request; /* enum exclusive_request */
    ULONG flags;
};

struct exclusive_lock {
    struct exclusive_access access;
    char caller_name[CALLER_NAME_SIZE];
};

struct exclusive_state {
    BOOLEAN is_locked;
    char caller_name[CALLER_NAME_SIZE];
};

#define SECTION_NAME       L"Local\\OpenIMAPI-exclusive-%016llx"
#define SECTION_NAME_UNITS 48
#define OWNER_UNITS        64

/* Who only asked may still have the section of a claim that was just given back. */
#define TAKE_TRIES    4
#define TAKE_PAUSE_MS 10

struct host_claim {
    HANDLE device;  /* borrowed: the driver has the claim; or */
    HANDLE section; /* the section is the claim */
};

static bool request_exclusive(HANDLE device, void *request, DWORD request_size, void *reply,
                              DWORD reply_size)
{
    DWORD returned;

    return DeviceIoControl(device, CDROM_EXCLUSIVE_ACCESS_IOCTL, request, request_size, reply,
                           reply_size, &returned, NULL);
}

/* False: the driver knows nothing of exclusive access. */
static bool query_driver(const struct host_claim_target *target, struct exclusive_state *state)
{
    struct exclusive_access query = { .request = EXCLUSIVE_REQUEST_QUERY };

    memset(state, 0, sizeof(*state));
    return target->drive != NULL && request_exclusive(spti_transport_device(target->drive), &query,
                                                      sizeof(query), state, sizeof(*state));
}

/* FNV-1a: keys are longer than names of objects, and have backslashes. */
static void section_name(const char16 *key, WCHAR name[SECTION_NAME_UNITS])
{
    uint64_t hash = 0xCBF29CE484222325u;

    for (; *key != 0; key++)
        hash = (hash ^ *key) * 0x100000001B3u;
    _snwprintf(name, SECTION_NAME_UNITS, SECTION_NAME, (unsigned long long)hash);
}

static enum status lock_driver(HANDLE device, const char16 *owner, bool force)
{
    struct exclusive_lock lock = {
        .access = { .request = EXCLUSIVE_REQUEST_LOCK, .flags = force ? IGNORE_VOLUME : 0 },
    };

    /* Names of clients are ASCII. */
    for (size_t i = 0; i + 1 < CALLER_NAME_SIZE && owner[i] != 0; i++)
        lock.caller_name[i] = (char)owner[i];
    if (request_exclusive(device, &lock, sizeof(lock), NULL, 0))
        return STATUS_OK;
    switch (GetLastError()) {
    case ERROR_ACCESS_DENIED:
    case ERROR_INVALID_PARAMETER:
        return STATUS_ACCESS_DENIED;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_BUSY:
        return STATUS_BUSY;
    default:
        return STATUS_IO;
    }
}

static void write_owner(HANDLE section, const char16 *owner)
{
    WCHAR *text = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, OWNER_UNITS * sizeof(*text));

    if (text == NULL)
        return;
    for (size_t i = 0; i + 1 < OWNER_UNITS && owner[i] != 0; i++)
        text[i] = owner[i];
    UnmapViewOfFile(text);
}

static enum status make_section(const char16 *key, const char16 *owner, HANDLE *section)
{
    WCHAR name[SECTION_NAME_UNITS];

    section_name(key, name);
    for (unsigned tries = 0; tries < TAKE_TRIES; tries++) {
        *section = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                      OWNER_UNITS * sizeof(WCHAR), name);
        if (*section == NULL)
            return GetLastError() == ERROR_ACCESS_DENIED ? STATUS_BUSY : STATUS_NO_MEMORY;
        if (GetLastError() != ERROR_ALREADY_EXISTS) {
            write_owner(*section, owner);
            return STATUS_OK;
        }
        CloseHandle(*section);
        *section = NULL;
        Sleep(TAKE_PAUSE_MS);
    }
    return STATUS_BUSY;
}

enum status host_claim_take(const struct host_claim_target *target, const char16 *owner, bool force,
                            struct host_claim **claim)
{
    struct host_claim *taken = memory_allocate(1, sizeof(*taken));
    struct exclusive_state state;
    enum status status;

    *claim = NULL;
    if (taken == NULL)
        return STATUS_NO_MEMORY;
    if (query_driver(target, &state)) {
        taken->device = spti_transport_device(target->drive);
        status = state.is_locked ? STATUS_BUSY : lock_driver(taken->device, owner, force);
    } else {
        status = make_section(target->key, owner, &taken->section);
    }
    if (status != STATUS_OK) {
        memory_free(taken);
        return status;
    }
    *claim = taken;
    return STATUS_OK;
}

void host_claim_drop(struct host_claim **claim)
{
    struct exclusive_access unlock = { .request = EXCLUSIVE_REQUEST_UNLOCK };

    if (*claim == NULL)
        return;
    if ((*claim)->section != NULL)
        CloseHandle((*claim)->section);
    else
        request_exclusive((*claim)->device, &unlock, sizeof(unlock), NULL, 0);
    memory_free(*claim);
    *claim = NULL;
}

static enum status owner_of_driver(const struct exclusive_state *state, char16 **owner)
{
    char16 text[CALLER_NAME_SIZE] = { 0 };

    for (size_t i = 0; state->is_locked && i + 1 < CALLER_NAME_SIZE && state->caller_name[i] != 0;
         i++)
        text[i] = (unsigned char)state->caller_name[i];
    *owner = utf16_duplicate(text, utf16_length(text));
    return *owner != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status host_claim_owner(const struct host_claim_target *target, char16 **owner)
{
    char16 text[OWNER_UNITS + 1] = { 0 };
    struct exclusive_state state;
    WCHAR name[SECTION_NAME_UNITS];
    const WCHAR *shared = NULL;
    HANDLE section;

    if (query_driver(target, &state))
        return owner_of_driver(&state, owner);
    section_name(target->key, name);
    section = OpenFileMappingW(FILE_MAP_READ, FALSE, name);
    if (section != NULL)
        shared = MapViewOfFile(section, FILE_MAP_READ, 0, 0, OWNER_UNITS * sizeof(*shared));
    if (shared != NULL) {
        memcpy(text, shared, OWNER_UNITS * sizeof(*shared));
        UnmapViewOfFile(shared);
    }
    if (section != NULL)
        CloseHandle(section);
    *owner = utf16_duplicate(text, utf16_length(text));
    return *owner != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

bool host_claim_restrains(const struct host_claim_target *target)
{
    WCHAR name[SECTION_NAME_UNITS];
    HANDLE section;

    section_name(target->key, name);
    section = OpenFileMappingW(FILE_MAP_READ, FALSE, name);
    if (section == NULL)
        return GetLastError() == ERROR_ACCESS_DENIED;
    CloseHandle(section);
    return true;
}
