/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Owns the first virtual recorder of OPENIMAPI_VIRTUAL_RECORDERS and serves its commands, one at a
 * time, to whoever connects to SG_BRIDGE_SOCKET. Ends when its standard input does.
 */
#include "scsi/transport.h"
#include "sg_bridge.h"
#include "transport/virtual_configuration.h"
#include "transport/virtual_transport.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ATTENTIONS_MAXIMUM 2

#define CLIENTS_MAXIMUM 32
#define FIRST_CLIENT    2 /* behind standard input and the socket that listens */

static uint8_t data[SG_BRIDGE_DATA_MAXIMUM];

static bool read_whole(int fd, void *buffer, size_t size)
{
    uint8_t *at = buffer;

    while (size > 0) {
        const ssize_t count = read(fd, at, size);

        if (count <= 0)
            return false;
        at += count;
        size -= (size_t)count;
    }
    return true;
}

static bool write_whole(int fd, const void *buffer, size_t size)
{
    const uint8_t *at = buffer;

    while (size > 0) {
        const ssize_t count = write(fd, at, size);

        if (count <= 0)
            return false;
        at += count;
        size -= (size_t)count;
    }
    return true;
}

/* False when the client has gone, or talks nonsense. */
static bool serve(int fd, struct scsi_transport *transport)
{
    struct sg_bridge_request request;
    struct sg_bridge_reply reply = { 0 };
    struct scsi_command command = { 0 };
    struct scsi_result result;

    if (!read_whole(fd, &request, sizeof(request)) || request.size > sizeof(data) ||
        request.cdb_size > sizeof(command.cdb))
        return false;
    memcpy(command.cdb, request.cdb, request.cdb_size);
    command.cdb_size = (uint8_t)request.cdb_size;
    command.direction = (enum scsi_direction)request.direction;
    if (command.direction == SCSI_DIRECTION_TO_DEVICE && !read_whole(fd, data, request.size))
        return false;
    if (command.direction == SCSI_DIRECTION_FROM_DEVICE)
        memset(data, 0, request.size);
    scsi_transport_execute(transport, &command, request.size > 0 ? data : NULL, request.size,
                           &result);
    reply.outcome = (uint32_t)result.outcome;
    reply.status = result.status;
    reply.transferred = result.transferred;
    if (command.direction == SCSI_DIRECTION_FROM_DEVICE)
        reply.size = result.transferred;
    memcpy(reply.sense, result.sense.raw, sizeof(reply.sense));
    return write_whole(fd, &reply, sizeof(reply)) && write_whole(fd, data, reply.size);
}

static int listen_at(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (fd < 0 || strlen(path) >= sizeof(address.sun_path))
        return -1;
    strcpy(address.sun_path, path);
    unlink(path);
    if (bind(fd, (const void *)&address, sizeof(address)) != 0 || listen(fd, 16) != 0)
        return -1;
    return fd;
}

static void serve_all(int listener, struct scsi_transport *transport)
{
    struct pollfd fds[FIRST_CLIENT + CLIENTS_MAXIMUM] = { { STDIN_FILENO, POLLIN, 0 },
                                                          { listener, POLLIN, 0 } };
    nfds_t count = FIRST_CLIENT;

    while (poll(fds, count, -1) > 0 && fds[0].revents == 0) {
        for (nfds_t i = FIRST_CLIENT; i < count; i++) {
            if (fds[i].revents == 0 || serve(fds[i].fd, transport))
                continue;
            close(fds[i].fd);
            fds[i--] = fds[--count];
        }
        if (fds[1].revents != 0 && count < FIRST_CLIENT + CLIENTS_MAXIMUM)
            fds[count++] = (struct pollfd){ accept(listener, NULL, NULL), POLLIN, 0 };
    }
}

/* The sr driver of Linux meets the unit attentions of a drive before any program does. */
static void take_attentions(struct scsi_transport *transport)
{
    const struct scsi_command test_unit_ready = { .cdb_size = 6 };
    struct scsi_result result;

    for (unsigned i = 0; i < ATTENTIONS_MAXIMUM; i++)
        scsi_transport_execute(transport, &test_unit_ready, NULL, 0, &result);
}

int main(void)
{
    const char *path = getenv(SG_BRIDGE_SOCKET);
    struct virtual_recorders recorders;
    struct scsi_transport *transport;
    const int listener = path != NULL ? listen_at(path) : -1;

    signal(SIGPIPE, SIG_IGN);
    if (listener < 0 || virtual_configuration_list(&recorders) != STATUS_OK ||
        recorders.count == 0 ||
        virtual_transport_open(&recorders.entries[0], &transport) != STATUS_OK) {
        fprintf(stderr, "sg_bridge_server: no socket, or no virtual recorder\n");
        return 1;
    }
    take_attentions(transport);
    puts("ready");
    fflush(stdout);
    serve_all(listener, transport);
    scsi_transport_close(transport);
    virtual_recorders_release(&recorders);
    unlink(path);
    return 0;
}
