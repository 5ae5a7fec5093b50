/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the registry keeps virtual recorders. */
#ifndef OPENIMAPI_TRANSPORT_WIN32_RECORDER_KEYS_H
#define OPENIMAPI_TRANSPORT_WIN32_RECORDER_KEYS_H

/** What is above the keys of recorders, and above that. */
#define RECORDER_KEYS_VENDOR L"Software\\OpenIMAPI"
#define RECORDER_KEYS_ROOT   RECORDER_KEYS_VENDOR L"\\VirtualRecorders"

#endif
