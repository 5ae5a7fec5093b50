/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftRawCDImageCreator and IRawCDImageTrackInfo, as a client uses them. */
#include "com_test.h"
#include "fake_stream.h"

#include "com/module.h"

#include <imapi2.h>
#include <imapi2error.h>

#define AUDIO_BYTES  2352
#define SECTOR_BYTES 2448
#define LEAD_IN      22650 /* sectors before address 0 */

static IRawCDImageCreator *create_creator(void)
{
    void *out = POISON;

    assert_result(
        com_module_create_instance(&CLSID_MsftRawCDImageCreator, &IID_IRawCDImageCreator, &out),
        S_OK);
    return out;
}

/* A stream of pseudo-random bytes. */
static IStream *create_stream(ULONG seed, ULONGLONG size)
{
    IStreamPseudoRandomBased *stream;
    IStream *out;

    assert_result(com_module_create_instance(&CLSID_MsftStreamPrng001,
                                             &IID_IStreamPseudoRandomBased, (void **)&stream),
                  S_OK);
    assert_result(IStreamPseudoRandomBased_put_Seed(stream, seed), S_OK);
    assert_result(IStreamPseudoRandomBased_SetSize(stream, (ULARGE_INTEGER){ .QuadPart = size }),
                  S_OK);
    assert_result(IStreamPseudoRandomBased_QueryInterface(stream, &IID_IStream, (void **)&out),
                  S_OK);
    IStreamPseudoRandomBased_Release(stream);
    return out;
}

static HRESULT add(IRawCDImageCreator *creator, IMAPI_CD_SECTOR_TYPE type, ULONG seed,
                   ULONGLONG size, LONG *index)
{
    IStream *stream = create_stream(seed, size);
    HRESULT hr = IRawCDImageCreator_AddTrack(creator, type, stream, index);

    IStream_Release(stream);
    return hr;
}

static void add_audio(IRawCDImageCreator *creator, ULONG seed, ULONG sectors)
{
    LONG index;
    LONG count;

    assert_result(IRawCDImageCreator_get_NumberOfExistingTracks(creator, &count), S_OK);
    assert_result(
        add(creator, IMAPI_CD_SECTOR_AUDIO, seed, (ULONGLONG)sectors * AUDIO_BYTES, &index), S_OK);
    assert_int_equal(index, count + 1);
}

static IRawCDImageTrackInfo *track_info(IRawCDImageCreator *creator, LONG index)
{
    IRawCDImageTrackInfo *info = POISON;

    assert_result(IRawCDImageCreator_get_TrackInfo(creator, index, &info), S_OK);
    return info;
}

/* The description that a failure left, which names what was wrong. */
static void check_description(const WCHAR *part)
{
    BSTR description;
    BSTR source;

    assert_true(com_test_take_error(&description, &source));
    assert_non_null(wcsstr(description, part));
    assert_text_equal(source, L"IMAPI2.MsftRawCDImageCreator");
    SysFreeString(description);
    SysFreeString(source);
}

static void test_creator__starts_with_the_defaults(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE type = 0;
    VARIANT_BOOL gaps = 7;
    BSTR number = POISON;
    LONG value = 7;

    (void)state;
    assert_result(IRawCDImageCreator_get_ResultingImageType(creator, &type), S_OK);
    assert_int_equal(type, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_COOKED);
    assert_result(IRawCDImageCreator_get_DisableGaplessAudio(creator, &gaps), S_OK);
    assert_int_equal(gaps, VARIANT_FALSE);
    assert_result(IRawCDImageCreator_get_MediaCatalogNumber(creator, &number), S_OK);
    assert_null(number);
    assert_result(IRawCDImageCreator_get_StartingTrackNumber(creator, &value), S_OK);
    assert_int_equal(value, 1);
    assert_result(IRawCDImageCreator_get_StartOfLeadoutLimit(creator, &value), S_OK);
    assert_int_equal(value, 398099);
    assert_result(IRawCDImageCreator_get_NumberOfExistingTracks(creator, &value), S_OK);
    assert_int_equal(value, 0);
    assert_int_equal(IRawCDImageCreator_Release(creator), 0);
}

