/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A module that offers nothing, for tests of the plumbing alone. */
#include "com/module.h"

const struct com_module com_module = {
    .name = L"OpenIMAPITest",
    .description = L"OpenIMAPI test",
    .library = &GUID_NULL,
};
