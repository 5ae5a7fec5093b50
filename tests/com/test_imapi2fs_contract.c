/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contract of every class of imapi2fs.dll. */
#include "contract.h"

#include "fsimage/result.h"
#include "imapi2fs/classes.h"
#include "imapi2fs/file_system_image.h"

#include <imapi2fs.h>

static HRESULT as_interface(HRESULT hr, void *made, REFIID iid, void **out)
{
    assert_result(hr, S_OK);
    hr = IUnknown_QueryInterface((IUnknown *)made, iid, out);
    IUnknown_Release((IUnknown *)made);
    return hr;
}

static IFileSystemImage3 *create_image(void)
{
    void *image;

    assert_result(file_system_image_create(&IID_IFileSystemImage3, &image), S_OK);
    return image;
}

static HRESULT create_directory_item(REFIID iid, void **out)
{
    IFileSystemImage3 *image = create_image();
    IFsiDirectoryItem *item;
    HRESULT hr = IFileSystemImage3_get_Root(image, &item);

    IFileSystemImage3_Release(image);
    return as_interface(hr, item, iid, out);
}

static HRESULT create_file_item(REFIID iid, void **out)
{
    IFileSystemImage3 *image = create_image();
    BSTR name = SysAllocString(L"file");
    IFsiFileItem *item;
    HRESULT hr = IFileSystemImage3_CreateFileItem(image, name, &item);

    SysFreeString(name);
    IFileSystemImage3_Release(image);
    return as_interface(hr, item, iid, out);
}

static HRESULT create_result(REFIID iid, void **out)
{
    IFileSystemImage3 *image = create_image();
    IFileSystemImageResult *result;
    HRESULT hr = IFileSystemImage3_CreateResultImage(image, &result);

    IFileSystemImage3_Release(image);
    return as_interface(hr, result, iid, out);
}

static HRESULT create_stream(REFIID iid, void **out)
{
    IFileSystemImageResult *result;
    IStream *stream;
    HRESULT hr;

    assert_result(create_result(&IID_IFileSystemImageResult, (void **)&result), S_OK);
    hr = IFileSystemImageResult_get_ImageStream(result, &stream);
    IFileSystemImageResult_Release(result);
    return as_interface(hr, stream, iid, out);
}

static HRESULT create_progress_items(REFIID iid, void **out)
{
    IFileSystemImageResult *result;
    IProgressItems *items;
    HRESULT hr;

    assert_result(create_result(&IID_IFileSystemImageResult, (void **)&result), S_OK);
    hr = IFileSystemImageResult_get_ProgressItems(result, &items);
    IFileSystemImageResult_Release(result);
    return as_interface(hr, items, iid, out);
}

static HRESULT create_progress_item(REFIID iid, void **out)
{
    IProgressItems *items;
    IProgressItem *item;
    HRESULT hr;

    assert_result(create_progress_items(&IID_IProgressItems, (void **)&items), S_OK);
    hr = IProgressItems_get_Item(items, 0, &item);
    IProgressItems_Release(items);
    return as_interface(hr, item, iid, out);
}

static HRESULT create_enum_fsi_items(REFIID iid, void **out)
{
    struct com_sequence *sequence;
    IEnumFsiItems *items;
    HRESULT hr;

    assert_result(com_sequence_of_values(NULL, 0, &sequence), S_OK);
    hr = enum_fsi_items_create(sequence, &items);
    com_sequence_drop(&sequence);
    return as_interface(hr, items, iid, out);
}

static HRESULT create_enum_progress_items(REFIID iid, void **out)
{
    struct com_sequence *sequence;
    IEnumProgressItems *items;
    HRESULT hr;

    assert_result(com_sequence_of_values(NULL, 0, &sequence), S_OK);
    hr = enum_progress_items_create(sequence, &items);
    com_sequence_drop(&sequence);
    return as_interface(hr, items, iid, out);
}

static HRESULT create_named_streams(REFIID iid, void **out)
{
    IFsiFileItem2 *file;
    IFsiNamedStreams *streams;
    HRESULT hr;

    assert_result(create_file_item(&IID_IFsiFileItem2, (void **)&file), S_OK);
    hr = IFsiFileItem2_get_FsiNamedStreams(file, &streams);
    IFsiFileItem2_Release(file);
    return as_interface(hr, streams, iid, out);
}

