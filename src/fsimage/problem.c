/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What went wrong, in full. */
#include "fsimage/problem.h"

#include <string.h>

#define ELLIPSIS 0x2026

const char *fsimage_problem_kind_name(enum fsimage_problem_kind kind)
{
    static const char *const names[] = {
        "NONE",
#define FSIMAGE_PROBLEM(name, members) #name,
#include "fsimage/problem.def"
#undef FSIMAGE_PROBLEM
    };

    return (unsigned)kind < FSIMAGE_PROBLEM_KIND_COUNT ? names[kind] : "?";
}

void fsimage_problem_clear(struct fsimage_problem *problem)
{
    problem->kind = FSIMAGE_PROBLEM_NONE;
    problem->cause = STATUS_OK;
    problem->file_systems = 0;
    problem->first = 0;
    problem->second = 0;
    problem->text_length = 0;
    problem->text[0] = 0;
}

void fsimage_problem_set(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                         const char16 *text, size_t length)
{
    size_t at = 0;

    fsimage_problem_clear(problem);
    problem->kind = kind;
    if (length > FSIMAGE_PROBLEM_TEXT_MAXIMUM) {
        text += length - (FSIMAGE_PROBLEM_TEXT_MAXIMUM - 1);
        length = FSIMAGE_PROBLEM_TEXT_MAXIMUM - 1;
        problem->text[at++] = ELLIPSIS;
    }
    if (length != 0)
        memcpy(problem->text + at, text, length * sizeof(*text));
    problem->text_length = at + length;
    problem->text[problem->text_length] = 0;
}
