/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Replies, cut to their allocation length (SPC-4 4.3.5.6). */
#include "virtualdrive/reply.h"

#include <string.h>

static uint32_t room(const struct drive_request *request, size_t size)
{
    const uint32_t left = request->reply_limit - request->transferred;

    return size < left ? (uint32_t)size : left;
}

void drive_reply_begin(struct drive_request *request, uint32_t allocation_length)
{
    request->transferred = 0;
    request->reply_limit = allocation_length < request->size ? allocation_length : request->size;
}

void drive_reply_add(struct drive_request *request, const void *bytes, size_t size)
{
    const uint32_t count = room(request, size);

    if (count == 0)
        return;
    memcpy(request->data + request->transferred, bytes, count);
    request->transferred += count;
}

void drive_reply_add_zeros(struct drive_request *request, size_t size)
{
    const uint32_t count = room(request, size);

    if (count == 0)
        return;
    memset(request->data + request->transferred, 0, count);
    request->transferred += count;
}

void drive_reply(struct drive_request *request, uint32_t allocation_length, const void *bytes,
                 size_t size)
{
    drive_reply_begin(request, allocation_length);
    drive_reply_add(request, bytes, size);
}
