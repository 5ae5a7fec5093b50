/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arguments of the events of MsftDiscFormat2Data. */
#include "imapi2/event_args.h"

#include "com/dispatch.h"
#include "com/error.h"

struct disc_format_data_event_args {
    struct com_object object;
    IDiscFormat2DataEventArgs IDiscFormat2DataEventArgs_iface;
    struct burn_data_progress progress;
};

static const struct com_interface disc_format_data_event_args_interfaces[] = {
    COM_INTERFACE(disc_format_data_event_args, IDiscFormat2DataEventArgs),
    COM_INTERFACE_AS(disc_format_data_event_args, IWriteEngine2EventArgs,
                     IDiscFormat2DataEventArgs),
    COM_INTERFACE_AS(disc_format_data_event_args, IDispatch, IDiscFormat2DataEventArgs),
};

COM_DISPATCH(disc_format_data_event_args, IDiscFormat2DataEventArgs)

EVENT_ARGS_ENGINE(disc_format_data_event_args, IDiscFormat2DataEventArgs, progress.engine)

EVENT_ARGS_NUMBER(disc_format_data_event_args, IDiscFormat2DataEventArgs, ElapsedTime, LONG,
                  progress.elapsed_s)
EVENT_ARGS_NUMBER(disc_format_data_event_args, IDiscFormat2DataEventArgs, RemainingTime, LONG,
                  progress.remaining_s)
EVENT_ARGS_NUMBER(disc_format_data_event_args, IDiscFormat2DataEventArgs, TotalTime, LONG,
                  progress.total_s)
EVENT_ARGS_NUMBER(disc_format_data_event_args, IDiscFormat2DataEventArgs, CurrentAction,
                  IMAPI_FORMAT2_DATA_WRITE_ACTION, progress.action)

static const IDiscFormat2DataEventArgsVtbl
    disc_format_data_event_args_IDiscFormat2DataEventArgs_vtbl = {
        COM_DISPATCH_METHODS(disc_format_data_event_args, IDiscFormat2DataEventArgs),
        EVENT_ARGS_ENGINE_METHODS(disc_format_data_event_args),
        .get_ElapsedTime = disc_format_data_event_args_get_ElapsedTime,
        .get_RemainingTime = disc_format_data_event_args_get_RemainingTime,
        .get_TotalTime = disc_format_data_event_args_get_TotalTime,
        .get_CurrentAction = disc_format_data_event_args_get_CurrentAction,
    };

static const struct com_class disc_format_data_event_args_class = {
    .prog_id = L"IMAPI2.DiscFormat2DataEventArgs",
    COM_INTERFACES(disc_format_data_event_args_interfaces),
};

HRESULT disc_format_data_event_args_create(const struct burn_data_progress *progress,
                                           IDispatch **out)
{
    struct disc_format_data_event_args *self =
        com_object_create(&disc_format_data_event_args_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IDiscFormat2DataEventArgs_iface.lpVtbl =
        &disc_format_data_event_args_IDiscFormat2DataEventArgs_vtbl;
    self->progress = *progress;
    return com_object_hand_out(&self->object, &IID_IDispatch, (void **)out);
}
