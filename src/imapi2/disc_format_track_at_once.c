/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2TrackAtOnce: writes audio tracks. Its long calls are in a file of their own. */
#include "imapi2/disc_format_track_at_once.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/cd_writer.h"
#include "imapi2/classes.h"
#include "imapi2/disc_format.h"

#include <imapi2error.h>

static const struct com_interface disc_format_track_at_once_interfaces[] = {
    COM_INTERFACE(disc_format_track_at_once, IDiscFormat2TrackAtOnce),
    COM_INTERFACE_AS(disc_format_track_at_once, IDiscFormat2, IDiscFormat2TrackAtOnce),
    COM_INTERFACE_AS(disc_format_track_at_once, IDispatch, IDiscFormat2TrackAtOnce),
    COM_INTERFACE(disc_format_track_at_once, IBurnVerification),
    COM_INTERFACE_IN(disc_format_track_at_once, connections, IConnectionPointContainer),
};

WRITER_VERIFICATION_METHODS(disc_format_track_at_once, IDiscFormat2TrackAtOnce, verification)

WRITER_SUPPORT_METHOD(disc_format_track_at_once, IDiscFormat2TrackAtOnce)

WRITER_COMMON_METHODS(disc_format_track_at_once, IDiscFormat2TrackAtOnce)

WRITER_SPEED_METHODS(disc_format_track_at_once, IDiscFormat2TrackAtOnce)

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_IsCurrentMediaSupported(
    IDiscFormat2TrackAtOnce *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    return cd_writer_is_media_supported(&self->state, recorder, value);
}

#define MEDIA_GETTER(member, type, fact, expression)                                               \
    WRITER_MEDIA_GETTER(disc_format_track_at_once, IDiscFormat2TrackAtOnce, member, type, fact,    \
                        expression)

MEDIA_GETTER(MediaPhysicallyBlank, VARIANT_BOOL, PHYSICALLY_BLANK,
             com_bool(facts.is_physically_blank))
MEDIA_GETTER(MediaHeuristicallyBlank, VARIANT_BOOL, HEURISTICALLY_BLANK,
             com_bool(facts.is_heuristically_blank))
MEDIA_GETTER(CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE, TYPE,
             (IMAPI_MEDIA_PHYSICAL_TYPE)facts.medium.type)

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_SupportedMediaTypes(IDiscFormat2TrackAtOnce *iface, SAFEARRAY **value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    return disc_format_supported_media_types(&self->object, MMC_RECORDING_TRACK_AT_ONCE, value);
}

WRITER_FLAG_PROPERTY(disc_format_track_at_once, IDiscFormat2TrackAtOnce, BufferUnderrunFreeDisabled,
                     is_buffer_underrun_free_disabled, WRITER_WHEN_PREPARED)

WRITER_FLAG_PROPERTY(disc_format_track_at_once, IDiscFormat2TrackAtOnce, DoNotFinalizeMedia,
                     is_disc_left_open, WRITER_WHEN_UNPREPARED)

/* What the object knows about the disc; while a track is added, as it was before. */
static HRESULT read_disc(struct disc_format_track_at_once *self, struct burn_audio_disc *disc)
{
    HRESULT hr = S_OK;

    com_lock_enter(&self->state.lock);
    *disc = self->disc;
    if (!self->state.is_prepared)
        hr = E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

#define DISC_GETTER(member, expression)                                                            \
    static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_##member(                       \
        IDiscFormat2TrackAtOnce *iface, LONG *value)                                               \
    {                                                                                              \
        struct disc_format_track_at_once *self =                                                   \
            disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);                         \
        struct burn_audio_disc disc;                                                               \
        HRESULT hr;                                                                                \
                                                                                                   \
        if (!value)                                                                                \
            return com_null_pointer(&self->object, L"value");                                      \
        *value = 0;                                                                                \
        hr = read_disc(self, &disc);                                                               \
        if (SUCCEEDED(hr))                                                                         \
            *value = (LONG)(expression);                                                           \
        return hr;                                                                                 \
    }

DISC_GETTER(NumberOfExistingTracks, disc.track_count)
DISC_GETTER(TotalSectorsOnMedia, disc.total_sectors)
DISC_GETTER(FreeSectorsOnMedia, disc.free_sectors)
DISC_GETTER(UsedSectorsOnMedia, disc.total_sectors - disc.free_sectors)

/* The lock is held: what the last call was lent is overwritten. */
static HRESULT fill_table(struct disc_format_track_at_once *self)
{
    struct expected_toc *table = &self->table;

    if (self->state.is_busy)
        return E_IMAPI_DF2TAO_WRITE_IN_PROGRESS;
    if (!self->state.is_prepared)
        return E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED;
    if (self->disc.track_count == 0)
        return E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC;
    expected_toc_begin(table, 1);
    for (uint32_t i = 0; i < self->disc.track_count; i++)
        expected_toc_add(table, (uint8_t)(i + 1), 0, self->disc.track_starts[i]);
    expected_toc_add(table, MMC_TOC_TRACK_LEAD_OUT, 0, self->disc.lead_out_start);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_ExpectedTableOfContents(
    IDiscFormat2TrackAtOnce *iface, SAFEARRAY **value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    com_lock_enter(&self->state.lock);
    hr = fill_table(self);
    com_lock_leave(&self->state.lock);
    if (SUCCEEDED(hr))
        hr = expected_toc_array(&self->table, value);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_PrepareMedia(IDiscFormat2TrackAtOnce *iface)
{
    return disc_format_track_at_once_prepare(
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface));
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_AddAudioTrack(IDiscFormat2TrackAtOnce *iface, IStream *data)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    return disc_format_track_at_once_add(self, data);
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_CancelAddTrack(IDiscFormat2TrackAtOnce *iface)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);
    HRESULT hr = S_OK;

    com_lock_enter(&self->state.lock);
    if (self->is_adding)
        burn_cancel_request(&self->cancel);
    else
        hr = E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_ReleaseMedia(IDiscFormat2TrackAtOnce *iface)
{
    return disc_format_track_at_once_release(
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface));
}

