/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Makes a raw image of an audio CD with CD-Text: titles and a performer that players show.
 *
 *     cd_text IMAGE ALBUM PERFORMER TITLE FILE [TITLE FILE]...
 *
 * Each FILE is a track: 16-bit stereo samples of 44,100 Hz, little-endian, without a header. The
 * image, with sub-channels as raw, is what IDiscFormat2RawCD::WriteMedia takes as a stream.
 *
 * CD-Text lies in the sub-channels R to W of the lead-in, and an image creator asks for those in a
 * stream of 96 bytes for each sector: here the lead-in from memory, and zeros for the rest.
 *
 * Ends with 0 when the image is complete, 1 when something failed, 2 when the arguments are wrong.
 */
#include <windows.h>
#include <imapi2.h>
#include <shlwapi.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LEAD_IN_SECTORS  22500 /* from 95:00:00 to the pause before the first track, */
#define SECTORS_BEFORE_0 22650 /* which is before address 0 as well */
#define LEAD_OUT_SECTORS 6750
#define SUBCODE_BYTES    96

/* A pack: a header, 12 bytes of text, a check. Four fill a sector. */
#define PACK_BYTES       18
#define PACK_TEXT        4
#define PACK_TEXT_BYTES  12
#define PACK_CRC         16
#define PACKS_A_SECTOR   4
#define PACKS_MAXIMUM    256
#define PACK_TITLES      0x80
#define PACK_PERFORMERS  0x81
#define PACK_SIZES       0x8F
#define SIZE_PACKS       3
#define LANGUAGE_ENGLISH 9
#define TRACKS_MAXIMUM   99
#define TEXT_MAXIMUM     160

/* All packs of the disc. */
struct cd_text {
    BYTE packs[PACKS_MAXIMUM][PACK_BYTES];
    unsigned count;
    unsigned used; /* bytes of text in the last pack */
    bool is_full;
};

/* What the command line says: texts of the album, then of each track. */
struct disc {
    const wchar_t *image;
    unsigned tracks;
    const wchar_t *files[TRACKS_MAXIMUM];
    char titles[TRACKS_MAXIMUM + 1][TEXT_MAXIMUM];
    char performers[TRACKS_MAXIMUM + 1][TEXT_MAXIMUM];
};

int wmain(int count, wchar_t **arguments);

static HRESULT report(HRESULT hr, const char *step)
{
    IErrorInfo *info = NULL;
    BSTR text = NULL;

    if (SUCCEEDED(hr))
        return hr;
    if (GetErrorInfo(0, &info) == S_OK) {
        IErrorInfo_GetDescription(info, &text);
        IErrorInfo_Release(info);
    }
    fprintf(stderr, "cd_text: %s: %ls (0x%08lX)\n", step, text != NULL ? text : L"",
            (unsigned long)hr);
    SysFreeString(text);
    return hr;
}

static void begin_pack(struct cd_text *text, unsigned kind, unsigned track, unsigned before)
{
    BYTE *pack = text->packs[text->count % PACKS_MAXIMUM];

    text->is_full |= text->count == PACKS_MAXIMUM;
    if (text->is_full)
        return;
    memset(pack, 0, PACK_BYTES);
    pack[0] = (BYTE)kind;
    pack[1] = (BYTE)track;
    pack[2] = (BYTE)text->count++;
    pack[3] = (BYTE)(before < 15 ? before : 15); /* characters of the text in earlier packs */
    text->used = 0;
}

/* Texts of a kind follow each other, each with the zero that ends it. */
static void add_texts(struct cd_text *text, unsigned kind, char (*texts)[TEXT_MAXIMUM],
                      unsigned tracks)
{
    text->used = PACK_TEXT_BYTES;
    for (unsigned track = 0; track <= tracks; track++) {
        const unsigned size = (unsigned)strlen(texts[track]) + 1;

        for (unsigned i = 0; i < size && !text->is_full; i++) {
            if (text->used == PACK_TEXT_BYTES)
                begin_pack(text, kind, track, i);
            text->packs[text->count - 1][PACK_TEXT + text->used++] = (BYTE)texts[track][i];
        }
    }
}

/* The last packs tell how many there are of each kind, and the language. */
static void add_sizes(struct cd_text *text, unsigned tracks)
{
    BYTE sizes[SIZE_PACKS * PACK_TEXT_BYTES] = { 0 };
    const unsigned first = text->count;

    sizes[1] = 1;
    sizes[2] = (BYTE)tracks;
    for (unsigned i = 0; i < first; i++)
        sizes[4 + text->packs[i][0] - PACK_TITLES]++;
    sizes[4 + PACK_SIZES - PACK_TITLES] = SIZE_PACKS;
    sizes[20] = (BYTE)(first + SIZE_PACKS - 1);
    sizes[28] = LANGUAGE_ENGLISH;
    for (unsigned i = 0; i < SIZE_PACKS; i++) {
        begin_pack(text, PACK_SIZES, i, 0);
        if (!text->is_full)
            memcpy(text->packs[first + i] + PACK_TEXT, sizes + PACK_TEXT_BYTES * i,
                   PACK_TEXT_BYTES);
    }
}

