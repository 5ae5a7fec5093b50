/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The children of a directory at one moment, as what enumerators walk. */
#include "imapi2fs/directory_sequence.h"

#include "base/memory.h"
#include "imapi2fs/item.h"

struct directory_sequence {
    struct com_sequence sequence;
    struct file_system_image *image;
    uint32_t children[];
};

static HRESULT get_path(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    const struct directory_sequence *self = (const struct directory_sequence *)sequence;
    HRESULT hr = fsi_item_path(self->image, self->children[index], &V_BSTR(value));

    if (SUCCEEDED(hr))
        V_VT(value) = VT_BSTR;
    return hr;
}

static HRESULT get_item(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    const struct directory_sequence *self = (const struct directory_sequence *)sequence;
    HRESULT hr = fsi_item_create(self->image, self->children[index], &IID_IDispatch,
                                 (void **)&V_DISPATCH(value));

    if (SUCCEEDED(hr))
        V_VT(value) = VT_DISPATCH;
    return hr;
}

static void directory_sequence_destroy(struct com_sequence *sequence)
{
    struct directory_sequence *self = (struct directory_sequence *)sequence;

    com_object_release(&self->image->object);
    memory_free(self);
}

static const struct com_sequence_ops path_ops = { get_path, directory_sequence_destroy };
static const struct com_sequence_ops item_ops = { get_item, directory_sequence_destroy };

/* The image is locked. */
static HRESULT copy_children(struct file_system_image *image, uint32_t directory,
                             const struct com_sequence_ops *ops, struct com_sequence **sequence)
{
    struct directory_sequence *self;
    const uint32_t *children;
    size_t count;

    if (image->is_adding)
        return HRESULT_FROM_WIN32(ERROR_BUSY);
    if (fsimage_directory_children(image->tree, directory, &children, &count) != STATUS_OK)
        return E_OUTOFMEMORY;
    self = memory_allocate(1, sizeof(*self) + count * sizeof(*children));
    if (!self)
        return E_OUTOFMEMORY;
    com_sequence_init(&self->sequence, ops, count);
    if (count)
        memcpy(self->children, children, count * sizeof(*children));
    self->image = image;
    com_object_add_ref(&image->object);
    *sequence = &self->sequence;
    return S_OK;
}

HRESULT directory_sequence_create(struct file_system_image *image, uint32_t directory,
                                  enum directory_element element, struct com_sequence **sequence)
{
    const struct com_sequence_ops *ops = element == DIRECTORY_ELEMENT_PATH ? &path_ops : &item_ops;
    HRESULT hr;

    *sequence = NULL;
    com_lock_enter(&image->lock);
    hr = copy_children(image, directory, ops, sequence);
    com_lock_leave(&image->lock);
    return hr;
}
