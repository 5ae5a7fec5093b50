/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a method fails: an HRESULT, and a sentence for people in the thread's error information. */
#include "com/error.h"

#include "base/memory.h"
#include "com/module.h"

#include <assert.h>
#include <wchar.h>

/* Room for a 64-bit decimal number with sign and terminator. */
#define DECIMAL_UNITS 21

/* The general codes of COM, whose system texts differ by system and name nothing. */
static const struct {
    HRESULT code;
    const WCHAR *text;
} general_texts[] = {
    { E_POINTER, L"A pointer that the call needs is null." },
    { E_INVALIDARG, L"An argument is outside the values that the member accepts." },
    { E_OUTOFMEMORY, L"There is not enough memory for the operation." },
    { E_NOTIMPL, L"The member is not implemented." },
    { E_NOINTERFACE, L"The object that was passed lacks an interface that the member needs." },
    { E_ACCESSDENIED, L"Access was denied." },
    { E_UNEXPECTED, L"The object is not in a state that allows the call." },
    { E_ABORT, L"The operation was ended on request." },
    { E_FAIL, L"The operation failed." },
};

/* A text under construction; `failed` sticks. */
struct text {
    WCHAR *units;
    size_t length;
    size_t capacity;
    BOOL failed;
};

static void text_append(struct text *text, const WCHAR *units, size_t length)
{
    size_t needed = text->length + length + 1;

    if (needed > text->capacity) {
        WCHAR *grown = memory_resize(text->units, needed * 2, sizeof(*grown));

        if (!grown) {
            text->failed = TRUE;
            return;
        }
        text->units = grown;
        text->capacity = needed * 2;
    }
    wmemcpy(text->units + text->length, units, length);
    text->length += length;
    text->units[text->length] = 0;
}

static void text_append_insert(struct text *text, const struct com_insert *insert)
{
    WCHAR digits[DECIMAL_UNITS];
    WCHAR *first = digits + DECIMAL_UNITS;
    uint64_t rest = insert->number < 0 ? 0 - (uint64_t)insert->number : (uint64_t)insert->number;

    if (insert->text) {
        text_append(text, insert->text, wcslen(insert->text));
        return;
    }
    do {
        *--first = (WCHAR)(L'0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (insert->number < 0)
        *--first = L'-';
    text_append(text, first, (size_t)(digits + DECIMAL_UNITS - first));
}

/* The template behind the '%' at `at`; gives the units it takes, and marks the insert as used. */
static size_t text_append_escape(struct text *text, const WCHAR *at,
                                 const struct com_insert *inserts, size_t count, unsigned *used)
{
    WCHAR what = at[1];
    size_t taken = what ? 2 : 1;

    if (what >= L'1' && what <= L'9') {
        size_t index = (size_t)(what - L'1');
        const WCHAR *format_end = at[2] == L'!' ? wcschr(at + 3, L'!') : NULL;

        if (format_end)
            taken = (size_t)(format_end + 1 - at);
        if (index < count) {
            text_append_insert(text, &inserts[index]);
            *used |= 1u << index;
        }
    } else if (what == L'n') {
        text_append(text, L" ", 1);
    } else if (what != L'0') {
        text_append(text, at + taken - 1, 1);
    }
    return taken;
}

static void text_append_unused(struct text *text, const struct com_insert *inserts, size_t count,
                               unsigned used)
{
    for (size_t i = 0; i < count; i++) {
        if (used & (1u << i) || (inserts[i].text && !*inserts[i].text))
            continue;
        text_append(text, L" (", 2);
        text_append_insert(text, &inserts[i]);
        text_append(text, L")", 1);
    }
}

/* Lines of a message become one sentence without trailing blanks. */
static void text_append_template(struct text *text, const WCHAR *template,
                                 const struct com_insert *inserts, size_t count)
{
    unsigned used = 0;

    while (*template) {
        size_t plain = wcscspn(template, L"%\r\n");

        text_append(text, template, plain);
        template += plain;
        if (*template == L'%') {
            template += text_append_escape(text, template, inserts, count, &used);
        } else if (*template) {
            template += wcsspn(template, L"\r\n");
            text_append(text, L" ", 1);
        }
    }
    while (text->length && text->units[text->length - 1] == L' ')
        text->units[--text->length] = 0;
    text_append_unused(text, inserts, count, used);
}

static BOOL append_message(struct text *text, DWORD source, HRESULT code,
                           const struct com_insert *inserts, size_t count)
{
    WCHAR *template = NULL;

    if (!FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_IGNORE_INSERTS | source,
                        com_module_instance(), (DWORD)code, 0, (WCHAR *)&template, 0, NULL))
        return FALSE;
    text_append_template(text, template, inserts, count);
    LocalFree(template);
    return TRUE;
}

static const WCHAR *general_text_of(HRESULT code)
{
    for (size_t i = 0; i < ARRAYSIZE(general_texts); i++) {
        if (general_texts[i].code == code)
            return general_texts[i].text;
    }
    return NULL;
}

static void append_unknown(struct text *text, HRESULT code, const struct com_insert *inserts,
                           size_t count)
{
    WCHAR sentence[] = L"The operation failed with error 0x00000000.";
    WCHAR *digit = sentence + wcslen(sentence) - 2;

    for (ULONG rest = (ULONG)code; rest; rest /= 16)
        *digit-- = L"0123456789ABCDEF"[rest % 16];
    text_append_template(text, sentence, inserts, count);
}

WCHAR *com_error_text(HRESULT code, const struct com_insert *inserts, size_t count)
{
    struct text text = { 0 };
    const WCHAR *general = general_text_of(code);

    if (count > COM_INSERTS_MAX)
        count = COM_INSERTS_MAX;
    if (general)
        text_append_template(&text, general, inserts, count);
    else if (!append_message(&text, FORMAT_MESSAGE_FROM_HMODULE, code, inserts, count) &&
             !append_message(&text, FORMAT_MESSAGE_FROM_SYSTEM, code, inserts, count))
        append_unknown(&text, code, inserts, count);
    if (!text.failed)
        return text.units;
    memory_free(text.units);
    return NULL;
}

/* Telling about a failure must not fail: what cannot be set stays unset. */
static void set_error_info(const struct com_object *object, WCHAR *description)
{
    ICreateErrorInfo *made;
    IErrorInfo *info;

    if (FAILED(CreateErrorInfo(&made)))
        return;
    if (description)
        ICreateErrorInfo_SetDescription(made, description);
    if (object) {
        ICreateErrorInfo_SetGUID(made, object->class->interfaces[0].iid);
        ICreateErrorInfo_SetSource(made, (WCHAR *)object->class->prog_id);
    }
    if (SUCCEEDED(ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info))) {
        SetErrorInfo(0, info);
        IErrorInfo_Release(info);
    }
    ICreateErrorInfo_Release(made);
}

