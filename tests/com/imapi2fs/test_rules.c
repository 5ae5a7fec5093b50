/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings of an image: what can be chosen, what is refused, and what stays as it was. */
#include "image_test.h"

#include "test_folder.h"
#include "test_stream.h"

#include <imapi2error.h>

#define LEVELS_SUPPORTED 2

static LONG file_systems_of(IFileSystemImage3 *image)
{
    FsiFileSystems value = (FsiFileSystems)-1;

    assert_result(IFileSystemImage3_get_FileSystemsToCreate(image, &value), S_OK);
    return (LONG)value;
}

static LONG level_of(IFileSystemImage3 *image)
{
    LONG value = -1;

    assert_result(IFileSystemImage3_get_ISO9660InterchangeLevel(image, &value), S_OK);
    return value;
}

static void test_image__new_object_has_the_documented_values(void **state)
{
    IFileSystemImage3 *image =
        test_create_object(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage3);
    VARIANT_BOOL flag = 1;
    LONG number = -1;
    BSTR text = POISON;
    IBootOptions *boot = POISON;

    (void)state;
    assert_int_equal(file_systems_of(image), 3);
    assert_int_equal(level_of(image), 2);
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &number), S_OK);
    assert_int_equal(number, 332800);
    assert_result(IFileSystemImage3_get_SessionStartBlock(image, &number), S_OK);
    assert_int_equal(number, 0);
    assert_result(IFileSystemImage3_get_FileCount(image, &number), S_OK);
    assert_int_equal(number, 0);
    assert_result(IFileSystemImage3_get_DirectoryCount(image, &number), S_OK);
    assert_int_equal(number, 0);
    assert_result(IFileSystemImage3_get_ChangePoint(image, &number), S_OK);
    assert_int_equal(number, 0);
    assert_result(IFileSystemImage3_get_UDFRevision(image, &number), S_OK);
    assert_int_equal(number, 0x102);
    assert_result(IFileSystemImage3_get_StrictFileSystemCompliance(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IFileSystemImage3_get_UseRestrictedCharacterSet(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IFileSystemImage3_get_StageFiles(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IFileSystemImage3_get_CreateRedundantUdfMetadataFiles(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IFileSystemImage3_get_VolumeName(image, &text), S_OK);
    assert_bstr(text, L"");
    assert_result(IFileSystemImage3_get_ImportedVolumeName(image, &text), S_OK);
    assert_null(text);
    assert_result(IFileSystemImage3_get_BootImageOptions(image, &boot), S_OK);
    assert_null(boot);
    assert_int_equal(test_release(image), 0);
}

static void test_file_systems__takes_what_can_be_recorded(void **state)
{
    static const LONG sets[] = { 0, 1, 3, 4, 5, 7 };
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems supported;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(sets); i++) {
        assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, (FsiFileSystems)sets[i]),
                      S_OK);
        assert_int_equal(file_systems_of(image), sets[i]);
    }
    assert_result(IFileSystemImage3_get_FileSystemsSupported(image, &supported), S_OK);
    assert_int_equal(supported, 7);
    test_release(image);
}

static void test_file_systems__refuses_other_sets(void **state)
{
    static const LONG sets[] = { 2, 6, 8, 0x40000000, -1 };
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(sets); i++) {
        assert_fails(IFileSystemImage3_put_FileSystemsToCreate(image, (FsiFileSystems)sets[i]),
                     IMAPI_E_INVALID_PARAM, L"'newVal'");
        assert_int_equal(file_systems_of(image), 3);
    }
    test_release(image);
}

static void test_file_systems__nothing_to_record_fails_when_the_image_is_made(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFileSystemImageResult *result = POISON;

    (void)state;
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemNone), S_OK);
    assert_fails(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_NO_OUTPUT,
                 L"FileSystemsToCreate");
    assert_null(result);
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), S_OK);
    assert_result(IFileSystemImage3_CreateResultImage(image, &result), S_OK);
    test_release(result);
    test_release(image);
}

static void test_level__takes_1_2_and_the_unlisted_3(void **state)
{
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    for (LONG level = 1; level <= 3; level++) {
        assert_result(IFileSystemImage3_put_ISO9660InterchangeLevel(image, level), S_OK);
        assert_int_equal(level_of(image), level);
    }
    test_release(image);
}

