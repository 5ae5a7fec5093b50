/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2: one recorder, by script. Its commands are in disc_recorder_ex.c. */
#include "imapi2/disc_recorder.h"

#include "base/memory.h"
#include "com/array.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"
#include "imapi2/classes.h"
#include "imapi2/client_name.h"
#include "imapi2/drive_query.h"
#include "imapi2/result.h"
#include "imapi2/shared_catalog.h"
#include "mmc/commands.h"

#include <imapi2error.h>
#include <wchar.h>

/* No path is longer: the kernel counts its bytes in 16 bits. */
#define ID_UNITS_MAXIMUM 32767

/* Known to nobody else; an object that answers it is one of ours, perhaps of another copy. */
static const IID iid_own_recorder = {
    0x3a6f2e0c, 0x5b71, 0x4d0e, { 0x9c, 0x46, 0x1f, 0x8e, 0x27, 0xb3, 0x5d, 0x90 }
};

static const struct com_interface disc_recorder_interfaces[] = {
    COM_INTERFACE(disc_recorder, IDiscRecorder2),
    COM_INTERFACE_AS(disc_recorder, IDispatch, IDiscRecorder2),
    COM_INTERFACE(disc_recorder, IDiscRecorder2Ex),
    { &iid_own_recorder, offsetof(struct disc_recorder, IUnknown_iface) },
};

COM_DISPATCH(disc_recorder, IDiscRecorder2)

COM_UNKNOWN(disc_recorder, IUnknown)

static uint64_t clock_now_ms(void *context)
{
    (void)context;
    return GetTickCount64();
}

static void clock_sleep_ms(void *context, uint32_t ms)
{
    (void)context;
    Sleep(ms);
}

void disc_recorder_drive_init(struct mmc_drive *drive, struct scsi_transport *transport)
{
    const struct mmc_clock clock = { .now_ms = clock_now_ms, .sleep_ms = clock_sleep_ms };

    mmc_drive_init(drive, transport, clock);
}

HRESULT disc_recorder_enter(struct disc_recorder *self)
{
    com_lock_enter(&self->lock);
    if (self->recorder)
        return S_OK;
    com_lock_leave(&self->lock);
    return com_error(&self->object, E_IMAPI_RECORDER_REQUIRED);
}

void disc_recorder_leave(struct disc_recorder *self)
{
    com_lock_leave(&self->lock);
}

HRESULT disc_recorder_finish(struct disc_recorder *self, enum status status)
{
    HRESULT hr = result_of_status(status, &self->drive.failure);

    if (FAILED(hr)) {
        struct recorder_label label = recorder_label_of(recorder_identity(self->recorder));

        drive_error(&self->object, hr, &label, drive_failure_of(&self->drive, status));
    }
    com_lock_leave(&self->lock);
    return hr;
}

/* Why a recorder could not be opened, in the terms of InitializeDiscRecorder. */
static HRESULT result_of_open(enum status status)
{
    if (status == STATUS_INVALID_NAME)
        return E_INVALIDARG;
    if (status == STATUS_NOT_FOUND)
        return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    return result_of_status(status, NULL);
}

static HRESULT open_device(const WCHAR *id, struct recorder **recorder)
{
    struct recorder_catalog *catalog;
    HRESULT hr = shared_catalog_get(&catalog);

    *recorder = NULL;
    return FAILED(hr) ? hr : result_of_open(recorder_catalog_open(catalog, id, recorder));
}

struct disc_recorder *disc_recorder_find(IUnknown *object)
{
    struct disc_recorder *self;
    IUnknown *own;

    if (FAILED(IUnknown_QueryInterface(object, &iid_own_recorder, (void **)&own)) || !own)
        return NULL;
    self = CONTAINING_RECORD(own, struct disc_recorder, IUnknown_iface);
    if (own->lpVtbl->AddRef == disc_recorder_IUnknown_AddRef)
        return self;
    IUnknown_Release(own);
    return NULL;
}

