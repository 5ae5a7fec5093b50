/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The speed of a writer: what was asked for, what the drive offers and has set. */
#ifndef OPENIMAPI_IMAPI2_WRITER_SPEED_H
#define OPENIMAPI_IMAPI2_WRITER_SPEED_H

#include "imapi2/write_speeds.h"
#include "imapi2/writer_state.h"

/** Embedded in a writer; the lock of its state is the lock of this, too. */
struct writer_speed {
    LONG requested; /* sectors per second; -1: the fastest */
    struct mmc_speed_wish wish;
};

/** The fastest. */
void writer_speed_init(struct writer_speed *speed);

/* The functions below set error information for the object when they fail. */

/** get_RequestedWriteSpeed. */
HRESULT writer_speed_get_requested(struct writer_state *state, const struct writer_speed *speed,
                                   LONG *value);

/** get_SupportedWriteSpeeds; codes->recorder_for_speeds. */
HRESULT writer_speed_get_supported(struct writer_state *state, SAFEARRAY **value);

/** get_SupportedWriteSpeedDescriptors; codes->recorder_for_speeds. */
HRESULT writer_speed_get_descriptors(struct writer_state *state, SAFEARRAY **value);

/** SetWriteSpeed: asks the drive for the speed now; the next write asks again. */
HRESULT writer_speed_set(struct writer_state *state, struct writer_speed *speed, LONG sectors_per_s,
                         VARIANT_BOOL is_pure_cav);

/** Emits all methods of speeds; `type` has members `state` and `speed`. */
#define WRITER_SPEED_METHODS(type, name)                                                           \
    WRITER_MEDIA_GETTER(type, name, CurrentWriteSpeed, LONG, CURRENT_SPEED,                        \
                        write_speed_sectors(&facts, &facts.current_speed))                         \
    WRITER_MEDIA_GETTER(type, name, CurrentRotationTypeIsPureCAV, VARIANT_BOOL, CURRENT_SPEED,     \
                        com_bool(facts.current_speed.is_pure_cav))                                 \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_RequestedWriteSpeed(name *iface, LONG *value)      \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return writer_speed_get_requested(&self->state, &self->speed, value);                      \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_RequestedRotationTypeIsPureCAV(                    \
        name *iface, VARIANT_BOOL *value)                                                          \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return writer_get_flag(&self->state, &self->speed.wish.is_pure_cav, value);                \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_SupportedWriteSpeeds(name *iface,                  \
                                                                     SAFEARRAY **supportedSpeeds)  \
    {                                                                                              \
        return writer_speed_get_supported(&type##_from_##name(iface)->state, supportedSpeeds);     \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_get_SupportedWriteSpeedDescriptors(                    \
        name *iface, SAFEARRAY **supportedSpeedDescriptors)                                        \
    {                                                                                              \
        return writer_speed_get_descriptors(&type##_from_##name(iface)->state,                     \
                                            supportedSpeedDescriptors);                            \
    }                                                                                              \
                                                                                                   \
    static HRESULT STDMETHODCALLTYPE type##_SetWriteSpeed(                                         \
        name *iface, LONG RequestedSectorsPerSecond, VARIANT_BOOL RotationTypeIsPureCAV)           \
    {                                                                                              \
        struct type *self = type##_from_##name(iface);                                             \
                                                                                                   \
        return writer_speed_set(&self->state, &self->speed, RequestedSectorsPerSecond,             \
                                RotationTypeIsPureCAV);                                            \
    }

/** The slots of those methods. */
#define WRITER_SPEED_SLOTS(type)                                                                   \
    .get_RequestedWriteSpeed = type##_get_RequestedWriteSpeed,                                     \
    .get_RequestedRotationTypeIsPureCAV = type##_get_RequestedRotationTypeIsPureCAV,               \
    .get_CurrentWriteSpeed = type##_get_CurrentWriteSpeed,                                         \
    .get_CurrentRotationTypeIsPureCAV = type##_get_CurrentRotationTypeIsPureCAV,                   \
    .get_SupportedWriteSpeeds = type##_get_SupportedWriteSpeeds,                                   \
    .get_SupportedWriteSpeedDescriptors = type##_get_SupportedWriteSpeedDescriptors,               \
    .SetWriteSpeed = type##_SetWriteSpeed

#endif
