/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disc storage in memory. */
#include "memory_storage.h"

#include "support/cmocka_all.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static struct memory_storage *storage_of(struct disc_storage *storage)
{
    return (struct memory_storage *)storage;
}

static bool may_write(struct memory_storage *storage)
{
    if (storage->writes_left == 0)
        return false;
    storage->writes_left--;
    storage->writes++;
    return true;
}

static enum status size(struct disc_storage *head, uint64_t *size)
{
    struct memory_storage *storage = storage_of(head);

    *size = storage->size;
    return storage->has_data ? STATUS_OK : STATUS_NOT_FOUND;
}

static enum status read_at(struct disc_storage *head, uint64_t offset, void *buffer, size_t size,
                           size_t *read)
{
    struct memory_storage *storage = storage_of(head);
    const uint64_t left = offset < storage->size ? storage->size - offset : 0;

    *read = 0;
    if (storage->read_status != STATUS_OK)
        return storage->read_status;
    *read = size < left ? size : (size_t)left;
    memcpy(buffer, storage->data + offset, *read);
    return STATUS_OK;
}

static enum status resize(struct disc_storage *head, uint64_t size)
{
    struct memory_storage *storage = storage_of(head);

    assert_true(size <= MEMORY_STORAGE_MAXIMUM);
    if (!may_write(storage))
        return STATUS_IO;
    if (size < storage->size)
        memset(storage->data + size, 0, (size_t)(storage->size - size));
    storage->size = size;
    storage->has_data = true;
    return STATUS_OK;
}

static enum status write_at(struct disc_storage *head, uint64_t offset, const void *buffer,
                            size_t size)
{
    struct memory_storage *storage = storage_of(head);

    assert_true(offset + size <= MEMORY_STORAGE_MAXIMUM);
    if (!may_write(storage))
        return STATUS_IO;
    memcpy(storage->data + offset, buffer, size);
    if (offset + size > storage->size)
        storage->size = offset + size;
    storage->has_data = true;
    return STATUS_OK;
}

static enum status load_state(struct disc_storage *head, char *text, size_t capacity,
                              size_t *length)
{
    struct memory_storage *storage = storage_of(head);

    *length = 0;
    if (!storage->has_state)
        return STATUS_NOT_FOUND;
    if (storage->state_length > capacity)
        return STATUS_TOO_LARGE;
    memcpy(text, storage->state, storage->state_length);
    *length = storage->state_length;
    return STATUS_OK;
}

static enum status replace_state(struct disc_storage *head, const char *text, size_t length)
{
    struct memory_storage *storage = storage_of(head);

    assert_true(length <= sizeof(storage->state));
    if (!may_write(storage))
        return STATUS_IO;
    memcpy(storage->state, text, length);
    storage->state_length = length;
    storage->has_state = true;
    return STATUS_OK;
}

static const char *name(struct disc_storage *head, const enum disc_companion *companion)
{
    (void)head;
    return companion == NULL ? "disc" : *companion == DISC_COMPANION_CD_TEXT ? "text" : "other";
}

static enum status read_companion(struct disc_storage *head, enum disc_companion companion,
                                  uint64_t offset, void *buffer, size_t size, size_t *read)
{
    const struct memory_storage *storage = storage_of(head);
    const size_t left = offset < storage->companion_sizes[companion]
                            ? storage->companion_sizes[companion] - (size_t)offset
                            : 0;

    *read = 0;
    if (storage->companion_sizes[companion] == 0)
        return STATUS_NOT_FOUND;
    *read = size < left ? size : left;
    memcpy(buffer, storage->companions[companion] + offset, *read);
    return STATUS_OK;
}

static enum status write_companion(struct disc_storage *head, enum disc_companion companion,
                                   uint64_t offset, const void *buffer, size_t size)
{
    struct memory_storage *storage = storage_of(head);

    assert_true(offset + size <= MEMORY_COMPANION_MAXIMUM);
    if (!may_write(storage))
        return STATUS_IO;
    memcpy(storage->companions[companion] + offset, buffer, size);
    if (offset + size > storage->companion_sizes[companion])
        storage->companion_sizes[companion] = (size_t)offset + size;
    return STATUS_OK;
}

static enum status replace_companion(struct disc_storage *head, enum disc_companion companion,
                                     const void *data, size_t size)
{
    struct memory_storage *storage = storage_of(head);

    assert_true(size <= MEMORY_COMPANION_MAXIMUM);
    if (!may_write(storage))
        return STATUS_IO;
    memset(storage->companions[companion], 0, MEMORY_COMPANION_MAXIMUM);
    if (size > 0)
        memcpy(storage->companions[companion], data, size);
    storage->companion_sizes[companion] = size;
    return STATUS_OK;
}

static const struct disc_storage_ops ops = {
    .size = size,
    .read_at = read_at,
    .write_at = write_at,
    .resize = resize,
    .load_state = load_state,
    .replace_state = replace_state,
    .name = name,
    .read_companion = read_companion,
    .write_companion = write_companion,
    .replace_companion = replace_companion,
};

void memory_storage_init(struct memory_storage *storage)
{
    *storage = (struct memory_storage){ .storage = { &ops }, .writes_left = UINT_MAX };
    storage->data = calloc(1, MEMORY_STORAGE_MAXIMUM);
    assert_non_null(storage->data);
}

void memory_storage_release(struct memory_storage *storage)
{
    free(storage->data);
    storage->data = NULL;
}

void memory_storage_set_state(struct memory_storage *storage, const char *text)
{
    storage->state_length = strlen(text);
    memcpy(storage->state, text, storage->state_length);
    storage->has_state = true;
}

void memory_storage_set_data(struct memory_storage *storage, uint64_t size, uint8_t byte)
{
    memset(storage->data, byte, (size_t)size);
    storage->size = size;
    storage->has_data = true;
}
