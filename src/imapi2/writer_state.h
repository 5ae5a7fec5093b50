/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all writers have: a recorder, a client name, and one long call at a time. */
#ifndef OPENIMAPI_IMAPI2_WRITER_STATE_H
#define OPENIMAPI_IMAPI2_WRITER_STATE_H

#include "com/lock.h"
#include "com/object.h"
#include "imapi2/media_view.h"
#include "mmc/support.h"

#include <imapi2.h>

#include <stdbool.h>

/** The codes of a family of writers for what all of them can fail with. */
struct writer_codes {
    enum mmc_recording recording;
    HRESULT busy;
    HRESULT recorder_required;   /* by a property */
    HRESULT recorder_to_work_on; /* required by the long call */
    HRESULT recorder_for_speeds; /* required by the lists of speeds */
    HRESULT recorder_not_supported;
    HRESULT client_name_is_not_valid;
    HRESULT prepared; /* of families whose media are prepared first */
    HRESULT not_prepared;
};

/** When something may be done. While the long call runs, never. */
enum writer_when {
    WRITER_WHEN_IDLE,
    WRITER_WHEN_UNPREPARED,
    WRITER_WHEN_PREPARED,
};

/** Embedded in a writer. */
struct writer_state {
    const struct com_object *object;
    const struct writer_codes *codes;
    struct com_lock lock;      /* of what follows, and of the writer's own properties */
    struct media_view *medium; /* in the recorder; NULL when none is set */
    BSTR client_name;
    bool is_busy;     /* in the long call */
    bool is_prepared; /* a medium is: recorder and client name stay as they are */
};

/** `object` and `codes` must outlive the state. */
void writer_state_init(struct writer_state *state, const struct com_object *object,
                       const struct writer_codes *codes);

void writer_state_release(struct writer_state *state);

/* The functions below set error information for the object when they fail. */

/** codes->busy, codes->prepared, codes->not_prepared. */
HRESULT writer_check(struct writer_state *state, enum writer_when when);

/** put_Recorder: NULL takes it away; what lies in the recorder does not matter. */
HRESULT writer_put_recorder(struct writer_state *state, IDiscRecorder2 *value);

/** get_Recorder: NULL and S_OK when none is set. */
HRESULT writer_get_recorder(struct writer_state *state, IDiscRecorder2 **value);

/** put_ClientName; a name that is refused leaves the old one. */
HRESULT writer_put_client_name(struct writer_state *state, BSTR value);

/** get_ClientName: NULL and S_OK when none is set. */
HRESULT writer_get_client_name(struct writer_state *state, BSTR *value);

/** Stores a flag of the writer. Fails as writer_check. */
HRESULT writer_put_flag(struct writer_state *state, enum writer_when when, bool *flag,
                        VARIANT_BOOL value);

HRESULT writer_get_flag(struct writer_state *state, const bool *flag, VARIANT_BOOL *value);

/** IDiscFormat2::IsRecorderSupported; the recorder that is being written with always is. */
HRESULT writer_is_recorder_supported(struct writer_state *state, IDiscRecorder2 *recorder,
                                     VARIANT_BOOL *value);

/** The medium in the recorder that is set, with a reference; codes->recorder_required. */
HRESULT writer_acquire_medium(struct writer_state *state, struct media_view **medium);

/**
 * The medium in `recorder` while this writer is busy with that one, with a reference; else NULL.
 */
struct media_view *writer_acquire_busy_medium(struct writer_state *state, IDiscRecorder2 *recorder);

/**
 * One fact about the medium; while busy, as it was when the long call began. `without_recorder` is
 * the code for want of one.
 */
HRESULT writer_read_fact(struct writer_state *state, enum mmc_fact fact, HRESULT without_recorder,
                         struct mmc_survey *facts);

/** What a long call works with, whatever becomes of the object's properties. */
struct writer_call {
    struct media_view *medium;
    BSTR client_name;
};

/**
 * Makes the writer busy. `take` is called with the lock held to copy its own properties to
 * `context`; NULL when it has none. Checks that it is not busy, nor prepared, has a recorder and a
 * client name.
 */
HRESULT writer_begin(struct writer_state *state, struct writer_call *call,
                     void (*take)(void *context), void *context);

/** The same for a writer that has to be prepared. */
HRESULT writer_begin_prepared(struct writer_state *state, struct writer_call *call,
                              void (*take)(void *context), void *context);

/** Changes whether a medium is prepared; between writer_begin and writer_end alone. */
void writer_set_prepared(struct writer_state *state, bool is_prepared);

/** Undoes a successful writer_begin. */
void writer_end(struct writer_state *state, struct writer_call *call);

/** Emits the getter of `member` of interface `name`, which gives `expression` of `facts` when
 * `fact` was found out, and fails with `missing` without a recorder; `type` has a member `state`.
 */
#define WRITER_MEDIA_GETTER_WITHOUT(type, name, member, value_type, fact, missing, expression)     \
    static HRESULT STDMETHODCALLTYPE type##_get_##member(name *iface, value_type *value)           \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
        struct mmc_survey facts;                                                                   \
        HRESULT hr;                                                                                \
                                                                                                   \
        if (!value)                                                                                \
            return com_null_pointer(&self->object, L"value");                                      \
        *value = 0;                                                                                \
        hr = writer_read_fact(&self->state, MMC_FACT_##fact, (missing), &facts);                   \
        if (SUCCEEDED(hr))                                                                         \
            *value = (expression);                                                                 \
        return hr;                                                                                 \
    }

/** The same, failing with codes->recorder_required. */
#define WRITER_MEDIA_GETTER(type, name, member, value_type, fact, expression)                      \
    WRITER_MEDIA_GETTER_WITHOUT(type, name, member, value_type, fact,                              \
                                self->state.codes->recorder_required, expression)

/** Emits both methods of a property that is the flag `field`, and may be changed `when`. */
#define WRITER_FLAG_PROPERTY(type, name, member, field, when)                                      \
    static HRESULT STDMETHODCALLTYPE type##_put_##member(name *iface, VARIANT_BOOL value)          \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return writer_put_flag(&self->state, (when), &self->field, value);                         \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_##member(name *iface, VARIANT_BOOL *value)         \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return writer_get_flag(&self->state, &self->field, value);                                 \
    }

/** Emits IsRecorderSupported. */
#define WRITER_SUPPORT_METHOD(type, name)                                                          \
    static HRESULT STDMETHODCALLTYPE type##_IsRecorderSupported(                                   \
        name *iface, IDiscRecorder2 *recorder, VARIANT_BOOL *value)                                \
    {                                                                                              \
        return writer_is_recorder_supported(&type##_from_##name(iface)->state, recorder, value);   \
    }

/** Emits both methods of Recorder and both of ClientName. */
#define WRITER_COMMON_METHODS(type, name)                                                          \
    static HRESULT STDMETHODCALLTYPE type##_put_Recorder(name *iface, IDiscRecorder2 *value)       \
    {                                                                                              \
        return writer_put_recorder(&type##_from_##name(iface)->state, value);                      \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_Recorder(name *iface, IDiscRecorder2 **value)      \
    {                                                                                              \
        return writer_get_recorder(&type##_from_##name(iface)->state, value);                      \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_put_ClientName(name *iface, BSTR value)                \
    {                                                                                              \
        return writer_put_client_name(&type##_from_##name(iface)->state, value);                   \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_ClientName(name *iface, BSTR *value)               \
    {                                                                                              \
        return writer_get_client_name(&type##_from_##name(iface)->state, value);                   \
    }

#endif
