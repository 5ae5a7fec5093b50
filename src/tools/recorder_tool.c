/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openimapi-recorder: adds, lists and removes virtual recorders, inserts and ejects their discs. */
#include "tools/console.h"
#include "tools/recorder_disc.h"

#include "base/memory.h"
#include "platform/file.h"
#include "transport/virtual_configuration.h"
#include "virtualdrive/faults.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROGRAM      "openimapi-recorder"
#define TEXT_MAXIMUM 1024

enum exit_code {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_FAILED = 1,
    EXIT_CODE_USAGE = 2,
};

/* What follows the name of the command; texts are UTF-8, borrowed from the command line. */
struct arguments {
    const char *name;
    const char *disc; /* or the plan of faults */
    const char *medium;
    const char *vendor;
    const char *product;
    const char *revision;
    bool is_machine;
};

typedef enum exit_code command(const struct arguments *arguments);

static const char usage[] =
    "usage: " PROGRAM " list\n"
    "       " PROGRAM " add NAME [--disc FILE] [--medium KIND] [--vendor TEXT]\n"
    "           [--product TEXT] [--revision TEXT] [--machine]\n"
    "       " PROGRAM " insert NAME FILE [--medium KIND]\n"
    "       " PROGRAM " eject NAME\n"
    "       " PROGRAM " load NAME\n"
    "       " PROGRAM " faults NAME PLAN\n"
    "       " PROGRAM " remove NAME\n"
    "       " PROGRAM " --help\n"
    "\n"
    "Virtual recorders burn to image files that other programs open.\n"
    "\n"
    "  list      shows the recorders and the discs in them\n"
    "  add       adds a recorder, for this user or with --machine for everybody\n"
    "  insert    puts a disc in and closes the tray; with --medium a blank disc is\n"
    "            made where there is no FILE yet\n"
    "  eject     opens the tray\n"
    "  load      closes the tray with the disc that lies on it\n"
    "  faults    has the recorder fail as PLAN says, '' for not at all: plans like\n"
    "            'write@1000-1999*3:3/0C/00 sync#2:gone'\n"
    "  remove    removes a recorder; its discs stay\n"
    "\n"
    "KIND is one of\n"
    "  cd-rom cd-r cd-rw dvd-rom dvd-r dvd-rw dvd-r-dl dvd-ram dvd+r dvd+r-dl dvd+rw\n"
    "  dvd+rw-dl bd-rom bd-r bd-r-dl bd-re bd-re-dl hd-dvd-rom hd-dvd-r hd-dvd-ram;\n"
    "none says that there is no disc. Of a -rom kind the FILE must be there.\n";

/* Longer than any message: a path has its own room. */
static void say(void (*print)(const char *), const char *format, va_list arguments)
{
    char *text = memory_allocate(TEXT_MAXIMUM + 4 * VIRTUAL_RECORDER_PATH_MAXIMUM, 1);

    if (text == NULL)
        return;
    vsnprintf(text, TEXT_MAXIMUM + 4 * VIRTUAL_RECORDER_PATH_MAXIMUM, format, arguments);
    print(text);
    memory_free(text);
}

static void tell(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(console_print, format, arguments);
    va_end(arguments);
}

static void complain(const char *format, ...)
{
    va_list arguments;

    console_print_error(PROGRAM ": ");
    va_start(arguments, format);
    say(console_print_error, format, arguments);
    va_end(arguments);
}

/* To be freed with memory_free; NULL for text that is no UTF-8, or without memory. */
static char16 *widen(const char *text)
{
    const size_t length = strlen(text);
    char16 *wide = memory_allocate(length + 1, sizeof(*wide));
    size_t count;

    if (wide != NULL && utf16_from_utf8(text, length, wide, length, &count) != STATUS_OK) {
        memory_free(wide);
        return NULL;
    }
    return wide;
}

static char *narrow(const char16 *text)
{
    const size_t length = utf16_length(text);
    char *out = memory_allocate(3 * length + 1, 1);
    size_t size;

    if (out != NULL)
        (void)utf16_to_utf8(text, length, out, 3 * length + 1, &size);
    return out;
}

static const char *change_problem(enum status status)
{
    if (status == STATUS_NOT_SUPPORTED)
        return "only recorders in the registry can be changed, "
               "not those of OPENIMAPI_VIRTUAL_RECORDERS";
    return status_cause(status);
}

