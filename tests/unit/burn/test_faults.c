/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Everything that can go wrong, in every phase, on every family of media: each case ends as its
 * fault says, with the tray unlocked, nothing called a success that is not one, and the drive fit
 * for the next disc.
 */
#include "virtual_fixture.h"

#include "mmc/cdb.h"
#include "platform/file.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS 200u

/* What is under way, told by the command that is met first then. */
struct phase {
    const char *name;
    uint8_t opcode;
    unsigned skip;     /* so many of these commands go through before */
    unsigned tolerant; /* enum tolerance */
};

/* What does not end a burn in a phase. */
enum tolerance {
    TOLERATES_REFUSAL = 0x01,   /* the drive does not know the command */
    TOLERATES_ANSWERS = 0x02,   /* whatever the drive answers, as long as it does */
    TOLERATES_PATIENCE = 0x04,  /* the drive asks for time */
    TOLERATES_ATTENTION = 0x08, /* the medium may have changed, or the drive was reset */
    EXAMINES = 0x10,            /* failures may be read as a disc that nothing can be done with */
    VERIFIES = 0x20,            /* failures are differences */
    GUESSES = 0x40,             /* a drive that does not know the command may do without */
};

static const struct phase phases[] = {
    { "locking", MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL, 0,
      TOLERATES_REFUSAL | TOLERATES_ANSWERS | TOLERATES_PATIENCE | TOLERATES_ATTENTION },
    { "spinning up", MMC_OPCODE_START_STOP_UNIT, 0, TOLERATES_REFUSAL | TOLERATES_ATTENTION },
    { "waiting", MMC_OPCODE_TEST_UNIT_READY, 0, TOLERATES_PATIENCE | TOLERATES_ATTENTION },
    { "looking at the disc", MMC_OPCODE_READ_DISC_INFORMATION, 0,
      EXAMINES | GUESSES | TOLERATES_ATTENTION },
    { "looking at the features", MMC_OPCODE_GET_CONFIGURATION, 0,
      EXAMINES | GUESSES | TOLERATES_ATTENTION },
    { "looking at the track", MMC_OPCODE_READ_TRACK_INFORMATION, 0,
      EXAMINES | TOLERATES_ATTENTION },
    { "formatting", MMC_OPCODE_FORMAT_UNIT, 0, 0 },
    { "setting the speed", MMC_OPCODE_SET_STREAMING, 0,
      TOLERATES_REFUSAL | TOLERATES_ANSWERS | TOLERATES_PATIENCE | TOLERATES_ATTENTION },
    { "setting parameters", MMC_OPCODE_MODE_SELECT_10, 0, TOLERATES_ATTENTION },
    { "setting the layer break", MMC_OPCODE_SEND_DISC_STRUCTURE, 0,
      TOLERATES_REFUSAL | TOLERATES_ANSWERS | TOLERATES_PATIENCE | TOLERATES_ATTENTION },
    { "calibrating", MMC_OPCODE_SEND_OPC_INFORMATION, 0, TOLERATES_REFUSAL | TOLERATES_PATIENCE },
    { "reserving", MMC_OPCODE_RESERVE_TRACK, 0, 0 },
    { "sending the cue sheet", MMC_OPCODE_SEND_CUE_SHEET, 0, 0 },
    { "writing first", MMC_OPCODE_WRITE_10, 0, TOLERATES_PATIENCE },
    { "writing on", MMC_OPCODE_WRITE_10, 3, TOLERATES_PATIENCE },
    { "flushing", MMC_OPCODE_SYNCHRONIZE_CACHE, 0, TOLERATES_PATIENCE },
    { "closing the track", MMC_OPCODE_CLOSE_TRACK_SESSION, 0, TOLERATES_PATIENCE },
    { "closing the session", MMC_OPCODE_CLOSE_TRACK_SESSION, 1, TOLERATES_PATIENCE },
    { "verifying", MMC_OPCODE_READ_10, 0, VERIFIES | TOLERATES_ATTENTION },
};

enum fault_kind {
    FAULT_OTHER,
    FAULT_REFUSED,
    FAULT_PATIENCE,
    FAULT_ATTENTION,
    FAULT_SHORT, /* nothing arrives; for replies alone */
};

/* A fault: how a command ends, and how often; 0: for ever. */
struct fault {
    const char *name;
    enum fault_kind kind;
    enum scsi_outcome outcome;
    uint32_t sense;
    unsigned times;
};

