/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What went wrong, in full: enough for a message with the offending name and numbers in it. */
#ifndef OPENIMAPI_FSIMAGE_PROBLEM_H
#define OPENIMAPI_FSIMAGE_PROBLEM_H

#include "base/status.h"
#include "base/utf16.h"

#include <stddef.h>
#include <stdint.h>

enum fsimage_problem_kind {
    /** Nothing more is known than the status: STATUS_NO_MEMORY, mostly. */
    FSIMAGE_PROBLEM_NONE,
#define FSIMAGE_PROBLEM(name, members) FSIMAGE_PROBLEM_##name,
#include "fsimage/problem.def"
#undef FSIMAGE_PROBLEM
    FSIMAGE_PROBLEM_KIND_COUNT
};

/** Units of a problem's text; of a longer one the end is kept, behind an ellipsis. */
#define FSIMAGE_PROBLEM_TEXT_MAXIMUM 519

/**
 * Filled by every function of this room that takes one: of kind NONE on success and when the status
 * says it all. problem.def tells which members a kind uses; the others are zero.
 */
struct fsimage_problem {
    enum fsimage_problem_kind kind;
    enum status cause;     /* of the host's or the application's failure behind it */
    unsigned file_systems; /* bits of enum fsimage_file_system */
    int64_t first;
    int64_t second;
    size_t text_length;
    char16 text[FSIMAGE_PROBLEM_TEXT_MAXIMUM + 1]; /* terminated */
};

/** The kind's enumerator without its prefix; "?" for an unknown value. */
const char *fsimage_problem_kind_name(enum fsimage_problem_kind kind);

/** Sets `problem` to kind NONE with everything zero. */
void fsimage_problem_clear(struct fsimage_problem *problem);

/** Clears `problem`, then sets its kind and text. */
void fsimage_problem_set(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                         const char16 *text, size_t length);

#endif
