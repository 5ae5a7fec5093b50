/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: writes data discs. Its long call is in disc_format_data_write.c. */
#include "imapi2/disc_format_data.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/classes.h"
#include "imapi2/disc_format.h"
#include "imapi2/multisession.h"
#include "imapi2/verification_dispatch.h"
#include "imapi2/write_speeds.h"
#include "mmc/write_speed.h"

#include <imapi2error.h>

/* The fastest speed, as clients ask for it. */
#define SPEED_FASTEST (-1)

static const struct com_interface disc_format_data_interfaces[] = {
    COM_INTERFACE(disc_format_data, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDiscFormat2, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDispatch, IDiscFormat2Data),
    COM_INTERFACE(disc_format_data, IBurnVerification),
    COM_INTERFACE_IN(disc_format_data, connections, IConnectionPointContainer),
};

COM_UNKNOWN(disc_format_data, IDiscFormat2Data)

COM_UNKNOWN(disc_format_data, IBurnVerification)

/* IDispatch by hand: scripts find the verification level here, too. */

static HRESULT STDMETHODCALLTYPE disc_format_data_GetTypeInfoCount(IDiscFormat2Data *iface,
                                                                   UINT *count)
{
    (void)iface;
    return com_dispatch_get_type_info_count(count);
}

static HRESULT STDMETHODCALLTYPE disc_format_data_GetTypeInfo(IDiscFormat2Data *iface, UINT index,
                                                              LCID locale, ITypeInfo **info)
{
    (void)iface, (void)locale;
    return com_dispatch_get_type_info(&IID_IDiscFormat2Data, index, info);
}

static HRESULT STDMETHODCALLTYPE disc_format_data_GetIDsOfNames(IDiscFormat2Data *iface,
                                                                REFIID reserved, LPOLESTR *names,
                                                                UINT count, LCID locale,
                                                                DISPID *ids)
{
    HRESULT hr = com_dispatch_get_ids(&IID_IDiscFormat2Data, reserved, names, count, ids);

    (void)iface, (void)locale;
    return hr == DISP_E_UNKNOWNNAME ? verification_dispatch_get_ids(names, count, ids) : hr;
}

static HRESULT STDMETHODCALLTYPE disc_format_data_Invoke(IDiscFormat2Data *iface, DISPID member,
                                                         REFIID reserved, LCID locale, WORD flags,
                                                         DISPPARAMS *parameters, VARIANT *result,
                                                         EXCEPINFO *exception, UINT *bad_argument)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)locale;
    if (member == VERIFICATION_DISPID)
        return verification_dispatch_invoke(&self->IBurnVerification_iface, flags, parameters,
                                            result, exception, bad_argument);
    return com_dispatch_invoke(iface, &IID_IDiscFormat2Data, member, reserved, flags, parameters,
                               result, exception, bad_argument);
}

WRITER_COMMON_METHODS(disc_format_data, IDiscFormat2Data)

static HRESULT STDMETHODCALLTYPE disc_format_data_IsCurrentMediaSupported(IDiscFormat2Data *iface,
                                                                          IDiscRecorder2 *recorder,
                                                                          VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    struct media_view *busy = value ? writer_acquire_busy_medium(&self->state, recorder) : NULL;
    struct mmc_survey facts;
    HRESULT hr;

    if (!busy)
        return disc_format_is_media_supported(&self->object, MMC_RECORDING_DATA, recorder, value);
    *value = VARIANT_FALSE;
    hr = media_view_read(busy, &self->object, MMC_FACT_BIT(MMC_FACT_STATE), MMC_FACT_STATE, &facts);
    if (SUCCEEDED(hr))
        *value = com_bool(mmc_recording_takes(MMC_RECORDING_DATA, facts.medium.type) &&
                          !(facts.state & MMC_MEDIUM_STATE_UNWRITABLE_MASK));
    media_view_drop(&busy);
    return hr;
}

/* What one write takes: an image with a post-gap may be longer by that. */
static LONG free_sectors(struct disc_format_data *self, const struct mmc_medium_layout *layout)
{
    uint32_t postgap;

    com_lock_enter(&self->state.lock);
    postgap = self->options.is_postgap_in_image ? layout->postgap_sectors : 0;
    com_lock_leave(&self->state.lock);
    return (LONG)(layout->free_sectors + postgap);
}

#define MEDIA_GETTER(member, type, fact, expression)                                               \
    WRITER_MEDIA_GETTER(disc_format_data, IDiscFormat2Data, member, type, fact, expression)

