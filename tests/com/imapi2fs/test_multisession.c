/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions: what is on a disc is imported, changed, and burned as the next session. */
#include "image_test.h"

#include "test_drive.h"
#include "test_sink.h"

#include <imapi2error.h>

#define SESSIONS 5

/* A disc in a virtual recorder. */
struct bench {
    struct test_path folder;
    IDiscRecorder2 *recorder;
    DWORD cookie;
};

static struct bench bench_create(const WCHAR *name, const WCHAR *medium)
{
    struct bench bench = { .folder = test_folder_create(name) };

    bench.recorder = test_open_blank(&bench.folder, medium);
    bench.cookie = test_register_writer();
    return bench;
}

static void bench_destroy(const struct bench *bench)
{
    assert_result(CoRevokeClassObject(bench->cookie), S_OK);
    test_release(bench->recorder);
    test_folder_remove(&bench->folder);
}

static IFileSystemImage3 *create_image(FsiFileSystems file_systems, LONG udf_revision)
{
    IFileSystemImage3 *image = test_create_image();

    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, file_systems), S_OK);
    assert_result(IFileSystemImage3_put_UDFRevision(image, udf_revision), S_OK);
    return image;
}

/* An image with what the last session of the disc has. */
static IFileSystemImage3 *import(const struct bench *bench, FsiFileSystems expected)
{
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems imported;

    assert_result(test_put_sessions(image, bench->recorder), S_OK);
    assert_result(IFileSystemImage3_ImportFileSystem(image, &imported), S_OK);
    assert_int_equal(imported, expected);
    return image;
}

/* Burns an image with one file as the first session. */
static void burn_first(const struct bench *bench, FsiFileSystems file_systems, LONG udf_revision)
{
    IFileSystemImage3 *image = create_image(file_systems, udf_revision);
    IFsiDirectoryItem2 *root = test_root(image);

    assert_result(IFileSystemImage3_put_VolumeName(image, T(L"first")), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"kept")), S_OK);
    test_add_file(root, L"kept\\old file", 50000, 1);
    test_add_file(root, L"replaced", 3000, 2);
    test_add_file(root, L"removed", 4000, 3);
    test_release(root);
    test_burn(bench->recorder, image);
    test_release(image);
}

/* Reads the file through the imported image, from the disc. */
static void check_file(IFsiDirectoryItem2 *root, const WCHAR *path, uint32_t size, uint32_t seed)
{
    IFsiFileItem2 *file = test_item(root, path, &IID_IFsiFileItem2);
    uint8_t *bytes = test_malloc(size + 1);
    IStream *stream;
    LONGLONG actual;
    ULONG read;

    assert_result(IFsiFileItem2_get_DataSize(file, &actual), S_OK);
    assert_int_equal(actual, size);
    assert_result(IFsiFileItem2_get_Data(file, &stream), S_OK);
    assert_result(test_read_at(stream, 0, bytes, size + 1, &read), S_OK);
    assert_int_equal(read, size);
    for (uint32_t i = 0; i < size; i++) {
        if (bytes[i] != test_byte(seed, i))
            fail_msg("byte %u of the file differs", (unsigned)i);
    }
    test_free(bytes);
    test_release(stream);
    test_release(file);
}

static FsiItemType exists(IFileSystemImage3 *image, const WCHAR *path)
{
    FsiItemType type = (FsiItemType)-1;

    assert_result(IFileSystemImage3_Exists(image, T(path), &type), S_OK);
    return type;
}

/* Changes what was imported and burns it; the session is told by the content of its files. */
static void burn_next(const struct bench *bench, FsiFileSystems imported, uint32_t session)
{
    IFileSystemImage3 *image = import(bench, imported);
    IFsiDirectoryItem2 *root = test_root(image);
    WCHAR name[] = L"kept\\added 0";

    name[ARRAYSIZE(name) - 2] = (WCHAR)(L'0' + session);
    test_add_file(root, name, 10000 + session, session);
    assert_result(IFsiDirectoryItem2_Remove(root, T(L"replaced")), S_OK);
    test_add_file(root, L"replaced", 3000 + session, 100 + session);
    if (exists(image, L"\\removed") != FsiItemNotFound)
        assert_result(IFsiDirectoryItem2_Remove(root, T(L"removed")), S_OK);
    test_release(root);
    test_burn(bench->recorder, image);
    test_release(image);
}

