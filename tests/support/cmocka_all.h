/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cmocka with the headers it wants before itself. */
#ifndef OPENIMAPI_TESTS_SUPPORT_CMOCKA_ALL_H
#define OPENIMAPI_TESTS_SUPPORT_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
