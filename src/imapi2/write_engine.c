/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftWriteEngine2: writes a stream to consecutive sectors. */
#include "imapi2/classes.h"

#include "burn/engine.h"
#include "com/agile.h"
#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/drive_session.h"
#include "imapi2/event_args.h"
#include "imapi2/result.h"
#include "imapi2/stream_reader.h"

#include <imapi2.h>
#include <imapi2error.h>

/* Sectors of data discs: commands that end on these bounds suit every DVD and BD. */
#define DATA_SECTOR_BYTES  2048
#define WRITE_UNIT_SECTORS 32

/* As fast as the recorder likes. */
#define SPEED_MAXIMUM (-1)

struct write_engine {
    struct com_object object;
    IWriteEngine2 IWriteEngine2_iface;
    struct com_connections connections;
    struct com_lock lock; /* of everything below but `cancel` */
    struct com_agile recorder;
    LONG starting_speed;
    LONG ending_speed;
    LONG bytes_per_sector;
    bool is_writing;
    struct burn_cancel cancel;
};

static const struct com_interface write_engine_interfaces[] = {
    COM_INTERFACE(write_engine, IWriteEngine2),
    COM_INTERFACE_AS(write_engine, IDispatch, IWriteEngine2),
    COM_INTERFACE_IN(write_engine, connections, IConnectionPointContainer),
};

COM_DISPATCH(write_engine, IWriteEngine2)

static void report(void *context, const struct burn_engine_progress *progress)
{
    struct write_engine *self = context;
    IDispatch *arguments;

    if (!com_connections_have_sinks(&self->connections, &IID_DWriteEngine2Events))
        return;
    /* An event that cannot be made never fails the write. */
    if (FAILED(write_engine_event_args_create(progress, &arguments)))
        return;
    event_update_fire(&self->connections, &IID_DWriteEngine2Events,
                      DISPID_DWRITEENGINE2EVENTS_UPDATE, (IDispatch *)&self->IWriteEngine2_iface,
                      arguments);
    IDispatch_Release(arguments);
}

static uint32_t engine_speed(LONG sectors_per_s)
{
    return sectors_per_s == SPEED_MAXIMUM ? 0 : (uint32_t)sectors_per_s;
}

static HRESULT fail_section(struct write_engine *self, enum status status,
                            const struct drive_session *session, struct stream_reader *reader)
{
    const struct mmc_failure *failure = drive_failure_of(&session->drive, status);
    HRESULT hr = result_of_write(status, &session->drive.failure);
    struct recorder_label label;

    if (SUCCEEDED(hr))
        return hr;
    if (status == STATUS_FOREIGN)
        return stream_reader_fail(reader, &self->object);
    if (!failure)
        return com_error(&self->object, hr);
    label = drive_session_label(session);
    return drive_error(&self->object, hr, &label, failure);
}

/* The lock is not held, and nothing but `cancel` and the sinks of `self` is used. */
static HRESULT write_section(struct write_engine *self, IDiscRecorder2Ex *recorder, IStream *stream,
                             struct burn_section *section)
{
    const struct burn_engine_observer observer = { .report = report, .context = self };
    struct drive_session session;
    struct stream_reader reader;
    enum status status;
    HRESULT hr = drive_session_open(&session, (IUnknown *)recorder);

    if (FAILED(hr))
        return com_error_pass(&self->object, hr);
    if (section->bytes_per_sector > session.drive.transport->maximum_transfer_bytes) {
        hr = error_with_value(&self->object, E_INVALIDARG,
                              L"the most bytes that one command of the recorder moves",
                              session.drive.transport->maximum_transfer_bytes);
    } else {
        section->is_single_threaded = session.is_foreign;
        stream_reader_init(&reader, stream);
        status =
            burn_engine_write(&session.drive, section, &reader.reader, &observer, &self->cancel);
        hr = fail_section(self, status, &session, &reader);
        stream_reader_release(&reader);
    }
    drive_session_close(&session);
    return hr;
}

static HRESULT check_section(const struct write_engine *self, LONG start, LONG count)
{
    if (self->is_writing)
        return com_error_with(&self->object, E_FAIL, COM_TEXT(L"a section is being written"));
    if (!self->recorder.pointer)
        return com_error_with(&self->object, E_POINTER, COM_TEXT(L"Recorder is not set"));
    if (count <= 0 || start > LONG_MAX - count)
        return error_with_value(&self->object, E_INVALIDARG, L"numberOfBlocks", count);
    if (!self->bytes_per_sector)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"BytesPerSector is not set"));
    return S_OK;
}

/* Takes what the write needs and marks the object as writing. */
static HRESULT begin_section(struct write_engine *self, LONG start, LONG count,
                             IDiscRecorder2Ex **recorder, struct burn_section *section)
{
    bool is_data = self->bytes_per_sector == DATA_SECTOR_BYTES;
    HRESULT hr = check_section(self, start, count);

    if (SUCCEEDED(hr))
        hr = com_error(&self->object, com_agile_get(&self->recorder, (void **)recorder));
    if (FAILED(hr))
        return hr;
    *section = (struct burn_section){
        .start_lba = start,
        .sector_count = (uint32_t)count,
        .bytes_per_sector = (uint32_t)self->bytes_per_sector,
        .write_unit = is_data ? WRITE_UNIT_SECTORS : 1,
        .starting_sectors_per_s = engine_speed(self->starting_speed),
        .ending_sectors_per_s = engine_speed(self->ending_speed),
    };
    burn_cancel_init(&self->cancel);
    self->is_writing = true;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE write_engine_WriteSection(IWriteEngine2 *iface, IStream *data,
                                                           LONG startingBlockAddress,
                                                           LONG numberOfBlocks)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);
    IDiscRecorder2Ex *recorder;
    struct burn_section section;
    HRESULT hr;

    if (!data)
        return com_null_pointer(&self->object, L"data");
    com_lock_enter(&self->lock);
    hr = begin_section(self, startingBlockAddress, numberOfBlocks, &recorder, &section);
    com_lock_leave(&self->lock);
    if (FAILED(hr))
        return hr;
    /* A sink may drop the application's last reference. */
    com_object_add_ref(&self->object);
    hr = write_section(self, recorder, data, &section);
    IDiscRecorder2Ex_Release(recorder);
    com_lock_enter(&self->lock);
    self->is_writing = false;
    com_lock_leave(&self->lock);
    com_object_release(&self->object);
    return hr;
}

