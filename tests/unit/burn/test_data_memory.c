/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A burn that runs out of memory, at every allocation in turn. */
#include "burn_fixture.h"

#include "support/allocation_failure.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 200u

/* More than any burn makes. */
#define ALLOCATIONS_MAXIMUM 200

static void burn_with_every_failure(struct burn_fixture *fixture)
{
    fixture->options.verification = BURN_VERIFICATION_FULL;
    fixture->options.is_overwrite_forced = false;
    for (size_t granted = 0; granted < ALLOCATIONS_MAXIMUM; granted++) {
        enum status status;

        allocation_failure_after(granted);
        status = burn_fixture_run(fixture);
        if (!allocation_failure_end()) {
            assert_int_equal(status, STATUS_OK);
            burn_fixture_assert_recorded(fixture, 0, 0, SECTORS);
            return;
        }
        assert_int_equal(status, STATUS_NO_MEMORY);
        assert_int_equal(fixture->result.failure, BURN_FAILURE_NO_MEMORY);
        /* What was written before memory ran out must not make the next round refuse the medium. */
        memset(fixture->scripted.medium, 0, SECTORS * 2048);
    }
    fail_msg("the burn never succeeded");
}

/* A disc that is blank whenever a burn begins, and finished when it ends. */
static void follow_burn(void *context, const struct scsi_command *command)
{
    if (command->cdb[0] == MMC_OPCODE_START_STOP_UNIT)
        burn_fixture_set_disc(context, MMC_DISC_STATUS_EMPTY, MMC_BACKGROUND_FORMAT_NONE);
    if (command->cdb[0] == MMC_OPCODE_CLOSE_TRACK_SESSION)
        burn_fixture_set_disc(context, MMC_DISC_STATUS_COMPLETE, MMC_BACKGROUND_FORMAT_NONE);
}

static void test_data_memory__dvd_plus_r(void **state)
{
    static struct burn_fixture fixture;

    (void)state;
    burn_fixture_init_dvd_plus_r(&fixture, SECTORS);
    fixture.scripted.on_command = follow_burn;
    fixture.scripted.context = &fixture;
    burn_with_every_failure(&fixture);
    burn_fixture_release(&fixture);
}

static void test_data_memory__dvd_plus_rw(void **state)
{
    static struct burn_fixture fixture;

    (void)state;
    burn_fixture_init_dvd_plus_rw(&fixture, SECTORS);
    burn_with_every_failure(&fixture);
    burn_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_memory__dvd_plus_r),
        cmocka_unit_test(test_data_memory__dvd_plus_rw),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
