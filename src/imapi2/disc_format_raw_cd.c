/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2RawCD: writes raw images. Its long calls are in a file of their own. */
#include "imapi2/disc_format_raw_cd.h"

#include "com/array.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/cd_writer.h"
#include "imapi2/classes.h"
#include "imapi2/disc_format.h"
#include "imapi2/drive_error.h"

#include <imapi2error.h>

static const struct com_interface disc_format_raw_cd_interfaces[] = {
    COM_INTERFACE(disc_format_raw_cd, IDiscFormat2RawCD),
    COM_INTERFACE_AS(disc_format_raw_cd, IDiscFormat2, IDiscFormat2RawCD),
    COM_INTERFACE_AS(disc_format_raw_cd, IDispatch, IDiscFormat2RawCD),
    COM_INTERFACE_IN(disc_format_raw_cd, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_raw_cd, IDiscFormat2RawCD)

/* By contract a recorder that is not supported comes back as a failure that is none. */
static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_IsRecorderSupported(IDiscFormat2RawCD *iface,
                                                                        IDiscRecorder2 *recorder,
                                                                        VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);
    HRESULT hr = writer_is_recorder_supported(&self->state, recorder, value);

    if (FAILED(hr) || *value != VARIANT_FALSE)
        return hr;
    return com_error(&self->object, E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED);
}

WRITER_COMMON_METHODS(disc_format_raw_cd, IDiscFormat2RawCD)

WRITER_SPEED_METHODS(disc_format_raw_cd, IDiscFormat2RawCD)

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_IsCurrentMediaSupported(
    IDiscFormat2RawCD *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    return cd_writer_is_media_supported(&self->state, recorder, value);
}

#define MEDIA_GETTER(member, type, fact, expression)                                               \
    WRITER_MEDIA_GETTER(disc_format_raw_cd, IDiscFormat2RawCD, member, type, fact, expression)

MEDIA_GETTER(MediaPhysicallyBlank, VARIANT_BOOL, PHYSICALLY_BLANK,
             com_bool(facts.is_physically_blank))
MEDIA_GETTER(MediaHeuristicallyBlank, VARIANT_BOOL, HEURISTICALLY_BLANK,
             com_bool(facts.is_heuristically_blank))
MEDIA_GETTER(CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE, TYPE,
             (IMAPI_MEDIA_PHYSICAL_TYPE)facts.medium.type)

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_SupportedMediaTypes(IDiscFormat2RawCD *iface, SAFEARRAY **value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    return disc_format_supported_media_types(&self->object, MMC_RECORDING_RAW_CD, value);
}

WRITER_FLAG_PROPERTY(disc_format_raw_cd, IDiscFormat2RawCD, BufferUnderrunFreeDisabled,
                     is_buffer_underrun_free_disabled, WRITER_WHEN_PREPARED)

/* What the object knows about the disc. */
static HRESULT read_disc(struct disc_format_raw_cd *self, struct burn_raw_disc *disc)
{
    HRESULT hr = S_OK;

    com_lock_enter(&self->state.lock);
    *disc = self->disc;
    if (!self->state.is_prepared)
        hr = E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

#define DISC_GETTER(member, field)                                                                 \
    static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_##member(IDiscFormat2RawCD *iface,     \
                                                                     LONG *value)                  \
    {                                                                                              \
        struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);        \
        struct burn_raw_disc disc;                                                                 \
        HRESULT hr;                                                                                \
                                                                                                   \
        if (!value)                                                                                \
            return com_null_pointer(&self->object, L"value");                                      \
        *value = 0;                                                                                \
        hr = read_disc(self, &disc);                                                               \
        if (SUCCEEDED(hr))                                                                         \
            *value = disc.field;                                                                   \
        return hr;                                                                                 \
    }

DISC_GETTER(StartOfNextSession, start)
DISC_GETTER(LastPossibleStartOfLeadout, last_lead_out_start)

/* The forms of sectors as the contract numbers them. */
static const IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE sector_types[BURN_RAW_SECTOR_COUNT] = {
    [BURN_RAW_SECTOR_PQ] = IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY,
    [BURN_RAW_SECTOR_COOKED] = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED,
    [BURN_RAW_SECTOR_RAW] = IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW,
};

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_SupportedSectorTypes(IDiscFormat2RawCD *iface, SAFEARRAY **value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);
    ULONG types[BURN_RAW_SECTOR_COUNT];
    struct burn_raw_disc disc;
    size_t count = 0;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = read_disc(self, &disc);
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < BURN_RAW_SECTOR_COUNT; i++) {
        if (disc.takes[i])
            types[count++] = (ULONG)sector_types[i];
    }
    return com_error(&self->object, com_array_of_ulongs(types, count, value));
}

/* The lock is held. */
static HRESULT choose_sector(struct disc_format_raw_cd *self,
                             IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    for (unsigned i = 0; i < BURN_RAW_SECTOR_COUNT; i++) {
        if (sector_types[i] != value || !self->disc.takes[i])
            continue;
        self->sector = (enum burn_raw_sector)i;
        return S_OK;
    }
    return E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED;
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_put_RequestedSectorType(
    IDiscFormat2RawCD *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);
    HRESULT hr = writer_check(&self->state, WRITER_WHEN_PREPARED);

    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->state.lock);
    hr = choose_sector(self, value);
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_RequestedSectorType(
    IDiscFormat2RawCD *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->state.lock);
    *value = sector_types[self->sector];
    com_lock_leave(&self->state.lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_PrepareMedia(IDiscFormat2RawCD *iface)
{
    return disc_format_raw_cd_prepare(disc_format_raw_cd_from_IDiscFormat2RawCD(iface));
}

/* MMC-6 4.2.3.7: where a lead-in of 22 500 sectors begins, and where every one ends. */
#define LEAD_IN_END   (-150)
#define LEAD_IN_START (LEAD_IN_END - BURN_RAW_LEAD_IN_SECTORS)

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_WriteMedia(IDiscFormat2RawCD *iface,
                                                               IStream *data)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    return disc_format_raw_cd_burn(self, data, LEAD_IN_START);
}

