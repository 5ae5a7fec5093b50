/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the contract says when a fact about a medium cannot be found out. */
#ifndef OPENIMAPI_IMAPI2_MEDIA_FACTS_H
#define OPENIMAPI_IMAPI2_MEDIA_FACTS_H

#include "mmc/survey.h"

#include <windows.h>

/** The HRESULT of `fact` in `survey`; E_UNEXPECTED when it was not asked for. */
HRESULT media_fact_result(const struct mmc_survey *survey, enum mmc_fact fact);

#endif
