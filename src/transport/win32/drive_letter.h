/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Drive letters and the devices they stand for. */
#ifndef OPENIMAPI_TRANSPORT_WIN32_DRIVE_LETTER_H
#define OPENIMAPI_TRANSPORT_WIN32_DRIVE_LETTER_H

#include <stdbool.h>
#include <stdint.h>
#include <windows.h>

/** N of \Device\CdRomN that `letter` stands for; false when it stands for something else. */
bool drive_letter_number(WCHAR letter, uint32_t *number);

/** The letter that stands for \Device\CdRom`number`; 0 when none does. */
WCHAR drive_letter_of(uint32_t number);

/**
 * The letter that `name` speaks of: D:, D:\, \\.\D:, \\?\D:, the name of a volume with a letter, or
 * the path where it is mounted. 0: none of these.
 */
WCHAR drive_letter_named(const WCHAR *name);

#endif
