/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contract of every class of imapi2fs.dll. */
#include "contract.h"

#include "imapi2fs/classes.h"
#include "stream/zero_source.h"

#include <imapi2fs.h>

static HRESULT create_stream(REFIID iid, void **out)
{
    struct byte_source *source;
    HRESULT hr;

    assert_int_equal(zero_source_create(2048, &source), STATUS_OK);
    hr = fsi_stream_create(source, iid, out);
    byte_source_drop(&source);
    return hr;
}

static HRESULT as_interface(HRESULT hr, void *made, REFIID iid, void **out)
{
    assert_result(hr, S_OK);
    hr = IUnknown_QueryInterface((IUnknown *)made, iid, out);
    IUnknown_Release((IUnknown *)made);
    return hr;
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
        .create = file_system_image_result_create,
        .interfaces = { &IID_IFileSystemImageResult2, &IID_IFileSystemImageResult },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.ProgressItem",
        .clsid = &CLSID_ProgressItem,
        .create = progress_item_create,
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
        .create = progress_items_create,
        .interfaces = { &IID_IProgressItems },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.FsiDirectoryItem",
        .clsid = &CLSID_FsiDirectoryItem,
        .create = fsi_directory_item_create,
        .interfaces = { &IID_IFsiDirectoryItem2, &IID_IFsiDirectoryItem, &IID_IFsiItem },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.FsiFileItem",
        .clsid = &CLSID_FsiFileItem,
        .create = fsi_file_item_create,
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
        .create = fsi_named_streams_create,
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
        .create = block_range_create,
        .interfaces = { &IID_IBlockRange },
        .is_automation = true,
    },
    {
        .prog_id = L"IMAPI2FS.BlockRangeList",
        .clsid = &CLSID_BlockRangeList,
        .create = block_range_list_create,
        .interfaces = { &IID_IBlockRangeList },
        .is_automation = true,
    },
};

int main(void)
{
    return contract_run(contracts, ARRAYSIZE(contracts));
}
