/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the preloaded library and the process that owns the drive say to each other, over a Unix
 * socket: a request, its data, a reply, its data.
 * Both are built here, for one architecture each, so the fields are fixed and of the host's order.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_SG_BRIDGE_H
#define OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_SG_BRIDGE_H

#include <stdint.h>

/** Environment: where the owner listens, and the file that stands for the drive. */
#define SG_BRIDGE_SOCKET "SG_BRIDGE_SOCKET"
#define SG_BRIDGE_DEVICE "SG_BRIDGE_DEVICE"

/** Most data of one command. */
#define SG_BRIDGE_DATA_MAXIMUM (1u << 20)

/**
 * A command of the bridge itself, not of the drive: its data are a line for bridge_drive_order, so
 * that a program on the far side of Wine can move a hand too.
 */
#define SG_BRIDGE_OPCODE_ORDER 0xF0

/** Room for sense data. */
#define SG_BRIDGE_SENSE_SIZE 18

/** What the adapter says of a command, as SG_IO has it (host_status). */
#define SG_BRIDGE_HOST_NO_CONNECT 0x01
#define SG_BRIDGE_HOST_TIME_OUT   0x03
#define SG_BRIDGE_HOST_ERROR      0x07

struct sg_bridge_request {
    uint8_t cdb[16];
    uint32_t cdb_size;
    uint32_t direction; /* enum scsi_direction */
    uint32_t size;      /* of the data: those that follow, or those asked for */
};

struct sg_bridge_reply {
    uint32_t outcome; /* enum scsi_outcome */
    uint32_t status;  /* SCSI status */
    uint32_t transferred;
    uint32_t size;        /* of the data that follow */
    uint32_t error;       /* errno of the ioctl, 0 when it succeeds */
    uint32_t host_status; /* SG_BRIDGE_HOST_..., 0 when it succeeds */
    uint8_t sense[SG_BRIDGE_SENSE_SIZE];
    uint8_t padding[2];
};

#endif
