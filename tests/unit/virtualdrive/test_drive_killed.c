/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A process that dies between any two commands of a burn leaves a disc that loads, tells a state a
 * real disc could be in, and has all that was synchronised.
 */
#include "virtualdrive/medium.h"

#include "drive_fixture.h"
#include "support/cmocka_all.h"

#ifdef _WIN32

static void test_drive_killed__not_here(void **state)
{
    (void)state;
    skip(); /* no fork */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_drive_killed__not_here) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

#include <sys/wait.h>
#include <unistd.h>

#define BLOCKS 32

enum step_kind {
    STEP_PAGE,  /* mode page 05h: write type, multisession */
    STEP_WRITE, /* 32 blocks at the address */
    STEP_SYNCHRONIZE,
    STEP_RESERVE, /* so many blocks */
    STEP_CLOSE,   /* function, track */
    STEP_FORMAT,  /* type, blocks */
    STEP_BLANK,   /* type */
    STEP_AUDIO,   /* mode page 05h: tracks of audio */
    STEP_SAMPLES, /* 32 sectors at the address */
};

struct step {
    enum step_kind kind;
    uint32_t a;
    uint32_t b;
};

static uint32_t choose_audio(struct drive_fixture *fixture)
{
    const struct mmc_mode_write_parameters_wire page = {
        .write_type = MMC_WRITE_TYPE_TRACK_AT_ONCE,
        .track_mode = MMC_MODE_TRACK_MODE_BITS_MULTISESSION_OPEN,
        .data_block_type = MMC_DATA_BLOCK_TYPE_RAW,
    };

    return fixture_set_write_parameters(fixture, page);
}

static uint32_t take(struct drive_fixture *fixture, const struct step *step)
{
    switch (step->kind) {
    case STEP_PAGE:
        return fixture_set_write_type(fixture, (uint8_t)step->a, step->b != 0);
    case STEP_WRITE:
        return fixture_write(fixture, step->a, BLOCKS, 'k');
    case STEP_SYNCHRONIZE:
        return fixture_synchronize(fixture);
    case STEP_RESERVE:
        return fixture_send(fixture, mmc_command_reserve_track(step->a), 0);
    case STEP_CLOSE:
        return fixture_close(fixture, (uint8_t)step->a, (uint16_t)step->b);
    case STEP_FORMAT:
        return fixture_format_as(fixture, (enum mmc_format_type)step->a, step->b);
    case STEP_BLANK:
        return fixture_blank(fixture, (enum mmc_blank_type)step->a, 0);
    case STEP_AUDIO:
        return choose_audio(fixture);
    case STEP_SAMPLES:
        return fixture_write_sized(fixture, (int32_t)step->a, BLOCKS, 2352, 'k');
    }
    return 1;
}

