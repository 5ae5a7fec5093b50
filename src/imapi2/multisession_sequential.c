/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftMultisessionSequential: the sessions of a sequential disc. */
#include "imapi2/multisession.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"

struct multisession_sequential {
    struct com_object object;
    IMultisessionSequential2 IMultisessionSequential2_iface;
    struct multisession multisession;
};

static const struct com_interface multisession_sequential_interfaces[] = {
    COM_INTERFACE(multisession_sequential, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IMultisessionSequential, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IMultisession, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IDispatch, IMultisessionSequential2),
};

COM_DISPATCH(multisession_sequential, IMultisessionSequential2)

MULTISESSION_METHODS(multisession_sequential, IMultisessionSequential2, MMC_MEDIUM_STATE_APPENDABLE)

#define NUMBER(member, field)                                                                      \
    MULTISESSION_NUMBER(multisession_sequential, IMultisessionSequential2, member, field)

NUMBER(StartAddressOfPreviousSession, previous_session_start)
NUMBER(LastWrittenAddressOfPreviousSession, previous_session_end)
NUMBER(NextWritableAddress, next_writable_address)
NUMBER(FreeSectorsOnMedia, free_sectors)
NUMBER(WriteUnitSize, write_unit)

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_IsFirstDataSession(IMultisessionSequential2 *iface, VARIANT_BOOL *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);
    struct mmc_survey facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    hr = multisession_read(&self->multisession, &self->object, MMC_FACT_FIRST_DATA_SESSION, &facts);
    if (SUCCEEDED(hr))
        *value = com_bool(facts.is_first_data_session);
    return hr;
}

static const IMultisessionSequential2Vtbl multisession_sequential_IMultisessionSequential2_vtbl = {
    COM_DISPATCH_METHODS(multisession_sequential, IMultisessionSequential2),
    MULTISESSION_SLOTS(multisession_sequential),
    .get_IsFirstDataSession = multisession_sequential_get_IsFirstDataSession,
    .get_StartAddressOfPreviousSession = multisession_sequential_get_StartAddressOfPreviousSession,
    .get_LastWrittenAddressOfPreviousSession =
        multisession_sequential_get_LastWrittenAddressOfPreviousSession,
    .get_NextWritableAddress = multisession_sequential_get_NextWritableAddress,
    .get_FreeSectorsOnMedia = multisession_sequential_get_FreeSectorsOnMedia,
    .get_WriteUnitSize = multisession_sequential_get_WriteUnitSize,
};

static void multisession_sequential_destroy(struct com_object *object)
{
    struct multisession_sequential *self =
        CONTAINING_RECORD(object, struct multisession_sequential, object);

    media_view_drop(&self->multisession.medium);
}

static const struct com_class multisession_sequential_class = {
    .prog_id = L"IMAPI2.MsftMultisessionSequential",
    .clsid = &CLSID_MsftMultisessionSequential,
    COM_INTERFACES(multisession_sequential_interfaces),
    .destroy = multisession_sequential_destroy,
};

HRESULT multisession_sequential_create(struct media_view *medium, IUnknown **out)
{
    struct multisession_sequential *self =
        com_object_create(&multisession_sequential_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IMultisessionSequential2_iface.lpVtbl =
        &multisession_sequential_IMultisessionSequential2_vtbl;
    self->multisession.medium = media_view_acquire(medium);
    return com_object_hand_out(&self->object, &IID_IUnknown, (void **)out);
}