MEDIA_GETTER(MediaPhysicallyBlank, VARIANT_BOOL, PHYSICALLY_BLANK,
             com_bool(facts.is_physically_blank))
MEDIA_GETTER(MediaHeuristicallyBlank, VARIANT_BOOL, HEURISTICALLY_BLANK,
             com_bool(facts.is_heuristically_blank))
MEDIA_GETTER(CurrentMediaStatus, IMAPI_FORMAT2_DATA_MEDIA_STATE, STATE,
             (IMAPI_FORMAT2_DATA_MEDIA_STATE)facts.state)
MEDIA_GETTER(WriteProtectStatus, IMAPI_MEDIA_WRITE_PROTECT_STATE, PROTECTION,
             (IMAPI_MEDIA_WRITE_PROTECT_STATE)facts.protection)
MEDIA_GETTER(TotalSectorsOnMedia, LONG, LAYOUT, (LONG)facts.layout.total_sectors)
MEDIA_GETTER(FreeSectorsOnMedia, LONG, LAYOUT, free_sectors(self, &facts.layout))
MEDIA_GETTER(NextWritableAddress, LONG, LAYOUT, facts.layout.next_writable_address)
MEDIA_GETTER(StartAddressOfPreviousSession, LONG, LAYOUT, facts.layout.previous_session_start)
MEDIA_GETTER(LastWrittenAddressOfPreviousSession, LONG, LAYOUT, facts.layout.previous_session_end)
MEDIA_GETTER(CurrentPhysicalMediaType, IMAPI_MEDIA_PHYSICAL_TYPE, TYPE,
             (IMAPI_MEDIA_PHYSICAL_TYPE)facts.medium.type)
MEDIA_GETTER(CurrentWriteSpeed, LONG, CURRENT_SPEED,
             write_speed_sectors(&facts, &facts.current_speed))
MEDIA_GETTER(CurrentRotationTypeIsPureCAV, VARIANT_BOOL, CURRENT_SPEED,
             com_bool(facts.current_speed.is_pure_cav))

static HRESULT STDMETHODCALLTYPE disc_format_data_get_SupportedMediaTypes(IDiscFormat2Data *iface,
                                                                          SAFEARRAY **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    return disc_format_supported_media_types(&self->object, MMC_RECORDING_DATA, value);
}

#define FLAG_PROPERTY(member, field)                                                               \
    WRITER_FLAG_PROPERTY(disc_format_data, IDiscFormat2Data, member, options.field)

FLAG_PROPERTY(BufferUnderrunFreeDisabled, is_buffer_underrun_free_disabled)
FLAG_PROPERTY(PostgapAlreadyInImage, is_postgap_in_image)
FLAG_PROPERTY(ForceMediaToBeClosed, is_media_to_be_closed)
FLAG_PROPERTY(DisableConsumerDvdCompatibilityMode, is_dvd_compatibility_disabled)
FLAG_PROPERTY(ForceOverwrite, is_overwrite_forced)