static void test_creator__needs_tracks_for_what_tracks_make(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IRawCDImageTrackInfo *info = POISON;
    SAFEARRAY *toc = POISON;
    IStream *result = POISON;
    LONG value = 7;

    (void)state;
    assert_result(IRawCDImageCreator_get_StartOfLeadout(creator, &value),
                  E_IMAPI_RAW_IMAGE_NO_TRACKS);
    assert_int_equal(value, 0);
    assert_result(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, &value),
                  E_IMAPI_RAW_IMAGE_NO_TRACKS);
    assert_result(IRawCDImageCreator_get_ExpectedTableOfContents(creator, &toc),
                  E_IMAPI_RAW_IMAGE_NO_TRACKS);
    assert_null(toc);
    assert_result(IRawCDImageCreator_get_TrackInfo(creator, 1, &info), E_IMAPI_RAW_IMAGE_NO_TRACKS);
    assert_null(info);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result),
                  E_IMAPI_RAW_IMAGE_NO_TRACKS);
    assert_null(result);
    check_description(L"no tracks");
    add_audio(creator, 1, 300);
    assert_result(IRawCDImageCreator_get_TrackInfo(creator, 2, &info), E_INVALIDARG);
    assert_null(info);
    assert_result(IRawCDImageCreator_get_TrackInfo(creator, 0, &info), E_INVALIDARG);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__refuses_null_pointers(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IStream *stream = create_stream(1, 300 * AUDIO_BYTES);
    LONG index = 7;

    (void)state;
    assert_result(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, NULL, &index),
                  E_POINTER);
    assert_int_equal(index, 0);
    assert_result(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, NULL),
                  E_POINTER);
    assert_result(IRawCDImageCreator_AddSpecialPregap(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_AddSubcodeRWGenerator(creator, NULL), S_OK);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_ResultingImageType(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_StartOfLeadout(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_StartOfLeadoutLimit(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_DisableGaplessAudio(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_MediaCatalogNumber(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_StartingTrackNumber(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_TrackInfo(creator, 1, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_NumberOfExistingTracks(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, NULL), E_POINTER);
    assert_result(IRawCDImageCreator_get_ExpectedTableOfContents(creator, NULL), E_POINTER);
    IStream_Release(stream);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__refuses_bad_tracks(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    LONG index = 7;

    (void)state;
    assert_result(add(creator, (IMAPI_CD_SECTOR_TYPE)10, 1, 300 * AUDIO_BYTES, &index),
                  E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    check_description(L"sector type");
    assert_result(add(creator, IMAPI_CD_SECTOR_AUDIO, 1, 299 * AUDIO_BYTES, &index), E_INVALIDARG);
    check_description(L"300");
    assert_result(add(creator, IMAPI_CD_SECTOR_AUDIO, 1, 398101ull * AUDIO_BYTES, &index),
                  E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    check_description(L"StartOfLeadoutLimit");
    assert_int_equal(index, 0);
    for (ULONG i = 0; i < 99; i++)
        add_audio(creator, i, 300);
    assert_result(add(creator, IMAPI_CD_SECTOR_AUDIO, 1, 300 * AUDIO_BYTES, &index),
                  E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS);
    check_description(L"99");
    assert_result(add(creator, IMAPI_CD_SECTOR_MODE1, 1, 300 * AUDIO_BYTES, &index),
                  E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__refuses_bad_properties(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IStream *stream = create_stream(1, 149 * AUDIO_BYTES);

    (void)state;
    assert_result(IRawCDImageCreator_put_ResultingImageType(creator, 0), E_INVALIDARG);
    assert_result(IRawCDImageCreator_put_ResultingImageType(creator, 4), E_INVALIDARG);
    assert_result(IRawCDImageCreator_put_StartingTrackNumber(creator, 100), E_INVALIDARG);
    assert_result(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, 398100), E_INVALIDARG);
    assert_result(IRawCDImageCreator_AddSpecialPregap(creator, stream), E_INVALIDARG);
    check_description(L"150");
    add_audio(creator, 1, 300);
    assert_result(IRawCDImageCreator_put_StartingTrackNumber(creator, 2),
                  E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    check_description(L"tracks");
    assert_result(IRawCDImageCreator_AddSpecialPregap(creator, stream),
                  E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    assert_result(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, 299),
                  E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE);
    assert_result(IRawCDImageCreator_AddSubcodeRWGenerator(creator, stream), S_OK);
    assert_result(
        IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_PQ_ONLY),
        E_INVALIDARG);
    IStream_Release(stream);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__media_catalog_number_is_checked(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    BSTR given = SysAllocString(L"123456789012");
    BSTR wrong = SysAllocString(L"4006381333932");
    BSTR number = POISON;

    (void)state;
    assert_result(IRawCDImageCreator_put_MediaCatalogNumber(creator, given), S_OK);
    assert_result(IRawCDImageCreator_get_MediaCatalogNumber(creator, &number), S_OK);
    assert_text_equal(number, L"0123456789012");
    assert_int_equal(SysStringLen(number), 13);
    SysFreeString(number);
    assert_result(IRawCDImageCreator_put_MediaCatalogNumber(creator, wrong),
                  E_IMAPI_DF2TAO_INVALID_MCN);
    check_description(wrong);
    assert_result(IRawCDImageCreator_put_MediaCatalogNumber(creator, NULL), S_OK);
    assert_result(IRawCDImageCreator_get_MediaCatalogNumber(creator, &number), S_OK);
    assert_null(number);
    SysFreeString(given);
    SysFreeString(wrong);
    IRawCDImageCreator_Release(creator);
}

static void test_track_info__tells_the_track(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IRawCDImageTrackInfo *info;
    IMAPI_CD_SECTOR_TYPE type = 7;
    LONG value;

    (void)state;
    assert_result(IRawCDImageCreator_put_StartingTrackNumber(creator, 5), S_OK);
    assert_result(IRawCDImageCreator_put_DisableGaplessAudio(creator, 1), S_OK);
    add_audio(creator, 1, 300);
    add_audio(creator, 2, 400);
    info = track_info(creator, 2);
    assert_result(IRawCDImageTrackInfo_get_StartingLba(info, &value), S_OK);
    assert_int_equal(value, 450);
    assert_result(IRawCDImageTrackInfo_get_SectorCount(info, &value), S_OK);
    assert_int_equal(value, 400);
    assert_result(IRawCDImageTrackInfo_get_TrackNumber(info, &value), S_OK);
    assert_int_equal(value, 6);
    assert_result(IRawCDImageTrackInfo_get_SectorType(info, &type), S_OK);
    assert_int_equal(type, IMAPI_CD_SECTOR_AUDIO);
    assert_result(IRawCDImageCreator_get_StartOfLeadout(creator, &value), S_OK);
    assert_int_equal(value, 850);
    assert_result(IRawCDImageCreator_get_LastUsedUserSectorInImage(creator, &value), S_OK);
    assert_int_equal(value, 849);
    assert_int_equal(IRawCDImageCreator_Release(creator), 1); /* the information keeps it */
    assert_result(IRawCDImageTrackInfo_get_SectorCount(info, &value), S_OK);
    assert_int_equal(value, 400);
    assert_int_equal(IRawCDImageTrackInfo_Release(info), 0);
}

static void test_track_info__refuses_null_pointers(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IRawCDImageTrackInfo *info;

    (void)state;
    add_audio(creator, 1, 300);
    info = track_info(creator, 1);
    assert_result(IRawCDImageTrackInfo_get_StartingLba(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_SectorCount(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_TrackNumber(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_SectorType(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_ISRC(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_DigitalAudioCopySetting(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_AudioHasPreemphasis(info, NULL), E_POINTER);
    assert_result(IRawCDImageTrackInfo_get_TrackIndexes(info, NULL), E_POINTER);
    IRawCDImageTrackInfo_Release(info);
    IRawCDImageCreator_Release(creator);
}

static void test_track_info__isrc_has_dashes(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    BSTR given = SysAllocString(L"usk7y9812345");
    BSTR wrong = SysAllocString(L"USK7Y98123456");
    BSTR isrc = POISON;
    IRawCDImageTrackInfo *info;

    (void)state;
    add_audio(creator, 1, 300);
    info = track_info(creator, 1);
    assert_result(IRawCDImageTrackInfo_get_ISRC(info, &isrc), S_OK);
    assert_null(isrc);
    assert_result(IRawCDImageTrackInfo_put_ISRC(info, given), S_OK);
    assert_result(IRawCDImageTrackInfo_put_ISRC(info, wrong), E_IMAPI_DF2TAO_INVALID_ISRC);
    assert_result(IRawCDImageTrackInfo_get_ISRC(info, &isrc), S_OK);
    assert_text_equal(isrc, L"US-K7Y-98-12345");
    SysFreeString(isrc);
    assert_result(IRawCDImageTrackInfo_put_ISRC(info, NULL), S_OK);
    assert_result(IRawCDImageTrackInfo_get_ISRC(info, &isrc), S_OK);
    assert_null(isrc);
    SysFreeString(given);
    SysFreeString(wrong);
    IRawCDImageTrackInfo_Release(info);
    IRawCDImageCreator_Release(creator);
}

static void test_track_info__audio_has_settings(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IMAPI_CD_TRACK_DIGITAL_COPY_SETTING copy = 7;
    VARIANT_BOOL preemphasis = 7;
    IRawCDImageTrackInfo *info;

    (void)state;
    add_audio(creator, 1, 300);
    info = track_info(creator, 1);
    assert_result(IRawCDImageTrackInfo_get_DigitalAudioCopySetting(info, &copy), S_OK);
    assert_int_equal(copy, IMAPI_CD_TRACK_DIGITAL_COPY_PERMITTED);
    assert_result(
        IRawCDImageTrackInfo_put_DigitalAudioCopySetting(info, IMAPI_CD_TRACK_DIGITAL_COPY_SCMS),
        S_OK);
    assert_result(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(info, 3), E_INVALIDARG);
    assert_result(IRawCDImageTrackInfo_get_DigitalAudioCopySetting(info, &copy), S_OK);
    assert_int_equal(copy, IMAPI_CD_TRACK_DIGITAL_COPY_SCMS);
    assert_result(IRawCDImageTrackInfo_put_AudioHasPreemphasis(info, 1), S_OK);
    assert_result(IRawCDImageTrackInfo_get_AudioHasPreemphasis(info, &preemphasis), S_OK);
    assert_int_equal(preemphasis, VARIANT_TRUE);
    IRawCDImageTrackInfo_Release(info);
    IRawCDImageCreator_Release(creator);
}

static void check_indexes(IRawCDImageTrackInfo *info, const LONG *expected, ULONG count)
{
    SAFEARRAY *array = POISON;
    VARIANT *elements;

    assert_result(IRawCDImageTrackInfo_get_TrackIndexes(info, &array), S_OK);
    assert_int_equal(array->rgsabound[0].cElements, count);
    elements = array->pvData;
    for (ULONG i = 0; i < count; i++) {
        assert_int_equal(V_VT(&elements[i]), VT_I4);
        assert_int_equal(V_I4(&elements[i]), expected[i]);
    }
    SafeArrayDestroy(array);
}

static void test_track_info__indexes_are_offsets(void **state)
{
    static const LONG expected[] = { 0, 100, 200 };
    IRawCDImageCreator *creator = create_creator();
    IRawCDImageTrackInfo *info;

    (void)state;
    add_audio(creator, 1, 2000);
    info = track_info(creator, 1);
    check_indexes(info, expected, 1);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 200), S_OK);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 100), S_OK);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 100),
                  S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS);
    check_indexes(info, expected, 3);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 109),
                  E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 1991),
                  E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 2000), E_INVALIDARG);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, -1), E_INVALIDARG);
    assert_result(IRawCDImageTrackInfo_ClearTrackIndex(info, 0),
                  E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED);
    assert_result(IRawCDImageTrackInfo_ClearTrackIndex(info, 101),
                  E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
    assert_result(IRawCDImageTrackInfo_ClearTrackIndex(info, 200), S_OK);
    check_indexes(info, expected, 2);
    for (LONG i = 2; i < 99; i++)
        assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 100 + 10 * i), S_OK);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 1900),
                  E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES);
    IRawCDImageTrackInfo_Release(info);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__expected_table_of_contents_is_that_of_read_toc(void **state)
{
    static const BYTE expected[] = {
        0, 26,   1, 2,             /* length, first and last track */
        0, 0x12, 1, 0, 0, 0, 0, 0, /* */
        0, 0x10, 2, 0, 0, 0, 1, 0x2C, 0, 0x10, 0xAA, 0, 0, 0, 2, 0xBC,
    };
    IRawCDImageCreator *creator = create_creator();
    IRawCDImageTrackInfo *info;
    SAFEARRAY *array = POISON;
    VARIANT *elements;

    (void)state;
    add_audio(creator, 1, 300);
    add_audio(creator, 2, 400);
    info = track_info(creator, 2);
    assert_result(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(
                      info, IMAPI_CD_TRACK_DIGITAL_COPY_PROHIBITED),
                  S_OK);
    IRawCDImageTrackInfo_Release(info);
    assert_result(IRawCDImageCreator_get_ExpectedTableOfContents(creator, &array), S_OK);
    assert_int_equal(array->rgsabound[0].cElements, 1);
    elements = array->pvData;
    assert_int_equal(V_VT(&elements[0]), VT_BYREF | VT_UI1);
    assert_memory_equal(V_UI1REF(&elements[0]), expected, sizeof(expected));
    SafeArrayDestroy(array);
    IRawCDImageCreator_Release(creator);
}

static void read_at(IStream *stream, ULONGLONG offset, void *buffer, ULONG size)
{
    LARGE_INTEGER move = { .QuadPart = (LONGLONG)offset };
    ULONG read;

    assert_result(IStream_Seek(stream, move, STREAM_SEEK_SET, NULL), S_OK);
    assert_result(IStream_Read(stream, buffer, size, &read), S_OK);
    assert_int_equal(read, size);
}

/* That the main channel at `lba` is that of a track of this seed, from its first byte on. */
static void check_start(IStream *result, LONG lba, ULONG seed)
{
    IStream *source = create_stream(seed, AUDIO_BYTES);
    BYTE expected[AUDIO_BYTES];
    BYTE found[AUDIO_BYTES];

    read_at(source, 0, expected, sizeof(expected));
    read_at(result, (ULONGLONG)(LEAD_IN + lba) * SECTOR_BYTES, found, sizeof(found));
    assert_memory_equal(found, expected, sizeof(found));
    IStream_Release(source);
}

static void test_result__outlives_the_creator(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IStream *result = POISON;
    IStream *clone = POISON;
    STATSTG status;

    (void)state;
    add_audio(creator, 1, 300);
    add_audio(creator, 2, 300);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
    assert_int_equal(IRawCDImageCreator_Release(creator), 0);
    assert_result(IStream_Stat(result, &status, STATFLAG_NONAME), S_OK);
    assert_true(status.cbSize.QuadPart == (ULONGLONG)(LEAD_IN + 600 + 6750) * SECTOR_BYTES);
    check_start(result, 300, 2);
    assert_result(IStream_Clone(result, &clone), S_OK);
    check_start(clone, 0, 1);
    assert_int_equal(IStream_Release(result), 0);
    check_start(clone, 300, 2);
    assert_int_equal(IStream_Release(clone), 0);
}

static void test_result__refuses_to_be_written(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    ULARGE_INTEGER size = { .QuadPart = 1 };
    IStream *result;
    ULONG written = 7;

    (void)state;
    add_audio(creator, 1, 300);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
    assert_result(IStream_Write(result, "x", 1, &written), STG_E_ACCESSDENIED);
    assert_result(IStream_SetSize(result, size), STG_E_ACCESSDENIED);
    assert_result(IStream_Clone(result, NULL), STG_E_INVALIDPOINTER);
    IStream_Release(result);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__is_read_only_afterwards(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IStream *stream = create_stream(1, 300 * AUDIO_BYTES);
    IRawCDImageTrackInfo *info;
    IStream *result;
    IStream *again = POISON;
    LONG value;

    (void)state;
    add_audio(creator, 1, 300);
    info = track_info(creator, 1);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &again),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_null(again);
    assert_result(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &value),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_AddSpecialPregap(creator, stream),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_AddSubcodeRWGenerator(creator, stream),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_put_ResultingImageType(creator, 1),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_put_StartOfLeadoutLimit(creator, 1000),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_put_DisableGaplessAudio(creator, VARIANT_TRUE),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_put_MediaCatalogNumber(creator, NULL),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_put_StartingTrackNumber(creator, 1),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageTrackInfo_put_ISRC(info, NULL), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageTrackInfo_put_DigitalAudioCopySetting(info, 1),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageTrackInfo_put_AudioHasPreemphasis(info, VARIANT_TRUE),
                  E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageTrackInfo_AddTrackIndex(info, 100), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageTrackInfo_ClearTrackIndex(info, 100), E_IMAPI_RAW_IMAGE_IS_READ_ONLY);
    assert_result(IRawCDImageCreator_get_StartOfLeadout(creator, &value), S_OK);
    assert_int_equal(value, 300);
    IStream_Release(result);
    IStream_Release(stream);
    IRawCDImageTrackInfo_Release(info);
    IRawCDImageCreator_Release(creator);
}

static void test_creator__takes_every_sector_type(void **state)
{
    static const ULONG user_bytes[] = {
        2352, 2336, 2048, 2336, 2048, 2336, 2352, 2352, 2352, 2352
    };

    (void)state;
    for (LONG type = 0; type < (LONG)ARRAYSIZE(user_bytes); type++) {
        IRawCDImageCreator *creator = create_creator();
        IMAPI_CD_SECTOR_TYPE found = -1;
        IRawCDImageTrackInfo *info;
        IStream *result;
        BYTE sector[SECTOR_BYTES];
        LONG value;

        assert_result(add(creator, type, 1, 301ull * user_bytes[type], &value), S_OK);
        info = track_info(creator, 1);
        assert_result(IRawCDImageTrackInfo_get_SectorType(info, &found), S_OK);
        assert_int_equal(found, type);
        assert_result(IRawCDImageTrackInfo_get_SectorCount(info, &value), S_OK);
        assert_int_equal(value, 301);
        assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
        read_at(result, (ULONGLONG)LEAD_IN * SECTOR_BYTES, sector, sizeof(sector));
        assert_int_equal(sector[1] == 0xFF && sector[11] == 0, type >= 1 && type <= 5);
        IStream_Release(result);
        IRawCDImageTrackInfo_Release(info);
        IRawCDImageCreator_Release(creator);
    }
}

static void test_creator__generator_needs_the_right_size(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    IStream *wrong = create_stream(1, 29699 * 96);
    IStream *right = create_stream(1, 29700 * 96);
    IStream *result = POISON;

    (void)state;
    add_audio(creator, 1, 300);
    assert_result(IRawCDImageCreator_AddSubcodeRWGenerator(creator, wrong), S_OK);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), E_INVALIDARG);
    check_description(L"96 bytes");
    assert_null(result);
    assert_result(IRawCDImageCreator_AddSubcodeRWGenerator(creator, right), S_OK);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
    IStream_Release(result);
    IStream_Release(wrong);
    IStream_Release(right);
    IRawCDImageCreator_Release(creator);
}

