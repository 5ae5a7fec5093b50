/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BootOptions: one El Torito boot image with its attributes. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct boot_options {
    struct com_object object;
    IBootOptions IBootOptions_iface;
};

static const struct com_interface boot_options_interfaces[] = {
    COM_INTERFACE(boot_options, IBootOptions),
    COM_INTERFACE_AS(boot_options, IDispatch, IBootOptions),
};

COM_DISPATCH(boot_options, IBootOptions)

static HRESULT STDMETHODCALLTYPE boot_options_get_BootImage(IBootOptions *iface, IStream **pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IBootOptions::get_BootImage");
}

static HRESULT STDMETHODCALLTYPE boot_options_get_Manufacturer(IBootOptions *iface, BSTR *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IBootOptions::get_Manufacturer");
}

static HRESULT STDMETHODCALLTYPE boot_options_put_Manufacturer(IBootOptions *iface, BSTR newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IBootOptions::put_Manufacturer");
}

static HRESULT STDMETHODCALLTYPE boot_options_get_PlatformId(IBootOptions *iface, PlatformId *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IBootOptions::get_PlatformId");
}

static HRESULT STDMETHODCALLTYPE boot_options_put_PlatformId(IBootOptions *iface, PlatformId newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IBootOptions::put_PlatformId");
}

static HRESULT STDMETHODCALLTYPE boot_options_get_Emulation(IBootOptions *iface,
                                                            EmulationType *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IBootOptions::get_Emulation");
}

static HRESULT STDMETHODCALLTYPE boot_options_put_Emulation(IBootOptions *iface,
                                                            EmulationType newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IBootOptions::put_Emulation");
}

static HRESULT STDMETHODCALLTYPE boot_options_get_ImageSize(IBootOptions *iface, ULONG *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = 0;
    return com_not_implemented(&self->object, L"IBootOptions::get_ImageSize");
}

static HRESULT STDMETHODCALLTYPE boot_options_AssignBootImage(IBootOptions *iface, IStream *newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    (void)newVal;
    return com_not_implemented(&self->object, L"IBootOptions::AssignBootImage");
}

static const IBootOptionsVtbl boot_options_IBootOptions_vtbl = {
    COM_DISPATCH_METHODS(boot_options, IBootOptions),
    .get_BootImage = boot_options_get_BootImage,
    .get_Manufacturer = boot_options_get_Manufacturer,
    .put_Manufacturer = boot_options_put_Manufacturer,
    .get_PlatformId = boot_options_get_PlatformId,
    .put_PlatformId = boot_options_put_PlatformId,
    .get_Emulation = boot_options_get_Emulation,
    .put_Emulation = boot_options_put_Emulation,
    .get_ImageSize = boot_options_get_ImageSize,
    .AssignBootImage = boot_options_AssignBootImage,
};

static const struct com_class boot_options_class = {
    .prog_id = L"IMAPI2FS.BootOptions",
    .clsid = &CLSID_BootOptions,
    COM_INTERFACES(boot_options_interfaces),
};

HRESULT boot_options_create(REFIID iid, void **out)
{
    struct boot_options *self = com_object_create(&boot_options_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IBootOptions_iface.lpVtbl = &boot_options_IBootOptions_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
