/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an object tells about itself: ISupportErrorInfo and IProvideClassInfo2. */
#include "com/class_info.h"

#include "com/type_library.h"

COM_UNKNOWN_VIA(com_object, ISupportErrorInfo, self)
COM_UNKNOWN_VIA(com_object, IProvideClassInfo2, self)

static HRESULT STDMETHODCALLTYPE com_object_InterfaceSupportsErrorInfo(ISupportErrorInfo *iface,
                                                                       REFIID iid)
{
    struct com_object *object = com_object_from_ISupportErrorInfo(iface);

    return iid && com_object_find(object, iid) ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE com_object_GetClassInfo(IProvideClassInfo2 *iface,
                                                         ITypeInfo **info)
{
    struct com_object *object = com_object_from_IProvideClassInfo2(iface);

    if (!info)
        return E_POINTER;
    return com_type_info_get(object->class->clsid, info);
}

static HRESULT STDMETHODCALLTYPE com_object_GetGUID(IProvideClassInfo2 *iface, DWORD kind,
                                                    GUID *guid)
{
    struct com_object *object = com_object_from_IProvideClassInfo2(iface);

    if (!guid)
        return E_POINTER;
    memset(guid, 0, sizeof(*guid));
    if (kind != GUIDKIND_DEFAULT_SOURCE_DISP_IID)
        return E_INVALIDARG;
    if (!object->class->default_source)
        return E_UNEXPECTED;
    *guid = *object->class->default_source;
    return S_OK;
}

const ISupportErrorInfoVtbl com_support_error_info_vtbl = {
    COM_UNKNOWN_METHODS(com_object, ISupportErrorInfo),
    .InterfaceSupportsErrorInfo = com_object_InterfaceSupportsErrorInfo,
};

const IProvideClassInfo2Vtbl com_provide_class_info_vtbl = {
    COM_UNKNOWN_METHODS(com_object, IProvideClassInfo2),
    .GetClassInfo = com_object_GetClassInfo,
    .GetGUID = com_object_GetGUID,
};