/* CRC of sixteen bits over x^16 + x^12 + x^5 + 1, inverted. */
static void seal_pack(BYTE *pack)
{
    unsigned crc = 0;

    for (unsigned i = 0; i < PACK_CRC; i++) {
        crc ^= (unsigned)pack[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xFFFF;
    }
    pack[PACK_CRC] = (BYTE) ~(crc >> 8);
    pack[PACK_CRC + 1] = (BYTE)~crc;
}

/* Four packs as the sub-channels of a sector: six bits in each byte. */
static void fill_sector(const struct cd_text *text, unsigned first, BYTE *subcode)
{
    for (unsigned i = 0; i < PACKS_A_SECTOR; i++) {
        const BYTE *pack = text->packs[(first + i) % text->count];

        for (unsigned k = 0; k < PACK_BYTES; k += 3, subcode += 4) {
            subcode[0] = pack[k] >> 2;
            subcode[1] = (BYTE)((pack[k] & 0x03) << 4 | pack[k + 1] >> 4);
            subcode[2] = (BYTE)((pack[k + 1] & 0x0F) << 2 | pack[k + 2] >> 6);
            subcode[3] = pack[k + 2] & 0x3F;
        }
    }
}

/* The packs over and over, as long as the lead-in is. */
static HRESULT create_lead_in(const struct cd_text *text, IStream **stream)
{
    HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, LEAD_IN_SECTORS * SUBCODE_BYTES);
    BYTE *bytes = memory != NULL ? GlobalLock(memory) : NULL;

    *stream = NULL;
    if (bytes == NULL)
        return E_OUTOFMEMORY;
    for (unsigned i = 0; i < LEAD_IN_SECTORS; i++)
        fill_sector(text, PACKS_A_SECTOR * i, bytes + SUBCODE_BYTES * i);
    GlobalUnlock(memory);
    return CreateStreamOnHGlobal(memory, TRUE, stream);
}

static HRESULT create_zeros(ULONGLONG size, IStream **stream)
{
    HRESULT hr = CoCreateInstance(&CLSID_MsftStreamZero, NULL, CLSCTX_INPROC_SERVER, &IID_IStream,
                                  (void **)stream);

    if (SUCCEEDED(hr))
        hr = IStream_SetSize(*stream, (ULARGE_INTEGER){ .QuadPart = size });
    return hr;
}

static HRESULT join(IStream *first, IStream *second, IStream **stream)
{
    IStreamConcatenate *joined = NULL;
    HRESULT hr = CoCreateInstance(&CLSID_MsftStreamConcatenate, NULL, CLSCTX_INPROC_SERVER,
                                  &IID_IStreamConcatenate, (void **)&joined);

    if (SUCCEEDED(hr))
        hr = IStreamConcatenate_Initialize(joined, first, second);
    if (SUCCEEDED(hr))
        hr = IStreamConcatenate_QueryInterface(joined, &IID_IStream, (void **)stream);
    if (joined != NULL)
        IStreamConcatenate_Release(joined);
    return hr;
}

static HRESULT make_text(struct disc *disc, struct cd_text *text)
{
    add_texts(text, PACK_TITLES, disc->titles, disc->tracks);
    add_texts(text, PACK_PERFORMERS, disc->performers, disc->tracks);
    add_sizes(text, disc->tracks);
    for (unsigned i = 0; i < text->count; i++)
        seal_pack(text->packs[i]);
    return text->is_full ? E_INVALIDARG : S_OK;
}

/* All tracks are there: the image knows how long it is. */
static HRESULT add_text(IRawCDImageCreator *creator, struct disc *disc)
{
    static struct cd_text text;
    IStream *lead_in = NULL;
    IStream *zeros = NULL;
    IStream *generator = NULL;
    LONG lead_out = 0;
    HRESULT hr = report(make_text(disc, &text), "the texts are too long");

    if (SUCCEEDED(hr))
        hr = IRawCDImageCreator_get_StartOfLeadout(creator, &lead_out);
    if (SUCCEEDED(hr))
        hr = create_lead_in(&text, &lead_in);
    if (SUCCEEDED(hr))
        hr = create_zeros(
            (ULONGLONG)(SECTORS_BEFORE_0 - LEAD_IN_SECTORS + lead_out + LEAD_OUT_SECTORS) *
                SUBCODE_BYTES,
            &zeros);
    if (SUCCEEDED(hr))
        hr = join(lead_in, zeros, &generator);
    if (SUCCEEDED(hr))
        hr = report(IRawCDImageCreator_AddSubcodeRWGenerator(creator, generator), "CD-Text");
    if (generator != NULL)
        IStream_Release(generator);
    if (zeros != NULL)
        IStream_Release(zeros);
    if (lead_in != NULL)
        IStream_Release(lead_in);
    return hr;
}

