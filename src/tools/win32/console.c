/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A console of UTF-16, redirected as UTF-8. */
#include "tools/console.h"

#include "base/memory.h"
#include "base/utf16.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

/* UTF-8 needs at most three bytes for what UTF-16 has in one unit. */
#define BYTES_PER_UNIT 3

int wmain(int argc, wchar_t **argv);

static void print(FILE *stream, const char *text)
{
    const size_t length = strlen(text);
    char16 *wide = memory_allocate(length + 1, sizeof(*wide));
    size_t count;

    if (wide == NULL || utf16_from_utf8(text, length, wide, length, &count) != STATUS_OK) {
        memory_free(wide);
        return;
    }
    fputws((const wchar_t *)wide, stream);
    memory_free(wide);
}

static char *narrow(const wchar_t *argument)
{
    const char16 *text = (const char16 *)argument;
    const size_t capacity = utf16_length(text) * BYTES_PER_UNIT + 1;
    char *out = memory_allocate(capacity, 1);
    size_t length;

    if (out != NULL)
        (void)utf16_to_utf8(text, utf16_length(text), out, capacity, &length);
    return out;
}

void console_print(const char *text)
{
    print(stdout, text);
}

void console_print_error(const char *text)
{
    print(stderr, text);
}

int wmain(int argc, wchar_t **argv)
{
    char **arguments = memory_allocate((size_t)argc + 1, sizeof(*arguments));
    int code = 1;
    int count = 0;

    _setmode(_fileno(stdout), _O_U8TEXT);
    _setmode(_fileno(stderr), _O_U8TEXT);
    while (arguments != NULL && count < argc && (arguments[count] = narrow(argv[count])) != NULL)
        count++;
    if (arguments != NULL && count == argc)
        code = console_main(argc, arguments);
    for (int i = 0; i < count; i++)
        memory_free(arguments[i]);
    memory_free(arguments);
    return code;
}
