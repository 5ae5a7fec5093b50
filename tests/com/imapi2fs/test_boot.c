/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BootOptions, and images that boot: El Torito as an image's stream has it. */
#include "image_test.h"

#include "test_stream.h"

#include <stdlib.h>

#define BLOCK        2048
#define FLOPPY_1_2   1228800
#define FLOPPY_1_44  1474560
#define FLOPPY_2_88  2949120
#define BOOT_RECORD  17
#define ENTRY        32
#define PLATFORM_EFI ((PlatformId)0xEF)

static IBootOptions *create_options(void)
{
    return test_create_object(&CLSID_BootOptions, &IID_IBootOptions);
}

/* Assigns a boot image of that size to the options, which alone hold it then. */
static void assign(IBootOptions *options, uint64_t size, uint32_t seed)
{
    struct test_stream *stream = test_stream_create(size, seed);

    assert_result(IBootOptions_AssignBootImage(options, &stream->IStream_iface), S_OK);
    IStream_Release(&stream->IStream_iface);
}

static IBootOptions *create_assigned(uint64_t size, uint32_t seed)
{
    IBootOptions *options = create_options();

    assign(options, size, seed);
    return options;
}

static EmulationType emulation_of(IBootOptions *options)
{
    EmulationType emulation = (EmulationType)-1;

    assert_result(IBootOptions_get_Emulation(options, &emulation), S_OK);
    return emulation;
}

static ULONG size_of(IBootOptions *options)
{
    ULONG size = 77;

    assert_result(IBootOptions_get_ImageSize(options, &size), S_OK);
    return size;
}

static void test_options__of_a_new_object(void **state)
{
    IBootOptions *options = create_options();
    IStream *stream = POISON;
    PlatformId platform;
    BSTR text;

    (void)state;
    assert_result(IBootOptions_get_BootImage(options, &stream), S_OK);
    assert_null(stream);
    assert_int_equal(size_of(options), 0);
    assert_int_equal(emulation_of(options), EmulationNone);
    assert_result(IBootOptions_get_PlatformId(options, &platform), S_OK);
    assert_int_equal(platform, PlatformX86);
    assert_result(IBootOptions_get_Manufacturer(options, &text), S_OK);
    assert_bstr(text, L"");
    test_release(options);
}

static void test_assign__gives_the_stream_back(void **state)
{
    IBootOptions *options = create_options();
    struct test_stream *assigned = test_stream_create(5000, 1);
    IStream *stream;

    (void)state;
    assert_result(IBootOptions_AssignBootImage(options, &assigned->IStream_iface), S_OK);
    assert_int_equal(size_of(options), 5000);
    assert_result(IBootOptions_get_BootImage(options, &stream), S_OK);
    assert_ptr_equal(stream, &assigned->IStream_iface);
    IStream_Release(stream);
    test_release(options);
    assert_int_equal(test_release(&assigned->IStream_iface), 0);
}

static void test_assign__chooses_the_floppy_of_that_size(void **state)
{
    static const struct {
        ULONG size;
        EmulationType emulation;
    } rows[] = {
        { FLOPPY_1_2, Emulation12MFloppy },
        { FLOPPY_1_44, Emulation144MFloppy },
        { FLOPPY_2_88, Emulation288MFloppy },
        { FLOPPY_1_44 + 1, EmulationNone }, /* what the floppy before was not */
    };
    IBootOptions *options = create_options();

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(rows); i++) {
        assign(options, rows[i].size, 1);
        assert_int_equal(emulation_of(options), rows[i].emulation);
        assert_int_equal(size_of(options), rows[i].size);
    }
    test_release(options);
}

static void test_assign__leaves_other_emulations(void **state)
{
    IBootOptions *options = create_options();

    (void)state;
    assert_result(IBootOptions_put_Emulation(options, EmulationHardDisk), S_OK);
    assign(options, 4096, 1);
    assert_int_equal(emulation_of(options), EmulationHardDisk);
    test_release(options);
}

static void test_assign__refuses_what_cannot_boot(void **state)
{
    IBootOptions *options = create_assigned(4096, 1);
    struct test_stream *stream = test_stream_create(0, 1);

    (void)state;
    assert_fails(IBootOptions_AssignBootImage(options, NULL), E_POINTER, L"newVal");
    assert_fails(IBootOptions_AssignBootImage(options, &stream->IStream_iface),
                 IMAPI_E_BOOT_IMAGE_DATA, NULL);
    stream->size = 100;
    stream->read_result = STG_E_READFAULT;
    assert_fails(IBootOptions_AssignBootImage(options, &stream->IStream_iface),
                 IMAPI_E_BOOT_IMAGE_DATA, NULL);
    assert_int_equal(size_of(options), 4096);
    IStream_Release(&stream->IStream_iface);
    test_release(options);
}