static void test_level__refuses_others(void **state)
{
    static const LONG levels[] = { 0, 4, -1 };
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(levels); i++)
        assert_fails(IFileSystemImage3_put_ISO9660InterchangeLevel(image, levels[i]),
                     IMAPI_E_INVALID_PARAM, L"'newVal'");
    assert_int_equal(level_of(image), 2);
    test_release(image);
}

static void test_level__list_is_an_array_for_scripts(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    SAFEARRAY *levels;
    VARIANT *elements;

    (void)state;
    assert_result(IFileSystemImage3_get_ISO9660InterchangeLevelsSupported(image, &levels), S_OK);
    assert_int_equal(SafeArrayGetDim(levels), 1);
    assert_int_equal(levels->rgsabound[0].lLbound, 0);
    assert_int_equal(levels->rgsabound[0].cElements, LEVELS_SUPPORTED);
    assert_result(SafeArrayAccessData(levels, (void **)&elements), S_OK);
    for (ULONG i = 0; i < LEVELS_SUPPORTED; i++) {
        assert_int_equal(V_VT(&elements[i]), VT_UI4);
        assert_int_equal(V_UI4(&elements[i]), i + 1);
    }
    SafeArrayUnaccessData(levels);
    SafeArrayDestroy(levels);
    test_release(image);
}

static void test_level__change_makes_names_anew(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiItem *item;
    BSTR name;

    (void)state;
    test_add_file(root, L"A long name.text", 10, 1);
    item = test_item(root, L"A long name.text", &IID_IFsiItem);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemISO9660, &name), S_OK);
    assert_bstr(name, L"A_LONG_NAME.TEXT");
    assert_result(IFileSystemImage3_put_ISO9660InterchangeLevel(image, 1), S_OK);
    assert_result(IFsiItem_FileSystemName(item, FsiFileSystemISO9660, &name), S_OK);
    assert_bstr(name, L"A_LONG_N.TEX");
    test_release(item);
    test_release(root);
    test_release(image);
}

static void test_strict__only_while_the_image_is_empty(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    VARIANT_BOOL flag;

    (void)state;
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"d")), S_OK);
    assert_fails(IFileSystemImage3_put_StrictFileSystemCompliance(image, VARIANT_TRUE),
                 IMAPI_E_FILE_SYSTEM_NOT_EMPTY, NULL);
    assert_result(IFileSystemImage3_put_StrictFileSystemCompliance(image, VARIANT_FALSE), S_OK);
    assert_result(IFsiDirectoryItem2_Remove(root, T(L"d")), S_OK);
    /* Any value but 0 is true, and reads back as the one true that scripts compare with. */
    assert_result(IFileSystemImage3_put_StrictFileSystemCompliance(image, 1), S_OK);
    assert_result(IFileSystemImage3_get_StrictFileSystemCompliance(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    test_release(root);
    test_release(image);
}

static void test_restricted_names__holds_for_names_added_later(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFsiFileItem *item = POISON;

    (void)state;
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"\x00C4nderung")), S_OK);
    assert_result(IFileSystemImage3_put_UseRestrictedCharacterSet(image, VARIANT_TRUE), S_OK);
    assert_fails(IFsiDirectoryItem2_AddDirectory(root, T(L"\x00D6l")),
                 IMAPI_E_RESTRICTED_NAME_VIOLATION, L"\x00D6l");
    assert_fails(IFileSystemImage3_CreateFileItem(image, T(L"\x00D6l"), &item),
                 IMAPI_E_RESTRICTED_NAME_VIOLATION, L"\x00D6l");
    assert_null(item);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"Oel")), S_OK);
    test_release(root);
    test_release(image);
}

