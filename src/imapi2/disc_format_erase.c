/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Erase: erases rewritable discs. */
#include "imapi2/classes.h"

#include "burn/erase.h"
#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/disc_format.h"
#include "imapi2/drive_session.h"
#include "imapi2/result.h"
#include "imapi2/writer_state.h"

#include <imapi2.h>
#include <imapi2error.h>

struct disc_format_erase {
    struct com_object object;
    IDiscFormat2Erase IDiscFormat2Erase_iface;
    struct com_connections connections;
    struct writer_state state;
    bool is_full;
};

/* One erase: everything it needs, so that the object's properties matter no longer. */
struct erase_job {
    struct disc_format_erase *eraser;
    struct writer_call call;
    struct burn_erase_options options;
    struct drive_session session;
};

/* What clients can ask about the disc meanwhile. */
#define FROZEN_FACTS                                                                               \
    (MMC_FACT_BIT(MMC_FACT_TYPE) | MMC_FACT_BIT(MMC_FACT_PHYSICALLY_BLANK) |                       \
     MMC_FACT_BIT(MMC_FACT_HEURISTICALLY_BLANK))

static const struct com_interface disc_format_erase_interfaces[] = {
    COM_INTERFACE(disc_format_erase, IDiscFormat2Erase),
    COM_INTERFACE_AS(disc_format_erase, IDiscFormat2, IDiscFormat2Erase),
    COM_INTERFACE_AS(disc_format_erase, IDispatch, IDiscFormat2Erase),
    COM_INTERFACE_IN(disc_format_erase, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_erase, IDiscFormat2Erase)

WRITER_SUPPORT_METHOD(disc_format_erase, IDiscFormat2Erase)

WRITER_COMMON_METHODS(disc_format_erase, IDiscFormat2Erase)

/* A disc that is being erased can be. */
static HRESULT STDMETHODCALLTYPE disc_format_erase_IsCurrentMediaSupported(IDiscFormat2Erase *iface,
                                                                           IDiscRecorder2 *recorder,
                                                                           VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);
    struct media_view *busy = value ? writer_acquire_busy_medium(&self->state, recorder) : NULL;

    if (!busy)
        return disc_format_is_media_supported(&self->object, MMC_RECORDING_ERASE, recorder, value);
    media_view_drop(&busy);
    *value = VARIANT_TRUE;
    return S_OK;
}

/* Without a recorder these two fail as a null argument does, unlike everywhere else. */
#define BLANK_GETTER(member, fact, field)                                                          \
    WRITER_MEDIA_GETTER_WITHOUT(disc_format_erase, IDiscFormat2Erase, member, VARIANT_BOOL, fact,  \
                                E_POINTER, com_bool(facts.field))

BLANK_GETTER(MediaPhysicallyBlank, PHYSICALLY_BLANK, is_physically_blank)
BLANK_GETTER(MediaHeuristicallyBlank, HEURISTICALLY_BLANK, is_heuristically_blank)

WRITER_MEDIA_GETTER(disc_format_erase, IDiscFormat2Erase, CurrentPhysicalMediaType,
                    IMAPI_MEDIA_PHYSICAL_TYPE, TYPE, (IMAPI_MEDIA_PHYSICAL_TYPE)facts.medium.type)

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_SupportedMediaTypes(IDiscFormat2Erase *iface,
                                                                           SAFEARRAY **value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    return disc_format_supported_media_types(&self->object, MMC_RECORDING_ERASE, value);
}

