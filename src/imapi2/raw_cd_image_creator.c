/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftRawCDImageCreator: builds raw CD images from audio tracks. */
#include "imapi2/classes.h"

#include "com/dispatch.h"
#include "com/error.h"

#include <imapi2.h>

struct raw_cd_image_creator {
    struct com_object object;
    IRawCDImageCreator IRawCDImageCreator_iface;
};

static const struct com_interface raw_cd_image_creator_interfaces[] = {
    COM_INTERFACE(raw_cd_image_creator, IRawCDImageCreator),
    COM_INTERFACE_AS(raw_cd_image_creator, IDispatch, IRawCDImageCreator),
};

COM_DISPATCH(raw_cd_image_creator, IRawCDImageCreator)

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_CreateResultImage(IRawCDImageCreator *iface,
                                                                        IStream **resultStream)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!resultStream)
        return com_null_pointer(&self->object, L"resultStream");
    *resultStream = NULL;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::CreateResultImage");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_AddTrack(IRawCDImageCreator *iface,
                                                               IMAPI_CD_SECTOR_TYPE dataType,
                                                               IStream *data, LONG *trackIndex)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)dataType, (void)data;
    if (!trackIndex)
        return com_null_pointer(&self->object, L"trackIndex");
    *trackIndex = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::AddTrack");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_AddSpecialPregap(IRawCDImageCreator *iface,
                                                                       IStream *data)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)data;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::AddSpecialPregap");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_AddSubcodeRWGenerator(IRawCDImageCreator *iface, IStream *subcode)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)subcode;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::AddSubcodeRWGenerator");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_put_ResultingImageType(
    IRawCDImageCreator *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::put_ResultingImageType");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_ResultingImageType(
    IRawCDImageCreator *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_ResultingImageType");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_StartOfLeadout(IRawCDImageCreator *iface,
                                                                         LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_StartOfLeadout");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::put_StartOfLeadoutLimit");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_StartOfLeadoutLimit");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::put_DisableGaplessAudio");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = VARIANT_FALSE;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_DisableGaplessAudio");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::put_MediaCatalogNumber");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_MediaCatalogNumber");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_StartingTrackNumber(IRawCDImageCreator *iface, LONG value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)value;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::put_StartingTrackNumber");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_StartingTrackNumber(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_StartingTrackNumber");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_TrackInfo(IRawCDImageCreator *iface,
                                                                    LONG trackIndex,
                                                                    IRawCDImageTrackInfo **value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    (void)trackIndex;
    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_TrackInfo");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_NumberOfExistingTracks(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_NumberOfExistingTracks");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_LastUsedUserSectorInImage(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = 0;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_LastUsedUserSectorInImage");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_ExpectedTableOfContents(IRawCDImageCreator *iface, SAFEARRAY **value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    return com_not_implemented(&self->object, L"IRawCDImageCreator::get_ExpectedTableOfContents");
}

static const IRawCDImageCreatorVtbl raw_cd_image_creator_IRawCDImageCreator_vtbl = {
    COM_DISPATCH_METHODS(raw_cd_image_creator, IRawCDImageCreator),
    .CreateResultImage = raw_cd_image_creator_CreateResultImage,
    .AddTrack = raw_cd_image_creator_AddTrack,
    .AddSpecialPregap = raw_cd_image_creator_AddSpecialPregap,
    .AddSubcodeRWGenerator = raw_cd_image_creator_AddSubcodeRWGenerator,
    .put_ResultingImageType = raw_cd_image_creator_put_ResultingImageType,
    .get_ResultingImageType = raw_cd_image_creator_get_ResultingImageType,
    .get_StartOfLeadout = raw_cd_image_creator_get_StartOfLeadout,
    .put_StartOfLeadoutLimit = raw_cd_image_creator_put_StartOfLeadoutLimit,
    .get_StartOfLeadoutLimit = raw_cd_image_creator_get_StartOfLeadoutLimit,
    .put_DisableGaplessAudio = raw_cd_image_creator_put_DisableGaplessAudio,
    .get_DisableGaplessAudio = raw_cd_image_creator_get_DisableGaplessAudio,
    .put_MediaCatalogNumber = raw_cd_image_creator_put_MediaCatalogNumber,
    .get_MediaCatalogNumber = raw_cd_image_creator_get_MediaCatalogNumber,
    .put_StartingTrackNumber = raw_cd_image_creator_put_StartingTrackNumber,
    .get_StartingTrackNumber = raw_cd_image_creator_get_StartingTrackNumber,
    .get_TrackInfo = raw_cd_image_creator_get_TrackInfo,
    .get_NumberOfExistingTracks = raw_cd_image_creator_get_NumberOfExistingTracks,
    .get_LastUsedUserSectorInImage = raw_cd_image_creator_get_LastUsedUserSectorInImage,
    .get_ExpectedTableOfContents = raw_cd_image_creator_get_ExpectedTableOfContents,
};

static const struct com_class raw_cd_image_creator_class = {
    .prog_id = L"IMAPI2.MsftRawCDImageCreator",
    .clsid = &CLSID_MsftRawCDImageCreator,
    COM_INTERFACES(raw_cd_image_creator_interfaces),
};

HRESULT raw_cd_image_creator_create(REFIID iid, void **out)
{
    struct raw_cd_image_creator *self =
        com_object_create(&raw_cd_image_creator_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IRawCDImageCreator_iface.lpVtbl = &raw_cd_image_creator_IRawCDImageCreator_vtbl;
    return com_object_hand_out(&self->object, iid, out);
}
