/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One function per aspect, the same for every command. */
#include "aspects.h"

#include "base/wire.h"
#include "mmc/commands.h"
#include "mmc/opcodes.h"
#include "scsi/sense_codes.h"
#include "support/cmocka_all.h"

#include <string.h>

#define DATA_SIZE 8192

static uint8_t data[DATA_SIZE];

/* Which format a medium takes it tells itself. */
static uint16_t fill_list(struct unit *unit, const struct command_row *row)
{
    struct mmc_format_parameters_wire parameters;

    memcpy(data, row->list, row->list_size);
    if (row->build(0).cdb[0] != MMC_OPCODE_FORMAT_UNIT ||
        !(unit->kind->traits & UNIT_TRAITS_FORMATTABLE) ||
        unit->result.outcome != SCSI_OUTCOME_GOOD)
        return row->list_size;
    parameters = unit_format_parameters(unit);
    memcpy(data, &parameters, sizeof(parameters));
    return sizeof(parameters);
}

static uint32_t send(struct unit *unit, const struct command_row *row, uint16_t allocation)
{
    if (row->list != NULL)
        return unit_send(unit, row->build(allocation), data, fill_list(unit, row));
    return unit_send(unit, row->build(allocation), data, allocation);
}

static uint32_t own_length(const struct command_row *row)
{
    switch (row->reply) {
    case MMC_REPLY_FORM_BE16:
        return (uint32_t)(data[0] << 8 | data[1]) + 2;
    case MMC_REPLY_FORM_BE32:
        return be32_get((be32){ { data[0], data[1], data[2], data[3] } }) + 4;
    case MMC_REPLY_FORM_INQUIRY:
        return data[4] + 5u;
    case MMC_REPLY_FORM_CAPACITY_LIST:
        return data[3] + 4u;
    case MMC_REPLY_FORM_FIXED:
        break;
    }
    return row->reply_size;
}

static void prepare(struct unit *unit, enum unit_medium medium)
{
    if (!unit_prepare(unit, medium))
        skip();
}

static void run_simple(struct unit *unit, const struct command_row *row)
{
    prepare(unit, row->medium);
    assert_int_equal(send(unit, row, row->reply_size), 0);
    if (row->list == NULL)
        assert_int_equal(unit->result.transferred, own_length(row));
}

/* The transport is given room for more than the CDB allows. */
static void run_alloc_length(struct unit *unit, const struct command_row *row)
{
    static uint8_t whole[DATA_SIZE];
    uint32_t length;

    prepare(unit, row->medium);
    assert_int_equal(send(unit, row, row->reply_size), 0);
    length = own_length(row);
    memcpy(whole, data, sizeof(whole));
    for (uint16_t allocation = 0; allocation < length; allocation++) {
        memset(data, 0, length + 16);
        assert_int_equal(unit_send(unit, row->build(allocation), data, sizeof(data)), 0);
        assert_true(unit->result.transferred <= allocation);
        assert_memory_equal(data, whole, allocation);
        for (uint32_t i = allocation; i < length + 16; i++)
            assert_int_equal(data[i], 0);
    }
}

static void run_no_medium(struct unit *unit, const struct command_row *row)
{
    uint32_t code;

    prepare(unit, UNIT_MEDIUM_NONE);
    code = send(unit, row, row->reply_size);
    assert_int_equal(code & ~0xFFu, SCSI_SENSE_CODE_MEDIUM_NOT_PRESENT);
    assert_int_equal(unit->result.transferred, 0);
}

static void run_without_medium(struct unit *unit, const struct command_row *row)
{
    prepare(unit, UNIT_MEDIUM_NONE);
    assert_int_equal(send(unit, row, row->reply_size), 0);
}

