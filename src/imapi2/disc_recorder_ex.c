/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscRecorder2: IDiscRecorder2Ex, one recorder by command. */
#include "imapi2/disc_recorder.h"

#include "base/memory.h"
#include "com/error.h"
#include "imapi2/drive_query.h"
#include "imapi2/result.h"
#include "imapi2/storage_descriptors.h"
#include "mmc/mode_pages.h"
#include "scsi/cdb_size.h"

#include <imapi2error.h>
#include <string.h>

COM_UNKNOWN(disc_recorder, IDiscRecorder2Ex)

/* A command of the application, with where its results go. */
struct pass_through {
    struct scsi_command command;
    BYTE *sense;
    BYTE *data;
    uint32_t size;
    uint32_t transferred;
};

static HRESULT check_command(struct disc_recorder *self, const BYTE *cdb, ULONG cdb_size,
                             BYTE *sense)
{
    if (!sense)
        return com_null_pointer(&self->object, L"SenseBuffer");
    memset(sense, 0, SCSI_SENSE_FIXED_SIZE);
    if (!cdb)
        return com_null_pointer(&self->object, L"Cdb");
    if (!scsi_cdb_size_is_valid(cdb_size ? cdb[0] : 0, cdb_size))
        return error_with_value(&self->object, E_INVALIDARG, L"CdbSize", cdb_size);
    return S_OK;
}

static struct scsi_command command_of(const BYTE *cdb, ULONG cdb_size,
                                      enum scsi_direction direction, ULONG timeout_s)
{
    struct scsi_command command = { .cdb_size = (uint8_t)cdb_size, .direction = direction };

    memcpy(command.cdb, cdb, cdb_size);
    if (!timeout_s)
        timeout_s = IMAPI2_DEFAULT_COMMAND_TIMEOUT;
    command.timeout_ms = timeout_s > UINT32_MAX / 1000 ? UINT32_MAX : timeout_s * 1000;
    return command;
}

/* Clients decode the fixed format alone. */
static void copy_sense(const struct scsi_sense *sense, BYTE *out)
{
    uint8_t format = sense->raw[0] & 0x7F;

    if (format == 0x70 || format == 0x71)
        memcpy(out, sense->raw, SCSI_SENSE_FIXED_SIZE);
    else
        scsi_sense_encode(sense, out);
}

/* The lock is held. What is not GOOD or CHECK CONDITION becomes the drive's failure. */
static HRESULT execute_locked(struct disc_recorder *self, struct pass_through *pass)
{
    struct mmc_failure *failure = &self->drive.failure;
    struct recorder_label label;

    failure->opcode = pass->command.cdb[0];
    scsi_transport_execute(self->drive.transport, &pass->command, pass->data, pass->size,
                           &failure->result);
    pass->transferred = failure->result.transferred;
    if (failure->result.outcome == SCSI_OUTCOME_GOOD)
        return S_OK;
    if (failure->result.outcome == SCSI_OUTCOME_CHECK_CONDITION) {
        copy_sense(&failure->result.sense, pass->sense);
        return S_IMAPI_COMMAND_HAS_SENSE_DATA;
    }
    failure->condition = mmc_condition_of(failure->opcode, &failure->result);
    label = recorder_label_of(recorder_identity(self->recorder));
    return drive_error(&self->object,
                       result_of_status(mmc_condition_status(failure->condition), failure), &label,
                       failure);
}

