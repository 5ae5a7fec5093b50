/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A script engine of the system (IActiveScript) with one script in it. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_ENGINE_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_ENGINE_H

#include <windows.h>
#include <ole2.h>

#include <stdbool.h>

struct engine;

/**
 * Makes the engine registered as `language`, for the script that messages call `script_name`, which
 * is borrowed for the engine's life. Engine and script belong to the calling thread.
 */
HRESULT engine_create(const WCHAR *language, const WCHAR *script_name, struct engine **engine);

/** Ends the engine and every reference it holds. NULL does nothing. */
void engine_destroy(struct engine *engine);

/** Gives the script its one global object from outside, before engine_run. `name` is borrowed. */
HRESULT engine_add_object(struct engine *engine, const WCHAR *name, IDispatch *object);

/** Runs a script from its first line to its last. What fails in it is printed to standard error. */
HRESULT engine_run(struct engine *engine, const WCHAR *text);

/**
 * Calls a procedure of the script, which need not have one of that name. What fails in it is
 * printed to standard error.
 */
void engine_call(struct engine *engine, const WCHAR *procedure, DISPPARAMS *parameters,
                 VARIANT *result);

/** Whether anything failed in the script so far. */
bool engine_has_failed(const struct engine *engine);

#endif
