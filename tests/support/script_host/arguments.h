/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* WScript.Arguments. */
#ifndef OPENIMAPI_TESTS_SCRIPT_HOST_ARGUMENTS_H
#define OPENIMAPI_TESTS_SCRIPT_HOST_ARGUMENTS_H

#include "support/script_host/automation.h"

/**
 * A collection with Item, Count, length and enumeration over `count` texts, which outlive it; NULL
 * without memory.
 */
struct automation_object *arguments_create(wchar_t **texts, LONG count);

#endif