static HRESULT execute(struct disc_recorder *self, struct pass_through *pass)
{
    const struct recorder_identity *identity;
    HRESULT hr = disc_recorder_enter(self);

    if (FAILED(hr))
        return hr;
    identity = recorder_identity(self->recorder);
    if (pass->size > identity->maximum_transfer_bytes)
        hr = error_with_value(&self->object, E_INVALIDARG,
                              L"the most bytes that one command of this recorder moves",
                              identity->maximum_transfer_bytes);
    else
        hr = execute_locked(self, pass);
    disc_recorder_leave(self);
    return hr;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandNoData(IDiscRecorder2Ex *iface, BYTE *Cdb,
                                                                 ULONG CdbSize,
                                                                 BYTE SenseBuffer[18],
                                                                 ULONG Timeout)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    HRESULT hr = check_command(self, Cdb, CdbSize, SenseBuffer);
    struct pass_through pass = { .sense = SenseBuffer };

    if (FAILED(hr))
        return hr;
    pass.command = command_of(Cdb, CdbSize, SCSI_DIRECTION_NONE, Timeout);
    return execute(self, &pass);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandSendDataToDevice(
    IDiscRecorder2Ex *iface, BYTE *Cdb, ULONG CdbSize, BYTE SenseBuffer[18], ULONG Timeout,
    BYTE *Buffer, ULONG_IMAPI2_NONZERO BufferSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct pass_through pass = { .sense = SenseBuffer, .data = Buffer, .size = BufferSize };
    HRESULT hr = check_command(self, Cdb, CdbSize, SenseBuffer);

    if (FAILED(hr))
        return hr;
    if (!Buffer)
        return com_null_pointer(&self->object, L"Buffer");
    if (!BufferSize)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"BufferSize is 0"));
    pass.command = command_of(Cdb, CdbSize, SCSI_DIRECTION_TO_DEVICE, Timeout);
    return execute(self, &pass);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendCommandGetDataFromDevice(
    IDiscRecorder2Ex *iface, BYTE *Cdb, ULONG CdbSize, BYTE SenseBuffer[18], ULONG Timeout,
    BYTE *Buffer, ULONG_IMAPI2_NONZERO BufferSize, ULONG_IMAPI2_NOT_NEGATIVE *BufferFetched)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct pass_through pass = { .sense = SenseBuffer, .data = Buffer, .size = BufferSize };
    HRESULT hr;

    if (!BufferFetched)
        return com_null_pointer(&self->object, L"BufferFetched");
    *BufferFetched = 0;
    hr = check_command(self, Cdb, CdbSize, SenseBuffer);
    if (FAILED(hr))
        return hr;
    if (!Buffer)
        return com_null_pointer(&self->object, L"Buffer");
    if (!BufferSize)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"BufferSize is 0"));
    pass.command = command_of(Cdb, CdbSize, SCSI_DIRECTION_FROM_DEVICE, Timeout);
    hr = execute(self, &pass);
    *BufferFetched = pass.transferred;
    return hr;
}

/* Memory for the caller, who frees it with CoTaskMemFree. */
static enum status hand_out(const void *bytes, size_t size, BYTE **data, ULONG *out_size)
{
    *data = CoTaskMemAlloc(size ? size : 1);
    if (!*data)
        return STATUS_NO_MEMORY;
    if (size)
        memcpy(*data, bytes, size);
    *out_size = (ULONG)size;
    return STATUS_OK;
}

/* Nulls the outs; fails when one is missing or there is no recorder. Enters the lock otherwise. */
static HRESULT begin(struct disc_recorder *self, void *data, const WCHAR *data_name, ULONG *size,
                     const WCHAR *size_name)
{
    if (data)
        *(void **)data = NULL;
    if (size)
        *size = 0;
    if (!data)
        return com_null_pointer(&self->object, data_name);
    if (!size)
        return com_null_pointer(&self->object, size_name);
    return disc_recorder_enter(self);
}

