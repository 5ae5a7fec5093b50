/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An event sink for IDiscFormat2Data that draws a progress bar and passes a cancel on. */
#include "burn_progress.h"

#include <stdio.h>
#include <string.h>

enum {
    SECTOR_BYTES = 2048,
    BAR_WIDTH = 30,
};

/* What one event tells, taken out of its arguments. */
struct event {
    IMAPI_FORMAT2_DATA_WRITE_ACTION action;
    LONG start_lba;
    LONG sector_count;
    LONG last_written_lba;
    LONG elapsed_s;
    LONG remaining_s;
};

static struct burn_progress *impl_from_DDiscFormat2DataEvents(DDiscFormat2DataEvents *iface)
{
    return CONTAINING_RECORD(iface, struct burn_progress, DDiscFormat2DataEvents_iface);
}

static const char *action_name(IMAPI_FORMAT2_DATA_WRITE_ACTION action)
{
    switch (action) {
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA:
        return "Looking at the disc";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA:
        return "Formatting";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE:
        return "Preparing the recorder";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER:
        return "Calibrating the laser";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA:
        return "Writing";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION:
        return "Closing";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED:
        return "Completed";
    case IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING:
        return "Verifying";
    }
    return "Working";
}

static bool read_event(IDispatch *arguments, struct event *event)
{
    IDiscFormat2DataEventArgs *args;
    bool complete;

    if (FAILED(IDispatch_QueryInterface(arguments, &IID_IDiscFormat2DataEventArgs, (void **)&args)))
        return false;
    complete =
        SUCCEEDED(IDiscFormat2DataEventArgs_get_CurrentAction(args, &event->action)) &&
        SUCCEEDED(IDiscFormat2DataEventArgs_get_StartLba(args, &event->start_lba)) &&
        SUCCEEDED(IDiscFormat2DataEventArgs_get_SectorCount(args, &event->sector_count)) &&
        SUCCEEDED(IDiscFormat2DataEventArgs_get_LastWrittenLba(args, &event->last_written_lba)) &&
        SUCCEEDED(IDiscFormat2DataEventArgs_get_ElapsedTime(args, &event->elapsed_s)) &&
        SUCCEEDED(IDiscFormat2DataEventArgs_get_RemainingTime(args, &event->remaining_s));
    IDiscFormat2DataEventArgs_Release(args);
    return complete && event->sector_count > 0;
}

/* What share of the action is done: of the sectors while writing, else of the estimated time. */
static LONG percent_of(const struct burn_progress *progress, const struct event *event)
{
    LONGLONG done = (LONGLONG)event->last_written_lba - event->start_lba + 1;
    LONGLONG whole = event->sector_count;

    if (event->action != IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA) {
        done = (LONGLONG)event->elapsed_s - progress->action_start_s;
        whole = done + event->remaining_s;
    } else if (done == 1) {
        done = 0; /* before the first sector the last one written is the first */
    }
    if (done <= 0 || whole <= 0)
        return 0;
    return done < whole ? (LONG)(done * 100 / whole) : 100;
}

/* "  318 of 702 MB  38.2 MB/s" */
static void print_amount(const struct burn_progress *progress, const struct event *event)
{
    LONG sectors = event->last_written_lba - event->start_lba + 1;
    ULONGLONG elapsed_ms = GetTickCount64() - progress->action_start_ms;
    double mb = sectors * (double)SECTOR_BYTES / 1e6;

    printf("  %.0f of %.0f MB", mb, event->sector_count * (double)SECTOR_BYTES / 1e6);
    if (elapsed_ms > 0)
        printf("  %.1f MB/s", mb * 1000.0 / (double)elapsed_ms);
}

static void draw_bar(struct burn_progress *progress, const struct event *event, LONG percent)
{
    char bar[BAR_WIDTH + 1];

    /* Without a terminal to redraw, a line per event would flood the log: one per tenth will do. */
    if (!progress->in_place && percent / 10 == progress->tenth)
        return;
    progress->tenth = percent / 10;

    memset(bar, '.', BAR_WIDTH);
    memset(bar, '#', (size_t)(percent * BAR_WIDTH / 100));
    bar[BAR_WIDTH] = '\0';
    printf("%s  %-9s [%s] %3ld %%", progress->in_place ? "\r" : "", action_name(event->action), bar,
           (long)percent);
    if (event->action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA)
        print_amount(progress, event);
    printf("  %ld:%02ld left ", (long)(event->remaining_s / 60), (long)(event->remaining_s % 60));
    if (progress->in_place)
        progress->bar_open = true;
    else
        printf("\n");
}

static bool has_bar(IMAPI_FORMAT2_DATA_WRITE_ACTION action)
{
    return action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA ||
           action == IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING;
}

/* The next action has begun, so the last one is done, whatever its last event said. */
static void end_action(struct burn_progress *progress, const struct event *next)
{
    struct event last = *next;

    if (has_bar(progress->action)) {
        last.action = progress->action;
        last.remaining_s = 0;
        draw_bar(progress, &last, 100);
    }
    burn_progress_finish(progress);
}

static void begin_action(struct burn_progress *progress, const struct event *first)
{
    progress->started = true;
    progress->action = first->action;
    progress->action_start_ms = GetTickCount64();
    progress->action_start_s = first->elapsed_s;
    progress->tenth = -1;
    if (!has_bar(first->action))
        printf("  %s\n", action_name(first->action));
}

