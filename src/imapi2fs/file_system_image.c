/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage: an image under construction. */
#include "imapi2fs/file_system_image.h"

#include "base/memory.h"
#include "com/array.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "fsimage/layout.h"
#include "fsimage/result.h"
#include "imapi2fs/classes.h"
#include "imapi2fs/image_clock.h"
#include "imapi2fs/image_identity.h"
#include "imapi2fs/item.h"
#include "imapi2fs/problem.h"
#include "imapi2fs/tree_property.h"
#include "iso9660/writer.h"
#include "udf/writer.h"

#include <imapi2fserror.h>

/* 650 MiB, a CD of 74 minutes: the documented limit of a new image. */
#define FREE_MEDIA_BLOCKS_DEFAULT 332800

static const struct com_interface file_system_image_interfaces[] = {
    COM_INTERFACE(file_system_image, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IFileSystemImage2, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IFileSystemImage, IFileSystemImage3),
    COM_INTERFACE_AS(file_system_image, IDispatch, IFileSystemImage3),
    COM_INTERFACE_IN(file_system_image, connections, IConnectionPointContainer),
};

COM_DISPATCH(file_system_image, IFileSystemImage3)

HRESULT file_system_image_begin(struct file_system_image *image, const struct com_object *reporter)
{
    com_lock_enter(&image->lock);
    if (!image->is_adding) {
        file_system_image_settle_marks(image);
        return S_OK;
    }
    com_lock_leave(&image->lock);
    return com_error(reporter, HRESULT_FROM_WIN32(ERROR_BUSY));
}

HRESULT file_system_image_begin_change(struct file_system_image *image,
                                       const struct com_object *reporter)
{
    const HRESULT hr = file_system_image_begin(image, reporter);

    if (FAILED(hr) || !fsimage_tree_is_frozen(image->tree))
        return hr;
    file_system_image_end(image);
    return com_error(reporter, IMAPI_E_READONLY);
}

void file_system_image_end(struct file_system_image *image)
{
    com_lock_leave(&image->lock);
}

HRESULT file_system_image_get_objects(struct file_system_image *image, size_t list,
                                      SAFEARRAY **pVal)
{
    const struct com_agile_list *kept = (const void *)((const char *)image + list);
    IUnknown **objects;
    size_t count;
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&image->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&image->lock);
    count = kept->count;
    hr = com_agile_list_get(kept, &objects);
    com_lock_leave(&image->lock);
    if (SUCCEEDED(hr)) {
        hr = com_array_of_objects(objects, count, pVal);
        com_objects_free(objects, count);
    }
    return com_error(&image->object, hr);
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_Root(IFileSystemImage3 *iface,
                                                            IFsiDirectoryItem **pVal)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    return com_error(&self->object,
                     fsi_item_create(self, FSIMAGE_ROOT, &IID_IFsiDirectoryItem, (void **)pVal));
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_FileCount(IFileSystemImage3 *iface,
                                                                 LONG *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_file_count, pVal);
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_DirectoryCount(IFileSystemImage3 *iface,
                                                                      LONG *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_directory_count, pVal);
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_ChangePoint(IFileSystemImage3 *iface,
                                                                   LONG *pVal)
{
    return tree_property_number(file_system_image_of(iface), fsimage_tree_change_count, pVal);
}

static HRESULT STDMETHODCALLTYPE file_system_image_get_UsedBlocks(IFileSystemImage3 *iface,
                                                                  LONG *pVal)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct fsimage_problem problem;
    enum status status;
    uint32_t blocks;
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    hr = file_system_image_apply_boot(self);
    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->lock);
    status = fsimage_tree_used_blocks(self->tree, &blocks, &problem);
    com_lock_leave(&self->lock);
    *pVal = (LONG)blocks;
    return problem_report(&self->object, status, &problem, L"pVal");
}

static HRESULT roll_back(struct file_system_image *self, uint32_t change_point)
{
    struct fsimage_problem problem;
    bool was_imported;
    enum status status;
    HRESULT hr = file_system_image_begin_change(self, &self->object);

    if (FAILED(hr))
        return hr;
    was_imported = fsimage_tree_is_imported(self->tree);
    status = fsimage_tree_roll_back(self->tree, change_point, &problem);
    if (was_imported && !fsimage_tree_is_imported(self->tree))
        self->free_media_blocks = self->free_media_blocks_before;
    file_system_image_end(self);
    return problem_report(&self->object, status, &problem, L"changePoint");
}

