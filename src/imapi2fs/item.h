/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What wrappers of files and directories have in common: the item they stand for, and IFsiItem. */
#ifndef OPENIMAPI_IMAPI2FS_ITEM_H
#define OPENIMAPI_IMAPI2FS_ITEM_H

#include "com/dispatch.h"
#include "fsimage/tree.h"
#include "imapi2fs/file_system_image.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

#include <stdint.h>

/**
 * A part of a wrapper, its member `item`. Wrappers are made when asked for; two of the same item
 * are equal in all but identity. They hold the image, so they work as long as somebody has them.
 */
struct fsi_item {
    struct com_object *object; /* the wrapper */
    struct file_system_image *image;
    uint32_t number; /* in the image's tree */
};

/**
 * Makes the wrapper of item `number`, of its kind. E_NOINTERFACE, E_OUTOFMEMORY.
 * HRESULT_FROM_WIN32(ERROR_BUSY): an event is being fired in the middle of a change.
 */
HRESULT fsi_item_create(struct file_system_image *image, uint32_t number, REFIID iid, void **out);

/** Sets the member of a new wrapper up; it holds `image`. */
void fsi_item_init(struct fsi_item *item, struct com_object *object,
                   struct file_system_image *image, uint32_t number);

/** Gives the image up. A zeroed structure does nothing. */
void fsi_item_release(struct fsi_item *item);

/** The item behind an interface that came in; NULL when the object is not one of our wrappers. */
const struct fsi_item *fsi_item_of(IFsiItem *wrapper);

/** The FullPath of an item, a new BSTR. E_OUTOFMEMORY. */
HRESULT fsi_item_path(struct file_system_image *image, uint32_t number, BSTR *out);

/** Which of the three times of an item. */
enum fsi_item_time {
    FSI_ITEM_CREATION,
    FSI_ITEM_ACCESS,
    FSI_ITEM_MODIFICATION,
};

/*
 * The members of IFsiItem.
 */

HRESULT fsi_item_get_name(const struct fsi_item *item, BSTR *out);
HRESULT fsi_item_get_full_path(const struct fsi_item *item, BSTR *out);
HRESULT fsi_item_get_time(const struct fsi_item *item, enum fsi_item_time which, DATE *out);
HRESULT fsi_item_put_time(const struct fsi_item *item, enum fsi_item_time which, DATE value);
HRESULT fsi_item_get_hidden(const struct fsi_item *item, VARIANT_BOOL *out);
HRESULT fsi_item_put_hidden(const struct fsi_item *item, VARIANT_BOOL value);
HRESULT fsi_item_get_recorded_name(const struct fsi_item *item, FsiFileSystems file_system,
                                   BSTR *out);
HRESULT fsi_item_get_recorded_path(const struct fsi_item *item, FsiFileSystems file_system,
                                   BSTR *out);

/** COM_DISPATCH for interface `name`, which derives from IFsiItem, and the members of IFsiItem. */
#define FSI_ITEM(type, name)                                                                       \
    COM_DISPATCH(type, name)                                                                       \
    static HRESULT STDMETHODCALLTYPE type##_get_Name(name *iface, BSTR *pVal)                      \
    {                                                                                              \
        return fsi_item_get_name(&type##_from_##name(iface)->item, pVal);                          \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_get_FullPath(name *iface, BSTR *pVal)                  \
    {                                                                                              \
        return fsi_item_get_full_path(&type##_from_##name(iface)->item, pVal);                     \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_get_CreationTime(name *iface, DATE *pVal)              \
    {                                                                                              \
        return fsi_item_get_time(&type##_from_##name(iface)->item, FSI_ITEM_CREATION, pVal);       \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_put_CreationTime(name *iface, DATE newVal)             \
    {                                                                                              \
        return fsi_item_put_time(&type##_from_##name(iface)->item, FSI_ITEM_CREATION, newVal);     \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_get_LastAccessedTime(name *iface, DATE *pVal)          \
    {                                                                                              \
        return fsi_item_get_time(&type##_from_##name(iface)->item, FSI_ITEM_ACCESS, pVal);         \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_put_LastAccessedTime(name *iface, DATE newVal)         \
    {                                                                                              \
        return fsi_item_put_time(&type##_from_##name(iface)->item, FSI_ITEM_ACCESS, newVal);       \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_get_LastModifiedTime(name *iface, DATE *pVal)          \
    {                                                                                              \
        return fsi_item_get_time(&type##_from_##name(iface)->item, FSI_ITEM_MODIFICATION, pVal);   \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_put_LastModifiedTime(name *iface, DATE newVal)         \
    {                                                                                              \
        return fsi_item_put_time(&type##_from_##name(iface)->item, FSI_ITEM_MODIFICATION, newVal); \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_get_IsHidden(name *iface, VARIANT_BOOL *pVal)          \
    {                                                                                              \
        return fsi_item_get_hidden(&type##_from_##name(iface)->item, pVal);                        \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_put_IsHidden(name *iface, VARIANT_BOOL newVal)         \
    {                                                                                              \
        return fsi_item_put_hidden(&type##_from_##name(iface)->item, newVal);                      \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_FileSystemName(name *iface, FsiFileSystems fileSystem, \
                                                           BSTR *pVal)                             \
    {                                                                                              \
        return fsi_item_get_recorded_name(&type##_from_##name(iface)->item, fileSystem, pVal);     \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE type##_FileSystemPath(name *iface, FsiFileSystems fileSystem, \
                                                           BSTR *pVal)                             \
    {                                                                                              \
        return fsi_item_get_recorded_path(&type##_from_##name(iface)->item, fileSystem, pVal);     \
    }

/** The slots of IDispatch and IFsiItem. */
#define FSI_ITEM_METHODS(type, name)                                                               \
    COM_DISPATCH_METHODS(type, name),                                                              \
        .get_Name = type##_get_Name, .get_FullPath = type##_get_FullPath,                          \
        .get_CreationTime = type##_get_CreationTime, .put_CreationTime = type##_put_CreationTime,  \
        .get_LastAccessedTime = type##_get_LastAccessedTime,                                       \
        .put_LastAccessedTime = type##_put_LastAccessedTime,                                       \
        .get_LastModifiedTime = type##_get_LastModifiedTime,                                       \
        .put_LastModifiedTime = type##_put_LastModifiedTime, .get_IsHidden = type##_get_IsHidden,  \
        .put_IsHidden = type##_put_IsHidden, .FileSystemName = type##_FileSystemName,              \
        .FileSystemPath = type##_FileSystemPath

#endif