static void test_udf_revision__is_one_of_the_supported(void **state)
{
    static const LONG expected[] = { 0x102, 0x150, 0x200, 0x201, 0x250, 0x260 };
    IFileSystemImage3 *image = test_create_image();
    SAFEARRAY *revisions;
    LONG revision;

    (void)state;
    assert_result(IFileSystemImage3_get_UDFRevisionsSupported(image, &revisions), S_OK);
    assert_int_equal(revisions->rgsabound[0].cElements, ARRAYSIZE(expected));
    for (LONG i = 0; i < (LONG)ARRAYSIZE(expected); i++) {
        VARIANT value;

        assert_result(SafeArrayGetElement(revisions, &i, &value), S_OK);
        assert_int_equal(V_VT(&value), VT_I4);
        assert_int_equal(V_I4(&value), expected[i]);
        assert_result(IFileSystemImage3_put_UDFRevision(image, V_I4(&value)), S_OK);
        assert_result(IFileSystemImage3_get_UDFRevision(image, &revision), S_OK);
        assert_int_equal(revision, expected[i]);
    }
    SafeArrayDestroy(revisions);
    assert_fails(IFileSystemImage3_put_UDFRevision(image, 0x103), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_result(IFileSystemImage3_get_UDFRevision(image, &revision), S_OK);
    assert_int_equal(revision, 0x260);
    test_release(image);
}

static void test_redundant_metadata__is_for_udf_that_has_metadata_files(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    VARIANT_BOOL flag;

    (void)state;
    assert_result(IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_FALSE),
                  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_result(IFileSystemImage3_get_CreateRedundantUdfMetadataFiles(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_FALSE);
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF), S_OK);
    assert_result(IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_TRUE),
                  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED);
    assert_result(IFileSystemImage3_put_UDFRevision(image, 0x250), S_OK);
    assert_result(IFileSystemImage3_put_CreateRedundantUdfMetadataFiles(image, VARIANT_FALSE),
                  S_OK);
    test_release(image);
}

static void test_volume_name__is_adapted_to_each_file_system(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    BSTR name;

    (void)state;
    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"My photos 2026-11/22")), S_OK);
    assert_result(IFileSystemImage3_get_VolumeName(image, &name), S_OK);
    assert_bstr(name, L"My photos 2026-11/22");
    assert_result(IFileSystemImage3_get_VolumeNameISO9660(image, &name), S_OK);
    assert_bstr(name, L"MY_PHOTOS_2026_11_22");
    assert_result(IFileSystemImage3_get_VolumeNameJoliet(image, &name), S_OK);
    assert_bstr(name, L"My photos 2026-1");
    assert_result(IFileSystemImage3_get_VolumeNameUDF(image, &name), S_OK);
    assert_bstr(name, L"My photos 2026-11/22");
    test_release(image);
}

static void test_volume_name__too_long_or_with_controls_is_refused(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    WCHAR longest[128];
    BSTR name;

    (void)state;
    wmemset(longest, L'x', 127);
    longest[127] = 0;
    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"GOOD")), S_OK);
    assert_fails(IFileSystemImage3_put_VolumeName(image, longest), IMAPI_E_INVALID_VOLUME_NAME,
                 NULL);
    assert_fails(IFileSystemImage3_put_VolumeName(image, T(L"a\tb")), IMAPI_E_INVALID_VOLUME_NAME,
                 NULL);
    assert_result(IFileSystemImage3_get_VolumeName(image, &name), S_OK);
    assert_bstr(name, L"GOOD");
    longest[126] = 0;
    assert_result(IFileSystemImage3_put_VolumeName(image, longest), S_OK);
    assert_result(IFileSystemImage3_put_VolumeName(image, NULL), S_OK);
    assert_result(IFileSystemImage3_get_VolumeName(image, &name), S_OK);
    assert_bstr(name, L"");
    test_release(image);
}

static void test_volume_name__strict_images_follow_the_documented_rule(void **state)
{
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    assert_result(IFileSystemImage3_put_StrictFileSystemCompliance(image, VARIANT_TRUE), S_OK);
    assert_fails(IFileSystemImage3_put_VolumeName(image, T(L"With blank")),
                 IMAPI_E_INVALID_VOLUME_NAME, NULL);
    assert_fails(IFileSystemImage3_put_VolumeName(image, T(L"Sixteen_letters_")),
                 IMAPI_E_INVALID_VOLUME_NAME, NULL);
    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"Fifteen_letters")), S_OK);
    test_release(image);
}

static void test_volume_name__is_made_of_the_date_when_none_was_set(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    BSTR name;

    (void)state;
    test_release(test_create_result(image));
    assert_result(IFileSystemImage3_get_VolumeName(image, &name), S_OK);
    assert_int_equal(SysStringLen(name), 13);
    assert_int_equal(name[8], L'_');
    assert_true(wcsspn(name, L"0123456789") == 8 && wcsspn(name + 9, L"0123456789") == 4);
    SysFreeString(name);
    test_release(image);
}

