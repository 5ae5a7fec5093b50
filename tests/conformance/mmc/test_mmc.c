/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MMC conformance: every command in every aspect that applies, printed as COMMAND.aspect. */
#include "aspects.h"

#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME_MAXIMUM  64
#define TESTS_MAXIMUM 256

static const struct {
    enum command_aspects aspect;
    const char *name;
} aspects[] = {
    { COMMAND_ASPECTS_SIMPLE, "simple" },
    { COMMAND_ASPECTS_ALLOC_LENGTH, "alloc_length" },
    { COMMAND_ASPECTS_NO_MEDIUM, "no_medium" },
    { COMMAND_ASPECTS_WITHOUT_MEDIUM, "without_medium" },
    { COMMAND_ASPECTS_UNIT_ATTENTION, "unit_attention" },
    { COMMAND_ASPECTS_ATTENTION_STAYS, "attention_stays" },
    { COMMAND_ASPECTS_WRITE_PROTECTED, "write_protected" },
};

/* What one test runs. */
struct conformance_case {
    struct unit *unit;
    const struct command_row *row; /* NULL: a case that moves blocks */
    enum command_aspects aspect;
    void (*run)(struct unit *unit);
    char name[NAME_MAXIMUM];
};

static struct unit unit;
static struct conformance_case cases[TESTS_MAXIMUM];
static struct CMUnitTest tests[TESTS_MAXIMUM];
static size_t test_count;

static void run(void **state)
{
    struct conformance_case *conformance_case = *state;

    if (conformance_case->row != NULL)
        command_aspect_run(conformance_case->unit, conformance_case->row, conformance_case->aspect);
    else
        conformance_case->run(conformance_case->unit);
}

static struct conformance_case *add_case(void)
{
    struct conformance_case *added = &cases[test_count];

    if (test_count == TESTS_MAXIMUM)
        abort();
    added->unit = &unit;
    tests[test_count++] = (struct CMUnitTest){ added->name, run, NULL, NULL, added };
    return added;
}

static void add_command_cases(const struct command_row *row)
{
    for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++) {
        struct conformance_case *added;

        if (!(row->aspects & (unsigned)aspects[i].aspect))
            continue;
        added = add_case();
        added->row = row;
        added->aspect = aspects[i].aspect;
        snprintf(added->name, sizeof(added->name), "%s.%s", row->name, aspects[i].name);
    }
}

/* The kinds of disc to test with can be named; they must be a DVD+R and a DVD+RW of any layers. */
int main(int argc, char **argv)
{
    int failures;

    if (!virtual_unit_open(&unit, argc > 1 ? argv[1] : "dvd+r", argc > 2 ? argv[2] : "dvd+rw")) {
        fprintf(stderr, "the virtual recorder cannot be opened\n");
        return 1;
    }
    for (size_t i = 0; i < command_row_count; i++)
        add_command_cases(&command_rows[i]);
    for (size_t i = 0; i < block_case_count; i++) {
        struct conformance_case *added = add_case();

        added->run = block_cases[i].run;
        snprintf(added->name, sizeof(added->name), "%s", block_cases[i].name);
    }
    failures = _cmocka_run_group_tests("mmc", tests, test_count, NULL, NULL);
    virtual_unit_close(&unit);
    return failures;
}
