/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The arguments of events: values as they were when the event was fired, for as long as wanted. */
#ifndef OPENIMAPI_IMAPI2_EVENT_ARGS_H
#define OPENIMAPI_IMAPI2_EVENT_ARGS_H

#include "burn/cd_recording.h"
#include "burn/data.h"
#include "burn/engine.h"
#include "com/connection.h"

#include <imapi2.h>

/** An IWriteEngine2EventArgs. E_OUTOFMEMORY. */
HRESULT write_engine_event_args_create(const struct burn_engine_progress *progress,
                                       IDispatch **out);

/** An IDiscFormat2DataEventArgs. E_OUTOFMEMORY. */
HRESULT disc_format_data_event_args_create(const struct burn_data_progress *progress,
                                           IDispatch **out);

/** An IDiscFormat2TrackAtOnceEventArgs. E_OUTOFMEMORY. */
HRESULT disc_format_track_at_once_event_args_create(const struct burn_cd_progress *progress,
                                                    IDispatch **out);

/** An IDiscFormat2RawCDEventArgs. E_OUTOFMEMORY. */
HRESULT disc_format_raw_cd_event_args_create(const struct burn_cd_progress *progress,
                                             IDispatch **out);

/**
 * Fires Update(sender, arguments) of `source`, as com_connections_fire does. `arguments` stay the
 * caller's.
 */
void event_update_fire(struct com_connections *connections, REFIID source, DISPID member,
                       IDispatch *sender, IDispatch *arguments);

/** Emits the getter of `member` of interface `name`, which gives `field` of `self`. */
#define EVENT_ARGS_NUMBER(type, name, member, value_type, field)                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_##member(name *iface, value_type *value)           \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        if (!value)                                                                                \
            return com_null_pointer(&self->object, L"value");                                      \
        *value = (value_type)self->field;                                                          \
        return S_OK;                                                                               \
    }

/** Emits the getters of IWriteEngine2EventArgs in `name`, which derives from it. */
#define EVENT_ARGS_ENGINE(type, name, engine)                                                      \
    EVENT_ARGS_NUMBER(type, name, StartLba, LONG, engine.start_lba)                                \
    EVENT_ARGS_NUMBER(type, name, SectorCount, LONG, engine.sector_count)                          \
    EVENT_ARGS_NUMBER(type, name, LastReadLba, LONG, engine.last_read_lba)                         \
    EVENT_ARGS_NUMBER(type, name, LastWrittenLba, LONG, engine.last_written_lba)                   \
    EVENT_ARGS_NUMBER(type, name, TotalSystemBuffer, LONG, engine.total_buffer_bytes)              \
    EVENT_ARGS_NUMBER(type, name, UsedSystemBuffer, LONG, engine.used_buffer_bytes)                \
    EVENT_ARGS_NUMBER(type, name, FreeSystemBuffer, LONG, engine.free_buffer_bytes)

/** The slots of IWriteEngine2EventArgs. */
#define EVENT_ARGS_ENGINE_METHODS(type)                                                            \
    .get_StartLba = type##_get_StartLba, .get_SectorCount = type##_get_SectorCount,                \
    .get_LastReadLba = type##_get_LastReadLba, .get_LastWrittenLba = type##_get_LastWrittenLba,    \
    .get_TotalSystemBuffer = type##_get_TotalSystemBuffer,                                         \
    .get_UsedSystemBuffer = type##_get_UsedSystemBuffer,                                           \
    .get_FreeSystemBuffer = type##_get_FreeSystemBuffer

#endif