static void test_emulation__must_fit_the_image(void **state)
{
    IBootOptions *options = create_assigned(FLOPPY_1_44, 1);

    (void)state;
    assert_fails(IBootOptions_put_Emulation(options, Emulation288MFloppy),
                 IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH, NULL);
    assert_int_equal(emulation_of(options), Emulation144MFloppy);
    assert_result(IBootOptions_put_Emulation(options, EmulationNone), S_OK);
    assert_fails(IBootOptions_put_Emulation(options, (EmulationType)5), IMAPI_E_INVALID_PARAM,
                 L"newVal");
    assert_int_equal(emulation_of(options), EmulationNone);
    test_release(options);
}

static void test_platform__is_one_byte(void **state)
{
    static const LONG good[] = { 0, 1, 2, 0xEF, 9, 255 };
    static const LONG bad[] = { -1, 256, 0xEF00 };
    IBootOptions *options = create_options();
    PlatformId platform;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(good); i++) {
        assert_result(IBootOptions_put_PlatformId(options, (PlatformId)good[i]), S_OK);
        assert_result(IBootOptions_get_PlatformId(options, &platform), S_OK);
        assert_int_equal(platform, good[i]);
    }
    for (size_t i = 0; i < ARRAYSIZE(bad); i++)
        assert_fails(IBootOptions_put_PlatformId(options, (PlatformId)bad[i]),
                     IMAPI_E_INVALID_PARAM, L"newVal");
    assert_result(IBootOptions_get_PlatformId(options, &platform), S_OK);
    assert_int_equal(platform, 255);
    test_release(options);
}

static void test_manufacturer__has_24_bytes(void **state)
{
    IBootOptions *options = create_options();
    BSTR text;

    (void)state;
    assert_result(IBootOptions_put_Manufacturer(options, T(L"123456789012345678901234")), S_OK);
    assert_fails(IBootOptions_put_Manufacturer(options, T(L"1234567890123456789012345")),
                 IMAPI_E_INVALID_PARAM, L"newVal");
    assert_fails(IBootOptions_put_Manufacturer(options, T(L"\x4E2D\xD83D\xDE00")),
                 IMAPI_E_INVALID_PARAM, L"newVal");
    assert_fails(IBootOptions_put_Manufacturer(options, NULL), E_POINTER, L"newVal");
    assert_result(IBootOptions_get_Manufacturer(options, &text), S_OK);
    assert_bstr(text, L"123456789012345678901234");
    test_release(options);
}

static void test_put__copies_at_once(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options = create_options();
    struct test_stream *stream = test_stream_create(5000, 1);
    bool is_alive = true;
    IBootOptions *kept;

    (void)state;
    stream->is_alive = &is_alive;
    assert_result(IBootOptions_AssignBootImage(options, &stream->IStream_iface), S_OK);
    assert_result(IBootOptions_put_Manufacturer(options, T(L"maker")), S_OK);
    assert_result(IFileSystemImage3_put_BootImageOptions(image, options), S_OK);
    IStream_Release(&stream->IStream_iface);
    test_release(options);
    assert_false(is_alive);
    assert_result(IFileSystemImage3_get_BootImageOptions(image, &kept), S_OK);
    assert_int_equal(size_of(kept), 5000);
    test_release(kept);
    assert_result(IFileSystemImage3_put_BootImageOptions(image, NULL), S_OK);
    assert_result(IFileSystemImage3_get_BootImageOptions(image, &kept), S_OK);
    assert_null(kept);
    test_release(image);
}

/* An array of options as scripts hand it over. */
static SAFEARRAY *array_of(IBootOptions *const *options, ULONG count)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, count);

    assert_non_null(array);
    for (LONG i = 0; i < (LONG)count; i++) {
        VARIANT value;

        V_VT(&value) = VT_DISPATCH;
        V_DISPATCH(&value) = (IDispatch *)options[i];
        assert_result(SafeArrayPutElement(array, &i, &value), S_OK);
    }
    return array;
}

static ULONG elements_of(SAFEARRAY *array)
{
    const ULONG count = array->rgsabound[0].cElements;

    assert_result(SafeArrayDestroy(array), S_OK);
    return count;
}

