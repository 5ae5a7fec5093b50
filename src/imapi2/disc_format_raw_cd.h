/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2RawCD, shared by its properties and its long calls. */
#ifndef OPENIMAPI_IMAPI2_DISC_FORMAT_RAW_CD_H
#define OPENIMAPI_IMAPI2_DISC_FORMAT_RAW_CD_H

#include "burn/raw_disc.h"
#include "com/connection.h"
#include "com/object.h"
#include "imapi2/drive_session.h"
#include "imapi2/writer_speed.h"

#include <imapi2.h>

struct disc_format_raw_cd {
    struct com_object object;
    IDiscFormat2RawCD IDiscFormat2RawCD_iface;
    struct com_connections connections;
    struct writer_state state; /* its lock is that of what follows, too */
    struct writer_speed speed;
    bool is_buffer_underrun_free_disabled;
    enum burn_raw_sector sector;
    bool is_writing;              /* an image can be cancelled */
    struct burn_raw_disc disc;    /* that is prepared */
    struct drive_lock drive_lock; /* while prepared; the long calls' alone */
    struct burn_cancel cancel;    /* of the image that is written; needs no lock */
};

/* The long calls of IDiscFormat2RawCD, all of them; each sets error information. */

HRESULT disc_format_raw_cd_prepare(struct disc_format_raw_cd *self);

/** Writes an image whose first sector is that for `image_start`. */
HRESULT disc_format_raw_cd_burn(struct disc_format_raw_cd *self, IStream *stream,
                                int32_t image_start);

HRESULT disc_format_raw_cd_release(struct disc_format_raw_cd *self);

/** Releases the medium of a writer that nobody has any more; without one it does nothing. */
void disc_format_raw_cd_abandon(struct disc_format_raw_cd *self);

#endif
