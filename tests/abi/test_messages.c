/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The message table inside each DLL: a sentence for every HRESULT of its error header, and for
 * nothing else, with the inserts that callers fill in.
 *   test_abi_messages <imapi2.dll> <imapi2fs.dll>
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "abi/tables.h"

enum {
    MESSAGE_LENGTH = 512,
    MAX_INSERTS = 3
};

static struct {
    const char *header;
    const char *path;
    HMODULE module;
} modules[] = {
    { "imapi2error.h", NULL, NULL },
    { "imapi2fserror.h", NULL, NULL },
};

static unsigned checks;

static HMODULE module_of(const struct abi_hresult *row)
{
    size_t index = strcmp(row->header, modules[0].header) == 0 ? 0 : 1;

    assert_string_equal(row->header, modules[index].header);
    return modules[index].module;
}

static unsigned recorded_inserts(const char *name)
{
    for (const struct abi_inserts *row = abi_inserts; row->name; row++) {
        if (strcmp(row->name, name) == 0)
            return row->count;
    }
    return 0;
}

static void test_messages__every_hresult_has_a_sentence(void **state)
{
    (void)state;
    for (const struct abi_hresult *row = abi_hresults; row->header; row++) {
        WCHAR text[MESSAGE_LENGTH];
        DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_IGNORE_INSERTS,
                                      module_of(row), row->value, 0, text, MESSAGE_LENGTH, NULL);

        if (length < 20)
            fail_msg("%s has no text: error %lu", row->name, GetLastError());
        if (memcmp(text + length - 3, L".\r\n", 3 * sizeof(WCHAR)) != 0)
            fail_msg("the text of %s does not end with a full stop and a new line", row->name);
        checks++;
    }
}

static void test_messages__inserts(void **state)
{
    static const WCHAR *const values[MAX_INSERTS] = { L"<first>", L"<second>", L"<third>" };

    (void)state;
    for (const struct abi_hresult *row = abi_hresults; row->header; row++) {
        WCHAR text[MESSAGE_LENGTH];
        DWORD_PTR arguments[MAX_INSERTS];

        for (unsigned i = 0; i < MAX_INSERTS; i++)
            arguments[i] = (DWORD_PTR)values[i];
        if (!FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_ARGUMENT_ARRAY,
                            module_of(row), row->value, 0, text, MESSAGE_LENGTH,
                            (va_list *)arguments))
            fail_msg("%s cannot be formatted: error %lu", row->name, GetLastError());
        for (unsigned i = 0; i < MAX_INSERTS; i++) {
            bool found = wcsstr(text, values[i]) != NULL;
            bool recorded = i < recorded_inserts(row->name);

            if (found != recorded)
                fail_msg("%s %s insert %u", row->name, found ? "has" : "lacks", i + 1);
            checks++;
        }
    }
}

static bool is_recorded(const char *header, ULONG id)
{
    for (const struct abi_hresult *row = abi_hresults; row->header; row++) {
        if (strcmp(row->header, header) == 0 && row->value == id)
            return true;
    }
    return false;
}

static void check_table(const char *header, HMODULE module)
{
    HRSRC resource = FindResourceW(module, MAKEINTRESOURCEW(1), (LPCWSTR)RT_MESSAGETABLE);
    const MESSAGE_RESOURCE_DATA *data;

    if (!resource)
        fail_msg("no message table for %s: error %lu", header, GetLastError());
    data = LockResource(LoadResource(module, resource));
    assert_non_null(data);
    for (ULONG i = 0; i < data->NumberOfBlocks; i++) {
        for (ULONG id = data->Blocks[i].LowId; id <= data->Blocks[i].HighId; id++) {
            if (!is_recorded(header, id))
                fail_msg("0x%08lx has a text but is not in %s", id, header);
            checks++;
        }
    }
}

static void test_messages__nothing_unrecorded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++)
        check_table(modules[i].header, modules[i].module);
}

static int load_modules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
        modules[i].module = LoadLibraryExA(modules[i].path, NULL, LOAD_LIBRARY_AS_DATAFILE);
        if (!modules[i].module) {
            print_error("%s cannot be loaded: error %lu\n", modules[i].path, GetLastError());
            return -1;
        }
    }
    return 0;
}

static int free_modules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
        if (modules[i].module)
            FreeLibrary(modules[i].module);
    }
    print_message("abi: %u checks of the message tables\n", checks);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages__every_hresult_has_a_sentence),
        cmocka_unit_test(test_messages__inserts),
        cmocka_unit_test(test_messages__nothing_unrecorded),
    };

    if (argc != 3) {
        fprintf(stderr, "usage: test_abi_messages <imapi2.dll> <imapi2fs.dll>\n");
        return EXIT_FAILURE;
    }
    modules[0].path = argv[1];
    modules[1].path = argv[2];
    return cmocka_run_group_tests(tests, load_modules, free_modules);
}