static void test_put_array__refers_to_the_options(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options[2] = { create_assigned(3000, 1), create_assigned(FLOPPY_1_44, 2) };
    SAFEARRAY *array = array_of(options, 2);
    SAFEARRAY *kept;
    IBootOptions *first;

    (void)state;
    assert_result(IFileSystemImage3_put_BootImageOptionsArray(image, array), S_OK);
    assert_result(SafeArrayDestroy(array), S_OK);
    assert_result(IFileSystemImage3_get_BootImageOptionsArray(image, &kept), S_OK);
    assert_int_equal(elements_of(kept), 2);
    assert_result(IFileSystemImage3_get_BootImageOptions(image, &first), S_OK);
    assert_ptr_equal(first, options[0]);
    test_release(first);
    array = array_of(options, 0);
    assert_result(IFileSystemImage3_put_BootImageOptionsArray(image, array), S_OK);
    assert_result(SafeArrayDestroy(array), S_OK);
    assert_result(IFileSystemImage3_get_BootImageOptionsArray(image, &kept), S_OK);
    assert_int_equal(elements_of(kept), 0);
    assert_int_equal(test_release(options[0]), 0);
    assert_int_equal(test_release(options[1]), 0);
    test_release(image);
}

static void test_put__without_an_image_fails(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options = create_options();
    SAFEARRAY *array = array_of(&options, 1);

    (void)state;
    assert_fails(IFileSystemImage3_put_BootImageOptions(image, options), IMAPI_E_BOOT_IMAGE_DATA,
                 NULL);
    assert_fails(IFileSystemImage3_put_BootImageOptionsArray(image, array), IMAPI_E_BOOT_IMAGE_DATA,
                 NULL);
    assert_result(SafeArrayDestroy(array), S_OK);
    test_release(options);
    test_release(image);
}

static void test_put_array__has_a_most(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options[33];
    SAFEARRAY *array;

    (void)state;
    for (size_t i = 0; i < ARRAYSIZE(options); i++)
        options[i] = create_assigned(600, (uint32_t)i);
    array = array_of(options, 33);
    assert_fails(IFileSystemImage3_put_BootImageOptionsArray(image, array), IMAPI_E_INVALID_PARAM,
                 L"newVal");
    assert_result(SafeArrayDestroy(array), S_OK);
    array = array_of(options, 32);
    assert_result(IFileSystemImage3_put_BootImageOptionsArray(image, array), S_OK);
    assert_result(SafeArrayDestroy(array), S_OK);
    test_release(test_create_result(image));
    test_release(image);
    for (size_t i = 0; i < ARRAYSIZE(options); i++)
        test_release(options[i]);
}

static void test_put__is_for_the_first_session(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options = create_assigned(2048, 1);
    IFileSystemImageResult *result;

    (void)state;
    assert_result(IFileSystemImage3_put_SessionStartBlock(image, 1024), S_OK);
    assert_fails(IFileSystemImage3_put_BootImageOptions(image, options),
                 IMAPI_E_BOOT_OBJECT_CONFLICT, NULL);
    assert_result(IFileSystemImage3_put_SessionStartBlock(image, 0), S_OK);
    assert_result(IFileSystemImage3_put_BootImageOptions(image, options), S_OK);
    assert_result(IFileSystemImage3_put_SessionStartBlock(image, 1024), S_OK);
    assert_fails(IFileSystemImage3_CreateResultImage(image, &result), IMAPI_E_BOOT_OBJECT_CONFLICT,
                 NULL);
    test_release(options);
    test_release(image);
}

static void test_result__refuses_a_hard_disk_that_is_none(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options = create_assigned(4096, 1);
    IFileSystemImageResult *result;

    (void)state;
    assert_result(IBootOptions_put_Emulation(options, EmulationHardDisk), S_OK);
    assert_result(IFileSystemImage3_put_BootImageOptions(image, options), S_OK);
    assert_fails(IFileSystemImage3_CreateResultImage(image, &result),
                 IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH, NULL);
    test_release(options);
    test_release(image);
}

static uint32_t number_at(const uint8_t *bytes)
{
    return (uint32_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) | (uint32_t)bytes[3] << 24;
}

static void check_boot_image(const uint8_t *image, const uint8_t *entry, uint64_t size,
                             uint32_t seed)
{
    const uint8_t *content = image + (size_t)number_at(entry + 8) * BLOCK;

    for (uint64_t i = 0; i < size; i++) {
        if (content[i] != test_byte(seed, i))
            fail_msg("byte %u of the boot image differs", (unsigned)i);
    }
}

/* The catalog of an image with a BIOS and an EFI entry. */
static void check_catalog(const uint8_t *image)
{
    const uint8_t *record = image + BOOT_RECORD * BLOCK;
    const uint8_t *catalog;
    unsigned sum = 0;

    assert_int_equal(record[0], 0);
    assert_memory_equal(record + 1, "CD001\1EL TORITO SPECIFICATION", 30);
    catalog = image + (size_t)number_at(record + 71) * BLOCK;
    for (size_t i = 0; i < ENTRY; i += 2)
        sum += (unsigned)(catalog[i] | catalog[i + 1] << 8);
    assert_int_equal(sum & 0xFFFF, 0);
    assert_memory_equal(catalog, "\1\0\0\0maker\0", 10);
    assert_int_equal(catalog[ENTRY], 0x88);
    assert_int_equal(catalog[ENTRY + 6] | catalog[ENTRY + 7] << 8, 8);
    check_boot_image(image, catalog + ENTRY, 4000, 1);
    assert_int_equal(catalog[2 * ENTRY], 0x91);
    assert_int_equal(catalog[2 * ENTRY + 1], 0xEF);
    assert_int_equal(catalog[3 * ENTRY], 0x88);
    check_boot_image(image, catalog + 3 * ENTRY, 100000, 2);
}

