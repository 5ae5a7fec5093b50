/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directories: finding, enumerating, adding and removing, and how each of them fails. */
#include "image_test.h"

#include "test_stream.h"

struct fixture {
    IFileSystemImage3 *image;
    IFsiDirectoryItem2 *root;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));

    fixture->image = test_create_image();
    fixture->root = test_root(fixture->image);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_release(fixture->root);
    assert_int_equal(test_release(fixture->image), 0);
    test_free(fixture);
    return 0;
}

static HRESULT add_file(IFsiDirectoryItem2 *directory, const WCHAR *path)
{
    struct test_stream *stream = test_stream_create(10, 1);
    HRESULT hr = IFsiDirectoryItem2_AddFile(directory, T(path), &stream->IStream_iface);

    IStream_Release(&stream->IStream_iface);
    return hr;
}

static void assert_path(IFsiItem *item, const WCHAR *expected)
{
    BSTR path;

    assert_result(IFsiItem_get_FullPath(item, &path), S_OK);
    assert_bstr(path, expected);
}

static void assert_found(IFsiDirectoryItem2 *directory, const WCHAR *path, const WCHAR *expected)
{
    IFsiItem *item = test_item(directory, path, &IID_IFsiItem);

    assert_path(item, expected);
    test_release(item);
}

static void test_item__is_found_by_any_case_and_separator(void **state)
{
    const struct fixture *fixture = *state;
    IFsiDirectoryItem2 *sub;

    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"Sub")), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"Sub/Deep")), S_OK);
    assert_result(add_file(fixture->root, L"\\Sub\\Deep\\File"), S_OK);
    assert_found(fixture->root, L"sub\\DEEP/file", L"\\Sub\\Deep\\File");
    assert_found(fixture->root, L"/Sub/", L"\\Sub");
    assert_found(fixture->root, L"", L"");
    assert_found(fixture->root, L"\\", L"");
    assert_found(fixture->root, NULL, L"");
    sub = test_item(fixture->root, L"Sub", &IID_IFsiDirectoryItem2);
    assert_found(sub, L"Deep", L"\\Sub\\Deep");
    assert_found(sub, L"\\Deep", L"\\Sub\\Deep");
    /* As its own enumerator gave it. */
    assert_found(sub, L"\\Sub\\Deep\\File", L"\\Sub\\Deep\\File");
    test_release(sub);
}

static void test_item__says_what_it_did_not_find(void **state)
{
    const struct fixture *fixture = *state;
    IFsiItem *item = POISON;

    assert_result(add_file(fixture->root, L"file"), S_OK);
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L"none"), &item),
                 IMAPI_E_ITEM_NOT_FOUND, L"'none'");
    assert_null(item);
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L"a\\b\\c"), &item),
                 IMAPI_E_ITEM_NOT_FOUND, L"a\\b\\c");
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L"file\\below"), &item),
                 IMAPI_E_ITEM_NOT_FOUND, L"file\\below");
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L"a*"), &item), IMAPI_E_INVALID_PATH,
                 L"a*");
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L".."), &item), IMAPI_E_INVALID_PATH,
                 L"..");
    assert_fails(IFsiDirectoryItem2_get_Item(fixture->root, T(L"file"), NULL), E_POINTER, L"item");
}

static void test_item__kind_is_told_by_its_interfaces(void **state)
{
    const struct fixture *fixture = *state;
    IFsiItem *item;
    void *out = POISON;

    assert_result(add_file(fixture->root, L"file"), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"dir")), S_OK);
    item = test_item(fixture->root, L"file", &IID_IFsiItem);
    assert_result(IFsiItem_QueryInterface(item, &IID_IFsiDirectoryItem, &out), E_NOINTERFACE);
    assert_null(out);
    assert_result(IFsiItem_QueryInterface(item, &IID_IFsiFileItem2, &out), S_OK);
    test_release(out);
    test_release(item);
    item = test_item(fixture->root, L"dir", &IID_IFsiItem);
    assert_result(IFsiItem_QueryInterface(item, &IID_IFsiFileItem, &out), E_NOINTERFACE);
    test_release(item);
}

static void test_item__changes_show_through_every_wrapper(void **state)
{
    const struct fixture *fixture = *state;
    IFsiItem *one;
    IFsiItem *other;
    VARIANT_BOOL hidden;

    assert_result(add_file(fixture->root, L"file"), S_OK);
    one = test_item(fixture->root, L"file", &IID_IFsiItem);
    other = test_item(fixture->root, L"FILE", &IID_IFsiItem);
    assert_result(IFsiItem_put_IsHidden(one, 1), S_OK);
    assert_result(IFsiItem_get_IsHidden(other, &hidden), S_OK);
    assert_int_equal(hidden, VARIANT_TRUE);
    test_release(one);
    test_release(other);
}

