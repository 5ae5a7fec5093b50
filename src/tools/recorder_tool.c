/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openimapi-recorder: adds, shows and removes virtual recorders, changes their discs, and more. */
#include "tools/console.h"
#include "tools/recorder_verbs.h"
#include "tools/text.h"

#include <getopt.h>
#include <string.h>

/* What follows a verb: operands, and the options it takes. */
static const struct verb {
    const char *name;
    recorder_verb *run;
    int operands_minimum; /* the name of the recorder, the file or plan */
    int operands_maximum;
    const char *options; /* the letters of console_main */
    const char *synopsis;
    const char *help;
} verbs[] = {
    { "list", recorder_verb_list, 0, 0, "j", "[--json]",
      "Shows the recorders in the order in which programs see them, and the discs in them.\n" },
    { "info", recorder_verb_info, 1, 1, "jM", "NAME [--json]",
      "Shows all there is to know of a recorder, and a picture of its disc: digits are\n"
      "sessions, '-' lies between them, '#' is written, '.' is free.\n" },
    { "add", recorder_verb_add, 1, 1, "dmvprM",
      "NAME [--disc FILE] [--medium KIND] [--vendor TEXT] [--product TEXT]\n"
      "           [--revision TEXT] [--machine]",
      "Adds a recorder for this user, or with --machine for everybody, and makes a blank\n"
      "disc where there is no FILE yet. The texts are what the drive says it is.\n" },
    { "insert", recorder_verb_insert, 2, 2, "mM", "NAME FILE [--medium KIND]",
      "Puts a disc in and closes the tray. With --medium a blank disc is made where there\n"
      "is no FILE yet; any ISO file does, as a disc that can be read.\n" },
    { "eject", recorder_verb_eject, 1, 1, "M", "NAME",
      "Opens the tray, unless a program is using the disc.\n" },
    { "load", recorder_verb_load, 1, 1, "M", "NAME",
      "Closes the tray with the disc that lies on it.\n" },
    { "faults", recorder_verb_faults, 2, 2, "M", "NAME PLAN",
      "Has the recorder fail as PLAN says, \"\" for not at all. Each fault of a plan is\n"
      "COMMAND[@FIRST[-LAST]][#AFTER][*TIMES]:ACTION; the action is sense data (3/0C/00),\n"
      "slow=MS, becoming-ready=MS, partial=BYTES, pull, timeout or gone:\n"
      "  \"write@1000-1999*3:3/0C/00 synchronize-cache#2:gone\"\n" },
    { "log", recorder_verb_log, 1, 2, "M", "NAME [FILE]",
      "Has every command to the recorder told in FILE, a line each, \"\" for no more;\n"
      "without FILE, shows what the log says.\n" },
    { "remove", recorder_verb_remove, 1, 1, "M", "NAME", "Removes a recorder. Its discs stay.\n" },
};

#define VERB_COUNT (sizeof(verbs) / sizeof(verbs[0]))

static const char media[] =
    "KIND is one of\n"
    "  cd-rom cd-r cd-rw dvd-rom dvd-r dvd-rw dvd-r-dl dvd-ram dvd+r dvd+r-dl dvd+rw\n"
    "  dvd+rw-dl bd-rom bd-r bd-r-dl bd-re bd-re-dl hd-dvd-rom hd-dvd-r hd-dvd-ram;\n"
    "none says that there is no disc. Of a -rom kind the FILE must be there.\n";

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    }
    return NULL;
}

static void print_verb_help(const struct verb *verb, void (*print)(const char *))
{
    struct text text = { 0 };

    text_add(&text, "usage: " RECORDER_PROGRAM " %s %s\n\n%s", verb->name, verb->synopsis,
             verb->help);
    if (strchr(verb->options, 'm') != NULL)
        text_add(&text, "\n%s", media);
    text_add(&text,
             "\nEnds with 0 when done, 1 when that failed, 2 when the command line is wrong.\n");
    print(text.bytes != NULL ? text.bytes : "");
    text_release(&text);
}