static void test_working_directory__must_exist_and_be_writable(void **state)
{
    const struct test_path folder = test_folder_create(L"working_directory");
    const struct test_path file = test_folder_path(&folder, L"file");
    const struct test_path missing = test_folder_path(&folder, L"missing");
    IFileSystemImage3 *image = test_create_image();
    BSTR path;

    (void)state;
    test_folder_add_file(&folder, L"file", 1, 1);
    assert_result(IFileSystemImage3_put_WorkingDirectory(image, T(folder.text)), S_OK);
    assert_fails(IFileSystemImage3_put_WorkingDirectory(image, T(missing.text)),
                 IMAPI_E_INVALID_WORKING_DIRECTORY, missing.text);
    assert_fails(IFileSystemImage3_put_WorkingDirectory(image, T(file.text)),
                 IMAPI_E_INVALID_WORKING_DIRECTORY, file.text);
    assert_fails(IFileSystemImage3_put_WorkingDirectory(image, NULL), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_fails(IFileSystemImage3_put_WorkingDirectory(image, T(L"")), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_result(IFileSystemImage3_get_WorkingDirectory(image, &path), S_OK);
    assert_bstr(path, folder.text);
    test_release(image);
    test_folder_remove(&folder);
}

static void test_working_directory__is_the_temporary_one_at_first(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    WCHAR temporary[MAX_PATH + 1];
    BSTR path;

    (void)state;
    assert_true(GetTempPathW(ARRAYSIZE(temporary), temporary) > 0);
    assert_result(IFileSystemImage3_get_WorkingDirectory(image, &path), S_OK);
    assert_int_equal(_wcsnicmp(path, temporary, SysStringLen(path)), 0);
    assert_true(GetFileAttributesW(path) & FILE_ATTRIBUTE_DIRECTORY);
    SysFreeString(path);
    test_release(image);
}

static void test_stage_files__copies_what_is_added(void **state)
{
    const struct test_path folder = test_folder_create(L"stage_files");
    const struct test_path sources = test_folder_create(L"stage_sources");
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    VARIANT_BOOL flag;

    (void)state;
    test_folder_add_file(&sources, L"file", 2500000, 7);
    assert_result(IFileSystemImage3_put_WorkingDirectory(image, T(folder.text)), S_OK);
    assert_result(IFileSystemImage3_put_StageFiles(image, VARIANT_TRUE), S_OK);
    assert_result(IFileSystemImage3_get_StageFiles(image, &flag), S_OK);
    assert_int_equal(flag, VARIANT_TRUE);
    assert_result(IFsiDirectoryItem2_AddTree(root, T(sources.text), VARIANT_FALSE), S_OK);
    test_folder_remove(&sources);
    result = test_create_result(image);
    assert_content(result, L"\\file", 2500000, 7);
    assert_result(IFileSystemImage3_put_StageFiles(image, VARIANT_FALSE), S_OK);
    test_release(result);
    test_release(root);
    test_release(image);
    /* What was staged has gone with the image: the folder is empty. */
    assert_true(RemoveDirectoryW(folder.text));
}

static void test_free_media_blocks__reads_back_what_was_put(void **state)
{
    static const LONG limits[] = { 0, -1, 1000000, 12500000, 25000000, 2147483000, MAXLONG };
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(limits); i++) {
        LONG limit = 1;

        assert_result(IFileSystemImage3_put_FreeMediaBlocks(image, limits[i]), S_OK);
        assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &limit), S_OK);
        assert_int_equal(limit, limits[i]);
    }
    test_release(image);
}

static void test_free_media_blocks__negative_is_no_limit(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);

    (void)state;
    assert_result(IFileSystemImage3_put_FreeMediaBlocks(image, -1), S_OK);
    test_add_file(root, L"large", UINT64_C(800) << 20, 1);
    test_release(root);
    test_release(image);
}

static void test_free_media_blocks__may_not_be_less_than_is_used(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    LONG used;
    LONG limit;

    (void)state;
    test_add_file(root, L"file", 1 << 20, 1);
    assert_result(IFileSystemImage3_get_UsedBlocks(image, &used), S_OK);
    assert_fails(IFileSystemImage3_put_FreeMediaBlocks(image, used - 1), IMAPI_E_IMAGE_TOO_BIG,
                 L"blocks are needed");
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &limit), S_OK);
    assert_int_equal(limit, 0);
    assert_result(IFileSystemImage3_put_FreeMediaBlocks(image, used), S_OK);
    test_release(root);
    test_release(image);
}

