/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The log of commands of a virtual recorder. */
#include "transport/command_log.h"

#include "base/memory.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "transport/virtual_configuration.h"
#include "virtualdrive/command_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Time and duration stand in front of the text. */
#define LINE_MAXIMUM (DRIVE_COMMAND_TEXT_MAXIMUM + 64)

struct command_log {
    struct platform_file *file;
    uint64_t opened_ms;
};

/* Whole lines, so that those of several drives do not mix. */
static enum status write_line(struct command_log *log, const char *line)
{
    return platform_file_write_at(log->file, 0, line, strlen(line));
}

static enum status write_opening(struct command_log *log, const char16 *name)
{
    char line[LINE_MAXIMUM];
    char text[VIRTUAL_RECORDER_NAME_MAXIMUM + 1] = { 0 };

    for (size_t i = 0; i < VIRTUAL_RECORDER_NAME_MAXIMUM && name[i] != 0; i++)
        text[i] = (char)name[i]; /* names are ASCII */
    snprintf(line, sizeof(line), "'%s' is opened\n", text);
    return write_line(log, line);
}

enum status command_log_open(const char16 *path, const char16 *name, struct command_log **log)
{
    struct command_log *opened = memory_allocate(1, sizeof(*opened));
    enum status status;

    *log = NULL;
    if (opened == NULL)
        return STATUS_NO_MEMORY;
    opened->opened_ms = platform_clock_monotonic_ms();
    status = platform_file_open(path, PLATFORM_FILE_APPEND, &opened->file);
    if (status == STATUS_OK)
        status = write_opening(opened, name);
    if (status != STATUS_OK) {
        command_log_close(opened);
        return status;
    }
    *log = opened;
    return STATUS_OK;
}

void command_log_add(struct command_log *log, const struct scsi_command *command,
                     const struct scsi_result *result, uint64_t duration_ms)
{
    char text[DRIVE_COMMAND_TEXT_MAXIMUM];
    char line[LINE_MAXIMUM];
    uint64_t elapsed_ms;

    if (log == NULL)
        return;
    elapsed_ms = platform_clock_monotonic_ms() - log->opened_ms;
    drive_command_describe(command, result, text);
    if (duration_ms < 100)
        snprintf(line, sizeof(line), "%5" PRIu64 ".%03u  %s\n", elapsed_ms / 1000,
                 (unsigned)(elapsed_ms % 1000), text);
    else
        snprintf(line, sizeof(line), "%5" PRIu64 ".%03u  %s, after %" PRIu64 " ms\n",
                 elapsed_ms / 1000, (unsigned)(elapsed_ms % 1000), text, duration_ms);
    (void)write_line(log, line);
}

void command_log_close(struct command_log *log)
{
    if (log == NULL)
        return;
    platform_file_close(log->file);
    memory_free(log);
}
