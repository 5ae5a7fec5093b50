/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arguments of the events of MsftWriteEngine2. */
#include "imapi2/event_args.h"

#include "com/dispatch.h"
#include "com/error.h"

struct write_engine_event_args {
    struct com_object object;
    IWriteEngine2EventArgs IWriteEngine2EventArgs_iface;
    struct burn_engine_progress progress;
};

static const struct com_interface write_engine_event_args_interfaces[] = {
    COM_INTERFACE(write_engine_event_args, IWriteEngine2EventArgs),
    COM_INTERFACE_AS(write_engine_event_args, IDispatch, IWriteEngine2EventArgs),
};

COM_DISPATCH(write_engine_event_args, IWriteEngine2EventArgs)

EVENT_ARGS_ENGINE(write_engine_event_args, IWriteEngine2EventArgs, progress)

static const IWriteEngine2EventArgsVtbl write_engine_event_args_IWriteEngine2EventArgs_vtbl = {
    COM_DISPATCH_METHODS(write_engine_event_args, IWriteEngine2EventArgs),
    EVENT_ARGS_ENGINE_METHODS(write_engine_event_args),
};

static const struct com_class write_engine_event_args_class = {
    .prog_id = L"IMAPI2.WriteEngine2EventArgs",
    COM_INTERFACES(write_engine_event_args_interfaces),
};

HRESULT write_engine_event_args_create(const struct burn_engine_progress *progress, IDispatch **out)
{
    struct write_engine_event_args *self =
        com_object_create(&write_engine_event_args_class, sizeof(*self));

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->IWriteEngine2EventArgs_iface.lpVtbl =
        &write_engine_event_args_IWriteEngine2EventArgs_vtbl;
    self->progress = *progress;
    return com_object_hand_out(&self->object, &IID_IDispatch, (void **)out);
}