static HRESULT add_tracks(IRawCDImageCreator *creator, const struct disc *disc)
{
    HRESULT hr = S_OK;

    for (unsigned i = 0; i < disc->tracks && SUCCEEDED(hr); i++) {
        IStream *stream = NULL;
        LONG index;

        hr = report(SHCreateStreamOnFileEx(disc->files[i], STGM_READ | STGM_SHARE_DENY_WRITE, 0,
                                           FALSE, NULL, &stream),
                    "a file cannot be opened");
        if (FAILED(hr))
            break;
        hr = report(IRawCDImageCreator_AddTrack(creator, IMAPI_CD_SECTOR_AUDIO, stream, &index),
                    "a track cannot be added");
        IStream_Release(stream);
    }
    return hr;
}

static HRESULT write_image(IRawCDImageCreator *creator, const wchar_t *path)
{
    const ULARGE_INTEGER all = { .QuadPart = ~0ull };
    IStream *file = NULL;
    IStream *image = NULL;
    ULARGE_INTEGER written;
    HRESULT hr = report(IRawCDImageCreator_CreateResultImage(creator, &image), "the image");

    if (SUCCEEDED(hr))
        hr = report(SHCreateStreamOnFileEx(path, STGM_CREATE | STGM_WRITE | STGM_SHARE_EXCLUSIVE,
                                           FILE_ATTRIBUTE_NORMAL, TRUE, NULL, &file),
                    "the image cannot be created");
    if (SUCCEEDED(hr))
        hr = report(IStream_CopyTo(image, file, all, NULL, &written), "writing");
    if (SUCCEEDED(hr))
        printf("%I64u bytes\n", written.QuadPart);
    if (file != NULL)
        IStream_Release(file);
    if (image != NULL)
        IStream_Release(image);
    return hr;
}

static HRESULT make_image(struct disc *disc)
{
    IRawCDImageCreator *creator = NULL;
    HRESULT hr = report(CoCreateInstance(&CLSID_MsftRawCDImageCreator, NULL, CLSCTX_INPROC_SERVER,
                                         &IID_IRawCDImageCreator, (void **)&creator),
                        "IMAPI2 is not installed");

    if (SUCCEEDED(hr))
        hr =
            IRawCDImageCreator_put_ResultingImageType(creator, IMAPI_FORMAT2_RAW_CD_SUBCODE_IS_RAW);
    if (SUCCEEDED(hr))
        hr = add_tracks(creator, disc);
    if (SUCCEEDED(hr))
        hr = add_text(creator, disc);
    if (SUCCEEDED(hr))
        hr = write_image(creator, disc->image);
    if (creator != NULL)
        IRawCDImageCreator_Release(creator);
    return hr;
}

/* CD-Text of this kind is Latin-1; what that lacks becomes a question mark. */
static bool take_text(const wchar_t *from, char *to)
{
    return WideCharToMultiByte(28591, 0, from, -1, to, TEXT_MAXIMUM, NULL, NULL) > 0;
}

static bool parse(int count, wchar_t **arguments, struct disc *disc)
{
    if (count < 6 || count % 2 != 0 || (count - 4) / 2 > TRACKS_MAXIMUM)
        return false;
    disc->image = arguments[1];
    disc->tracks = (unsigned)(count - 4) / 2;
    for (unsigned i = 0; i <= disc->tracks; i++) {
        const wchar_t *title = i == 0 ? arguments[2] : arguments[2 + 2 * i];

        if (!take_text(title, disc->titles[i]) || !take_text(arguments[3], disc->performers[i]))
            return false;
    }
    for (unsigned i = 0; i < disc->tracks; i++)
        disc->files[i] = arguments[5 + 2 * i];
    return true;
}

int wmain(int count, wchar_t **arguments)
{
    static struct disc disc;
    HRESULT hr;

    if (!parse(count, arguments, &disc)) {
        fputs("usage: cd_text IMAGE ALBUM PERFORMER TITLE FILE [TITLE FILE]...\n", stderr);
        return 2;
    }
    hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(hr))
        return 1;
    hr = make_image(&disc);
    CoUninitialize();
    return SUCCEEDED(hr) ? 0 : 1;
}
