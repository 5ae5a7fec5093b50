/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entry points of imapi2.dll. */
#include "com/module.h"
#include "com/registration.h"
#include "imapi2/shared_catalog.h"

#include <olectl.h>
#include <shlwapi.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *process_ends);

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *process_ends)
{
    if (reason == DLL_PROCESS_ATTACH)
        DisableThreadLibraryCalls(instance);
    /* At the end of the process the system's libraries may have gone before us. */
    if (reason == DLL_PROCESS_DETACH && !process_ends) {
        shared_catalog_release();
        com_module_detach();
    }
    return TRUE;
}

STDAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void **out)
{
    return com_module_get_class_object(clsid, iid, out);
}

STDAPI DllCanUnloadNow(void)
{
    return com_module_can_unload();
}

STDAPI DllRegisterServer(void)
{
    return com_register(COM_REGISTRATION_MACHINE);
}

STDAPI DllUnregisterServer(void)
{
    return com_unregister(COM_REGISTRATION_MACHINE);
}

STDAPI DllInstall(BOOL install, const WCHAR *command_line)
{
    return com_install(install, command_line);
}
