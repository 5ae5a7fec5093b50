/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of platform/thread.h. */
#include "support/cmocka_all.h"

#include "platform/thread.h"

struct shared {
    struct platform_mutex *mutex;
    struct platform_condition *changed;
    int counter;
    bool go;
};

static void set_up(struct shared *shared)
{
    *shared = (struct shared){ 0 };
    assert_int_equal(platform_mutex_create(&shared->mutex), STATUS_OK);
    assert_int_equal(platform_condition_create(&shared->changed), STATUS_OK);
}

static void tear_down(struct shared *shared)
{
    platform_condition_destroy(shared->changed);
    platform_mutex_destroy(shared->mutex);
}

static void count_to_ten_thousand(void *context)
{
    struct shared *shared = context;

    for (int i = 0; i < 10000; i++) {
        platform_mutex_lock(shared->mutex);
        shared->counter++;
        platform_mutex_unlock(shared->mutex);
    }
}

static void test_thread__mutex_excludes(void **state)
{
    struct platform_thread *threads[4];
    struct shared shared;

    (void)state;
    set_up(&shared);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(platform_thread_create(count_to_ten_thousand, &shared, &threads[i]),
                         STATUS_OK);
    for (size_t i = 0; i < 4; i++)
        platform_thread_destroy(threads[i]);
    assert_int_equal(shared.counter, 40000);
    tear_down(&shared);
}

static void wait_for_go(void *context)
{
    struct shared *shared = context;

    platform_mutex_lock(shared->mutex);
    while (!shared->go)
        platform_condition_wait(shared->changed, shared->mutex);
    shared->counter++;
    platform_mutex_unlock(shared->mutex);
}

static void test_thread__broadcast_wakes_all(void **state)
{
    struct platform_thread *threads[3];
    struct shared shared;

    (void)state;
    set_up(&shared);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(platform_thread_create(wait_for_go, &shared, &threads[i]), STATUS_OK);
    platform_mutex_lock(shared.mutex);
    shared.go = true;
    platform_condition_broadcast(shared.changed);
    platform_mutex_unlock(shared.mutex);
    for (size_t i = 0; i < 3; i++)
        platform_thread_destroy(threads[i]);
    assert_int_equal(shared.counter, 3);
    tear_down(&shared);
}

static void test_thread__wait_ends_with_the_time(void **state)
{
    struct shared shared;

    (void)state;
    set_up(&shared);
    platform_mutex_lock(shared.mutex);
    assert_false(platform_condition_wait_for(shared.changed, shared.mutex, 20));
    platform_mutex_unlock(shared.mutex);
    tear_down(&shared);
    platform_thread_destroy(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_thread__mutex_excludes),
        cmocka_unit_test(test_thread__broadcast_wakes_all),
        cmocka_unit_test(test_thread__wait_ends_with_the_time),
    };

    return cmocka_run_group_tests_name("platform/thread", tests, NULL, NULL);
}
