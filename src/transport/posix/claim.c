/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Exclusive access. The recorders of this host are those of one environment, and the image of a
 * disc is open in one process at a time: there is nobody to keep out.
 */
#include "transport/host.h"

#include "base/memory.h"

struct host_claim {
    char nothing;
};

enum status host_claim_take(const struct host_claim_target *target, const char16 *owner, bool force,
                            struct host_claim **claim)
{
    struct host_claim *taken = memory_allocate(1, sizeof(*taken));

    (void)target;
    (void)owner;
    (void)force;
    *claim = taken;
    return taken != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

void host_claim_drop(struct host_claim **claim)
{
    memory_free(*claim);
    *claim = NULL;
}

enum status host_claim_owner(const struct host_claim_target *target, char16 **owner)
{
    static const char16 nobody[] = { 0 };

    (void)target;
    *owner = utf16_duplicate(nobody, 0);
    return *owner != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

bool host_claim_restrains(const struct host_claim_target *target)
{
    (void)target;
    return false;
}
