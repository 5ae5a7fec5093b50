/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What MsftDiscFormat2TrackAtOnce and MsftDiscFormat2RawCD have in common. */
#include "imapi2/cd_writer.h"

#include "com/error.h"
#include "com/value.h"
#include "imapi2/disc_format.h"
#include "imapi2/drive_error.h"

#include <string.h>
#include <wchar.h>

/* What clients can ask about the disc meanwhile. */
#define FROZEN_FACTS                                                                               \
    (MMC_FACT_BIT(MMC_FACT_TYPE) | MMC_FACT_BIT(MMC_FACT_PHYSICALLY_BLANK) |                       \
     MMC_FACT_BIT(MMC_FACT_HEURISTICALLY_BLANK) | MMC_FACT_BIT(MMC_FACT_SPEEDS) |                  \
     MMC_FACT_BIT(MMC_FACT_CURRENT_SPEED))

#define DETAIL_UNITS 192

HRESULT cd_writer_is_media_supported(struct writer_state *state, IDiscRecorder2 *recorder,
                                     VARIANT_BOOL *value)
{
    struct media_view *busy = value ? writer_acquire_busy_medium(state, recorder) : NULL;
    struct mmc_survey facts;
    HRESULT hr;

    if (!busy)
        return disc_format_is_media_supported(state->object, state->codes->recording, recorder,
                                              value);
    *value = VARIANT_FALSE;
    hr = media_view_read(busy, state->object, MMC_FACT_BIT(MMC_FACT_PHYSICALLY_BLANK),
                         MMC_FACT_PHYSICALLY_BLANK, &facts);
    if (SUCCEEDED(hr))
        *value = com_bool(mmc_recording_takes(state->codes->recording, facts.medium.type) &&
                          facts.is_physically_blank);
    media_view_drop(&busy);
    return hr;
}

HRESULT cd_call_open(struct cd_call *call)
{
    HRESULT hr = media_view_open(call->call.medium, &call->session);

    return com_error_pass(call->state->object, hr);
}

HRESULT cd_call_open_locked(struct cd_call *call)
{
    struct recorder_label label;
    HRESULT hr = cd_call_open(call);

    if (FAILED(hr))
        return hr;
    hr = drive_session_lock(&call->session, call->call.client_name);
    if (SUCCEEDED(hr))
        return hr;
    label = drive_session_label(&call->session);
    return error_with_detail(call->state->object, hr, label.text);
}

HRESULT cd_call_take_stream(struct cd_call *call, IStream *stream)
{
    stream_reader_init(&call->reader, stream);
    if (FAILED(stream_reader_measure(&call->reader, &call->stream_bytes)))
        return error_with_detail(call->state->object, call->codes->stream_not_supported,
                                 L"the stream does not tell its size");
    SetErrorInfo(0, NULL);
    stream_reader_rewind(&call->reader);
    return S_OK;
}

void cd_call_freeze(struct cd_call *call)
{
    struct mmc_survey facts;

    mmc_survey_read(&call->session.drive, FROZEN_FACTS, &facts);
    media_view_freeze(call->call.medium, &facts);
}

void cd_call_thaw(struct cd_call *call)
{
    media_view_thaw(call->call.medium);
}

static void describe(const struct cd_call *call, WCHAR text[DETAIL_UNITS])
{
    struct recorder_label label = drive_session_label(&call->session);

    text[0] = 0;
    switch (call->result.failure) {
    case BURN_CD_FAILURE_STREAM_NOT_SUPPORTED:
    case BURN_CD_FAILURE_LEAD_IN_TOO_SHORT:
        _snwprintf(text, DETAIL_UNITS, L"the stream has %I64u bytes", call->stream_bytes);
        break;
    case BURN_CD_FAILURE_STREAM_ENDED:
        _snwprintf(text, DETAIL_UNITS, L"the stream ended after %I64u of its %I64u bytes",
                   call->reader.position, call->stream_bytes);
        break;
    case BURN_CD_FAILURE_NO_SPACE:
        _snwprintf(text, DETAIL_UNITS, L"the data has %I64u sectors, the CD in %ls takes %u",
                   call->stream_bytes / call->sector_bytes, label.text, call->room_sectors);
        break;
    case BURN_CD_FAILURE_TRACK_LIMIT:
    case BURN_CD_FAILURE_BLOCK_TYPE:
    case BURN_CD_FAILURE_MEDIUM_NOT_SUPPORTED:
    case BURN_CD_FAILURE_MEDIUM_NOT_BLANK:
    case BURN_CD_FAILURE_MEDIUM_CHANGED:
    case BURN_CD_FAILURE_VERIFICATION:
        _snwprintf(text, DETAIL_UNITS, L"%ls", label.text);
        break;
    case BURN_CD_FAILURE_DEVICE:
        drive_failure_describe(&label, &call->result.device, text);
        break;
    case BURN_CD_FAILURE_NONE:
    case BURN_CD_FAILURE_STREAM:
    case BURN_CD_FAILURE_CANCELLED:
    case BURN_CD_FAILURE_NO_MEMORY:
        break;
    }
    text[DETAIL_UNITS - 1] = 0;
}

HRESULT cd_call_result(struct cd_call *call)
{
    HRESULT hr = result_of_cd(&call->result, call->codes, call->reader.error);
    WCHAR text[DETAIL_UNITS];

    if (SUCCEEDED(hr))
        return hr;
    if (call->result.failure == BURN_CD_FAILURE_STREAM)
        return stream_reader_fail(&call->reader, call->state->object);
    describe(call, text);
    return error_with_detail(call->state->object, hr, text);
}

void cd_call_close(struct cd_call *call)
{
    drive_session_close(&call->session);
    stream_reader_release(&call->reader);
}
