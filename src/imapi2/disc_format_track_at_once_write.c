/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2TrackAtOnce: the long calls. */
#include "imapi2/disc_format_track_at_once.h"

#include "imapi2/cd_writer.h"
#include "imapi2/event_args.h"

#include <imapi2error.h>

static const struct result_cd_codes codes = {
    .stream_not_supported = E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED,
    .lead_in_too_short = E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED,
    .no_space = E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE,
    .track_limit = E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED,
    .block_type_not_supported = E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED,
    .medium_not_supported = E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
    .medium_not_blank = E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK,
    .medium_changed = E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED,
};

/* One call: everything it needs, so that the object's properties matter no longer. */
struct track_job {
    struct disc_format_track_at_once *writer;
    struct cd_call call;
    struct burn_audio_options options;
    struct burn_audio_disc disc;
};

static struct track_job job_of(struct disc_format_track_at_once *self)
{
    return (struct track_job){
        .writer = self,
        .call = { .state = &self->state, .codes = &codes, .sector_bytes = BURN_AUDIO_SECTOR_BYTES },
    };
}

/* The lock is held: what the properties say now counts. */
static void take_options(void *context)
{
    struct track_job *job = context;
    const struct disc_format_track_at_once *writer = job->writer;

    job->options = (struct burn_audio_options){
        .common = {
            .is_buffer_underrun_free_disabled = writer->is_buffer_underrun_free_disabled,
            .speed = writer->speed.wish,
        },
        .is_disc_left_open = writer->is_disc_left_open,
        .is_verified = writer->verification != BURN_VERIFICATION_NONE,
    };
    job->disc = writer->disc;
}

static void take_track_options(void *context)
{
    struct track_job *job = context;

    take_options(context);
    job->writer->is_adding = true;
    burn_cancel_init(&job->writer->cancel);
}

/* What became of the disc is what the object tells of it from now on. */
static void keep_disc(struct track_job *job)
{
    com_lock_enter(&job->writer->state.lock);
    job->writer->disc = job->disc;
    com_lock_leave(&job->writer->state.lock);
}

static void report(void *context, const struct burn_cd_progress *progress)
{
    const struct track_job *job = context;
    struct disc_format_track_at_once *writer = job->writer;
    IDispatch *arguments;

    if (!com_connections_have_sinks(&writer->connections, &IID_DDiscFormat2TrackAtOnceEvents))
        return;
    /* An event that cannot be made never fails the recording. */
    if (FAILED(disc_format_track_at_once_event_args_create(progress, &arguments)))
        return;
    event_update_fire(&writer->connections, &IID_DDiscFormat2TrackAtOnceEvents,
                      DISPID_DDISCFORMAT2TAOEVENTS_UPDATE,
                      (IDispatch *)&writer->IDiscFormat2TrackAtOnce_iface, arguments);
    IDispatch_Release(arguments);
}

static HRESULT prepare_disc(struct track_job *job)
{
    HRESULT hr = cd_call_open_locked(&job->call);

    if (FAILED(hr))
        return hr;
    burn_audio_disc_prepare(&job->call.session.drive, &job->disc, &job->call.result);
    hr = cd_call_result(&job->call);
    if (FAILED(hr))
        return hr;
    drive_session_leave_locked(&job->call.session, &job->writer->drive_lock);
    keep_disc(job);
    writer_set_prepared(&job->writer->state, true);
    return hr;
}

HRESULT disc_format_track_at_once_prepare(struct disc_format_track_at_once *self)
{
    struct track_job job = job_of(self);
    HRESULT hr = writer_begin(&self->state, &job.call.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    hr = prepare_disc(&job);
    cd_call_close(&job.call);
    writer_end(&self->state, &job.call.call);
    return hr;
}

static HRESULT add_track(struct track_job *job, IStream *stream)
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
    job->options.common.is_single_threaded = call->session.is_foreign;
    cd_call_freeze(call);
    burn_audio_disc_add(&call->session.drive, &job->disc, &job->options, &source, &observer,
                        &job->writer->cancel, &call->result);
    cd_call_thaw(call);
    call->room_sectors = job->disc.free_sectors;
    /* A track is no place for the news that the drive took another speed. */
    call->result.adjustment = MMC_SPEED_ADJUSTMENT_NONE;
    keep_disc(job);
    return cd_call_result(call);
}

static void end_track(struct track_job *job)
{
    struct disc_format_track_at_once *writer = job->writer;

    cd_call_close(&job->call);
    com_lock_enter(&writer->state.lock);
    writer->is_adding = false;
    com_lock_leave(&writer->state.lock);
    writer_end(&writer->state, &job->call.call);
}

HRESULT disc_format_track_at_once_add(struct disc_format_track_at_once *self, IStream *stream)
{
    struct track_job job = job_of(self);
    HRESULT hr = writer_begin_prepared(&self->state, &job.call.call, take_track_options, &job);

    if (FAILED(hr))
        return hr;
    /* A sink may drop the application's last reference. */
    com_object_add_ref(&self->object);
    hr = add_track(&job, stream);
    end_track(&job);
    com_object_release(&self->object);
    return hr;
}

/* The recorder is given back whatever became of the disc. */
static HRESULT release_disc(struct track_job *job, const struct burn_cd_observer *observer)
{
    struct cd_call *call = &job->call;
    HRESULT hr = cd_call_open(call);

    if (SUCCEEDED(hr)) {
        job->options.common.is_single_threaded = call->session.is_foreign;
        cd_call_freeze(call);
        burn_audio_disc_release(&call->session.drive, &job->disc, &job->options, observer,
                                &call->result);
        cd_call_thaw(call);
        hr = cd_call_result(call);
    }
    drive_session_return_lock(&call->session, &job->writer->drive_lock);
    return hr;
}

HRESULT disc_format_track_at_once_release(struct disc_format_track_at_once *self)
{
    struct track_job job = job_of(self);
    const struct burn_cd_observer observer = { .report = report, .context = &job };
    HRESULT hr = writer_begin_prepared(&self->state, &job.call.call, take_options, &job);

    if (FAILED(hr))
        return hr;
    com_object_add_ref(&self->object);
    hr = release_disc(&job, &observer);
    writer_set_prepared(&self->state, false);
    cd_call_close(&job.call);
    writer_end(&self->state, &job.call.call);
    com_object_release(&self->object);
    return hr;
}

void disc_format_track_at_once_abandon(struct disc_format_track_at_once *self)
{
    struct track_job job = job_of(self);

    if (FAILED(writer_begin_prepared(&self->state, &job.call.call, take_options, &job)))
        return;
    release_disc(&job, NULL);
    cd_call_close(&job.call);
    writer_end(&self->state, &job.call.call);
}