static void add_mixed(IFsiDirectoryItem2 *root)
{
    assert_result(add_file(root, L"b.txt"), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"C")), S_OK);
    assert_result(add_file(root, L"A"), S_OK);
    assert_result(add_file(root, L"C\\below"), S_OK);
}

static void test_enumerator__gives_paths_in_order_to_scripts(void **state)
{
    static const WCHAR *const expected[] = { L"\\A", L"\\b.txt", L"\\C" };
    const struct fixture *fixture = *state;
    IEnumVARIANT *enumerator;
    VARIANT value;
    ULONG fetched;

    add_mixed(fixture->root);
    assert_result(IFsiDirectoryItem2_get__NewEnum(fixture->root, &enumerator), S_OK);
    /* What is removed later does not change the snapshot. */
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"later")), S_OK);
    for (size_t i = 0; i < ARRAYSIZE(expected); i++) {
        VariantInit(&value);
        assert_result(IEnumVARIANT_Next(enumerator, 1, &value, &fetched), S_OK);
        assert_int_equal(V_VT(&value), VT_BSTR);
        assert_bstr(V_BSTR(&value), expected[i]);
    }
    assert_result(IEnumVARIANT_Next(enumerator, 1, &value, &fetched), S_FALSE);
    assert_int_equal(fetched, 0);
    test_release(enumerator);
}

static void test_enumerator__gives_items_to_programs(void **state)
{
    const struct fixture *fixture = *state;
    IEnumFsiItems *enumerator;
    IEnumFsiItems *clone;
    IFsiItem *items[4];
    ULONG fetched = 9;

    add_mixed(fixture->root);
    assert_result(IFsiDirectoryItem2_get_EnumFsiItems(fixture->root, &enumerator), S_OK);
    assert_result(IEnumFsiItems_Next(enumerator, 1, items, NULL), S_OK);
    assert_path(items[0], L"\\A");
    test_release(items[0]);
    assert_result(IEnumFsiItems_Clone(enumerator, &clone), S_OK);
    assert_result(IEnumFsiItems_Next(enumerator, 4, items, NULL), E_INVALIDARG);
    /* Fewer than asked are a success, so that naive loops end behind the last. */
    assert_result(IEnumFsiItems_Next(enumerator, 4, items, &fetched), S_OK);
    assert_int_equal(fetched, 2);
    assert_path(items[1], L"\\C");
    test_release(items[0]);
    test_release(items[1]);
    assert_result(IEnumFsiItems_Next(enumerator, 4, items, &fetched), S_FALSE);
    assert_int_equal(fetched, 0);
    assert_result(IEnumFsiItems_Skip(clone, 1), S_OK);
    assert_result(IEnumFsiItems_Next(clone, 1, items, &fetched), S_OK);
    assert_path(items[0], L"\\C");
    test_release(items[0]);
    assert_result(IEnumFsiItems_Skip(clone, 1), S_FALSE);
    assert_result(IEnumFsiItems_Reset(clone), S_OK);
    assert_result(IEnumFsiItems_Skip(clone, 3), S_OK);
    test_release(clone);
    test_release(enumerator);
}

static void test_count__is_of_direct_children(void **state)
{
    const struct fixture *fixture = *state;
    LONG count;

    add_mixed(fixture->root);
    assert_result(IFsiDirectoryItem2_get_Count(fixture->root, &count), S_OK);
    assert_int_equal(count, 3);
}

static void test_add__bad_names(void **state)
{
    static const WCHAR *const names[] = { L"a*b",    L"a/b?", L"a:b", L"\"a\"", L"a|b", L"<a>",
                                          L"a\\\\b", L".",    L"..",  L"a\x01", L"\\",  L"/" };
    const struct fixture *fixture = *state;
    WCHAR longest[257];

    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"a")), S_OK);
    for (size_t i = 0; i < ARRAYSIZE(names); i++) {
        assert_fails(add_file(fixture->root, names[i]), IMAPI_E_INVALID_PATH, names[i]);
        assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, T(names[i])),
                     IMAPI_E_INVALID_PATH, names[i]);
    }
    wmemset(longest, L'n', 256);
    longest[256] = 0;
    assert_fails(add_file(fixture->root, longest), IMAPI_E_INVALID_PATH, L"nnnn");
    longest[255] = 0;
    assert_result(add_file(fixture->root, longest), S_OK);
    assert_fails(add_file(fixture->root, L""), IMAPI_E_INVALID_PARAM, L"'path'");
    assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, NULL), IMAPI_E_INVALID_PARAM,
                 L"'path'");
}