static HRESULT STDMETHODCALLTYPE write_engine_CancelWrite(IWriteEngine2 *iface)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);
    bool is_writing;

    com_lock_enter(&self->lock);
    is_writing = self->is_writing;
    if (is_writing)
        burn_cancel_request(&self->cancel);
    com_lock_leave(&self->lock);
    return is_writing ? S_OK : S_IMAPI_WRITE_NOT_IN_PROGRESS;
}

static HRESULT STDMETHODCALLTYPE write_engine_put_Recorder(IWriteEngine2 *iface,
                                                           IDiscRecorder2Ex *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);
    struct com_agile recorder = { 0 };
    HRESULT hr = S_OK;

    if (value)
        hr = com_agile_init(&recorder, (IUnknown *)value, &IID_IDiscRecorder2Ex);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    com_lock_enter(&self->lock);
    if (self->is_writing) {
        hr = E_FAIL;
    } else {
        struct com_agile before = self->recorder;

        self->recorder = recorder;
        recorder = before;
    }
    com_lock_leave(&self->lock);
    com_agile_release(&recorder);
    return FAILED(hr) ? com_error_with(&self->object, hr, COM_TEXT(L"a section is being written"))
                      : S_OK;
}

static HRESULT STDMETHODCALLTYPE write_engine_get_Recorder(IWriteEngine2 *iface,
                                                           IDiscRecorder2Ex **value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);
    HRESULT hr = S_OK;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    com_lock_enter(&self->lock);
    if (self->recorder.pointer)
        hr = com_agile_get(&self->recorder, (void **)value);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE write_engine_put_UseStreamingWrite12(IWriteEngine2 *iface,
                                                                      VARIANT_BOOL value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    /* By contract: nothing but WRITE (10) is ever used. */
    return value ? com_error(&self->object, E_NOTIMPL) : S_OK;
}

static HRESULT STDMETHODCALLTYPE write_engine_get_UseStreamingWrite12(IWriteEngine2 *iface,
                                                                      VARIANT_BOOL *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return S_OK;
}

/* Stores a number that must be at least 1, or `also`. */
static HRESULT put_number(struct write_engine *self, LONG *field, const WCHAR *name, LONG value,
                          LONG also)
{
    HRESULT hr = S_OK;

    if (value < 1 && value != also)
        return error_with_value(&self->object, E_INVALIDARG, name, value);
    com_lock_enter(&self->lock);
    if (self->is_writing)
        hr = E_FAIL;
    else
        *field = value;
    com_lock_leave(&self->lock);
    return FAILED(hr) ? com_error_with(&self->object, hr, COM_TEXT(L"a section is being written"))
                      : S_OK;
}

static HRESULT get_number(struct write_engine *self, const LONG *field, LONG *value)
{
    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = *field;
    com_lock_leave(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE write_engine_put_StartingSectorsPerSecond(IWriteEngine2 *iface,
                                                                           LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return put_number(self, &self->starting_speed, L"StartingSectorsPerSecond", value,
                      SPEED_MAXIMUM);
}

static HRESULT STDMETHODCALLTYPE write_engine_get_StartingSectorsPerSecond(IWriteEngine2 *iface,
                                                                           LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return get_number(self, &self->starting_speed, value);
}

static HRESULT STDMETHODCALLTYPE write_engine_put_EndingSectorsPerSecond(IWriteEngine2 *iface,
                                                                         LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return put_number(self, &self->ending_speed, L"EndingSectorsPerSecond", value, SPEED_MAXIMUM);
}

static HRESULT STDMETHODCALLTYPE write_engine_get_EndingSectorsPerSecond(IWriteEngine2 *iface,
                                                                         LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return get_number(self, &self->ending_speed, value);
}

/* The upper limit is the recorder's, which need not be set yet: WriteSection checks it. */
static HRESULT STDMETHODCALLTYPE write_engine_put_BytesPerSector(IWriteEngine2 *iface, LONG value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return put_number(self, &self->bytes_per_sector, L"BytesPerSector", value, 1);
}

static HRESULT STDMETHODCALLTYPE write_engine_get_BytesPerSector(IWriteEngine2 *iface, LONG *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    return get_number(self, &self->bytes_per_sector, value);
}

static HRESULT STDMETHODCALLTYPE write_engine_get_WriteInProgress(IWriteEngine2 *iface,
                                                                  VARIANT_BOOL *value)
{
    struct write_engine *self = write_engine_from_IWriteEngine2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = com_bool(self->is_writing);
    com_lock_leave(&self->lock);
    return S_OK;
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
    com_agile_release(&self->recorder);
    com_lock_release(&self->lock);
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
    com_lock_init(&self->lock);
    self->starting_speed = SPEED_MAXIMUM;
    self->ending_speed = SPEED_MAXIMUM;
    return com_object_hand_out(&self->object, iid, out);
}
