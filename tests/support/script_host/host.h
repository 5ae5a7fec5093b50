/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* WScript, the object that a script knows its host by. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_HOST_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_HOST_H

#include "support/script_host/automation.h"
#include "support/script_host/engine.h"

/**
 * The object for a script whose full path is `path` and that is given `count` arguments; both and
 * the engine outlive it. NULL without memory.
 */
struct automation_object *host_create(struct engine *engine, const WCHAR *path, wchar_t **arguments,
                                      LONG count);

/** Ends every connection with events. */
void host_disconnect(struct automation_object *host);

#endif
