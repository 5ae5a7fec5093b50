/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Failures of drives in words: which recorder, which command, what it answered. */
#include "imapi2/drive_error.h"

#include "mmc/opcodes.h"
#include "scsi/sense.h"

#include <wchar.h>

/* Appends the part of `text` before its padding, after a blank when something stands there. */
static void append_word(struct recorder_label *label, const WCHAR *text, size_t length)
{
    size_t used = wcslen(label->text);

    while (length && text[length - 1] == L' ')
        length--;
    if (used && length && used + 1 < RECORDER_LABEL_UNITS)
        label->text[used++] = L' ';
    for (size_t i = 0; i < length && used + 1 < RECORDER_LABEL_UNITS; i++)
        label->text[used++] = text[i];
    label->text[used] = 0;
}

static struct recorder_label label_of(const WCHAR *vendor, size_t vendor_length,
                                      const WCHAR *product, size_t product_length)
{
    struct recorder_label label = { { 0 } };

    append_word(&label, vendor, vendor_length);
    append_word(&label, product, product_length);
    if (!label.text[0])
        append_word(&label, L"a recorder", wcslen(L"a recorder"));
    return label;
}

struct recorder_label recorder_label_of(const struct recorder_identity *identity)
{
    WCHAR vendor[ARRAYSIZE(identity->vendor_id)];
    WCHAR product[ARRAYSIZE(identity->product_id)];

    for (size_t i = 0; i < ARRAYSIZE(vendor); i++)
        vendor[i] = (BYTE)identity->vendor_id[i];
    for (size_t i = 0; i < ARRAYSIZE(product); i++)
        product[i] = (BYTE)identity->product_id[i];
    return label_of(vendor, wcslen(vendor), product, wcslen(product));
}

struct recorder_label recorder_label_read(IDiscRecorder2 *recorder)
{
    struct recorder_label label;
    BSTR vendor = NULL;
    BSTR product = NULL;

    if (FAILED(IDiscRecorder2_get_VendorId(recorder, &vendor)))
        vendor = NULL;
    if (FAILED(IDiscRecorder2_get_ProductId(recorder, &product)))
        product = NULL;
    label = label_of(vendor, SysStringLen(vendor), product, SysStringLen(product));
    SysFreeString(vendor);
    SysFreeString(product);
    return label;
}

const struct mmc_failure *drive_failure_of(const struct mmc_drive *drive, enum status status)
{
    if (status == STATUS_OK || mmc_condition_status(drive->failure.condition) != status)
        return NULL;
    return &drive->failure;
}

void drive_failure_describe(const struct recorder_label *label, const struct mmc_failure *failure,
                            WCHAR text[DRIVE_FAILURE_UNITS])
{
    const char *command = mmc_opcode_name(failure->opcode);
    uint32_t sense = failure->result.sense.code;

    if (failure->result.outcome == SCSI_OUTCOME_CHECK_CONDITION)
        _snwprintf(text, DRIVE_FAILURE_UNITS, L"%ls answered %hs with sense %X/%02X/%02X, %hs",
                   label->text, command, SCSI_SENSE_KEY(sense), SCSI_SENSE_ASC(sense),
                   SCSI_SENSE_ASCQ(sense), scsi_sense_name(sense));
    else
        _snwprintf(text, DRIVE_FAILURE_UNITS, L"%ls, at %hs", label->text, command);
    text[DRIVE_FAILURE_UNITS - 1] = 0;
}

HRESULT error_with_value(const struct com_object *object, HRESULT code, const WCHAR *name,
                         int64_t value)
{
    WCHAR text[DRIVE_FAILURE_UNITS] = { 0 };

    _snwprintf(text, ARRAYSIZE(text) - 1, L"%ls is %I64d", name, value);
    return error_with_detail(object, code, text);
}

HRESULT error_with_detail(const struct com_object *object, HRESULT code, const WCHAR *detail)
{
    return *detail ? com_error_with(object, code, COM_TEXT(detail)) : com_error(object, code);
}

HRESULT drive_error(const struct com_object *object, HRESULT code,
                    const struct recorder_label *label, const struct mmc_failure *failure)
{
    WCHAR text[DRIVE_FAILURE_UNITS];

    if (!failure)
        return error_with_detail(object, code, label->text);
    drive_failure_describe(label, failure, text);
    return error_with_detail(object, code, text);
}
