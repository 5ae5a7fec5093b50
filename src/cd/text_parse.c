/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the packs of CD-Text (MMC-6 annex J). */
#include "base/memory.h"
#include "cd/text.h"

#include <string.h>

#define TWO_BYTES      0x80 /* of cd_text_pack.place, */
#define BLOCK_OF(byte) ((byte) >> 4 & 7)
#define TRACK_MASK     0x7F /* of cd_text_pack.track; bit 7 is for extensions */

/* Where size packs tell the languages of blocks: within the third. */
#define SIZE_LANGUAGES_PACK  2
#define SIZE_LANGUAGES_PLACE 4

struct cd_text {
    uint8_t languages[CD_TEXT_BLOCKS];
    /* Offset of each text in `bytes`; 0 is an empty text that none has. */
    uint32_t offsets[CD_TEXT_BLOCKS][CD_TEXT_KINDS][CD_TEXT_TRACKS + 1];
    size_t size; /* of the bytes used */
    char *bytes;
};

/* What has been read of the texts of one kind. */
struct reader {
    struct cd_text *text;
    unsigned block;
    unsigned kind;
    unsigned track;
    uint32_t begin; /* of the text that goes on */
};

static bool is_text(const struct cd_text_pack *pack)
{
    switch (pack->kind) {
    case CD_TEXT_TITLE:
    case CD_TEXT_PERFORMER:
    case CD_TEXT_SONGWRITER:
    case CD_TEXT_COMPOSER:
    case CD_TEXT_ARRANGER:
    case CD_TEXT_MESSAGE:
    case CD_TEXT_DISC_ID:
    case CD_TEXT_CODES:
        return (pack->place & TWO_BYTES) == 0;
    default:
        return false;
    }
}

static bool continues(const struct reader *reader, const struct cd_text_pack *pack)
{
    return reader->text != NULL && reader->block == BLOCK_OF(pack->place) &&
           reader->kind == pack->kind - (unsigned)CD_TEXT_TITLE &&
           reader->track == (pack->track & TRACK_MASK);
}

/* The text from `begin` on is whole. */
static void end_text(struct reader *reader)
{
    struct cd_text *text = reader->text;
    uint32_t *offsets = text->offsets[reader->block][reader->kind];
    const char *found = text->bytes + reader->begin;

    text->bytes[text->size++] = '\0';
    if (reader->track <= CD_TEXT_TRACKS && *found != '\0') {
        const bool repeats = strcmp(found, "\t") == 0 && reader->track > 0;

        offsets[reader->track] = repeats ? offsets[reader->track - 1] : reader->begin;
    }
    reader->track++;
    reader->begin = (uint32_t)text->size;
}

static void read_text(struct reader *reader, const struct cd_text_pack *pack, struct cd_text *text)
{
    if (!continues(reader, pack)) {
        if (reader->text != NULL)
            text->bytes[text->size++] = '\0';
        *reader = (struct reader){
            .text = text,
            .block = BLOCK_OF(pack->place),
            .kind = pack->kind - (unsigned)CD_TEXT_TITLE,
            .track = pack->track & TRACK_MASK,
            .begin = (uint32_t)text->size,
        };
    }
    for (size_t i = 0; i < CD_TEXT_PACK_BYTES; i++) {
        if (pack->text[i] == 0)
            end_text(reader);
        else
            text->bytes[text->size++] = (char)pack->text[i];
    }
}

static void read_size(struct cd_text *text, const struct cd_text_pack *pack)
{
    if ((pack->track & TRACK_MASK) == SIZE_LANGUAGES_PACK)
        memcpy(text->languages, pack->text + SIZE_LANGUAGES_PLACE, sizeof(text->languages));
}

static bool read_pack(struct reader *reader, const struct cd_text_pack *pack, struct cd_text *text)
{
    if (!cd_text_pack_is_intact(pack))
        return false;
    if (pack->kind == CD_TEXT_SIZE)
        read_size(text, pack);
    if (!is_text(pack))
        return false;
    read_text(reader, pack, text);
    return true;
}

enum status cd_text_parse(const struct cd_text_pack *packs, size_t count, struct cd_text **text)
{
    struct cd_text *made = memory_allocate(1, sizeof(*made));
    struct reader reader = { 0 };
    bool found = false;

    *text = NULL;
    if (made == NULL)
        return STATUS_NO_MEMORY;
    /* Besides its text a pack adds a zero at most, before it; one stands in front, one behind. */
    made->bytes = memory_allocate(count + 1, CD_TEXT_PACK_BYTES + 1);
    if (made->bytes == NULL) {
        cd_text_destroy(made);
        return STATUS_NO_MEMORY;
    }
    made->size = 1;
    for (size_t i = 0; i < count; i++)
        found |= read_pack(&reader, &packs[i], made);
    if (!found) {
        cd_text_destroy(made);
        return STATUS_CORRUPT;
    }
    *text = made;
    return STATUS_OK;
}

void cd_text_destroy(struct cd_text *text)
{
    if (text == NULL)
        return;
    memory_free(text->bytes);
    memory_free(text);
}

uint8_t cd_text_language(const struct cd_text *text, unsigned block)
{
    return block < CD_TEXT_BLOCKS ? text->languages[block] : CD_TEXT_LANGUAGE_UNKNOWN;
}

const char *cd_text_get(const struct cd_text *text, unsigned block, enum cd_text_kind kind,
                        unsigned track)
{
    uint32_t offset;

    if (block >= CD_TEXT_BLOCKS || kind < CD_TEXT_TITLE || kind > CD_TEXT_SIZE ||
        track > CD_TEXT_TRACKS)
        return NULL;
    offset = text->offsets[block][kind - CD_TEXT_TITLE][track];
    return offset == 0 ? NULL : text->bytes + offset;
}
