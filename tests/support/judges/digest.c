/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Digests of contents that may be sparse. */
#include "support/judges/digest.h"

#include "base/wire.h"

#include <string.h>
#include <unistd.h>

enum {
    READ_BYTES = 1 << 20
};

bool digest_is_zero(const uint8_t *bytes, size_t size)
{
    return size == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
}

void digest_init(struct digest *digest)
{
    sha256_init(&digest->hash);
    digest->size = 0;
}

static void take_chunk(struct digest *digest, uint64_t number, const uint8_t *bytes, size_t size)
{
    const be64 text = be64_of(number);

    if (digest_is_zero(bytes, size))
        return;
    sha256_update(&digest->hash, &text, sizeof(text));
    sha256_update(&digest->hash, bytes, size);
}

void digest_update(struct digest *digest, const void *data, size_t size)
{
    const uint8_t *bytes = data;

    while (size > 0) {
        const size_t used = digest->size % DIGEST_CHUNK_BYTES;
        const size_t room = DIGEST_CHUNK_BYTES - used;
        const size_t part = size < room ? size : room;
        const uint64_t number = digest->size / DIGEST_CHUNK_BYTES;

        if (part == DIGEST_CHUNK_BYTES) {
            take_chunk(digest, number, bytes, part);
        } else {
            memcpy(digest->chunk + used, bytes, part);
            if (part == room)
                take_chunk(digest, number, digest->chunk, DIGEST_CHUNK_BYTES);
        }
        digest->size += part;
        bytes += part;
        size -= part;
    }
}

void digest_finish(struct digest *digest, char text[DIGEST_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdef";
    const be64 size = be64_of(digest->size);
    uint8_t hash[SHA256_BYTES];

    take_chunk(digest, digest->size / DIGEST_CHUNK_BYTES, digest->chunk,
               digest->size % DIGEST_CHUNK_BYTES);
    sha256_update(&digest->hash, &size, sizeof(size));
    sha256_finish(&digest->hash, hash);
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    text[DIGEST_DIGITS] = '\0';
}

bool digest_update_from(struct digest *digest, int descriptor)
{
    static uint8_t buffer[READ_BYTES];
    ssize_t got;

    while ((got = read(descriptor, buffer, sizeof(buffer))) > 0)
        digest_update(digest, buffer, (size_t)got);
    return got == 0;
}
