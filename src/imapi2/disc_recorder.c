/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2: one recorder, by script and by command. */
#include "imapi2/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_recorder {
    struct com_object object;
    IDiscRecorder2 IDiscRecorder2_iface;
    IDiscRecorder2Ex IDiscRecorder2Ex_iface;
};

static const struct com_interface disc_recorder_interfaces[] = {
    COM_INTERFACE(disc_recorder, IDiscRecorder2),
    COM_INTERFACE_AS(disc_recorder, IDispatch, IDiscRecorder2),
    COM_INTERFACE(disc_recorder, IDiscRecorder2Ex),
};

COM_DISPATCH(disc_recorder, IDiscRecorder2)

static HRESULT STDMETHODCALLTYPE disc_recorder_EjectMedia(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    return com_not_implemented(&self->object, L"IDiscRecorder2::EjectMedia");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_CloseTray(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    return com_not_implemented(&self->object, L"IDiscRecorder2::CloseTray");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_AcquireExclusiveAccess(IDiscRecorder2 *iface,
                                                                      VARIANT_BOOL force,
                                                                      BSTR clientName)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    (void)force, (void)clientName;
    return com_not_implemented(&self->object, L"IDiscRecorder2::AcquireExclusiveAccess");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_ReleaseExclusiveAccess(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    return com_not_implemented(&self->object, L"IDiscRecorder2::ReleaseExclusiveAccess");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_DisableMcn(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    return com_not_implemented(&self->object, L"IDiscRecorder2::DisableMcn");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_EnableMcn(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    return com_not_implemented(&self->object, L"IDiscRecorder2::EnableMcn");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_InitializeDiscRecorder(IDiscRecorder2 *iface,
                                                                      BSTR recorderUniqueId)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    (void)recorderUniqueId;
    return com_not_implemented(&self->object, L"IDiscRecorder2::InitializeDiscRecorder");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ActiveDiscRecorder(IDiscRecorder2 *iface,
                                                                      BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_ActiveDiscRecorder");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VendorId(IDiscRecorder2 *iface, BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_VendorId");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ProductId(IDiscRecorder2 *iface, BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_ProductId");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ProductRevision(IDiscRecorder2 *iface,
                                                                   BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_ProductRevision");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VolumeName(IDiscRecorder2 *iface, BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_VolumeName");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VolumePathNames(IDiscRecorder2 *iface,
                                                                   SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_VolumePathNames");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_DeviceCanLoadMedia(IDiscRecorder2 *iface,
                                                                      VARIANT_BOOL *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_DeviceCanLoadMedia");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_LegacyDeviceNumber(IDiscRecorder2 *iface,
                                                                      LONG *legacyDeviceNumber)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!legacyDeviceNumber)
        return com_null_pointer(&self->object, L"legacyDeviceNumber");
    *legacyDeviceNumber = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_LegacyDeviceNumber");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedFeaturePages(IDiscRecorder2 *iface,
                                                                         SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_SupportedFeaturePages");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_CurrentFeaturePages(IDiscRecorder2 *iface,
                                                                       SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_CurrentFeaturePages");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedProfiles(IDiscRecorder2 *iface,
                                                                     SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_SupportedProfiles");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_CurrentProfiles(IDiscRecorder2 *iface,
                                                                   SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_CurrentProfiles");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedModePages(IDiscRecorder2 *iface,
                                                                      SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_SupportedModePages");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ExclusiveAccessOwner(IDiscRecorder2 *iface,
                                                                        BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscRecorder2::get_ExclusiveAccessOwner");
}

COM_UNKNOWN(disc_recorder, IDiscRecorder2Ex)

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandNoData(IDiscRecorder2Ex *iface, BYTE *Cdb,
                                                                 ULONG CdbSize,
                                                                 BYTE SenseBuffer[18],
                                                                 ULONG Timeout)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)Cdb, (void)CdbSize, (void)Timeout;
    if (!SenseBuffer)
        return com_null_pointer(&self->object, L"SenseBuffer");
    memset(SenseBuffer, 0, 18);
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::SendCommandNoData");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandSendDataToDevice(
    IDiscRecorder2Ex *iface, BYTE *Cdb, ULONG CdbSize, BYTE SenseBuffer[18], ULONG Timeout,
    BYTE *Buffer, ULONG_IMAPI2_NONZERO BufferSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)Cdb, (void)CdbSize, (void)Timeout, (void)Buffer, (void)BufferSize;
    if (!SenseBuffer)
        return com_null_pointer(&self->object, L"SenseBuffer");
    memset(SenseBuffer, 0, 18);
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::SendCommandSendDataToDevice");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandGetDataFromDevice(
    IDiscRecorder2Ex *iface, BYTE *Cdb, ULONG CdbSize, BYTE SenseBuffer[18], ULONG Timeout,
    BYTE *Buffer, ULONG_IMAPI2_NONZERO BufferSize, ULONG_IMAPI2_NOT_NEGATIVE *BufferFetched)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)Cdb, (void)CdbSize, (void)Timeout, (void)BufferSize;
    if (!SenseBuffer)
        return com_null_pointer(&self->object, L"SenseBuffer");
    if (!Buffer)
        return com_null_pointer(&self->object, L"Buffer");
    if (!BufferFetched)
        return com_null_pointer(&self->object, L"BufferFetched");
    memset(SenseBuffer, 0, 18);
    memset(Buffer, 0, BufferSize);
    *BufferFetched = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::SendCommandGetDataFromDevice");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_ReadDvdStructure(IDiscRecorder2Ex *iface,
                                                                ULONG format, ULONG address,
                                                                ULONG layer, ULONG agid,
                                                                BYTE **data,
                                                                ULONG_IMAPI2_DVD_STRUCTURE *count)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)format, (void)address, (void)layer, (void)agid;
    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (!count)
        return com_null_pointer(&self->object, L"count");
    *data = NULL;
    *count = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::ReadDvdStructure");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendDvdStructure(IDiscRecorder2Ex *iface,
                                                                ULONG format, BYTE *data,
                                                                ULONG_IMAPI2_DVD_STRUCTURE count)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)format, (void)data, (void)count;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::SendDvdStructure");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetAdapterDescriptor(
    IDiscRecorder2Ex *iface, BYTE **data, ULONG_IMAPI2_ADAPTER_DESCRIPTOR *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *data = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetAdapterDescriptor");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetDeviceDescriptor(
    IDiscRecorder2Ex *iface, BYTE **data, ULONG_IMAPI2_DEVICE_DESCRIPTOR *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *data = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetDeviceDescriptor");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetDiscInformation(
    IDiscRecorder2Ex *iface, BYTE **discInformation, ULONG_IMAPI2_DISC_INFORMATION *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!discInformation)
        return com_null_pointer(&self->object, L"discInformation");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *discInformation = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetDiscInformation");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetTrackInformation(
    IDiscRecorder2Ex *iface, ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE addressType,
    BYTE **trackInformation, ULONG_IMAPI2_TRACK_INFORMATION *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)address, (void)addressType;
    if (!trackInformation)
        return com_null_pointer(&self->object, L"trackInformation");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *trackInformation = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetTrackInformation");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetFeaturePage(
    IDiscRecorder2Ex *iface, IMAPI_FEATURE_PAGE_TYPE requestedFeature, BOOLEAN currentFeatureOnly,
    BYTE **featureData, ULONG_IMAPI2_FEATURE_PAGE *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)requestedFeature, (void)currentFeatureOnly;
    if (!featureData)
        return com_null_pointer(&self->object, L"featureData");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *featureData = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetFeaturePage");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetModePage(IDiscRecorder2Ex *iface,
                                                           IMAPI_MODE_PAGE_TYPE requestedModePage,
                                                           IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
                                                           BYTE **modePageData,
                                                           ULONG_IMAPI2_MODE_PAGE *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)requestedModePage, (void)requestType;
    if (!modePageData)
        return com_null_pointer(&self->object, L"modePageData");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *modePageData = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetModePage");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SetModePage(IDiscRecorder2Ex *iface,
                                                           IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
                                                           BYTE *data,
                                                           ULONG_IMAPI2_MODE_PAGE byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)requestType, (void)data, (void)byteSize;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::SetModePage");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedFeaturePages(
    IDiscRecorder2Ex *iface, BOOLEAN currentFeatureOnly, IMAPI_FEATURE_PAGE_TYPE **featureData,
    ULONG_IMAPI2_ALL_FEATURE_PAGES *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)currentFeatureOnly;
    if (!featureData)
        return com_null_pointer(&self->object, L"featureData");
    if (!byteSize)
        return com_null_pointer(&self->object, L"byteSize");
    *featureData = NULL;
    *byteSize = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetSupportedFeaturePages");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedProfiles(
    IDiscRecorder2Ex *iface, BOOLEAN currentOnly, IMAPI_PROFILE_TYPE **profileTypes,
    ULONG_IMAPI2_ALL_PROFILES *validProfiles)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)currentOnly;
    if (!profileTypes)
        return com_null_pointer(&self->object, L"profileTypes");
    if (!validProfiles)
        return com_null_pointer(&self->object, L"validProfiles");
    *profileTypes = NULL;
    *validProfiles = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetSupportedProfiles");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedModePages(
    IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
    IMAPI_MODE_PAGE_TYPE **modePageTypes, ULONG_IMAPI2_ALL_MODE_PAGES *validPages)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    (void)requestType;
    if (!modePageTypes)
        return com_null_pointer(&self->object, L"modePageTypes");
    if (!validPages)
        return com_null_pointer(&self->object, L"validPages");
    *modePageTypes = NULL;
    *validPages = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetSupportedModePages");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetByteAlignmentMask(IDiscRecorder2Ex *iface,
                                                                    ULONG *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscRecorder2Ex::GetByteAlignmentMask");
}