static const IDiscFormat2TrackAtOnceVtbl disc_format_track_at_once_IDiscFormat2TrackAtOnce_vtbl = {
    COM_DISPATCH_METHODS(disc_format_track_at_once, IDiscFormat2TrackAtOnce),
    .IsRecorderSupported = disc_format_track_at_once_IsRecorderSupported,
    .IsCurrentMediaSupported = disc_format_track_at_once_IsCurrentMediaSupported,
    .get_MediaPhysicallyBlank = disc_format_track_at_once_get_MediaPhysicallyBlank,
    .get_MediaHeuristicallyBlank = disc_format_track_at_once_get_MediaHeuristicallyBlank,
    .get_SupportedMediaTypes = disc_format_track_at_once_get_SupportedMediaTypes,
    .PrepareMedia = disc_format_track_at_once_PrepareMedia,
    .AddAudioTrack = disc_format_track_at_once_AddAudioTrack,
    .CancelAddTrack = disc_format_track_at_once_CancelAddTrack,
    .ReleaseMedia = disc_format_track_at_once_ReleaseMedia,
    .put_Recorder = disc_format_track_at_once_put_Recorder,
    .get_Recorder = disc_format_track_at_once_get_Recorder,
    .put_BufferUnderrunFreeDisabled = disc_format_track_at_once_put_BufferUnderrunFreeDisabled,
    .get_BufferUnderrunFreeDisabled = disc_format_track_at_once_get_BufferUnderrunFreeDisabled,
    .get_NumberOfExistingTracks = disc_format_track_at_once_get_NumberOfExistingTracks,
    .get_TotalSectorsOnMedia = disc_format_track_at_once_get_TotalSectorsOnMedia,
    .get_FreeSectorsOnMedia = disc_format_track_at_once_get_FreeSectorsOnMedia,
    .get_UsedSectorsOnMedia = disc_format_track_at_once_get_UsedSectorsOnMedia,
    .put_DoNotFinalizeMedia = disc_format_track_at_once_put_DoNotFinalizeMedia,
    .get_DoNotFinalizeMedia = disc_format_track_at_once_get_DoNotFinalizeMedia,
    .get_ExpectedTableOfContents = disc_format_track_at_once_get_ExpectedTableOfContents,
    .get_CurrentPhysicalMediaType = disc_format_track_at_once_get_CurrentPhysicalMediaType,
    .put_ClientName = disc_format_track_at_once_put_ClientName,
    .get_ClientName = disc_format_track_at_once_get_ClientName,
    WRITER_SPEED_SLOTS(disc_format_track_at_once),
};

static void disc_format_track_at_once_destroy(struct com_object *object)
{
    struct disc_format_track_at_once *self =
        CONTAINING_RECORD(object, struct disc_format_track_at_once, object);

    disc_format_track_at_once_abandon(self);
    com_connections_release(&self->connections);
    writer_state_release(&self->state);
}

static const struct writer_codes disc_format_track_at_once_codes = {
    .recording = MMC_RECORDING_TRACK_AT_ONCE,
    .busy = E_IMAPI_DF2TAO_WRITE_IN_PROGRESS,
    .recorder_required = E_IMAPI_RECORDER_REQUIRED,
    .recorder_to_work_on = E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED,
    .recorder_for_speeds = E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED,
    .recorder_not_supported = E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
    .client_name_is_not_valid = E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
    .prepared = E_IMAPI_DF2TAO_MEDIA_IS_PREPARED,
    .not_prepared = E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED,
};

static const struct com_class disc_format_track_at_once_class = {
    .prog_id = L"IMAPI2.MsftDiscFormat2TrackAtOnce",
    .clsid = &CLSID_MsftDiscFormat2TrackAtOnce,
    .default_source = &IID_DDiscFormat2TrackAtOnceEvents,
    COM_INTERFACES(disc_format_track_at_once_interfaces),
    .destroy = disc_format_track_at_once_destroy,
};

HRESULT disc_format_track_at_once_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscFormat2TrackAtOnceEvents };
    struct disc_format_track_at_once *self =
        com_object_create(&disc_format_track_at_once_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2TrackAtOnce_iface.lpVtbl =
        &disc_format_track_at_once_IDiscFormat2TrackAtOnce_vtbl;
    self->IBurnVerification_iface.lpVtbl = &disc_format_track_at_once_IBurnVerification_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    writer_state_init(&self->state, &self->object, &disc_format_track_at_once_codes);
    writer_speed_init(&self->speed);
    return com_object_hand_out(&self->object, iid, out);
}