static void check_disc(const struct bench *bench, FsiFileSystems imported, uint32_t last)
{
    IFileSystemImage3 *image = import(bench, imported);
    IFsiDirectoryItem2 *root = test_root(image);
    LONG count;

    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, (LONG)last + 1);
    check_file(root, L"kept\\old file", 50000, 1);
    check_file(root, L"replaced", 3000 + last, 100 + last);
    assert_int_equal(exists(image, L"\\removed"), FsiItemNotFound);
    for (uint32_t session = 2; session <= last; session++) {
        WCHAR name[] = L"kept\\added 0";

        name[ARRAYSIZE(name) - 2] = (WCHAR)(L'0' + session);
        check_file(root, name, 10000 + session, session);
    }
    test_release(root);
    test_release(image);
}

static void check_sessions(const WCHAR *name, const WCHAR *medium, FsiFileSystems file_systems,
                           LONG udf_revision, FsiFileSystems imported)
{
    const struct bench bench = bench_create(name, medium);

    burn_first(&bench, file_systems, udf_revision);
    for (uint32_t session = 2; session <= SESSIONS; session++) {
        burn_next(&bench, imported, session);
        check_disc(&bench, imported, session);
    }
    bench_destroy(&bench);
}

static void test_sessions__dvd_plus_r_iso9660_and_joliet(void **state)
{
    (void)state;
    check_sessions(L"sessions_iso", L"dvd+r", FsiFileSystemISO9660 | FsiFileSystemJoliet, 0x102,
                   FsiFileSystemJoliet);
}

static void test_sessions__dvd_plus_r_udf(void **state)
{
    (void)state;
    check_sessions(L"sessions_udf", L"dvd+r", FsiFileSystemUDF, 0x201, FsiFileSystemUDF);
}

static void test_sessions__dvd_plus_r_bridge(void **state)
{
    (void)state;
    check_sessions(L"sessions_bridge", L"dvd+r",
                   FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF, 0x250,
                   FsiFileSystemUDF);
}

static void test_sessions__dvd_plus_rw_udf(void **state)
{
    (void)state;
    check_sessions(L"sessions_overlay", L"dvd+rw", FsiFileSystemUDF, 0x102, FsiFileSystemUDF);
}

static void test_sessions__dvd_plus_rw_udf_with_metadata_partition(void **state)
{
    (void)state;
    check_sessions(L"sessions_overlay250", L"dvd+rw", FsiFileSystemUDF, 0x250, FsiFileSystemUDF);
}

