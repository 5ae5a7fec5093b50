/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: writes data discs. Its long call is in disc_format_data_write.c. */
#include "imapi2/disc_format_data.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2/classes.h"
#include "imapi2/disc_format.h"
#include "imapi2/multisession.h"
#include "imapi2/writer_verification.h"

#include <imapi2error.h>

static const struct com_interface disc_format_data_interfaces[] = {
    COM_INTERFACE(disc_format_data, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDiscFormat2, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDispatch, IDiscFormat2Data),
    COM_INTERFACE(disc_format_data, IBurnVerification),
    COM_INTERFACE_IN(disc_format_data, connections, IConnectionPointContainer),
};

WRITER_VERIFICATION_METHODS(disc_format_data, IDiscFormat2Data, options.verification)

WRITER_SUPPORT_METHOD(disc_format_data, IDiscFormat2Data)

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

WRITER_SPEED_METHODS(disc_format_data, IDiscFormat2Data)

static HRESULT STDMETHODCALLTYPE disc_format_data_get_SupportedMediaTypes(IDiscFormat2Data *iface,
                                                                          SAFEARRAY **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    return disc_format_supported_media_types(&self->object, MMC_RECORDING_DATA, value);
}

#define FLAG_PROPERTY(member, field)                                                               \
    WRITER_FLAG_PROPERTY(disc_format_data, IDiscFormat2Data, member, options.field,                \
                         WRITER_WHEN_IDLE)

FLAG_PROPERTY(BufferUnderrunFreeDisabled, is_buffer_underrun_free_disabled)
FLAG_PROPERTY(PostgapAlreadyInImage, is_postgap_in_image)
FLAG_PROPERTY(ForceMediaToBeClosed, is_media_to_be_closed)
FLAG_PROPERTY(DisableConsumerDvdCompatibilityMode, is_dvd_compatibility_disabled)
FLAG_PROPERTY(ForceOverwrite, is_overwrite_forced)

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

static const IDiscFormat2DataVtbl disc_format_data_IDiscFormat2Data_vtbl = {
    COM_DISPATCH_METHODS(disc_format_data, IDiscFormat2Data),
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
    WRITER_SPEED_SLOTS(disc_format_data),
    .put_ForceOverwrite = disc_format_data_put_ForceOverwrite,
    .get_ForceOverwrite = disc_format_data_get_ForceOverwrite,
    .get_MultisessionInterfaces = disc_format_data_get_MultisessionInterfaces,
    .Write = disc_format_data_Write,
    .CancelWrite = disc_format_data_CancelWrite,
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
    .recorder_for_speeds = E_IMAPI_RECORDER_REQUIRED,
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
    writer_speed_init(&self->speed);
    return com_object_hand_out(&self->object, iid, out);
}
