/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Replies of drives. */
#include "support/mmc_replies.h"

#include "mmc/cdb.h"

#include "support/cmocka_all.h"

#include <string.h>

#define DATA_TRACK 0x04

struct mmc_disc_information_wire reply_disc_information(enum mmc_disc_status status,
                                                        enum mmc_session_state session,
                                                        bool is_erasable)
{
    struct mmc_disc_information_wire wire = {
        .data_length = be16_of(sizeof(wire) - sizeof(be16)),
        .status = (uint8_t)((unsigned)status |
                            (unsigned)session << MMC_DISC_INFORMATION_STATUS_BITS_SESSION_SHIFT),
        .first_track = 1,
    };

    if (is_erasable)
        wire.status |= MMC_DISC_INFORMATION_STATUS_BITS_ERASABLE;
    reply_set_sessions(&wire, 1, 1, 1);
    return wire;
}

void reply_set_sessions(struct mmc_disc_information_wire *wire, uint8_t sessions, uint8_t first,
                        uint8_t last)
{
    wire->session_count_low = sessions;
    wire->first_track_of_last_session_low = first;
    wire->last_track_of_last_session_low = last;
}

static struct mmc_track_information_wire track_of(uint8_t track, uint8_t session, uint32_t start,
                                                  uint32_t size)
{
    return (struct mmc_track_information_wire){
        .data_length = be16_of(sizeof(struct mmc_track_information_wire) - sizeof(be16)),
        .track_number_low = track,
        .session_number_low = session,
        .track_mode = DATA_TRACK,
        .start = be32_of(start),
        .size = be32_of(size),
    };
}

struct mmc_track_information_wire reply_open_track(uint8_t track, uint8_t session, uint32_t start,
                                                   uint32_t nwa, uint32_t free_blocks)
{
    struct mmc_track_information_wire wire =
        track_of(track, session, start, nwa - start + free_blocks);

    wire.validity = MMC_TRACK_INFORMATION_VALIDITY_BITS_NWA;
    wire.next_writable_address = be32_of(nwa);
    wire.free_blocks = be32_of(free_blocks);
    if (nwa == start)
        wire.data_mode = MMC_TRACK_INFORMATION_DATA_BITS_BLANK;
    return wire;
}

struct mmc_track_information_wire reply_recorded_track(uint8_t track, uint8_t session,
                                                       uint32_t start, uint32_t size)
{
    struct mmc_track_information_wire wire = track_of(track, session, start, size);

    wire.validity = MMC_TRACK_INFORMATION_VALIDITY_BITS_LRA;
    wire.last_recorded_address = be32_of(start + size - 1);
    return wire;
}

size_t reply_configuration(uint8_t *out, size_t capacity, uint16_t current_profile,
                           const struct reply_feature *features, size_t count)
{
    struct mmc_configuration_header_wire header = { .current_profile = be16_of(current_profile) };
    size_t size = sizeof(header);

    for (size_t i = 0; i < count; i++) {
        const struct mmc_feature_header_wire feature = {
            .code = be16_of(features[i].code),
            .flags = features[i].is_current ? MMC_FEATURE_HEADER_BITS_CURRENT : 0,
            .additional_length = features[i].size,
        };

        assert_true(size + sizeof(feature) + features[i].size <= capacity);
        memcpy(out + size, &feature, sizeof(feature));
        memcpy(out + size + sizeof(feature), features[i].data, features[i].size);
        size += sizeof(feature) + features[i].size;
    }
    header.data_length = be32_of((uint32_t)(size - sizeof(header.data_length)));
    memcpy(out, &header, sizeof(header));
    return size;
}

void reply_add_configuration(struct scripted_transport *scripted, uint16_t current_profile,
                             const struct reply_feature *features, size_t count)
{
    uint8_t reply[1024];
    const size_t size = reply_configuration(reply, sizeof(reply), current_profile, features, count);

    scripted_reply(scripted, MMC_OPCODE_GET_CONFIGURATION, reply, size);
}

size_t reply_mode_page(uint8_t *out, const void *page, size_t size)
{
    const struct mmc_mode_header_wire header = {
        .data_length = be16_of((uint16_t)(sizeof(header) - sizeof(be16) + size)),
    };

    memcpy(out, &header, sizeof(header));
    memcpy(out + sizeof(header), page, size);
    return sizeof(header) + size;
}

struct reply_capabilities reply_capabilities(uint16_t current_kb)
{
    return (struct reply_capabilities){
        .fixed = {
            .header = { MMC_MODE_PAGE_CAPABILITIES,
                        sizeof(struct reply_capabilities) -
                            sizeof(struct mmc_mode_page_header_wire) },
            .maximum_write_speed = be16_of(5540),
            .current_write_speed = be16_of(current_kb),
            .selected_write_speed = be16_of(current_kb),
            .write_speed_count = be16_of(2),
        },
        .speeds = { { .speed = be16_of(5540) }, { .speed = be16_of(2770) } },
    };
}

void reply_add_capabilities(struct scripted_transport *scripted,
                            const struct reply_capabilities *page)
{
    uint8_t reply[128];
    const size_t size = reply_mode_page(reply, page, sizeof(*page));
    struct scripted_answer *answer =
        scripted_reply(scripted, MMC_OPCODE_MODE_SENSE_10, reply, size);

    answer->offset = offsetof(struct mmc_cdb_mode_sense_10, page);
    answer->value = MMC_MODE_PAGE_CAPABILITIES;
}
