/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/text_arena.h, fold.h, name_index.h, stem_counters.h and sort.h. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "fsimage/fold.h"
#include "fsimage/name_index.h"
#include "fsimage/sort.h"
#include "fsimage/stem_counters.h"
#include "fsimage/text_arena.h"
#include "unit/fsimage/trees.h"

#include <string.h>

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void test_text_arena__texts_stay_where_they_are(void **state)
{
    enum {
        TEXTS = 5000
    };
    static uint32_t references[TEXTS];
    static const char16 *places[TEXTS];
    struct text_arena arena = { 0 };

    (void)state;
    for (uint32_t i = 0; i < TEXTS; i++) {
        const size_t units = 1 + i % 200;

        assert_int_equal(text_arena_reserve(&arena, units), STATUS_OK);
        references[i] = text_arena_take(&arena, units);
        assert_int_not_equal(references[i], 0);
        places[i] = text_arena_at(&arena, references[i]);
        for (size_t unit = 0; unit < units; unit++)
            text_arena_at(&arena, references[i])[unit] = (char16)i;
    }
    for (uint32_t i = 0; i < TEXTS; i++) {
        assert_ptr_equal(places[i], text_arena_at(&arena, references[i]));
        assert_int_equal(places[i][i % 200], i);
    }
    text_arena_release(&arena);
}

static void test_text_arena__cut_gives_back(void **state)
{
    struct text_arena arena = { 0 };
    uint32_t end;

    (void)state;
    assert_int_equal(text_arena_reserve(&arena, 10), STATUS_OK);
    text_arena_take(&arena, 10);
    end = arena.end;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(text_arena_reserve(&arena, 250), STATUS_OK);
        text_arena_take(&arena, 250);
    }
    text_arena_cut(&arena, end);
    assert_int_equal(arena.chunk_count, 1);
    assert_int_equal(text_arena_reserve(&arena, 5), STATUS_OK);
    assert_int_equal(text_arena_take(&arena, 5), end);
    text_arena_cut(&arena, 0);
    assert_int_equal(text_arena_reserve(&arena, 5), STATUS_OK);
    assert_int_not_equal(text_arena_take(&arena, 5), 0);
    text_arena_release(&arena);
}

static void test_fold__agrees_with_the_table(void **state)
{
    char16 text[7];
    char16 folded[7];

    (void)state;
    for (uint32_t unit = 0; unit < 0x10000; unit++) {
        for (size_t length = 1; length <= 7; length++) {
            for (size_t i = 0; i < length; i++)
                text[i] = i == length - 1 ? (char16)unit : (char16)('x' + i);
            assert_int_equal(fold_copy(text, length, folded), length);
            for (size_t i = 0; i < length; i++)
                assert_int_equal(folded[i], utf16_upper(text[i]));
        }
    }
}

