/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BootOptions: one El Torito boot image with its attributes. */
#include "imapi2fs/boot_options.h"

#include "base/memory.h"
#include "com/agile.h"
#include "com/dispatch.h"
#include "com/error.h"
#include "com/lock.h"
#include "com/stream.h"
#include "com/stream_source.h"
#include "com/value.h"
#include "imapi2fs/classes.h"
#include "imapi2fs/client_stream.h"
#include "imapi2fs/problem.h"
#include "stream/memory_source.h"

#include <imapi2fserror.h>

/* Where a boot information table ends in its boot image. */
#define INFO_TABLE_END 64

struct boot_options {
    struct com_object object;
    IBootOptions IBootOptions_iface;
    struct com_lock lock;    /* of everything below */
    struct com_agile stream; /* zero: none */
    uint32_t size;
    BSTR manufacturer; /* NULL: empty */
    PlatformId platform;
    EmulationType emulation;
};

static const struct com_interface boot_options_interfaces[] = {
    COM_INTERFACE(boot_options, IBootOptions),
    COM_INTERFACE_AS(boot_options, IDispatch, IBootOptions),
};

COM_DISPATCH(boot_options, IBootOptions)

static HRESULT STDMETHODCALLTYPE boot_options_get_BootImage(IBootOptions *iface, IStream **pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);
    HRESULT hr = S_OK;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    *pVal = NULL;
    com_lock_enter(&self->lock);
    if (self->size)
        hr = com_agile_get(&self->stream, (void **)pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

static HRESULT STDMETHODCALLTYPE boot_options_get_Manufacturer(IBootOptions *iface, BSTR *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);
    HRESULT hr;

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    hr = com_text_create(self->manufacturer, com_text_length(self->manufacturer), pVal);
    com_lock_leave(&self->lock);
    return com_error(&self->object, hr);
}

/* The bytes that are recorded, zero-padded; false when the text cannot be recorded so. */
static bool manufacturer_bytes(const WCHAR *text, size_t length,
                               uint8_t bytes[FSIMAGE_BOOT_MANUFACTURER_SIZE])
{
    BOOL is_changed = FALSE;
    int count;

    memset(bytes, 0, FSIMAGE_BOOT_MANUFACTURER_SIZE);
    if (length == 0)
        return true;
    if (length > FSIMAGE_BOOT_MANUFACTURER_SIZE)
        return false;
    count = WideCharToMultiByte(CP_ACP, WC_NO_BEST_FIT_CHARS, text, (int)length, (char *)bytes,
                                FSIMAGE_BOOT_MANUFACTURER_SIZE, NULL, &is_changed);
    return count > 0 && !is_changed;
}

