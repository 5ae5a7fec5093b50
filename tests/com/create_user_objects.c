/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes an object by every ProgID of ours that is registered for the current user, through the
 * path that its class names there: by hand, because not every system's COM looks at those classes.
 * Prints what is refused, and at the end "N created, N refused".
 */
#include <windows.h>
#include <ole2.h>

#include <stdio.h>
#include <wchar.h>

#define CLASSES L"Software\\Classes"

typedef HRESULT(STDAPICALLTYPE *get_class_object)(REFCLSID clsid, REFIID iid, void **out);

/* The default value of a key below CLASSES; false when there is none. */
static BOOL read_default(const WCHAR *key, WCHAR *text, DWORD units)
{
    WCHAR path[512];
    DWORD size = units * (DWORD)sizeof(WCHAR);

    _snwprintf(path, ARRAYSIZE(path), CLASSES L"\\%ls", key);
    path[ARRAYSIZE(path) - 1] = 0;
    return !RegGetValueW(HKEY_CURRENT_USER, path, NULL, RRF_RT_REG_SZ, NULL, text, &size);
}

/* The module stays loaded, as COM would keep it. */
static HRESULT create_from(const WCHAR *module_path, REFCLSID clsid, IUnknown **object)
{
    HMODULE module = LoadLibraryW(module_path);
    get_class_object get;
    IClassFactory *factory;
    HRESULT hr;

    if (!module)
        return HRESULT_FROM_WIN32(GetLastError());
    get = (get_class_object)(void *)GetProcAddress(module, "DllGetClassObject");
    if (!get)
        return HRESULT_FROM_WIN32(GetLastError());
    hr = get(clsid, &IID_IClassFactory, (void **)&factory);
    if (FAILED(hr))
        return hr;
    hr = IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, (void **)object);
    IClassFactory_Release(factory);
    return hr;
}

static BOOL create(const WCHAR *prog_id)
{
    WCHAR key[256];
    WCHAR class_text[64];
    WCHAR module_path[MAX_PATH];
    IUnknown *object;
    CLSID clsid;

    _snwprintf(key, ARRAYSIZE(key), L"%ls\\CLSID", prog_id);
    if (!read_default(key, class_text, ARRAYSIZE(class_text)) ||
        FAILED(CLSIDFromString(class_text, &clsid)))
        return FALSE;
    _snwprintf(key, ARRAYSIZE(key), L"CLSID\\%ls\\InprocServer32", class_text);
    if (!read_default(key, module_path, ARRAYSIZE(module_path)) ||
        FAILED(create_from(module_path, &clsid, &object)))
        return FALSE;
    IUnknown_Release(object);
    return TRUE;
}

int main(void)
{
    WCHAR name[256];
    unsigned created = 0;
    unsigned refused = 0;
    HKEY classes;

    if (FAILED(CoInitialize(NULL)) || RegOpenKeyW(HKEY_CURRENT_USER, CLASSES, &classes))
        return 2;
    for (DWORD i = 0; !RegEnumKeyW(classes, i, name, ARRAYSIZE(name)); i++) {
        if (wcsncmp(name, L"IMAPI2", 6) != 0)
            continue;
        if (create(name)) {
            created++;
        } else {
            refused++;
            printf("refused: %ls\n", name);
        }
    }
    printf("%u created, %u refused\n", created, refused);
    RegCloseKey(classes);
    CoUninitialize();
    return 0;
}
