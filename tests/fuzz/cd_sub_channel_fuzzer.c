/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzzes what a sub-channel tells: frames of Q that are read are made again alike, and texts end.
 */
#include "cd/q_frame.h"
#include "cd/text.h"
#include "support/fuzz_target.h"

#include <string.h>

static void check_position(const struct cd_q_frame *frame)
{
    struct cd_q_position position;
    struct cd_q_frame again;

    if (cd_q_frame_parse_position(frame, &position) != STATUS_OK)
        return;
    cd_q_frame_encode_position(&position, &again);
    FUZZ_REQUIRE(memcmp(again.data, frame->data, 5) == 0);
    FUZZ_REQUIRE(memcmp(again.data + 6, frame->data + 6, 3) == 0);
}

static void check_codes(const struct cd_q_frame *frame)
{
    char catalog[CD_CATALOG_DIGITS + 1];
    char isrc[CD_ISRC_CHARACTERS + 1];
    struct cd_q_frame again;

    if (cd_q_frame_parse_catalog(frame, catalog) == STATUS_OK) {
        cd_q_frame_encode_catalog(0, catalog, 0, &again);
        FUZZ_REQUIRE(memcmp(again.data, frame->data, 6) == 0);
    }
    if (cd_q_frame_parse_isrc(frame, isrc) == STATUS_OK) {
        cd_q_frame_encode_isrc(0, isrc, 0, &again);
        FUZZ_REQUIRE(memcmp(again.data, frame->data, 3) == 0);
    }
}

static void check_text(const struct cd_text *text)
{
    for (unsigned block = 0; block < CD_TEXT_BLOCKS; block++) {
        for (unsigned kind = CD_TEXT_TITLE; kind <= CD_TEXT_SIZE; kind++) {
            for (unsigned track = 0; track <= CD_TEXT_TRACKS; track++) {
                const char *found = cd_text_get(text, block, (enum cd_text_kind)kind, track);

                FUZZ_REQUIRE(found == NULL || *found != '\0');
                FUZZ_REQUIRE(found == NULL || strlen(found) < 65536);
            }
        }
    }
}

/* CRCs are made right: no mutation would find them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct cd_text_pack packs[CD_TEXT_BLOCK_PACKS];
    size_t count = size / sizeof(packs[0]);
    struct cd_q_frame frame = { 0 };
    struct cd_text *text;

    memcpy(&frame, data, size < sizeof(frame) ? size : sizeof(frame));
    cd_q_frame_seal(&frame);
    check_position(&frame);
    check_codes(&frame);
    count = count < CD_TEXT_BLOCK_PACKS ? count : CD_TEXT_BLOCK_PACKS;
    memcpy(packs, data, count * sizeof(packs[0]));
    for (size_t i = 0; i < count; i++)
        cd_text_pack_seal(&packs[i]);
    if (cd_text_parse(packs, count, &text) == STATUS_OK) {
        check_text(text);
        cd_text_destroy(text);
    }
    return 0;
}
