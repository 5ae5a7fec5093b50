/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which block belongs to which file: ProgressItems, ProgressItem, EnumProgressItems. */
#include "image_test.h"

struct fixture {
    IFileSystemImage3 *image;
    IFileSystemImageResult2 *result;
    IProgressItems *items;
    LONG count;
};

static int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof(*fixture));
    IFsiDirectoryItem2 *root;

    fixture->image = test_create_image();
    root = test_root(fixture->image);
    test_add_file(root, L"b", 5000, 1);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"Dir")), S_OK);
    test_add_file(root, L"Dir\\File", 1, 2);
    test_add_file(root, L"empty", 0, 3);
    test_add_file(root, L"A", 4096, 4);
    test_release(root);
    fixture->result = test_create_result(fixture->image);
    assert_result(IFileSystemImageResult2_get_ProgressItems(fixture->result, &fixture->items),
                  S_OK);
    assert_result(IProgressItems_get_Count(fixture->items, &fixture->count), S_OK);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    test_release(fixture->items);
    test_release(fixture->result);
    assert_int_equal(test_release(fixture->image), 0);
    test_free(fixture);
    return 0;
}

static void assert_item(IProgressItem *item, const WCHAR *description, ULONG blocks)
{
    ULONG first;
    ULONG last;
    ULONG count;
    BSTR text;

    assert_result(IProgressItem_get_Description(item, &text), S_OK);
    assert_bstr(text, description);
    assert_result(IProgressItem_get_FirstBlock(item, &first), S_OK);
    assert_result(IProgressItem_get_LastBlock(item, &last), S_OK);
    assert_result(IProgressItem_get_BlockCount(item, &count), S_OK);
    assert_int_equal(count, blocks);
    assert_int_equal(last, first + count - 1);
}

static void test_items__cover_the_image_without_gaps(void **state)
{
    const struct fixture *fixture = *state;
    ULONG next = 0;
    LONG total;

    for (LONG i = 0; i < fixture->count; i++) {
        IProgressItem *item;
        ULONG first;
        ULONG blocks;
        BSTR text;

        assert_result(IProgressItems_get_Item(fixture->items, i, &item), S_OK);
        assert_result(IProgressItem_get_FirstBlock(item, &first), S_OK);
        assert_result(IProgressItem_get_BlockCount(item, &blocks), S_OK);
        assert_result(IProgressItem_get_Description(item, &text), S_OK);
        assert_true(SysStringLen(text) > 0);
        assert_int_equal(first, next);
        assert_true(blocks > 0);
        next = first + blocks;
        SysFreeString(text);
        test_release(item);
    }
    assert_result(IFileSystemImageResult2_get_TotalBlocks(fixture->result, &total), S_OK);
    assert_int_equal(next, total);
}

static void test_items__are_found_by_description(void **state)
{
    const struct fixture *fixture = *state;
    IProgressItem *item;

    assert_result(
        IProgressItems_ProgressItemFromDescription(fixture->items, T(L"\\dir\\FILE"), &item), S_OK);
    assert_item(item, L"\\Dir\\File", 1);
    test_release(item);
    assert_result(IProgressItems_ProgressItemFromDescription(fixture->items, T(L"\\b"), &item),
                  S_OK);
    assert_item(item, L"\\b", 3);
    test_release(item);
    assert_result(IProgressItems_ProgressItemFromDescription(fixture->items, T(L"Joliet"), &item),
                  S_OK);
    test_release(item);
    /* Files without blocks have no item. */
    item = POISON;
    assert_fails(IProgressItems_ProgressItemFromDescription(fixture->items, T(L"\\empty"), &item),
                 E_INVALIDARG, L"\\empty");
    assert_null(item);
    assert_fails(IProgressItems_ProgressItemFromDescription(fixture->items, NULL, &item), E_FAIL,
                 NULL);
}