static void test_free_media_blocks__bounds_what_is_added(void **state)
{
    IFileSystemImage3 *image =
        test_create_object(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage3);
    IFsiDirectoryItem2 *root = test_root(image);
    struct test_stream *stream = test_stream_create(UINT64_C(700) << 20, 1);
    LONG count;

    (void)state;
    assert_fails(IFsiDirectoryItem2_AddFile(root, T(L"too large"), &stream->IStream_iface),
                 IMAPI_E_IMAGE_SIZE_LIMIT, L"too large");
    assert_fails(IFsiDirectoryItem2_AddFile(root, T(L"too large"), &stream->IStream_iface),
                 IMAPI_E_IMAGE_SIZE_LIMIT, L"332800");
    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, 0);
    IStream_Release(&stream->IStream_iface);
    test_add_file(root, L"fits", UINT64_C(600) << 20, 1);
    test_release(root);
    test_release(image);
}

static void test_session_start__moves_what_is_recorded(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    IStream *stream;
    uint8_t descriptor[2048];
    LONG start = -1;
    LONG blocks;
    ULONG read;

    (void)state;
    test_add_file(root, L"file", 5000, 1);
    assert_fails(IFileSystemImage3_put_SessionStartBlock(image, -1), IMAPI_E_INVALID_PARAM,
                 L"'newVal'");
    assert_result(IFileSystemImage3_put_SessionStartBlock(image, 0x10000), S_OK);
    assert_result(IFileSystemImage3_get_SessionStartBlock(image, &start), S_OK);
    assert_int_equal(start, 0x10000);
    result = test_create_result(image);
    stream = test_image_stream(result);
    assert_result(IFileSystemImageResult2_get_TotalBlocks(result, &blocks), S_OK);
    assert_result(test_read_at(stream, 16 * 2048, descriptor, sizeof(descriptor), &read), S_OK);
    /* ECMA-119 8.4.8: the volume space ends where the session does. */
    assert_int_equal(descriptor[80] | descriptor[81] << 8 | descriptor[82] << 16, 0x10000 + blocks);
    test_release(stream);
    test_release(result);
    test_release(root);
    test_release(image);
}

static void test_defaults__of_each_type_of_medium(void **state)
{
    static const struct {
        IMAPI_MEDIA_PHYSICAL_TYPE type;
        LONG blocks;
        LONG file_systems;
        LONG udf_revision; /* -1: refused */
    } rows[] = {
        { IMAPI_MEDIA_TYPE_UNKNOWN, -1, 0, 0 },
        { IMAPI_MEDIA_TYPE_CDROM, -1, 0, 0 },
        { IMAPI_MEDIA_TYPE_CDR, 359840, 3, 0x102 },
        { IMAPI_MEDIA_TYPE_CDRW, 359840, 3, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDROM, -1, 0, 0 },
        { IMAPI_MEDIA_TYPE_DVDRAM, 2236704, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDPLUSR, 2295104, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDPLUSRW, 2295104, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, 4173824, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDDASHR, 2298496, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDDASHRW, 2297888, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, 4171712, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DISK, 0, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, 4173824, 4, 0x102 },
        { IMAPI_MEDIA_TYPE_HDDVDROM, -1, 0, 0 },
        { IMAPI_MEDIA_TYPE_HDDVDR, 7324208, 4, 0x250 },
        { IMAPI_MEDIA_TYPE_HDDVDRAM, 9765616, 4, 0x250 },
        { IMAPI_MEDIA_TYPE_BDROM, -1, 0, 0 },
        { IMAPI_MEDIA_TYPE_BDR, 12219392, 4, 0x250 },
        { IMAPI_MEDIA_TYPE_BDRE, 11826176, 4, 0x250 },
        { (IMAPI_MEDIA_PHYSICAL_TYPE)20, -1, 0, 0 },
        { (IMAPI_MEDIA_PHYSICAL_TYPE)-1, -1, 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        IFileSystemImage3 *image = test_create_image();
        LONG number;

        assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), S_OK);
        if (rows[i].blocks < 0) {
            assert_fails(IFileSystemImage3_ChooseImageDefaultsForMediaType(image, rows[i].type),
                         IMAPI_E_INVALID_PARAM, L"'value'");
            assert_int_equal(file_systems_of(image), 1);
        } else {
            assert_result(IFileSystemImage3_ChooseImageDefaultsForMediaType(image, rows[i].type),
                          S_OK);
            assert_int_equal(file_systems_of(image), rows[i].file_systems);
            assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &number), S_OK);
            assert_int_equal(number, rows[i].blocks);
            assert_result(IFileSystemImage3_get_UDFRevision(image, &number), S_OK);
            assert_int_equal(number, rows[i].udf_revision);
        }
        test_release(image);
    }
}