static HRESULT STDMETHODCALLTYPE file_system_image_RollbackToChangePoint(IFileSystemImage3 *iface,
                                                                         LONG changePoint)
{
    struct file_system_image *self = file_system_image_of(iface);

    if (changePoint < 0)
        return problem_invalid_parameter(&self->object, L"changePoint");
    return roll_back(self, (uint32_t)changePoint);
}

static HRESULT STDMETHODCALLTYPE file_system_image_LockInChangePoint(IFileSystemImage3 *iface)
{
    struct file_system_image *self = file_system_image_of(iface);
    HRESULT hr = file_system_image_begin(self, &self->object);

    if (FAILED(hr))
        return hr;
    fsimage_tree_lock_in(self->tree);
    file_system_image_end(self);
    return S_OK;
}

/* What is not there is an answer, however little of the way to it exists. */
static HRESULT STDMETHODCALLTYPE file_system_image_Exists(IFileSystemImage3 *iface, BSTR fullPath,
                                                          FsiItemType *itemType)
{
    struct file_system_image *self = file_system_image_of(iface);
    const size_t length = com_text_length(fullPath);
    struct fsimage_problem problem;
    enum status status;
    uint32_t item;

    if (!itemType)
        return com_null_pointer(&self->object, L"itemType");
    *itemType = FsiItemNotFound;
    if (length == 0)
        return problem_invalid_parameter(&self->object, L"fullPath");
    if (fullPath[0] != L'\\' && fullPath[0] != L'/')
        return com_error_with(&self->object, IMAPI_E_INVALID_PATH, COM_TEXT(fullPath));
    com_lock_enter(&self->lock);
    status = fsimage_tree_find(self->tree, FSIMAGE_ROOT, fullPath, length, &item, &problem);
    if (status == STATUS_OK)
        *itemType = fsimage_item_info(self->tree, item).kind == FSIMAGE_DIRECTORY ? FsiItemDirectory
                                                                                  : FsiItemFile;
    com_lock_leave(&self->lock);
    if (status == STATUS_NOT_FOUND)
        return S_OK;
    return problem_report(&self->object, status, &problem, L"fullPath");
}

static HRESULT create_item(struct file_system_image *self, enum fsimage_item_kind kind, BSTR name,
                           REFIID iid, void **out)
{
    const struct fsimage_times times = fsimage_times_at(image_clock_now());
    struct fsimage_problem problem;
    enum status status;
    uint32_t item;
    HRESULT hr;

    if (!out)
        return com_null_pointer(&self->object, L"newItem");
    *out = NULL;
    hr = file_system_image_begin_change(self, &self->object);
    if (FAILED(hr))
        return hr;
    status = fsimage_tree_create_item(self->tree, kind, name, com_text_length(name), &times, &item,
                                      &problem);
    file_system_image_end(self);
    /* Here the name is not a path with a wrong part, but a wrong argument. */
    if (problem.kind == FSIMAGE_PROBLEM_INVALID_PATH)
        return problem_invalid_parameter(&self->object, L"name");
    if (status != STATUS_OK)
        return problem_report(&self->object, status, &problem, L"name");
    return com_error(&self->object, fsi_item_create(self, item, iid, out));
}

static HRESULT STDMETHODCALLTYPE file_system_image_CreateDirectoryItem(IFileSystemImage3 *iface,
                                                                       BSTR name,
                                                                       IFsiDirectoryItem **newItem)
{
    return create_item(file_system_image_of(iface), FSIMAGE_DIRECTORY, name, &IID_IFsiDirectoryItem,
                       (void **)newItem);
}

static HRESULT STDMETHODCALLTYPE file_system_image_CreateFileItem(IFileSystemImage3 *iface,
                                                                  BSTR name, IFsiFileItem **newItem)
{
    return create_item(file_system_image_of(iface), FSIMAGE_FILE, name, &IID_IFsiFileItem,
                       (void **)newItem);
}