/* The child burns so many steps and is gone, as if killed: nothing is closed. */
static void burn_and_die(struct drive_fixture *fixture, const struct step *steps, size_t count)
{
    const pid_t child = fork();
    int status = -1;

    assert_true(child >= 0);
    if (child == 0) {
        for (size_t i = 0; i < count; i++) {
            if (take(fixture, &steps[i]) != 0)
                _exit((int)i + 1);
        }
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* What was synchronised and not blanked since is there. */
static void assert_synchronized_is_there(struct drive_fixture *fixture, const struct step *steps,
                                         size_t count)
{
    size_t from = 0;
    size_t until = 0;

    for (size_t i = 0; i < count; i++) {
        if (steps[i].kind == STEP_BLANK || steps[i].kind == STEP_FORMAT)
            from = until = i + 1;
        else if (steps[i].kind == STEP_SYNCHRONIZE)
            until = i;
    }
    for (size_t i = from; i < until; i++) {
        if (steps[i].kind == STEP_SAMPLES) {
            assert_int_equal(fixture_read_cd(fixture, steps[i].a, BLOCKS, 0x10, 0), 0);
            assert_int_equal(fixture->data[BLOCKS * 2352 - 1], 'k');
        }
        if (steps[i].kind != STEP_WRITE)
            continue;
        assert_int_equal(fixture_first_byte(fixture, steps[i].a), 'k');
        assert_int_equal(fixture_first_byte(fixture, steps[i].a + BLOCKS - 1), 'k');
    }
}

static void kill_everywhere(struct drive_fixture *fixture, enum disc_medium medium,
                            const struct step *steps, size_t count)
{
    for (size_t killed = 0; killed <= count; killed++) {
        struct mmc_disc_information_wire information;

        assert_int_equal(virtual_drive_set_disc(fixture->drive, NULL, medium), STATUS_OK);
        fixture_remove_image(fixture);
        fixture_insert(fixture, medium);
        burn_and_die(fixture, steps, killed);

        fixture_power_cycle(fixture, DISC_MEDIUM_NONE);
        assert_int_equal(virtual_drive_disc_status(fixture->drive), STATUS_OK);
        information = fixture_disc_information(fixture);
        assert_true(information.session_count_low >= 1);
        assert_synchronized_is_there(fixture, steps, killed);
    }
}

#define KILL_EVERYWHERE(fixture, medium, steps)                                                    \
    kill_everywhere(fixture, medium, steps, sizeof(steps) / sizeof((steps)[0]))

static void test_drive_killed__incremental(void **state)
{
    static const struct step steps[] = {
        { STEP_PAGE, MMC_WRITE_TYPE_PACKET, 1 },
        { STEP_RESERVE, 64, 0 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_WRITE, 32, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_TRACK, 1 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
        { STEP_WRITE, 64 + 28672, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_TRACK, 2 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_FINALIZE_DVD_R, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_DVD_R, steps);
}

static void test_drive_killed__at_once_then_blanked(void **state)
{
    static const struct step steps[] = {
        { STEP_PAGE, MMC_WRITE_TYPE_SESSION_AT_ONCE, 0 },
        { STEP_RESERVE, 64, 0 },
        { STEP_WRITE, 0, 0 },
        { STEP_WRITE, 32, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_BLANK, MMC_BLANK_TYPE_MINIMAL, 0 },
        { STEP_FORMAT, MMC_FORMAT_TYPE_QUICK, 2298496 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_DVD_RW, steps);
}

static void test_drive_killed__tracks_of_a_cd(void **state)
{
    static const struct step steps[] = {
        { STEP_PAGE, MMC_WRITE_TYPE_TRACK_AT_ONCE, 1 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_TRACK, 1 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
        { STEP_WRITE, 34 + 11400, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_CD_RW, steps);
}

/* Audio, then data in a session behind it, then nothing. */
static void test_drive_killed__audio(void **state)
{
    static const struct step steps[] = {
        { STEP_AUDIO, 0, 0 },
        { STEP_SAMPLES, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_SAMPLES, 34 + 150, 0 },
        { STEP_SAMPLES, 34 + 150 + 32, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
        { STEP_PAGE, MMC_WRITE_TYPE_TRACK_AT_ONCE, 1 },
        { STEP_WRITE, 250 + 11400, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
        { STEP_BLANK, MMC_BLANK_TYPE_MINIMAL, 0 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_CD_RW, steps);
}

static void test_drive_killed__replaced_blocks(void **state)
{
    static const struct step steps[] = {
        { STEP_FORMAT, MMC_FORMAT_TYPE_BD_R_SPARES, 11826176 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_TRACK, 1 },
        { STEP_CLOSE, MMC_CLOSE_FUNCTION_SESSION, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_BD_R, steps);
}

static void test_drive_killed__formatted(void **state)
{
    static const struct step steps[] = {
        { STEP_FORMAT, MMC_FORMAT_TYPE_FULL, 11826176 },
        { STEP_WRITE, 64, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
        { STEP_FORMAT, MMC_FORMAT_TYPE_BD_RE_NO_SPARES, 12219392 },
        { STEP_WRITE, 0, 0 },
        { STEP_SYNCHRONIZE, 0, 0 },
    };

    KILL_EVERYWHERE(*state, DISC_MEDIUM_BD_RE, steps);
}

#define KILLED_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KILLED_TEST(test_drive_killed__incremental),
        KILLED_TEST(test_drive_killed__at_once_then_blanked),
        KILLED_TEST(test_drive_killed__tracks_of_a_cd),
        KILLED_TEST(test_drive_killed__audio),
        KILLED_TEST(test_drive_killed__replaced_blocks),
        KILLED_TEST(test_drive_killed__formatted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