static void test_result__passes_failures_of_streams_on(void **state)
{
    static const char data[300 * AUDIO_BYTES];
    IRawCDImageCreator *creator = create_creator();
    struct fake_stream stream;
    BYTE sector[SECTOR_BYTES];
    IStream *result;
    ULONG read = 7;
    LONG index;

    (void)state;
    fake_stream_init(&stream, "");
    stream.data = data;
    stream.size = stream.said_size = sizeof(data);
    stream.most_bytes = sizeof(data);
    assert_result(
        IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &stream.IStream_iface, &index),
        S_OK);
    assert_result(IRawCDImageCreator_CreateResultImage(creator, &result), S_OK);
    read_at(result, (ULONGLONG)LEAD_IN * SECTOR_BYTES, sector, sizeof(sector));
    stream.read_result = STG_E_REVERTED;
    assert_result(IStream_Read(result, sector, sizeof(sector), &read), STG_E_REVERTED);
    assert_int_equal(read, 0);
    stream.read_result = S_OK;
    assert_result(IStream_Read(result, sector, sizeof(sector), &read), S_OK);
    assert_int_equal(read, sizeof(sector));
    stream.size = 0; /* what it no longer has is silence */
    assert_result(IStream_Read(result, sector, sizeof(sector), &read), S_OK);
    assert_int_equal(read, sizeof(sector));
    IStream_Release(result);
    IRawCDImageCreator_Release(creator);
    assert_int_equal(stream.references, 1);
}