/* The image is locked. A name that was made up stays: the properties show what is recorded. */
static enum status create_result(struct file_system_image *self, struct fsimage_result **result,
                                 struct fsimage_problem *problem)
{
    char16 made_up[FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH + 1];
    struct fsimage_identity identity = {
        .image_time = image_clock_now(),
        .volume_name = self->volume_name,
        .volume_name_length = self->volume_name_length,
    };
    enum status status;

    if (identity.volume_name_length == 0) {
        fsimage_volume_name_default(image_clock_local(identity.image_time), made_up);
        identity.volume_name = made_up;
        identity.volume_name_length = FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH;
    }
    image_identity_make(identity.image_time, identity.volume_name, identity.volume_name_length,
                        identity.volume_set_unique);
    status = fsimage_result_create(self->tree, &identity, result, problem);
    if (status == STATUS_OK && self->volume_name_length == 0) {
        memcpy(self->volume_name, made_up, sizeof(made_up));
        self->volume_name_length = FSIMAGE_VOLUME_NAME_DEFAULT_LENGTH;
    }
    return status;
}

static HRESULT STDMETHODCALLTYPE
file_system_image_CreateResultImage(IFileSystemImage3 *iface, IFileSystemImageResult **resultStream)
{
    struct file_system_image *self = file_system_image_of(iface);
    struct fsimage_result *result;
    struct fsimage_problem problem;
    enum status status;
    HRESULT hr;

    if (!resultStream)
        return com_null_pointer(&self->object, L"resultStream");
    *resultStream = NULL;
    hr = file_system_image_apply_boot(self);
    if (SUCCEEDED(hr))
        hr = file_system_image_check_disc(self);
    if (SUCCEEDED(hr))
        hr = file_system_image_begin(self, &self->object);
    if (FAILED(hr))
        return hr;
    status = create_result(self, &result, &problem);
    file_system_image_end(self);
    if (status != STATUS_OK)
        return problem_report(&self->object, status, &problem, L"resultStream");
    hr =
        file_system_image_result_create(result, &IID_IFileSystemImageResult, (void **)resultStream);
    fsimage_result_drop(&result);
    return com_error(&self->object, hr);
}

