/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs of openimapi-recorder: each does one thing, tells of it, and gives the exit code. */
#ifndef OPENIMAPI_TOOLS_RECORDER_VERBS_H
#define OPENIMAPI_TOOLS_RECORDER_VERBS_H

#include <stdbool.h>

#define RECORDER_PROGRAM "openimapi-recorder"

enum exit_code {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_FAILED = 1, /* a message names the recorder or the file */
    EXIT_CODE_USAGE = 2,
};

/** What follows the name of the verb; texts are UTF-8, borrowed from the command line. */
struct arguments {
    const char *name;
    const char *disc; /* or the plan of faults, or the log */
    const char *medium;
    const char *vendor;
    const char *product;
    const char *revision;
    bool is_machine;
    bool is_json;
    bool wants_help;
};

typedef enum exit_code recorder_verb(const struct arguments *arguments);

/** Shows all recorders and the discs in them. */
recorder_verb recorder_verb_list;

/** Shows one recorder and a picture of its disc. */
recorder_verb recorder_verb_info;

/** Adds a recorder, and a blank disc where there is none yet. */
recorder_verb recorder_verb_add;

/** Puts a disc in and closes the tray. */
recorder_verb recorder_verb_insert;

/** Opens the tray. */
recorder_verb recorder_verb_eject;

/** Closes the tray. */
recorder_verb recorder_verb_load;

/** Sets the plan of faults. */
recorder_verb recorder_verb_faults;

/** Sets the file that commands are told in, or shows what is in it. */
recorder_verb recorder_verb_log;

/** Removes a recorder. */
recorder_verb recorder_verb_remove;

/** Prints a message with the name of the program to the standard error output, as printf would. */
void recorder_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