static HRESULT STDMETHODCALLTYPE disc_format_data_get_RequestedWriteSpeed(IDiscFormat2Data *iface,
                                                                          LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->state.lock);
    *value = self->requested_speed;
    com_lock_leave(&self->state.lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_RequestedRotationTypeIsPureCAV(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    return writer_get_flag(&self->state, &self->options.speed.is_pure_cav, value);
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_SupportedWriteSpeeds(IDiscFormat2Data *iface, SAFEARRAY **supportedSpeeds)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    struct mmc_survey facts;
    HRESULT hr;

    if (!supportedSpeeds)
        return com_null_pointer(&self->object, L"supportedSpeeds");
    *supportedSpeeds = NULL;
    hr = writer_read_fact(&self->state, MMC_FACT_SPEEDS, E_IMAPI_RECORDER_REQUIRED, &facts);
    if (SUCCEEDED(hr))
        hr = com_error(&self->object, write_speeds_array(&facts, supportedSpeeds));
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_SupportedWriteSpeedDescriptors(
    IDiscFormat2Data *iface, SAFEARRAY **supportedSpeedDescriptors)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    struct mmc_survey facts;
    HRESULT hr;

    if (!supportedSpeedDescriptors)
        return com_null_pointer(&self->object, L"supportedSpeedDescriptors");
    *supportedSpeedDescriptors = NULL;
    hr = writer_read_fact(&self->state, MMC_FACT_SPEEDS, E_IMAPI_RECORDER_REQUIRED, &facts);
    if (SUCCEEDED(hr))
        hr = com_error(&self->object, write_speeds_descriptors(&facts, supportedSpeedDescriptors));
    return hr;
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_MultisessionInterfaces(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    struct media_view *medium;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = writer_acquire_medium(&self->state, &medium);
    if (FAILED(hr))
        return hr;
    hr = com_error(&self->object, multisession_array_create(medium, value));
    media_view_drop(&medium);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_format_data_Write(IDiscFormat2Data *iface, IStream *data)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    return disc_format_data_burn(self, data);
}

static HRESULT STDMETHODCALLTYPE disc_format_data_CancelWrite(IDiscFormat2Data *iface)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    HRESULT hr = S_OK;

    com_lock_enter(&self->state.lock);
    if (self->state.is_busy)
        burn_cancel_request(&self->cancel);
    else
        hr = E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

/* Asks the drive for the speed now; the write asks again. */
static HRESULT set_speed(struct disc_format_data *self, const struct mmc_speed_wish *wish)
{
    struct media_view *medium;
    HRESULT hr = writer_acquire_medium(&self->state, &medium);

    if (FAILED(hr))
        return hr;
    hr = write_speed_set(medium, &self->object, wish);
    media_view_drop(&medium);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_format_data_SetWriteSpeed(IDiscFormat2Data *iface,
                                                                LONG RequestedSectorsPerSecond,
                                                                VARIANT_BOOL RotationTypeIsPureCAV)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);
    struct mmc_speed_wish wish = {
        .sectors_per_s = RequestedSectorsPerSecond == SPEED_FASTEST
                             ? MMC_WRITE_SPEED_FASTEST
                             : (uint32_t)RequestedSectorsPerSecond,
        .is_pure_cav = RotationTypeIsPureCAV != VARIANT_FALSE,
    };
    HRESULT hr;

    if (RequestedSectorsPerSecond < 1 && RequestedSectorsPerSecond != SPEED_FASTEST)
        return error_with_value(&self->object, E_INVALIDARG, L"RequestedSectorsPerSecond",
                                RequestedSectorsPerSecond);
    hr = writer_check_idle(&self->state);
    if (FAILED(hr))
        return hr;
    hr = set_speed(self, &wish);
    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->state.lock);
    self->requested_speed = RequestedSectorsPerSecond;
    self->options.speed = wish;
    com_lock_leave(&self->state.lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL value)
{
    struct disc_format_data *self = disc_format_data_from_IBurnVerification(iface);
    HRESULT hr = S_OK;

    if ((ULONG)value > IMAPI_BURN_VERIFICATION_FULL)
        return error_with_value(&self->object, E_INVALIDARG, L"BurnVerificationLevel", (LONG)value);
    com_lock_enter(&self->state.lock);
    if (self->state.is_busy)
        hr = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS;
    else
        self->options.verification = (enum burn_verification)value;
    com_lock_leave(&self->state.lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL *value)
{
    struct disc_format_data *self = disc_format_data_from_IBurnVerification(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->state.lock);
    *value = (IMAPI_BURN_VERIFICATION_LEVEL)self->options.verification;
    com_lock_leave(&self->state.lock);
    return S_OK;
}

static const IDiscFormat2DataVtbl disc_format_data_IDiscFormat2Data_vtbl = {
    COM_UNKNOWN_METHODS(disc_format_data, IDiscFormat2Data),
    .GetTypeInfoCount = disc_format_data_GetTypeInfoCount,
    .GetTypeInfo = disc_format_data_GetTypeInfo,
    .GetIDsOfNames = disc_format_data_GetIDsOfNames,
    .Invoke = disc_format_data_Invoke,
    .IsRecorderSupported = disc_format_data_IsRecorderSupported,
    .IsCurrentMediaSupported = disc_format_data_IsCurrentMediaSupported,
    .get_MediaPhysicallyBlank = disc_format_data_get_MediaPhysicallyBlank,
    .get_MediaHeuristicallyBlank = disc_format_data_get_MediaHeuristicallyBlank,
    .get_SupportedMediaTypes = disc_format_data_get_SupportedMediaTypes,
    .put_Recorder = disc_format_data_put_Recorder,
    .get_Recorder = disc_format_data_get_Recorder,
    .put_BufferUnderrunFreeDisabled = disc_format_data_put_BufferUnderrunFreeDisabled,
    .get_BufferUnderrunFreeDisabled = disc_format_data_get_BufferUnderrunFreeDisabled,
    .put_PostgapAlreadyInImage = disc_format_data_put_PostgapAlreadyInImage,
    .get_PostgapAlreadyInImage = disc_format_data_get_PostgapAlreadyInImage,
    .get_CurrentMediaStatus = disc_format_data_get_CurrentMediaStatus,
    .get_WriteProtectStatus = disc_format_data_get_WriteProtectStatus,
    .get_TotalSectorsOnMedia = disc_format_data_get_TotalSectorsOnMedia,
    .get_FreeSectorsOnMedia = disc_format_data_get_FreeSectorsOnMedia,
    .get_NextWritableAddress = disc_format_data_get_NextWritableAddress,
    .get_StartAddressOfPreviousSession = disc_format_data_get_StartAddressOfPreviousSession,
    .get_LastWrittenAddressOfPreviousSession =
        disc_format_data_get_LastWrittenAddressOfPreviousSession,
    .put_ForceMediaToBeClosed = disc_format_data_put_ForceMediaToBeClosed,
    .get_ForceMediaToBeClosed = disc_format_data_get_ForceMediaToBeClosed,
    .put_DisableConsumerDvdCompatibilityMode =
        disc_format_data_put_DisableConsumerDvdCompatibilityMode,
    .get_DisableConsumerDvdCompatibilityMode =
        disc_format_data_get_DisableConsumerDvdCompatibilityMode,
    .get_CurrentPhysicalMediaType = disc_format_data_get_CurrentPhysicalMediaType,
    .put_ClientName = disc_format_data_put_ClientName,
    .get_ClientName = disc_format_data_get_ClientName,
    .get_RequestedWriteSpeed = disc_format_data_get_RequestedWriteSpeed,
    .get_RequestedRotationTypeIsPureCAV = disc_format_data_get_RequestedRotationTypeIsPureCAV,
    .get_CurrentWriteSpeed = disc_format_data_get_CurrentWriteSpeed,
    .get_CurrentRotationTypeIsPureCAV = disc_format_data_get_CurrentRotationTypeIsPureCAV,
    .get_SupportedWriteSpeeds = disc_format_data_get_SupportedWriteSpeeds,
    .get_SupportedWriteSpeedDescriptors = disc_format_data_get_SupportedWriteSpeedDescriptors,
    .put_ForceOverwrite = disc_format_data_put_ForceOverwrite,
    .get_ForceOverwrite = disc_format_data_get_ForceOverwrite,
    .get_MultisessionInterfaces = disc_format_data_get_MultisessionInterfaces,
    .Write = disc_format_data_Write,
    .CancelWrite = disc_format_data_CancelWrite,
    .SetWriteSpeed = disc_format_data_SetWriteSpeed,
};

static const IBurnVerificationVtbl disc_format_data_IBurnVerification_vtbl = {
    COM_UNKNOWN_METHODS(disc_format_data, IBurnVerification),
    .put_BurnVerificationLevel = disc_format_data_put_BurnVerificationLevel,
    .get_BurnVerificationLevel = disc_format_data_get_BurnVerificationLevel,
};

static void disc_format_data_destroy(struct com_object *object)
{
    struct disc_format_data *self = CONTAINING_RECORD(object, struct disc_format_data, object);

    com_connections_release(&self->connections);
    writer_state_release(&self->state);
}

static const struct writer_codes disc_format_data_codes = {
    .recording = MMC_RECORDING_DATA,
    .busy = E_IMAPI_DF2DATA_WRITE_IN_PROGRESS,
    .recorder_required = E_IMAPI_RECORDER_REQUIRED,
    .recorder_to_work_on = E_IMAPI_RECORDER_REQUIRED,
    .recorder_not_supported = E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
    .client_name_is_not_valid = E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
};

static const struct com_class disc_format_data_class = {
    .prog_id = L"IMAPI2.MsftDiscFormat2Data",
    .clsid = &CLSID_MsftDiscFormat2Data,
    .default_source = &IID_DDiscFormat2DataEvents,
    COM_INTERFACES(disc_format_data_interfaces),
    .destroy = disc_format_data_destroy,
};

HRESULT disc_format_data_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscFormat2DataEvents };
    struct disc_format_data *self = com_object_create(&disc_format_data_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2Data_iface.lpVtbl = &disc_format_data_IDiscFormat2Data_vtbl;
    self->IBurnVerification_iface.lpVtbl = &disc_format_data_IBurnVerification_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    writer_state_init(&self->state, &self->object, &disc_format_data_codes);
    self->requested_speed = SPEED_FASTEST;
    self->options.speed.sectors_per_s = MMC_WRITE_SPEED_FASTEST;
    return com_object_hand_out(&self->object, iid, out);
}
