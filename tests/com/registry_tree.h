/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registry trees as text, for comparing before and after. */
#ifndef OPENIMAPI_TESTS_COM_REGISTRY_TREE_H
#define OPENIMAPI_TESTS_COM_REGISTRY_TREE_H

#include <windows.h>

/** Every key and value below `key`, a line each, in the registry's order; to be given to free. */
WCHAR *registry_tree_text(HKEY key);

/** Sets a text value, making the key. Fails the running test when it cannot. */
void registry_tree_set(HKEY root, const WCHAR *key, const WCHAR *name, const WCHAR *data);

/** The text value, or an empty text; in a buffer that the next call overwrites. */
const WCHAR *registry_tree_get(HKEY root, const WCHAR *key, const WCHAR *name);

/** Deletes a key and all below it, if it is there. */
void registry_tree_delete(HKEY root, const WCHAR *key);

#endif
