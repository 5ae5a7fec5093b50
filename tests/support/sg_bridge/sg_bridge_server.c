/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Owns the first virtual recorder of OPENIMAPI_VIRTUAL_RECORDERS and serves its commands, one at a
 * time, to whoever connects to SG_BRIDGE_SOCKET. Takes orders (bridge_drive.h) on standard input, a
 * line each, and ends with it.
 */
#include "bridge_drive.h"
#include "scsi/transport.h"
#include "sg_bridge.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ORDER_MAXIMUM 1024

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
static bool serve(int fd, struct bridge_drive *drive)
{
    struct sg_bridge_request request;
    struct sg_bridge_reply reply;

    if (!read_whole(fd, &request, sizeof(request)) || request.size > sizeof(data) ||
        request.cdb_size > sizeof(request.cdb))
        return false;
    if (request.direction == SCSI_DIRECTION_TO_DEVICE && !read_whole(fd, data, request.size))
        return false;
    bridge_drive_serve(drive, &request, data, &reply);
    return write_whole(fd, &reply, sizeof(reply)) && write_whole(fd, data, reply.size);
}

/* Lines of standard input are orders, each answered by a line. False at its end. */
static bool take_orders(struct bridge_drive *drive)
{
    static char line[ORDER_MAXIMUM];
    static size_t length;
    char byte;

    if (read(STDIN_FILENO, &byte, 1) != 1)
        return false;
    if (byte != '\n') {
        line[length < sizeof(line) - 1 ? length++ : length] = byte;
        return true;
    }
    line[length] = '\0';
    length = 0;
    printf("%s %s\n", bridge_drive_order(drive, line) ? "done" : "no such order:", line);
    fflush(stdout);
    return true;
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

static void serve_all(int listener, struct bridge_drive *drive)
{
    struct pollfd fds[FIRST_CLIENT + CLIENTS_MAXIMUM] = { { STDIN_FILENO, POLLIN, 0 },
                                                          { listener, POLLIN, 0 } };
    nfds_t count = FIRST_CLIENT;

    while (poll(fds, count, -1) > 0 && (fds[0].revents == 0 || take_orders(drive))) {
        for (nfds_t i = FIRST_CLIENT; i < count; i++) {
            if (fds[i].revents == 0 || serve(fds[i].fd, drive))
                continue;
            close(fds[i].fd);
            fds[i--] = fds[--count];
        }
        if (fds[1].revents != 0 && count < FIRST_CLIENT + CLIENTS_MAXIMUM)
            fds[count++] = (struct pollfd){ accept(listener, NULL, NULL), POLLIN, 0 };
    }
}

int main(void)
{
    const char *path = getenv(SG_BRIDGE_SOCKET);
    struct bridge_drive drive;
    const int listener = path != NULL ? listen_at(path) : -1;

    signal(SIGPIPE, SIG_IGN);
    if (listener < 0 || !bridge_drive_open(&drive)) {
        fprintf(stderr, "sg_bridge_server: no socket, or no virtual recorder\n");
        return 1;
    }
    puts("ready");
    fflush(stdout);
    serve_all(listener, &drive);
    bridge_drive_close(&drive);
    unlink(path);
    return 0;
}
