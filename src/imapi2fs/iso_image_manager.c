/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftIsoImageManager: checks existing image files. */
#include "imapi2fs/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2fs.h>

struct iso_image_manager {
    struct com_object object;
    IIsoImageManager IIsoImageManager_iface;
};

static const struct com_interface iso_image_manager_interfaces[] = {
    COM_INTERFACE(iso_image_manager, IIsoImageManager),
    COM_INTERFACE_AS(iso_image_manager, IDispatch, IIsoImageManager),
};

COM_DISPATCH(iso_image_manager, IIsoImageManager)

static HRESULT STDMETHODCALLTYPE iso_image_manager_get_Path(IIsoImageManager *iface, BSTR *pVal)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    return com_not_implemented(&self->object, L"IIsoImageManager::get_Path");
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_get_Stream(IIsoImageManager *iface,
                                                              IStream **data)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    if (!data)
        return com_null_pointer(&self->object, L"data");
    *data = NULL;
    return com_not_implemented(&self->object, L"IIsoImageManager::get_Stream");
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_SetPath(IIsoImageManager *iface, BSTR Val)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    (void)Val;
    return com_not_implemented(&self->object, L"IIsoImageManager::SetPath");
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_SetStream(IIsoImageManager *iface, IStream *data)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    (void)data;
    return com_not_implemented(&self->object, L"IIsoImageManager::SetStream");
}

static HRESULT STDMETHODCALLTYPE iso_image_manager_Validate(IIsoImageManager *iface)
{
    struct iso_image_manager *self = iso_image_manager_from_IIsoImageManager(iface);

    return com_not_implemented(&self->object, L"IIsoImageManager::Validate");
}

static const IIsoImageManagerVtbl iso_image_manager_IIsoImageManager_vtbl = {
    COM_DISPATCH_METHODS(iso_image_manager, IIsoImageManager),
    .get_Path = iso_image_manager_get_Path,
    .get_Stream = iso_image_manager_get_Stream,
    .SetPath = iso_image_manager_SetPath,
    .SetStream = iso_image_manager_SetStream,
    .Validate = iso_image_manager_Validate,
};

static const struct com_class iso_image_manager_class = {
    .prog_id = L"IMAPI2FS.MsftIsoImageManager",
    .clsid = &CLSID_MsftIsoImageManager,
    COM_INTERFACES(iso_image_manager_interfaces),
};

HRESULT iso_image_manager_create(REFIID iid, void **out)
{
    struct iso_image_manager *self = com_object_create(&iso_image_manager_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IIsoImageManager_iface.lpVtbl = &iso_image_manager_IIsoImageManager_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
