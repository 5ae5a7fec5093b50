/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the contract says when a fact about a medium cannot be found out. */
#include "imapi2/media_facts.h"

#include "imapi2/result.h"

#include <assert.h>
#include <imapi2error.h>

/* What a drive cannot tell, or a medium has not got. */
static HRESULT result_without(enum mmc_fact fact)
{
    switch (fact) {
    case MMC_FACT_LAYOUT:
        return E_IMAPI_DF2DATA_INVALID_MEDIA_STATE;
    case MMC_FACT_LAST_RECORDED_ADDRESS:
        return E_NOTIMPL;
    case MMC_FACT_TYPE:
    case MMC_FACT_STATE:
    case MMC_FACT_PROTECTION:
    case MMC_FACT_PHYSICALLY_BLANK:
    case MMC_FACT_HEURISTICALLY_BLANK:
    case MMC_FACT_FIRST_DATA_SESSION:
    case MMC_FACT_SPEEDS:
    case MMC_FACT_CURRENT_SPEED:
        return E_FAIL;
    case MMC_FACT_COUNT:
        break;
    }
    assert(!"a fact that mmc/survey.h lacks");
    return E_FAIL;
}

HRESULT media_fact_result(const struct mmc_survey *survey, enum mmc_fact fact)
{
    const struct mmc_fact_result *result = &survey->results[fact];
    bool is_speed = fact == MMC_FACT_SPEEDS || fact == MMC_FACT_CURRENT_SPEED;

    if (result->status == STATUS_INVALID_STATE)
        return E_UNEXPECTED;
    if (result->status == STATUS_NOT_SUPPORTED)
        return result_without(fact);
    /* A malformed page of speeds is an unexpected response; one that is too short just fails. */
    if (is_speed && result->status == STATUS_INVALID_RESPONSE)
        return E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE;
    return result_of_status(result->status, &result->failure);
}
