/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data: the long call, from the checks to the events. */
#include "imapi2/disc_format_data.h"

#include "com/error.h"
#include "imapi2/block_ranges.h"
#include "imapi2/burn_message.h"
#include "imapi2/drive_session.h"
#include "imapi2/event_args.h"
#include "imapi2/result.h"
#include "imapi2/stream_reader.h"

#include <imapi2error.h>

/* One burn: everything it needs, so that the object's properties matter no longer. */
struct burn_job {
    struct disc_format_data *writer;
    struct writer_call call;
    struct burn_data_options options;
    struct stream_reader reader;
    struct block_ranges ranges;
    uint64_t stream_bytes;
    struct drive_session session;
    struct burn_data_result result;
};

/* The lock is held: what the properties say now counts. */
static void take_options(void *context)
{
    struct burn_job *job = context;

    job->options = job->writer->options;
    job->options.speed = job->writer->speed.wish;
    burn_cancel_init(&job->writer->cancel);
}

static void end(struct burn_job *job)
{
    writer_end(&job->writer->state, &job->call);
    block_ranges_release(&job->ranges);
    stream_reader_release(&job->reader);
}

static HRESULT fail_stream(const struct burn_job *job, const WCHAR *what)
{
    return error_with_detail(&job->writer->object, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED, what);
}

/* The checks of the stream, which come before the recorder is taken. */
static HRESULT check_stream(struct burn_job *job)
{
    HRESULT hr;

    if (FAILED(stream_reader_measure(&job->reader, &job->stream_bytes)))
        return fail_stream(job, L"the stream does not tell its size");
    if (!job->stream_bytes || job->stream_bytes % BURN_DATA_SECTOR_BYTES)
        return error_with_value(&job->writer->object, E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
                                L"its size in bytes", (int64_t)job->stream_bytes);
    SetErrorInfo(0, NULL);
    hr = block_ranges_read(job->reader.stream, &job->ranges);
    if (hr == E_INVALIDARG || hr == E_NOINTERFACE)
        return fail_stream(job, L"the stream offers block ranges that are none");
    stream_reader_rewind(&job->reader);
    return com_error_pass(&job->writer->object, hr);
}

static void report(void *context, const struct burn_data_progress *progress)
{
    const struct burn_job *job = context;
    struct disc_format_data *writer = job->writer;
    IDispatch *arguments;

    if (!com_connections_have_sinks(&writer->connections, &IID_DDiscFormat2DataEvents))
        return;
    /* An event that cannot be made never fails the burn. */
    if (FAILED(disc_format_data_event_args_create(progress, &arguments)))
        return;
    event_update_fire(&writer->connections, &IID_DDiscFormat2DataEvents,
                      DISPID_DDISCFORMAT2DATAEVENTS_UPDATE,
                      (IDispatch *)&writer->IDiscFormat2Data_iface, arguments);
    IDispatch_Release(arguments);
}

static HRESULT fail_burn(struct burn_job *job, HRESULT hr)
{
    const struct com_object *object = &job->writer->object;
    struct recorder_label recorder;
    WCHAR text[BURN_MESSAGE_UNITS];
    struct burn_account account = {
        .result = &job->result,
        .recorder = &recorder,
        .medium = &job->call.medium->frozen,
        .stream_bytes = job->stream_bytes,
        .stream_position = job->reader.position,
    };

    if (SUCCEEDED(hr))
        return hr;
    if (job->result.failure == BURN_FAILURE_STREAM)
        return stream_reader_fail(&job->reader, object);
    recorder = drive_session_label(&job->session);
    burn_message_write(&account, text);
    return error_with_detail(object, hr, text);
}

/* What is said about the disc meanwhile. */
static void freeze(void *context, const struct mmc_survey *survey)
{
    const struct burn_job *job = context;

    media_view_freeze(job->call.medium, survey);
}

/* The recorder is ours now. */
static HRESULT write_disc(struct burn_job *job)
{
    const struct burn_data_observer observer = {
        .report = report,
        .context = job,
        .surveyed = freeze,
        .facts = MMC_FACT_BITS_ALL,
    };
    const struct burn_data_source source = {
        .reader = job->reader.reader,
        .size_bytes = job->stream_bytes,
        .has_ranges = job->ranges.are_given,
        .ranges = job->ranges.ranges,
        .range_count = job->ranges.count,
    };
    struct mmc_drive *drive = &job->session.drive;

    job->options.is_single_threaded = job->session.is_foreign;
    burn_data_write(drive, &job->options, &source, &observer, &job->writer->cancel, &job->result);
    media_view_thaw(job->call.medium);
    return fail_burn(job, result_of_burn(&job->result, job->reader.error));
}

static HRESULT use_recorder(struct burn_job *job)
{
    const struct com_object *object = &job->writer->object;
    HRESULT hr = media_view_open(job->call.medium, &job->session);

    if (FAILED(hr))
        return com_error_pass(object, hr);
    hr = drive_session_lock(&job->session, job->call.client_name);
    if (FAILED(hr)) {
        struct recorder_label label = drive_session_label(&job->session);

        error_with_detail(object, hr, label.text);
    } else {
        hr = write_disc(job);
    }
    drive_session_close(&job->session);
    return hr;
}

HRESULT disc_format_data_burn(struct disc_format_data *self, IStream *stream)
{
    struct burn_job job = { .writer = self };
    HRESULT hr = writer_begin(&self->state, &job.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    /* A sink may drop the application's last reference. */
    com_object_add_ref(&self->object);
    stream_reader_init(&job.reader, stream);
    hr = check_stream(&job);
    if (SUCCEEDED(hr))
        hr = use_recorder(&job);
    end(&job);
    com_object_release(&self->object);
    return hr;
}
