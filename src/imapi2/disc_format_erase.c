/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Erase: erases rewritable discs. */
#include "imapi2/classes.h"

#include "com/connection.h"
#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct disc_format_erase {
    struct com_object object;
    IDiscFormat2Erase IDiscFormat2Erase_iface;
    struct com_connections connections;
};

static const struct com_interface disc_format_erase_interfaces[] = {
    COM_INTERFACE(disc_format_erase, IDiscFormat2Erase),
    COM_INTERFACE_AS(disc_format_erase, IDiscFormat2, IDiscFormat2Erase),
    COM_INTERFACE_AS(disc_format_erase, IDispatch, IDiscFormat2Erase),
    COM_INTERFACE_IN(disc_format_erase, connections, IConnectionPointContainer),
};

COM_DISPATCH(disc_format_erase, IDiscFormat2Erase)

static HRESULT STDMETHODCALLTYPE disc_format_erase_IsRecorderSupported(IDiscFormat2Erase *iface,
                                                                       IDiscRecorder2 *recorder,
                                                                       VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsRecorderSupported");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_IsCurrentMediaSupported(IDiscFormat2Erase *iface,
                                                                           IDiscRecorder2 *recorder,
                                                                           VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    (void)recorder;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::IsCurrentMediaSupported");
}

static HRESULT STDMETHODCALLTYPE
disc_format_erase_get_MediaPhysicallyBlank(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaPhysicallyBlank");
}

static HRESULT STDMETHODCALLTYPE
disc_format_erase_get_MediaHeuristicallyBlank(IDiscFormat2Erase *iface, VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_MediaHeuristicallyBlank");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_SupportedMediaTypes(IDiscFormat2Erase *iface,
                                                                           SAFEARRAY **value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2::get_SupportedMediaTypes");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_put_Recorder(IDiscFormat2Erase *iface,
                                                                IDiscRecorder2 *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::put_Recorder");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_Recorder(IDiscFormat2Erase *iface,
                                                                IDiscRecorder2 **value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::get_Recorder");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_put_FullErase(IDiscFormat2Erase *iface,
                                                                 VARIANT_BOOL value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::put_FullErase");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_FullErase(IDiscFormat2Erase *iface,
                                                                 VARIANT_BOOL *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::get_FullErase");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_CurrentPhysicalMediaType(
    IDiscFormat2Erase *iface, IMAPI_MEDIA_PHYSICAL_TYPE *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::get_CurrentPhysicalMediaType");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_put_ClientName(IDiscFormat2Erase *iface,
                                                                  BSTR value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::put_ClientName");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_get_ClientName(IDiscFormat2Erase *iface,
                                                                  BSTR *value)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IDiscFormat2Erase::get_ClientName");
}

static HRESULT STDMETHODCALLTYPE disc_format_erase_EraseMedia(IDiscFormat2Erase *iface)
{
    struct disc_format_erase *self = disc_format_erase_from_IDiscFormat2Erase(iface);

    return com_not_implemented(&self->object, L"IDiscFormat2Erase::EraseMedia");
}

static const IDiscFormat2EraseVtbl disc_format_erase_IDiscFormat2Erase_vtbl = {
    COM_DISPATCH_METHODS(disc_format_erase, IDiscFormat2Erase),
    .IsRecorderSupported = disc_format_erase_IsRecorderSupported,
    .IsCurrentMediaSupported = disc_format_erase_IsCurrentMediaSupported,
    .get_MediaPhysicallyBlank = disc_format_erase_get_MediaPhysicallyBlank,
    .get_MediaHeuristicallyBlank = disc_format_erase_get_MediaHeuristicallyBlank,
    .get_SupportedMediaTypes = disc_format_erase_get_SupportedMediaTypes,
    .put_Recorder = disc_format_erase_put_Recorder,
    .get_Recorder = disc_format_erase_get_Recorder,
    .put_FullErase = disc_format_erase_put_FullErase,
    .get_FullErase = disc_format_erase_get_FullErase,
    .get_CurrentPhysicalMediaType = disc_format_erase_get_CurrentPhysicalMediaType,
    .put_ClientName = disc_format_erase_put_ClientName,
    .get_ClientName = disc_format_erase_get_ClientName,
    .EraseMedia = disc_format_erase_EraseMedia,
};

static void disc_format_erase_destroy(struct com_object *object)
{
    struct disc_format_erase *self = CONTAINING_RECORD(object, struct disc_format_erase, object);

    com_connections_release(&self->connections);
}

static const struct com_class disc_format_erase_class = {
    .prog_id = L"IMAPI2.MsftDiscFormat2Erase",
    .clsid = &CLSID_MsftDiscFormat2Erase,
    .default_source = &IID_DDiscFormat2EraseEvents,
    COM_INTERFACES(disc_format_erase_interfaces),
    .destroy = disc_format_erase_destroy,
};

HRESULT disc_format_erase_create(REFIID iid, void **out)
{
    static const IID *const sources[] = { &IID_DDiscFormat2EraseEvents };
    struct disc_format_erase *self = com_object_create(&disc_format_erase_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2Erase_iface.lpVtbl = &disc_format_erase_IDiscFormat2Erase_vtbl;
    com_connections_init(&self->connections, &self->object, sources, ARRAYSIZE(sources));
    return com_object_hand_out(&self->object, iid, out);
}