static HRESULT STDMETHODCALLTYPE
disc_recorder_GetMaximumNonPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize");
}

static HRESULT STDMETHODCALLTYPE
disc_recorder_GetMaximumPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IDiscRecorder2Ex::GetMaximumPageAlignedTransferSize");
}

static const IDiscRecorder2Vtbl disc_recorder_IDiscRecorder2_vtbl = {
    COM_DISPATCH_METHODS(disc_recorder, IDiscRecorder2),
    .EjectMedia = disc_recorder_EjectMedia,
    .CloseTray = disc_recorder_CloseTray,
    .AcquireExclusiveAccess = disc_recorder_AcquireExclusiveAccess,
    .ReleaseExclusiveAccess = disc_recorder_ReleaseExclusiveAccess,
    .DisableMcn = disc_recorder_DisableMcn,
    .EnableMcn = disc_recorder_EnableMcn,
    .InitializeDiscRecorder = disc_recorder_InitializeDiscRecorder,
    .get_ActiveDiscRecorder = disc_recorder_get_ActiveDiscRecorder,
    .get_VendorId = disc_recorder_get_VendorId,
    .get_ProductId = disc_recorder_get_ProductId,
    .get_ProductRevision = disc_recorder_get_ProductRevision,
    .get_VolumeName = disc_recorder_get_VolumeName,
    .get_VolumePathNames = disc_recorder_get_VolumePathNames,
    .get_DeviceCanLoadMedia = disc_recorder_get_DeviceCanLoadMedia,
    .get_LegacyDeviceNumber = disc_recorder_get_LegacyDeviceNumber,
    .get_SupportedFeaturePages = disc_recorder_get_SupportedFeaturePages,
    .get_CurrentFeaturePages = disc_recorder_get_CurrentFeaturePages,
    .get_SupportedProfiles = disc_recorder_get_SupportedProfiles,
    .get_CurrentProfiles = disc_recorder_get_CurrentProfiles,
    .get_SupportedModePages = disc_recorder_get_SupportedModePages,
    .get_ExclusiveAccessOwner = disc_recorder_get_ExclusiveAccessOwner,
};