static const IFileSystemImage3Vtbl file_system_image_IFileSystemImage3_vtbl = {
    COM_DISPATCH_METHODS(file_system_image, IFileSystemImage3),
    .get_Root = file_system_image_get_Root,
    .get_SessionStartBlock = file_system_image_get_SessionStartBlock,
    .put_SessionStartBlock = file_system_image_put_SessionStartBlock,
    .get_FreeMediaBlocks = file_system_image_get_FreeMediaBlocks,
    .put_FreeMediaBlocks = file_system_image_put_FreeMediaBlocks,
    .SetMaxMediaBlocksFromDevice = file_system_image_SetMaxMediaBlocksFromDevice,
    .get_UsedBlocks = file_system_image_get_UsedBlocks,
    .get_VolumeName = file_system_image_get_VolumeName,
    .put_VolumeName = file_system_image_put_VolumeName,
    .get_ImportedVolumeName = file_system_image_get_ImportedVolumeName,
    .get_BootImageOptions = file_system_image_get_BootImageOptions,
    .put_BootImageOptions = file_system_image_put_BootImageOptions,
    .get_FileCount = file_system_image_get_FileCount,
    .get_DirectoryCount = file_system_image_get_DirectoryCount,
    .get_WorkingDirectory = file_system_image_get_WorkingDirectory,
    .put_WorkingDirectory = file_system_image_put_WorkingDirectory,
    .get_ChangePoint = file_system_image_get_ChangePoint,
    .get_StrictFileSystemCompliance = file_system_image_get_StrictFileSystemCompliance,
    .put_StrictFileSystemCompliance = file_system_image_put_StrictFileSystemCompliance,
    .get_UseRestrictedCharacterSet = file_system_image_get_UseRestrictedCharacterSet,
    .put_UseRestrictedCharacterSet = file_system_image_put_UseRestrictedCharacterSet,
    .get_FileSystemsToCreate = file_system_image_get_FileSystemsToCreate,
    .put_FileSystemsToCreate = file_system_image_put_FileSystemsToCreate,
    .get_FileSystemsSupported = file_system_image_get_FileSystemsSupported,
    .put_UDFRevision = file_system_image_put_UDFRevision,
    .get_UDFRevision = file_system_image_get_UDFRevision,
    .get_UDFRevisionsSupported = file_system_image_get_UDFRevisionsSupported,
    .ChooseImageDefaults = file_system_image_ChooseImageDefaults,
    .ChooseImageDefaultsForMediaType = file_system_image_ChooseImageDefaultsForMediaType,
    .put_ISO9660InterchangeLevel = file_system_image_put_ISO9660InterchangeLevel,
    .get_ISO9660InterchangeLevel = file_system_image_get_ISO9660InterchangeLevel,
    .get_ISO9660InterchangeLevelsSupported =
        file_system_image_get_ISO9660InterchangeLevelsSupported,
    .CreateResultImage = file_system_image_CreateResultImage,
    .Exists = file_system_image_Exists,
    .CalculateDiscIdentifier = file_system_image_CalculateDiscIdentifier,
    .IdentifyFileSystemsOnDisc = file_system_image_IdentifyFileSystemsOnDisc,
    .GetDefaultFileSystemForImport = file_system_image_GetDefaultFileSystemForImport,
    .ImportFileSystem = file_system_image_ImportFileSystem,
    .ImportSpecificFileSystem = file_system_image_ImportSpecificFileSystem,
    .RollbackToChangePoint = file_system_image_RollbackToChangePoint,
    .LockInChangePoint = file_system_image_LockInChangePoint,
    .CreateDirectoryItem = file_system_image_CreateDirectoryItem,
    .CreateFileItem = file_system_image_CreateFileItem,
    .get_VolumeNameUDF = file_system_image_get_VolumeNameUDF,
    .get_VolumeNameJoliet = file_system_image_get_VolumeNameJoliet,
    .get_VolumeNameISO9660 = file_system_image_get_VolumeNameISO9660,
    .get_StageFiles = file_system_image_get_StageFiles,
    .put_StageFiles = file_system_image_put_StageFiles,
    .get_MultisessionInterfaces = file_system_image_get_MultisessionInterfaces,
    .put_MultisessionInterfaces = file_system_image_put_MultisessionInterfaces,
    .get_BootImageOptionsArray = file_system_image_get_BootImageOptionsArray,
    .put_BootImageOptionsArray = file_system_image_put_BootImageOptionsArray,
    .get_CreateRedundantUdfMetadataFiles = file_system_image_get_CreateRedundantUdfMetadataFiles,
    .put_CreateRedundantUdfMetadataFiles = file_system_image_put_CreateRedundantUdfMetadataFiles,
    .ProbeSpecificFileSystem = file_system_image_ProbeSpecificFileSystem,
};

static void file_system_image_destroy(struct com_object *object)
{
    struct file_system_image *self = CONTAINING_RECORD(object, struct file_system_image, object);

    com_connections_release(&self->connections);
    file_system_image_release_boot(self);
    file_system_image_release_import(self);
    memory_free(self->waiting_marks);
    fsimage_tree_drop(&self->tree);
    memory_free(self->working_directory);
    com_lock_release(&self->lock);
}

static const struct com_class file_system_image_class = {
    .prog_id = L"IMAPI2FS.MsftFileSystemImage",
    .clsid = &CLSID_MsftFileSystemImage,
    .default_source = &IID_DFileSystemImageEvents,
    COM_INTERFACES(file_system_image_interfaces),
    .destroy = file_system_image_destroy,
};

enum status file_system_image_create_tree(struct fsimage_tree **tree)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    struct fsimage_problem problem;
    enum status status = fsimage_tree_create(writers, ARRAYSIZE(writers), tree);

    if (status == STATUS_OK)
        status = fsimage_tree_set_size_limit(*tree, FREE_MEDIA_BLOCKS_DEFAULT, &problem);
    return status;
}

HRESULT file_system_image_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DFileSystemImageEvents,
                                          &IID_DFileSystemImageImportEvents };
    struct file_system_image *self = com_object_create(&file_system_image_class, sizeof(*self));
    enum status status;

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IFileSystemImage3_iface.lpVtbl = &file_system_image_IFileSystemImage3_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    com_lock_init(&self->lock);
    self->free_media_blocks = FREE_MEDIA_BLOCKS_DEFAULT;
    status = file_system_image_create_tree(&self->tree);
    if (status != STATUS_OK) {
        com_object_release(&self->object);
        return com_result_of(status);
    }
    return com_object_hand_out(&self->object, iid, out);
}
