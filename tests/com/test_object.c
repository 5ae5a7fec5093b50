/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of com/object.h and com/module.h. */
#include "com_test.h"

#include "base/memory.h"
#include "com/module.h"
#include "com/object.h"

struct thing {
    struct com_object object;
    IPersist IPersist_iface;
    bool has_more;
    unsigned *destroyed;
};

static const struct com_interface thing_interfaces[] = {
    COM_INTERFACE(thing, IPersist),
};

COM_UNKNOWN(thing, IPersist)

static HRESULT STDMETHODCALLTYPE thing_GetClassID(IPersist *iface, CLSID *clsid)
{
    (void)iface;
    *clsid = CLSID_NULL;
    return S_OK;
}

static const IPersistVtbl thing_vtbl = {
    COM_UNKNOWN_METHODS(thing, IPersist),
    .GetClassID = thing_GetClassID,
};

static void *thing_find(struct com_object *object, REFIID iid)
{
    struct thing *self = CONTAINING_RECORD(object, struct thing, object);

    return self->has_more && IsEqualIID(iid, &IID_IPersistStream) ? &self->IPersist_iface : NULL;
}

/* What it calls while it goes adds and releases references to it. */
static void thing_destroy(struct com_object *object)
{
    struct thing *self = CONTAINING_RECORD(object, struct thing, object);

    IPersist_AddRef(&self->IPersist_iface);
    IPersist_Release(&self->IPersist_iface);
    ++*self->destroyed;
}

static const struct com_class thing_class = {
    .prog_id = L"OpenIMAPITest.Thing",
    COM_INTERFACES(thing_interfaces),
    .find = thing_find,
    .destroy = thing_destroy,
};

static struct thing *create(unsigned *destroyed)
{
    struct thing *self = com_object_create(&thing_class, sizeof(*self));

    assert_non_null(self);
    self->IPersist_iface.lpVtbl = &thing_vtbl;
    self->destroyed = destroyed;
    return self;
}

static void test_object__is_destroyed_once(void **state)
{
    unsigned destroyed = 0;
    struct thing *thing = create(&destroyed);

    (void)state;
    assert_int_equal(com_object_add_ref(&thing->object), 2);
    assert_int_equal(com_object_release(&thing->object), 1);
    assert_int_equal(destroyed, 0);
    assert_int_equal(com_object_release(&thing->object), 0);
    assert_int_equal(destroyed, 1);
}

static void test_object__keeps_the_module_loaded(void **state)
{
    unsigned destroyed = 0;
    struct thing *thing;

    (void)state;
    assert_result(com_module_can_unload(), S_OK);
    thing = create(&destroyed);
    assert_result(com_module_can_unload(), S_FALSE);
    com_object_release(&thing->object);
    assert_result(com_module_can_unload(), S_OK);
}

static void test_object__hand_out_destroys_what_lacks_the_interface(void **state)
{
    unsigned destroyed = 0;
    void *out = POISON;

    (void)state;
    assert_result(com_object_hand_out(&create(&destroyed)->object, &IID_IDispatch, &out),
                  E_NOINTERFACE);
    assert_null(out);
    assert_int_equal(destroyed, 1);
}

static void test_object__interfaces_of_some_objects_only(void **state)
{
    unsigned destroyed = 0;
    struct thing *thing = create(&destroyed);
    void *out = POISON;

    (void)state;
    assert_result(com_object_query(&thing->object, &IID_IPersistStream, &out), E_NOINTERFACE);
    assert_null(out);
    thing->has_more = true;
    assert_result(com_object_query(&thing->object, &IID_IPersistStream, &out), S_OK);
    assert_ptr_equal(out, &thing->IPersist_iface);
    com_object_release(&thing->object);
    com_object_release(&thing->object);
}

static void test_object__without_class_gives_no_class_info(void **state)
{
    unsigned destroyed = 0;
    struct thing *thing = create(&destroyed);
    void *out = POISON;

    (void)state;
    assert_result(com_object_query(&thing->object, &IID_IProvideClassInfo2, &out), E_NOINTERFACE);
    assert_null(out);
    assert_result(com_object_query(&thing->object, &IID_IUnknown, NULL), E_POINTER);
    com_object_release(&thing->object);
}

struct many {
    IUnknown *object;
    void *marshaler;
};

static DWORD WINAPI query_marshaler(void *context)
{
    struct many *many = context;

    for (unsigned i = 0; i < 1000; i++) {
        if (FAILED(IUnknown_QueryInterface(many->object, &IID_IMarshal, &many->marshaler)))
            return 1;
        IUnknown_Release((IUnknown *)many->marshaler);
    }
    return 0;
}

/* All threads get the one marshaler, and no reference is lost. */
static void test_object__marshaler_is_made_once(void **state)
{
    unsigned destroyed = 0;
    struct thing *thing = create(&destroyed);
    struct many many[4];
    HANDLE threads[4];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        many[i].object = (IUnknown *)&thing->IPersist_iface;
        threads[i] = CreateThread(NULL, 0, query_marshaler, &many[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    assert_int_equal(WaitForMultipleObjects(4, threads, TRUE, 60000), WAIT_OBJECT_0);
    for (size_t i = 0; i < 4; i++) {
        assert_ptr_equal(many[i].marshaler, many[0].marshaler);
        CloseHandle(threads[i]);
    }
    assert_int_equal(com_object_release(&thing->object), 0);
    assert_int_equal(destroyed, 1);
}

static void test_module__path_is_that_of_the_program(void **state)
{
    WCHAR expected[MAX_PATH];
    WCHAR *path;

    (void)state;
    assert_true(GetModuleFileNameW(NULL, expected, MAX_PATH) > 0);
    assert_result(com_module_path(&path), S_OK);
    assert_text_equal(path, expected);
    memory_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_object__is_destroyed_once),
        cmocka_unit_test(test_object__keeps_the_module_loaded),
        cmocka_unit_test(test_object__hand_out_destroys_what_lacks_the_interface),
        cmocka_unit_test(test_object__interfaces_of_some_objects_only),
        cmocka_unit_test(test_object__without_class_gives_no_class_info),
        cmocka_unit_test(test_object__marshaler_is_made_once),
        cmocka_unit_test(test_module__path_is_that_of_the_program),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