static void test_fold__equal_names_have_equal_hashes(void **state)
{
    static const char16 *const names[][2] = {
        { u"readme.txt", u"README.TXT" },
        { u"\u00FCber", u"\u00DCBER" },
        { u"abcd\u00E9efg", u"ABCD\u00C9EFG" },
        { u"a", u"A" },
        { u"", u"" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const size_t length = utf16_length(names[i][0]);

        assert_true(fold_equal(names[i][0], names[i][1], length));
        assert_int_equal(fold_compare(names[i][0], length, names[i][1], length), 0);
        assert_int_equal(fold_hash(7, names[i][0], length), fold_hash(7, names[i][1], length));
        assert_int_not_equal(fold_hash(7, names[i][0], length), fold_hash(8, names[i][1], length));
    }
    assert_true(fold_compare(TEXT(u"abc"), TEXT(u"ABCD")) < 0);
    assert_true(fold_compare(TEXT(u"b"), TEXT(u"A")) > 0);
    assert_true(fold_compare(TEXT(u"_"), TEXT(u"a")) > 0);
}

static bool index_has(const struct name_index *index, uint32_t hash, uint32_t entry)
{
    uint32_t at = name_index_start(index, hash);
    uint32_t found;

    while ((found = name_index_next(index, hash, &at)) != 0) {
        if (found == entry)
            return true;
    }
    return false;
}

/* Few hashes, so that many collide; entries come and go at random. */
static void test_name_index__finds_what_is_there(void **state)
{
    enum {
        ENTRIES = 3000,
        STEPS = 60000
    };
    static bool is_there[ENTRIES + 1];
    struct name_index index = { 0 };
    uint32_t seed = 7;
    uint32_t count = 0;

    (void)state;
    assert_false(index_has(&index, 5, 5));
    for (int i = 0; i < STEPS; i++) {
        const uint32_t entry = 1 + next_random(&seed) % ENTRIES;
        const uint32_t hash = entry % 701 * 64;

        assert_int_equal(index_has(&index, hash, entry), is_there[entry]);
        if (is_there[entry]) {
            name_index_remove(&index, hash, entry);
            count--;
        } else {
            assert_int_equal(name_index_reserve(&index, 1), STATUS_OK);
            name_index_add(&index, hash, entry);
            count++;
        }
        is_there[entry] = !is_there[entry];
        assert_int_equal(index.count, count);
    }
    for (uint32_t entry = 1; entry <= ENTRIES; entry++)
        assert_int_equal(index_has(&index, entry % 701 * 64, entry), is_there[entry]);
    name_index_release(&index);
}

static void test_name_index__without_memory(void **state)
{
    struct name_index index = { 0 };

    (void)state;
    allocation_failure_after(0);
    assert_int_equal(name_index_reserve(&index, 1), STATUS_NO_MEMORY);
    allocation_failure_end();
    assert_int_equal(name_index_reserve(&index, 1), STATUS_OK);
    name_index_add(&index, 3, 3);
    allocation_failure_after(0);
    assert_int_equal(name_index_reserve(&index, 1000), STATUS_NO_MEMORY);
    assert_int_equal(name_index_reserve(&index, UINT32_MAX), STATUS_NO_MEMORY);
    allocation_failure_end();
    assert_true(index_has(&index, 3, 3));
    name_index_release(&index);
}

static void test_stem_counters__count_from_1(void **state)
{
    struct stem_counters counters = { 0 };

    (void)state;
    assert_int_equal(stem_counters_get(&counters, 99), 1);
    stem_counters_lower(&counters, 99, 1);
    for (uint64_t stem = 1; stem <= 5000; stem++)
        assert_int_equal(stem_counters_set(&counters, stem << 32 | 1, (uint32_t)stem), STATUS_OK);
    for (uint64_t stem = 1; stem <= 5000; stem++)
        assert_int_equal(stem_counters_get(&counters, stem << 32 | 1), stem);
    stem_counters_lower(&counters, UINT64_C(7) << 32 | 1, 9);
    assert_int_equal(stem_counters_get(&counters, UINT64_C(7) << 32 | 1), 7);
    stem_counters_lower(&counters, UINT64_C(7) << 32 | 1, 3);
    assert_int_equal(stem_counters_get(&counters, UINT64_C(7) << 32 | 1), 3);
    assert_int_equal(stem_counters_get(&counters, 2), 1);
    stem_counters_release(&counters);
}

static void test_stem_counters__without_memory(void **state)
{
    struct stem_counters counters = { 0 };

    (void)state;
    allocation_failure_after(0);
    assert_int_equal(stem_counters_set(&counters, 5, 2), STATUS_NO_MEMORY);
    allocation_failure_end();
    assert_int_equal(stem_counters_set(&counters, 5, 2), STATUS_OK);
    allocation_failure_after(0);
    assert_int_equal(stem_counters_set(&counters, 5, 3), STATUS_OK);
    allocation_failure_end();
    assert_int_equal(stem_counters_get(&counters, 5), 3);
    stem_counters_release(&counters);
}

/* Texts of four units, of which some begin alike; of item n they are those of n hashed. */
struct texts {
    uint32_t distinct;
    char16 first;
};

static const char16 *text_of(const void *context, uint32_t item, char16 *scratch, size_t *length)
{
    const struct texts *texts = context;
    uint32_t seed = item % texts->distinct * 2654435761u;

    scratch[0] = texts->first;
    *length = 1 + next_random(&seed) % 12;
    for (size_t i = 1; i < *length; i++)
        scratch[i] = (char16)('a' + next_random(&seed) % 3);
    return scratch;
}

static int compare_items(const struct texts *texts, uint32_t a, uint32_t b)
{
    char16 text_a[FSIMAGE_NAME_MAXIMUM];
    char16 text_b[FSIMAGE_NAME_MAXIMUM];
    size_t length_a;
    size_t length_b;
    const char16 *unit_a = text_of(texts, a, text_a, &length_a);
    const char16 *unit_b = text_of(texts, b, text_b, &length_b);

    return utf16_compare(unit_a, length_a, unit_b, length_b);
}

static void assert_sorts(uint32_t distinct, char16 first)
{
    enum {
        ITEMS = 2000
    };
    static uint32_t items[ITEMS];
    static bool seen[ITEMS];
    const struct texts texts = { distinct, first };

    bool was_sorted;

    memset(seen, 0, sizeof(seen));
    for (uint32_t i = 0; i < ITEMS; i++)
        items[i] = i;
    assert_int_equal(fsimage_sort_names(items, ITEMS, text_of, &texts, &was_sorted), STATUS_OK);
    for (uint32_t i = 0; i < ITEMS; i++) {
        assert_false(seen[items[i]]);
        seen[items[i]] = true;
        if (i == 0)
            continue;
        assert_true(compare_items(&texts, items[i - 1], items[i]) <= 0);
        if (compare_items(&texts, items[i - 1], items[i]) == 0)
            assert_true(items[i - 1] < items[i]);
    }
}

static void test_sort__orders_stably(void **state)
{
    (void)state;
    assert_sorts(2000, 'x');
    assert_sorts(50, 'x');
    assert_sorts(2000, 0x4E2D);
    assert_sorts(1, 'x');
}

static void test_sort__few(void **state)
{
    const struct texts texts = { 100, 'x' };
    uint32_t items[3] = { 5, 4, 3 };
    bool was_sorted;

    (void)state;
    assert_int_equal(fsimage_sort_names(items, 0, text_of, &texts, &was_sorted), STATUS_OK);
    assert_int_equal(fsimage_sort_names(items, 1, text_of, &texts, &was_sorted), STATUS_OK);
    assert_int_equal(items[0], 5);
    assert_true(was_sorted);
    assert_int_equal(fsimage_sort_names(items, 3, text_of, &texts, &was_sorted), STATUS_OK);
    assert_true(compare_items(&texts, items[0], items[1]) <= 0);
    assert_true(compare_items(&texts, items[1], items[2]) <= 0);
    assert_int_equal(fsimage_sort_names(items, 3, text_of, &texts, &was_sorted), STATUS_OK);
    assert_true(was_sorted);
}

static void test_sort__without_memory(void **state)
{
    const struct texts texts = { 100, 'x' };
    uint32_t items[20];
    bool was_sorted;
    enum status status;

    (void)state;
    for (uint32_t i = 0; i < 20; i++)
        items[i] = i;
    allocation_failure_after(0);
    status = fsimage_sort_names(items, 20, text_of, &texts, &was_sorted);
    assert_false(was_sorted);
    allocation_failure_end();
    assert_int_equal(status, STATUS_NO_MEMORY);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(items[i], i);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_arena__texts_stay_where_they_are),
        cmocka_unit_test(test_text_arena__cut_gives_back),
        cmocka_unit_test(test_fold__agrees_with_the_table),
        cmocka_unit_test(test_fold__equal_names_have_equal_hashes),
        cmocka_unit_test(test_name_index__finds_what_is_there),
        cmocka_unit_test(test_name_index__without_memory),
        cmocka_unit_test(test_stem_counters__count_from_1),
        cmocka_unit_test(test_stem_counters__without_memory),
        cmocka_unit_test(test_sort__orders_stably),
        cmocka_unit_test(test_sort__few),
        cmocka_unit_test(test_sort__without_memory),
    };

    return cmocka_run_group_tests_name("fsimage/stores", tests, NULL, NULL);
}