/* NONE, and true, for no medium at all. */
static bool medium_of(const char *text, enum disc_medium *medium)
{
    *medium = DISC_MEDIUM_NONE;
    if (text == NULL || strcmp(text, "none") == 0)
        return true;
    *medium = disc_medium_of(text, strlen(text));
    if (*medium == DISC_MEDIUM_NONE)
        complain("there is no medium called '%s'\n", text);
    return *medium != DISC_MEDIUM_NONE;
}

static bool copy_identity(const char *text, char *out, size_t capacity)
{
    const size_t length = text != NULL ? strlen(text) : 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] < 0x20 || text[i] > 0x7E || length >= capacity) {
            complain("'%s' is not ASCII, or longer than %u characters\n", text,
                     (unsigned)capacity - 1);
            return false;
        }
    }
    if (length > 0)
        memcpy(out, text, length + 1);
    return true;
}

/* The recorder, to be released; it stays zero when there is none. */
static bool find(const struct arguments *arguments, struct virtual_recorder *recorder)
{
    char16 *name = widen(arguments->name);
    enum status status =
        name != NULL ? virtual_configuration_find(name, recorder) : STATUS_NO_MEMORY;

    memory_free(name);
    if (status == STATUS_NOT_FOUND)
        complain("there is no recorder called '%s'\n", arguments->name);
    else if (status != STATUS_OK)
        complain("the recorders cannot be read: %s\n", status_cause(status));
    else if (arguments->is_machine && recorder->scope != VIRTUAL_RECORDER_SCOPE_MACHINE) {
        complain("'%s' is not a recorder of the machine\n", arguments->name);
        virtual_recorder_release(recorder);
        status = STATUS_NOT_FOUND;
    }
    return status == STATUS_OK;
}

static bool check_free(const struct arguments *arguments, const struct virtual_recorder *recorder)
{
    if (recorder->disc_path[0] == 0 || recorder->is_tray_open ||
        recorder_disc_check_free(recorder->disc_path) == STATUS_OK)
        return true;
    complain("a program is using the disc in '%s'\n", arguments->name);
    return false;
}

/* Absolute, to be freed with memory_free; NULL after a complaint. */
static char16 *absolute_path(const char *text)
{
    char16 *path = widen(text);
    char16 *absolute = NULL;
    enum status status =
        path != NULL ? platform_file_absolute(path, &absolute) : STATUS_INVALID_NAME;

    memory_free(path);
    if (status == STATUS_OK && utf16_length(absolute) > VIRTUAL_RECORDER_PATH_MAXIMUM) {
        memory_free(absolute);
        absolute = NULL;
        status = STATUS_INVALID_NAME;
    }
    if (status != STATUS_OK)
        complain("'%s': %s\n", text, status_cause(status));
    return absolute;
}

static bool is_medium(const char *text)
{
    return text[0] == '\0' || disc_medium_of(text, strlen(text)) != DISC_MEDIUM_NONE;
}

static bool is_plan(const char *text)
{
    struct drive_faults faults;

    return drive_faults_parse(text, &faults) == STATUS_OK;
}

static const char *fault_of(const struct virtual_recorder *recorder)
{
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_NAME)
        return "the name is not valid; this is no recorder";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_DISC)
        return "the path of the disc is damaged";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_MEDIUM || !is_medium(recorder->medium))
        return "there is no such kind of medium";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_TRAY)
        return "the state of the tray is damaged";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_IDENTITY)
        return "vendor, product or revision is damaged";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_PLAN || !is_plan(recorder->fault_plan))
        return "the plan of faults makes no sense";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_OPTION)
        return "there is an option that nobody knows";
    return NULL;
}

static void list_one(const struct virtual_recorder *recorder)
{
    const enum disc_medium blank = disc_medium_of(recorder->medium, strlen(recorder->medium));
    const char *fault = fault_of(recorder);
    char disc[RECORDER_DISC_TEXT_MAXIMUM] = "no disc";
    char *name = narrow(recorder->name);
    char *path = narrow(recorder->disc_path);

    if (recorder->disc_path[0] != 0)
        recorder_disc_describe(recorder->disc_path, blank, disc);
    tell("%s: tray %s, %s%s%s\n", name != NULL ? name : "?",
         recorder->is_tray_open ? "open" : "closed", disc, recorder->disc_path[0] != 0 ? ", " : "",
         path != NULL ? path : "");
    if (recorder->fault_plan[0] != '\0')
        tell("  fails on demand: %s\n", recorder->fault_plan);
    if (fault != NULL)
        tell("  damaged: %s\n", fault);
    memory_free(name);
    memory_free(path);
}

