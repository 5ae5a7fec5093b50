/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Waiting for recorders that come or go. Letters are looked at again and again, because Wine tells
 * no device notifications; that touches no drive.
 */
#include "transport/recorder_changes.h"

#include "base/memory.h"
#include "transport/win32/recorder_keys.h"

#include <stdint.h>
#include <windows.h>

#define LETTER_PAUSE_MS 1000

/* What is waited for. */
enum changes_event {
    CHANGES_EVENT_END,
    CHANGES_EVENT_USER,
    CHANGES_EVENT_MACHINE,
    CHANGES_EVENT_COUNT,
};

struct recorder_changes {
    HANDLE events[CHANGES_EVENT_COUNT];
    HKEY keys[CHANGES_EVENT_COUNT]; /* those that are watched; none of END */
    uint32_t optical_letters;
};

static uint32_t optical_letters(void)
{
    const DWORD letters = GetLogicalDrives();
    uint32_t optical = 0;

    for (unsigned i = 0; i < 26; i++) {
        const WCHAR root[] = { (WCHAR)('A' + i), ':', '\\', 0 };

        if ((letters >> i & 1) != 0 && GetDriveTypeW(root) == DRIVE_CDROM)
            optical |= 1u << i;
    }
    return optical;
}

/*
 * Asks for the next change of a scope. Where its key is not there yet, the nearest one above it is
 * watched, with all below.
 */
static void arm(struct recorder_changes *changes, enum changes_event event)
{
    static const WCHAR *const paths[] = { RECORDER_KEYS_ROOT, RECORDER_KEYS_VENDOR, L"Software" };
    const HKEY root = event == CHANGES_EVENT_MACHINE ? HKEY_LOCAL_MACHINE : HKEY_CURRENT_USER;
    HKEY *const key = &changes->keys[event];

    if (*key != NULL)
        RegCloseKey(*key);
    *key = NULL;
    ResetEvent(changes->events[event]);
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        if (RegOpenKeyExW(root, paths[i], 0, KEY_NOTIFY | KEY_WOW64_64KEY, key) != ERROR_SUCCESS)
            continue;
        if (RegNotifyChangeKeyValue(*key, TRUE, REG_NOTIFY_CHANGE_NAME, changes->events[event],
                                    TRUE) == ERROR_SUCCESS)
            return;
        RegCloseKey(*key);
        *key = NULL;
    }
}

enum status recorder_changes_open(struct recorder_changes **changes)
{
    struct recorder_changes *opened = memory_allocate(1, sizeof(*opened));

    *changes = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    for (unsigned i = 0; i < CHANGES_EVENT_COUNT; i++) {
        opened->events[i] = CreateEventW(NULL, TRUE, FALSE, NULL);
        if (opened->events[i] == NULL) {
            recorder_changes_close(opened);
            return STATUS_NO_MEMORY;
        }
    }
    arm(opened, CHANGES_EVENT_USER);
    arm(opened, CHANGES_EVENT_MACHINE);
    opened->optical_letters = optical_letters();
    *changes = opened;
    return STATUS_OK;
}

bool recorder_changes_wait(struct recorder_changes *changes)
{
    for (;;) {
        const DWORD signalled =
            WaitForMultipleObjects(CHANGES_EVENT_COUNT, changes->events, FALSE, LETTER_PAUSE_MS);
        const uint32_t letters = optical_letters();
        const bool is_other = letters != changes->optical_letters;

        if (signalled == WAIT_OBJECT_0 + CHANGES_EVENT_END || signalled == WAIT_FAILED)
            return false;
        changes->optical_letters = letters;
        if (signalled != WAIT_TIMEOUT)
            arm(changes, (enum changes_event)(signalled - WAIT_OBJECT_0));
        if (signalled != WAIT_TIMEOUT || is_other)
            return true;
    }
}

void recorder_changes_end(struct recorder_changes *changes)
{
    SetEvent(changes->events[CHANGES_EVENT_END]);
}

void recorder_changes_close(struct recorder_changes *changes)
{
    if (changes == NULL)
        return;
    for (unsigned i = 0; i < CHANGES_EVENT_COUNT; i++) {
        if (changes->keys[i] != NULL)
            RegCloseKey(changes->keys[i]);
        if (changes->events[i] != NULL)
            CloseHandle(changes->events[i]);
    }
    memory_free(changes);
}
