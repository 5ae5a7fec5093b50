/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of imapi2fs.dll share: images, texts of errors, reading results. */
#ifndef OPENIMAPI_TESTS_COM_IMAPI2FS_IMAGE_TEST_H
#define OPENIMAPI_TESTS_COM_IMAPI2FS_IMAGE_TEST_H

#include "com_test.h"

#include <imapi2fs.h>
#include <imapi2fserror.h>

/** A text as an argument: callers pass plain WCHAR pointers as BSTR, so that has to work. */
#define T(text) ((BSTR)(text))

/** Fails unless the last call left error information with `part` in its description. */
void assert_error_names(const WCHAR *part);

/** Asserts a failure and, in its error information, `part`; NULL takes any text. */
#define assert_fails(actual, expected, part)                                                       \
    do {                                                                                           \
        SetErrorInfo(0, NULL);                                                                     \
        assert_result((actual), (expected));                                                       \
        assert_error_names(part);                                                                  \
    } while (0)

/** The class object of `clsid` in `dll`, which is loaded from the program's folder. */
IClassFactory *test_class_object(const WCHAR *dll, REFCLSID clsid);

/** Makes an object of imapi2fs.dll. */
void *test_create_object(REFCLSID clsid, REFIID iid);

/** A new image without a size limit. */
IFileSystemImage3 *test_create_image(void);

/** Its root. */
IFsiDirectoryItem2 *test_root(IFileSystemImage3 *image);

/** The item at `path`, as `iid`; the path must exist. */
void *test_item(IFsiDirectoryItem2 *directory, const WCHAR *path, REFIID iid);

/** Adds a file of `size` bytes, as test_byte makes them from `seed`. */
void test_add_file(IFsiDirectoryItem2 *directory, const WCHAR *path, uint64_t size, uint32_t seed);

/** Byte number `offset` of the content called `seed`. */
uint8_t test_byte(uint32_t seed, uint64_t offset);

/** The result of `image`. */
IFileSystemImageResult2 *test_create_result(IFileSystemImage3 *image);

/** The stream of a result, or straight of an image. */
IStream *test_image_stream(IFileSystemImageResult2 *result);
IStream *test_open_image(IFileSystemImage3 *image);

/** Reads up to `size` bytes at `offset`; gives the HRESULT of reading. */
HRESULT test_read_at(IStream *stream, uint64_t offset, void *buffer, ULONG size, ULONG *read);

/** The whole image; its size is a multiple of 2048. free() it. */
uint8_t *test_read_image(IStream *stream, size_t *size);

/** First block of the file called `path` in the result; it must have one. */
ULONG test_first_block(IFileSystemImageResult2 *result, const WCHAR *path);

/** Fails unless the result has the content `seed` of `size` bytes at the file `path`. */
void assert_content(IFileSystemImageResult2 *result, const WCHAR *path, uint64_t size,
                    uint32_t seed);

/** Asserts a BSTR's text and frees it. */
void assert_bstr(BSTR actual, const WCHAR *expected);

/** Releases an object; gives the references left. */
ULONG test_release(void *object);

#endif
