/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Runs a script of VBScript or JScript, as cscript does, but with events and with messages for
 * errors that nobody caught.
 *
 *     script_host [//nologo] SCRIPT [ARGUMENT...]
 *
 * The language follows from the ending, .vbs or .js; the text is UTF-8. Ends with what the script
 * gives to WScript.Quit, otherwise with 0, 1 when something failed in it, 2 when the script cannot
 * be started.
 */
#include "support/script_host/engine.h"
#include "support/script_host/host.h"
#include "support/script_host/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_UNITS 32768

int wmain(int count, wchar_t **arguments);

static const WCHAR *language_of(const WCHAR *path)
{
    const WCHAR *ending = wcsrchr(path, L'.');

    if (ending && !_wcsicmp(ending, L".vbs"))
        return L"VBScript";
    if (ending && !_wcsicmp(ending, L".js"))
        return L"JScript";
    return NULL;
}

/* The whole file, which ends with a byte of zero; NULL when it cannot be read. */
static char *read_file(const WCHAR *path)
{
    FILE *file = _wfopen(path, L"rb");
    char *bytes = NULL;
    long size;

    if (!file)
        return NULL;
    if (!fseek(file, 0, SEEK_END) && (size = ftell(file)) >= 0 && !fseek(file, 0, SEEK_SET))
        bytes = calloc((size_t)size + 1, 1);
    if (bytes && fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

static WCHAR *read_text(const WCHAR *path)
{
    char *bytes = read_file(path);
    WCHAR *text = NULL;
    const char *begin;
    int length;

    if (!bytes)
        return NULL;
    begin = strncmp(bytes, "\xEF\xBB\xBF", 3) ? bytes : bytes + 3;
    length = MultiByteToWideChar(CP_UTF8, 0, begin, -1, NULL, 0);
    text = calloc((size_t)length, sizeof(WCHAR));
    if (text)
        MultiByteToWideChar(CP_UTF8, 0, begin, -1, text, length);
    free(bytes);
    return text;
}

/* The exit code. */
static int run(struct engine *engine, const WCHAR *path, const WCHAR *text, wchar_t **arguments,
               int count)
{
    struct automation_object *host = host_create(engine, path, arguments, count);
    HRESULT hr = E_OUTOFMEMORY;

    if (host)
        hr = engine_add_object(engine, L"WScript", &host->IDispatch_iface);
    if (SUCCEEDED(hr))
        hr = engine_run(engine, text);
    if (host)
        host_disconnect(host);
    automation_drop(host);
    return FAILED(hr) || engine_has_failed(engine);
}

static int run_file(const WCHAR *path, wchar_t **arguments, int count)
{
    static WCHAR full_path[PATH_UNITS];
    const WCHAR *language = language_of(path);
    WCHAR *text = read_text(path);
    struct engine *engine;
    int code = 2;

    if (text && language && GetFullPathNameW(path, PATH_UNITS, full_path, NULL) &&
        SUCCEEDED(engine_create(language, full_path, &engine))) {
        code = run(engine, full_path, text, arguments, count);
        engine_destroy(engine);
    } else {
        output_write(STD_ERROR_HANDLE, L"script_host: cannot run ");
        output_write(STD_ERROR_HANDLE, path);
        output_write(STD_ERROR_HANDLE, L"\r\n");
    }
    free(text);
    return code;
}

int wmain(int count, wchar_t **arguments)
{
    const int first = count > 1 && !_wcsicmp(arguments[1], L"//nologo") ? 2 : 1;
    int code;

    if (count <= first) {
        output_write(STD_ERROR_HANDLE, L"usage: script_host [//nologo] SCRIPT [ARGUMENT...]\r\n");
        return 2;
    }
    if (FAILED(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
        return 2;
    code = run_file(arguments[first], &arguments[first + 1], count - first - 1);
    CoUninitialize();
    return code;
}
