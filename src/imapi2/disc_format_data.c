/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: writes data discs. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_format_data {
    struct com_object object;
    IDiscFormat2Data IDiscFormat2Data_iface;
    IBurnVerification IBurnVerification_iface;
    struct com_connections connections;
};

static const struct com_interface disc_format_data_interfaces[] = {
    COM_INTERFACE(disc_format_data, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDiscFormat2, IDiscFormat2Data),
    COM_INTERFACE_AS(disc_format_data, IDispatch, IDiscFormat2Data),
    COM_INTERFACE(disc_format_data, IBurnVerification),
    COM_INTERFACE_IN(disc_format_data, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_data, IDiscFormat2Data)

static HRESULT STDMETHODCALLTYPE disc_format_data_IsRecorderSupported(IDiscFormat2Data *iface,
                                                                      IDiscRecorder2 *recorder,
                                                                      VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsRecorderSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_IsCurrentMediaSupported(IDiscFormat2Data *iface,
                                                                          IDiscRecorder2 *recorder,
                                                                          VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsCurrentMediaSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_MediaPhysicallyBlank(IDiscFormat2Data *iface,
                                                                           VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaPhysicallyBlank");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_MediaHeuristicallyBlank(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaHeuristicallyBlank");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_SupportedMediaTypes(IDiscFormat2Data *iface,
                                                                          SAFEARRAY **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_SupportedMediaTypes");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_Recorder(IDiscFormat2Data *iface,
                                                               IDiscRecorder2 *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_Recorder");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_Recorder(IDiscFormat2Data *iface,
                                                               IDiscRecorder2 **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_Recorder");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_put_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_BufferUnderrunFreeDisabled(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_PostgapAlreadyInImage(IDiscFormat2Data *iface,
                                                                            VARIANT_BOOL value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_PostgapAlreadyInImage");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_PostgapAlreadyInImage(IDiscFormat2Data *iface,
                                                                            VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_PostgapAlreadyInImage");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_CurrentMediaStatus(
    IDiscFormat2Data *iface, IMAPI_FORMAT2_DATA_MEDIA_STATE *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_CurrentMediaStatus");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_WriteProtectStatus(
    IDiscFormat2Data *iface, IMAPI_MEDIA_WRITE_PROTECT_STATE *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_WriteProtectStatus");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_TotalSectorsOnMedia(IDiscFormat2Data *iface,
                                                                          LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_TotalSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_FreeSectorsOnMedia(IDiscFormat2Data *iface,
                                                                         LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_FreeSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_NextWritableAddress(IDiscFormat2Data *iface,
                                                                          LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_NextWritableAddress");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_StartAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_StartAddressOfPreviousSession");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_LastWrittenAddressOfPreviousSession(IDiscFormat2Data *iface, LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_LastWrittenAddressOfPreviousSession");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_ForceMediaToBeClosed(IDiscFormat2Data *iface,
                                                                           VARIANT_BOOL value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_ForceMediaToBeClosed");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_ForceMediaToBeClosed(IDiscFormat2Data *iface,
                                                                           VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_ForceMediaToBeClosed");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_DisableConsumerDvdCompatibilityMode(
    IDiscFormat2Data *iface, VARIANT_BOOL value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::put_DisableConsumerDvdCompatibilityMode");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_DisableConsumerDvdCompatibilityMode(
    IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_DisableConsumerDvdCompatibilityMode");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_CurrentPhysicalMediaType(
    IDiscFormat2Data *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_CurrentPhysicalMediaType");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_ClientName(IDiscFormat2Data *iface,
                                                                 BSTR value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_ClientName");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_ClientName(IDiscFormat2Data *iface,
                                                                 BSTR *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_ClientName");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_RequestedWriteSpeed(IDiscFormat2Data *iface,
                                                                          LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_RequestedWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_RequestedRotationTypeIsPureCAV(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_RequestedRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_CurrentWriteSpeed(IDiscFormat2Data *iface,
                                                                        LONG *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_CurrentWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_CurrentRotationTypeIsPureCAV(IDiscFormat2Data *iface, VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_CurrentRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_SupportedWriteSpeeds(IDiscFormat2Data *iface, SAFEARRAY **supportedSpeeds)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!supportedSpeeds)
        return com_null_pointer(&self->object, L"supportedSpeeds");
    *supportedSpeeds = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_SupportedWriteSpeeds");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_SupportedWriteSpeedDescriptors(
    IDiscFormat2Data *iface, SAFEARRAY **supportedSpeedDescriptors)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!supportedSpeedDescriptors)
        return com_null_pointer(&self->object, L"supportedSpeedDescriptors");
    *supportedSpeedDescriptors = NULL;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2Data::get_SupportedWriteSpeedDescriptors");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_put_ForceOverwrite(IDiscFormat2Data *iface,
                                                                     VARIANT_BOOL value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::put_ForceOverwrite");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_ForceOverwrite(IDiscFormat2Data *iface,
                                                                     VARIANT_BOOL *value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_ForceOverwrite");
}

static HRESULT STDMETHODCALLTYPE
disc_format_data_get_MultisessionInterfaces(IDiscFormat2Data *iface, SAFEARRAY **value)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::get_MultisessionInterfaces");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_Write(IDiscFormat2Data *iface, IStream *data)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)data;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::Write");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_CancelWrite(IDiscFormat2Data *iface)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2Data::CancelWrite");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_SetWriteSpeed(IDiscFormat2Data *iface,
                                                                LONG RequestedSectorsPerSecond,
                                                                VARIANT_BOOL RotationTypeIsPureCAV)
{
    struct disc_format_data *self = disc_format_data_from_IDiscFormat2Data(iface);

    (void)RequestedSectorsPerSecond, (void)RotationTypeIsPureCAV;
    return com_not_implemented(&self->object, L"IDiscFormat2Data::SetWriteSpeed");
}

COM_UNKNOWN(disc_format_data, IBurnVerification)

static HRESULT STDMETHODCALLTYPE disc_format_data_put_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL value)
{
    struct disc_format_data *self = disc_format_data_from_IBurnVerification(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IBurnVerification::put_BurnVerificationLevel");
}

static HRESULT STDMETHODCALLTYPE disc_format_data_get_BurnVerificationLevel(
    IBurnVerification *iface, IMAPI_BURN_VERIFICATION_LEVEL *value)
{
    struct disc_format_data *self = disc_format_data_from_IBurnVerification(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IBurnVerification::get_BurnVerificationLevel");
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
}

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
    return com_object_hand_out(&self->object, iid, out);
}
