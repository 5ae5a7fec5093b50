/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/enumerator.h. */
#include "com_test.h"

#include "com/enumerator.h"

/* Numbers from 0; the one called `failing` cannot be made. */
struct numbers {
    struct com_sequence sequence;
    size_t failing;
    bool is_destroyed;
};

static HRESULT numbers_get(struct com_sequence *sequence, size_t index, VARIANT *value)
{
    if (index == ((struct numbers *)sequence)->failing)
        return E_OUTOFMEMORY;
    V_VT(value) = VT_I4;
    V_I4(value) = (LONG)index;
    return S_OK;
}

static void numbers_destroy(struct com_sequence *sequence)
{
    ((struct numbers *)sequence)->is_destroyed = true;
}

static IEnumVARIANT *create(struct numbers *numbers, size_t count)
{
    static const struct com_sequence_ops ops = { numbers_get, numbers_destroy };
    struct com_sequence *sequence = &numbers->sequence;
    IEnumVARIANT *made = NULL;

    com_sequence_init(sequence, &ops, count);
    numbers->failing = SIZE_MAX;
    numbers->is_destroyed = false;
    assert_result(com_enum_variant_create(sequence, &made), S_OK);
    com_sequence_drop(&sequence);
    assert_null(sequence);
    return made;
}

static void poison(VARIANT *values, size_t count)
{
    memset(values, 0xA5, count * sizeof(*values));
}

static void test_enumerator__gives_elements_in_turn(void **state)
{
    struct numbers numbers;
    IEnumVARIANT *variants = create(&numbers, 5);
    VARIANT values[4];
    ULONG fetched = 9;

    (void)state;
    poison(values, 4);
    assert_result(IEnumVARIANT_Next(variants, 2, values, &fetched), S_OK);
    assert_int_equal(fetched, 2);
    assert_int_equal(values[0].lVal, 0);
    assert_int_equal(values[1].lVal, 1);
    assert_int_equal(values[2].vt, 0xA5A5);

    assert_result(IEnumVARIANT_Next(variants, 4, values, &fetched), S_FALSE);
    assert_int_equal(fetched, 3);
    assert_int_equal(values[2].lVal, 4);
    assert_int_equal(values[3].vt, VT_EMPTY);

    assert_result(IEnumVARIANT_Next(variants, 1, values, &fetched), S_FALSE);
    assert_int_equal(fetched, 0);
    assert_int_equal(values[0].vt, VT_EMPTY);
    assert_int_equal(IEnumVARIANT_Release(variants), 0);
    assert_true(numbers.is_destroyed);
}

static void test_enumerator__null_count_is_for_one_element(void **state)
{
    struct numbers numbers;
    IEnumVARIANT *variants = create(&numbers, 3);
    VARIANT values[2];

    (void)state;
    assert_result(IEnumVARIANT_Next(variants, 1, values, NULL), S_OK);
    assert_int_equal(values[0].lVal, 0);
    assert_result(IEnumVARIANT_Next(variants, 2, values, NULL), E_INVALIDARG);
    assert_result(IEnumVARIANT_Next(variants, 1, NULL, NULL), E_POINTER);
    assert_result(IEnumVARIANT_Next(variants, 0, NULL, NULL), S_OK);
    assert_result(IEnumVARIANT_Next(variants, 1, values, NULL), S_OK);
    assert_int_equal(values[0].lVal, 1);
    IEnumVARIANT_Release(variants);
}

static void test_enumerator__skips_and_resets(void **state)
{
    struct numbers numbers;
    IEnumVARIANT *variants = create(&numbers, 3);
    VARIANT value;

    (void)state;
    assert_result(IEnumVARIANT_Skip(variants, 2), S_OK);
    assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_OK);
    assert_int_equal(value.lVal, 2);
    assert_result(IEnumVARIANT_Skip(variants, 1), S_FALSE);
    assert_result(IEnumVARIANT_Reset(variants), S_OK);
    assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_OK);
    assert_int_equal(value.lVal, 0);
    assert_result(IEnumVARIANT_Skip(variants, 0xFFFFFFFF), S_FALSE);
    assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_FALSE);
    IEnumVARIANT_Release(variants);
}

static void test_enumerator__clone_stands_where_it_was_made(void **state)
{
    struct numbers numbers;
    IEnumVARIANT *variants = create(&numbers, 3);
    IEnumVARIANT *clone = POISON;
    VARIANT value;

    (void)state;
    assert_result(IEnumVARIANT_Clone(variants, NULL), E_POINTER);
    assert_result(IEnumVARIANT_Skip(variants, 1), S_OK);
    assert_result(IEnumVARIANT_Clone(variants, &clone), S_OK);
    assert_result(IEnumVARIANT_Skip(variants, 1), S_OK);
    assert_int_equal(IEnumVARIANT_Release(variants), 0);
    assert_false(numbers.is_destroyed);
    assert_result(IEnumVARIANT_Next(clone, 1, &value, NULL), S_OK);
    assert_int_equal(value.lVal, 1);
    assert_int_equal(IEnumVARIANT_Release(clone), 0);
    assert_true(numbers.is_destroyed);
}

