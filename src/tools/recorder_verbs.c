/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs of openimapi-recorder. */
#include "tools/recorder_verbs.h"

#include "base/memory.h"
#include "platform/file.h"
#include "tools/console.h"
#include "tools/recorder_disc.h"
#include "tools/recorder_report.h"
#include "virtualdrive/faults.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAXIMUM 1024

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

void recorder_complain(const char *format, ...)
{
    va_list arguments;

    console_print_error(RECORDER_PROGRAM ": ");
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
        recorder_complain("there is no medium called '%s'\n", text);
    return *medium != DISC_MEDIUM_NONE;
}

static bool copy_identity(const char *text, char *out, size_t capacity)
{
    const size_t length = text != NULL ? strlen(text) : 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] < 0x20 || text[i] > 0x7E || length >= capacity) {
            recorder_complain("'%s' is not ASCII, or longer than %u characters\n", text,
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
        recorder_complain("there is no recorder called '%s'\n", arguments->name);
    else if (status != STATUS_OK)
        recorder_complain("the recorders cannot be read: %s\n", status_cause(status));
    else if (arguments->is_machine && recorder->scope != VIRTUAL_RECORDER_SCOPE_MACHINE) {
        recorder_complain("'%s' is not a recorder of the machine\n", arguments->name);
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
    recorder_complain("a program is using the disc in '%s'\n", arguments->name);
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
        recorder_complain("'%s': %s\n", text, status_cause(status));
    return absolute;
}

static bool is_plan(const char *text)
{
    struct drive_faults faults;

    return drive_faults_parse(text, &faults) == STATUS_OK;
}

static enum exit_code finish_report(struct text *text)
{
    const bool is_complete = !text->failed;

    if (is_complete)
        console_print(text->bytes != NULL ? text->bytes : "");
    else
        recorder_complain("there is not enough memory\n");
    text_release(text);
    return is_complete ? EXIT_CODE_DONE : EXIT_CODE_FAILED;
}

enum exit_code recorder_verb_list(const struct arguments *arguments)
{
    struct virtual_recorders recorders;
    struct text text = { 0 };
    enum status status = virtual_configuration_list(&recorders);

    if (status != STATUS_OK) {
        recorder_complain("the recorders cannot be read: %s\n", status_cause(status));
        return EXIT_CODE_FAILED;
    }
    recorder_report_list(&recorders, arguments->is_json, &text);
    virtual_recorders_release(&recorders);
    return finish_report(&text);
}

enum exit_code recorder_verb_info(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    struct text text = { 0 };

    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    recorder_report_one(&recorder, arguments->is_json, &text);
    virtual_recorder_release(&recorder);
    return finish_report(&text);
}

static enum exit_code add_recorder(const struct arguments *arguments,
                                   const struct virtual_recorder *recorder)
{
    enum status status = virtual_configuration_add(recorder);

    if (status == STATUS_OK)
        return EXIT_CODE_DONE;
    if (status == STATUS_ALREADY_EXISTS)
        recorder_complain("there is a recorder called '%s'\n", arguments->name);
    else if (status == STATUS_INVALID_NAME)
        recorder_complain("'%s' is not a name: letters, digits, '-', '_' and '.', %u at most\n",
                          arguments->name, VIRTUAL_RECORDER_NAME_MAXIMUM);
    else
        recorder_complain("'%s' cannot be added: %s\n", arguments->name, change_problem(status));
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
        recorder_complain("'%s' was added, but its disc '%s' cannot be used: %s\n", arguments->name,
                          arguments->disc, recorder_disc_problem(status));
}

enum exit_code recorder_verb_add(const struct arguments *arguments)
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
        recorder_complain("a blank disc needs a file: --disc FILE\n");
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
    recorder_complain("'%s' cannot be changed: %s\n", arguments->name, change_problem(status));
    return EXIT_CODE_FAILED;
}

static enum exit_code insert_path(const struct arguments *arguments,
                                  struct virtual_recorder *recorder, const char16 *path,
                                  enum disc_medium blank)
{
    enum status status = recorder_disc_prepare(path, blank);

    if (status != STATUS_OK) {
        recorder_complain("'%s': %s%s\n", arguments->disc, recorder_disc_problem(status),
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

enum exit_code recorder_verb_insert(const struct arguments *arguments)
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

enum exit_code recorder_verb_eject(const struct arguments *arguments)
{
    return move_tray(arguments, true);
}

enum exit_code recorder_verb_load(const struct arguments *arguments)
{
    return move_tray(arguments, false);
}

enum exit_code recorder_verb_faults(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code;

    if (!is_plan(arguments->disc) ||
        strlen(arguments->disc) > VIRTUAL_RECORDER_FAULT_PLAN_MAXIMUM) {
        recorder_complain("'%s' is no plan of faults\n", arguments->disc);
        return EXIT_CODE_USAGE;
    }
    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    code = finish_change(arguments, virtual_configuration_set_faults(&recorder, arguments->disc));
    virtual_recorder_release(&recorder);
    return code;
}

static enum exit_code show_log(const struct virtual_recorder *recorder)
{
    struct text text = { 0 };
    enum status status;

    if (recorder->log_path == NULL) {
        tell("No commands are logged.\n");
        return EXIT_CODE_DONE;
    }
    status = recorder_report_file(recorder->log_path, &text);
    if (status == STATUS_OK || status == STATUS_NOT_FOUND)
        return finish_report(&text);
    recorder_complain("the log cannot be read: %s\n", status_cause(status));
    text_release(&text);
    return EXIT_CODE_FAILED;
}

/* Tried first: a drive says nothing of a log that it cannot write. */
static bool try_log(const char *name, const char16 *path)
{
    struct platform_file *file;
    enum status status = platform_file_open(path, PLATFORM_FILE_APPEND, &file);

    if (status == STATUS_OK)
        platform_file_close(file);
    else
        recorder_complain("'%s' cannot be written: %s\n", name, status_cause(status));
    return status == STATUS_OK;
}

static enum exit_code set_log(const struct arguments *arguments, struct virtual_recorder *recorder)
{
    char16 *path = NULL;
    enum exit_code code = EXIT_CODE_FAILED;

    if (arguments->disc[0] == '\0')
        return finish_change(arguments, virtual_configuration_set_log(recorder, NULL));
    path = absolute_path(arguments->disc);
    if (path != NULL && try_log(arguments->disc, path))
        code = finish_change(arguments, virtual_configuration_set_log(recorder, path));
    memory_free(path);
    return code;
}

enum exit_code recorder_verb_log(const struct arguments *arguments)
{
    struct virtual_recorder recorder = { 0 };
    enum exit_code code;

    if (!find(arguments, &recorder))
        return EXIT_CODE_FAILED;
    code = arguments->disc != NULL ? set_log(arguments, &recorder) : show_log(&recorder);
    virtual_recorder_release(&recorder);
    return code;
}

enum exit_code recorder_verb_remove(const struct arguments *arguments)
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