static const IDiscRecorder2ExVtbl disc_recorder_IDiscRecorder2Ex_vtbl = {
    COM_UNKNOWN_METHODS(disc_recorder, IDiscRecorder2Ex),
    .SendCommandNoData = disc_recorder_SendCommandNoData,
    .SendCommandSendDataToDevice = disc_recorder_SendCommandSendDataToDevice,
    .SendCommandGetDataFromDevice = disc_recorder_SendCommandGetDataFromDevice,
    .ReadDvdStructure = disc_recorder_ReadDvdStructure,
    .SendDvdStructure = disc_recorder_SendDvdStructure,
    .GetAdapterDescriptor = disc_recorder_GetAdapterDescriptor,
    .GetDeviceDescriptor = disc_recorder_GetDeviceDescriptor,
    .GetDiscInformation = disc_recorder_GetDiscInformation,
    .GetTrackInformation = disc_recorder_GetTrackInformation,
    .GetFeaturePage = disc_recorder_GetFeaturePage,
    .GetModePage = disc_recorder_GetModePage,
    .SetModePage = disc_recorder_SetModePage,
    .GetSupportedFeaturePages = disc_recorder_GetSupportedFeaturePages,
    .GetSupportedProfiles = disc_recorder_GetSupportedProfiles,
    .GetSupportedModePages = disc_recorder_GetSupportedModePages,
    .GetByteAlignmentMask = disc_recorder_GetByteAlignmentMask,
    .GetMaximumNonPageAlignedTransferSize = disc_recorder_GetMaximumNonPageAlignedTransferSize,
    .GetMaximumPageAlignedTransferSize = disc_recorder_GetMaximumPageAlignedTransferSize,
};

static const struct com_class disc_recorder_class = {
    .prog_id = L"IMAPI2.MsftDiscRecorder2",
    .clsid = &CLSID_MsftDiscRecorder2,
    COM_INTERFACES(disc_recorder_interfaces),
};

HRESULT disc_recorder_create(REFIID iid, void **out)
{
    struct disc_recorder *self = com_object_create(&disc_recorder_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscRecorder2_iface.lpVtbl = &disc_recorder_IDiscRecorder2_vtbl;
    self->IDiscRecorder2Ex_iface.lpVtbl = &disc_recorder_IDiscRecorder2Ex_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
