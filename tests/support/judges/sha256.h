/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SHA-256 (FIPS 180-4), for tests. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_SHA256_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32

struct sha256 {
    uint32_t state[8];
    uint64_t size;     /* bytes so far */
    uint8_t block[64]; /* the last size % 64 of them */
};

void sha256_init(struct sha256 *hash);

void sha256_update(struct sha256 *hash, const void *data, size_t size);

/** Ends the message; `hash` is used up. */
void sha256_finish(struct sha256 *hash, uint8_t out[SHA256_BYTES]);

#endif