HRESULT com_error_set(const struct com_object *object, HRESULT code,
                      const struct com_insert *inserts, size_t count)
{
    if (FAILED(code)) {
        WCHAR *description = com_error_text(code, inserts, count);

        set_error_info(object, description);
        memory_free(description);
    }
    return code;
}

HRESULT com_error(const struct com_object *object, HRESULT code)
{
    return com_error_set(object, code, NULL, 0);
}

HRESULT com_null_pointer(const struct com_object *object, const WCHAR *argument)
{
    return com_error_with(object, E_POINTER, COM_TEXT(argument));
}

void com_error_forget(void)
{
    SetErrorInfo(0, NULL);
}

HRESULT com_error_pass(const struct com_object *object, HRESULT code)
{
    IErrorInfo *theirs;

    if (FAILED(code) && GetErrorInfo(0, &theirs) == S_OK) {
        SetErrorInfo(0, theirs);
        IErrorInfo_Release(theirs);
        return code;
    }
    return com_error(object, code);
}

HRESULT com_not_implemented(const struct com_object *object, const WCHAR *member)
{
    return com_error_with(object, E_NOTIMPL, COM_TEXT(member));
}

HRESULT com_result_of(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return S_OK;
    case STATUS_NO_MEMORY:
        return E_OUTOFMEMORY;
    case STATUS_INVALID_ARGUMENT:
        return E_INVALIDARG;
    case STATUS_INVALID_STATE:
        return E_UNEXPECTED;
    case STATUS_INVALID_NAME:
        return HRESULT_FROM_WIN32(ERROR_INVALID_NAME);
    case STATUS_NOT_FOUND:
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    case STATUS_ALREADY_EXISTS:
        return HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS);
    case STATUS_NOT_EMPTY:
        return HRESULT_FROM_WIN32(ERROR_DIR_NOT_EMPTY);
    case STATUS_WRONG_KIND:
        return HRESULT_FROM_WIN32(ERROR_DIRECTORY);
    case STATUS_NOT_SUPPORTED:
        return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED);
    case STATUS_ACCESS_DENIED:
        return E_ACCESSDENIED;
    case STATUS_SHARING_VIOLATION:
        return HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION);
    case STATUS_IO:
        return HRESULT_FROM_WIN32(ERROR_IO_DEVICE);
    case STATUS_END_OF_DATA:
        return HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
    case STATUS_CHANGED:
        return HRESULT_FROM_WIN32(ERROR_FILE_INVALID);
    case STATUS_CORRUPT:
    case STATUS_INVALID_RESPONSE:
        return HRESULT_FROM_WIN32(ERROR_INVALID_DATA);
    case STATUS_TOO_LARGE:
        return HRESULT_FROM_WIN32(ERROR_FILE_TOO_LARGE);
    case STATUS_TOO_MANY:
    case STATUS_TOO_DEEP:
        return HRESULT_FROM_WIN32(ERROR_ALLOTTED_SPACE_EXCEEDED);
    case STATUS_NO_SPACE:
        return HRESULT_FROM_WIN32(ERROR_DISK_FULL);
    case STATUS_BUSY:
        return HRESULT_FROM_WIN32(ERROR_BUSY);
    case STATUS_TIMEOUT:
        return HRESULT_FROM_WIN32(ERROR_TIMEOUT);
    case STATUS_CANCELLED:
        return E_ABORT;
    case STATUS_DEVICE_GONE:
        return HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST);
    case STATUS_MISMATCH:
        return HRESULT_FROM_WIN32(ERROR_CRC);
    case STATUS_DEVICE:
    case STATUS_FOREIGN:
        return E_FAIL;
    }
    assert(!"a status that status.def lacks");
    return E_FAIL;
}
