/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making the packs of CD-Text (MMC-6 annex J). */
#include "base/memory.h"
#include "cd/text.h"

#include <string.h>

/* The size packs of a block. */
#define SIZE_PACKS         3
#define SIZE_BYTES         (SIZE_PACKS * CD_TEXT_PACK_BYTES)
#define SIZE_FIRST_TRACK   1
#define SIZE_LAST_TRACK    2
#define SIZE_COUNTS        4  /* of packs, for each kind */
#define SIZE_LAST_SEQUENCE 20 /* for each block */
#define SIZE_LANGUAGES     28 /* likewise */

/* The count of characters before a pack has four bits. */
#define MOST_CHARACTERS 15

/* A pack in the making. */
struct writer {
    struct cd_text_packs *packs;
    unsigned block;
    size_t first; /* pack of the block */
    size_t used;  /* bytes of the last pack; a full one when there is none */
    enum status status;
};

void cd_text_packs_release(struct cd_text_packs *packs)
{
    memory_free(packs->packs);
    memset(packs, 0, sizeof(*packs));
}

static enum status grow(struct cd_text_packs *packs)
{
    const size_t capacity = packs->capacity == 0 ? 32 : 2 * packs->capacity;
    struct cd_text_pack *grown;

    if (packs->count < packs->capacity)
        return STATUS_OK;
    grown = memory_resize(packs->packs, capacity, sizeof(*grown));
    if (grown == NULL)
        return STATUS_NO_MEMORY;
    packs->packs = grown;
    packs->capacity = capacity;
    return STATUS_OK;
}

static void begin_pack(struct writer *writer, enum cd_text_kind kind, unsigned track,
                       size_t characters)
{
    const size_t sequence = writer->packs->count - writer->first;
    const size_t before = characters < MOST_CHARACTERS ? characters : MOST_CHARACTERS;

    if (writer->status == STATUS_OK && sequence >= CD_TEXT_BLOCK_PACKS)
        writer->status = STATUS_TOO_LARGE;
    if (writer->status == STATUS_OK)
        writer->status = grow(writer->packs);
    if (writer->status != STATUS_OK)
        return;
    writer->packs->packs[writer->packs->count++] = (struct cd_text_pack){
        .kind = (uint8_t)kind,
        .track = (uint8_t)track,
        .sequence = (uint8_t)sequence,
        .place = (uint8_t)(writer->block << 4 | before),
    };
    writer->used = 0;
}

/* The text and the zero that ends it. */
static void add_text(struct writer *writer, enum cd_text_kind kind, unsigned track,
                     const char *text)
{
    const size_t size = strlen(text) + 1;

    for (size_t done = 0; done < size && writer->status == STATUS_OK;) {
        size_t part;

        if (writer->used == CD_TEXT_PACK_BYTES)
            begin_pack(writer, kind, track, done);
        if (writer->status != STATUS_OK)
            return;
        part = CD_TEXT_PACK_BYTES - writer->used;
        part = part < size - done ? part : size - done;
        memcpy(writer->packs->packs[writer->packs->count - 1].text + writer->used, text + done,
               part);
        writer->used += part;
        done += part;
    }
}

/* Texts of one kind share packs; the last is filled up with zeros. */
static void add_kind(struct writer *writer, const struct cd_text_block *block, unsigned kind)
{
    const char *const *texts = block->texts[kind];
    const unsigned tracks = kind + CD_TEXT_TITLE == CD_TEXT_DISC_ID
                                ? 0
                                : (unsigned)(block->last_track - block->first_track + 1);

    if (texts == NULL)
        return;
    writer->used = CD_TEXT_PACK_BYTES;
    for (unsigned i = 0; i <= tracks; i++) {
        const unsigned track = i == 0 ? 0 : block->first_track + i - 1;

        add_text(writer, (enum cd_text_kind)(CD_TEXT_TITLE + kind), track,
                 texts[i] != NULL ? texts[i] : "");
    }
}

static void add_size_packs(struct writer *writer)
{
    for (unsigned i = 0; i < SIZE_PACKS; i++)
        begin_pack(writer, CD_TEXT_SIZE, i, 0);
}

static enum status add_block(const struct cd_text_block *block, unsigned number,
                             struct cd_text_packs *packs)
{
    struct writer writer = { .packs = packs, .block = number, .first = packs->count };

    for (unsigned kind = 0; kind < CD_TEXT_KINDS; kind++)
        add_kind(&writer, block, kind);
    add_size_packs(&writer);
    return writer.status;
}

/* All size packs tell of all blocks, so they are filled in when every block is there. */
static void fill_sizes(const struct cd_text_block *blocks, size_t count,
                       struct cd_text_packs *packs)
{
    uint8_t sizes[CD_TEXT_BLOCKS][SIZE_BYTES] = { 0 };
    uint8_t last[CD_TEXT_BLOCKS] = { 0 };

    for (size_t i = 0; i < packs->count; i++) {
        const struct cd_text_pack *pack = &packs->packs[i];
        const unsigned block = pack->place >> 4;

        sizes[block][SIZE_COUNTS + pack->kind - CD_TEXT_TITLE]++;
        last[block] = pack->sequence;
    }
    for (size_t i = 0; i < count; i++) {
        sizes[i][SIZE_FIRST_TRACK] = blocks[i].first_track;
        sizes[i][SIZE_LAST_TRACK] = blocks[i].last_track;
        memcpy(sizes[i] + SIZE_LAST_SEQUENCE, last, sizeof(last));
        for (size_t k = 0; k < count; k++)
            sizes[i][SIZE_LANGUAGES + k] = blocks[k].language;
    }
    for (size_t i = 0; i < packs->count; i++) {
        struct cd_text_pack *pack = &packs->packs[i];

        if (pack->kind == CD_TEXT_SIZE)
            memcpy(pack->text, sizes[pack->place >> 4] + pack->track * CD_TEXT_PACK_BYTES,
                   CD_TEXT_PACK_BYTES);
        cd_text_pack_seal(pack);
    }
}

static bool is_valid(const struct cd_text_block *block)
{
    return block->first_track >= 1 && block->first_track <= block->last_track &&
           block->last_track <= CD_TEXT_TRACKS;
}

enum status cd_text_encode(const struct cd_text_block *blocks, size_t count,
                           struct cd_text_packs *packs)
{
    enum status status = STATUS_OK;

    memset(packs, 0, sizeof(*packs));
    if (count == 0 || count > CD_TEXT_BLOCKS)
        return STATUS_INVALID_ARGUMENT;
    for (unsigned i = 0; i < count && status == STATUS_OK; i++)
        status = is_valid(&blocks[i]) ? add_block(&blocks[i], i, packs) : STATUS_INVALID_ARGUMENT;
    if (status != STATUS_OK) {
        cd_text_packs_release(packs);
        return status;
    }
    fill_sizes(blocks, count, packs);
    return STATUS_OK;
}
