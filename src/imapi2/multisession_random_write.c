/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftMultisessionRandomWrite: the state of a randomly writable disc. */
#include "imapi2/multisession.h"

#include "com/dispatch.h"
#include "com/error.h"

struct multisession_random_write {
    struct com_object object;
    IMultisessionRandomWrite IMultisessionRandomWrite_iface;
    struct multisession multisession;
};

static const struct com_interface multisession_random_write_interfaces[] = {
    COM_INTERFACE(multisession_random_write, IMultisessionRandomWrite),
    COM_INTERFACE_AS(multisession_random_write, IMultisession, IMultisessionRandomWrite),
    COM_INTERFACE_AS(multisession_random_write, IDispatch, IMultisessionRandomWrite),
};

COM_DISPATCH(multisession_random_write, IMultisessionRandomWrite)

MULTISESSION_METHODS(multisession_random_write, IMultisessionRandomWrite,
                     MMC_MEDIUM_STATE_RANDOMLY_WRITABLE)

MULTISESSION_NUMBER(multisession_random_write, IMultisessionRandomWrite, WriteUnitSize, write_unit)
MULTISESSION_NUMBER(multisession_random_write, IMultisessionRandomWrite, TotalSectorsOnMedia,
                    total_sectors)

static HRESULT STDMETHODCALLTYPE
multisession_random_write_get_LastWrittenAddress(IMultisessionRandomWrite *iface, LONG *value)
{
    struct multisession_random_write *self =
        multisession_random_write_from_IMultisessionRandomWrite(iface);
    struct mmc_survey facts;
    HRESULT hr;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    hr = multisession_read(&self->multisession, &self->object, MMC_FACT_LAST_RECORDED_ADDRESS,
                           &facts);
    if (SUCCEEDED(hr))
        *value = facts.last_recorded_address;
    return hr;
}

static const IMultisessionRandomWriteVtbl
    multisession_random_write_IMultisessionRandomWrite_vtbl = {
        COM_DISPATCH_METHODS(multisession_random_write, IMultisessionRandomWrite),
        MULTISESSION_SLOTS(multisession_random_write),
        .get_WriteUnitSize = multisession_random_write_get_WriteUnitSize,
        .get_LastWrittenAddress = multisession_random_write_get_LastWrittenAddress,
        .get_TotalSectorsOnMedia = multisession_random_write_get_TotalSectorsOnMedia,
    };

static void multisession_random_write_destroy(struct com_object *object)
{
    struct multisession_random_write *self =
        CONTAINING_RECORD(object, struct multisession_random_write, object);

    media_view_drop(&self->multisession.medium);
}

static const struct com_class multisession_random_write_class = {
    .prog_id = L"IMAPI2.MsftMultisessionRandomWrite",
    .clsid = &CLSID_MsftMultisessionRandomWrite,
    COM_INTERFACES(multisession_random_write_interfaces),
    .destroy = multisession_random_write_destroy,
};

HRESULT multisession_random_write_create(struct media_view *medium, IUnknown **out)
{
    struct multisession_random_write *self =
        com_object_create(&multisession_random_write_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IMultisessionRandomWrite_iface.lpVtbl =
        &multisession_random_write_IMultisessionRandomWrite_vtbl;
    self->multisession.medium = media_view_acquire(medium);
    return com_object_hand_out(&self->object, &IID_IUnknown, (void **)out);
}
