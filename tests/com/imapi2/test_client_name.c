/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which names programs may lock recorders under. */
#include "com_test.h"

#include "imapi2/client_name.h"

static bool is_valid(const WCHAR *name)
{
    BSTR text = SysAllocString(name);
    bool valid = client_name_is_valid(text);

    SysFreeString(text);
    return valid;
}

/* `count` times the letter A. */
static bool is_valid_length(size_t count)
{
    WCHAR name[80];

    assert_true(count < ARRAYSIZE(name));
    wmemset(name, L'A', count);
    name[count] = 0;
    return is_valid(name);
}

static void test_client_name__lengths(void **state)
{
    (void)state;
    assert_false(is_valid_length(0));
    assert_true(is_valid_length(1));
    assert_true(is_valid_length(62));
    assert_false(is_valid_length(63));
    assert_false(client_name_is_valid(NULL));
}

static void test_client_name__characters(void **state)
{
    (void)state;
    assert_true(is_valid(L"Burn it, now: 100.5; a_b-c"));
    assert_true(is_valid(L"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy"));
    assert_true(is_valid(L" "));
    assert_false(is_valid(L"a&b"));
    assert_false(is_valid(L"a/b"));
    assert_false(is_valid(L"tab\there"));
    assert_false(is_valid(L"M\u00FCller"));
    assert_false(is_valid(L"\uFF21"));
}

static void test_client_name__nul_within(void **state)
{
    BSTR name = SysAllocStringLen(L"a\0b", 3);

    (void)state;
    assert_false(client_name_is_valid(name));
    SysFreeString(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_client_name__lengths),
        cmocka_unit_test(test_client_name__characters),
        cmocka_unit_test(test_client_name__nul_within),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