static void test_sessions__on_every_other_sequential_disc(void **state)
{
    static const struct {
        const WCHAR *name;
        const WCHAR *medium;
    } rows[] = {
        { L"sessions_cd_r", L"cd-r" },
        { L"sessions_cd_rw", L"cd-rw" },
        { L"sessions_dvd_r", L"dvd-r" },
        { L"sessions_bd_r", L"bd-r" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++)
        check_sessions(rows[i].name, rows[i].medium, FsiFileSystemISO9660 | FsiFileSystemJoliet,
                       0x102, FsiFileSystemJoliet);
}

static void test_sessions__on_every_other_rewritable_disc(void **state)
{
    static const struct {
        const WCHAR *name;
        const WCHAR *medium;
    } rows[] = {
        { L"sessions_dvd_ram", L"dvd-ram" },
        { L"sessions_bd_re", L"bd-re" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++)
        check_sessions(rows[i].name, rows[i].medium, FsiFileSystemUDF, 0x250, FsiFileSystemUDF);
}

static void test_import__tells_what_the_disc_is(void **state)
{
    const struct bench bench = bench_create(L"session_facts", L"dvd+r");
    IFileSystemImage3 *image;
    FsiFileSystems found;
    LONG number;
    BSTR before;
    BSTR text;

    (void)state;
    burn_first(&bench, FsiFileSystemISO9660 | FsiFileSystemJoliet, 0x102);
    image = test_create_image();
    assert_result(IFileSystemImage3_get_ImportedVolumeName(image, &text), S_OK);
    assert_null(text);
    assert_result(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, bench.recorder, &found), S_OK);
    assert_int_equal(found, FsiFileSystemISO9660 | FsiFileSystemJoliet);
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_result(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, NULL, &found), S_OK);
    assert_int_equal(found, FsiFileSystemISO9660 | FsiFileSystemJoliet);
    assert_result(IFileSystemImage3_CalculateDiscIdentifier(image, &before), S_OK);
    assert_int_equal(SysStringLen(before), 16);
    SysFreeString(before);
    assert_result(IFileSystemImage3_ImportSpecificFileSystem(image, FsiFileSystemISO9660), S_OK);
    assert_result(IFileSystemImage3_get_ImportedVolumeName(image, &text), S_OK);
    assert_bstr(text, L"FIRST");
    assert_result(IFileSystemImage3_get_SessionStartBlock(image, &number), S_OK);
    assert_true(number > 300);
    assert_result(IFileSystemImage3_get_FreeMediaBlocks(image, &number), S_OK);
    assert_true(number > 2000000);
    assert_fails(IFileSystemImage3_put_FileSystemsToCreate(image, FsiFileSystemUDF),
                 IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED, NULL);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &found), IMAPI_E_FILE_SYSTEM_NOT_EMPTY,
                 NULL);
    test_release(image);
    bench_destroy(&bench);
}

static void check_step(const struct test_update *step, LONG file_system, const WCHAR *path,
                       LONG directories, LONG files)
{
    assert_int_equal(step->file_system, file_system);
    assert_int_equal(wcscmp(step->path, path), 0);
    assert_int_equal(step->directories, directories);
    assert_int_equal(step->files, files);
}

static void check_events(FsiFileSystems file_system, LONG total_directories, LONG total_files)
{
    const struct bench bench = bench_create(L"session_events", L"dvd+r");
    IFileSystemImage3 *image = test_create_image();
    struct test_sink sink;

    burn_first(&bench, file_system, 0x102);
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    test_sink_advise_import(&sink, image);
    assert_result(IFileSystemImage3_ImportSpecificFileSystem(image, file_system), S_OK);
    test_sink_unadvise(&sink);
    /* Directories before what is in them, files after they were imported. */
    assert_int_equal(sink.count, 5);
    check_step(&sink.calls[0], (LONG)file_system, L"\\", 0, 0);
    for (size_t i = 0; i < sink.count; i++) {
        assert_int_equal(sink.calls[i].total_directories, total_directories);
        assert_int_equal(sink.calls[i].total_files, total_files);
    }
    assert_int_equal(sink.calls[4].files, 3);
    test_release(image);
    bench_destroy(&bench);
}

static void test_import__events_of_iso9660(void **state)
{
    (void)state;
    check_events(FsiFileSystemISO9660, 2, -1);
}

static void test_import__events_of_udf(void **state)
{
    (void)state;
    check_events(FsiFileSystemUDF, 2, 3);
}

static void test_result__is_known_by_its_disc_id(void **state)
{
    const struct bench bench = bench_create(L"session_id", L"dvd+r");
    IFileSystemImage3 *image = test_create_image();
    IFileSystemImageResult2 *result = test_create_result(image);
    BSTR expected;
    BSTR actual;

    (void)state;
    assert_result(IFileSystemImageResult2_get_DiscId(result, &expected), S_OK);
    test_burn(bench.recorder, image);
    test_release(result);
    test_release(image);
    image = test_create_image();
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_result(IFileSystemImage3_CalculateDiscIdentifier(image, &actual), S_OK);
    assert_bstr(actual, expected);
    SysFreeString(expected);
    test_release(image);
    bench_destroy(&bench);
}

