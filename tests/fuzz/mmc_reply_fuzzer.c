/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzzes the parsers of replies; the first byte chooses the parser. */
#include "mmc/capacity.h"
#include "mmc/configuration.h"
#include "mmc/disc_information.h"
#include "mmc/disc_structure.h"
#include "mmc/format_capacities.h"
#include "mmc/inquiry.h"
#include "mmc/mode_pages.h"
#include "mmc/performance.h"
#include "mmc/toc.h"
#include "mmc/track_information.h"
#include "support/fuzz_target.h"

#include <string.h>

static void parse_capacity(const uint8_t *data, size_t size)
{
    struct mmc_capacity capacity;

    if (mmc_capacity_parse(data, size, &capacity) != STATUS_OK)
        FUZZ_REQUIRE(capacity.block_length == 0);
}

static void parse_configuration(const uint8_t *data, size_t size)
{
    struct mmc_configuration configuration;
    struct mmc_feature_descriptor feature;
    struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM];
    size_t position = 0;
    size_t before = 0;

    if (mmc_configuration_parse(data, size, &configuration) != STATUS_OK)
        return;
    while (mmc_configuration_next(&configuration, &position, &feature)) {
        FUZZ_REQUIRE(position > before && position <= configuration.size);
        FUZZ_REQUIRE(feature.bytes + feature.size == configuration.bytes + position);
        before = position;
    }
    FUZZ_REQUIRE(mmc_configuration_profiles(&configuration, profiles) <= MMC_PROFILES_MAXIMUM);
    mmc_configuration_release(&configuration);
}

static void parse_disc_information(const uint8_t *data, size_t size)
{
    struct mmc_disc_information information;

    if (mmc_disc_information_parse(data, size, &information) != STATUS_OK)
        FUZZ_REQUIRE(information.session_count == 0);
    FUZZ_REQUIRE((unsigned)information.background_format <= MMC_BACKGROUND_FORMAT_DONE);
}

static void parse_disc_structure(const uint8_t *data, size_t size)
{
    struct mmc_physical_format format;
    uint8_t bits;

    if (mmc_physical_format_parse(data, size, &format) == STATUS_OK)
        FUZZ_REQUIRE(format.layer_count >= 1 && format.layer_count <= 4);
    if (mmc_write_protection_parse(data, size, &bits) != STATUS_OK)
        FUZZ_REQUIRE(bits == 0);
}

static void parse_format_capacities(const uint8_t *data, size_t size)
{
    struct mmc_format_capacities capacities;

    (void)mmc_format_capacities_parse(data, size, &capacities);
    FUZZ_REQUIRE(capacities.count <= MMC_FORMAT_CAPACITIES_MAXIMUM);
}

static void parse_inquiry(const uint8_t *data, size_t size)
{
    struct mmc_inquiry inquiry;

    (void)mmc_inquiry_parse(data, size, &inquiry);
    FUZZ_REQUIRE(strlen(inquiry.vendor) <= 8 && strlen(inquiry.product) <= 16);
}

static void parse_mode_page(const uint8_t *data, size_t size)
{
    struct mmc_mode_page_data page;
    struct mmc_capabilities capabilities;

    if (mmc_mode_page_parse(data, size, MMC_MODE_PAGE_CAPABILITIES, &page) != STATUS_OK)
        return;
    FUZZ_REQUIRE(page.size >= 2 && page.size <= sizeof(page.bytes));
    (void)mmc_capabilities_parse(&page, &capabilities);
    FUZZ_REQUIRE(capabilities.speeds.count <= MMC_WRITE_SPEEDS_MAXIMUM);
}

static void parse_write_speeds(const uint8_t *data, size_t size)
{
    struct mmc_write_speeds speeds;

    (void)mmc_write_speeds_parse(data, size, &speeds);
    FUZZ_REQUIRE(speeds.count <= MMC_WRITE_SPEEDS_MAXIMUM);
}

static void parse_toc(const uint8_t *data, size_t size)
{
    struct mmc_toc_sessions sessions;

    if (mmc_toc_sessions_parse(data, size, &sessions) != STATUS_OK)
        FUZZ_REQUIRE(sessions.last_session == 0);
}

static void parse_track_information(const uint8_t *data, size_t size)
{
    struct mmc_track_information information;

    (void)mmc_track_information_parse(data, size, &information);
    FUZZ_REQUIRE(information.has_next_writable_address || information.next_writable_address == 0);
}

static void (*const parsers[])(const uint8_t *data, size_t size) = {
    parse_capacity,          parse_configuration,     parse_disc_information,
    parse_disc_structure,    parse_format_capacities, parse_inquiry,
    parse_mode_page,         parse_write_speeds,      parse_toc,
    parse_track_information,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0)
        parsers[data[0] % (sizeof(parsers) / sizeof(parsers[0]))](data + 1, size - 1);
    return 0;
}
