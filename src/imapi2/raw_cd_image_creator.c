/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftRawCDImageCreator: builds raw CD images from tracks. */
#include "imapi2/raw_cd_image_creator.h"

#include "com/dispatch.h"
#include "com/error.h"
#include "com/stream.h"
#include "com/stream_source.h"
#include "com/value.h"
#include "discimage/raw_image_source.h"
#include "imapi2/classes.h"
#include "imapi2/drive_error.h"
#include "imapi2/result.h"
#include "imapi2/stream_parts.h"
#include "stream/locked_source.h"

#include <imapi2error.h>

#include <assert.h>

/* Forms count from 0, the types of the contract from 1. */
#define FORM_OF(type)                                                                              \
    ((enum raw_image_form)((int)(type) - (int)IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY))
#define TYPE_OF(form)                                                                              \
    ((IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE)((int)(form) +                                         \
                                             (int)IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY))

static_assert(FORM_OF(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED) == RAW_IMAGE_COOKED &&
                  FORM_OF(IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW) == RAW_IMAGE_RAW,
              "forms must have the order of the contract");

/* What tracks of each IMAPI_CD_SECTOR_TYPE are. */
static const struct sector_type {
    enum cd_sector_kind kind;
    bool is_complete;
} sector_types[] = {
    [IMAPI_CD_SECTOR_AUDIO] = { CD_SECTOR_AUDIO, false },
    [IMAPI_CD_SECTOR_MODE_ZERO] = { CD_SECTOR_MODE_0, false },
    [IMAPI_CD_SECTOR_MODE1] = { CD_SECTOR_MODE_1, false },
    [IMAPI_CD_SECTOR_MODE2FORM0] = { CD_SECTOR_MODE_2, false },
    [IMAPI_CD_SECTOR_MODE2FORM1] = { CD_SECTOR_MODE_2_FORM_1, false },
    [IMAPI_CD_SECTOR_MODE2FORM2] = { CD_SECTOR_MODE_2_FORM_2, false },
    [IMAPI_CD_SECTOR_MODE1RAW] = { CD_SECTOR_MODE_1, true },
    [IMAPI_CD_SECTOR_MODE2FORM0RAW] = { CD_SECTOR_MODE_2, true },
    [IMAPI_CD_SECTOR_MODE2FORM1RAW] = { CD_SECTOR_MODE_2_FORM_1, true },
    [IMAPI_CD_SECTOR_MODE2FORM2RAW] = { CD_SECTOR_MODE_2_FORM_2, true },
};

static const struct com_interface raw_cd_image_creator_interfaces[] = {
    COM_INTERFACE(raw_cd_image_creator, IRawCDImageCreator),
    COM_INTERFACE_AS(raw_cd_image_creator, IDispatch, IRawCDImageCreator),
};

COM_DISPATCH(raw_cd_image_creator, IRawCDImageCreator)

IMAPI_CD_SECTOR_TYPE raw_cd_image_sector_type(enum cd_sector_kind kind, bool is_complete)
{
    size_t type = 0;

    while (sector_types[type].kind != kind || sector_types[type].is_complete != is_complete)
        type++;
    return (IMAPI_CD_SECTOR_TYPE)type;
}

HRESULT raw_cd_image_result(const struct com_object *object, enum raw_image_result result,
                            const WCHAR *argument)
{
    const HRESULT code = result_of_raw_image(result);

    if (result == RAW_IMAGE_TOO_SHORT)
        return error_with_detail(object, code,
                                 L"the stream has fewer sectors than a track needs: "
                                 L"300, or 150 for a special pregap");
    if (result == RAW_IMAGE_RW_SIZE_WRONG)
        return error_with_detail(object, code,
                                 L"the sub-channel generator does not have 96 bytes "
                                 L"for each sector of the image");
    return com_error_with(object, code, COM_TEXT(argument));
}

/* A source of an application's stream; its failures keep their error information. */
static HRESULT make_source(struct raw_cd_image_creator *self, IStream *stream,
                           struct byte_source **source)
{
    com_error_forget();
    return com_error_pass(&self->object,
                          com_stream_source_create(stream, COM_STREAM_SHARED, source));
}

static enum raw_image_result create_source(struct raw_cd_image_creator *self,
                                           struct byte_source **source)
{
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_source_create(self->image, source);
    com_lock_leave(&self->lock);
    return result;
}

static HRESULT fail_reading(const struct com_object *owner, enum status status,
                            const struct byte_source *image)
{
    return stream_parts_fail(owner, status, image, raw_image_source_part);
}

