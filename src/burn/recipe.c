/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The recipes there are. */
#include "burn/recipe.h"

#include <stddef.h>

static const struct burn_recipe *const recipes[] = {
    &burn_recipe_dvd_plus_r,
    &burn_recipe_dvd_plus_rw,
};

const struct burn_recipe *burn_recipe_find(enum mmc_media_type type)
{
    for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++) {
        if (recipes[i]->type == type)
            return recipes[i];
    }
    return NULL;
}
