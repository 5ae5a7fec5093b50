/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arguments of the events of MsftDiscFormat2TrackAtOnce. */
#include "imapi2/event_args.h"

#include "com/dispatch.h"
#include "com/error.h"

struct disc_format_track_at_once_event_args {
    struct com_object object;
    IDiscFormat2TrackAtOnceEventArgs IDiscFormat2TrackAtOnceEventArgs_iface;
    struct burn_cd_progress progress;
};

static const struct com_interface disc_format_track_at_once_event_args_interfaces[] = {
    COM_INTERFACE(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs),
    COM_INTERFACE_AS(disc_format_track_at_once_event_args, IWriteEngine2EventArgs,
                     IDiscFormat2TrackAtOnceEventArgs),
    COM_INTERFACE_AS(disc_format_track_at_once_event_args, IDispatch,
                     IDiscFormat2TrackAtOnceEventArgs),
};

COM_DISPATCH(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs)

EVENT_ARGS_ENGINE(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs,
                  progress.engine)

EVENT_ARGS_NUMBER(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs,
                  CurrentTrackNumber, LONG, progress.track)
EVENT_ARGS_NUMBER(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs,
                  CurrentAction, IMAPI_FORMAT2_TAO_WRITE_ACTION, progress.action)
EVENT_ARGS_NUMBER(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs,
                  ElapsedTime, LONG, progress.elapsed_s)
EVENT_ARGS_NUMBER(disc_format_track_at_once_event_args, IDiscFormat2TrackAtOnceEventArgs,
                  RemainingTime, LONG, progress.remaining_s)

static const IDiscFormat2TrackAtOnceEventArgsVtbl
    disc_format_track_at_once_event_args_IDiscFormat2TrackAtOnceEventArgs_vtbl = {
        COM_DISPATCH_METHODS(disc_format_track_at_once_event_args,
                             IDiscFormat2TrackAtOnceEventArgs),
        EVENT_ARGS_ENGINE_METHODS(disc_format_track_at_once_event_args),
        .get_CurrentTrackNumber = disc_format_track_at_once_event_args_get_CurrentTrackNumber,
        .get_CurrentAction = disc_format_track_at_once_event_args_get_CurrentAction,
        .get_ElapsedTime = disc_format_track_at_once_event_args_get_ElapsedTime,
        .get_RemainingTime = disc_format_track_at_once_event_args_get_RemainingTime,
    };

static const struct com_class disc_format_track_at_once_event_args_class = {
    .prog_id = L"IMAPI2.DiscFormat2TrackAtOnceEventArgs",
    COM_INTERFACES(disc_format_track_at_once_event_args_interfaces),
};

HRESULT disc_format_track_at_once_event_args_create(const struct burn_cd_progress *progress,
                                                    IDispatch **out)
{
    struct disc_format_track_at_once_event_args *self =
        com_object_create(&disc_format_track_at_once_event_args_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2TrackAtOnceEventArgs_iface.lpVtbl =
        &disc_format_track_at_once_event_args_IDiscFormat2TrackAtOnceEventArgs_vtbl;
    self->progress = *progress;
    return com_object_hand_out(&self->object, &IID_IDispatch, (void **)out);
}