static HRESULT create_block_range(REFIID iid, void **out)
{
    return block_range_create(&(struct fsimage_block_range){ 16, 31 }, iid, out);
}

static HRESULT create_block_range_list(REFIID iid, void **out)
{
    const struct fsimage_identity identity = { .volume_name = L"NAME", .volume_name_length = 4 };
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct fsimage_tree *tree;
    HRESULT hr;

    assert_int_equal(file_system_image_create_tree(&tree), STATUS_OK);
    assert_int_equal(fsimage_result_create(tree, &identity, &result, &problem), STATUS_OK);
    fsimage_tree_drop(&tree);
    hr = block_range_list_create(result, iid, out);
    fsimage_result_drop(&result);
    return hr;
}

static const struct contract contracts[] = {
    {
        .prog_id = L"IMAPI2FS.BootOptions",
        .clsid = &CLSID_BootOptions,
        .create = boot_options_create,
        .interfaces = { &IID_IBootOptions },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.FsiStream",
        .clsid = &CLSID_FsiStream,
        .create = create_stream,
        .interfaces = { &IID_IStream, &IID_ISequentialStream },
    },
    {
        .prog_id = L"IMAPI2FS.FileSystemImageResult",
        .clsid = &CLSID_FileSystemImageResult,
        .create = create_result,
        .interfaces = { &IID_IFileSystemImageResult2, &IID_IFileSystemImageResult },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.ProgressItem",
        .clsid = &CLSID_ProgressItem,
        .create = create_progress_item,
        .interfaces = { &IID_IProgressItem },
        .is_automation = true,
    },
    {
        .prog_id = L"OpenIMAPI.Enumerator",
        .clsid = &CLSID_EnumProgressItems,
        .create = create_enum_progress_items,
        .interfaces = { &IID_IEnumProgressItems },
    },
    {
        .prog_id = L"IMAPI2FS.ProgressItems",
        .clsid = &CLSID_ProgressItems,
        .create = create_progress_items,
        .interfaces = { &IID_IProgressItems },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.FsiDirectoryItem",
        .clsid = &CLSID_FsiDirectoryItem,
        .create = create_directory_item,
        .interfaces = { &IID_IFsiDirectoryItem2, &IID_IFsiDirectoryItem, &IID_IFsiItem },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.FsiFileItem",
        .clsid = &CLSID_FsiFileItem,
        .create = create_file_item,
        .interfaces = { &IID_IFsiFileItem2, &IID_IFsiFileItem, &IID_IFsiItem },
        .is_automation = true,
    },
    {
        .prog_id = L"OpenIMAPI.Enumerator",
        .clsid = &CLSID_EnumFsiItems,
        .create = create_enum_fsi_items,
        .interfaces = { &IID_IEnumFsiItems },
    },
    {
        .prog_id = L"IMAPI2FS.FsiNamedStreams",
        .clsid = &CLSID_FsiNamedStreams,
        .create = create_named_streams,
        .interfaces = { &IID_IFsiNamedStreams },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.MsftFileSystemImage",
        .clsid = &CLSID_MsftFileSystemImage,
        .create = file_system_image_create,
        .interfaces = { &IID_IFileSystemImage3, &IID_IFileSystemImage2, &IID_IFileSystemImage },
        .sources = { &IID_DFileSystemImageEvents, &IID_DFileSystemImageImportEvents },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.MsftIsoImageManager",
        .clsid = &CLSID_MsftIsoImageManager,
        .create = iso_image_manager_create,
        .interfaces = { &IID_IIsoImageManager },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.BlockRange",
        .clsid = &CLSID_BlockRange,
        .create = create_block_range,
        .interfaces = { &IID_IBlockRange },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.BlockRangeList",
        .clsid = &CLSID_BlockRangeList,
        .create = create_block_range_list,
        .interfaces = { &IID_IBlockRangeList },
        .is_automation = true,
    },
};

int main(void)
{
    return contract_run(contracts, ARRAYSIZE(contracts));
}
