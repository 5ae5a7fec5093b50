/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An application's stream as the content of a file. */
#ifndef OPENIMAPI_IMAPI2FS_CLIENT_STREAM_H
#define OPENIMAPI_IMAPI2FS_CLIENT_STREAM_H

#include "com/object.h"
#include "stream/byte_source.h"

#include <windows.h>
#include <ole2.h>

/**
 * A source over `stream`, of the size it has now, to be read when the image is read; it may be
 * shared by threads and files. The stream is called, so no lock may be held.
 * E_OUTOFMEMORY; IMAPI_E_DATA_STREAM_READ_FAILURE with the file's `name`, set as error information
 * of `reporter`: the stream does not tell its size, or cannot be rewound.
 */
HRESULT client_stream_source(const struct com_object *reporter, const WCHAR *name, IStream *stream,
                             struct byte_source **source);

#endif
