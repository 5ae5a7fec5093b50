/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registration of this module: classes, ProgIDs, type library, interfaces. */
#ifndef OPENIMAPI_COM_REGISTRATION_H
#define OPENIMAPI_COM_REGISTRATION_H

#include <windows.h>

/** For whom: every user of the machine, or the current one. */
enum com_registration_scope {
    COM_REGISTRATION_MACHINE,
    COM_REGISTRATION_USER,
};

/**
 * Writes what com_module describes; what is there already is overwritten.
 * The system's error, such as access denied; what was written by then stays, and is removed by
 * com_unregister.
 */
HRESULT com_register(enum com_registration_scope scope);

/**
 * Removes what com_register wrote, as far as it still says what com_register would write, and the
 * keys that are empty then. Values of others, keys that hold some, and classes that another DLL has
 * taken over stay. Nothing to remove is a success.
 */
HRESULT com_unregister(enum com_registration_scope scope);

/**
 * For DllInstall: "user" (in any case) means the current user, no command line the machine.
 * E_INVALIDARG: anything else.
 */
HRESULT com_install(BOOL install, const WCHAR *command_line);

#endif