HRESULT disc_recorder_open_again(struct disc_recorder *self, struct recorder **recorder)
{
    HRESULT hr = disc_recorder_enter(self);

    *recorder = NULL;
    if (FAILED(hr))
        return hr;
    hr = open_device(self->id, recorder);
    disc_recorder_leave(self);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_EjectMedia(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr = disc_recorder_enter(self);

    if (FAILED(hr))
        return hr;
    /* The tray may be locked by a program that did not clean up; a drive may not know of locks. */
    mmc_drive_execute(&self->drive, mmc_command_prevent_removal(false), NULL, 0);
    return disc_recorder_finish(self,
                                mmc_drive_execute(&self->drive, mmc_command_eject(), NULL, 0));
}

static HRESULT STDMETHODCALLTYPE disc_recorder_CloseTray(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr = disc_recorder_enter(self);
    enum status status;

    if (FAILED(hr))
        return hr;
    status = mmc_drive_execute(&self->drive, mmc_command_load(), NULL, 0);
    /* The tray is closed, whatever lies in it. */
    if (status == STATUS_DEVICE && self->drive.failure.condition == MMC_CONDITION_NO_MEDIUM)
        status = STATUS_OK;
    return disc_recorder_finish(self, status);
}

/* The name of who holds the lock, for the error text. */
static HRESULT fail_locked(struct disc_recorder *self)
{
    struct recorder_label label = recorder_label_of(recorder_identity(self->recorder));
    WCHAR text[DRIVE_FAILURE_UNITS] = { 0 };
    char16 *owner = NULL;
    HRESULT hr;

    recorder_lock_owner(self->recorder, &owner);
    _snwprintf(text, ARRAYSIZE(text) - 1, L"%ls is in use%ls%ls", label.text,
               owner && *owner ? L" by " : L"", owner ? owner : L"");
    hr = error_with_detail(&self->object, E_ACCESSDENIED, text);
    memory_free(owner);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_AcquireExclusiveAccess(IDiscRecorder2 *iface,
                                                                      VARIANT_BOOL force,
                                                                      BSTR clientName)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    enum status status;
    HRESULT hr;

    if (!clientName)
        return com_error(&self->object, E_INVALIDARG);
    if (!client_name_is_valid(clientName))
        return com_error_with(&self->object, E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID,
                              COM_TEXT(clientName));
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    status = recorder_lock(self->recorder, clientName, force != VARIANT_FALSE);
    if (status == STATUS_OK)
        self->lock_count++;
    if (status == STATUS_BUSY || status == STATUS_ACCESS_DENIED)
        hr = fail_locked(self);
    else
        hr = com_error(&self->object, result_of_status(status, NULL));
    disc_recorder_leave(self);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_ReleaseExclusiveAccess(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr = disc_recorder_enter(self);
    enum status status;

    if (FAILED(hr))
        return hr;
    status = recorder_unlock(self->recorder);
    if (status == STATUS_OK)
        self->lock_count--;
    disc_recorder_leave(self);
    return status == STATUS_INVALID_STATE
               ? com_error_with(&self->object, E_FAIL,
                                COM_TEXT(L"this object holds no exclusive access"))
               : com_error(&self->object, result_of_status(status, NULL));
}

static HRESULT STDMETHODCALLTYPE disc_recorder_DisableMcn(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr = disc_recorder_enter(self);

    if (FAILED(hr))
        return hr;
    recorder_disable_notification(self->recorder);
    self->notification_count++;
    disc_recorder_leave(self);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_EnableMcn(IDiscRecorder2 *iface)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr = disc_recorder_enter(self);

    if (FAILED(hr))
        return hr;
    recorder_enable_notification(self->recorder);
    if (self->notification_count)
        self->notification_count--;
    disc_recorder_leave(self);
    return S_OK;
}

/* The lock is held. Takes `id` and `recorder` over. */
static void bind_recorder(struct disc_recorder *self, BSTR id, struct recorder *recorder)
{
    recorder_close(self->recorder);
    SysFreeString(self->id);
    self->id = id;
    self->recorder = recorder;
    disc_recorder_drive_init(&self->drive, recorder_transport(recorder));
}

/* The lock is held. */
static HRESULT initialize(struct disc_recorder *self, BSTR id)
{
    struct recorder *recorder;
    BSTR copy;
    HRESULT hr;

    if (self->recorder && (self->lock_count || self->notification_count)) {
        if (_wcsicmp(id, self->id) == 0)
            return S_OK;
        return com_error_with(&self->object, E_FAIL,
                              COM_TEXT(L"this object still holds exclusive access or has disabled "
                                       L"media change notification of another recorder"));
    }
    copy = SysAllocString(id);
    if (!copy)
        return com_error(&self->object, E_OUTOFMEMORY);
    hr = open_device(copy, &recorder);
    if (FAILED(hr)) {
        SysFreeString(copy);
        return com_error_with(&self->object, hr, COM_TEXT(id));
    }
    bind_recorder(self, copy, recorder);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_InitializeDiscRecorder(IDiscRecorder2 *iface,
                                                                      BSTR recorderUniqueId)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    const size_t length = com_text_length(recorderUniqueId);
    HRESULT hr;

    if (length == 0 || length > ID_UNITS_MAXIMUM)
        return error_with_value(&self->object, E_INVALIDARG, L"the length of recorderUniqueId",
                                (int64_t)length);
    com_lock_enter(&self->lock);
    hr = initialize(self, recorderUniqueId);
    com_lock_leave(&self->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ActiveDiscRecorder(IDiscRecorder2 *iface,
                                                                      BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    hr = com_text_copy(self->id, value);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

/* A text of INQUIRY, padding and all: clients trim it. */
static HRESULT copy_identity(struct disc_recorder *self, size_t offset, BSTR *value)
{
    HRESULT hr;
    const char *text;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    text = (const char *)recorder_identity(self->recorder) + offset;
    *value = SysAllocStringLen(NULL, (UINT)strlen(text));
    for (size_t i = 0; *value && text[i]; i++)
        (*value)[i] = (BYTE)text[i];
    disc_recorder_leave(self);
    return *value ? S_OK : com_error(&self->object, E_OUTOFMEMORY);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VendorId(IDiscRecorder2 *iface, BSTR *value)
{
    return copy_identity(disc_recorder_from_IDiscRecorder2(iface),
                         offsetof(struct recorder_identity, vendor_id), value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ProductId(IDiscRecorder2 *iface, BSTR *value)
{
    return copy_identity(disc_recorder_from_IDiscRecorder2(iface),
                         offsetof(struct recorder_identity, product_id), value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ProductRevision(IDiscRecorder2 *iface,
                                                                   BSTR *value)
{
    return copy_identity(disc_recorder_from_IDiscRecorder2(iface),
                         offsetof(struct recorder_identity, product_revision), value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VolumeName(IDiscRecorder2 *iface, BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    hr = com_text_copy(recorder_identity(self->recorder)->volume_name, value);
    disc_recorder_leave(self);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_VolumePathNames(IDiscRecorder2 *iface,
                                                                   SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    const struct recorder_identity *identity;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    identity = recorder_identity(self->recorder);
    hr = com_array_of_texts((const WCHAR *const *)identity->volume_paths,
                            identity->volume_path_count, value);
    disc_recorder_leave(self);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_DeviceCanLoadMedia(IDiscRecorder2 *iface,
                                                                      VARIANT_BOOL *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    enum status status;
    bool can_load;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    status = drive_query_can_load(&self->drive, &can_load);
    *value = com_bool(can_load);
    return disc_recorder_finish(self, status);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_LegacyDeviceNumber(IDiscRecorder2 *iface,
                                                                      LONG *legacyDeviceNumber)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    HRESULT hr;

    if (!legacyDeviceNumber)
        return com_null_pointer(&self->object, L"legacyDeviceNumber");
    *legacyDeviceNumber = 0;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    *legacyDeviceNumber = (LONG)recorder_identity(self->recorder)->legacy_device_number;
    disc_recorder_leave(self);
    return S_OK;
}

/* Ends a method that read `codes`, which are freed. */
static HRESULT finish_codes(struct disc_recorder *self, enum status status,
                            const struct drive_codes *codes, SAFEARRAY **value)
{
    HRESULT hr = S_OK;

    if (status == STATUS_OK)
        hr = com_array_of_longs((const LONG *)codes->codes, codes->count, value);
    memory_free(codes->codes);
    if (FAILED(hr))
        status = STATUS_NO_MEMORY;
    return disc_recorder_finish(self, status);
}

static HRESULT get_codes(IDiscRecorder2 *iface, drive_query_codes query, bool current_only,
                         SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    struct drive_codes codes;
    enum status status;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    status = query(&self->drive, current_only, &codes);
    return finish_codes(self, status, &codes, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedFeaturePages(IDiscRecorder2 *iface,
                                                                         SAFEARRAY **value)
{
    return get_codes(iface, drive_query_features, false, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_CurrentFeaturePages(IDiscRecorder2 *iface,
                                                                       SAFEARRAY **value)
{
    return get_codes(iface, drive_query_features, true, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedProfiles(IDiscRecorder2 *iface,
                                                                     SAFEARRAY **value)
{
    return get_codes(iface, drive_query_profiles, false, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_CurrentProfiles(IDiscRecorder2 *iface,
                                                                   SAFEARRAY **value)
{
    return get_codes(iface, drive_query_profiles, true, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_SupportedModePages(IDiscRecorder2 *iface,
                                                                      SAFEARRAY **value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    struct drive_codes codes;
    enum status status;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    status = drive_query_mode_pages(&self->drive, MMC_MODE_PAGE_CONTROL_CURRENT, &codes);
    return finish_codes(self, status, &codes, value);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_get_ExclusiveAccessOwner(IDiscRecorder2 *iface,
                                                                        BSTR *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2(iface);
    enum status status;
    char16 *owner;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    status = recorder_lock_owner(self->recorder, &owner);
    disc_recorder_leave(self);
    if (status != STATUS_OK)
        return com_error(&self->object, result_of_status(status, NULL));
    hr = com_text_copy(owner, value);
    memory_free(owner);
    return com_error(&self->object, hr);
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

static const IUnknownVtbl disc_recorder_IUnknown_vtbl = {
    COM_UNKNOWN_METHODS(disc_recorder, IUnknown),
};

static void disc_recorder_destroy(struct com_object *object)
{
    struct disc_recorder *self = CONTAINING_RECORD(object, struct disc_recorder, object);

    recorder_close(self->recorder);
    SysFreeString(self->id);
    com_lock_release(&self->lock);
}

static const struct com_class disc_recorder_class = {
    .prog_id = L"IMAPI2.MsftDiscRecorder2",
    .clsid = &CLSID_MsftDiscRecorder2,
    COM_INTERFACES(disc_recorder_interfaces),
    .destroy = disc_recorder_destroy,
};

HRESULT disc_recorder_create(REFIID iid, void **out)
{
    struct disc_recorder *self = com_object_create(&disc_recorder_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    com_lock_init(&self->lock);
    self->IDiscRecorder2_iface.lpVtbl = &disc_recorder_IDiscRecorder2_vtbl;
    self->IDiscRecorder2Ex_iface.lpVtbl = &disc_recorder_ex_vtbl;
    self->IUnknown_iface.lpVtbl = &disc_recorder_IUnknown_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