static void test_enumerator__failure_moves_nothing(void **state)
{
    struct numbers numbers;
    IEnumVARIANT *variants = create(&numbers, 4);
    VARIANT values[3];
    ULONG fetched = 9;

    (void)state;
    numbers.failing = 2;
    poison(values, 3);
    assert_result(IEnumVARIANT_Next(variants, 3, values, &fetched), E_OUTOFMEMORY);
    assert_int_equal(fetched, 0);
    assert_int_equal(values[0].vt, VT_EMPTY);
    assert_result(IEnumVARIANT_Next(variants, 1, values, &fetched), S_OK);
    assert_int_equal(values[0].lVal, 0);
    IEnumVARIANT_Release(variants);
}

static void test_enumerator__nothing_to_enumerate(void **state)
{
    struct com_sequence *sequence;
    IEnumVARIANT *variants;
    VARIANT value;

    (void)state;
    assert_result(com_sequence_of_values(NULL, 0, &sequence), S_OK);
    assert_result(com_enum_variant_create(sequence, &variants), S_OK);
    com_sequence_drop(&sequence);
    assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_FALSE);
    assert_int_equal(IEnumVARIANT_Release(variants), 0);
}

/* The snapshot holds copies of its own. */
static void test_enumerator__values_are_copied(void **state)
{
    VARIANT text = { .vt = VT_BSTR };
    struct com_sequence *sequence;
    IEnumVARIANT *variants;
    VARIANT value;

    (void)state;
    text.bstrVal = SysAllocString(L"id");
    assert_result(com_sequence_of_values(&text, 1, &sequence), S_OK);
    VariantClear(&text);
    assert_result(com_enum_variant_create(sequence, &variants), S_OK);
    com_sequence_drop(&sequence);
    for (unsigned round = 0; round < 2; round++) {
        assert_result(IEnumVARIANT_Next(variants, 1, &value, NULL), S_OK);
        assert_int_equal(value.vt, VT_BSTR);
        assert_text_equal(value.bstrVal, L"id");
        VariantClear(&value);
        IEnumVARIANT_Reset(variants);
    }
    assert_int_equal(IEnumVARIANT_Release(variants), 0);
}

static IEnumUnknown *create_typed(IUnknown *element, size_t count)
{
    VARIANT values[3] = { 0 };
    struct com_sequence *sequence;
    IEnumUnknown *made = NULL;

    for (size_t i = 0; i < count; i++) {
        values[i].vt = VT_UNKNOWN;
        values[i].punkVal = element;
    }
    assert_result(com_sequence_of_values(values, count, &sequence), S_OK);
    assert_result(
        com_enum_interface_create(sequence, &IID_IEnumUnknown, &IID_IStream, (void **)&made), S_OK);
    com_sequence_drop(&sequence);
    return made;
}

static void test_enumerator__typed_succeeds_while_something_is_left(void **state)
{
    IStream *stream;
    IEnumUnknown *typed;
    IEnumUnknown *clone = POISON;
    IUnknown *elements[4] = { POISON, POISON, POISON, POISON };
    ULONG fetched;

    (void)state;
    assert_result(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
    typed = create_typed((IUnknown *)stream, 3);
    assert_result(IEnumUnknown_Clone(typed, &clone), S_OK);
    assert_result(IEnumUnknown_Next(typed, 4, elements, &fetched), S_OK);
    assert_int_equal(fetched, 3);
    assert_ptr_equal(elements[2], stream);
    assert_null(elements[3]);
    for (size_t i = 0; i < 3; i++)
        IUnknown_Release(elements[i]);
    assert_result(IEnumUnknown_Next(typed, 4, elements, &fetched), S_FALSE);
    assert_int_equal(fetched, 0);
    assert_null(elements[0]);
    assert_int_equal(IEnumUnknown_Release(typed), 0);
    assert_int_equal(IEnumUnknown_Release(clone), 0);
    assert_int_equal(IStream_Release(stream), 0);
}

static void test_enumerator__typed_is_no_other(void **state)
{
    IEnumUnknown *typed = create_typed(NULL, 0);
    void *out = POISON;

    (void)state;
    assert_result(IEnumUnknown_QueryInterface(typed, &IID_IEnumVARIANT, &out), E_NOINTERFACE);
    assert_null(out);
    assert_int_equal(IEnumUnknown_Release(typed), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enumerator__gives_elements_in_turn),
        cmocka_unit_test(test_enumerator__null_count_is_for_one_element),
        cmocka_unit_test(test_enumerator__skips_and_resets),
        cmocka_unit_test(test_enumerator__clone_stands_where_it_was_made),
        cmocka_unit_test(test_enumerator__failure_moves_nothing),
        cmocka_unit_test(test_enumerator__nothing_to_enumerate),
        cmocka_unit_test(test_enumerator__values_are_copied),
        cmocka_unit_test(test_enumerator__typed_succeeds_while_something_is_left),
        cmocka_unit_test(test_enumerator__typed_is_no_other),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
