/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The values that registering this module consists of. */
#include "com/registration_rows.h"

#include "base/memory.h"
#include "com/module.h"

#include <wchar.h>

/* The universal marshaler of oleaut32, which reads the type library. */
#define UNIVERSAL_MARSHALER L"{00020424-0000-0000-C000-000000000046}"

/* Classes and type libraries have this version, as the contract says. */
#define LIBRARY_VERSION L"1.0"
#define CLASS_VERSION   L".1"

/* A GUID as the registry spells it. */
struct guid_text {
    WCHAR units[39];
};

static struct guid_text guid_text_of(REFGUID guid)
{
    struct guid_text text;

    StringFromGUID2(guid, text.units, ARRAYSIZE(text.units));
    return text;
}

/* Rows under construction; `failed` sticks. */
struct builder {
    struct com_registration_rows *rows;
    const WCHAR *path;   /* of the module */
    const WCHAR *folder; /* it lies in */
    struct guid_text library;
    BOOL failed;
};

/* The texts, up to a NULL, as one. */
static WCHAR *joined(struct builder *builder, const WCHAR *const *parts)
{
    size_t length = 0;
    WCHAR *text;

    for (size_t i = 0; parts[i]; i++)
        length += wcslen(parts[i]);
    text = memory_allocate(length + 1, sizeof(*text));
    if (!text) {
        builder->failed = TRUE;
        return NULL;
    }
    length = 0;
    for (size_t i = 0; parts[i]; i++) {
        wmemcpy(text + length, parts[i], wcslen(parts[i]));
        length += wcslen(parts[i]);
    }
    return text;
}

#define JOINED(builder, ...) joined((builder), (const WCHAR *const[]){ __VA_ARGS__, NULL })

/* Takes `key` over; `data` is copied. */
static void add(struct builder *builder, WCHAR *key, const WCHAR *name, const WCHAR *data)
{
    struct com_registration_rows *rows = builder->rows;
    WCHAR *copy = data ? JOINED(builder, data) : NULL;

    if (!builder->failed && rows->count == rows->capacity) {
        size_t capacity = rows->capacity * 2 + 64;
        struct com_registration_row *grown = memory_resize(rows->rows, capacity, sizeof(*grown));

        if (grown) {
            rows->rows = grown;
            rows->capacity = capacity;
        } else {
            builder->failed = TRUE;
        }
    }
    if (builder->failed) {
        memory_free(key);
        memory_free(copy);
        return;
    }
    rows->rows[rows->count++] = (struct com_registration_row){ key, name, copy };
}

static void add_prog_id(struct builder *builder, const WCHAR *prog_id, const WCHAR *description,
                        const WCHAR *clsid)
{
    WCHAR *versioned = JOINED(builder, prog_id, CLASS_VERSION);

    if (!versioned)
        return;
    add(builder, JOINED(builder, prog_id), NULL, description);
    add(builder, JOINED(builder, prog_id, L"\\CLSID"), NULL, clsid);
    add(builder, JOINED(builder, prog_id, L"\\CurVer"), NULL, versioned);
    add(builder, JOINED(builder, versioned), NULL, description);
    add(builder, JOINED(builder, versioned, L"\\CLSID"), NULL, clsid);
    memory_free(versioned);
}

static void add_class(struct builder *builder, const struct com_class_entry *entry)
{
    struct guid_text clsid = guid_text_of(entry->clsid);
    WCHAR *prog_id = JOINED(builder, com_module.name, L".", entry->name);
    WCHAR *versioned = JOINED(builder, com_module.name, L".", entry->name, CLASS_VERSION);
    WCHAR *key = JOINED(builder, L"CLSID\\", clsid.units);

    if (!builder->failed) {
        add(builder, JOINED(builder, key), NULL, entry->description);
        add(builder, JOINED(builder, key, L"\\InprocServer32"), NULL, builder->path);
        add(builder, JOINED(builder, key, L"\\InprocServer32"), L"ThreadingModel", L"Both");
        add(builder, JOINED(builder, key, L"\\ProgID"), NULL, versioned);
        add(builder, JOINED(builder, key, L"\\VersionIndependentProgID"), NULL, prog_id);
        add(builder, JOINED(builder, key, L"\\Programmable"), NULL, NULL);
        add(builder, JOINED(builder, key, L"\\TypeLib"), NULL, builder->library.units);
        add_prog_id(builder, prog_id, entry->description, clsid.units);
    }
    memory_free(key);
    memory_free(versioned);
    memory_free(prog_id);
}

static void add_alias(struct builder *builder, const struct com_alias *alias)
{
    struct guid_text clsid = guid_text_of(alias->clsid);

    for (size_t i = 0; i < com_module.class_count; i++) {
        if (IsEqualCLSID(alias->clsid, com_module.classes[i].clsid))
            add_prog_id(builder, alias->prog_id, com_module.classes[i].description, clsid.units);
    }
}

static void add_type_library(struct builder *builder)
{
    WCHAR *key = JOINED(builder, L"TypeLib\\", builder->library.units, L"\\" LIBRARY_VERSION);

    if (!key)
        return;
    add(builder, JOINED(builder, key), NULL, com_module.description);
    add(builder, JOINED(builder, key, L"\\0\\" COM_REGISTRATION_SYSTEM), NULL, builder->path);
    add(builder, JOINED(builder, key, L"\\FLAGS"), NULL, L"0");
    add(builder, JOINED(builder, key, L"\\HELPDIR"), NULL, builder->folder);
    memory_free(key);
}

static void add_interface(struct builder *builder, const struct com_proxied_interface *proxied)
{
    struct guid_text iid = guid_text_of(proxied->iid);
    WCHAR *key = JOINED(builder, L"Interface\\", iid.units);

    if (!key)
        return;
    add(builder, JOINED(builder, key), NULL, proxied->name);
    add(builder, JOINED(builder, key, L"\\ProxyStubClsid32"), NULL, UNIVERSAL_MARSHALER);
    add(builder, JOINED(builder, key, L"\\TypeLib"), NULL, builder->library.units);
    add(builder, JOINED(builder, key, L"\\TypeLib"), L"Version", LIBRARY_VERSION);
    memory_free(key);
}

static void add_all(struct builder *builder)
{
    for (size_t i = 0; i < com_module.class_count; i++)
        add_class(builder, &com_module.classes[i]);
    for (size_t i = 0; i < com_module.alias_count; i++)
        add_alias(builder, &com_module.aliases[i]);
    add_type_library(builder);
    for (size_t i = 0; i < com_module.interface_count; i++)
        add_interface(builder, &com_module.interfaces[i]);
}

HRESULT com_registration_rows_init(struct com_registration_rows *rows)
{
    struct builder builder = { .rows = rows, .library = guid_text_of(com_module.library) };
    WCHAR *path;
    WCHAR *folder;
    HRESULT hr;

    memset(rows, 0, sizeof(*rows));
    hr = com_module_path(&path);
    if (FAILED(hr))
        return hr;
    folder = JOINED(&builder, path);
    if (folder && wcsrchr(folder, L'\\'))
        *wcsrchr(folder, L'\\') = 0;
    builder.path = path;
    builder.folder = folder;
    if (!builder.failed)
        add_all(&builder);
    memory_free(folder);
    memory_free(path);
    if (!builder.failed)
        return S_OK;
    com_registration_rows_release(rows);
    return E_OUTOFMEMORY;
}

void com_registration_rows_release(struct com_registration_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        memory_free(rows->rows[i].key);
        memory_free(rows->rows[i].data);
    }
    memory_free(rows->rows);
    memset(rows, 0, sizeof(*rows));
}
