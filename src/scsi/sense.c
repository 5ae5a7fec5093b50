/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sense data in fixed (SPC-4 4.5.3) and descriptor (SPC-4 4.5.2) format. */
#include "scsi/sense.h"

#include "base/cursor.h"
#include "base/wire.h"

#include <string.h>

enum sense_response {
    SENSE_RESPONSE_MASK = 0x7F,
    SENSE_RESPONSE_FIXED = 0x70,
    SENSE_RESPONSE_FIXED_DEFERRED = 0x71,
    SENSE_RESPONSE_DESCRIPTOR = 0x72,
    SENSE_RESPONSE_DESCRIPTOR_DEFERRED = 0x73,
};

enum sense_descriptor_type {
    SENSE_DESCRIPTOR_TYPE_INFORMATION = 0x00,
    SENSE_DESCRIPTOR_TYPE_KEY_SPECIFIC = 0x02,
};

/* VALID and SKSV. */
#define SENSE_VALID 0x80

#define SENSE_KEY_MASK 0x0F

/* SPC-4 4.5.3 */
struct sense_fixed_wire {
    uint8_t response;
    uint8_t obsolete;
    uint8_t key;
    be32 information;
    uint8_t additional_length;
    be32 command_specific;
    uint8_t asc;
    uint8_t ascq;
    uint8_t field_replaceable_unit;
    uint8_t key_specific;
    be16 progress;
};
WIRE_SIZE(struct sense_fixed_wire, SCSI_SENSE_FIXED_SIZE);
WIRE_AT(struct sense_fixed_wire, asc, 12);
WIRE_AT(struct sense_fixed_wire, progress, 16);

/* SPC-4 4.5.2 */
struct sense_descriptor_wire {
    uint8_t response;
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
    uint8_t reserved[3];
    uint8_t additional_length;
};
WIRE_SIZE(struct sense_descriptor_wire, 8);

/* SPC-4 4.5.2.2, after type and length */
struct sense_information_wire {
    uint8_t valid;
    uint8_t reserved;
    be64 information;
};
WIRE_SIZE(struct sense_information_wire, 10);

/* SPC-4 4.5.2.4, after type and length */
struct sense_key_specific_wire {
    uint8_t reserved_2[2];
    uint8_t key_specific;
    be16 progress;
    uint8_t reserved_7;
};
WIRE_SIZE(struct sense_key_specific_wire, 6);

struct sense_text {
    uint8_t asc;
    uint8_t ascq;
    const char *text;
};

static const struct sense_text texts[] = {
#define SCSI_SENSE_CODE_ENTRY(key, asc, ascq, name, text) { (asc), (ascq), (text) },
#include "scsi/sense_codes.def"
#undef SCSI_SENSE_CODE_ENTRY
};

/* Other keys use the sense-key specific field for pointers and counts. */
static bool key_tells_progress(uint32_t code)
{
    const uint8_t key = SCSI_SENSE_KEY(code);

    return key == SCSI_SENSE_KEY_NO_SENSE || key == SCSI_SENSE_KEY_NOT_READY;
}

static void take_progress(uint8_t key_specific, be16 progress, struct scsi_sense *sense)
{
    if ((key_specific & SENSE_VALID) == 0 || !key_tells_progress(sense->code))
        return;
    sense->has_progress = true;
    sense->progress = be16_get(progress);
}

static void parse_fixed(const uint8_t raw[SCSI_SENSE_FIXED_SIZE], struct scsi_sense *sense)
{
    struct sense_fixed_wire wire;

    memcpy(&wire, raw, sizeof(wire));
    sense->code = SCSI_SENSE(wire.key & SENSE_KEY_MASK, wire.asc, wire.ascq);
    if ((wire.response & SENSE_VALID) != 0) {
        sense->has_information = true;
        sense->information = be32_get(wire.information);
    }
    take_progress(wire.key_specific, wire.progress, sense);
}

static void parse_information(struct cursor *body, struct scsi_sense *sense)
{
    struct sense_information_wire wire;

    if (!cursor_copy(body, &wire, sizeof(wire)) || (wire.valid & SENSE_VALID) == 0)
        return;
    sense->has_information = true;
    sense->information = (uint32_t)be64_get(wire.information);
}

static void parse_key_specific(struct cursor *body, struct scsi_sense *sense)
{
    struct sense_key_specific_wire wire;

    if (cursor_copy(body, &wire, sizeof(wire)))
        take_progress(wire.key_specific, wire.progress, sense);
}

static void parse_descriptors(struct cursor *list, struct scsi_sense *sense)
{
    while (cursor_left(list) > 0) {
        const uint8_t type = cursor_u8(list);
        const uint8_t length = cursor_u8(list);
        struct cursor body = cursor_split(list, length);

        if (type == SENSE_DESCRIPTOR_TYPE_INFORMATION)
            parse_information(&body, sense);
        else if (type == SENSE_DESCRIPTOR_TYPE_KEY_SPECIFIC)
            parse_key_specific(&body, sense);
    }
}

static void parse_descriptor_format(const uint8_t *data, size_t size, struct scsi_sense *sense)
{
    struct sense_descriptor_wire wire;
    struct cursor cursor = cursor_of(data, size);
    struct cursor list;

    memcpy(&wire, sense->raw, sizeof(wire));
    sense->code = SCSI_SENSE(wire.key & SENSE_KEY_MASK, wire.asc, wire.ascq);
    if (!cursor_skip(&cursor, sizeof(wire)))
        return;
    if (wire.additional_length < cursor_left(&cursor))
        list = cursor_split(&cursor, wire.additional_length);
    else
        list = cursor_split(&cursor, cursor_left(&cursor));
    parse_descriptors(&list, sense);
}

void scsi_sense_parse(const uint8_t *data, size_t size, struct scsi_sense *sense)
{
    *sense = (struct scsi_sense){ 0 };
    if (size == 0)
        return;
    memcpy(sense->raw, data, size < sizeof(sense->raw) ? size : sizeof(sense->raw));
    switch (data[0] & SENSE_RESPONSE_MASK) {
    case SENSE_RESPONSE_FIXED:
    case SENSE_RESPONSE_FIXED_DEFERRED:
        parse_fixed(sense->raw, sense);
        break;
    case SENSE_RESPONSE_DESCRIPTOR:
    case SENSE_RESPONSE_DESCRIPTOR_DEFERRED:
        parse_descriptor_format(data, size, sense);
        break;
    default:
        break;
    }
}

void scsi_sense_encode(const struct scsi_sense *sense, uint8_t out[SCSI_SENSE_FIXED_SIZE])
{
    struct sense_fixed_wire wire = {
        .response = SENSE_RESPONSE_FIXED,
        .key = SCSI_SENSE_KEY(sense->code),
        .additional_length = sizeof(wire) - offsetof(struct sense_fixed_wire, command_specific),
        .asc = SCSI_SENSE_ASC(sense->code),
        .ascq = SCSI_SENSE_ASCQ(sense->code),
    };

    if (sense->has_information) {
        wire.response |= SENSE_VALID;
        wire.information = be32_of(sense->information);
    }
    if (sense->has_progress) {
        wire.key_specific = SENSE_VALID;
        wire.progress = be16_of(sense->progress);
    }
    memcpy(out, &wire, sizeof(wire));
}

const char *scsi_sense_name(uint32_t code)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i].asc == SCSI_SENSE_ASC(code) && texts[i].ascq == SCSI_SENSE_ASCQ(code))
            return texts[i].text;
    }
    return "?";
}
