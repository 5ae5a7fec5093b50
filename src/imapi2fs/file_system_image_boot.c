/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: boot images. */
#include "imapi2fs/file_system_image.h"

#include "com/array.h"
#include "com/error.h"
#include "imapi2fs/boot_options.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>

void file_system_image_release_boot(struct file_system_image *image)
{
    com_agile_list_release(&image->boot);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = S_OK;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&self->lock);
    if (self->boot.count)
        hr = com_agile_get(&self->boot.references[0], (void **)pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal)
{
    return file_system_image_get_objects(file_system_image_of(iface),
                                         offsetof(struct file_system_image, boot), pVal);
}

/* A boot image is found from block 16 of the disc, so it is for the session that begins there. */
static HRESULT check_session(struct file_system_image *self)
{
    if (!fsimage_tree_is_imported(self->tree) && fsimage_tree_session_start(self->tree) == 0)
        return S_OK;
    return com_error(&self->object, IMAPI_E_BOOT_OBJECT_CONFLICT);
}

/* The image takes the list and gives the one before, which may be released without the lock. */
static HRESULT exchange(struct file_system_image *self, struct com_agile_list *list)
{
    struct com_agile_list before;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    hr = list->count ? check_session(self) : S_OK;
    if (SUCCEEDED(hr)) {
        before = self->boot;
        self->boot = *list;
        *list = before;
    }
    file_system_image_end(self);
    return hr;
}

/* Puts these in the place of those before; none at all are always allowed. */
static HRESULT replace(struct file_system_image *self, IUnknown *const *options, size_t count)
{
    struct com_agile_list list;
    HRESULT hr = com_agile_list_init(&list, options, count, &IID_IBootOptions);

    if (FAILED(hr))
        return com_error(&self->object, hr);
    hr = exchange(self, &list);
    com_agile_list_release(&list);
    return hr;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    IBootOptions *copy;
    HRESULT hr;

    if (!newVal)
        return replace(self, NULL, 0);
    hr = boot_options_copy(&self->object, newVal, &copy);
    if (FAILED(hr))
        return hr;
    hr = replace(self, (IUnknown *const *)&copy, 1);
    IBootOptions_Release(copy);
    return hr;
}

/* Every one must have a boot image already; what it is counts when the image is made. */
static HRESULT check_images(struct file_system_image *self, IUnknown *const *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fsimage_boot_image image;
        const HRESULT hr = boot_options_read(&self->object, (IBootOptions *)options[i], &image);

        if (FAILED(hr))
            return hr;
        byte_source_drop(&image.source);
    }
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY *newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    IUnknown **options;
    size_t count;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    hr = com_array_read_objects(newVal, &IID_IBootOptions, &options, &count);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    if (count > IMAPI2FS_BOOT_ENTRY_COUNT_MAX)
        hr = problem_invalid_parameter(&self->object, L"newVal");
    if (SUCCEEDED(hr))
        hr = check_images(self, options, count);
    if (SUCCEEDED(hr))
        hr = replace(self, options, count);
    com_objects_free(options, count);
    return hr;
}

static void drop_images(struct fsimage_boot_image *images, size_t count)
{
    for (size_t i = 0; i < count; i++)
        byte_source_drop(&images[i].source);
}

static HRESULT set_images(struct file_system_image *self, const struct fsimage_boot_image *images,
                          size_t count)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    status = fsimage_tree_set_boot_images(self->tree, images, count, &problem);
    file_system_image_end(self);
    return problem_report(&self->object, status, &problem, NULL);
}

static HRESULT apply(struct file_system_image *self, IUnknown *const *options, size_t count)
{
    struct fsimage_boot_image images[IMAPI2FS_BOOT_ENTRY_COUNT_MAX];
    HRESULT hr = S_OK;
    size_t done;

    for (done = 0; done < count && SUCCEEDED(hr); done++)
        hr = boot_options_read(&self->object, (IBootOptions *)options[done], &images[done]);
    if (SUCCEEDED(hr))
        hr = set_images(self, images, done);
    drop_images(images, done);
    return hr;
}

/* The image is locked. An active result keeps what it was made of. */
static bool has_boot_to_apply(const struct file_system_image *image)
{
    return !image->is_adding && !fsimage_tree_is_frozen(image->tree) &&
           (image->boot.count != 0 || fsimage_tree_boot_image_count(image->tree) != 0);
}

HRESULT file_system_image_apply_boot(struct file_system_image *image)
{
    IUnknown **options = NULL;
    size_t count = 0;
    HRESULT hr = S_OK;

    com_lock_enter(&image->lock);
    if (has_boot_to_apply(image)) {
        count = image->boot.count;
        hr = com_agile_list_get(&image->boot, &options);
    }
    com_lock_leave(&image->lock);
    if (!options)
        return com_error(&image->object, hr);
    hr = apply(image, options, count);
    com_objects_free(options, count);
    return hr;
}
