/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Virtual recorders and burning for tests of images: the two DLLs together. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_DRIVE_H
#define OPENIMAPI_TESTS_COM_IMAPI2FS_TEST_DRIVE_H

#include "image_test.h"
#include "test_folder.h"

#include <imapi2.h>

/** An object of imapi2.dll. */
void *test_create_of_imapi2(REFCLSID clsid, REFIID iid);

/** The recorder of a configuration in the words of OPENIMAPI_VIRTUAL_RECORDERS. */
IDiscRecorder2 *test_open_recorder(const WCHAR *configuration);

/** A recorder with a blank `medium` on its tray, whose file is in the folder. */
IDiscRecorder2 *test_open_blank(const struct test_path *folder, const WCHAR *medium);

/** Stands in for the registry, where a client's machine has the writer's class; to be revoked. */
DWORD test_register_writer(void);

/** A writer for the recorder. */
IDiscFormat2Data *test_create_writer(IDiscRecorder2 *recorder);

/** Burns the image made of `image` now; fails the test unless that works. */
void test_burn(IDiscRecorder2 *recorder, IFileSystemImage3 *image);

/** Gives `image` the multisession interfaces for the disc; the HRESULT of putting them. */
HRESULT test_put_sessions(IFileSystemImage3 *image, IDiscRecorder2 *recorder);

#endif
