/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftMultisessionRandomWrite: the state of a randomly writable disc. */
#include "imapi2/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct multisession_random_write {
    struct com_object object;
    IMultisessionRandomWrite IMultisessionRandomWrite_iface;
};

static const struct com_interface multisession_random_write_interfaces[] = {
    COM_INTERFACE(multisession_random_write, IMultisessionRandomWrite),
    COM_INTERFACE_AS(multisession_random_write, IMultisession, IMultisessionRandomWrite),
    COM_INTERFACE_AS(multisession_random_write, IDispatch, IMultisessionRandomWrite),
};

COM_DISPATCH(multisession_random_write, IMultisessionRandomWrite)

static HRESULT STDMETHODCALLTYPE multisession_random_write_get_IsSupportedOnCurrentMediaState(
    IMultisessionRandomWrite *iface, VARIANT_BOOL *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IMultisession::get_IsSupportedOnCurrentMediaState");
}

static HRESULT STDMETHODCALLTYPE
multisession_random_write_put_InUse(IMultisessionRandomWrite *iface, VARIANT_BOOL value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IMultisession::put_InUse");
}

static HRESULT STDMETHODCALLTYPE
multisession_random_write_get_InUse(IMultisessionRandomWrite *iface, VARIANT_BOOL *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IMultisession::get_InUse");
}

static HRESULT STDMETHODCALLTYPE multisession_random_write_get_ImportRecorder(
    IMultisessionRandomWrite *iface, IDiscRecorder2 **value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IMultisession::get_ImportRecorder");
}

static HRESULT STDMETHODCALLTYPE
multisession_random_write_get_WriteUnitSize(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionRandomWrite::get_WriteUnitSize");
}

static HRESULT STDMETHODCALLTYPE
multisession_random_write_get_LastWrittenAddress(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionRandomWrite::get_LastWrittenAddress");
}

static HRESULT STDMETHODCALLTYPE
multisession_random_write_get_TotalSectorsOnMedia(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IMultisessionRandomWrite::get_TotalSectorsOnMedia");
}

static const IMultisessionRandomWriteVtbl
    multisession_random_write_IMultisessionRandomWrite_vtbl = {
        COM_DISPATCH_METHODS(multisession_random_write, IMultisessionRandomWrite),
        .get_IsSupportedOnCurrentMediaState =
            multisession_random_write_get_IsSupportedOnCurrentMediaState,
        .put_InUse = multisession_random_write_put_InUse,
        .get_InUse = multisession_random_write_get_InUse,
        .get_ImportRecorder = multisession_random_write_get_ImportRecorder,
        .get_WriteUnitSize = multisession_random_write_get_WriteUnitSize,
        .get_LastWrittenAddress = multisession_random_write_get_LastWrittenAddress,
        .get_TotalSectorsOnMedia = multisession_random_write_get_TotalSectorsOnMedia,
    };

static const struct com_class multisession_random_write_class = {
    .prog_id = L"IMAPI2.MsftMultisessionRandomWrite",
    .clsid = &CLSID_MsftMultisessionRandomWrite,
    COM_INTERFACES(multisession_random_write_interfaces),
};

HRESULT multisession_random_write_create(REFIID iid, void **out)
{
    struct multisession_random_write *self =
        com_object_create(&multisession_random_write_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IMultisessionRandomWrite_iface.lpVtbl =
        &multisession_random_write_IMultisessionRandomWrite_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