static void print_help(void (*print)(const char *))
{
    struct text text = { 0 };

    text_add(&text, "Virtual recorders burn to image files that other programs open.\n\n");
    for (size_t i = 0; i < VERB_COUNT; i++)
        text_add(&text, "%s " RECORDER_PROGRAM " %s %s\n", i == 0 ? "usage:" : "      ",
                 verbs[i].name, verbs[i].synopsis);
    text_add(&text, "       " RECORDER_PROGRAM " help VERB\n\n%s", media);
    print(text.bytes != NULL ? text.bytes : "");
    text_release(&text);
}

static enum exit_code help(int count, char **operands)
{
    const struct verb *verb = count > 0 ? find_verb(operands[0]) : NULL;

    if (count > 1 || (count == 1 && verb == NULL)) {
        print_help(console_print_error);
        return EXIT_CODE_USAGE;
    }
    if (verb != NULL)
        print_verb_help(verb, console_print);
    else
        print_help(console_print);
    return EXIT_CODE_DONE;
}

static bool takes_options(const struct verb *verb, const char *given)
{
    for (; *given != '\0'; given++) {
        if (strchr(verb->options, *given) == NULL)
            return false;
    }
    return true;
}

/* `given` are the letters of the options that stood on the command line. */
static enum exit_code run(int count, char **operands, const char *given,
                          struct arguments *arguments)
{
    const struct verb *verb = count > 0 ? find_verb(operands[0]) : NULL;

    if (count > 0 && strcmp(operands[0], "help") == 0)
        return help(count - 1, operands + 1);
    if (verb == NULL) {
        print_help(console_print_error);
        return EXIT_CODE_USAGE;
    }
    if (arguments->wants_help)
        return help(1, operands);
    if (count - 1 < verb->operands_minimum || count - 1 > verb->operands_maximum ||
        !takes_options(verb, given)) {
        print_verb_help(verb, console_print_error);
        return EXIT_CODE_USAGE;
    }
    if (count > 1)
        arguments->name = operands[1];
    if (count > 2)
        arguments->disc = operands[2];
    return verb->run(arguments);
}

static bool take_option(int option, struct arguments *arguments)
{
    switch (option) {
    case 'd':
        arguments->disc = optarg;
        return true;
    case 'm':
        arguments->medium = optarg;
        return true;
    case 'v':
        arguments->vendor = optarg;
        return true;
    case 'p':
        arguments->product = optarg;
        return true;
    case 'r':
        arguments->revision = optarg;
        return true;
    case 'M':
        arguments->is_machine = true;
        return true;
    case 'j':
        arguments->is_json = true;
        return true;
    case 'h':
        arguments->wants_help = true;
        return true;
    default:
        return false;
    }
}

int console_main(int argc, char **argv)
{
    static const struct option options[] = {
        { "disc", required_argument, NULL, 'd' },
        { "medium", required_argument, NULL, 'm' },
        { "vendor", required_argument, NULL, 'v' },
        { "product", required_argument, NULL, 'p' },
        { "revision", required_argument, NULL, 'r' },
        { "machine", no_argument, NULL, 'M' },
        { "json", no_argument, NULL, 'j' },
        { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 },
    };
    char given[16] = "";
    struct arguments arguments = { 0 };
    int option;

    opterr = 0; /* it would speak another encoding */
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const size_t count = strlen(given);

        if (!take_option(option, &arguments)) {
            recorder_complain("there is no option '%s', or it lacks its value\n", argv[optind - 1]);
            print_help(console_print_error);
            return EXIT_CODE_USAGE;
        }
        if (option != 'h' && count + 1 < sizeof(given) && strchr(given, option) == NULL)
            given[count] = (char)option;
    }
    if (arguments.wants_help && optind == argc)
        return (int)help(0, NULL);
    return (int)run(argc - optind, argv + optind, given, &arguments);
}
