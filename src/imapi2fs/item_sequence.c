/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an item holds at one moment, as what enumerators walk. */
#include "imapi2fs/item_sequence.h"

#include "base/memory.h"
#include "com/enumerator.h"
#include "imapi2fs/classes.h"
#include "fsimage/named_streams.h"
#include "imapi2fs/item.h"

enum item_element {
    ITEM_ELEMENT_PATH,
    ITEM_ELEMENT_ITEM,
};

struct item_sequence {
    struct com_sequence sequence;
    struct file_system_image *image;
    uint32_t items[];
};

static HRESULT get_path(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    const struct item_sequence *self = (const struct item_sequence *)sequence;
    HRESULT hr = fsi_item_path(self->image, self->items[index], &V_BSTR(value));

    if (SUCCEEDED(hr))
        V_VT(value) = VT_BSTR;
    return hr;
}

static HRESULT get_item(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    const struct item_sequence *self = (const struct item_sequence *)sequence;
    HRESULT hr = fsi_item_create(self->image, self->items[index], &IID_IDispatch,
                                 (void **)&V_DISPATCH(value));

    if (SUCCEEDED(hr))
        V_VT(value) = VT_DISPATCH;
    return hr;
}

static void item_sequence_destroy(struct com_sequence *sequence)
{
    struct item_sequence *self = (struct item_sequence *)sequence;

    com_object_release(&self->image->object);
    memory_free(self);
}

static const struct com_sequence_ops path_ops = { get_path, item_sequence_destroy };
static const struct com_sequence_ops item_ops = { get_item, item_sequence_destroy };

static struct item_sequence *allocate(struct file_system_image *image, enum item_element element,
                                      size_t count)
{
    struct item_sequence *self = memory_allocate(1, sizeof(*self) + count * sizeof(self->items[0]));

    if (!self)
        return NULL;
    com_sequence_init(&self->sequence, element == ITEM_ELEMENT_PATH ? &path_ops : &item_ops, count);
    self->image = image;
    com_object_add_ref(&image->object);
    return self;
}

static HRESULT copy_children(struct file_system_image *image, uint32_t directory,
                             enum item_element element, struct item_sequence **sequence)
{
    const uint32_t *children;
    size_t count;

    if (fsimage_directory_children(image->tree, directory, &children, &count) != STATUS_OK)
        return E_OUTOFMEMORY;
    *sequence = allocate(image, element, count);
    if (!*sequence)
        return E_OUTOFMEMORY;
    if (count)
        memcpy((*sequence)->items, children, count * sizeof(*children));
    return S_OK;
}

static HRESULT copy_streams(struct file_system_image *image, uint32_t file,
                            enum item_element element, struct item_sequence **sequence)
{
    const uint32_t count = fsimage_file_stream_count(image->tree, file);

    *sequence = allocate(image, element, count);
    if (!*sequence)
        return E_OUTOFMEMORY;
    for (uint32_t i = 0; i < count; i++)
        (*sequence)->items[i] = fsimage_file_stream_at(image->tree, file, i);
    return S_OK;
}

static HRESULT create(struct file_system_image *image, uint32_t item, enum item_element element,
                      struct com_sequence **sequence)
{
    struct item_sequence *self = NULL;
    HRESULT hr;

    com_lock_enter(&image->lock);
    if (image->is_adding)
        hr = HRESULT_FROM_WIN32(ERROR_BUSY);
    else if (fsimage_item_is_directory(image->tree, item))
        hr = copy_children(image, item, element, &self);
    else
        hr = copy_streams(image, item, element, &self);
    com_lock_leave(&image->lock);
    *sequence = self ? &self->sequence : NULL;
    return hr;
}

HRESULT item_sequence_enum_paths(struct file_system_image *image, uint32_t item, IEnumVARIANT **out)
{
    struct com_sequence *sequence;
    HRESULT hr = create(image, item, ITEM_ELEMENT_PATH, &sequence);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = com_enum_variant_create(sequence, out);
    com_sequence_drop(&sequence);
    return hr;
}

HRESULT item_sequence_enum_items(struct file_system_image *image, uint32_t item,
                                 IEnumFsiItems **out)
{
    struct com_sequence *sequence;
    HRESULT hr = create(image, item, ITEM_ELEMENT_ITEM, &sequence);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = enum_fsi_items_create(sequence, out);
    com_sequence_drop(&sequence);
    return hr;
}