static void test_result__of_an_overlay_lists_what_to_write(void **state)
{
    const struct bench bench = bench_create(L"session_ranges", L"dvd+rw");
    IFileSystemImage3 *image;
    IFileSystemImageResult2 *result;
    IBlockRangeList *list;
    SAFEARRAY *ranges;
    IStream *stream;
    LONG session;
    LONG total;

    (void)state;
    burn_first(&bench, FsiFileSystemUDF, 0x102);
    image = import(&bench, FsiFileSystemUDF);
    result = test_create_result(image);
    assert_result(IFileSystemImage3_get_SessionStartBlock(image, &session), S_OK);
    assert_int_equal(session % 32, 0);
    assert_result(IFileSystemImageResult2_get_TotalBlocks(result, &total), S_OK);
    assert_true(total > session);
    assert_result(IFileSystemImageResult2_get_ModifiedBlocks(result, &list), S_OK);
    assert_result(IBlockRangeList_get_BlockRanges(list, &ranges), S_OK);
    assert_int_equal(ranges->rgsabound[0].cElements, 2);
    for (LONG i = 0; i < 2; i++) {
        LONG start;
        LONG end;
        IBlockRange *range;
        VARIANT value;

        assert_result(SafeArrayGetElement(ranges, &i, &value), S_OK);
        assert_result(
            IDispatch_QueryInterface(V_DISPATCH(&value), &IID_IBlockRange, (void **)&range), S_OK);
        assert_result(IBlockRange_get_StartLba(range, &start), S_OK);
        assert_result(IBlockRange_get_EndLba(range, &end), S_OK);
        assert_int_equal(start, i == 0 ? session : 256);
        assert_int_equal(end, i == 0 ? total - 1 : 271);
        test_release(range);
        VariantClear(&value);
    }
    assert_result(SafeArrayDestroy(ranges), S_OK);
    test_release(list);
    stream = test_image_stream(result);
    assert_result(IStream_QueryInterface(stream, &IID_IBlockRangeList, (void **)&list), S_OK);
    test_release(list);
    test_release(stream);
    test_release(result);
    test_release(image);
    bench_destroy(&bench);
}

static void test_result__needs_the_imported_disc(void **state)
{
    const struct bench bench = bench_create(L"session_mismatch", L"dvd+r");
    IFileSystemImageResult *result;
    IFileSystemImage3 *image;

    (void)state;
    burn_first(&bench, FsiFileSystemISO9660, 0x102);
    image = import(&bench, FsiFileSystemISO9660);
    burn_next(&bench, FsiFileSystemISO9660, 2);
    assert_fails(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_DISC_MISMATCH, NULL);
    test_release(image);
    bench_destroy(&bench);
}

static void test_probe__tells_what_can_be_appended(void **state)
{
    const struct bench bench = bench_create(L"session_probe", L"dvd+r");
    IFileSystemImage3 *image = test_create_image();
    VARIANT_BOOL can = 7;
    LONG count;

    (void)state;
    burn_first(&bench, FsiFileSystemISO9660, 0x102);
    assert_fails(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemUDF, &can),
                 IMAPI_E_MULTISESSION_NOT_SET, NULL);
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_result(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemISO9660, &can),
                  S_OK);
    assert_int_equal(can, VARIANT_TRUE);
    assert_result(IFileSystemImage3_ProbeSpecificFileSystem(image, FsiFileSystemUDF, &can), S_OK);
    assert_int_equal(can, VARIANT_FALSE);
    assert_fails(IFileSystemImage3_ProbeSpecificFileSystem(image, (FsiFileSystems)3, &can),
                 IMAPI_E_INVALID_PARAM, L"fileSystemToProbe");
    assert_result(IFileSystemImage3_get_FileCount(image, &count), S_OK);
    assert_int_equal(count, 0);
    test_release(image);
    bench_destroy(&bench);
}

static void test_put__blank_discs(void **state)
{
    const struct bench sequential = bench_create(L"session_blank_r", L"dvd+r");
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems found = (FsiFileSystems)7;

    (void)state;
    assert_fails(test_put_sessions(image, sequential.recorder), IMAPI_E_IMPORT_SEEK_FAILURE, NULL);
    assert_result(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, sequential.recorder, &found),
                  S_OK);
    assert_int_equal(found, FsiFileSystemNone);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &found), IMAPI_E_MULTISESSION_NOT_SET,
                 NULL);
    bench_destroy(&sequential);
    test_release(image);
}

