/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The Q sub-channel of one sector (ECMA-130 22.3). */
#include "cd/q_frame.h"

#include "base/crc16.h"
#include "cd/bcd.h"

#include <string.h>

/* Where a frame of position has its fields, within the data. */
enum position_field {
    FIELD_TRACK,
    FIELD_INDEX,
    FIELD_RELATIVE,
    FIELD_ABSOLUTE = 6,
};

#define ABSOLUTE_FRAME 8 /* of the two other frames */

#define LETTERS_OF_ISRC 5 /* characters that may be letters, */
#define BITS_OF_LETTER  6 /* of so many bits; digits take 4 */
#define DIGITS_OF_ISRC  4 /* where the seven digits begin */
#define LETTER_A        0x11

static uint16_t crc_of(const struct cd_q_frame *frame)
{
    return (uint16_t)~crc16(frame, offsetof(struct cd_q_frame, crc));
}

void cd_q_frame_seal(struct cd_q_frame *frame)
{
    frame->crc = be16_of(crc_of(frame));
}

bool cd_q_frame_is_intact(const struct cd_q_frame *frame)
{
    return be16_get(frame->crc) == crc_of(frame);
}

enum cd_adr cd_q_frame_adr(const struct cd_q_frame *frame)
{
    return (enum cd_adr)(frame->control_adr & 0xF);
}

uint8_t cd_q_frame_control(const struct cd_q_frame *frame)
{
    return frame->control_adr >> 4;
}

static void begin(uint8_t control, enum cd_adr adr, struct cd_q_frame *frame)
{
    memset(frame, 0, sizeof(*frame));
    frame->control_adr = (uint8_t)((unsigned)control << 4 | (unsigned)adr);
}

/* Numbers from 160 on are points, which are not decimal. */
static uint8_t encode_number(uint8_t number)
{
    return number < 100 ? cd_bcd_of(number) : number;
}

static void encode_time(struct cd_msf time, uint8_t *out)
{
    out[0] = cd_bcd_of(time.minute);
    out[1] = cd_bcd_of(time.second);
    out[2] = cd_bcd_of(time.frame);
}

void cd_q_frame_encode_position(const struct cd_q_position *position, struct cd_q_frame *frame)
{
    begin(position->control, CD_ADR_POSITION, frame);
    frame->data[FIELD_TRACK] = encode_number(position->track);
    frame->data[FIELD_INDEX] = encode_number(position->index);
    encode_time(position->relative, frame->data + FIELD_RELATIVE);
    encode_time(position->absolute, frame->data + FIELD_ABSOLUTE);
    cd_q_frame_seal(frame);
}

static bool parse_number(uint8_t byte, uint8_t *number)
{
    if (!cd_bcd_is_valid(byte) && byte < CD_POINT_FIRST_TRACK)
        return false;
    *number = cd_bcd_is_valid(byte) ? cd_bcd_value(byte) : byte;
    return true;
}

static bool parse_time(const uint8_t *bytes, struct cd_msf *time)
{
    if (!cd_bcd_is_valid(bytes[0]) || !cd_bcd_is_valid(bytes[1]) || !cd_bcd_is_valid(bytes[2]))
        return false;
    *time =
        (struct cd_msf){ cd_bcd_value(bytes[0]), cd_bcd_value(bytes[1]), cd_bcd_value(bytes[2]) };
    return true;
}

static bool tells(const struct cd_q_frame *frame, enum cd_adr adr)
{
    return cd_q_frame_is_intact(frame) && cd_q_frame_adr(frame) == adr;
}

enum status cd_q_frame_parse_position(const struct cd_q_frame *frame,
                                      struct cd_q_position *position)
{
    struct cd_q_position found = { .control = cd_q_frame_control(frame) };