static void test_defaults__change_nothing_when_the_items_do_not_fit(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    LONG blocks;

    (void)state;
    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemISO9660), S_OK);
    test_add_file(root, L"large", UINT64_C(800) << 20, 1);
    assert_fails(IFileSystemImage3_ChooseImageDefaultsForMediaType(image, IMAPI_MEDIA_TYPE_CDR),
                 IMAPI_E_IMAGE_TOO_BIG, L"359840");
    assert_int_equal(file_systems_of(image), 1);
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &blocks), S_OK);
    assert_int_equal(blocks, 0);
    test_release(root);
    test_release(image);
}

static void test_defaults__need_a_recorder(void **state)
{
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    assert_fails(IFileSystemImage3_ChooseImageDefaults(image, NULL), E_POINTER, L"discRecorder");
    assert_fails(IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, NULL), E_POINTER,
                 L"discRecorder");
    test_release(image);
}

/* A recorder that knows nothing but its profiles. */
struct fake_recorder {
    IDiscRecorder2 IDiscRecorder2_iface;
    const LONG *profiles;
    ULONG count;
    HRESULT result;
};

static HRESULT STDMETHODCALLTYPE fake_recorder_get_SupportedProfiles(IDiscRecorder2 *iface,
                                                                     SAFEARRAY **value)
{
    const struct fake_recorder *self =
        CONTAINING_RECORD(iface, struct fake_recorder, IDiscRecorder2_iface);
    SAFEARRAY *array;

    *value = NULL;
    if (FAILED(self->result))
        return self->result;
    array = SafeArrayCreateVector(VT_VARIANT, 0, self->count);
    for (LONG i = 0; i < (LONG)self->count; i++) {
        VARIANT element = { 0 };

        V_VT(&element) = VT_I4;
        V_I4(&element) = self->profiles[i];
        SafeArrayPutElement(array, &i, &element);
    }
    *value = array;
    return S_OK;
}

static const IDiscRecorder2Vtbl fake_recorder_vtbl = {
    .get_SupportedProfiles = fake_recorder_get_SupportedProfiles,
};

static void test_max_media_blocks__is_the_largest_that_the_drive_writes(void **state)
{
    static const LONG profiles[] = { 0x10, 0x2B, 0x1B, 0x0A, 0x09, 0x08, 0x02 };
    static const LONG reads_only[] = { 0x10, 0x08 };
    struct fake_recorder recorder = {
        { &fake_recorder_vtbl }, profiles, ARRAYSIZE(profiles), S_OK
    };
    IFileSystemImage3 *image = test_create_image();
    LONG blocks;

    (void)state;
    assert_result(
        IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, &recorder.IDiscRecorder2_iface), S_OK);
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &blocks), S_OK);
    assert_int_equal(blocks, 4173824);
    recorder.profiles = reads_only;
    recorder.count = ARRAYSIZE(reads_only);
    assert_result(
        IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, &recorder.IDiscRecorder2_iface), S_OK);
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &blocks), S_OK);
    assert_int_equal(blocks, 0);
    test_release(image);
}

static void test_max_media_blocks__failure_of_the_recorder_comes_through(void **state)
{
    struct fake_recorder recorder = {
        { &fake_recorder_vtbl }, NULL, 0, E_IMAPI_RECORDER_NO_SUCH_FEATURE
    };
    IFileSystemImage3 *image = test_create_image();

    (void)state;
    assert_fails(
        IFileSystemImage3_SetMaxMediaBlocksFromDevice(image, &recorder.IDiscRecorder2_iface),
        E_IMAPI_RECORDER_NO_SUCH_FEATURE, NULL);
    test_release(image);
}

