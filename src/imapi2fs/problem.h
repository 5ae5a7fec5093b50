/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one place where what is wrong with an image becomes a HRESULT of IMAPI2FS. */
#ifndef OPENIMAPI_IMAPI2FS_PROBLEM_H
#define OPENIMAPI_IMAPI2FS_PROBLEM_H

#include "com/object.h"
#include "fsimage/problem.h"

#include <windows.h>

/**
 * The HRESULT of a call of `object` in which `status` came back with `problem`; sets the thread's
 * error information to a sentence with everything the problem tells. `parameter` is what the IDL
 * calls the argument that the member takes, for problems that are about it; NULL when there is
 * none. S_OK for STATUS_OK.
 */
HRESULT problem_report(const struct com_object *object, enum status status,
                       const struct fsimage_problem *problem, const WCHAR *parameter);

/** IMAPI_E_INVALID_PARAM for the argument called `parameter` in the IDL, with error information. */
HRESULT problem_invalid_parameter(const struct com_object *object, const WCHAR *parameter);

#endif
