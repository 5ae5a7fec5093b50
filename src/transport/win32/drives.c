/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The optical drives of the system: by device interface, as Windows lists them, and by drive
 * letter, which is all that Wine knows.
 */
#include "transport/host.h"

#include "base/memory.h"
#include "transport/win32/drive_letter.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>
#include <winioctl.h>

#include <setupapi.h>

/* GUID_DEVINTERFACE_CDROM, which is also the tail of every id. */
static const GUID cdrom_class = {
    0x53f56308, 0xb6bf, 0x11d0, { 0x94, 0xf2, 0x00, 0xa0, 0xc9, 0x1e, 0xfb, 0x8b }
};

#define LETTER_ID       L"\\\\?\\cdrom#drive_%c#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"
#define LETTER_ID_UNITS 80

static bool is_known(const struct host_drives *drives, uint32_t number)
{
    for (size_t i = 0; i < drives->count; i++) {
        if (drives->entries[i].number == number)
            return true;
    }
    return false;
}

static uint32_t first_free_number(const struct host_drives *drives)
{
    uint32_t number = 0;

    while (is_known(drives, number))
        number++;
    return number;
}

static enum status append(struct host_drives *drives, const WCHAR *id, const WCHAR *device_path,
                          uint32_t number)
{
    struct host_drive *entries =
        memory_resize(drives->entries, drives->count + 1, sizeof(*drives->entries));
    struct host_drive *entry;

    if (entries == NULL)
        return STATUS_NO_MEMORY;
    drives->entries = entries;
    entry = &entries[drives->count];
    entry->number = number;
    entry->id = utf16_duplicate((const char16 *)id, wcslen(id));
    entry->device_path = utf16_duplicate((const char16 *)device_path, wcslen(device_path));
    if (entry->id == NULL || entry->device_path == NULL) {
        memory_free(entry->id);
        memory_free(entry->device_path);
        return STATUS_NO_MEMORY;
    }
    CharLowerBuffW((WCHAR *)entry->id, (DWORD)wcslen(id));
    drives->count++;
    return STATUS_OK;
}

/* A device that does not tell gets a number that no other has. */
static uint32_t number_of_device(const struct host_drives *drives, const WCHAR *path)
{
    STORAGE_DEVICE_NUMBER number;
    DWORD returned;
    BOOL is_told;
    HANDLE device =
        CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);

    if (device == INVALID_HANDLE_VALUE)
        return first_free_number(drives);
    is_told = DeviceIoControl(device, IOCTL_STORAGE_GET_DEVICE_NUMBER, NULL, 0, &number,
                              sizeof(number), &returned, NULL);
    CloseHandle(device);
    return is_told ? number.DeviceNumber : first_free_number(drives);
}

static enum status add_interface(HDEVINFO set, SP_DEVICE_INTERFACE_DATA *found,
                                 struct host_drives *drives)
{
    SP_DEVICE_INTERFACE_DETAIL_DATA_W *detail;
    enum status status = STATUS_OK;
    DWORD size = 0;

    SetupDiGetDeviceInterfaceDetailW(set, found, NULL, 0, &size, NULL);
    if (size < sizeof(*detail))
        return STATUS_OK;
    detail = memory_allocate(1, size);
    if (detail == NULL)
        return STATUS_NO_MEMORY;
    detail->cbSize = sizeof(*detail);
    if (SetupDiGetDeviceInterfaceDetailW(set, found, detail, size, NULL, NULL))
        status = append(drives, detail->DevicePath, detail->DevicePath,
                        number_of_device(drives, detail->DevicePath));
    memory_free(detail);
    return status;
}

static enum status list_interfaces(struct host_drives *drives)
{
    HDEVINFO set =
        SetupDiGetClassDevsW(&cdrom_class, NULL, NULL, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    enum status status = STATUS_OK;

    if (set == INVALID_HANDLE_VALUE)
        return STATUS_OK;
    for (DWORD i = 0; status == STATUS_OK; i++) {
        SP_DEVICE_INTERFACE_DATA found = { .cbSize = sizeof(found) };

        if (!SetupDiEnumDeviceInterfaces(set, NULL, &cdrom_class, i, &found))
            break;
        status = add_interface(set, &found, drives);
    }
    SetupDiDestroyDeviceInfoList(set);
    return status;
}

static void letter_id(WCHAR letter, WCHAR id[LETTER_ID_UNITS])
{
    _snwprintf(id, LETTER_ID_UNITS, LETTER_ID, letter);
}

static enum status add_letter(WCHAR letter, struct host_drives *drives)
{
    const WCHAR root[] = { letter, ':', '\\', 0 };
    const WCHAR path[] = { '\\', '\\', '.', '\\', letter, ':', 0 };
    WCHAR id[LETTER_ID_UNITS];
    uint32_t number;

    if (GetDriveTypeW(root) != DRIVE_CDROM)
        return STATUS_OK;
    if (!drive_letter_number(letter, &number))
        number = first_free_number(drives);
    else if (is_known(drives, number))
        return STATUS_OK;
    letter_id(letter, id);
    return append(drives, id, path, number);
}

static enum status list_letters(struct host_drives *drives)
{
    const DWORD letters = GetLogicalDrives();
    enum status status = STATUS_OK;

    for (unsigned i = 0; status == STATUS_OK && i < 26; i++) {
        if (letters & 1u << i)
            status = add_letter((WCHAR)('A' + i), drives);
    }
    return status;
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t one = ((const struct host_drive *)a)->number;
    const uint32_t other = ((const struct host_drive *)b)->number;

    return (one > other) - (one < other);
}

enum status host_drives_list(struct host_drives *drives)
{
    enum status status;

    *drives = (struct host_drives){ 0 };
    status = list_interfaces(drives);
    if (status == STATUS_OK)
        status = list_letters(drives);
    if (status != STATUS_OK) {
        host_drives_release(drives);
        return status;
    }
    if (drives->count > 1)
        qsort(drives->entries, drives->count, sizeof(*drives->entries), compare_numbers);
    return STATUS_OK;
}

const struct host_drive *host_drives_named(const struct host_drives *drives, const char16 *name)
{
    const WCHAR letter = drive_letter_named((const WCHAR *)name);
    const WCHAR root[] = { letter, ':', '\\', 0 };
    WCHAR id[LETTER_ID_UNITS];
    uint32_t number;
    bool has_number;

    if (letter == 0 || GetDriveTypeW(root) != DRIVE_CDROM)
        return NULL;
    has_number = drive_letter_number(letter, &number);
    letter_id(letter, id);
    for (size_t i = 0; i < drives->count; i++) {
        const struct host_drive *drive = &drives->entries[i];

        if ((has_number && drive->number == number) || _wcsicmp((const WCHAR *)drive->id, id) == 0)
            return drive;
    }
    return NULL;
}

void host_drives_release(struct host_drives *drives)
{
    for (size_t i = 0; i < drives->count; i++) {
        memory_free(drives->entries[i].id);
        memory_free(drives->entries[i].device_path);
    }
    memory_free(drives->entries);
    *drives = (struct host_drives){ 0 };
}