static void test_add__existing_names(void **state)
{
    const struct fixture *fixture = *state;
    LONG count;

    assert_result(add_file(fixture->root, L"file"), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"dir")), S_OK);
    assert_fails(add_file(fixture->root, L"FILE"), IMAPI_E_DUP_NAME, L"FILE");
    assert_fails(add_file(fixture->root, L"Dir"), IMAPI_E_DUP_NAME, L"Dir");
    assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"dir")), IMAPI_E_DUP_NAME,
                 L"dir");
    assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"File")), IMAPI_E_DUP_NAME,
                 L"File");
    assert_result(IFsiDirectoryItem2_get_Count(fixture->root, &count), S_OK);
    assert_int_equal(count, 2);
    /* How programs replace a file. */
    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"file")), S_OK);
    assert_result(add_file(fixture->root, L"file"), S_OK);
}

static void test_add__parents_must_exist(void **state)
{
    const struct fixture *fixture = *state;

    assert_result(add_file(fixture->root, L"file"), S_OK);
    assert_fails(add_file(fixture->root, L"none\\file"), IMAPI_E_DIR_NOT_FOUND, L"none");
    assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"none\\dir")),
                 IMAPI_E_DIR_NOT_FOUND, L"none");
    assert_fails(add_file(fixture->root, L"file\\below"), IMAPI_E_DIR_NOT_FOUND, L"file");
}

static void test_add__too_deep_for_iso9660(void **state)
{
    const struct fixture *fixture = *state;
    WCHAR path[32] = L"";

    /* The root is level 1: seven levels below it make eight. */
    for (size_t i = 0; i < 7; i++) {
        wcscat(path, L"\\d");
        assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, path), S_OK);
    }
    wcscat(path, L"\\d");
    assert_fails(IFsiDirectoryItem2_AddDirectory(fixture->root, path), IMAPI_E_ISO9660_LEVELS,
                 NULL);
    /* The unlisted level 3 has no such rule. */
    assert_result(IFileSystemImage3_put_ISO9660InterchangeLevel(fixture->image, 3), S_OK);
    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, path), S_OK);
    assert_fails(IFileSystemImage3_put_ISO9660InterchangeLevel(fixture->image, 2),
                 IMAPI_E_ISO9660_LEVELS, NULL);
}

static void test_add_file__needs_a_stream(void **state)
{
    const struct fixture *fixture = *state;

    assert_fails(IFsiDirectoryItem2_AddFile(fixture->root, T(L"file"), NULL), E_POINTER,
                 L"fileData");
}

static void test_add__items_of_the_wrong_kind(void **state)
{
    const struct fixture *fixture = *state;
    IFileSystemImage3 *other = test_create_image();
    struct test_stream *stream = test_stream_create(1, 1);
    IFsiFileItem *foreign;
    IFsiItem *attached;

    assert_fails(IFsiDirectoryItem2_Add(fixture->root, NULL), E_POINTER, L"item");
    assert_result(IFileSystemImage3_CreateFileItem(other, T(L"foreign"), &foreign), S_OK);
    /* The item keeps its image, which nobody else has any more. */
    test_release(other);
    assert_fails(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)foreign), IMAPI_E_INVALID_PARAM,
                 L"'item'");
    test_release(foreign);
    /* An object that is no item at all. */
    assert_fails(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)&stream->IStream_iface),
                 E_NOINTERFACE, NULL);
    IStream_Release(&stream->IStream_iface);
    assert_result(add_file(fixture->root, L"file"), S_OK);
    attached = test_item(fixture->root, L"file", &IID_IFsiItem);
    assert_fails(IFsiDirectoryItem2_Add(fixture->root, attached), IMAPI_E_DUP_NAME, L"file");
    test_release(attached);
    assert_fails(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)fixture->root), IMAPI_E_DUP_NAME,
                 NULL);
}

static void test_add__below_itself_or_something_detached(void **state)
{
    const struct fixture *fixture = *state;
    IFsiDirectoryItem *directory;
    IFsiItem *item = POISON;
    IEnumVARIANT *enumerator;
    LONG count;

    assert_result(IFileSystemImage3_CreateDirectoryItem(fixture->image, T(L"alone"), &directory),
                  S_OK);
    assert_fails(IFsiDirectoryItem_AddDirectory(directory, T(L"d")), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"alone");
    assert_fails(add_file((IFsiDirectoryItem2 *)directory, L"f"), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"alone");
    assert_fails(IFsiDirectoryItem_Add(directory, (IFsiItem *)directory),
                 IMAPI_E_NOT_IN_FILE_SYSTEM, L"alone");
    assert_fails(IFsiDirectoryItem_get_Item(directory, T(L"x"), &item), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"alone");
    assert_fails(IFsiDirectoryItem_Remove(directory, T(L"x")), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"alone");
    assert_fails(IFsiDirectoryItem_RemoveTree(directory, T(L"x")), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"alone");
    assert_fails(IFsiDirectoryItem_AddTree(directory, T(L"C:\\"), VARIANT_FALSE),
                 IMAPI_E_NOT_IN_FILE_SYSTEM, L"alone");
    assert_result(IFsiDirectoryItem_get_Count(directory, &count), S_OK);
    assert_int_equal(count, 0);
    assert_result(IFsiDirectoryItem_get__NewEnum(directory, &enumerator), S_OK);
    test_release(enumerator);
    test_release(directory);
}

