/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What judging rests on: digests, manifests, and that a difference is one. */
#include "support/cmocka_all.h"

#include "support/judges/manifest.h"

#include <stdlib.h>
#include <string.h>

#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC_SHA256   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define LONG_SHA256  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"

static void assert_sha256(const char *message, const char *expected)
{
    struct sha256 hash;
    uint8_t bytes[SHA256_BYTES];
    char text[DIGEST_DIGITS + 1];

    sha256_init(&hash);
    sha256_update(&hash, message, strlen(message));
    sha256_finish(&hash, bytes);
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    assert_string_equal(text, expected);
}

/* The examples of FIPS 180-4. */
static void test_sha256__known_messages(void **state)
{
    (void)state;
    assert_sha256("", EMPTY_SHA256);
    assert_sha256("abc", ABC_SHA256);
    assert_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", LONG_SHA256);
}

static void digest_of(const uint8_t *bytes, size_t size, size_t piece, char text[DIGEST_DIGITS + 1])
{
    static struct digest digest;

    digest_init(&digest);
    for (size_t at = 0; at < size; at += piece)
        digest_update(&digest, bytes + at, size - at < piece ? size - at : piece);
    digest_finish(&digest, text);
}

static void test_digest__pieces_do_not_matter(void **state)
{
    const size_t size = 3 * DIGEST_CHUNK_BYTES + 77;
    uint8_t *bytes = calloc(size, 1);
    char whole[DIGEST_DIGITS + 1];
    char pieces[DIGEST_DIGITS + 1];

    (void)state;
    bytes[5] = 1;
    bytes[2 * DIGEST_CHUNK_BYTES - 1] = 2;
    bytes[size - 1] = 3;

    digest_of(bytes, size, size, whole);

    digest_of(bytes, size, 1, pieces);
    assert_string_equal(pieces, whole);
    digest_of(bytes, size, 1000, pieces);
    assert_string_equal(pieces, whole);
    digest_of(bytes, size, DIGEST_CHUNK_BYTES + 1, pieces);
    assert_string_equal(pieces, whole);
    free(bytes);
}

/* Zeros are not hashed, yet their number and the place of what stands between them count. */
static void test_digest__zeros_count(void **state)
{
    const size_t size = 3 * DIGEST_CHUNK_BYTES;
    uint8_t *bytes = calloc(size, 1);
    char texts[4][DIGEST_DIGITS + 1];

    (void)state;
    digest_of(bytes, size, size, texts[0]);
    digest_of(bytes, size - 1, size, texts[1]);
    bytes[0] = 1;
    digest_of(bytes, size, size, texts[2]);
    bytes[0] = 0;
    bytes[DIGEST_CHUNK_BYTES] = 1;
    digest_of(bytes, size, size, texts[3]);

    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(texts[i], texts[j]);
    }
    free(bytes);
}

static struct manifest manifest_of(const char *text)
{
    struct manifest manifest = { 0 };
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");

    assert_non_null(file);
    assert_true(manifest_read(&manifest, file));
    fclose(file);
    return manifest;
}

static size_t differences(const char *expected_text, const char *found_text, unsigned untold)
{
    struct manifest expected = manifest_of(expected_text);
    struct manifest found = manifest_of(found_text);
    FILE *report = tmpfile();
    const size_t count = manifest_compare(&expected, &found, untold, report);

    assert_int_equal(ftell(report) > 0, count > 0);
    fclose(report);
    manifest_release(&expected);
    manifest_release(&found);
    return count;
}

#define ONE_FILE   "f\t3\t1000\t" ABC_SHA256 "\ta name\n"
#define ONE_FOLDER "d\t-\t2000\t-\tfolder\n"

static void test_manifest__roundtrip(void **state)
{
    static const char text[] = ONE_FILE ONE_FOLDER "f\t?\t?\t?\tz\n";
    struct manifest manifest = manifest_of(text);
    char *written = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&written, &size);

    (void)state;
    manifest_write(&manifest, out);
    fclose(out);

    assert_int_equal(manifest.count, 3);
    assert_string_equal(written, text);
    free(written);
    manifest_release(&manifest);
}

static void test_manifest__same(void **state)
{
    (void)state;
    assert_int_equal(differences(ONE_FILE ONE_FOLDER, ONE_FOLDER ONE_FILE, 0), 0);
}

static void test_manifest__every_difference(void **state)
{
    static const char *const others[] = {
        "",
        ONE_FILE ONE_FILE,
        ONE_FILE ONE_FOLDER,
        "f\t4\t1000\t" ABC_SHA256 "\ta name\n",
        "f\t?\t1000\t" ABC_SHA256 "\ta name\n",
        "f\t3\t1001\t" ABC_SHA256 "\ta name\n",
        "f\t3\t?\t" ABC_SHA256 "\ta name\n",
        "f\t3\t1000\t" EMPTY_SHA256 "\ta name\n",
        "f\t3\t1000\t?\ta name\n",
        "d\t-\t1000\t-\ta name\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_int_equal(differences(ONE_FILE, others[i], 0), 1);
    assert_int_equal(differences(ONE_FILE, "f\t3\t1000\t" ABC_SHA256 "\tA name\n", 0), 2);
}

static void test_manifest__untold(void **state)
{
    static const char file[] = "f\t3\t?\t" ABC_SHA256 "\ta name\n";
    static const char folder[] = "d\t-\t?\t-\tfolder\n";

    (void)state;
    assert_int_equal(differences(ONE_FILE, file, MANIFEST_TIMES), 0);
    assert_int_equal(differences(ONE_FILE, file, MANIFEST_DIRECTORY_TIMES), 1);
    assert_int_equal(differences(ONE_FOLDER, folder, MANIFEST_TIMES), 0);
    assert_int_equal(differences(ONE_FOLDER, folder, MANIFEST_DIRECTORY_TIMES), 0);
    assert_int_equal(differences(ONE_FOLDER, "d\t-\t2001\t-\tfolder\n", MANIFEST_TIMES), 1);
}

static void test_manifest__malformed(void **state)
{
    static const char *const texts[] = { "\n", "f\t3\t1000\n", "x\t3\t1000\t?\ta\n",
                                         "f\tx\t1000\t?\ta\n", "f\t3\t1000\tabc\ta\n" };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct manifest manifest = { 0 };
        FILE *file = fmemopen((void *)(uintptr_t)texts[i], strlen(texts[i]), "r");

        assert_false(manifest_read(&manifest, file));
        fclose(file);
        manifest_release(&manifest);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256__known_messages),
        cmocka_unit_test(test_digest__pieces_do_not_matter),
        cmocka_unit_test(test_digest__zeros_count),
        cmocka_unit_test(test_manifest__roundtrip),
        cmocka_unit_test(test_manifest__same),
        cmocka_unit_test(test_manifest__every_difference),
        cmocka_unit_test(test_manifest__untold),
        cmocka_unit_test(test_manifest__malformed),
    };

    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
