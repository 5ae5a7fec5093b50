/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftDiscFormat2Data, shared by its properties and its long call. */
#ifndef OPENIMAPI_IMAPI2_DISC_FORMAT_DATA_H
#define OPENIMAPI_IMAPI2_DISC_FORMAT_DATA_H

#include "burn/data.h"
#include "com/connection.h"
#include "com/object.h"
#include "imapi2/writer_speed.h"

#include <imapi2.h>

struct disc_format_data {
    struct com_object object;
    IDiscFormat2Data IDiscFormat2Data_iface;
    IBurnVerification IBurnVerification_iface;
    struct com_connections connections;
    struct writer_state state; /* its lock is that of the options, too */
    struct burn_data_options options;
    struct writer_speed speed; /* that of the options when a write begins */
    struct burn_cancel cancel; /* of the write in progress; needs no lock */
};

/**
 * IDiscFormat2Data::Write, all of it. Returns when the disc is finished, has failed or was
 * cancelled, with error information set.
 */
HRESULT disc_format_data_burn(struct disc_format_data *self, IStream *stream);

#endif
