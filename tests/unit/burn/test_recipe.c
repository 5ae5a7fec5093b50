/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of the table of recipes. */
#include "burn/recipe.h"

#include "mmc/support.h"

#include "support/cmocka_all.h"

static void test_recipe__every_kind_of_data_disc_has_one(void **state)
{
    (void)state;
    for (unsigned type = 0; type < MMC_MEDIA_TYPE_COUNT; type++) {
        const struct burn_recipe *recipe = burn_recipe_find((enum mmc_media_type)type);

        assert_int_equal(recipe != NULL,
                         mmc_recording_takes(MMC_RECORDING_DATA, (enum mmc_media_type)type));
    }
    assert_null(burn_recipe_find(MMC_MEDIA_TYPE_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recipe__every_kind_of_data_disc_has_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
