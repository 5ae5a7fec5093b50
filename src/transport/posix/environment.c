/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Environment variables on POSIX: UTF-8. */
#include "transport/host.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum status host_environment_get(const char *name, char16 **value)
{
    const char *text = getenv(name);
    size_t length;
    enum status status;

    *value = NULL;
    if (text == NULL)
        return STATUS_NOT_FOUND;
    *value = memory_allocate(strlen(text) + 1, sizeof(**value));
    if (*value == NULL)
        return STATUS_NO_MEMORY;
    status = utf16_from_utf8(text, strlen(text), *value, strlen(text), &length);
    if (status != STATUS_OK) {
        memory_free(*value);
        *value = NULL;
    }
    return status;
}