static void test_creator__stream_without_size_is_refused(void **state)
{
    IRawCDImageCreator *creator = create_creator();
    struct fake_stream stream;
    LONG index;
    LONG count;

    (void)state;
    fake_stream_init(&stream, "");
    stream.stat_result = stream.seek_result = STG_E_REVERTED;
    assert_result(
        IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, &stream.IStream_iface, &index),
        STG_E_REVERTED);
    assert_result(IRawCDImageCreator_get_NumberOfExistingTracks(creator, &count), S_OK);
    assert_int_equal(count, 0);
    assert_int_equal(stream.references, 1);
    IRawCDImageCreator_Release(creator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_creator__starts_with_the_defaults),
        cmocka_unit_test(test_creator__needs_tracks_for_what_tracks_make),
        cmocka_unit_test(test_creator__refuses_null_pointers),
        cmocka_unit_test(test_creator__refuses_bad_tracks),
        cmocka_unit_test(test_creator__refuses_bad_properties),
        cmocka_unit_test(test_creator__media_catalog_number_is_checked),
        cmocka_unit_test(test_track_info__tells_the_track),
        cmocka_unit_test(test_track_info__refuses_null_pointers),
        cmocka_unit_test(test_track_info__isrc_has_dashes),
        cmocka_unit_test(test_track_info__audio_has_settings),
        cmocka_unit_test(test_track_info__indexes_are_offsets),
        cmocka_unit_test(test_creator__expected_table_of_contents_is_that_of_read_toc),
        cmocka_unit_test(test_result__outlives_the_creator),
        cmocka_unit_test(test_result__refuses_to_be_written),
        cmocka_unit_test(test_creator__is_read_only_afterwards),
        cmocka_unit_test(test_creator__takes_every_sector_type),
        cmocka_unit_test(test_creator__generator_needs_the_right_size),
        cmocka_unit_test(test_result__passes_failures_of_streams_on),
        cmocka_unit_test(test_creator__stream_without_size_is_refused),
    };

    return cmocka_run_group_tests(tests, com_test_enter_mta, com_test_leave);
}