static void run_unit_attention(struct unit *unit, const struct command_row *row)
{
    prepare(unit, UNIT_MEDIUM_BLANK);
    unit_change_medium(unit);
    assert_int_equal(unit_send(unit, row->build(row->reply_size), data,
                               row->list != NULL ? row->list_size : row->reply_size),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
    assert_int_equal(unit_send(unit, mmc_command_test_unit_ready(), NULL, 0), 0);
}

static void run_attention_stays(struct unit *unit, const struct command_row *row)
{
    prepare(unit, UNIT_MEDIUM_BLANK);
    unit_change_medium(unit);
    assert_int_equal(send(unit, row, row->reply_size), 0);
    assert_int_equal(unit_send(unit, mmc_command_test_unit_ready(), NULL, 0),
                     SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
}

static void run_write_protected(struct unit *unit, const struct command_row *row)
{
    prepare(unit, UNIT_MEDIUM_PROTECTED);
    assert_int_equal(send(unit, row, row->reply_size), unit_protection_sense(unit->kind));
}

static void run_refused(struct unit *unit, const struct command_row *row)
{
    prepare(unit, row->medium);
    assert_int_equal(send(unit, row, row->reply_size), row->refusal);
    assert_int_equal(unit->result.transferred, 0);
    assert_int_equal(unit_send(unit, mmc_command_test_unit_ready(), NULL, 0), 0);
}

uint32_t unit_protection_sense(const struct unit_kind *kind)
{
    if (!(kind->traits & UNIT_TRAITS_WRITABLE))
        return SCSI_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT;
    return kind->traits & UNIT_TRAITS_TRACKS ? SCSI_SENSE_CODE_WRITE_PROTECTED
                                             : SCSI_SENSE_CODE_SOFTWARE_WRITE_PROTECTED;
}

bool command_aspect_applies(const struct command_row *row, enum command_aspects aspect,
                            const struct unit_kind *kind)
{
    const bool has_traits = (kind->traits & row->traits) == row->traits;

    if (!(row->aspects & aspect))
        return false;
    switch (aspect) {
    case COMMAND_ASPECTS_SIMPLE:
    case COMMAND_ASPECTS_ALLOC_LENGTH:
        return has_traits;
    case COMMAND_ASPECTS_REFUSED:
        /* What only a CD that is recorded has is missed in another way on a pressed one. */
        if (row->traits == UNIT_TRAITS_RECORDABLE_CD && kind->traits & UNIT_TRAITS_CD)
            return false;
        return !has_traits && (!(row->aspects & COMMAND_ASPECTS_WRITE_PROTECTED) ||
                               kind->traits & UNIT_TRAITS_WRITABLE);
    case COMMAND_ASPECTS_WRITE_PROTECTED:
        return has_traits || !(kind->traits & UNIT_TRAITS_WRITABLE);
    case COMMAND_ASPECTS_NO_MEDIUM:
    case COMMAND_ASPECTS_WITHOUT_MEDIUM:
        /* The same whatever lies elsewhere. */
        return kind == &unit_kinds[0];
    case COMMAND_ASPECTS_UNIT_ATTENTION:
    case COMMAND_ASPECTS_ATTENTION_STAYS:
        return true;
    }
    return false;
}

void command_aspect_run(struct unit *unit, const struct command_row *row,
                        enum command_aspects aspect)
{
    switch (aspect) {
    case COMMAND_ASPECTS_SIMPLE:
        run_simple(unit, row);
        break;
    case COMMAND_ASPECTS_ALLOC_LENGTH:
        run_alloc_length(unit, row);
        break;
    case COMMAND_ASPECTS_NO_MEDIUM:
        run_no_medium(unit, row);
        break;
    case COMMAND_ASPECTS_WITHOUT_MEDIUM:
        run_without_medium(unit, row);
        break;
    case COMMAND_ASPECTS_UNIT_ATTENTION:
        run_unit_attention(unit, row);
        break;
    case COMMAND_ASPECTS_ATTENTION_STAYS:
        run_attention_stays(unit, row);
        break;
    case COMMAND_ASPECTS_WRITE_PROTECTED:
        run_write_protected(unit, row);
        break;
    case COMMAND_ASPECTS_REFUSED:
        run_refused(unit, row);
        break;
    }
}