static void check_bootable(FsiFileSystems file_systems)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IBootOptions *options[2] = { create_assigned(1, 9), create_assigned(100000, 2) };
    SAFEARRAY *array = array_of(options, 2);
    IStream *stream;
    uint8_t *bytes;
    size_t size;
    LONG used;

    assert_result(IFileSystemImage3_put_FileSystemsToCreate(image, file_systems), S_OK);
    assert_result(IFileSystemImage3_put_BootImageOptionsArray(image, array), S_OK);
    assert_result(SafeArrayDestroy(array), S_OK);
    /* What the options become later counts, until the result is made. */
    assign(options[0], 4000, 1);
    assert_result(IBootOptions_put_Manufacturer(options[0], T(L"maker")), S_OK);
    assert_result(IBootOptions_put_PlatformId(options[1], PLATFORM_EFI), S_OK);
    test_add_file(root, L"file", 5000, 3);
    assert_result(IFileSystemImage3_get_UsedBlocks(image, &used), S_OK);
    stream = test_open_image(image);
    test_release(options[0]);
    test_release(options[1]);
    bytes = test_read_image(stream, &size);
    assert_int_equal(size, (size_t)used * BLOCK);
    check_catalog(bytes);
    free(bytes);
    test_release(stream);
    test_release(root);
    test_release(image);
}

static void test_result__boots_with_iso9660_and_joliet(void **state)
{
    (void)state;
    check_bootable(FsiFileSystemISO9660 | FsiFileSystemJoliet);
}

static void test_result__boots_with_udf_alone(void **state)
{
    (void)state;
    check_bootable(FsiFileSystemUDF);
}

static void test_result__boots_with_all_file_systems(void **state)
{
    (void)state;
    check_bootable(FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF);
}

static void test_result__has_an_info_table_on_demand(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IBootOptions *options = create_assigned(4000, 1);
    const uint8_t *content;
    const uint8_t *catalog;
    uint32_t location;
    IStream *stream;
    uint8_t *bytes;
    size_t size;

    (void)state;
    assert_true(SetEnvironmentVariableW(L"OPENIMAPI_BOOT_INFO_TABLE", L"1"));
    assert_result(IFileSystemImage3_put_BootImageOptions(image, options), S_OK);
    stream = test_open_image(image);
    assert_true(SetEnvironmentVariableW(L"OPENIMAPI_BOOT_INFO_TABLE", NULL));
    bytes = test_read_image(stream, &size);
    catalog = bytes + (size_t)number_at(bytes + BOOT_RECORD * BLOCK + 71) * BLOCK;
    location = number_at(catalog + ENTRY + 8);
    content = bytes + (size_t)location * BLOCK;
    assert_int_equal(content[7], test_byte(1, 7));
    assert_int_equal(number_at(content + 8), 16);
    assert_int_equal(number_at(content + 12), location);
    assert_int_equal(number_at(content + 16), 4000);
    assert_int_equal(content[64], test_byte(1, 64));
    free(bytes);
    test_release(stream);
    test_release(options);
    test_release(image);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options__of_a_new_object),
        cmocka_unit_test(test_assign__gives_the_stream_back),
        cmocka_unit_test(test_assign__chooses_the_floppy_of_that_size),
        cmocka_unit_test(test_assign__leaves_other_emulations),
        cmocka_unit_test(test_assign__refuses_what_cannot_boot),
        cmocka_unit_test(test_emulation__must_fit_the_image),
        cmocka_unit_test(test_platform__is_one_byte),
        cmocka_unit_test(test_manufacturer__has_24_bytes),
        cmocka_unit_test(test_put__copies_at_once),
        cmocka_unit_test(test_put_array__refers_to_the_options),
        cmocka_unit_test(test_put__without_an_image_fails),
        cmocka_unit_test(test_put_array__has_a_most),
        cmocka_unit_test(test_put__is_for_the_first_session),
        cmocka_unit_test(test_result__refuses_a_hard_disk_that_is_none),
        cmocka_unit_test(test_result__has_an_info_table_on_demand),
        cmocka_unit_test(test_result__boots_with_iso9660_and_joliet),
        cmocka_unit_test(test_result__boots_with_udf_alone),
        cmocka_unit_test(test_result__boots_with_all_file_systems),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