/* The contract describes an address and names a count: one is negative, the other positive. */
static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_WriteMedia2(IDiscFormat2RawCD *iface,
                                                                IStream *data,
                                                                LONG streamLeadInSectors)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (streamLeadInSectors == 0 || streamLeadInSectors > BURN_RAW_LEAD_IN_SECTORS ||
        streamLeadInSectors < LEAD_IN_START)
        return error_with_value(&self->object, E_INVALIDARG, L"streamLeadInSectors",
                                streamLeadInSectors);
    return disc_format_raw_cd_burn(self, data,
                                   streamLeadInSectors > 0 ? LEAD_IN_END - streamLeadInSectors
                                                           : streamLeadInSectors);
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_CancelWrite(IDiscFormat2RawCD *iface)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);
    HRESULT hr = S_OK;

    com_lock_enter(&self->state.lock);
    if (self->is_writing)
        burn_cancel_request(&self->cancel);
    else
        hr = E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_ReleaseMedia(IDiscFormat2RawCD *iface)
{
    return disc_format_raw_cd_release(disc_format_raw_cd_from_IDiscFormat2RawCD(iface));
}

static const IDiscFormat2RawCDVtbl disc_format_raw_cd_IDiscFormat2RawCD_vtbl = {
    COM_DISPATCH_METHODS(disc_format_raw_cd, IDiscFormat2RawCD),
    .IsRecorderSupported = disc_format_raw_cd_IsRecorderSupported,
    .IsCurrentMediaSupported = disc_format_raw_cd_IsCurrentMediaSupported,
    .get_MediaPhysicallyBlank = disc_format_raw_cd_get_MediaPhysicallyBlank,
    .get_MediaHeuristicallyBlank = disc_format_raw_cd_get_MediaHeuristicallyBlank,
    .get_SupportedMediaTypes = disc_format_raw_cd_get_SupportedMediaTypes,
    .PrepareMedia = disc_format_raw_cd_PrepareMedia,
    .WriteMedia = disc_format_raw_cd_WriteMedia,
    .WriteMedia2 = disc_format_raw_cd_WriteMedia2,
    .CancelWrite = disc_format_raw_cd_CancelWrite,
    .ReleaseMedia = disc_format_raw_cd_ReleaseMedia,
    .put_Recorder = disc_format_raw_cd_put_Recorder,
    .get_Recorder = disc_format_raw_cd_get_Recorder,
    .put_BufferUnderrunFreeDisabled = disc_format_raw_cd_put_BufferUnderrunFreeDisabled,
    .get_BufferUnderrunFreeDisabled = disc_format_raw_cd_get_BufferUnderrunFreeDisabled,
    .get_StartOfNextSession = disc_format_raw_cd_get_StartOfNextSession,
    .get_LastPossibleStartOfLeadout = disc_format_raw_cd_get_LastPossibleStartOfLeadout,
    .get_SupportedSectorTypes = disc_format_raw_cd_get_SupportedSectorTypes,
    .put_RequestedSectorType = disc_format_raw_cd_put_RequestedSectorType,
    .get_RequestedSectorType = disc_format_raw_cd_get_RequestedSectorType,
    .get_CurrentPhysicalMediaType = disc_format_raw_cd_get_CurrentPhysicalMediaType,
    .put_ClientName = disc_format_raw_cd_put_ClientName,
    .get_ClientName = disc_format_raw_cd_get_ClientName,
    WRITER_SPEED_SLOTS(disc_format_raw_cd),
};

static void disc_format_raw_cd_destroy(struct com_object *object)
{
    struct disc_format_raw_cd *self = CONTAINING_RECORD(object, struct disc_format_raw_cd, object);

    disc_format_raw_cd_abandon(self);
    com_connections_release(&self->connections);
    writer_state_release(&self->state);
}

static const struct writer_codes disc_format_raw_cd_codes = {
    .recording = MMC_RECORDING_RAW_CD,
    .busy = E_IMAPI_DF2RAW_WRITE_IN_PROGRESS,
    .recorder_required = E_IMAPI_RECORDER_REQUIRED,
    .recorder_to_work_on = E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED,
    .recorder_for_speeds = E_IMAPI_RECORDER_REQUIRED,
    .recorder_not_supported = E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED,
    .client_name_is_not_valid = E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
    .prepared = E_IMAPI_DF2RAW_MEDIA_IS_PREPARED,
    .not_prepared = E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
};

static const struct com_class disc_format_raw_cd_class = {
    .prog_id = L"IMAPI2.MsftDiscFormat2RawCD",
    .clsid = &CLSID_MsftDiscFormat2RawCD,
    .default_source = &IID_DDiscFormat2RawCDEvents,
    COM_INTERFACES(disc_format_raw_cd_interfaces),
    .destroy = disc_format_raw_cd_destroy,
};

HRESULT disc_format_raw_cd_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscFormat2RawCDEvents };
    struct disc_format_raw_cd *self = com_object_create(&disc_format_raw_cd_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2RawCD_iface.lpVtbl = &disc_format_raw_cd_IDiscFormat2RawCD_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    writer_state_init(&self->state, &self->object, &disc_format_raw_cd_codes);
    writer_speed_init(&self->speed);
    self->sector = BURN_RAW_SECTOR_COOKED;
    return com_object_hand_out(&self->object, iid, out);
}
