/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2RawCD: the long calls. */
#include "imapi2/disc_format_raw_cd.h"

#include "imapi2/cd_writer.h"
#include "imapi2/event_args.h"

#include <imapi2error.h>

static const struct result_cd_codes codes = {
    .stream_not_supported = E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED,
    .lead_in_too_short = E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT,
    .no_space = E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE,
    .track_limit = E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED,
    .block_type_not_supported = E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
    .medium_not_supported = E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
    .medium_not_blank = E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK,
    .medium_changed = E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED,
};

/* One call: everything it needs, so that the object's properties matter no longer. */
struct raw_job {
    struct disc_format_raw_cd *writer;
    struct cd_call call;
    struct burn_raw_options options;
    struct burn_raw_disc disc;
};

static struct raw_job job_of(struct disc_format_raw_cd *self)
{
    return (struct raw_job){
        .writer = self,
        .call = { .state = &self->state, .codes = &codes },
    };
}

/* The lock is held: what the properties say now counts. */
static void take_options(void *context)
{
    struct raw_job *job = context;
    const struct disc_format_raw_cd *writer = job->writer;

    job->options.common = (struct burn_cd_options){
        .is_buffer_underrun_free_disabled = writer->is_buffer_underrun_free_disabled,
        .speed = writer->speed.wish,
    };
    job->options.sector = writer->sector;
    job->disc = writer->disc;
}

static void take_image_options(void *context)
{
    struct raw_job *job = context;

    take_options(context);
    job->writer->is_writing = true;
    burn_cancel_init(&job->writer->cancel);
}

static void report(void *context, const struct burn_cd_progress *progress)
{
    const struct raw_job *job = context;
    struct disc_format_raw_cd *writer = job->writer;
    IDispatch *arguments;

    if (!com_connections_have_sinks(&writer->connections, &IID_DDiscFormat2RawCDEvents))
        return;
    /* An event that cannot be made never fails the recording. */
    if (FAILED(disc_format_raw_cd_event_args_create(progress, &arguments)))
        return;
    event_update_fire(&writer->connections, &IID_DDiscFormat2RawCDEvents,
                      DISPID_DDISCFORMAT2RAWCDEVENTS_UPDATE,
                      (IDispatch *)&writer->IDiscFormat2RawCD_iface, arguments);
    IDispatch_Release(arguments);
}

static HRESULT prepare_disc(struct raw_job *job)
{
    struct disc_format_raw_cd *writer = job->writer;
    HRESULT hr = cd_call_open_locked(&job->call);

    if (FAILED(hr))
        return hr;
    burn_raw_disc_prepare(&job->call.session.drive, &job->options.common, &job->disc,
                          &job->call.result);
    hr = cd_call_result(&job->call);
    if (FAILED(hr))
        return hr;
    drive_session_leave_locked(&job->call.session, &writer->drive_lock);
    com_lock_enter(&writer->state.lock);
    writer->disc = job->disc;
    com_lock_leave(&writer->state.lock);
    writer_set_prepared(&writer->state, true);
    return hr;
}

HRESULT disc_format_raw_cd_prepare(struct disc_format_raw_cd *self)
{
    struct raw_job job = job_of(self);
    HRESULT hr = writer_begin(&self->state, &job.call.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    hr = prepare_disc(&job);
    cd_call_close(&job.call);
    writer_end(&self->state, &job.call.call);
    return hr;
}

static HRESULT write_image(struct raw_job *job, IStream *stream)
{
    const struct burn_cd_observer observer = { .report = report, .context = job };
    struct cd_call *call = &job->call;
    struct burn_cd_source source;
    HRESULT hr = cd_call_take_stream(call, stream);

    if (SUCCEEDED(hr))
        hr = cd_call_open(call);
    if (FAILED(hr))
        return hr;
    source =
        (struct burn_cd_source){ .reader = call->reader.reader, .size_bytes = call->stream_bytes };
    call->sector_bytes = burn_raw_sector_bytes(job->options.sector);
    call->room_sectors = (uint32_t)(job->disc.last_lead_out_start + BURN_RAW_LEAD_OUT_SECTORS -
                                    job->options.image_start);
    job->options.common.is_single_threaded = call->session.is_foreign;
    cd_call_freeze(call);
    burn_raw_disc_write(&call->session.drive, &job->disc, &job->options, &source, &observer,
                        &job->writer->cancel, &call->result);
    cd_call_thaw(call);
    /* What the drive made of the speed was told by the preparation. */
    call->result.adjustment = MMC_SPEED_ADJUSTMENT_NONE;
    return cd_call_result(call);
}

static void end_image(struct raw_job *job)
{
    struct disc_format_raw_cd *writer = job->writer;

    cd_call_close(&job->call);
    com_lock_enter(&writer->state.lock);
    writer->is_writing = false;
    com_lock_leave(&writer->state.lock);
    writer_end(&writer->state, &job->call.call);
}

HRESULT disc_format_raw_cd_burn(struct disc_format_raw_cd *self, IStream *stream,
                                int32_t image_start)
{
    struct raw_job job = job_of(self);
    HRESULT hr = writer_begin_prepared(&self->state, &job.call.call, take_image_options, &job);

    if (FAILED(hr))
        return hr;
    /* A sink may drop the application's last reference. */
    com_object_add_ref(&self->object);
    job.options.image_start = image_start;
    hr = write_image(&job, stream);
    end_image(&job);
    com_object_release(&self->object);
    return hr;
}

/* The recorder is given back whatever became of the disc. */
static HRESULT release_disc(struct raw_job *job)
{
    HRESULT hr = cd_call_open(&job->call);

    if (SUCCEEDED(hr))
        burn_raw_disc_release(&job->call.session.drive);
    drive_session_return_lock(&job->call.session, &job->writer->drive_lock);
    return hr;
}

HRESULT disc_format_raw_cd_release(struct disc_format_raw_cd *self)
{
    struct raw_job job = job_of(self);
    HRESULT hr = writer_begin_prepared(&self->state, &job.call.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    hr = release_disc(&job);
    writer_set_prepared(&self->state, false);
    cd_call_close(&job.call);
    writer_end(&self->state, &job.call.call);
    return hr;
}

void disc_format_raw_cd_abandon(struct disc_format_raw_cd *self)
{
    /* A writer without a medium has nothing to release, and says so. */
    if (self->state.is_prepared)
        disc_format_raw_cd_release(self);
}
