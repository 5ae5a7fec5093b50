/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftMultisessionSequential: the sessions of a sequential disc. */
#include "imapi2/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct multisession_sequential {
    struct com_object object;
    IMultisessionSequential2 IMultisessionSequential2_iface;
};

static const struct com_interface multisession_sequential_interfaces[] = {
    COM_INTERFACE(multisession_sequential, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IMultisessionSequential, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IMultisession, IMultisessionSequential2),
    COM_INTERFACE_AS(multisession_sequential, IDispatch, IMultisessionSequential2),
};

COM_DISPATCH(multisession_sequential, IMultisessionSequential2)

static HRESULT STDMETHODCALLTYPE multisession_sequential_get_IsSupportedOnCurrentMediaState(
    IMultisessionSequential2 *iface, VARIANT_BOOL *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IMultisession::get_IsSupportedOnCurrentMediaState");
}

static HRESULT STDMETHODCALLTYPE multisession_sequential_put_InUse(IMultisessionSequential2 *iface,
                                                                   VARIANT_BOOL value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IMultisession::put_InUse");
}

static HRESULT STDMETHODCALLTYPE multisession_sequential_get_InUse(IMultisessionSequential2 *iface,
                                                                   VARIANT_BOOL *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IMultisession::get_InUse");
}

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_ImportRecorder(IMultisessionSequential2 *iface, IDiscRecorder2 **value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IMultisession::get_ImportRecorder");
}

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_IsFirstDataSession(IMultisessionSequential2 *iface, VARIANT_BOOL *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IMultisessionSequential::get_IsFirstDataSession");
}

static HRESULT STDMETHODCALLTYPE multisession_sequential_get_StartAddressOfPreviousSession(
    IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IMultisessionSequential::get_StartAddressOfPreviousSession");
}

static HRESULT STDMETHODCALLTYPE multisession_sequential_get_LastWrittenAddressOfPreviousSession(
    IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object,
                               L"IMultisessionSequential::get_LastWrittenAddressOfPreviousSession");
}

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_NextWritableAddress(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionSequential::get_NextWritableAddress");
}

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_FreeSectorsOnMedia(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionSequential::get_FreeSectorsOnMedia");
}

static HRESULT STDMETHODCALLTYPE
multisession_sequential_get_WriteUnitSize(IMultisessionSequential2 *iface, LONG *value)
{
    struct multisession_sequential *self =
        multisession_sequential_from_IMultisessionSequential2(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionSequential2::get_WriteUnitSize");
}

static const IMultisessionSequential2Vtbl multisession_sequential_IMultisessionSequential2_vtbl = {
    COM_DISPATCH_METHODS(multisession_sequential, IMultisessionSequential2),
    .get_IsSupportedOnCurrentMediaState =
        multisession_sequential_get_IsSupportedOnCurrentMediaState,
    .put_InUse = multisession_sequential_put_InUse,
    .get_InUse = multisession_sequential_get_InUse,
    .get_ImportRecorder = multisession_sequential_get_ImportRecorder,
    .get_IsFirstDataSession = multisession_sequential_get_IsFirstDataSession,
    .get_StartAddressOfPreviousSession = multisession_sequential_get_StartAddressOfPreviousSession,
    .get_LastWrittenAddressOfPreviousSession =
        multisession_sequential_get_LastWrittenAddressOfPreviousSession,
    .get_NextWritableAddress = multisession_sequential_get_NextWritableAddress,
    .get_FreeSectorsOnMedia = multisession_sequential_get_FreeSectorsOnMedia,
    .get_WriteUnitSize = multisession_sequential_get_WriteUnitSize,
};

static const struct com_class multisession_sequential_class = {
    .prog_id = L"IMAPI2.MsftMultisessionSequential",
    .clsid = &CLSID_MsftMultisessionSequential,
    COM_INTERFACES(multisession_sequential_interfaces),
};

HRESULT multisession_sequential_create(REFIID iid, void **out)
{
    struct multisession_sequential *self =
        com_object_create(&multisession_sequential_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IMultisessionSequential2_iface.lpVtbl =
        &multisession_sequential_IMultisessionSequential2_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
