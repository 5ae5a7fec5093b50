/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A recorder object as an application might implement it. */
#include "foreign_recorder.h"

#include <stdlib.h>

static struct foreign_recorder *from_script(IDiscRecorder2 *iface)
{
    struct foreign_recorder *self =
        CONTAINING_RECORD(iface, struct foreign_recorder, IDiscRecorder2_iface);

    if (GetCurrentThreadId() != self->thread)
        InterlockedIncrement(&self->calls_on_other_threads);
    return self;
}

static struct foreign_recorder *from_ex(IDiscRecorder2Ex *iface)
{
    struct foreign_recorder *self =
        CONTAINING_RECORD(iface, struct foreign_recorder, IDiscRecorder2Ex_iface);

    if (GetCurrentThreadId() != self->thread)
        InterlockedIncrement(&self->calls_on_other_threads);
    return self;
}

static HRESULT STDMETHODCALLTYPE script_QueryInterface(IDiscRecorder2 *iface, REFIID iid,
                                                       void **out)
{
    struct foreign_recorder *self = from_script(iface);

    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IDispatch) ||
        IsEqualIID(iid, &IID_IDiscRecorder2))
        *out = iface;
    else if (!self->has_no_ex && IsEqualIID(iid, &IID_IDiscRecorder2Ex))
        *out = &self->IDiscRecorder2Ex_iface;
    if (!*out)
        return E_NOINTERFACE;
    IDiscRecorder2_AddRef(iface);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE script_AddRef(IDiscRecorder2 *iface)
{
    return (ULONG)InterlockedIncrement(&from_script(iface)->references);
}

static ULONG STDMETHODCALLTYPE script_Release(IDiscRecorder2 *iface)
{
    struct foreign_recorder *self = from_script(iface);
    LONG references = InterlockedDecrement(&self->references);

    if (!references) {
        IDiscRecorder2_Release(self->inner);
        IDiscRecorder2Ex_Release(self->inner_ex);
        free(self);
    }
    return (ULONG)references;
}

