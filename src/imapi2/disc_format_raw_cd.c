/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2RawCD: writes raw CD images. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_format_raw_cd {
    struct com_object object;
    IDiscFormat2RawCD IDiscFormat2RawCD_iface;
    struct com_connections connections;
};

static const struct com_interface disc_format_raw_cd_interfaces[] = {
    COM_INTERFACE(disc_format_raw_cd, IDiscFormat2RawCD),
    COM_INTERFACE_AS(disc_format_raw_cd, IDiscFormat2, IDiscFormat2RawCD),
    COM_INTERFACE_AS(disc_format_raw_cd, IDispatch, IDiscFormat2RawCD),
    COM_INTERFACE_IN(disc_format_raw_cd, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_raw_cd, IDiscFormat2RawCD)

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_IsRecorderSupported(IDiscFormat2RawCD *iface,
                                                                        IDiscRecorder2 *recorder,
                                                                        VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsRecorderSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_IsCurrentMediaSupported(
    IDiscFormat2RawCD *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsCurrentMediaSupported");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_MediaPhysicallyBlank(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaPhysicallyBlank");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_MediaHeuristicallyBlank(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaHeuristicallyBlank");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_SupportedMediaTypes(IDiscFormat2RawCD *iface, SAFEARRAY **value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_SupportedMediaTypes");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_PrepareMedia(IDiscFormat2RawCD *iface)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::PrepareMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_WriteMedia(IDiscFormat2RawCD *iface,
                                                               IStream *data)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)data;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::WriteMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_WriteMedia2(IDiscFormat2RawCD *iface,
                                                                IStream *data,
                                                                LONG streamLeadInSectors)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)data, (void)streamLeadInSectors;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::WriteMedia2");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_CancelWrite(IDiscFormat2RawCD *iface)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::CancelWrite");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_ReleaseMedia(IDiscFormat2RawCD *iface)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::ReleaseMedia");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_SetWriteSpeed(
    IDiscFormat2RawCD *iface, LONG RequestedSectorsPerSecond, VARIANT_BOOL RotationTypeIsPureCAV)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)RequestedSectorsPerSecond, (void)RotationTypeIsPureCAV;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::SetWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_put_Recorder(IDiscFormat2RawCD *iface,
                                                                 IDiscRecorder2 *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::put_Recorder");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_Recorder(IDiscFormat2RawCD *iface,
                                                                 IDiscRecorder2 **value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_Recorder");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_put_BufferUnderrunFreeDisabled(IDiscFormat2RawCD *iface, VARIANT_BOOL value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::put_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_BufferUnderrunFreeDisabled(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_BufferUnderrunFreeDisabled");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_StartOfNextSession(IDiscFormat2RawCD *iface,
                                                                           LONG *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_StartOfNextSession");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_LastPossibleStartOfLeadout(IDiscFormat2RawCD *iface, LONG *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_LastPossibleStartOfLeadout");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_CurrentPhysicalMediaType(
    IDiscFormat2RawCD *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_CurrentPhysicalMediaType");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_SupportedSectorTypes(IDiscFormat2RawCD *iface, SAFEARRAY **value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_SupportedSectorTypes");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_put_RequestedSectorType(
    IDiscFormat2RawCD *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::put_RequestedSectorType");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_RequestedSectorType(
    IDiscFormat2RawCD *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_RequestedSectorType");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_put_ClientName(IDiscFormat2RawCD *iface,
                                                                   BSTR value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::put_ClientName");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_ClientName(IDiscFormat2RawCD *iface,
                                                                   BSTR *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_ClientName");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_RequestedWriteSpeed(IDiscFormat2RawCD *iface, LONG *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_RequestedWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_RequestedRotationTypeIsPureCAV(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2RawCD::get_RequestedRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_CurrentWriteSpeed(IDiscFormat2RawCD *iface,
                                                                          LONG *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_CurrentWriteSpeed");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_CurrentRotationTypeIsPureCAV(IDiscFormat2RawCD *iface, VARIANT_BOOL *value)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2RawCD::get_CurrentRotationTypeIsPureCAV");
}

static HRESULT STDMETHODCALLTYPE
disc_format_raw_cd_get_SupportedWriteSpeeds(IDiscFormat2RawCD *iface, SAFEARRAY **supportedSpeeds)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!supportedSpeeds)
        return com_null_pointer(&self->object, L"supportedSpeeds");
    *supportedSpeeds = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2RawCD::get_SupportedWriteSpeeds");
}

static HRESULT STDMETHODCALLTYPE disc_format_raw_cd_get_SupportedWriteSpeedDescriptors(
    IDiscFormat2RawCD *iface, SAFEARRAY **supportedSpeedDescriptors)
{
    struct disc_format_raw_cd *self = disc_format_raw_cd_from_IDiscFormat2RawCD(iface);

    if (!supportedSpeedDescriptors)
        return com_null_pointer(&self->object, L"supportedSpeedDescriptors");
    *supportedSpeedDescriptors = NULL;
    return com_not_implemented(&self->object,
                               L"IDiscFormat2RawCD::get_SupportedWriteSpeedDescriptors");
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
    .SetWriteSpeed = disc_format_raw_cd_SetWriteSpeed,
    .put_Recorder = disc_format_raw_cd_put_Recorder,
    .get_Recorder = disc_format_raw_cd_get_Recorder,
    .put_BufferUnderrunFreeDisabled = disc_format_raw_cd_put_BufferUnderrunFreeDisabled,
    .get_BufferUnderrunFreeDisabled = disc_format_raw_cd_get_BufferUnderrunFreeDisabled,
    .get_StartOfNextSession = disc_format_raw_cd_get_StartOfNextSession,
    .get_LastPossibleStartOfLeadout = disc_format_raw_cd_get_LastPossibleStartOfLeadout,
    .get_CurrentPhysicalMediaType = disc_format_raw_cd_get_CurrentPhysicalMediaType,
    .get_SupportedSectorTypes = disc_format_raw_cd_get_SupportedSectorTypes,
    .put_RequestedSectorType = disc_format_raw_cd_put_RequestedSectorType,
    .get_RequestedSectorType = disc_format_raw_cd_get_RequestedSectorType,
    .put_ClientName = disc_format_raw_cd_put_ClientName,
    .get_ClientName = disc_format_raw_cd_get_ClientName,
    .get_RequestedWriteSpeed = disc_format_raw_cd_get_RequestedWriteSpeed,
    .get_RequestedRotationTypeIsPureCAV = disc_format_raw_cd_get_RequestedRotationTypeIsPureCAV,
    .get_CurrentWriteSpeed = disc_format_raw_cd_get_CurrentWriteSpeed,
    .get_CurrentRotationTypeIsPureCAV = disc_format_raw_cd_get_CurrentRotationTypeIsPureCAV,
    .get_SupportedWriteSpeeds = disc_format_raw_cd_get_SupportedWriteSpeeds,
    .get_SupportedWriteSpeedDescriptors = disc_format_raw_cd_get_SupportedWriteSpeedDescriptors,
};

static void disc_format_raw_cd_destroy(struct com_object *object)
{
    struct disc_format_raw_cd *self = CONTAINING_RECORD(object, struct disc_format_raw_cd, object);

    com_connections_release(&self->connections);
}

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
    return com_object_hand_out(&self->object, iid, out);
}
