/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Application's objects that came in as an array and are kept. */
#include "com/agile_list.h"

#include "base/memory.h"
#include "com/array.h"

HRESULT com_agile_list_init(struct com_agile_list *list, IUnknown *const *objects, size_t count,
                            REFIID iid)
{
    HRESULT hr = S_OK;

    *list = (struct com_agile_list){ 0 };
    list->references = memory_allocate(count + 1, sizeof(*list->references));
    if (!list->references)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++) {
        hr = com_agile_init(&list->references[i], objects[i], iid);
        if (SUCCEEDED(hr))
            list->count++;
    }
    if (FAILED(hr))
        com_agile_list_release(list);
    return hr;
}

void com_agile_list_release(struct com_agile_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        com_agile_release(&list->references[i]);
    memory_free(list->references);
    *list = (struct com_agile_list){ 0 };
}

HRESULT com_agile_list_get(const struct com_agile_list *list, IUnknown ***objects)
{
    HRESULT hr = S_OK;
    size_t count = 0;

    *objects = memory_allocate(list->count + 1, sizeof(**objects));
    if (!*objects)
        return E_OUTOFMEMORY;
    while (count < list->count && SUCCEEDED(hr)) {
        hr = com_agile_get(&list->references[count], (void **)&(*objects)[count]);
        if (SUCCEEDED(hr))
            count++;
    }
    if (FAILED(hr)) {
        com_objects_free(*objects, count);
        *objects = NULL;
    }
    return hr;
}
