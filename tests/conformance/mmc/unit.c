/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bringing a logical unit into a known state, by commands as far as they go. */
#include "unit.h"

#include "mmc/commands.h"
#include "scsi/sense.h"
#include "support/cmocka_all.h"

#include <string.h>

#define ATTENTIONS_MAXIMUM 4
#define CAPACITIES_SIZE    252

/* What the initiator says of a mode page, with room for the longest one. */
struct mode_page {
    struct mmc_mode_header_wire header;
    uint8_t page[256];
};

static bool has(const struct unit *unit, unsigned trait)
{
    return (unit->kind->traits & trait) != 0;
}

static void settle(struct unit *unit)
{
    for (unsigned i = 0; i < ATTENTIONS_MAXIMUM; i++) {
        const uint32_t code = unit_send(unit, mmc_command_test_unit_ready(), NULL, 0);

        if (SCSI_SENSE_KEY(code) != SCSI_SENSE_KEY_UNIT_ATTENTION)
            return;
    }
    fail_msg("unit attentions do not end");
}

static void get_page(struct unit *unit, enum mmc_mode_page code, struct mode_page *page)
{
    memset(page, 0, sizeof(*page));
    assert_int_equal(unit_send(unit,
                               mmc_command_mode_sense((uint8_t)code, MMC_MODE_PAGE_CONTROL_CURRENT,
                                                      sizeof(*page)),
                               page, sizeof(*page)),
                     0);
    page->header = (struct mmc_mode_header_wire){ 0 };
    page->page[0] &= MMC_MODE_PAGE_CODE_BITS_CODE_MASK;
}

static void set_page(struct unit *unit, struct mode_page *page)
{
    const uint16_t size = (uint16_t)(sizeof(page->header) + 2 + page->page[1]);

    assert_int_equal(unit_send(unit, mmc_command_mode_select(false, size), page, size), 0);
}

static void set_write_parameters(struct unit *unit, bool is_last_session)
{
    struct mode_page page;
    struct mmc_mode_write_parameters_wire parameters;

    get_page(unit, MMC_MODE_PAGE_WRITE_PARAMETERS, &page);
    memcpy(&parameters, page.page, sizeof(parameters));
    parameters.write_type = (uint8_t)unit->kind->write_type;
    parameters.track_mode =
        (uint8_t)((unsigned)parameters.track_mode & MMC_MODE_TRACK_MODE_BITS_MODE_MASK) |
        (is_last_session ? 0 : MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN);
    memcpy(page.page, &parameters, sizeof(parameters));
    set_page(unit, &page);
}

static void protect(struct unit *unit)
{
    struct mode_page page;
    struct mmc_mode_timeout_and_protect_wire protect;

    get_page(unit, MMC_MODE_PAGE_TIMEOUT_AND_PROTECT, &page);
    memcpy(&protect, page.page, sizeof(protect));
    protect.flags |= MMC_MODE_TIMEOUT_AND_PROTECT_BITS_SWPP;
    memcpy(page.page, &protect, sizeof(protect));
    set_page(unit, &page);
}

static void record(struct unit *unit)
{
    static uint8_t blocks[UNIT_RECORDED_BLOCKS * UNIT_BLOCK_SIZE];

    memset(blocks, 'R', sizeof(blocks));
    assert_int_equal(
        unit_send(unit, mmc_command_write_10(0, UNIT_RECORDED_BLOCKS), blocks, sizeof(blocks)), 0);
    assert_int_equal(unit_send(unit, mmc_command_synchronize_cache(), NULL, 0), 0);
}

static void close_with(struct unit *unit, enum mmc_close_function function, uint16_t track)
{
    assert_int_equal(unit_send(unit, mmc_command_close_track_session(function, track), NULL, 0), 0);
    settle(unit);
}

static void format(struct unit *unit)
{
    struct mmc_format_parameters_wire parameters = unit_format_parameters(unit);

    assert_int_equal(
        unit_send(unit, mmc_command_format_unit(true), &parameters, sizeof(parameters)), 0);
    settle(unit);
}

static void close_session(struct unit *unit, bool is_last)
{
    if (has(unit, UNIT_TRAITS_PARAMETERS))
        set_write_parameters(unit, is_last);
    close_with(unit, MMC_CLOSE_FUNCTION_TRACK, 1);
    close_with(unit, is_last ? unit->kind->finalize : MMC_CLOSE_FUNCTION_SESSION, 0);
}

bool unit_prepare(struct unit *unit, enum unit_medium medium)
{
    if (!unit->insert(unit, medium != UNIT_MEDIUM_NONE ? unit->kind : NULL))
        return false;
    settle(unit);
    if (medium < UNIT_MEDIUM_WRITABLE || !has(unit, UNIT_TRAITS_WRITABLE))
        return true;
    if (has(unit, UNIT_TRAITS_FORMATTED))
        format(unit);
    if (has(unit, UNIT_TRAITS_PARAMETERS))
        set_write_parameters(unit, false);
    settle(unit);
    if (medium >= UNIT_MEDIUM_RECORDED)
        record(unit);
    if (medium >= UNIT_MEDIUM_RECORDED && has(unit, UNIT_TRAITS_TRACKS))
        close_session(unit, medium == UNIT_MEDIUM_PROTECTED);
    else if (medium == UNIT_MEDIUM_PROTECTED)
        protect(unit);
    return true;
}

void unit_change_medium(struct unit *unit)
{
    assert_int_equal(unit_send(unit, mmc_command_eject(), NULL, 0), 0);
    assert_int_equal(unit_send(unit, mmc_command_load(), NULL, 0), 0);
}

struct mmc_format_parameters_wire unit_format_parameters(struct unit *unit)
{
    struct mmc_format_parameters_wire parameters = {
        .flags = MMC_FORMAT_PARAMETERS_BITS_FOV,
        .descriptor_length = be16_of(sizeof(parameters.descriptor)),
    };
    uint8_t reply[CAPACITIES_SIZE] = { 0 };
    const size_t size = sizeof(parameters.descriptor);

    assert_int_equal(
        unit_send(unit, mmc_command_read_format_capacities(sizeof(reply)), reply, sizeof(reply)),
        0);
    for (size_t at = sizeof(struct mmc_capacity_list_header_wire) +
                     sizeof(struct mmc_current_capacity_wire);
         at + size <= reply[3] + sizeof(struct mmc_capacity_list_header_wire); at += size) {
        memcpy(&parameters.descriptor, reply + at, size);
        if (parameters.descriptor.type == unit->kind->format_type)
            return parameters;
    }
    fail_msg("the format type is not offered");
    return parameters;
}

uint32_t unit_send(struct unit *unit, struct scsi_command command, void *data, uint32_t size)
{
    scsi_transport_execute(unit->transport, &command, data, size, &unit->result);
    if (unit->result.outcome == SCSI_OUTCOME_GOOD)
        return 0;
    assert_int_equal(unit->result.outcome, SCSI_OUTCOME_CHECK_CONDITION);
    assert_int_not_equal(unit->result.sense.code, 0);
    return unit->result.sense.code;
}
