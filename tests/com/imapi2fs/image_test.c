/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of imapi2fs.dll share: images, texts of errors, reading results. */
#include "image_test.h"

#include "test_stream.h"

#include <stdio.h>
#include <stdlib.h>

typedef HRESULT(WINAPI *get_class_object)(REFCLSID clsid, REFIID iid, void **out);

void assert_error_names(const WCHAR *part)
{
    BSTR description;
    BSTR source;

    assert_true(com_test_take_error(&description, &source));
    assert_non_null(description);
    assert_true(SysStringLen(description) > 0);
    if (part && !wcsstr(description, part)) {
        printf("'%ls' is not in '%ls'\n", part, description);
        fail();
    }
    SysFreeString(description);
    SysFreeString(source);
}

IClassFactory *test_class_object(const WCHAR *dll, REFCLSID clsid)
{
    HMODULE module = LoadLibraryW(dll);
    get_class_object entry;
    IClassFactory *factory;

    assert_non_null(module);
    entry = (get_class_object)(void *)GetProcAddress(module, "DllGetClassObject");
    assert_non_null(entry);
    assert_result(entry(clsid, &IID_IClassFactory, (void **)&factory), S_OK);
    return factory;
}

void *test_create_object(REFCLSID clsid, REFIID iid)
{
    IClassFactory *factory = test_class_object(L"imapi2fs.dll", clsid);
    void *object = NULL;

    assert_result(IClassFactory_CreateInstance(factory, NULL, iid, &object), S_OK);
    IClassFactory_Release(factory);
    return object;
}

IFileSystemImage3 *test_create_image(void)
{
    IFileSystemImage3 *image =
        test_create_object(&CLSID_MsftFileSystemImage, &IID_IFileSystemImage3);

    assert_result(IFileSystemImage3_put_FreeMediaBlocks(image, 0), S_OK);
    return image;
}

IFsiDirectoryItem2 *test_root(IFileSystemImage3 *image)
{
    IFsiDirectoryItem *root;
    IFsiDirectoryItem2 *root2;

    assert_result(IFileSystemImage3_get_Root(image, &root), S_OK);
    assert_result(IFsiDirectoryItem_QueryInterface(root, &IID_IFsiDirectoryItem2, (void **)&root2),
                  S_OK);
    IFsiDirectoryItem_Release(root);
    return root2;
}

void *test_item(IFsiDirectoryItem2 *directory, const WCHAR *path, REFIID iid)
{
    IFsiItem *item;
    void *out;

    assert_result(IFsiDirectoryItem2_get_Item(directory, T(path), &item), S_OK);
    assert_result(IFsiItem_QueryInterface(item, iid, &out), S_OK);
    IFsiItem_Release(item);
    return out;
}

void test_add_file(IFsiDirectoryItem2 *directory, const WCHAR *path, uint64_t size, uint32_t seed)
{
    struct test_stream *stream = test_stream_create(size, seed);

    assert_result(IFsiDirectoryItem2_AddFile(directory, T(path), &stream->IStream_iface), S_OK);
    IStream_Release(&stream->IStream_iface);
}

uint8_t test_byte(uint32_t seed, uint64_t offset)
{
    const uint64_t mixed = (offset + 1) * UINT64_C(0x9E3779B97F4A7C15) ^ seed * 0x85EBCA6Bu;

    return (uint8_t)(mixed >> 56 ^ mixed >> 24);
}

IFileSystemImageResult2 *test_create_result(IFileSystemImage3 *image)
{
    IFileSystemImageResult *result;
    IFileSystemImageResult2 *result2;

    assert_result(IFileSystemImage3_CreateResultImage(image, &result), S_OK);
    assert_result(IFileSystemImageResult_QueryInterface(result, &IID_IFileSystemImageResult2,
                                                        (void **)&result2),
                  S_OK);
    IFileSystemImageResult_Release(result);
    return result2;
}

IStream *test_image_stream(IFileSystemImageResult2 *result)
{
    IStream *stream;

    assert_result(IFileSystemImageResult2_get_ImageStream(result, &stream), S_OK);
    return stream;
}

IStream *test_open_image(IFileSystemImage3 *image)
{
    IFileSystemImageResult2 *result = test_create_result(image);
    IStream *stream = test_image_stream(result);

    IFileSystemImageResult2_Release(result);
    return stream;
}

HRESULT test_read_at(IStream *stream, uint64_t offset, void *buffer, ULONG size, ULONG *read)
{
    const LARGE_INTEGER move = { .QuadPart = (LONGLONG)offset };

    *read = 0;
    assert_result(IStream_Seek(stream, move, STREAM_SEEK_SET, NULL), S_OK);
    return IStream_Read(stream, buffer, size, read);
}

uint8_t *test_read_image(IStream *stream, size_t *size)
{
    STATSTG status;
    uint8_t *bytes;
    ULONG read;

    assert_result(IStream_Stat(stream, &status, STATFLAG_NONAME), S_OK);
    *size = (size_t)status.cbSize.QuadPart;
    bytes = malloc(*size);
    assert_non_null(bytes);
    assert_result(test_read_at(stream, 0, bytes, (ULONG)*size, &read), S_OK);
    assert_int_equal(read, *size);
    assert_int_equal(read % 2048, 0);
    return bytes;
}

ULONG test_first_block(IFileSystemImageResult2 *result, const WCHAR *path)
{
    IProgressItems *items;
    IProgressItem *item;
    ULONG block;

    assert_result(IFileSystemImageResult2_get_ProgressItems(result, &items), S_OK);
    assert_result(IProgressItems_ProgressItemFromDescription(items, T(path), &item), S_OK);
    assert_result(IProgressItem_get_FirstBlock(item, &block), S_OK);
    IProgressItem_Release(item);
    IProgressItems_Release(items);
    return block;
}

void assert_content(IFileSystemImageResult2 *result, const WCHAR *path, uint64_t size,
                    uint32_t seed)
{
    const uint64_t start = (uint64_t)test_first_block(result, path) * 2048;
    IStream *stream = test_image_stream(result);
    uint8_t *bytes = malloc((size_t)size);
    ULONG read;

    assert_non_null(bytes);
    assert_result(test_read_at(stream, start, bytes, (ULONG)size, &read), S_OK);
    assert_int_equal(read, size);
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != test_byte(seed, i))
            fail_msg("%ls differs at byte %lu", path, (unsigned long)i);
    }
    free(bytes);
    IStream_Release(stream);
}

void assert_bstr(BSTR actual, const WCHAR *expected)
{
    assert_non_null(actual);
    if (wcscmp(actual, expected) != 0)
        fail_msg("'%ls' is not '%ls'", actual, expected);
    SysFreeString(actual);
}

ULONG test_release(void *object)
{
    return IUnknown_Release((IUnknown *)object);
}