static void test_import__of_a_blank_rewritable_disc(void **state)
{
    const struct bench bench = bench_create(L"session_blank_rw", L"dvd+rw");
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems found;

    (void)state;
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &found), IMAPI_E_EMPTY_DISC, NULL);
    test_release(image);
    bench_destroy(&bench);
}

static void test_import__iso9660_cannot_go_on_where_all_can_be_rewritten(void **state)
{
    const struct bench bench = bench_create(L"session_iso_rw", L"dvd+rw");
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems found;

    (void)state;
    burn_first(&bench, FsiFileSystemISO9660 | FsiFileSystemJoliet, 0x102);
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &found),
                 IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION, NULL);
    test_release(image);
    bench_destroy(&bench);
}

static void test_import__goes_on_with_all_that_a_bridge_has(void **state)
{
    const struct bench bench = bench_create(L"session_bridge", L"dvd+r");
    FsiFileSystems systems;
    IFileSystemImage3 *image;

    (void)state;
    burn_first(&bench, (FsiFileSystems)7, 0x102);
    image = import(&bench, FsiFileSystemUDF);
    assert_result(IFileSystemImage3_get_FileSystemsToCreate(image, &systems), S_OK);
    assert_int_equal(systems, 7);
    test_burn(bench.recorder, image);
    assert_result(IFileSystemImage3_IdentifyFileSystemsOnDisc(image, bench.recorder, &systems),
                  S_OK);
    assert_int_equal(systems, 7);
    test_release(image);
    bench_destroy(&bench);
}

static void test_import__a_bridge_cannot_go_on_where_all_can_be_rewritten(void **state)
{
    const struct bench bench = bench_create(L"session_bridge_rw", L"dvd+rw");
    IFileSystemImage3 *image = test_create_image();
    FsiFileSystems found;

    (void)state;
    burn_first(&bench, (FsiFileSystems)7, 0x102);
    assert_result(test_put_sessions(image, bench.recorder), S_OK);
    assert_fails(IFileSystemImage3_ImportFileSystem(image, &found),
                 IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION, NULL);
    test_release(image);
    bench_destroy(&bench);
}

static void test_put__an_empty_array_is_none(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, 0);

    (void)state;
    assert_fails(IFileSystemImage3_put_MultisessionInterfaces(image, array),
                 IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE, NULL);
    assert_fails(IFileSystemImage3_put_MultisessionInterfaces(image, NULL), E_POINTER, L"newVal");
    assert_result(SafeArrayDestroy(array), S_OK);
    test_release(image);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sessions__dvd_plus_r_iso9660_and_joliet),
        cmocka_unit_test(test_sessions__dvd_plus_r_udf),
        cmocka_unit_test(test_sessions__dvd_plus_r_bridge),
        cmocka_unit_test(test_sessions__dvd_plus_rw_udf),
        cmocka_unit_test(test_sessions__dvd_plus_rw_udf_with_metadata_partition),
        cmocka_unit_test(test_sessions__on_every_other_sequential_disc),
        cmocka_unit_test(test_sessions__on_every_other_rewritable_disc),
        cmocka_unit_test(test_import__tells_what_the_disc_is),
        cmocka_unit_test(test_import__events_of_iso9660),
        cmocka_unit_test(test_import__events_of_udf),
        cmocka_unit_test(test_result__is_known_by_its_disc_id),
        cmocka_unit_test(test_result__of_an_overlay_lists_what_to_write),
        cmocka_unit_test(test_result__needs_the_imported_disc),
        cmocka_unit_test(test_probe__tells_what_can_be_appended),
        cmocka_unit_test(test_put__blank_discs),
        cmocka_unit_test(test_import__of_a_blank_rewritable_disc),
        cmocka_unit_test(test_import__iso9660_cannot_go_on_where_all_can_be_rewritten),
        cmocka_unit_test(test_import__goes_on_with_all_that_a_bridge_has),
        cmocka_unit_test(test_import__a_bridge_cannot_go_on_where_all_can_be_rewritten),
        cmocka_unit_test(test_put__an_empty_array_is_none),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
