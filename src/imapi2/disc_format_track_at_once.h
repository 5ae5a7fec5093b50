/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2TrackAtOnce, shared by its properties and its long calls. */
#ifndef OPENIMAPI_IMAPI2_DISC_FORMAT_TRACK_AT_ONCE_H
#define OPENIMAPI_IMAPI2_DISC_FORMAT_TRACK_AT_ONCE_H

#include "burn/audio_disc.h"
#include "com/connection.h"
#include "com/object.h"
#include "imapi2/drive_session.h"
#include "imapi2/expected_toc.h"
#include "imapi2/writer_speed.h"
#include "imapi2/writer_verification.h"

#include <imapi2.h>

struct disc_format_track_at_once {
    struct com_object object;
    IDiscFormat2TrackAtOnce IDiscFormat2TrackAtOnce_iface;
    IBurnVerification IBurnVerification_iface;
    struct com_connections connections;
    struct writer_state state; /* its lock is that of what follows, too */
    struct writer_speed speed;
    enum burn_verification verification;
    bool is_buffer_underrun_free_disabled;
    bool is_disc_left_open;
    bool is_adding;               /* a track can be cancelled */
    struct burn_audio_disc disc;  /* that is prepared, as of the last track */
    struct drive_lock drive_lock; /* while prepared; the long calls' alone */
    struct burn_cancel cancel;    /* of the track that is added; needs no lock */
    /* What ExpectedTableOfContents handed out last: the contract lends it. */
    struct expected_toc table;
};

/* The long calls of IDiscFormat2TrackAtOnce, all of them; each sets error information. */

HRESULT disc_format_track_at_once_prepare(struct disc_format_track_at_once *self);

HRESULT disc_format_track_at_once_add(struct disc_format_track_at_once *self, IStream *stream);

HRESULT disc_format_track_at_once_release(struct disc_format_track_at_once *self);

/** Releases the medium of a writer that nobody has any more; without one it does nothing. */
void disc_format_track_at_once_abandon(struct disc_format_track_at_once *self);

#endif
