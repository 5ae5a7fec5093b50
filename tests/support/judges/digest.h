/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The digest by which contents are compared: SHA-256 over every chunk that is not all zero, behind
 * its number, and over the size at the end. Different contents have different messages, and a
 * sparse file of gigabytes is hashed as fast as it is read.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_DIGEST_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_DIGEST_H

#include "support/judges/sha256.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGEST_CHUNK_BYTES 65536u

/** Hexadecimal digits, without a terminator. */
#define DIGEST_DIGITS ((size_t)2 * SHA256_BYTES)

struct digest {
    struct sha256 hash;
    uint64_t size; /* bytes so far */
    uint8_t chunk[DIGEST_CHUNK_BYTES];
};

/** Whether all of the bytes are 0; `size` may be 0. */
bool digest_is_zero(const uint8_t *bytes, size_t size);

void digest_init(struct digest *digest);

/** Takes the next bytes, in pieces of any size. */
void digest_update(struct digest *digest, const void *data, size_t size);

/** Ends the content; `digest` is used up. The text is terminated. */
void digest_finish(struct digest *digest, char text[DIGEST_DIGITS + 1]);

/** Takes all that can be read from a file or a pipe. False: reading failed. */
bool digest_update_from(struct digest *digest, int descriptor);

#endif
