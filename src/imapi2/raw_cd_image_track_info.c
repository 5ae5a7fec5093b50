/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IRawCDImageTrackInfo: a track of a raw CD image. It keeps the image creator alive. */
#include "imapi2/raw_cd_image_creator.h"

#include "com/array.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/value.h"

#include <assert.h>

struct raw_cd_image_track_info {
    struct com_object object;
    IRawCDImageTrackInfo IRawCDImageTrackInfo_iface;
    struct raw_cd_image_creator *creator;
    size_t slot;
};

static const struct com_interface raw_cd_image_track_info_interfaces[] = {
    COM_INTERFACE(raw_cd_image_track_info, IRawCDImageTrackInfo),
    COM_INTERFACE_AS(raw_cd_image_track_info, IDispatch, IRawCDImageTrackInfo),
};

/* The characters of an ISRC behind which a dash stands. */
static const size_t isrc_groups[] = { 2, 5, 7 };

#define ISRC_WITH_DASHES (CD_ISRC_CHARACTERS + ARRAYSIZE(isrc_groups))

static_assert((int)IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED == (int)RAW_IMAGE_COPY_PERMITTED &&
                  (int)IMAPI_CD_TRACK_DIGITAL_COPY_PROHIBITED == (int)RAW_IMAGE_COPY_PROHIBITED &&
                  (int)IMAPI_CD_TRACK_DIGITAL_COPY_SCMS == (int)RAW_IMAGE_COPY_ONCE,
              "copy settings must have the numbers of the contract");

COM_DISPATCH(raw_cd_image_track_info, IRawCDImageTrackInfo)

/* The track as it is now; its source is not ours. */
static struct raw_image_track snapshot(const struct raw_cd_image_track_info *self)
{
    struct raw_image_track track;

