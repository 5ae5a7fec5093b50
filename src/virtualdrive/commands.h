/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One handler per command of the virtual recorder. Each finds its conditions of opcodes.c met and
 * returns how the command ends; a reply goes into the request.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_COMMANDS_H
#define OPENIMAPI_VIRTUALDRIVE_COMMANDS_H

#include "virtualdrive/condition.h"
#include "virtualdrive/drive.h"
#include "virtualdrive/reply.h"

typedef enum drive_condition drive_handler(struct virtual_drive *drive,
                                           struct drive_request *request);

/* Of commands_unit.c. */
drive_handler drive_test_unit_ready;
drive_handler drive_request_sense;
drive_handler drive_inquiry;

/* Of commands_tray.c. */
drive_handler drive_start_stop_unit;
drive_handler drive_prevent_allow_medium_removal;
drive_handler drive_mechanism_status;
drive_handler drive_get_event_status_notification;

/* Of features.c. */
drive_handler drive_get_configuration;

/* Of mode_pages.c. */
drive_handler drive_mode_sense;
drive_handler drive_mode_select;

/* Of commands_information.c. */
drive_handler drive_read_disc_information;
drive_handler drive_read_track_information;

/* Of toc.c. */
drive_handler drive_read_toc;

/* Of send_cue_sheet.c. */
drive_handler drive_send_cue_sheet;

/* Of commands_capacity.c. */
drive_handler drive_read_capacity;
drive_handler drive_read_format_capacities;
drive_handler drive_read_buffer_capacity;

/* Of disc_structure.c. */
drive_handler drive_read_disc_structure;
drive_handler drive_set_disc_structure;

/* Of commands_speed.c. */
drive_handler drive_get_performance;
drive_handler drive_set_streaming;
drive_handler drive_set_cd_speed;

/* Of commands_read.c. */
drive_handler drive_read_10;
drive_handler drive_read_12;
drive_handler drive_verify;
drive_handler drive_seek;

/* Of read_cd.c. */
drive_handler drive_read_cd;
drive_handler drive_read_cd_msf;

/* Of commands_sub_channel.c. */
drive_handler drive_read_sub_channel;

/* Of commands_write.c. */
drive_handler drive_write_10;
drive_handler drive_write_12;
drive_handler drive_synchronize_cache;
drive_handler drive_send_opc_information;
drive_handler drive_reserve_track;
drive_handler drive_close_track_session;
drive_handler drive_format_unit;
drive_handler drive_blank;

#endif