static enum exit_code list(const struct arguments *arguments)
{
    struct virtual_recorders recorders;
    enum status status = virtual_configuration_list(&recorders);

    (void)arguments;
    if (status != STATUS_OK) {
        complain("the recorders cannot be read: %s\n", status_cause(status));
        return EXIT_CODE_FAILED;
    }
    if (recorders.count == 0)
        tell("There is no virtual recorder.\n");
    for (size_t i = 0; i < recorders.count; i++)
        list_one(&recorders.entries[i]);
    virtual_recorders_release(&recorders);
    return EXIT_CODE_DONE;
}

static enum exit_code add_recorder(const struct arguments *arguments,
                                   const struct virtual_recorder *recorder)
{
    enum status status = virtual_configuration_add(recorder);

    if (status == STATUS_OK)
        return EXIT_CODE_DONE;
    if (status == STATUS_ALREADY_EXISTS)
        complain("there is a recorder called '%s'\n", arguments->name);
    else if (status == STATUS_INVALID_NAME)
        complain("'%s' is not a name: letters, digits, '-', '_' and '.', %u at most\n",
                 arguments->name, VIRTUAL_RECORDER_NAME_MAXIMUM);
    else
        complain("'%s' cannot be added: %s\n", arguments->name, change_problem(status));
    return EXIT_CODE_FAILED;
}

/* A recorder may be added before its disc: what is wrong with that is said, not refused. */
static void prepare_new_disc(const struct arguments *arguments,
                             const struct virtual_recorder *recorder, enum disc_medium blank)
{
    enum status status;

    if (recorder->disc_path[0] == 0)
        return;
    status = recorder_disc_prepare(recorder->disc_path, blank);
    if (status != STATUS_OK)
        complain("'%s' was added, but its disc '%s' cannot be used: %s\n", arguments->name,
                 arguments->disc, recorder_disc_problem(status));
}

static enum exit_code add(const struct arguments *arguments)
{
    struct virtual_recorder recorder = {
        .scope =
            arguments->is_machine ? VIRTUAL_RECORDER_SCOPE_MACHINE : VIRTUAL_RECORDER_SCOPE_USER,
    };
    enum exit_code code = EXIT_CODE_FAILED;
    enum disc_medium blank;

    if (!medium_of(arguments->medium, &blank) ||
        !copy_identity(arguments->vendor, recorder.vendor_id, sizeof(recorder.vendor_id)) ||
        !copy_identity(arguments->product, recorder.product_id, sizeof(recorder.product_id)) ||
        !copy_identity(arguments->revision, recorder.product_revision,
                       sizeof(recorder.product_revision)))
        return EXIT_CODE_USAGE;
    if (blank != DISC_MEDIUM_NONE && arguments->disc == NULL) {
        complain("a blank disc needs a file: --disc FILE\n");
        return EXIT_CODE_USAGE;
    }
    if (blank != DISC_MEDIUM_NONE)
        snprintf(recorder.medium, sizeof(recorder.medium), "%s", disc_medium_name(blank));
    recorder.name = widen(arguments->name);
    recorder.disc_path = arguments->disc != NULL ? absolute_path(arguments->disc)
                                                 : memory_allocate(1, sizeof(char16));
    if (recorder.name != NULL && recorder.disc_path != NULL)
        code = add_recorder(arguments, &recorder);
    if (code == EXIT_CODE_DONE)
        prepare_new_disc(arguments, &recorder, blank);
    virtual_recorder_release(&recorder);
    return code;
}

static enum exit_code finish_change(const struct arguments *arguments, enum status status)
{
    if (status == STATUS_OK)
        return EXIT_CODE_DONE;
    complain("'%s' cannot be changed: %s\n", arguments->name, change_problem(status));
    return EXIT_CODE_FAILED;
}

static enum exit_code insert_path(const struct arguments *arguments,
                                  struct virtual_recorder *recorder, const char16 *path,
                                  enum disc_medium blank)
{
    enum status status = recorder_disc_prepare(path, blank);