static void test_import__needs_multisession_interfaces(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems systems = FsiFileSystemUDF;
    SAFEARRAY *array;
    BSTR text = POISON;

    (void)state;
    assert_result(IFileSystemImage3_get_MultisessionInterfaces(image, &array), S_OK);
    assert_int_equal(array->rgsabound[0].cElements, 0);
    SafeArrayDestroy(array);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &systems), IMAPI_E_MULTISESSION_NOT_SET,
                 NULL);
    assert_int_equal(systems, FsiFileSystemNone);
    assert_fails(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemUDF),
                 IMAPI_E_MULTISESSION_NOT_SET, NULL);
    assert_fails(IFileSystemImage3_ImportSpecificFileSystem(image, (FsiFileSystems)3),
                 IMAPI_E_INVALID_PARAM, L"fileSystemToUse");
    assert_fails(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, NULL, &systems), E_POINTER,
                 L"discRecorder");
    assert_fails(IFileSystemImage3_CalculateDiscIdentifier(image, &text),
                 IMAPI_E_MULTISESSION_NOT_SET, NULL);
    assert_null(text);
    test_release(image);
}

static void test_default_for_import__is_the_richest_file_system(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems chosen;

    (void)state;
    assert_result(
        IFileSystemImage3_GetDefaultFileSystemForImport(image, (FsiFileSystems)7, &chosen), S_OK);
    assert_int_equal(chosen, FsiFileSystemUDF);
    assert_result(
        IFileSystemImage3_GetDefaultFileSystemForImport(image, (FsiFileSystems)0x40000003, &chosen),
        S_OK);
    assert_int_equal(chosen, FsiFileSystemJoliet);
    assert_result(
        IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemISO9660, &chosen),
        S_OK);
    assert_int_equal(chosen, FsiFileSystemISO9660);
    assert_fails(
        IFileSystemImage3_GetDefaultFileSystemForImport(image, FsiFileSystemUnknown, &chosen),
        IMAPI_E_INVALID_PARAM, L"'fileSystems'");
    assert_int_equal(chosen, FsiFileSystemNone);
    test_release(image);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_image__new_object_has_the_documented_values),
        cmocka_unit_test(test_file_systems__takes_what_can_be_recorded),
        cmocka_unit_test(test_file_systems__refuses_other_sets),
        cmocka_unit_test(test_file_systems__nothing_to_record_fails_when_the_image_is_made),
        cmocka_unit_test(test_level__takes_1_2_and_the_unlisted_3),
        cmocka_unit_test(test_level__refuses_others),
        cmocka_unit_test(test_level__list_is_an_array_for_scripts),
        cmocka_unit_test(test_level__change_makes_names_anew),
        cmocka_unit_test(test_strict__only_while_the_image_is_empty),
        cmocka_unit_test(test_restricted_names__holds_for_names_added_later),
        cmocka_unit_test(test_udf_revision__is_one_of_the_supported),
        cmocka_unit_test(test_redundant_metadata__is_for_udf_that_has_metadata_files),
        cmocka_unit_test(test_volume_name__is_adapted_to_each_file_system),
        cmocka_unit_test(test_volume_name__too_long_or_with_controls_is_refused),
        cmocka_unit_test(test_volume_name__strict_images_follow_the_documented_rule),
        cmocka_unit_test(test_volume_name__is_made_of_the_date_when_none_was_set),
        cmocka_unit_test(test_working_directory__must_exist_and_be_writable),
        cmocka_unit_test(test_working_directory__is_the_temporary_one_at_first),
        cmocka_unit_test(test_stage_files__copies_what_is_added),
        cmocka_unit_test(test_free_media_blocks__reads_back_what_was_put),
        cmocka_unit_test(test_free_media_blocks__negative_is_no_limit),
        cmocka_unit_test(test_free_media_blocks__may_not_be_less_than_is_used),
        cmocka_unit_test(test_free_media_blocks__bounds_what_is_added),
        cmocka_unit_test(test_session_start__moves_what_is_recorded),
        cmocka_unit_test(test_defaults__of_each_type_of_medium),
        cmocka_unit_test(test_defaults__change_nothing_when_the_items_do_not_fit),
        cmocka_unit_test(test_defaults__need_a_recorder),
        cmocka_unit_test(test_max_media_blocks__is_the_largest_that_the_drive_writes),
        cmocka_unit_test(test_max_media_blocks__failure_of_the_recorder_comes_through),
        cmocka_unit_test(test_import__needs_multisession_interfaces),
        cmocka_unit_test(test_default_for_import__is_the_richest_file_system),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
