/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalog of recorders of this process. */
#include "imapi2/shared_catalog.h"

#include "com/error.h"

static struct recorder_catalog *volatile shared;

HRESULT shared_catalog_get(struct recorder_catalog **catalog)
{
    struct recorder_catalog *made;
    struct recorder_catalog *before;
    enum status status;

    *catalog = InterlockedCompareExchangePointer((void *volatile *)&shared, NULL, NULL);
    if (*catalog)
        return S_OK;
    status = recorder_catalog_create(&made);
    if (status != STATUS_OK)
        return com_result_of(status);
    before = InterlockedCompareExchangePointer((void *volatile *)&shared, made, NULL);
    if (before)
        recorder_catalog_destroy(made);
    *catalog = before ? before : made;
    return S_OK;
}

void shared_catalog_release(void)
{
    recorder_catalog_destroy(InterlockedExchangePointer((void *volatile *)&shared, NULL));
}
