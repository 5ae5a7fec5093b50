/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks of real-time files, which may be put while a result is active: they are for the next. */
#include "imapi2fs/file_system_image.h"

#include "base/memory.h"
#include "com/error.h"
#include "imapi2fs/problem.h"

#include <imapi2fserror.h>

/* The revision that has them (OSTA UDF 2.01, 3.3.15). */
#define UDF_REAL_TIME_FILES 0x201

/* The image is locked. The mark that waits for the file; NULL when none does. */
static struct real_time_mark *find_waiting(const struct file_system_image *image, uint32_t item)
{
    for (size_t i = 0; i < image->waiting_count; i++) {
        if (image->waiting_marks[i].item == item)
            return &image->waiting_marks[i];
    }
    return NULL;
}

bool file_system_image_real_time(struct file_system_image *image, uint32_t item)
{
    const struct real_time_mark *waiting;
    bool is_real_time;

    com_lock_enter(&image->lock);
    waiting = find_waiting(image, item);
    is_real_time =
        waiting ? waiting->is_real_time : fsimage_item_info(image->tree, item).is_real_time;
    com_lock_leave(&image->lock);
    return is_real_time;
}

static HRESULT let_wait(struct file_system_image *image, uint32_t item, bool is_real_time)
{
    struct real_time_mark *mark = find_waiting(image, item);

    if (!mark) {
        struct real_time_mark *more =
            memory_resize(image->waiting_marks, image->waiting_count + 1, sizeof(*more));

        if (!more)
            return E_OUTOFMEMORY;
        image->waiting_marks = more;
        mark = &more[image->waiting_count++];
    }
    *mark = (struct real_time_mark){ item, is_real_time };
    return S_OK;
}

void file_system_image_settle_marks(struct file_system_image *image)
{
    struct fsimage_problem problem;

    if (image->waiting_count == 0 || fsimage_tree_is_frozen(image->tree))
        return;
    /* What could be marked when the mark was put can be marked now. */
    for (size_t i = 0; i < image->waiting_count; i++)
        fsimage_file_set_real_time(image->tree, image->waiting_marks[i].item,
                                   image->waiting_marks[i].is_real_time, &problem);
    memory_free(image->waiting_marks);
    image->waiting_marks = NULL;
    image->waiting_count = 0;
}

/* Whether the image's file systems can mark files at all. */
static bool is_recordable(const struct file_system_image *image)
{
    return (fsimage_tree_file_systems(image->tree) & FSIMAGE_UDF) != 0 &&
           fsimage_tree_udf_revision(image->tree) >= UDF_REAL_TIME_FILES;
}

HRESULT file_system_image_put_real_time(struct file_system_image *image,
                                        const struct com_object *reporter, uint32_t item,
                                        bool is_real_time)
{
    struct fsimage_problem problem;
    enum status status = STATUS_OK;
    HRESULT hr = file_system_image_begin(image, reporter);

    if (FAILED(hr))
        return hr;
    file_system_image_settle_marks(image);
    fsimage_problem_clear(&problem);
    if (fsimage_tree_is_frozen(image->tree))
        hr = com_error(reporter, let_wait(image, item, is_real_time));
    else
        status = fsimage_file_set_real_time(image->tree, item, is_real_time, &problem);
    if (SUCCEEDED(hr) && is_real_time && !is_recordable(image))
        hr = IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
    file_system_image_end(image);
    return status == STATUS_OK ? hr : problem_report(reporter, status, &problem, L"newVal");
}
