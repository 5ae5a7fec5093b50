/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The type library inside this module, found without the registry. */
#include "com/type_library.h"

#include "base/memory.h"
#include "com/module.h"

struct cached_type {
    GUID guid;
    ITypeInfo *info;
};

/* Open addressing; entries are published whole and never change until the module goes. */
#define CACHE_SLOTS 128
static struct cached_type *volatile cache[CACHE_SLOTS];

static size_t slot_of(REFGUID guid, size_t probe)
{
    return (guid->Data1 + guid->Data2 + probe) % CACHE_SLOTS;
}

static struct cached_type *cache_find(REFGUID guid)
{
    for (size_t probe = 0; probe < CACHE_SLOTS; probe++) {
        struct cached_type *entry = cache[slot_of(guid, probe)];

        if (!entry || IsEqualGUID(&entry->guid, guid))
            return entry;
    }
    return NULL;
}

/* Takes `info` over. A cache that is full, or out of memory, only costs time. */
static void cache_add(REFGUID guid, ITypeInfo *info)
{
    struct cached_type *entry = memory_allocate(1, sizeof(*entry));

    if (entry) {
        entry->guid = *guid;
        entry->info = info;
    }
    for (size_t probe = 0; entry && probe < CACHE_SLOTS; probe++) {
        struct cached_type *there = InterlockedCompareExchangePointer(
            (void *volatile *)&cache[slot_of(guid, probe)], entry, NULL);

        if (!there)
            return;
        if (IsEqualGUID(&there->guid, guid))
            break;
    }
    memory_free(entry);
    ITypeInfo_Release(info);
}

static HRESULT load_type_info(REFGUID guid, ITypeInfo **info)
{
    ITypeLib *library;
    WCHAR *path;
    HRESULT hr = com_module_path(&path);

    if (FAILED(hr))
        return hr;
    hr = LoadTypeLibEx(path, REGKIND_NONE, &library);
    memory_free(path);
    if (FAILED(hr))
        return hr;
    hr = ITypeLib_GetTypeInfoOfGuid(library, guid, info);
    ITypeLib_Release(library);
    return hr;
}

HRESULT com_type_info_get(REFGUID guid, ITypeInfo **info)
{
    struct cached_type *entry = cache_find(guid);
    HRESULT hr;

    *info = NULL;
    if (entry) {
        *info = entry->info;
        ITypeInfo_AddRef(*info);
        return S_OK;
    }
    hr = load_type_info(guid, info);
    if (FAILED(hr)) {
        *info = NULL;
        return hr;
    }
    ITypeInfo_AddRef(*info);
    cache_add(guid, *info);
    return S_OK;
}

void com_type_library_release(void)
{
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        struct cached_type *entry = InterlockedExchangePointer((void *volatile *)&cache[i], NULL);

        if (entry) {
            ITypeInfo_Release(entry->info);
            memory_free(entry);
        }
    }
}