/* Ends a method that read `reply`, which is freed. */
static HRESULT finish_reply(struct disc_recorder *self, enum status status,
                            const struct drive_reply *reply, BYTE **data, ULONG *size)
{
    if (status == STATUS_OK)
        status = hand_out(reply->bytes, reply->size, data, size);
    memory_free(reply->memory);
    return disc_recorder_finish(self, status);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_ReadDvdStructure(IDiscRecorder2Ex *iface,
                                                                ULONG format, ULONG address,
                                                                ULONG layer, ULONG agid,
                                                                BYTE **data,
                                                                ULONG_IMAPI2_DVD_STRUCTURE *count)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_reply reply;
    enum status status;
    HRESULT hr = begin(self, data, L"data", count, L"count");

    if (FAILED(hr))
        return hr;
    /* As published: each value is cut to what its field in the command holds. */
    status = drive_query_disc_structure(&self->drive, address, (uint8_t)layer, (uint8_t)format,
                                        agid & 3, &reply);
    return finish_reply(self, status, &reply, data, count);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SendDvdStructure(IDiscRecorder2Ex *iface,
                                                                ULONG format, BYTE *data,
                                                                ULONG_IMAPI2_DVD_STRUCTURE count)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    HRESULT hr;

    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (!count)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"count is 0"));
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    return disc_recorder_finish(
        self, drive_send_disc_structure(&self->drive, (uint8_t)format, data, count));
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetAdapterDescriptor(
    IDiscRecorder2Ex *iface, BYTE **data, ULONG_IMAPI2_ADAPTER_DESCRIPTOR *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    STORAGE_ADAPTER_DESCRIPTOR descriptor;
    HRESULT hr = begin(self, data, L"data", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    storage_adapter_describe(recorder_identity(self->recorder), &descriptor);
    return disc_recorder_finish(self, hand_out(&descriptor, sizeof(descriptor), data, byteSize));
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetDeviceDescriptor(
    IDiscRecorder2Ex *iface, BYTE **data, ULONG_IMAPI2_DEVICE_DESCRIPTOR *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    BYTE descriptor[DEVICE_DESCRIPTOR_MAXIMUM_BYTES];
    ULONG size;
    HRESULT hr = begin(self, data, L"data", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    size = storage_device_describe(recorder_identity(self->recorder), descriptor);
    return disc_recorder_finish(self, hand_out(descriptor, size, data, byteSize));
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetDiscInformation(
    IDiscRecorder2Ex *iface, BYTE **discInformation, ULONG_IMAPI2_DISC_INFORMATION *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_reply reply;
    enum status status;
    HRESULT hr = begin(self, discInformation, L"discInformation", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    status = drive_query_disc_information(&self->drive, &reply);
    return finish_reply(self, status, &reply, discInformation, byteSize);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetTrackInformation(
    IDiscRecorder2Ex *iface, ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE addressType,
    BYTE **trackInformation, ULONG_IMAPI2_TRACK_INFORMATION *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_reply reply;
    enum status status;
    HRESULT hr = begin(self, trackInformation, L"trackInformation", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    if ((ULONG)addressType > IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION) {
        disc_recorder_leave(self);
        return error_with_value(&self->object, E_INVALIDARG, L"addressType", (LONG)addressType);
    }
    status = drive_query_track_information(&self->drive, (enum mmc_track_address_type)addressType,
                                           address, &reply);
    return finish_reply(self, status, &reply, trackInformation, byteSize);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetFeaturePage(
    IDiscRecorder2Ex *iface, IMAPI_FEATURE_PAGE_TYPE requestedFeature, BOOLEAN currentFeatureOnly,
    BYTE **featureData, ULONG_IMAPI2_FEATURE_PAGE *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_reply reply;
    enum status status;
    HRESULT hr = begin(self, featureData, L"featureData", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    if ((ULONG)requestedFeature > UINT16_MAX) {
        disc_recorder_leave(self);
        return error_with_value(&self->object, E_IMAPI_RECORDER_NO_SUCH_FEATURE,
                                L"requestedFeature", (LONG)requestedFeature);
    }
    status =
        drive_query_feature(&self->drive, (uint16_t)requestedFeature, currentFeatureOnly, &reply);
    return finish_reply(self, status, &reply, featureData, byteSize);
}

static bool is_request_type(IMAPI_MODE_PAGE_REQUEST_TYPE type)
{
    return (ULONG)type <= IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES;
}

static HRESULT fail_request_type(struct disc_recorder *self, IMAPI_MODE_PAGE_REQUEST_TYPE type)
{
    return error_with_value(&self->object, E_INVALIDARG, L"requestType", (LONG)type);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetModePage(IDiscRecorder2Ex *iface,
                                                           IMAPI_MODE_PAGE_TYPE requestedModePage,
                                                           IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
                                                           BYTE **modePageData,
                                                           ULONG_IMAPI2_MODE_PAGE *byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct mmc_mode_page_data page;
    enum status status;
    HRESULT hr = begin(self, modePageData, L"modePageData", byteSize, L"byteSize");

    if (FAILED(hr))
        return hr;
    if (!is_request_type(requestType)) {
        disc_recorder_leave(self);
        return fail_request_type(self, requestType);
    }
    /* All pages together are not one page. */
    if ((ULONG)requestedModePage >= MMC_MODE_PAGE_ALL)
        status = mmc_drive_fail(&self->drive, MMC_CONDITION_NO_MODE_PAGE);
    else
        status = mmc_mode_page_read(&self->drive, (uint8_t)requestedModePage,
                                    (enum mmc_mode_page_control)requestType, &page);
    if (status == STATUS_OK)
        status = hand_out(page.bytes, page.size, modePageData, byteSize);
    return disc_recorder_finish(self, status);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_SetModePage(IDiscRecorder2Ex *iface,
                                                           IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
                                                           BYTE *data,
                                                           ULONG_IMAPI2_MODE_PAGE byteSize)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    bool save = requestType == IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES;
    HRESULT hr;

    if (!data)
        return com_null_pointer(&self->object, L"data");
    if (!save && requestType != IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES)
        return fail_request_type(self, requestType);
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    return disc_recorder_finish(self, mmc_mode_page_write(&self->drive, data, byteSize, save));
}

/* Ends a method that read `codes`, which are freed. The elements are enumerations of 32 bits. */
static HRESULT finish_codes(struct disc_recorder *self, enum status status,
                            const struct drive_codes *codes, void *data, ULONG *count)
{
    static_assert(sizeof(*codes->codes) == sizeof(IMAPI_FEATURE_PAGE_TYPE),
                  "enumerations are LONG");
    if (status == STATUS_OK)
        status = hand_out(codes->codes, codes->count * sizeof(*codes->codes), data, count);
    *count = status == STATUS_OK ? (ULONG)codes->count : 0;
    memory_free(codes->codes);
    return disc_recorder_finish(self, status);
}

static HRESULT get_codes(IDiscRecorder2Ex *iface, drive_query_codes query, bool current_only,
                         void *data, const WCHAR *data_name, ULONG *count, const WCHAR *count_name)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_codes codes;
    enum status status;
    HRESULT hr = begin(self, data, data_name, count, count_name);

    if (FAILED(hr))
        return hr;
    status = query(&self->drive, current_only, &codes);
    return finish_codes(self, status, &codes, data, count);
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedFeaturePages(
    IDiscRecorder2Ex *iface, BOOLEAN currentFeatureOnly, IMAPI_FEATURE_PAGE_TYPE **featureData,
    ULONG_IMAPI2_ALL_FEATURE_PAGES *byteSize)
{
    return get_codes(iface, drive_query_features, currentFeatureOnly, featureData, L"featureData",
                     byteSize, L"byteSize");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedProfiles(
    IDiscRecorder2Ex *iface, BOOLEAN currentOnly, IMAPI_PROFILE_TYPE **profileTypes,
    ULONG_IMAPI2_ALL_PROFILES *validProfiles)
{
    return get_codes(iface, drive_query_profiles, currentOnly, profileTypes, L"profileTypes",
                     validProfiles, L"validProfiles");
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetSupportedModePages(
    IDiscRecorder2Ex *iface, IMAPI_MODE_PAGE_REQUEST_TYPE requestType,
    IMAPI_MODE_PAGE_TYPE **modePageTypes, ULONG_IMAPI2_ALL_MODE_PAGES *validPages)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    struct drive_codes codes;
    enum status status;
    HRESULT hr = begin(self, modePageTypes, L"modePageTypes", validPages, L"validPages");

    if (FAILED(hr))
        return hr;
    if (!is_request_type(requestType)) {
        disc_recorder_leave(self);
        return fail_request_type(self, requestType);
    }
    status = drive_query_mode_pages(&self->drive, (enum mmc_mode_page_control)requestType, &codes);
    return finish_codes(self, status, &codes, modePageTypes, validPages);
}

/* A number of struct recorder_identity, given by the offset of its field. */
static HRESULT get_identity_number(IDiscRecorder2Ex *iface, size_t field, ULONG *value)
{
    struct disc_recorder *self = disc_recorder_from_IDiscRecorder2Ex(iface);
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    hr = disc_recorder_enter(self);
    if (FAILED(hr))
        return hr;
    *value = *(const uint32_t *)((const char *)recorder_identity(self->recorder) + field);
    disc_recorder_leave(self);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE disc_recorder_GetByteAlignmentMask(IDiscRecorder2Ex *iface,
                                                                    ULONG *value)
{
    HRESULT hr =
        get_identity_number(iface, offsetof(struct recorder_identity, alignment_mask), value);

    /* Published as a power of two, for a test with (value - 1). */
    if (SUCCEEDED(hr))
        *value += 1;
    return hr;
}

static HRESULT get_maximum_transfer(IDiscRecorder2Ex *iface, ULONG *value)
{
    return get_identity_number(iface, offsetof(struct recorder_identity, maximum_transfer_bytes),
                               value);
}

static HRESULT STDMETHODCALLTYPE
disc_recorder_GetMaximumNonPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    return get_maximum_transfer(iface, value);
}

static HRESULT STDMETHODCALLTYPE
disc_recorder_GetMaximumPageAlignedTransferSize(IDiscRecorder2Ex *iface, ULONG *value)
{
    return get_maximum_transfer(iface, value);
}

const IDiscRecorder2ExVtbl disc_recorder_ex_vtbl = {
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
