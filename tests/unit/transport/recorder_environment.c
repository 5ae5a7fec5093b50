/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Setting the environment on both systems. */
#include "recorder_environment.h"

#include "platform/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VARIABLE "OPENIMAPI_VIRTUAL_RECORDERS"

void recorder_environment_set(const char *value)
{
#ifdef _WIN32
    _putenv_s(VARIABLE, value != NULL ? value : "");
#else
    if (value != NULL)
        setenv(VARIABLE, value, 1);
    else
        unsetenv(VARIABLE);
#endif
}

const char16 *wide(const char *text)
{
    static char16 buffers[4][512];
    static unsigned next;
    char16 *buffer = buffers[next++ % 4];
    size_t length;

    memset(buffer, 0, sizeof(buffers[0]));
    (void)utf16_from_utf8(text, strlen(text), buffer, 511, &length);
    return buffer;
}

void remove_disc(const char *path)
{
    char state_path[512];

    snprintf(state_path, sizeof(state_path), "%s.disc", path);
    (void)platform_file_remove(wide(path));
    (void)platform_file_remove(wide(state_path));
}
