/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rows of media have in common, so that each says only what is its own. */
#ifndef OPENIMAPI_VIRTUALDRIVE_MEDIUM_ROWS_H
#define OPENIMAPI_VIRTUALDRIVE_MEDIUM_ROWS_H

#include "virtualdrive/overwritable.h"
#include "virtualdrive/sequential.h"

#define MEDIUM_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/** Members for lists of features and of write speeds. */
#define MEDIUM_FEATURES(list) .features = (list), .feature_count = MEDIUM_COUNT_OF(list)
#define MEDIUM_SPEEDS(read, list)                                                                  \
    .read_speed_kb_per_s = (read), .write_speeds_kb_per_s = (list),                                \
    .write_speed_count = MEDIUM_COUNT_OF(list)

/** Members that say what a DVD is. */
#define MEDIUM_DVD(name, book, layer, id)                                                          \
    .profile = MMC_PROFILE_##name, .family = MEDIUM_FAMILY_DVD, .book_type = MMC_BOOK_TYPE_##book, \
    .layer_type = (layer), .manufacturer = "OPENIMAP", .type_id = (id)

/** Kinds of layer (physical format information, byte 2). */
#define MEDIUM_LAYER_EMBOSSED   0x01
#define MEDIUM_LAYER_RECORDABLE 0x02
#define MEDIUM_LAYER_REWRITABLE 0x04

/** Operations of media that are recorded in order. */
#define MEDIUM_SEQUENTIAL(rules, disc, formats, writer, close_function)                            \
    .sequential = (rules), .is_writable = sequential_is_writable,                                  \
    .capacity_blocks = sequential_capacity_blocks, .track_count = sequential_track_count,          \
    .complete_sessions = sequential_complete_sessions, .open_track = sequential_open_track,        \
    .describe_track = sequential_describe_track, .describe_disc = (disc),                          \
    .describe_formats = (formats), .unreadable = sequential_unreadable, .write = (writer),         \
    .synchronize = sequential_synchronize, .reserve_track = sequential_reserve_track,              \
    .close = (close_function), .stop = sequential_stop

/** Operations of media that come with their tracks and take no others. */
#define MEDIUM_READ_ONLY(disc)                                                                     \
    .is_writable = sequential_is_writable, .capacity_blocks = sequential_capacity_blocks,          \
    .track_count = sequential_track_count, .complete_sessions = sequential_complete_sessions,      \
    .open_track = sequential_open_track, .describe_track = sequential_describe_track,              \
    .describe_disc = (disc), .describe_formats = sequential_describe_formats,                      \
    .unreadable = sequential_unreadable

/** Operations of media that are written anywhere. */
#define MEDIUM_OVERWRITABLE(rules)                                                                 \
    .overwritable = (rules), .is_writable = overwritable_is_writable,                              \
    .is_feature_current = overwritable_is_feature_current,                                         \
    .capacity_blocks = overwritable_capacity_blocks, .track_count = overwritable_track_count,      \
    .complete_sessions = overwritable_complete_sessions, .open_track = overwritable_open_track,    \
    .describe_track = overwritable_describe_track, .describe_disc = overwritable_describe_disc,    \
    .describe_formats = overwritable_describe_formats, .unreadable = overwritable_unreadable,      \
    .write = overwritable_write, .synchronize = overwritable_synchronize

#endif