static const struct fault faults[] = {
    { "write error", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_WRITE_ERROR, 0 },
    { "loss of streaming", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_LOSS_OF_STREAMING, 0 },
    { "hardware failure", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_INTERNAL_TARGET_FAILURE, 0 },
    { "calibration error", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_POWER_CALIBRATION_ERROR, 0 },
    { "medium pulled out", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_TRAY_OPEN,
      0 },
    { "write protected", FAULT_OTHER, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_WRITE_PROTECTED,
      0 },
    { "refused", FAULT_REFUSED, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_INVALID_OPCODE, 0 },
    { "becoming ready", FAULT_PATIENCE, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_BECOMING_READY, 3 },
    { "long write", FAULT_PATIENCE, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS, 3 },
    { "medium changed", FAULT_ATTENTION, SCSI_OUTCOME_CHECK_CONDITION,
      SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED, 1 },
    { "reset", FAULT_ATTENTION, SCSI_OUTCOME_CHECK_CONDITION, SCSI_SENSE_CODE_RESET_OCCURRED, 1 },
    { "time-out", FAULT_OTHER, SCSI_OUTCOME_TIMEOUT, 0, 0 },
    { "drive gone", FAULT_OTHER, SCSI_OUTCOME_DEVICE_GONE, 0, 0 },
    { "drive locked", FAULT_OTHER, SCSI_OUTCOME_LOCKED, 0, 0 },
    { "transport error", FAULT_OTHER, SCSI_OUTCOME_TRANSPORT_ERROR, 0, 0 },
    { "partial transfer", FAULT_SHORT, SCSI_OUTCOME_GOOD, 0, 0 },
};

struct medium {
    const char *name;
    enum disc_medium kind;
};

