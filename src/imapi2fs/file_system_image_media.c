/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: where the image goes, and how large it may be there. */
#include "imapi2fs/file_system_image.h"

#include "com/error.h"
#include "imapi2fs/media_defaults.h"
#include "imapi2fs/problem.h"
#include "imapi2fs/recorder_medium.h"
#include "imapi2fs/tree_property.h"

#include <imapi2.h>
#include <imapi2error.h>
#include <imapi2fserror.h>

HRESULT STDMETHODCALLTYPE file_system_image_get_SessionStartBlock(IFileSystemImage3 *iface,
                                                                  LONG *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_session_start, pVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_put_SessionStartBlock(IFileSystemImage3 *iface,
                                                                  LONG newVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (newVal < 0)
        return problem_invalid_parameter(&self->object, L"newVal");
    return tree_property_put_number(self, fsimage_tree_set_session_start, newVal);
}

HRESULT STDMETHODCALLTYPE file_system_image_get_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                LONG *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    *pVal = self->free_media_blocks;
    com_lock_leave(&self->lock);
    return S_OK;
}

/* The image is locked. Zero and, as programs rely on, every negative number is no limit. */
static enum status set_size_limit(struct file_system_image *self, LONG blocks,
                                  struct fsimage_problem *problem)
{
    const uint32_t limit = blocks > 0 ? (uint32_t)blocks : 0;
    const enum status status = fsimage_tree_set_size_limit(self->tree, limit, problem);

    if (status == STATUS_OK)
        self->free_media_blocks = blocks;
    return status;
}

HRESULT STDMETHODCALLTYPE file_system_image_put_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                LONG newVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr = file_system_image_begin(self, &self->object);

    if (FAILED(hr))
        return hr;
    status = set_size_limit(self, newVal, &problem);
    file_system_image_end(self);
    return problem_report(&self->object, status, &problem, L"newVal");
}

/* The capacity behind one element of a list of profiles; 0 for what cannot be written. */
static LONG capacity_of(VARIANT *profile)
{
    const struct media_defaults *row = NULL;
    VARIANT number;

    VariantInit(&number);
    if (SUCCEEDED(VariantChangeType(&number, profile, 0, VT_I4)))
        row = media_defaults_of_profile(V_I4(&number));
    return row ? row->blocks : 0;
}

static HRESULT largest_capacity(SAFEARRAY *profiles, LONG *blocks)
{
    VARIANT *elements;
    VARTYPE type;
    HRESULT hr;

    *blocks = 0;
    if (!profiles || SafeArrayGetDim(profiles) != 1 ||
        FAILED(SafeArrayGetVartype(profiles, &type)) || type != VT_VARIANT)
        return E_INVALIDARG;
    hr = SafeArrayAccessData(profiles, (void **)&elements);
    if (FAILED(hr))
        return hr;
    for (ULONG i = 0; i < profiles->rgsabound[0].cElements; i++) {
        const LONG capacity = capacity_of(&elements[i]);

        if (capacity > *blocks)
            *blocks = capacity;
    }
    SafeArrayUnaccessData(profiles);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE file_system_image_SetMaxMediaBlocksFromDevice(
    IFileSystemImage3 *iface, IDiscRecorder2 *discRecorder)
{
    struct file_system_image *self = file_system_image_of(iface);
    SAFEARRAY *profiles = NULL;
    struct fsimage_problem problem;
    enum status status;
    LONG blocks;
    HRESULT hr;

    if (!discRecorder)
        return com_null_pointer(&self->object, L"discRecorder");
    hr = IDiscRecorder2_get_SupportedProfiles(discRecorder, &profiles);
    if (FAILED(hr))
        return com_error_pass(&self->object, hr);
    hr = largest_capacity(profiles, &blocks);
    SafeArrayDestroy(profiles);
    if (FAILED(hr))
        return com_error_with(&self->object, IMAPI_E_FSI_INTERNAL_ERROR,
                              COM_TEXT(L"the recorder's list of profiles cannot be read"));
    hr = file_system_image_begin(self, &self->object);
    if (FAILED(hr))
        return hr;
    status = set_size_limit(self, blocks, &problem);
    file_system_image_end(self);
    return problem_report(&self->object, status, &problem, L"discRecorder");
}

/* The image is locked. */
static enum status set_defaults(struct file_system_image *self, const struct media_defaults *row,
                                LONG blocks, struct fsimage_problem *problem)
{
    enum status status = fsimage_tree_set_file_systems(self->tree, row->file_systems, problem);

    if (status == STATUS_OK)
        status = fsimage_tree_set_udf_revision(self->tree, row->udf_revision, problem);
    if (status == STATUS_OK)
        status = set_size_limit(self, blocks, problem);
    return status;
}

/* Sets all of them or, when the items do not fit, none: what was before did. */
static HRESULT choose(struct file_system_image *self, const struct media_defaults *row, LONG blocks)
{
    struct media_defaults before;
    struct fsimage_problem problem;
    struct fsimage_problem ignored;
    enum status status;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    before = (struct media_defaults){ .file_systems = fsimage_tree_file_systems(self->tree),
                                      .udf_revision = fsimage_tree_udf_revision(self->tree) };
    status = set_defaults(self, row, blocks, &problem);
    if (status != STATUS_OK)
        set_defaults(self, &before, self->free_media_blocks, &ignored);
    hr = file_system_image_loses(self) ? IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED : S_OK;
    file_system_image_end(self);
    return status == STATUS_OK ? hr : problem_report(&self->object, status, &problem, NULL);
}

HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaultsForMediaType(
    IFileSystemImage3 *iface, IMAPI_MEDIA_PHYSICAL_TYPE value)
{
    struct file_system_image *self = file_system_image_of(iface);
    const struct media_defaults *row = media_defaults_of_type(value);

    if (!row)
        return problem_invalid_parameter(&self->object, L"value");
    return choose(self, row, row->blocks);
}

HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaults(IFileSystemImage3 *iface,
                                                                IDiscRecorder2 *discRecorder)
{
    struct file_system_image *self = file_system_image_of(iface);
    const struct media_defaults *row;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG blocks;
    HRESULT hr;

    if (!discRecorder)
        return com_null_pointer(&self->object, L"discRecorder");
    hr = recorder_medium(discRecorder, &type, &blocks);
    if (FAILED(hr))
        return com_error_pass(&self->object, hr);
    row = media_defaults_of_type(type);
    if (!row)
        return com_error(&self->object, E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE);
    /* A limit of 0 would be none, and no image fits a full disc. */
    if (blocks <= 0)
        return com_error(&self->object, IMAPI_E_IMAGE_TOO_BIG);
    return choose(self, row, blocks);
}