/* Clones share the source of the image, in which one thread reads at a time. */
static HRESULT create_stream(struct byte_source *image, IStream **out)
{
    struct byte_source *locked;
    HRESULT hr;

    if (locked_source_create(image, &locked) != STATUS_OK)
        return E_OUTOFMEMORY;
    hr = com_stream_create_reporting(locked, fail_reading, image, out);
    byte_source_drop(&locked);
    return hr;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_CreateResultImage(IRawCDImageCreator *iface,
                                                                        IStream **resultStream)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    struct byte_source *source;
    enum raw_image_result result;
    HRESULT hr;

    if (!resultStream)
        return com_null_pointer(&self->object, L"resultStream");
    *resultStream = NULL;
    result = create_source(self, &source);
    if (result != RAW_IMAGE_OK)
        return raw_cd_image_result(&self->object, result, NULL);
    hr = create_stream(source, resultStream);
    byte_source_drop(&source);
    if (FAILED(hr)) {
        com_lock_enter(&self->lock);
        self->image->is_read_only = false;
        com_lock_leave(&self->lock);
    }
    return com_error(&self->object, hr);
}

static enum raw_image_result add_track(struct raw_cd_image_creator *self,
                                       const struct sector_type *type, struct byte_source *source,
                                       LONG *track_index)
{
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_add_track(self->image, type->kind, type->is_complete, source);
    if (result == RAW_IMAGE_OK)
        *track_index = (LONG)self->image->track_count;
    com_lock_leave(&self->lock);
    return result;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_AddTrack(IRawCDImageCreator *iface,
                                                               IMAPI_CD_SECTOR_TYPE dataType,
                                                               IStream *data, LONG *trackIndex)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    struct byte_source *source;
    enum raw_image_result result;
    HRESULT hr;

    if (!trackIndex)
        return com_null_pointer(&self->object, L"trackIndex");
    *trackIndex = 0;
    if (!data)
        return com_null_pointer(&self->object, L"data");
    if ((size_t)dataType >= ARRAYSIZE(sector_types))
        return com_error(&self->object, E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    hr = make_source(self, data, &source);
    if (FAILED(hr))
        return hr;
    result = add_track(self, &sector_types[dataType], source, trackIndex);
    byte_source_drop(&source);
    return raw_cd_image_result(&self->object, result, L"data");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_AddSpecialPregap(IRawCDImageCreator *iface,
                                                                       IStream *data)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    struct byte_source *source;
    enum raw_image_result result;
    HRESULT hr;

    if (!data)
        return com_null_pointer(&self->object, L"data");
    hr = make_source(self, data, &source);
    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->lock);
    result = raw_image_set_hidden(self->image, source);
    com_lock_leave(&self->lock);
    byte_source_drop(&source);
    return raw_cd_image_result(&self->object, result, L"data");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_AddSubcodeRWGenerator(IRawCDImageCreator *iface, IStream *subcode)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    struct byte_source *source = NULL;
    enum raw_image_result result;
    HRESULT hr = subcode ? make_source(self, subcode, &source) : S_OK;

    if (FAILED(hr))
        return hr;
    com_lock_enter(&self->lock);
    result = raw_image_set_rw(self->image, source);
    com_lock_leave(&self->lock);
    if (source)
        byte_source_drop(&source);
    return raw_cd_image_result(&self->object, result, L"subcode");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_put_ResultingImageType(
    IRawCDImageCreator *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_set_form(self->image, FORM_OF(value));
    com_lock_leave(&self->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_ResultingImageType(
    IRawCDImageCreator *iface, IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = TYPE_OF(self->image->form);
    com_lock_leave(&self->lock);
    return S_OK;
}

/* An address of an image, which exists once there are tracks. */
static HRESULT get_address(struct raw_cd_image_creator *self,
                           int32_t (*address)(const struct raw_image *image), LONG *value)
{
    bool has_tracks;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    has_tracks = self->image->track_count > 0;
    *value = has_tracks ? address(self->image) : 0;
    com_lock_leave(&self->lock);
    return has_tracks ? S_OK : com_error(&self->object, E_IMAPI_RAW_IMAGE_NO_TRACKS);
}

static int32_t lead_out_of(const struct raw_image *image)
{
    return image->lead_out;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_StartOfLeadout(IRawCDImageCreator *iface,
                                                                         LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    return get_address(self, lead_out_of, value);
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_set_lead_out_limit(self->image, value);
    com_lock_leave(&self->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_StartOfLeadoutLimit(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = self->image->lead_out_limit;
    com_lock_leave(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_set_gaps(self->image, value != VARIANT_FALSE);
    com_lock_leave(&self->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_DisableGaplessAudio(IRawCDImageCreator *iface, VARIANT_BOOL *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = com_bool(self->image->has_gaps);
    com_lock_leave(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_set_catalog(self->image, value, com_text_length(value));
    com_lock_leave(&self->lock);
    return raw_cd_image_result(&self->object, result, value);
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_MediaCatalogNumber(IRawCDImageCreator *iface, BSTR *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    char16 digits[CD_CATALOG_DIGITS + 1];

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    for (size_t i = 0; i < ARRAYSIZE(digits); i++)
        digits[i] = (char16)self->image->catalog[i];
    com_lock_leave(&self->lock);
    return com_error(&self->object, com_text_copy(digits[0] ? digits : NULL, value));
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_put_StartingTrackNumber(IRawCDImageCreator *iface, LONG value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    enum raw_image_result result;

    com_lock_enter(&self->lock);
    result = raw_image_set_first_track(self->image, value);
    com_lock_leave(&self->lock);
    return raw_cd_image_result(&self->object, result, L"value");
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_StartingTrackNumber(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    com_lock_enter(&self->lock);
    *value = self->image->first_track;
    com_lock_leave(&self->lock);
    return S_OK;
}

static LONG count_tracks(struct raw_cd_image_creator *self)
{
    LONG count;

    com_lock_enter(&self->lock);
    count = (LONG)self->image->track_count;
    com_lock_leave(&self->lock);
    return count;
}

static HRESULT STDMETHODCALLTYPE raw_cd_image_creator_get_TrackInfo(IRawCDImageCreator *iface,
                                                                    LONG trackIndex,
                                                                    IRawCDImageTrackInfo **value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    const LONG count = count_tracks(self);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    if (count == 0)
        return com_error(&self->object, E_IMAPI_RAW_IMAGE_NO_TRACKS);
    if (trackIndex < 1 || trackIndex > count)
        return com_error_with(&self->object, E_INVALIDARG, COM_TEXT(L"trackIndex"));
    return com_error(&self->object,
                     raw_cd_image_track_info_create(self, (size_t)trackIndex - 1, value));
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_NumberOfExistingTracks(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = count_tracks(self);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_LastUsedUserSectorInImage(IRawCDImageCreator *iface, LONG *value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);

    return get_address(self, raw_image_last_sector, value);
}

/* The lock is held, and there are tracks. */
static void fill_toc(struct raw_cd_image_creator *self)
{
    const struct raw_image *image = self->image;
    const struct raw_image_track *last = &image->tracks[image->track_count - 1];

    expected_toc_begin(&self->toc, image->first_track);
    for (size_t i = 0; i < image->track_count; i++)
        expected_toc_add(&self->toc, raw_image_track_number(image, i),
                         raw_image_control(&image->tracks[i], RAW_IMAGE_START),
                         image->tracks[i].start);
    expected_toc_add(&self->toc, MMC_TOC_TRACK_LEAD_OUT, raw_image_control(last, RAW_IMAGE_START),
                     image->lead_out);
}

static HRESULT STDMETHODCALLTYPE
raw_cd_image_creator_get_ExpectedTableOfContents(IRawCDImageCreator *iface, SAFEARRAY **value)
{
    struct raw_cd_image_creator *self = raw_cd_image_creator_from_IRawCDImageCreator(iface);
    HRESULT hr = E_IMAPI_RAW_IMAGE_NO_TRACKS;

    if (!value)
        return com_null_pointer(&self->object, L"value");
    *value = NULL;
    com_lock_enter(&self->lock);
    if (self->image->track_count > 0) {
        fill_toc(self);
        hr = expected_toc_array(&self->toc, value);
    }
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
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

static void raw_cd_image_creator_destroy(struct com_object *object)
{
    struct raw_cd_image_creator *self =
        CONTAINING_RECORD(object, struct raw_cd_image_creator, object);

    raw_image_destroy(self->image);
    com_lock_release(&self->lock);
}

static const struct com_class raw_cd_image_creator_class = {
    .prog_id = L"IMAPI2.MsftRawCDImageCreator",
    .clsid = &CLSID_MsftRawCDImageCreator,
    COM_INTERFACES(raw_cd_image_creator_interfaces),
    .destroy = raw_cd_image_creator_destroy,
};

HRESULT raw_cd_image_creator_create(REFIID iid, void **out)
{
    struct raw_cd_image_creator *self =
        com_object_create(&raw_cd_image_creator_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IRawCDImageCreator_iface.lpVtbl = &raw_cd_image_creator_IRawCDImageCreator_vtbl;
    com_lock_init(&self->lock);
    self->image = raw_image_create();
    if (!self->image) {
        com_object_release(&self->object);
        return E_OUTOFMEMORY;
    }
    return com_object_hand_out(&self->object, iid, out);
}
