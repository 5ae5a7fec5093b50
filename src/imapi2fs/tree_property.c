/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Properties of MsftFileSystemImage that its tree keeps and checks: how all of them are got and
 * put. */
#include "imapi2fs/tree_property.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2fs/problem.h"

HRESULT tree_property_number(struct file_system_image *image, tree_property_get_number get,
                             LONG *pVal)
{
    if (!pVal)
        return com_null_pointer(&image->object, L"pVal");
    com_lock_enter(&image->lock);
    *pVal = (LONG)get(image->tree);
    com_lock_leave(&image->lock);
    return S_OK;
}

HRESULT tree_property_flag(struct file_system_image *image, tree_property_get_flag get,
                           VARIANT_BOOL *pVal)
{
    if (!pVal)
        return com_null_pointer(&image->object, L"pVal");
    com_lock_enter(&image->lock);
    *pVal = com_bool(get(image->tree));
    com_lock_leave(&image->lock);
    return S_OK;
}

HRESULT tree_property_put_number(struct file_system_image *image, tree_property_set_number set,
                                 LONG newVal)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(image, &image->object);

    if (FAILED(hr))
        return hr;
    status = set(image->tree, (uint32_t)newVal, &problem);
    file_system_image_end(image);
    return problem_report(&image->object, status, &problem, L"newVal");
}

HRESULT tree_property_put_flag(struct file_system_image *image, tree_property_set_flag set,
                               VARIANT_BOOL newVal)
{
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin_change(image, &image->object);

    if (FAILED(hr))
        return hr;
    status = set(image->tree, newVal != VARIANT_FALSE, &problem);
    file_system_image_end(image);
    return problem_report(&image->object, status, &problem, L"newVal");
}
