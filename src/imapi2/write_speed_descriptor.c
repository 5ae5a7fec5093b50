/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftWriteSpeedDescriptor: one speed a recorder writes at. */
#include "imapi2/write_speed_descriptor.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"

struct write_speed_descriptor {
    struct com_object object;
    IWriteSpeedDescriptor IWriteSpeedDescriptor_iface;
    IMAPI_MEDIA_PHYSICAL_TYPE type;
    LONG sectors_per_s;
    bool is_pure_cav;
};

static const struct com_interface write_speed_descriptor_interfaces[] = {
    COM_INTERFACE(write_speed_descriptor, IWriteSpeedDescriptor),
    COM_INTERFACE_AS(write_speed_descriptor, IDispatch, IWriteSpeedDescriptor),
};

COM_DISPATCH(write_speed_descriptor, IWriteSpeedDescriptor)

static HRESULT STDMETHODCALLTYPE
write_speed_descriptor_get_MediaType(IWriteSpeedDescriptor *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct write_speed_descriptor *self = write_speed_descriptor_from_IWriteSpeedDescriptor(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = self->type;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
write_speed_descriptor_get_RotationTypeIsPureCAV(IWriteSpeedDescriptor *iface, VARIANT_BOOL *value)
{
    struct write_speed_descriptor *self = write_speed_descriptor_from_IWriteSpeedDescriptor(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = com_bool(self->is_pure_cav);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE write_speed_descriptor_get_WriteSpeed(IWriteSpeedDescriptor *iface,
                                                                       LONG *value)
{
    struct write_speed_descriptor *self = write_speed_descriptor_from_IWriteSpeedDescriptor(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = self->sectors_per_s;
    return S_OK;
}

static const IWriteSpeedDescriptorVtbl write_speed_descriptor_IWriteSpeedDescriptor_vtbl = {
    COM_DISPATCH_METHODS(write_speed_descriptor, IWriteSpeedDescriptor),
    .get_MediaType = write_speed_descriptor_get_MediaType,
    .get_RotationTypeIsPureCAV = write_speed_descriptor_get_RotationTypeIsPureCAV,
    .get_WriteSpeed = write_speed_descriptor_get_WriteSpeed,
};

static const struct com_class write_speed_descriptor_class = {
    .prog_id = L"IMAPI2.MsftWriteSpeedDescriptor",
    .clsid = &CLSID_MsftWriteSpeedDescriptor,
    COM_INTERFACES(write_speed_descriptor_interfaces),
};

HRESULT write_speed_descriptor_create(IMAPI_MEDIA_PHYSICAL_TYPE type, LONG sectors_per_s,
                                      bool is_pure_cav, IUnknown **out)
{
    struct write_speed_descriptor *self =
        com_object_create(&write_speed_descriptor_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IWriteSpeedDescriptor_iface.lpVtbl = &write_speed_descriptor_IWriteSpeedDescriptor_vtbl;
    self->type = type;
    self->sectors_per_s = sectors_per_s;
    self->is_pure_cav = is_pure_cav;
    return com_object_hand_out(&self->object, &IID_IUnknown, (void **)out);
}
