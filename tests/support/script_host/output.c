/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a script prints, and WScript.StdOut and WScript.StdErr. */
#include "support/script_host/output.h"

#include <stdlib.h>
#include <wchar.h>

struct output {
    struct automation_object object; /* always first */
    DWORD stream;
};

void output_write(DWORD stream, const WCHAR *text)
{
    const HANDLE handle = GetStdHandle(stream);
    const int length = (int)wcslen(text);
    DWORD written;
    DWORD mode;
    char *bytes;
    int count;

    if (GetConsoleMode(handle, &mode)) {
        WriteConsoleW(handle, text, (DWORD)length, &written, NULL);
        return;
    }
    count = WideCharToMultiByte(CP_UTF8, 0, text, length, NULL, 0, NULL, NULL);
    bytes = malloc((size_t)count + 1);
    if (bytes) {
        WideCharToMultiByte(CP_UTF8, 0, text, length, bytes, count, NULL, NULL);
        WriteFile(handle, bytes, (DWORD)count, &written, NULL);
    }
    free(bytes);
}

static HRESULT write_argument(struct automation_object *object, const struct automation_call *call,
                              const WCHAR *end)
{
    const DWORD stream = ((struct output *)object)->stream;
    BSTR text;
    HRESULT hr;

    if (call->count) {
        hr = automation_text(call, 0, &text);
        if (FAILED(hr))
            return hr;
        output_write(stream, text ? text : L"");
        SysFreeString(text);
    }
    output_write(stream, end);
    return S_OK;
}

static HRESULT output_Write(struct automation_object *object, const struct automation_call *call)
{
    return write_argument(object, call, L"");
}

static HRESULT output_WriteLine(struct automation_object *object,
                                const struct automation_call *call)
{
    return write_argument(object, call, L"\r\n");
}

static const struct automation_member output_members[] = {
    { L"Write", 1, 1, 1, output_Write },
    { L"WriteLine", 2, 0, 1, output_WriteLine },
};

static const struct automation_class output_class = {
    .members = output_members,
    .count = ARRAYSIZE(output_members),
};

struct automation_object *output_create(DWORD stream)
{
    struct output *output = automation_create(&output_class, sizeof(*output));

    if (!output)
        return NULL;
    output->stream = stream;
    return &output->object;
}
