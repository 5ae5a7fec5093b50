/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What MsftDiscFormat2TrackAtOnce and MsftDiscFormat2RawCD have in common. */
#ifndef OPENIMAPI_IMAPI2_CD_WRITER_H
#define OPENIMAPI_IMAPI2_CD_WRITER_H

#include "burn/cd_recording.h"
#include "com/object.h"
#include "imapi2/result.h"
#include "imapi2/stream_reader.h"
#include "imapi2/writer_state.h"

#include <imapi2.h>

/** One call of a writer, as far as both have it. */
struct cd_call {
    struct writer_state *state;
    const struct result_cd_codes *codes;
    struct writer_call call;
    struct drive_session session;
    struct stream_reader reader; /* of calls that record */
    uint64_t stream_bytes;
    uint32_t sector_bytes; /* of the stream */
    uint32_t room_sectors; /* on the disc */
    struct burn_cd_result result;
};

/** IsCurrentMediaSupported; a disc that is being recorded is as it was when that began. */
HRESULT cd_writer_is_media_supported(struct writer_state *state, IDiscRecorder2 *recorder,
                                     VARIANT_BOOL *value);

/* The functions below set error information for the object when they fail. */

/** Opens the session of a call. */
HRESULT cd_call_open(struct cd_call *call);

/** Opens the session and locks the recorder for the client. */
HRESULT cd_call_open_locked(struct cd_call *call);

/** Takes the stream, measures it, and goes to its start; codes->stream_not_supported. */
HRESULT cd_call_take_stream(struct cd_call *call, IStream *stream);

/** Whoever asks about the medium is told what is true now until cd_call_thaw. */
void cd_call_freeze(struct cd_call *call);

void cd_call_thaw(struct cd_call *call);

/** The HRESULT of call->result. */
HRESULT cd_call_result(struct cd_call *call);

/** Closes the session and releases the stream; a zeroed call does nothing. */
void cd_call_close(struct cd_call *call);

#endif
