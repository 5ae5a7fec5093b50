/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2TrackAtOnce: writes audio tracks. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_format_track_at_once {
    struct com_object object;
    IDiscFormat2TrackAtOnce IDiscFormat2TrackAtOnce_iface;
    IBurnVerification IBurnVerification_iface;
    struct com_connections connections;
};

static const struct com_interface disc_format_track_at_once_interfaces[] = {
    COM_INTERFACE(disc_format_track_at_once, IDiscFormat2TrackAtOnce),
    COM_INTERFACE_AS(disc_format_track_at_once, IDiscFormat2, IDiscFormat2TrackAtOnce),
    COM_INTERFACE_AS(disc_format_track_at_once, IDispatch, IDiscFormat2TrackAtOnce),
    COM_INTERFACE(disc_format_track_at_once, IBurnVerification),
    COM_INTERFACE_IN(disc_format_track_at_once, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_track_at_once, IDiscFormat2TrackAtOnce)

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_IsRecorderSupported(
    IDiscFormat2TrackAtOnce *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsRecorderSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_IsCurrentMediaSupported(
    IDiscFormat2TrackAtOnce *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsCurrentMediaSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_MediaPhysicallyBlank(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaPhysicallyBlank");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_MediaHeuristicallyBlank(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaHeuristicallyBlank");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_SupportedMediaTypes(IDiscFormat2TrackAtOnce *iface, SAFEARRAY **value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_SupportedMediaTypes");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_PrepareMedia(IDiscFormat2TrackAtOnce *iface)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::PrepareMedia");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_AddAudioTrack(IDiscFormat2TrackAtOnce *iface, IStream *data)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)data;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::AddAudioTrack");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_CancelAddTrack(IDiscFormat2TrackAtOnce *iface)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::CancelAddTrack");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_ReleaseMedia(IDiscFormat2TrackAtOnce *iface)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::ReleaseMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_SetWriteSpeed(
    IDiscFormat2TrackAtOnce *iface, LONG RequestedSectorsPerSecond,
    VARIANT_BOOL RotationTypeIsPureCAV)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)RequestedSectorsPerSecond, (void)RotationTypeIsPureCAV;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::SetWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_put_Recorder(IDiscFormat2TrackAtOnce *iface, IDiscRecorder2 *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::put_Recorder");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_Recorder(IDiscFormat2TrackAtOnce *iface, IDiscRecorder2 **value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_Recorder");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_put_BufferUnderrunFreeDisabled(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)value;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::put_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_BufferUnderrunFreeDisabled(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_NumberOfExistingTracks(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_NumberOfExistingTracks");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_TotalSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_TotalSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_FreeSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_FreeSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_UsedSectorsOnMedia(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_UsedSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_put_DoNotFinalizeMedia(IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::put_DoNotFinalizeMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_DoNotFinalizeMedia(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_DoNotFinalizeMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_ExpectedTableOfContents(
    IDiscFormat2TrackAtOnce *iface, SAFEARRAY **value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_ExpectedTableOfContents");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_CurrentPhysicalMediaType(
    IDiscFormat2TrackAtOnce *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_CurrentPhysicalMediaType");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_put_ClientName(IDiscFormat2TrackAtOnce *iface, BSTR value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::put_ClientName");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_ClientName(IDiscFormat2TrackAtOnce *iface, BSTR *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_ClientName");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_RequestedWriteSpeed(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_RequestedWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_RequestedRotationTypeIsPureCAV(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_RequestedRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE
disc_format_track_at_once_get_CurrentWriteSpeed(IDiscFormat2TrackAtOnce *iface, LONG *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_CurrentWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_CurrentRotationTypeIsPureCAV(
    IDiscFormat2TrackAtOnce *iface, VARIANT_BOOL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_CurrentRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_SupportedWriteSpeeds(
    IDiscFormat2TrackAtOnce *iface, SAFEARRAY **supportedSpeeds)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!supportedSpeeds)
        return com_null_pointer(&self->object, L"supportedSpeeds");
    *supportedSpeeds = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2TrackAtOnce::get_SupportedWriteSpeeds");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_SupportedWriteSpeedDescriptors(
    IDiscFormat2TrackAtOnce *iface, SAFEARRAY **supportedSpeedDescriptors)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IDiscFormat2TrackAtOnce(iface);

    if (!supportedSpeedDescriptors)
        return com_null_pointer(&self->object, L"supportedSpeedDescriptors");
    *supportedSpeedDescriptors = NULL;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2TrackAtOnce::get_SupportedWriteSpeedDescriptors");
}

COM_UNKNOWN(disc_format_track_at_once, IBurnVerification)

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_put_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IBurnVerification(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IBurnVerification::put_BurnVerificationLevel");
}

static HRESULT STDMETHODCALLTYPE disc_format_track_at_once_get_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL *value)
{
    struct disc_format_track_at_once *self =
        disc_format_track_at_once_from_IBurnVerification(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IBurnVerification::get_BurnVerificationLevel");
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
    .SetWriteSpeed = disc_format_track_at_once_SetWriteSpeed,
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
    .get_RequestedWriteSpeed = disc_format_track_at_once_get_RequestedWriteSpeed,
    .get_RequestedRotationTypeIsPureCAV =
        disc_format_track_at_once_get_RequestedRotationTypeIsPureCAV,
    .get_CurrentWriteSpeed = disc_format_track_at_once_get_CurrentWriteSpeed,
    .get_CurrentRotationTypeIsPureCAV = disc_format_track_at_once_get_CurrentRotationTypeIsPureCAV,
    .get_SupportedWriteSpeeds = disc_format_track_at_once_get_SupportedWriteSpeeds,
    .get_SupportedWriteSpeedDescriptors =
        disc_format_track_at_once_get_SupportedWriteSpeedDescriptors,
};

static const IBurnVerificationVtbl disc_format_track_at_once_IBurnVerification_vtbl = {
    COM_UNKNOWN_METHODS(disc_format_track_at_once, IBurnVerification),
    .put_BurnVerificationLevel = disc_format_track_at_once_put_BurnVerificationLevel,
    .get_BurnVerificationLevel = disc_format_track_at_once_get_BurnVerificationLevel,
};

static void disc_format_track_at_once_destroy(struct com_object *object)
{
    struct disc_format_track_at_once *self =
        CONTAINING_RECORD(object, struct disc_format_track_at_once, object);

    com_connections_release(&self->connections);
}

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
    return com_object_hand_out(&self->object, iid, out);
}
