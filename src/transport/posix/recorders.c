/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* This host keeps no virtual recorders: those of the environment are all. */
#include "transport/host.h"

enum status host_recorders_list(struct virtual_recorders *recorders)
{
    *recorders = (struct virtual_recorders){ 0 };
    return STATUS_OK;
}

enum status host_recorders_add(const struct virtual_recorder *recorder)
{
    (void)recorder;
    return STATUS_NOT_SUPPORTED;
}

enum status host_recorders_remove(const struct virtual_recorder *recorder)
{
    (void)recorder;
    return STATUS_NOT_SUPPORTED;
}

enum status host_recorders_update(struct virtual_recorder *recorder)
{
    (void)recorder;
    return STATUS_NOT_SUPPORTED;
}

enum status host_watch_open(const struct virtual_recorder *recorder, struct host_watch **watch)
{
    (void)recorder;
    *watch = NULL;
    return STATUS_NOT_FOUND;
}

enum status host_watch_poll(struct host_watch *watch, uint32_t *generation)
{
    (void)watch;
    *generation = 0;
    return STATUS_NOT_FOUND;
}

void host_watch_close(struct host_watch *watch)
{
    (void)watch;
}