static HRESULT STDMETHODCALLTYPE boot_options_put_Manufacturer(IBootOptions *iface, BSTR newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);
    uint8_t bytes[FSIMAGE_BOOT_MANUFACTURER_SIZE];
    BSTR text;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    if (!manufacturer_bytes(newVal, com_text_length(newVal), bytes))
        return problem_invalid_parameter(&self->object, L"newVal");
    hr = com_text_copy(newVal, &text);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    com_lock_enter(&self->lock);
    SysFreeString(self->manufacturer);
    self->manufacturer = text;
    com_lock_leave(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE boot_options_get_PlatformId(IBootOptions *iface, PlatformId *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    *pVal = self->platform;
    com_lock_leave(&self->lock);
    return S_OK;
}

/* One byte is recorded; firmware knows more platforms than the enumeration. */
static HRESULT STDMETHODCALLTYPE boot_options_put_PlatformId(IBootOptions *iface, PlatformId newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if ((LONG)newVal < 0 || (LONG)newVal > UINT8_MAX)
        return problem_invalid_parameter(&self->object, L"newVal");
    com_lock_enter(&self->lock);
    self->platform = newVal;
    com_lock_leave(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE boot_options_get_Emulation(IBootOptions *iface,
                                                            EmulationType *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    *pVal = self->emulation;
    com_lock_leave(&self->lock);
    return S_OK;
}

/* The bytes a floppy image of that kind has; 0 when the kind does not fix them. */
static uint32_t floppy_size(EmulationType emulation)
{
    static const uint32_t sizes[] = {
        [Emulation12MFloppy] = FSIMAGE_BOOT_FLOPPY_1_2_SIZE,
        [Emulation144MFloppy] = FSIMAGE_BOOT_FLOPPY_1_44_SIZE,
        [Emulation288MFloppy] = FSIMAGE_BOOT_FLOPPY_2_88_SIZE,
    };

    return (size_t)emulation < ARRAYSIZE(sizes) ? sizes[emulation] : 0;
}

static HRESULT STDMETHODCALLTYPE boot_options_put_Emulation(IBootOptions *iface,
                                                            EmulationType newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);
    int64_t size;
    bool fits;

    if ((LONG)newVal < EmulationNone || (LONG)newVal > EmulationHardDisk)
        return problem_invalid_parameter(&self->object, L"newVal");
    com_lock_enter(&self->lock);
    size = (int64_t)self->size;
    fits = size == 0 || floppy_size(newVal) == 0 || floppy_size(newVal) == self->size;
    if (fits)
        self->emulation = newVal;
    com_lock_leave(&self->lock);
    if (fits)
        return S_OK;
    return com_error_with(&self->object, IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                          COM_NUMBER(size));
}

static HRESULT STDMETHODCALLTYPE boot_options_get_ImageSize(IBootOptions *iface, ULONG *pVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);

    if (!pVal)
        return com_null_pointer(&self->object, L"pVal");
    com_lock_enter(&self->lock);
    *pVal = self->size;
    com_lock_leave(&self->lock);
    return S_OK;
}

/* What an image of that size emulates when nobody says; a floppy that it is not is none. */
static EmulationType emulation_of(uint32_t size, EmulationType before)
{
    for (int floppy = Emulation12MFloppy; floppy <= Emulation288MFloppy; floppy++) {
        if (floppy_size((EmulationType)floppy) == size)
            return (EmulationType)floppy;
    }
    return floppy_size(before) == 0 ? before : EmulationNone;
}

/* A stream that can be read, and how much is in it. */
static HRESULT measure(IStream *stream, uint32_t *size)
{
    struct byte_source *source;
    uint8_t first;
    enum status status;

    *size = 0;
    if (FAILED(com_stream_source_create(stream, COM_STREAM_SHARED, &source)))
        return IMAPI_E_BOOT_IMAGE_DATA;
    status = byte_source_read_exact(source, 0, &first, sizeof(first));
    if (status == STATUS_OK && byte_source_size(source) <= UINT32_MAX)
        *size = (uint32_t)byte_source_size(source);
    byte_source_drop(&source);
    return *size == 0 ? IMAPI_E_BOOT_IMAGE_DATA : S_OK;
}

static HRESULT STDMETHODCALLTYPE boot_options_AssignBootImage(IBootOptions *iface, IStream *newVal)
{
    struct boot_options *self = boot_options_from_IBootOptions(iface);
    struct com_agile before;
    struct com_agile now;
    uint32_t size;
    HRESULT hr;

    if (!newVal)
        return com_null_pointer(&self->object, L"newVal");
    hr = measure(newVal, &size);
    if (SUCCEEDED(hr))
        hr = com_agile_init(&now, (IUnknown *)newVal, &IID_IStream);
    if (FAILED(hr))
        return com_error(&self->object, hr);
    com_lock_enter(&self->lock);
    before = self->stream;
    self->stream = now;
    self->size = size;
    self->emulation = emulation_of(size, self->emulation);
    com_lock_leave(&self->lock);
    com_agile_release(&before);
    return S_OK;
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

static void boot_options_destroy(struct com_object *object)
{
    struct boot_options *self = CONTAINING_RECORD(object, struct boot_options, object);

    com_agile_release(&self->stream);
    SysFreeString(self->manufacturer);
    com_lock_release(&self->lock);
}

static const struct com_class boot_options_class = {
    .prog_id = L"IMAPI2FS.BootOptions",
    .clsid = &CLSID_BootOptions,
    COM_INTERFACES(boot_options_interfaces),
    .destroy = boot_options_destroy,
};

HRESULT boot_options_create(REFIID iid, void **out)
{
    struct boot_options *self = com_object_create(&boot_options_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IBootOptions_iface.lpVtbl = &boot_options_IBootOptions_vtbl;
    com_lock_init(&self->lock);
    return com_object_hand_out(&self->object, iid, out);
}

/* Any options, those of another implementation too: what they say, and their boot image. */
struct reading {
    BSTR manufacturer;
    PlatformId platform;
    EmulationType emulation;
    IStream *stream;
};

static void reading_release(struct reading *reading)
{
    SysFreeString(reading->manufacturer);
    if (reading->stream)
        IStream_Release(reading->stream);
}

static HRESULT read_options(const struct com_object *reporter, IBootOptions *options,
                            struct reading *reading)
{
    HRESULT hr;

    *reading = (struct reading){ 0 };
    com_error_forget();
    hr = IBootOptions_get_Manufacturer(options, &reading->manufacturer);
    if (SUCCEEDED(hr))
        hr = IBootOptions_get_PlatformId(options, &reading->platform);
    if (SUCCEEDED(hr))
        hr = IBootOptions_get_Emulation(options, &reading->emulation);
    if (SUCCEEDED(hr))
        hr = IBootOptions_get_BootImage(options, &reading->stream);
    if (SUCCEEDED(hr) && reading->stream)
        return S_OK;
    reading_release(reading);
    return FAILED(hr) ? com_error_pass(reporter, hr) : com_error(reporter, IMAPI_E_BOOT_IMAGE_DATA);
}

/* What loaders of the isolinux family need, and no member can ask for. */
static bool wants_info_table(const struct fsimage_boot_image *image)
{
    WCHAR value[2];

    return image->platform == PlatformX86 && image->emulation == FSIMAGE_BOOT_NO_EMULATION &&
           byte_source_size(image->source) >= INFO_TABLE_END &&
           GetEnvironmentVariableW(L"OPENIMAPI_BOOT_INFO_TABLE", value, ARRAYSIZE(value)) == 1 &&
           value[0] == L'1';
}

HRESULT boot_options_read(const struct com_object *reporter, IBootOptions *options,
                          struct fsimage_boot_image *image)
{
    struct reading reading;
    HRESULT hr;

    *image = (struct fsimage_boot_image){ 0 };
    hr = read_options(reporter, options, &reading);
    if (FAILED(hr))
        return hr;
    image->platform = (uint8_t)reading.platform;
    image->emulation = (enum fsimage_boot_emulation)reading.emulation;
    if (!manufacturer_bytes(reading.manufacturer, com_text_length(reading.manufacturer),
                            image->manufacturer))
        hr = problem_invalid_parameter(reporter, L"Manufacturer");
    else if (FAILED(client_stream_source(NULL, L"", reading.stream, &image->source)))
        hr = com_error(reporter, IMAPI_E_BOOT_IMAGE_DATA);
    else
        image->patch_info_table = wants_info_table(image);
    reading_release(&reading);
    return hr;
}

static enum status copy_content(struct byte_source *source, struct byte_source **copy)
{
    const uint64_t size = byte_source_size(source);
    uint8_t *bytes = size <= SIZE_MAX ? memory_resize(NULL, (size_t)size, 1) : NULL;
    enum status status;

    *copy = NULL;
    if (!bytes)
        return STATUS_NO_MEMORY;
    status = byte_source_read_exact(source, 0, bytes, (size_t)size);
    if (status == STATUS_OK)
        status = memory_source_create(bytes, (size_t)size, copy);
    memory_free(bytes);
    return status;
}

/* A stream of our own with the bytes that `stream` has now. */
static HRESULT copy_stream(IStream *stream, IStream **copy)
{
    struct byte_source *source;
    struct byte_source *content;
    enum status status;
    HRESULT hr;

    *copy = NULL;
    if (FAILED(com_stream_source_create(stream, COM_STREAM_SHARED, &source)))
        return IMAPI_E_BOOT_IMAGE_DATA;
    status = copy_content(source, &content);
    byte_source_drop(&source);
    if (status != STATUS_OK)
        return status == STATUS_NO_MEMORY ? E_OUTOFMEMORY : IMAPI_E_BOOT_IMAGE_DATA;
    hr = com_stream_create(content, copy);
    byte_source_drop(&content);
    return hr;
}

static HRESULT fill_copy(IBootOptions *copy, const struct reading *reading)
{
    IStream *stream;
    HRESULT hr = copy_stream(reading->stream, &stream);

    if (FAILED(hr))
        return hr;
    hr = IBootOptions_AssignBootImage(copy, stream);
    IStream_Release(stream);
    if (SUCCEEDED(hr))
        hr = IBootOptions_put_Emulation(copy, reading->emulation);
    if (SUCCEEDED(hr))
        hr = IBootOptions_put_PlatformId(copy, reading->platform);
    if (SUCCEEDED(hr) && reading->manufacturer)
        hr = IBootOptions_put_Manufacturer(copy, reading->manufacturer);
    return hr;
}

HRESULT boot_options_copy(const struct com_object *reporter, IBootOptions *options,
                          IBootOptions **copy)
{
    struct reading reading;
    HRESULT hr;

    *copy = NULL;
    hr = read_options(reporter, options, &reading);
    if (FAILED(hr))
        return hr;
    hr = boot_options_create(&IID_IBootOptions, (void **)copy);
    if (SUCCEEDED(hr))
        hr = fill_copy(*copy, &reading);
    reading_release(&reading);
    if (SUCCEEDED(hr))
        return S_OK;
    if (*copy)
        IBootOptions_Release(*copy);
    *copy = NULL;
    return com_error(reporter, hr);
}
