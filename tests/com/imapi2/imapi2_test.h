/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of imapi2.dll share: objects, virtual recorders, discs in temporary files. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2_IMAPI2_TEST_H
#define OPENIMAPI_TESTS_COM_IMAPI2_IMAPI2_TEST_H

#include "com_test.h"

#include <imapi2.h>
#include <imapi2error.h>

#include <stdint.h>

#define SECTOR_BYTES 2048

/** User blocks of the blank discs of a virtual recorder. */
#define DVD_SECTORS 2295104

/** An object of a class that clients can create, made as a client would, but for the registry. */
void *object_create(REFCLSID clsid, REFIID iid);

/** An interface of an object; fails the test when there is none. */
void *object_query(void *object, REFIID iid);

/** Releases an interface of any kind; NULL does nothing. */
void object_release(void *object);

/**
 * The virtual recorders of this process from now on, in the words of OPENIMAPI_VIRTUAL_RECORDERS;
 * recorders that are open stay as they were.
 */
void recorders_set(const WCHAR *text);

/** A disc in a file of the temporary folder, and the name of the recorder it is meant for. */
struct test_disc {
    WCHAR name[48];
    WCHAR path[MAX_PATH];
};

/** The disc called `name`, which is unique among the tests; no file of it exists. */
struct test_disc disc_create(const WCHAR *name);

/** Removes what is left of the disc. */
void disc_remove(const struct test_disc *disc);

/** Bytes in the disc's file. */
uint64_t disc_size(const struct test_disc *disc);

/**
 * Fails the test unless the file has, at `offset`, the bytes of the test stream with `seed`, whose
 * start is at `origin`.
 */
void disc_check_content(const struct test_disc *disc, uint64_t offset, uint64_t size, uint32_t seed,
                        uint64_t origin);

/** The unique id of the recorder that the next two functions configure for `disc`. */
BSTR recorder_id_of(const struct test_disc *disc);

/** Configures one recorder with a blank `medium`, like "dvd+r", on its tray, and opens it. */
IDiscRecorder2 *recorder_open(const struct test_disc *disc, const WCHAR *medium);

/** The same with an empty tray. */
IDiscRecorder2 *recorder_open_empty(const struct test_disc *disc);

/** The recorder with this id. */
IDiscRecorder2 *recorder_open_id(BSTR id);

/** A writer for `recorder` that has a client name. */
IDiscFormat2Data *writer_create(IDiscRecorder2 *recorder);

void writer_set_verification(IDiscFormat2Data *writer, IMAPI_BURN_VERIFICATION_LEVEL level);

/** Writes an image of `sectors` sectors with content `seed`; fails the test unless that works. */
void writer_burn(IDiscFormat2Data *writer, uint32_t sectors, uint32_t seed);

/** Bytes of a sector of audio. */
#define AUDIO_BYTES 2352

/**
 * Fails the test unless READ CD gives `sectors` sectors of audio from `start` on, which are the
 * test stream with `seed` from its beginning.
 */
void recorder_check_audio(IDiscRecorder2 *recorder, LONG start, uint32_t sectors, uint32_t seed);

/** An eraser for `recorder` that has a client name. */
IDiscFormat2Erase *eraser_create(IDiscRecorder2 *recorder);

/** Fails the test unless error information is there and its text contains `part`. */
void check_error_text(const WCHAR *part);

#endif
