/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftWriteEngine2: writes a stream to consecutive sectors. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct write_engine {
    struct com_object object;
    IWriteEngine2 IWriteEngine2_iface;
    struct com_connections connections;
};

static const struct com_interface write_engine_interfaces[] = {
    COM_INTERFACE(write_engine, IWriteEngine2),
    COM_INTERFACE_AS(write_engine, IDispatch, IWriteEngine2),
    COM_INTERFACE_IN(write_engine, connections, IConnectionPointContainer),
};

COM_DISPATCH(write_engine, IWriteEngine2)

static HRESULT STDMETHODCALLTYPE write_engine_WriteSection(IWriteEngine2 *iface, IStream *data,
                                                           LONG startingBlockAddress,
                                                           LONG numberOfBlocks)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)data, (void)startingBlockAddress, (void)numberOfBlocks;
    return com_not_implemented(&self->object, L"IWriteEngine2::WriteSection");
}

static HRESULT STDMETHODCALLTYPE write_engine_CancelWrite(IWriteEngine2 *iface)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return com_not_implemented(&self->object, L"IWriteEngine2::CancelWrite");
}

static HRESULT STDMETHODCALLTYPE write_engine_put_Recorder(IWriteEngine2 *iface,
                                                           IDiscRecorder2Ex *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IWriteEngine2::put_Recorder");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_Recorder(IWriteEngine2 *iface,
                                                           IDiscRecorder2Ex **value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_Recorder");
}

static HRESULT STDMETHODCALLTYPE write_engine_put_UseStreamingWrite12(IWriteEngine2 *iface,
                                                                      VARIANT_BOOL value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IWriteEngine2::put_UseStreamingWrite12");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_UseStreamingWrite12(IWriteEngine2 *iface,
                                                                      VARIANT_BOOL *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_UseStreamingWrite12");
}

static HRESULT STDMETHODCALLTYPE write_engine_put_StartingSectorsPerSecond(IWriteEngine2 *iface,
                                                                           LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IWriteEngine2::put_StartingSectorsPerSecond");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_StartingSectorsPerSecond(IWriteEngine2 *iface,
                                                                           LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_StartingSectorsPerSecond");
}

static HRESULT STDMETHODCALLTYPE write_engine_put_EndingSectorsPerSecond(IWriteEngine2 *iface,
                                                                         LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IWriteEngine2::put_EndingSectorsPerSecond");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_EndingSectorsPerSecond(IWriteEngine2 *iface,
                                                                         LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_EndingSectorsPerSecond");
}

static HRESULT STDMETHODCALLTYPE write_engine_put_BytesPerSector(IWriteEngine2 *iface, LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IWriteEngine2::put_BytesPerSector");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_BytesPerSector(IWriteEngine2 *iface, LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_BytesPerSector");
}

static HRESULT STDMETHODCALLTYPE write_engine_get_WriteInProgress(IWriteEngine2 *iface,
                                                                  VARIANT_BOOL *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IWriteEngine2::get_WriteInProgress");
}

static const IWriteEngine2Vtbl write_engine_IWriteEngine2_vtbl = {
    COM_DISPATCH_METHODS(write_engine, IWriteEngine2),
    .WriteSection = write_engine_WriteSection,
    .CancelWrite = write_engine_CancelWrite,
    .put_Recorder = write_engine_put_Recorder,
    .get_Recorder = write_engine_get_Recorder,
    .put_UseStreamingWrite12 = write_engine_put_UseStreamingWrite12,
    .get_UseStreamingWrite12 = write_engine_get_UseStreamingWrite12,
    .put_StartingSectorsPerSecond = write_engine_put_StartingSectorsPerSecond,
    .get_StartingSectorsPerSecond = write_engine_get_StartingSectorsPerSecond,
    .put_EndingSectorsPerSecond = write_engine_put_EndingSectorsPerSecond,
    .get_EndingSectorsPerSecond = write_engine_get_EndingSectorsPerSecond,
    .put_BytesPerSector = write_engine_put_BytesPerSector,
    .get_BytesPerSector = write_engine_get_BytesPerSector,
    .get_WriteInProgress = write_engine_get_WriteInProgress,
};

static void write_engine_destroy(struct com_object *object)
{
    struct write_engine *self = CONTAINING_RECORD(object, struct write_engine, object);

    com_connections_release(&self->connections);
}

static const struct com_class write_engine_class = {
    .prog_id = L"IMAPI2.MsftWriteEngine2",
    .clsid = &CLSID_MsftWriteEngine2,
    .default_source = &IID_DWriteEngine2Events,
    COM_INTERFACES(write_engine_interfaces),
    .destroy = write_engine_destroy,
};

HRESULT write_engine_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DWriteEngine2Events };
    struct write_engine *self = com_object_create(&write_engine_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IWriteEngine2_iface.lpVtbl = &write_engine_IWriteEngine2_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    return com_object_hand_out(&self->object, iid, out);
}