    memset(position, 0, sizeof(*position));
    if (!tells(frame, CD_ADR_POSITION) || !parse_number(frame->data[FIELD_TRACK], &found.track) ||
        !parse_number(frame->data[FIELD_INDEX], &found.index) ||
        !parse_time(frame->data + FIELD_RELATIVE, &found.relative) ||
        !parse_time(frame->data + FIELD_ABSOLUTE, &found.absolute))
        return STATUS_CORRUPT;
    *position = found;
    return STATUS_OK;
}

static void encode_digits(const char *digits, size_t count, uint8_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i / 2] |= (uint8_t)((digits[i] - '0') << (i % 2 == 0 ? 4 : 0));
}

static bool parse_digits(const uint8_t *bytes, size_t count, char *digits)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned digit = bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF;

        if (digit > 9)
            return false;
        digits[i] = (char)('0' + digit);
    }
    digits[count] = '\0';
    return true;
}

void cd_q_frame_encode_catalog(uint8_t control, const char *digits, uint8_t absolute_frame,
                               struct cd_q_frame *frame)
{
    begin(control, CD_ADR_CATALOG, frame);
    encode_digits(digits, CD_CATALOG_DIGITS, frame->data);
    frame->data[ABSOLUTE_FRAME] = cd_bcd_of(absolute_frame);
    cd_q_frame_seal(frame);
}

enum status cd_q_frame_parse_catalog(const struct cd_q_frame *frame,
                                     char digits[CD_CATALOG_DIGITS + 1])
{
    if (tells(frame, CD_ADR_CATALOG) && parse_digits(frame->data, CD_CATALOG_DIGITS, digits))
        return STATUS_OK;
    memset(digits, 0, CD_CATALOG_DIGITS + 1);
    return STATUS_CORRUPT;
}

void cd_q_frame_encode_isrc(uint8_t control, const char *characters, uint8_t absolute_frame,
                            struct cd_q_frame *frame)
{
    uint32_t letters = 0;
    be32 encoded;

    begin(control, CD_ADR_ISRC, frame);
    for (size_t i = 0; i < LETTERS_OF_ISRC; i++) {
        const char c = characters[i];

        letters = letters << BITS_OF_LETTER | (uint32_t)(c >= 'A' ? c - 'A' + LETTER_A : c - '0');
    }
    encoded = be32_of(letters << 2);
    memcpy(frame->data, &encoded, sizeof(encoded));
    encode_digits(characters + LETTERS_OF_ISRC, CD_ISRC_CHARACTERS - LETTERS_OF_ISRC,
                  frame->data + DIGITS_OF_ISRC);
    frame->data[ABSOLUTE_FRAME] = cd_bcd_of(absolute_frame);
    cd_q_frame_seal(frame);
}

static bool parse_letters(const uint8_t *bytes, char *characters)
{
    be32 encoded;

    memcpy(&encoded, bytes, sizeof(encoded));
    for (unsigned i = 0; i < LETTERS_OF_ISRC; i++) {
        const unsigned shift = 2 + BITS_OF_LETTER * (LETTERS_OF_ISRC - 1 - i);
        const unsigned letter = be32_get(encoded) >> shift & 0x3F;

        if (letter > 9 && (letter < LETTER_A || letter > LETTER_A + 25))
            return false;
        characters[i] = (char)(letter > 9 ? 'A' + letter - LETTER_A : '0' + letter);
    }
    return true;
}

enum status cd_q_frame_parse_isrc(const struct cd_q_frame *frame,
                                  char characters[CD_ISRC_CHARACTERS + 1])
{
    if (tells(frame, CD_ADR_ISRC) && parse_letters(frame->data, characters) &&
        parse_digits(frame->data + DIGITS_OF_ISRC, CD_ISRC_CHARACTERS - LETTERS_OF_ISRC,
                     characters + LETTERS_OF_ISRC))
        return STATUS_OK;
    memset(characters, 0, CD_ISRC_CHARACTERS + 1);
    return STATUS_CORRUPT;
}