static void show_event(struct burn_progress *progress, const struct event *event)
{
    bool is_new = !progress->started || event->action != progress->action;

    if (is_new && progress->started)
        end_action(progress, event);
    if (is_new)
        begin_action(progress, event);
    if (has_bar(event->action))
        draw_bar(progress, event, percent_of(progress, event));
    fflush(stdout);
}

static HRESULT STDMETHODCALLTYPE burn_progress_QueryInterface(DDiscFormat2DataEvents *iface,
                                                              REFIID iid, void **object)
{
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IDispatch) ||
        IsEqualIID(iid, &IID_DDiscFormat2DataEvents)) {
        DDiscFormat2DataEvents_AddRef(iface);
        *object = iface;
        return S_OK;
    }
    *object = NULL;
    return E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE burn_progress_AddRef(DDiscFormat2DataEvents *iface)
{
    return (ULONG)InterlockedIncrement(&impl_from_DDiscFormat2DataEvents(iface)->references);
}

static ULONG STDMETHODCALLTYPE burn_progress_Release(DDiscFormat2DataEvents *iface)
{
    return (ULONG)InterlockedDecrement(&impl_from_DDiscFormat2DataEvents(iface)->references);
}

static HRESULT STDMETHODCALLTYPE burn_progress_GetTypeInfoCount(DDiscFormat2DataEvents *iface,
                                                                UINT *count)
{
    (void)iface;
    *count = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE burn_progress_GetTypeInfo(DDiscFormat2DataEvents *iface,
                                                           UINT index, LCID locale,
                                                           ITypeInfo **info)
{
    (void)iface;
    (void)index;
    (void)locale;
    *info = NULL;
    return DISP_E_BADINDEX;
}

static HRESULT STDMETHODCALLTYPE burn_progress_GetIDsOfNames(DDiscFormat2DataEvents *iface,
                                                             REFIID iid, LPOLESTR *names,
                                                             UINT count, LCID locale, DISPID *ids)
{
    (void)iface;
    (void)iid;
    (void)names;
    (void)locale;
    for (UINT i = 0; i < count; i++)
        ids[i] = DISPID_UNKNOWN;
    return DISP_E_UNKNOWNNAME;
}

static HRESULT STDMETHODCALLTYPE burn_progress_Update(DDiscFormat2DataEvents *iface,
                                                      IDispatch *object, IDispatch *arguments)
{
    struct burn_progress *progress = impl_from_DDiscFormat2DataEvents(iface);
    struct event event;
    IDiscFormat2Data *writer;

    if (arguments != NULL && read_event(arguments, &event))
        show_event(progress, &event);
    if (progress->cancelled && object != NULL &&
        SUCCEEDED(IDispatch_QueryInterface(object, &IID_IDiscFormat2Data, (void **)&writer))) {
        IDiscFormat2Data_CancelWrite(writer);
        IDiscFormat2Data_Release(writer);
    }
    return S_OK;
}

/* Events arrive here. The arguments of an event come last one first. */
static HRESULT STDMETHODCALLTYPE burn_progress_Invoke(DDiscFormat2DataEvents *iface, DISPID member,
                                                      REFIID iid, LCID locale, WORD flags,
                                                      DISPPARAMS *params, VARIANT *result,
                                                      EXCEPINFO *exception, UINT *bad_argument)
{
    (void)iid;
    (void)locale;
    (void)flags;
    (void)result;
    (void)exception;
    (void)bad_argument;
    if (member != DISPID_DDISCFORMAT2DATAEVENTS_UPDATE)
        return DISP_E_MEMBERNOTFOUND;
    if (params->cArgs != 2)
        return DISP_E_BADPARAMCOUNT;
    if (V_VT(&params->rgvarg[0]) != VT_DISPATCH || V_VT(&params->rgvarg[1]) != VT_DISPATCH)
        return DISP_E_TYPEMISMATCH;
    return burn_progress_Update(iface, V_DISPATCH(&params->rgvarg[1]),
                                V_DISPATCH(&params->rgvarg[0]));
}

static const DDiscFormat2DataEventsVtbl burn_progress_vtable = {
    .QueryInterface = burn_progress_QueryInterface,
    .AddRef = burn_progress_AddRef,
    .Release = burn_progress_Release,
    .GetTypeInfoCount = burn_progress_GetTypeInfoCount,
    .GetTypeInfo = burn_progress_GetTypeInfo,
    .GetIDsOfNames = burn_progress_GetIDsOfNames,
    .Invoke = burn_progress_Invoke,
    .Update = burn_progress_Update,
};

void burn_progress_init(struct burn_progress *progress, bool in_place)
{
    memset(progress, 0, sizeof(*progress));
    progress->DDiscFormat2DataEvents_iface.lpVtbl = &burn_progress_vtable;
    progress->references = 1;
    progress->in_place = in_place;
}

IUnknown *burn_progress_unknown(struct burn_progress *progress)
{
    return (IUnknown *)&progress->DDiscFormat2DataEvents_iface;
}

void burn_progress_finish(struct burn_progress *progress)
{
    if (progress->bar_open)
        printf("\n");
    progress->bar_open = false;
}
