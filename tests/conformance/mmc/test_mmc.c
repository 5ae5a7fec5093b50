/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * MMC conformance: every command in every aspect that applies, with every kind of medium, printed
 * as "MEDIUM: COMMAND.aspect". Arguments name the kinds; without any, all are tested.
 */
#include "aspects.h"

#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAXIMUM  80
#define TESTS_MAXIMUM 8192

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
    { COMMAND_ASPECTS_REFUSED, "refused" },
};

/* What one test runs. */
struct conformance_case {
    const struct unit_kind *kind;
    const struct command_row *row; /* NULL: blocks are moved */
    enum command_aspects aspect;
    const struct block_command *command;
    const struct block_aspect *block_aspect;
    char name[NAME_MAXIMUM];
};

static struct unit unit;
static struct conformance_case cases[TESTS_MAXIMUM];
static struct CMUnitTest tests[TESTS_MAXIMUM];
static size_t test_count;

static void run(void **state)
{
    const struct conformance_case *conformance_case = *state;

    unit.kind = conformance_case->kind;
    if (conformance_case->row != NULL)
        command_aspect_run(&unit, conformance_case->row, conformance_case->aspect);
    else
        conformance_case->block_aspect->run(&unit, conformance_case->command);
}

static struct conformance_case *add_case(const struct unit_kind *kind, const char *command,
                                         const char *aspect)
{
    struct conformance_case *added = &cases[test_count];

    if (test_count == TESTS_MAXIMUM)
        abort();
    added->kind = kind;
    snprintf(added->name, sizeof(added->name), "%s: %s.%s", kind->name, command, aspect);
    tests[test_count++] = (struct CMUnitTest){ added->name, run, NULL, NULL, added };
    return added;
}

static void add_command_cases(const struct unit_kind *kind, const struct command_row *row)
{
    for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++) {
        struct conformance_case *added;

        if (!command_aspect_applies(row, aspects[i].aspect, kind))
            continue;
        added = add_case(kind, row->name, aspects[i].name);
        added->row = row;
        added->aspect = aspects[i].aspect;
    }
}

static void add_block_cases(const struct unit_kind *kind, const struct block_command *command)
{
    for (size_t i = 0; i < block_aspect_count; i++) {
        struct conformance_case *added;

        if (!block_aspect_applies(command, &block_aspects[i], kind))
            continue;
        added = add_case(kind, command->name, block_aspects[i].name);
        added->command = command;
        added->block_aspect = &block_aspects[i];
    }
}

static void add_kind(const struct unit_kind *kind)
{
    for (size_t i = 0; i < command_row_count; i++)
        add_command_cases(kind, &command_rows[i]);
    for (size_t i = 0; i < block_command_count; i++)
        add_block_cases(kind, &block_commands[i]);
}

static bool is_named(const struct unit_kind *kind, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], kind->name) == 0)
            return true;
    }
    return argc <= 1;
}

int main(int argc, char **argv)
{
    int failures;

    for (size_t i = 0; i < unit_kind_count; i++) {
        if (is_named(&unit_kinds[i], argc, argv))
            add_kind(&unit_kinds[i]);
    }
    if (test_count == 0 || !unit_open(&unit)) {
        fprintf(stderr, "no such kind, or the unit cannot be opened\n");
        return 1;
    }
    failures = _cmocka_run_group_tests("mmc", tests, test_count, NULL, NULL);
    unit_close(&unit);
    return failures;
}