static void test_items__are_found_by_block(void **state)
{
    const struct fixture *fixture = *state;
    const ULONG first = test_first_block(fixture->result, L"\\b");
    IProgressItem *item = POISON;
    LONG total;

    for (ULONG block = first; block < first + 3; block++) {
        assert_result(IProgressItems_ProgressItemFromBlock(fixture->items, block, &item), S_OK);
        assert_item(item, L"\\b", 3);
        test_release(item);
    }
    assert_result(IFileSystemImageResult2_get_TotalBlocks(fixture->result, &total), S_OK);
    assert_result(IProgressItems_ProgressItemFromBlock(fixture->items, (ULONG)total - 1, &item),
                  S_OK);
    test_release(item);
    assert_fails(IProgressItems_ProgressItemFromBlock(fixture->items, (ULONG)total, &item),
                 E_INVALIDARG, NULL);
    assert_null(item);
    assert_fails(IProgressItems_ProgressItemFromBlock(fixture->items, ULONG_MAX, &item),
                 E_INVALIDARG, L"4294967295");
}

static void test_items__index_is_bounded(void **state)
{
    const struct fixture *fixture = *state;
    IProgressItem *item = POISON;

    assert_fails(IProgressItems_get_Item(fixture->items, -1, &item), E_INVALIDARG, L"-1");
    assert_null(item);
    assert_fails(IProgressItems_get_Item(fixture->items, fixture->count, &item), E_INVALIDARG,
                 NULL);
}

static void test_items__enumerate_for_programs(void **state)
{
    const struct fixture *fixture = *state;
    IEnumProgressItems *enumerator;
    IProgressItem *items[64];
    ULONG fetched = 0;

    assert_true(fixture->count <= 64);
    assert_result(IProgressItems_get_EnumProgressItems(fixture->items, &enumerator), S_OK);
    assert_result(IEnumProgressItems_Next(enumerator, 1, items, NULL), S_OK);
    test_release(items[0]);
    assert_result(IEnumProgressItems_Next(enumerator, 64, items, &fetched), S_OK);
    assert_int_equal(fetched, fixture->count - 1);
    for (ULONG i = 0; i < fetched; i++)
        test_release(items[i]);
    assert_result(IEnumProgressItems_Next(enumerator, 1, items, &fetched), S_FALSE);
    test_release(enumerator);
}

static void test_items__enumerate_for_scripts(void **state)
{
    const struct fixture *fixture = *state;
    IEnumVARIANT *enumerator;
    LONG seen = 0;
    VARIANT value;

    assert_result(IProgressItems_get__NewEnum(fixture->items, &enumerator), S_OK);
    VariantInit(&value);
    while (IEnumVARIANT_Next(enumerator, 1, &value, NULL) == S_OK) {
        IProgressItem *item;

        assert_int_equal(V_VT(&value), VT_DISPATCH);
        assert_result(
            IDispatch_QueryInterface(V_DISPATCH(&value), &IID_IProgressItem, (void **)&item), S_OK);
        test_release(item);
        VariantClear(&value);
        seen++;
    }
    assert_int_equal(seen, fixture->count);
    test_release(enumerator);
}

static void test_item__outlives_the_result_without_holding_the_image(void **state)
{
    IFileSystemImage3 *image = test_create_image();
    IFsiDirectoryItem2 *root = test_root(image);
    IFileSystemImageResult2 *result;
    IProgressItems *items;
    IProgressItem *item;

    (void)state;
    test_add_file(root, L"file", 10, 1);
    result = test_create_result(image);
    assert_result(IFileSystemImageResult2_get_ProgressItems(result, &items), S_OK);
    assert_result(IProgressItems_ProgressItemFromDescription(items, T(L"\\file"), &item), S_OK);
    test_release(items);
    test_release(result);
    assert_result(IFsiDirectoryItem2_AddDirectory(root, T(L"more")), S_OK);
    test_release(root);
    test_release(image);
    assert_item(item, L"\\file", 1);
    assert_int_equal(test_release(item), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(test_items__cover_the_image_without_gaps),
        CASE(test_items__are_found_by_description),
        CASE(test_items__are_found_by_block),
        CASE(test_items__index_is_bounded),
        CASE(test_items__enumerate_for_programs),
        CASE(test_items__enumerate_for_scripts),
        cmocka_unit_test(test_item__outlives_the_result_without_holding_the_image),
#undef CASE
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