static void test_remove__takes_files_and_empty_directories(void **state)
{
    const struct fixture *fixture = *state;

    assert_result(IFsiDirectoryItem2_AddDirectory(fixture->root, T(L"dir")), S_OK);
    assert_result(add_file(fixture->root, L"dir\\file"), S_OK);
    assert_fails(IFsiDirectoryItem2_Remove(fixture->root, T(L"dir")), IMAPI_E_DIR_NOT_EMPTY,
                 L"dir");
    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"DIR\\FILE")), S_OK);
    assert_result(IFsiDirectoryItem2_Remove(fixture->root, T(L"dir")), S_OK);
    assert_fails(IFsiDirectoryItem2_Remove(fixture->root, T(L"dir")), IMAPI_E_ITEM_NOT_FOUND,
                 L"dir");
    assert_fails(IFsiDirectoryItem2_Remove(fixture->root, T(L"\\")), IMAPI_E_INVALID_PATH, NULL);
    assert_fails(IFsiDirectoryItem2_Remove(fixture->root, NULL), IMAPI_E_INVALID_PARAM, L"'path'");
}

static void test_remove_tree__takes_everything_below(void **state)
{
    const struct fixture *fixture = *state;
    LONG count;

    add_mixed(fixture->root);
    assert_fails(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"A")), IMAPI_E_NOT_DIR, L"A");
    assert_fails(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"none")), IMAPI_E_DIR_NOT_FOUND,
                 L"none");
    assert_fails(IFsiDirectoryItem2_RemoveTree(fixture->root, NULL), E_POINTER, L"path");
    assert_fails(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"")), IMAPI_E_INVALID_PARAM,
                 L"'path'");
    assert_result(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"C")), S_OK);
    assert_result(IFsiDirectoryItem2_get_Count(fixture->root, &count), S_OK);
    assert_int_equal(count, 2);
    assert_result(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"\\")), S_OK);
    assert_result(IFsiDirectoryItem2_get_Count(fixture->root, &count), S_OK);
    assert_int_equal(count, 0);
}

static void test_removed__item_lives_on_and_can_be_added_again(void **state)
{
    const struct fixture *fixture = *state;
    IFsiDirectoryItem2 *directory;
    BSTR path;

    add_mixed(fixture->root);
    directory = test_item(fixture->root, L"C", &IID_IFsiDirectoryItem2);
    assert_result(IFsiDirectoryItem2_RemoveTree(fixture->root, T(L"C")), S_OK);
    assert_result(IFsiDirectoryItem2_get_FullPath(directory, &path), S_OK);
    assert_bstr(path, L"C");
    assert_fails(IFsiDirectoryItem2_AddDirectory(directory, T(L"x")), IMAPI_E_NOT_IN_FILE_SYSTEM,
                 L"C");
    assert_result(IFsiDirectoryItem2_put_IsHidden(directory, VARIANT_TRUE), S_OK);
    assert_result(IFsiDirectoryItem2_Add(fixture->root, (IFsiItem *)directory), S_OK);
    assert_found(fixture->root, L"C\\below", L"\\C\\below");
    test_release(directory);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_item__is_found_by_any_case_and_separator),
        CASE(test_item__says_what_it_did_not_find),
        CASE(test_item__kind_is_told_by_its_interfaces),
        CASE(test_item__changes_show_through_every_wrapper),
        CASE(test_enumerator__gives_paths_in_order_to_scripts),
        CASE(test_enumerator__gives_items_to_programs),
        CASE(test_count__is_of_direct_children),
        CASE(test_add__bad_names),
        CASE(test_add__existing_names),
        CASE(test_add__parents_must_exist),
        CASE(test_add__too_deep_for_iso9660),
        CASE(test_add_file__needs_a_stream),
        CASE(test_add__items_of_the_wrong_kind),
        CASE(test_add__below_itself_or_something_detached),
        CASE(test_remove__takes_files_and_empty_directories),
        CASE(test_remove_tree__takes_everything_below),
        CASE(test_removed__item_lives_on_and_can_be_added_again),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