/* What is being erased was told at the beginning: a change counts for the next time. */
static HRESULT STDMETHODCALLTYPE disc_format_erase_put_FullErase(IDiscFormat2Erase *iface,
                                                                 VARIANT_BOOL value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    com_lock_enter(&self->state.lock);
    self->is_full = value != VARIANT_FALSE;
    com_lock_leave(&self->state.lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_FullErase(IDiscFormat2Erase *iface,
                                                                 VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    return writer_get_flag(&self->state, &self->is_full, value);
}

static void set_long(VARIANTARG *argument, LONG value)
{
    VariantInit(argument);
    V_VT(argument) = VT_I4;
    V_I4(argument) = value;
}

static void report(void *context, const struct burn_erase_progress *progress)
{
    const struct erase_job *job = context;
    struct disc_format_erase *self = job->eraser;
    VARIANTARG reversed[3];

    set_long(&reversed[0], (LONG)progress->total_s);
    set_long(&reversed[1], (LONG)progress->elapsed_s);
    VariantInit(&reversed[2]);
    V_VT(&reversed[2]) = VT_DISPATCH;
    V_DISPATCH(&reversed[2]) = (IDispatch *)&self->IDiscFormat2Erase_iface;
    com_connections_fire(&self->connections, &IID_DDiscFormat2EraseEvents,
                         DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE, reversed, ARRAYSIZE(reversed));
}

static HRESULT fail(const struct erase_job *job, HRESULT hr, const struct mmc_failure *failure)
{
    struct recorder_label label;

    if (SUCCEEDED(hr))
        return hr;
    label = drive_session_label(&job->session);
    return drive_error(&job->eraser->object, hr, &label, failure);
}

/* Whether the medium can be erased, which is asked before the recorder is taken. */
static HRESULT check_medium(struct erase_job *job)
{
    struct mmc_drive *drive = &job->session.drive;
    bool is_possible;
    enum status status = mmc_recording_is_possible(drive, MMC_RECORDING_ERASE, &is_possible);
    struct burn_erase_result result = { .failure = BURN_ERASE_FAILURE_DEVICE };

    if (status == STATUS_OK)
        return is_possible ? S_OK : fail(job, E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED, NULL);
    if (!drive_failure_of(drive, status))
        return fail(job, result_of_status(status, NULL), NULL);
    result.device = drive->failure;
    return fail(job, result_of_erase(&result), &drive->failure);
}

/* The recorder is ours now. */
static HRESULT erase_disc(struct erase_job *job)
{
    const struct burn_erase_observer observer = { .report = report, .context = job };
    struct mmc_drive *drive = &job->session.drive;
    struct burn_erase_result result;
    struct mmc_survey facts;

    job->options.is_single_threaded = job->session.is_foreign;
    mmc_survey_read(drive, FROZEN_FACTS, &facts);
    media_view_freeze(job->call.medium, &facts);
    burn_erase(drive, &job->options, &observer, &result);
    media_view_thaw(job->call.medium);
    return fail(job, result_of_erase(&result),
                result.failure == BURN_ERASE_FAILURE_NO_MEMORY ? NULL : &result.device);
}

static HRESULT use_recorder(struct erase_job *job)
{
    HRESULT hr = media_view_open(job->call.medium, &job->session);

    if (FAILED(hr))
        return com_error_pass(&job->eraser->object, hr);
    hr = check_medium(job);
    if (SUCCEEDED(hr)) {
        hr = drive_session_lock(&job->session, job->call.client_name);
        hr = FAILED(hr) ? fail(job, hr, NULL) : erase_disc(job);
    }
    drive_session_close(&job->session);
    return hr;
}

/* The lock is held: what the property says now counts. */
static void take_options(void *context)
{
    struct erase_job *job = context;

    job->options.is_full = job->eraser->is_full;
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_EraseMedia(IDiscFormat2Erase *iface)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);
    struct erase_job job = { .eraser = self };
    HRESULT hr = writer_begin(&self->state, &job.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    /* A sink may drop the application's last reference. */
    com_object_add_ref(&self->object);
    hr = use_recorder(&job);
    writer_end(&self->state, &job.call);
    com_object_release(&self->object);
    return hr;
}

static const IDiscFormat2EraseVtbl disc_format_erase_IDiscFormat2Erase_vtbl = {
    COM_DISPATCH_METHODS(disc_format_erase, IDiscFormat2Erase),
    .IsRecorderSupported = disc_format_erase_IsRecorderSupported,
    .IsCurrentMediaSupported = disc_format_erase_IsCurrentMediaSupported,
    .get_MediaPhysicallyBlank = disc_format_erase_get_MediaPhysicallyBlank,
    .get_MediaHeuristicallyBlank = disc_format_erase_get_MediaHeuristicallyBlank,
    .get_SupportedMediaTypes = disc_format_erase_get_SupportedMediaTypes,
    .put_Recorder = disc_format_erase_put_Recorder,
    .get_Recorder = disc_format_erase_get_Recorder,
    .put_FullErase = disc_format_erase_put_FullErase,
    .get_FullErase = disc_format_erase_get_FullErase,
    .get_CurrentPhysicalMediaType = disc_format_erase_get_CurrentPhysicalMediaType,
    .put_ClientName = disc_format_erase_put_ClientName,
    .get_ClientName = disc_format_erase_get_ClientName,
    .EraseMedia = disc_format_erase_EraseMedia,
};

static void disc_format_erase_destroy(struct com_object *object)
{
    struct disc_format_erase *self = CONTAINING_RECORD(object, struct disc_format_erase, object);

    com_connections_release(&self->connections);
    writer_state_release(&self->state);
}

static const struct writer_codes disc_format_erase_codes = {
    .recording = MMC_RECORDING_ERASE,
    .busy = E_IMAPI_ERASE_RECORDER_IN_USE,
    .recorder_required = E_IMAPI_RECORDER_REQUIRED,
    .recorder_to_work_on = E_POINTER,
    .recorder_not_supported = E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED,
    .client_name_is_not_valid = E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID,
};

static const struct com_class disc_format_erase_class = {
    .prog_id = L"IMAPI2.MsftDiscFormat2Erase",
    .clsid = &CLSID_MsftDiscFormat2Erase,
    .default_source = &IID_DDiscFormat2EraseEvents,
    COM_INTERFACES(disc_format_erase_interfaces),
    .destroy = disc_format_erase_destroy,
};

HRESULT disc_format_erase_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscFormat2EraseEvents };
    struct disc_format_erase *self = com_object_create(&disc_format_erase_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2Erase_iface.lpVtbl = &disc_format_erase_IDiscFormat2Erase_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    writer_state_init(&self->state, &self->object, &disc_format_erase_codes);
    return com_object_hand_out(&self->object, iid, out);
}