    if (status != STATUS_OK) {
        complain("'%s': %s%s\n", arguments->disc, recorder_disc_problem(status),
                 status == STATUS_NOT_FOUND && blank == DISC_MEDIUM_NONE
                     ? "; --medium makes a blank disc"
                     : "");
        return EXIT_CODE_FAILED;
    }
    recorder->is_tray_open = false;
    status = virtual_configuration_set_disc(
        recorder, path, blank != DISC_MEDIUM_NONE ? disc_medium_name(blank) : "");
    return finish_change(arguments, status);
}

static enum exit_code insert(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code = EXIT_CODE_FAILED;
    enum disc_medium blank;
    char16 *path;

    if (!medium_of(arguments->medium, &blank))
        return EXIT_CODE_USAGE;
    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    path = absolute_path(arguments->disc);
    if (path != NULL && check_free(arguments, &recorder))
        code = insert_path(arguments, &recorder, path, blank);
    memory_free(path);
    virtual_recorder_release(&recorder);
    return code;
}

static enum exit_code move_tray(const struct arguments *arguments, bool is_open)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code = EXIT_CODE_FAILED;

    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    if (!is_open || check_free(arguments, &recorder))
        code = finish_change(arguments, virtual_configuration_set_tray(&recorder, is_open));
    virtual_recorder_release(&recorder);
    return code;
}

static enum exit_code eject(const struct arguments *arguments)
{
    return move_tray(arguments, true);
}

static enum exit_code load(const struct arguments *arguments)
{
    return move_tray(arguments, false);
}

static enum exit_code set_faults(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code;

    if (!is_plan(arguments->disc) ||
        strlen(arguments->disc) > VIRTUAL_RECORDER_FAULT_PLAN_MAXIMUM) {
        complain("'%s' is no plan of faults\n", arguments->disc);
        return EXIT_CODE_USAGE;
    }
    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    code = finish_change(arguments, virtual_configuration_set_faults(&recorder, arguments->disc));
    virtual_recorder_release(&recorder);
    return code;
}

static enum exit_code remove_recorder(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code = EXIT_CODE_FAILED;

    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    if (check_free(arguments, &recorder))
        code = finish_change(arguments, virtual_configuration_remove(&recorder));
    virtual_recorder_release(&recorder);
    return code;
}

static const struct {
    const char *name;
    command *run;
    int operands; /* the name of the recorder, the file or plan */
} commands[] = {
    { "list", list, 0 },
    { "add", add, 1 },
    { "insert", insert, 2 },
    { "eject", eject, 1 },
    { "load", load, 1 },
    { "faults", set_faults, 2 },
    { "remove", remove_recorder, 1 },
};

static enum exit_code run(int count, char **operands, struct arguments *arguments)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (count == 0 || strcmp(commands[i].name, operands[0]) != 0)
            continue;
        if (count - 1 != commands[i].operands)
            break;
        if (commands[i].operands >= 1)
            arguments->name = operands[1];
        if (commands[i].operands >= 2)
            arguments->disc = operands[2];
        return commands[i].run(arguments);
    }
    console_print_error(usage);
    return EXIT_CODE_USAGE;
}

int console_main(int argc, char **argv)
{
    static const struct option options[] = {
        { "disc", required_argument, NULL, 'd' },     { "medium", required_argument, NULL, 'm' },
        { "vendor", required_argument, NULL, 'v' },   { "product", required_argument, NULL, 'p' },
        { "revision", required_argument, NULL, 'r' }, { "machine", no_argument, NULL, 'M' },
        { "help", no_argument, NULL, 'h' },           { NULL, 0, NULL, 0 },
    };
    struct arguments arguments = { 0 };
    int option;

    opterr = 0; /* it would speak another encoding */
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'd':
            arguments.disc = optarg;
            break;
        case 'm':
            arguments.medium = optarg;
            break;
        case 'v':
            arguments.vendor = optarg;
            break;
        case 'p':
            arguments.product = optarg;
            break;
        case 'r':
            arguments.revision = optarg;
            break;
        case 'M':
            arguments.is_machine = true;
            break;
        case 'h':
            console_print(usage);
            return EXIT_CODE_DONE;
        default:
            complain("there is no option '%s', or it lacks its value\n", argv[optind - 1]);
            console_print_error(usage);
            return EXIT_CODE_USAGE;
        }
    }
    return (int)run(argc - optind, argv + optind, &arguments);
}