    com_lock_enter(&self->creator->lock);
    track = self->creator->image->tracks[self->slot];
    com_lock_leave(&self->creator->lock);
    return track;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_get_StartingLba(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = snapshot(self).start;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_get_SectorCount(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = (LONG)snapshot(self).sectors;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_get_TrackNumber(IRawCDImageTrackInfo *iface, LONG *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = raw_image_track_number(self->creator->image, self->slot);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_get_SectorType(IRawCDImageTrackInfo *iface,
                                                                        IMAPI_CD_SECTOR_TYPE *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    struct raw_image_track track;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    track = snapshot(self);
    *value = raw_cd_image_sector_type(track.kind, track.is_complete);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_get_ISRC(IRawCDImageTrackInfo *iface,
                                                                  BSTR *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    struct raw_image_track track;
    char16 text[ISRC_WITH_DASHES];
    size_t length = 0;
    size_t group = 0;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    track = snapshot(self);
    if (track.isrc[0] == '\0')
        return S_OK;
    for (size_t i = 0; i < CD_ISRC_CHARACTERS; i++) {
        if (group < ARRAYSIZE(isrc_groups) && i == isrc_groups[group]) {
            text[length++] = '-';
            group++;
        }
        text[length++] = (char16)track.isrc[i];
    }
    return com_error(&self->object, com_text_create(text, length, value));
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_put_ISRC(IRawCDImageTrackInfo *iface,
                                                                  BSTR value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    enum raw_image_result result;

    com_lock_enter(&self->creator->lock);
    result = raw_image_set_isrc(self->creator->image, self->slot, value, com_text_length(value));
    com_lock_leave(&self->creator->lock);
    return raw_cd_image_result(&self->object, result, value);
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_get_DigitalAudioCopySetting(
    IRawCDImageTrackInfo *iface, IMAPI_CD_TRACK_DIGITAL_COPY_SETTING *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = (IMAPI_CD_TRACK_DIGITAL_COPY_SETTING)snapshot(self).copy;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_put_DigitalAudioCopySetting(
    IRawCDImageTrackInfo *iface, IMAPI_CD_TRACK_DIGITAL_COPY_SETTING value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    enum raw_image_result result;

    com_lock_enter(&self->creator->lock);
    result = raw_image_set_copy(self->creator->image, self->slot, (enum raw_image_copy)value);
    com_lock_leave(&self->creator->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_get_AudioHasPreemphasis(IRawCDImageTrackInfo *iface, VARIANT_BOOL *value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = com_bool(snapshot(self).has_preemphasis);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_put_AudioHasPreemphasis(IRawCDImageTrackInfo *iface, VARIANT_BOOL value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    enum raw_image_result result;

    com_lock_enter(&self->creator->lock);
    result = raw_image_set_preemphasis(self->creator->image, self->slot, value != VARIANT_FALSE);
    com_lock_leave(&self->creator->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_get_TrackIndexes(IRawCDImageTrackInfo *iface, SAFEARRAY **value)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    LONG offsets[RAW_IMAGE_INDEXES];
    struct raw_image_track track;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    track = snapshot(self);
    for (uint32_t i = 0; i < track.index_count; i++)
        offsets[i] = (LONG)track.indexes[i];
    return com_error(&self->object, com_array_of_longs(offsets, track.index_count, value));
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_track_info_AddTrackIndex(IRawCDImageTrackInfo *iface,
                                                                       LONG lbaOffset)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    enum raw_image_result result;

    com_lock_enter(&self->creator->lock);
    result = raw_image_add_index(self->creator->image, self->slot, lbaOffset);
    com_lock_leave(&self->creator->lock);
    return raw_cd_image_result(&self->object, result, L"lbaOffset");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_track_info_ClearTrackIndex(IRawCDImageTrackInfo *iface, LONG lbaOffset)
{
    struct raw_cd_image_track_info *self = raw_cd_image_track_info_from_IRawCDImageTrackInfo(iface);
    enum raw_image_result result;

    com_lock_enter(&self->creator->lock);
    result = raw_image_clear_index(self->creator->image, self->slot, lbaOffset);
    com_lock_leave(&self->creator->lock);
    return raw_cd_image_result(&self->object, result, L"lbaOffset");
}

static const IRawCDImageTrackInfoVtbl raw_cd_image_track_info_vtbl = {
    COM_DISPATCH_METHODS(raw_cd_image_track_info, IRawCDImageTrackInfo),
    .get_StartingLba = raw_cd_image_track_info_get_StartingLba,
    .get_SectorCount = raw_cd_image_track_info_get_SectorCount,
    .get_TrackNumber = raw_cd_image_track_info_get_TrackNumber,
    .get_SectorType = raw_cd_image_track_info_get_SectorType,
    .get_ISRC = raw_cd_image_track_info_get_ISRC,
    .put_ISRC = raw_cd_image_track_info_put_ISRC,
    .get_DigitalAudioCopySetting = raw_cd_image_track_info_get_DigitalAudioCopySetting,
    .put_DigitalAudioCopySetting = raw_cd_image_track_info_put_DigitalAudioCopySetting,
    .get_AudioHasPreemphasis = raw_cd_image_track_info_get_AudioHasPreemphasis,
    .put_AudioHasPreemphasis = raw_cd_image_track_info_put_AudioHasPreemphasis,
    .get_TrackIndexes = raw_cd_image_track_info_get_TrackIndexes,
    .AddTrackIndex = raw_cd_image_track_info_AddTrackIndex,
    .ClearTrackIndex = raw_cd_image_track_info_ClearTrackIndex,
};

static void raw_cd_image_track_info_destroy(struct com_object *object)
{
    struct raw_cd_image_track_info *self =
        CONTAINING_RECORD(object, struct raw_cd_image_track_info, object);

    com_object_release(&self->creator->object);
}

static const struct com_class raw_cd_image_track_info_class = {
    .prog_id = L"IMAPI2.MsftRawCDImageTrackInfo",
    COM_INTERFACES(raw_cd_image_track_info_interfaces),
    .destroy = raw_cd_image_track_info_destroy,
};

HRESULT raw_cd_image_track_info_create(struct raw_cd_image_creator *creator, size_t slot,
                                       IRawCDImageTrackInfo **out)
{
    struct raw_cd_image_track_info *self =
        com_object_create(&raw_cd_image_track_info_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IRawCDImageTrackInfo_iface.lpVtbl = &raw_cd_image_track_info_vtbl;
    self->creator = creator;
    self->slot = slot;
    com_object_add_ref(&creator->object);
    *out = &self->IRawCDImageTrackInfo_iface;
    return S_OK;
}