static const struct medium media[] = {
    { "CD-R", DISC_MEDIUM_CD_R },          { "CD-RW", DISC_MEDIUM_CD_RW },
    { "DVD-R", DISC_MEDIUM_DVD_R },        { "DVD-RW", DISC_MEDIUM_DVD_RW },
    { "DVD-R DL", DISC_MEDIUM_DVD_R_DL },  { "DVD-RAM", DISC_MEDIUM_DVD_RAM },
    { "DVD+R", DISC_MEDIUM_DVD_PLUS_R },   { "DVD+R DL", DISC_MEDIUM_DVD_PLUS_R_DL },
    { "DVD+RW", DISC_MEDIUM_DVD_PLUS_RW }, { "BD-R", DISC_MEDIUM_BD_R },
    { "BD-RE", DISC_MEDIUM_BD_RE },
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum status __wrap_platform_file_flush(struct platform_file *file);

/* Thousands of discs that nobody keeps need not outlive the power. */
enum status __wrap_platform_file_flush(struct platform_file *file)
{
    (void)file;
    return STATUS_OK;
}

/* One case while it runs. */
static struct {
    const struct phase *phase;
    const struct fault *fault;
    unsigned met; /* commands of the phase */
    unsigned hits;
    bool is_removal_prevented;
    const char *medium; /* NULL between two cases */
} present;

static struct virtual_fixture fixture;

static bool is_of_phase(const struct scsi_command *command)
{
    if (command->cdb[0] != present.phase->opcode ||
        (present.fault->kind == FAULT_SHORT && command->direction != SCSI_DIRECTION_FROM_DEVICE))
        return false;
    /* Unlocking is not the same as locking. */
    return command->cdb[0] != MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL || command->cdb[4] != 0;
}

static bool inject(void *context, const struct scsi_command *command, struct scsi_result *result)
{
    const struct fault *fault = present.fault;

    (void)context;
    if (command->cdb[0] == MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL)
        present.is_removal_prevented = command->cdb[4] != 0;
    if (!is_of_phase(command) || present.met++ < present.phase->skip ||
        (fault->times != 0 && present.hits == fault->times))
        return false;
    present.hits++;
    *result = (struct scsi_result){
        .outcome = fault->outcome,
        .status = fault->outcome == SCSI_OUTCOME_CHECK_CONDITION ? SCSI_STATUS_CHECK_CONDITION : 0,
        .sense = { .code = fault->sense },
    };
    return true;
}

/* Whether the end of the burn says itself whether it could do without. */
static bool is_a_guess(void)
{
    return (present.phase->tolerant & GUESSES) != 0 && present.fault->kind == FAULT_REFUSED;
}

static bool is_tolerated(void)
{
    const unsigned tolerant = present.phase->tolerant;
    const struct fault *fault = present.fault;
    const struct scsi_result result = { .outcome = fault->outcome, .sense.code = fault->sense };
    const enum mmc_condition condition = mmc_condition_of(present.phase->opcode, &result);

    if (fault->kind == FAULT_SHORT)
        return false;
    if (condition == MMC_CONDITION_NONE)
        return true;
    if ((tolerant & TOLERATES_ANSWERS) != 0 && mmc_condition_status(condition) == STATUS_DEVICE)
        return true;
    switch (fault->kind) {
    case FAULT_REFUSED:
        return (tolerant & TOLERATES_REFUSAL) != 0;
    case FAULT_PATIENCE:
        return (tolerant & TOLERATES_PATIENCE) != 0;
    case FAULT_ATTENTION:
        return (tolerant & TOLERATES_ATTENTION) != 0;
    case FAULT_OTHER:
    case FAULT_SHORT:
        break;
    }
    return false;
}

/* The drive's own word is what the application gets. */
static void expect_device_failure(enum status status)
{
    const struct fault *fault = present.fault;
    const struct scsi_result result = { .outcome = fault->outcome, .sense.code = fault->sense };
    const enum mmc_condition condition = mmc_condition_of(present.phase->opcode, &result);

    assert_int_equal(fixture.result.failure, BURN_FAILURE_DEVICE);
    assert_int_equal(fixture.result.device.opcode, present.phase->opcode);
    assert_int_equal(fixture.result.device.condition, condition);
    assert_int_equal(status, mmc_condition_status(condition));
}

static void expect_failure(enum status status)
{
    assert_int_not_equal(status, STATUS_OK);
    assert_int_not_equal(fixture.result.failure, BURN_FAILURE_NONE);
    if ((present.phase->tolerant & VERIFIES) != 0)
        assert_int_equal(fixture.result.failure, BURN_FAILURE_VERIFICATION);
    else if ((present.phase->tolerant & EXAMINES) != 0 && !is_a_guess())
        /* Discs that are written anywhere have their track looked at to verify. */
        assert_true(fixture.writes == 0 || fixture.result.failure == BURN_FAILURE_VERIFICATION);
    else if (!is_a_guess())
        expect_device_failure(status);
}

static void expect_success(enum status status)
{
    assert_int_equal(status, STATUS_OK);
    fixture.intercept = NULL;
    virtual_fixture_assert_read(&fixture, 0, 0, SECTORS);
}

/* The same drive burns the next disc as if nothing had been. */
static void expect_reusable(enum disc_medium medium)
{
    fixture.intercept = NULL;
    virtual_fixture_insert(&fixture, "next.iso", medium);
    assert_int_equal(virtual_fixture_burn(&fixture), STATUS_OK);
    virtual_fixture_assert_read(&fixture, 0, 0, SECTORS);
}

/* False: the burn of this medium has no such phase. */
static bool run_case(const struct phase *phase, const struct fault *fault,
                     const struct medium *medium)
{
    enum status status;

    memset(&present, 0, sizeof(present));
    present.phase = phase;
    present.fault = fault;
    present.medium = medium->name;
    virtual_fixture_init(&fixture, "test_burn_faults.tmp", SECTORS);
    virtual_fixture_insert(&fixture, "disc.iso", medium->kind);
    fixture.options.is_dvd_compatibility_disabled = true;
    /* The second thread matters where it writes. */
    fixture.options.is_single_threaded = phase->opcode != MMC_OPCODE_WRITE_10;
    fixture.intercept = inject;
    status = virtual_fixture_burn(&fixture);
    if (present.hits > 0) {
        assert_false(present.is_removal_prevented);
        if (is_a_guess() ? status == STATUS_OK : is_tolerated())
            expect_success(status);
        else
            expect_failure(status);
        expect_reusable(medium->kind);
    }
    virtual_fixture_release(&fixture);
    present.medium = NULL;
    return present.hits > 0;
}

static void test_faults__phase_by_fault_by_medium(void **state)
{
    unsigned cases = 0;

    (void)state;
    for (size_t medium = 0; medium < COUNT_OF(media); medium++) {
        for (size_t phase = 0; phase < COUNT_OF(phases); phase++) {
            for (size_t fault = 0; fault < COUNT_OF(faults); fault++) {
                if (run_case(&phases[phase], &faults[fault], &media[medium]))
                    cases++;
            }
        }
    }
    print_message("%u cases of %zu phases, %zu faults, %zu media\n", cases, COUNT_OF(phases),
                  COUNT_OF(faults), COUNT_OF(media));
    assert_true(cases > 2000);
}

/* Names the case that failed, if one did. */
static int teardown(void **state)
{
    (void)state;
    if (present.medium == NULL)
        return 0;
    print_message("%s, %s, %s\n", present.medium, present.phase->name, present.fault->name);
    virtual_fixture_release(&fixture);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_faults__phase_by_fault_by_medium, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