static HRESULT STDMETHODCALLTYPE script_AcquireExclusiveAccess(IDiscRecorder2 *iface,
                                                               VARIANT_BOOL force, BSTR name)
{
    struct foreign_recorder *self = from_script(iface);

    if (self->acquire_result != S_OK)
        return self->acquire_result;
    if (force != VARIANT_TRUE || !SysStringLen(name))
        return E_UNEXPECTED;
    self->locks++;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE script_ReleaseExclusiveAccess(IDiscRecorder2 *iface)
{
    struct foreign_recorder *self = from_script(iface);

    if (self->release_failures) {
        self->release_failures--;
        return E_FAIL;
    }
    self->locks--;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE script_DisableMcn(IDiscRecorder2 *iface)
{
    from_script(iface)->silences++;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE script_EnableMcn(IDiscRecorder2 *iface)
{
    from_script(iface)->silences--;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE ex_QueryInterface(IDiscRecorder2Ex *iface, REFIID iid, void **out)
{
    return script_QueryInterface(&from_ex(iface)->IDiscRecorder2_iface, iid, out);
}

static ULONG STDMETHODCALLTYPE ex_AddRef(IDiscRecorder2Ex *iface)
{
    return script_AddRef(&from_ex(iface)->IDiscRecorder2_iface);
}

static ULONG STDMETHODCALLTYPE ex_Release(IDiscRecorder2Ex *iface)
{
    return script_Release(&from_ex(iface)->IDiscRecorder2_iface);
}

/* The failure of the next command; S_OK when it is to be sent. */
static HRESULT next_result(struct foreign_recorder *self)
{
    HRESULT hr = self->command_result;

    self->commands++;
    if (hr != S_OK && self->failing_commands && --self->failing_commands == 0)
        self->command_result = S_OK;
    return hr;
}

/* Everything else goes to the recorder inside. */
#define SCRIPT_METHOD(name, parameters, ...)                                                       \
    static HRESULT STDMETHODCALLTYPE script_##name parameters                                      \
    {                                                                                              \
        return IDiscRecorder2_##name(from_script(iface)->inner, __VA_ARGS__);                      \
    }

#define EX_METHOD(name, parameters, ...)                                                           \
    static HRESULT STDMETHODCALLTYPE ex_##name parameters                                          \
    {                                                                                              \
        return IDiscRecorder2Ex_##name(from_ex(iface)->inner_ex, __VA_ARGS__);                     \
    }

#define EX_COMMAND(name, parameters, ...)                                                          \
    static HRESULT STDMETHODCALLTYPE ex_##name parameters                                          \
    {                                                                                              \
        struct foreign_recorder *self = from_ex(iface);                                            \
        HRESULT hr = next_result(self);                                                            \
                                                                                                   \
        return hr != S_OK ? hr : IDiscRecorder2Ex_##name(self->inner_ex, __VA_ARGS__);             \
    }

SCRIPT_METHOD(GetTypeInfoCount, (IDiscRecorder2 * iface, UINT *count), count)
SCRIPT_METHOD(GetTypeInfo, (IDiscRecorder2 * iface, UINT index, LCID locale, ITypeInfo **info),
              index, locale, info)
SCRIPT_METHOD(GetIDsOfNames,
              (IDiscRecorder2 * iface, REFIID reserved, LPOLESTR *names, UINT count, LCID locale,
               DISPID *ids),
              reserved, names, count, locale, ids)
SCRIPT_METHOD(Invoke,
              (IDiscRecorder2 * iface, DISPID member, REFIID reserved, LCID locale, WORD flags,
               DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *bad_argument),
              member, reserved, locale, flags, parameters, result, exception, bad_argument)
static HRESULT STDMETHODCALLTYPE script_EjectMedia(IDiscRecorder2 *iface)
{
    return IDiscRecorder2_EjectMedia(from_script(iface)->inner);
}

static HRESULT STDMETHODCALLTYPE script_CloseTray(IDiscRecorder2 *iface)
{
    return IDiscRecorder2_CloseTray(from_script(iface)->inner);
}

SCRIPT_METHOD(InitializeDiscRecorder, (IDiscRecorder2 * iface, BSTR id), id)
SCRIPT_METHOD(get_ActiveDiscRecorder, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_VendorId, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_ProductId, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_ProductRevision, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_VolumeName, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_ExclusiveAccessOwner, (IDiscRecorder2 * iface, BSTR *value), value)
SCRIPT_METHOD(get_VolumePathNames, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_SupportedFeaturePages, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_CurrentFeaturePages, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_SupportedProfiles, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_CurrentProfiles, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_SupportedModePages, (IDiscRecorder2 * iface, SAFEARRAY **value), value)
SCRIPT_METHOD(get_DeviceCanLoadMedia, (IDiscRecorder2 * iface, VARIANT_BOOL *value), value)
SCRIPT_METHOD(get_LegacyDeviceNumber, (IDiscRecorder2 * iface, LONG *value), value)

EX_COMMAND(SendCommandNoData,
           (IDiscRecorder2Ex * iface, BYTE *cdb, ULONG cdb_size, BYTE *sense, ULONG timeout), cdb,
           cdb_size, sense, timeout)
EX_COMMAND(SendCommandSendDataToDevice,
           (IDiscRecorder2Ex * iface, BYTE *cdb, ULONG cdb_size, BYTE *sense, ULONG timeout,
            BYTE *buffer, ULONG size),
           cdb, cdb_size, sense, timeout, buffer, size)
EX_COMMAND(SendCommandGetDataFromDevice,
           (IDiscRecorder2Ex * iface, BYTE *cdb, ULONG cdb_size, BYTE *sense, ULONG timeout,
            BYTE *buffer, ULONG size, ULONG *fetched),
           cdb, cdb_size, sense, timeout, buffer, size, fetched)
EX_METHOD(ReadDvdStructure,
          (IDiscRecorder2Ex * iface, ULONG format, ULONG address, ULONG layer, ULONG agid,
           BYTE **data, ULONG *count),
          format, address, layer, agid, data, count)
EX_METHOD(SendDvdStructure, (IDiscRecorder2Ex * iface, ULONG format, BYTE *data, ULONG count),
          format, data, count)
EX_METHOD(GetAdapterDescriptor, (IDiscRecorder2Ex * iface, BYTE **data, ULONG *size), data, size)
EX_METHOD(GetDeviceDescriptor, (IDiscRecorder2Ex * iface, BYTE **data, ULONG *size), data, size)
EX_METHOD(GetDiscInformation, (IDiscRecorder2Ex * iface, BYTE **data, ULONG *size), data, size)
EX_METHOD(GetTrackInformation,
          (IDiscRecorder2Ex * iface, ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE type, BYTE **data,
           ULONG *size),
          address, type, data, size)
EX_METHOD(GetFeaturePage,
          (IDiscRecorder2Ex * iface, IMAPI_FEATURE_PAGE_TYPE feature, BOOLEAN current, BYTE **data,
           ULONG *size),
          feature, current, data, size)
EX_METHOD(GetModePage,
          (IDiscRecorder2Ex * iface, IMAPI_MODE_PAGE_TYPE page, IMAPI_MODE_PAGE_REQUEST_TYPE type,
           BYTE **data, ULONG *size),
          page, type, data, size)
EX_METHOD(SetModePage,
          (IDiscRecorder2Ex * iface, IMAPI_MODE_PAGE_REQUEST_TYPE type, BYTE *data, ULONG size),
          type, data, size)
EX_METHOD(GetSupportedFeaturePages,
          (IDiscRecorder2Ex * iface, BOOLEAN current, IMAPI_FEATURE_PAGE_TYPE **data, ULONG *count),
          current, data, count)
EX_METHOD(GetSupportedProfiles,
          (IDiscRecorder2Ex * iface, BOOLEAN current, IMAPI_PROFILE_TYPE **data, ULONG *count),
          current, data, count)
EX_METHOD(GetSupportedModePages,
          (IDiscRecorder2Ex * iface, IMAPI_MODE_PAGE_REQUEST_TYPE type, IMAPI_MODE_PAGE_TYPE **data,
           ULONG *count),
          type, data, count)
EX_METHOD(GetByteAlignmentMask, (IDiscRecorder2Ex * iface, ULONG *value), value)
EX_METHOD(GetMaximumNonPageAlignedTransferSize, (IDiscRecorder2Ex * iface, ULONG *value), value)
EX_METHOD(GetMaximumPageAlignedTransferSize, (IDiscRecorder2Ex * iface, ULONG *value), value)

static const IDiscRecorder2Vtbl script_vtbl = {
    .QueryInterface = script_QueryInterface,
    .AddRef = script_AddRef,
    .Release = script_Release,
    .GetTypeInfoCount = script_GetTypeInfoCount,
    .GetTypeInfo = script_GetTypeInfo,
    .GetIDsOfNames = script_GetIDsOfNames,
    .Invoke = script_Invoke,
    .EjectMedia = script_EjectMedia,
    .CloseTray = script_CloseTray,
    .AcquireExclusiveAccess = script_AcquireExclusiveAccess,
    .ReleaseExclusiveAccess = script_ReleaseExclusiveAccess,
    .DisableMcn = script_DisableMcn,
    .EnableMcn = script_EnableMcn,
    .InitializeDiscRecorder = script_InitializeDiscRecorder,
    .get_ActiveDiscRecorder = script_get_ActiveDiscRecorder,
    .get_VendorId = script_get_VendorId,
    .get_ProductId = script_get_ProductId,
    .get_ProductRevision = script_get_ProductRevision,
    .get_VolumeName = script_get_VolumeName,
    .get_VolumePathNames = script_get_VolumePathNames,
    .get_DeviceCanLoadMedia = script_get_DeviceCanLoadMedia,
    .get_LegacyDeviceNumber = script_get_LegacyDeviceNumber,
    .get_SupportedFeaturePages = script_get_SupportedFeaturePages,
    .get_CurrentFeaturePages = script_get_CurrentFeaturePages,
    .get_SupportedProfiles = script_get_SupportedProfiles,
    .get_CurrentProfiles = script_get_CurrentProfiles,
    .get_SupportedModePages = script_get_SupportedModePages,
    .get_ExclusiveAccessOwner = script_get_ExclusiveAccessOwner,
};

static const IDiscRecorder2ExVtbl ex_vtbl = {
    .QueryInterface = ex_QueryInterface,
    .AddRef = ex_AddRef,
    .Release = ex_Release,
    .SendCommandNoData = ex_SendCommandNoData,
    .SendCommandSendDataToDevice = ex_SendCommandSendDataToDevice,
    .SendCommandGetDataFromDevice = ex_SendCommandGetDataFromDevice,
    .ReadDvdStructure = ex_ReadDvdStructure,
    .SendDvdStructure = ex_SendDvdStructure,
    .GetAdapterDescriptor = ex_GetAdapterDescriptor,
    .GetDeviceDescriptor = ex_GetDeviceDescriptor,
    .GetDiscInformation = ex_GetDiscInformation,
    .GetTrackInformation = ex_GetTrackInformation,
    .GetFeaturePage = ex_GetFeaturePage,
    .GetModePage = ex_GetModePage,
    .SetModePage = ex_SetModePage,
    .GetSupportedFeaturePages = ex_GetSupportedFeaturePages,
    .GetSupportedProfiles = ex_GetSupportedProfiles,
    .GetSupportedModePages = ex_GetSupportedModePages,
    .GetByteAlignmentMask = ex_GetByteAlignmentMask,
    .GetMaximumNonPageAlignedTransferSize = ex_GetMaximumNonPageAlignedTransferSize,
    .GetMaximumPageAlignedTransferSize = ex_GetMaximumPageAlignedTransferSize,
};

struct foreign_recorder *foreign_recorder_create(IDiscRecorder2 *inner)
{
    struct foreign_recorder *self = calloc(1, sizeof(*self));

    assert_non_null(self);
    self->IDiscRecorder2_iface.lpVtbl = &script_vtbl;
    self->IDiscRecorder2Ex_iface.lpVtbl = &ex_vtbl;
    self->references = 1;
    self->inner = inner;
    self->thread = GetCurrentThreadId();
    IDiscRecorder2_AddRef(inner);
    assert_result(
        IDiscRecorder2_QueryInterface(inner, &IID_IDiscRecorder2Ex, (void **)&self->inner_ex),
        S_OK);
    return self;
}

void foreign_recorder_destroy(struct foreign_recorder *recorder)
{
    assert_int_equal(recorder->references, 1);
    IDiscRecorder2_Release(&recorder->IDiscRecorder2_iface);
}
