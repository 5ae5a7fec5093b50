/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the recorder tool tells of recorders. docs/virtual-recorder.md lists the members of JSON. */
#include "tools/recorder_report.h"

#include "base/memory.h"
#include "platform/file.h"
#include "tools/disc_picture.h"
#include "tools/recorder_disc.h"
#include "transport/recorder_catalog.h"
#include "transport/virtual_transport.h"
#include "virtualdrive/faults.h"

#include <inttypes.h>
#include <string.h>

/* A recorder and what is on its tray. */
struct subject {
    const struct virtual_recorder *recorder;
    enum disc_medium blank;
    enum status status; /* of reading the disc */
    struct recorder_disc disc;
    char words[RECORDER_DISC_TEXT_MAXIMUM];
};

static bool has_disc(const struct virtual_recorder *recorder)
{
    return recorder->disc_path[0] != 0;
}

static void look_at(const struct virtual_recorder *recorder, struct subject *subject)
{
    *subject = (struct subject){ .recorder = recorder, .words = "no disc" };
    subject->blank = disc_medium_of(recorder->medium, strlen(recorder->medium));
    if (!has_disc(recorder))
        return;
    subject->status = recorder_disc_read(recorder->disc_path, subject->blank, &subject->disc);
    recorder_disc_describe(subject->status, &subject->disc, subject->blank, subject->words);
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
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_LOG)
        return "the path of the log is damaged";
    if (recorder->faults & VIRTUAL_RECORDER_FAULTS_OPTION)
        return "there is an option that nobody knows";
    return NULL;
}

static const char *scope_of(const struct virtual_recorder *recorder)
{
    switch (recorder->scope) {
    case VIRTUAL_RECORDER_SCOPE_PROCESS:
        return "environment";
    case VIRTUAL_RECORDER_SCOPE_USER:
        return "user";
    case VIRTUAL_RECORDER_SCOPE_MACHINE:
        return "machine";
    }
    return "?";
}

static const char *tray_of(const struct virtual_recorder *recorder)
{
    return recorder->is_tray_open ? "open" : "closed";
}

static const char *or_default(const char *text, const char *otherwise)
{
    return text[0] != '\0' ? text : otherwise;
}

static void add_line(const struct subject *subject, struct text *text)
{
    const struct virtual_recorder *recorder = subject->recorder;
    const char *fault = fault_of(recorder);

    text_add_wide(text, recorder->name);
    text_add(text, ": tray %s, %s%s", tray_of(recorder), subject->words,
             has_disc(recorder) ? ", " : "");
    text_add_wide(text, recorder->disc_path);
    text_add(text, "\n");
    if (recorder->fault_plan[0] != '\0')
        text_add(text, "  fails on demand: %s\n", recorder->fault_plan);
    if (recorder->log_path != NULL) {
        text_add(text, "  logs to ");
        text_add_wide(text, recorder->log_path);
        text_add(text, "\n");
    }
    if (fault != NULL)
        text_add(text, "  damaged: %s\n", fault);
}

static void add_json_track(const struct disc_track *track, struct text *text)
{
    static const char *const states[] = { "open", "reserved", "closed" };

    text_json_open(text, NULL, '{');
    text_json_number(text, "session", track->session);
    text_json_string(text, "state", states[track->state]);
    text_json_number(text, "start", track->start);
    text_json_number(text, "blocks", track->size);
    text_json_number(text, "recorded", track->recorded);
    text_json_close(text, '}');
}

static void add_json_disc(const struct subject *subject, struct text *text)
{
    const struct disc_state *state = &subject->disc.state;
    const bool is_usable = subject->status == STATUS_OK;

    if (!has_disc(subject->recorder)) {
        text_json_string(text, "disc", NULL);
        return;
    }
    text_json_open(text, "disc", '{');
    text_json_wide(text, "path", subject->recorder->disc_path);
    text_json_string(text, "description", subject->words);
    text_json_string(text, "medium", disc_medium_name(is_usable ? state->medium : subject->blank));
    text_json_string(text, "state", is_usable ? recorder_disc_state(&subject->disc) : NULL);
    if (is_usable) {
        text_json_number(text, "capacityBlocks", state->capacity_blocks);
        text_json_number(text, "usedBlocks", subject->disc.used_blocks);
        text_json_number(text, "freeBlocks", subject->disc.free_blocks);
        text_json_open(text, "tracks", '[');
        for (unsigned i = 0; i < state->track_count; i++)
            add_json_track(&state->tracks[i], text);
        text_json_close(text, ']');
    }
    text_json_close(text, '}');
}

static void add_json(const struct subject *subject, struct text *text)
{
    const struct virtual_recorder *recorder = subject->recorder;
    char16 *id = recorder_catalog_virtual_id(recorder->name);

    text_json_open(text, NULL, '{');
    text_json_wide(text, "name", recorder->name);
    text_json_wide(text, "id", id);
    text_json_string(text, "scope", scope_of(recorder));
    text_json_string(text, "vendor",
                     or_default(recorder->vendor_id, VIRTUAL_TRANSPORT_DEFAULT_VENDOR));
    text_json_string(text, "product",
                     or_default(recorder->product_id, VIRTUAL_TRANSPORT_DEFAULT_PRODUCT));
    text_json_string(text, "revision",
                     or_default(recorder->product_revision, VIRTUAL_TRANSPORT_DEFAULT_REVISION));
    text_json_string(text, "tray", tray_of(recorder));
    add_json_disc(subject, text);
    text_json_string(text, "faults", recorder->fault_plan);
    text_json_wide(text, "log", recorder->log_path);
    text_json_string(text, "damaged", fault_of(recorder));
    text_json_close(text, '}');
    memory_free(id);
}

void recorder_report_list(const struct virtual_recorders *recorders, bool is_json,
                          struct text *text)
{
    if (is_json)
        text_json_open(text, NULL, '[');
    else if (recorders->count == 0)
        text_add(text, "There is no virtual recorder.\n");
    for (size_t i = 0; i < recorders->count; i++) {
        struct subject subject;

        look_at(&recorders->entries[i], &subject);
        if (is_json)
            add_json(&subject, text);
        else
            add_line(&subject, text);
    }
    if (is_json) {
        text_json_close(text, ']');
        text_add(text, "\n");
    }
}

static void add_wide_row(const char *label, const char16 *value, struct text *text)
{
    if (value == NULL || value[0] == 0)
        return;
    text_add(text, "%-9s ", label);
    text_add_wide(text, value);
    text_add(text, "\n");
}

static void add_row(const char *label, const char *value, struct text *text)
{
    if (value != NULL && value[0] != '\0')
        text_add(text, "%-9s %s\n", label, value);
}

static void add_plain(const struct subject *subject, struct text *text)
{
    const struct virtual_recorder *recorder = subject->recorder;
    char16 *id = recorder_catalog_virtual_id(recorder->name);

    add_wide_row("name", recorder->name, text);
    add_wide_row("id", id, text);
    memory_free(id);
    text_add(text, "%-9s %s %s %s\n", "drive",
             or_default(recorder->vendor_id, VIRTUAL_TRANSPORT_DEFAULT_VENDOR),
             or_default(recorder->product_id, VIRTUAL_TRANSPORT_DEFAULT_PRODUCT),
             or_default(recorder->product_revision, VIRTUAL_TRANSPORT_DEFAULT_REVISION));
    add_row("kept in", scope_of(recorder), text);
    add_row("tray", tray_of(recorder), text);
    add_row("faults", recorder->fault_plan, text);
    add_wide_row("log", recorder->log_path, text);
    add_row("damaged", fault_of(recorder), text);
    add_wide_row("file", recorder->disc_path, text);
    add_row("disc", subject->words, text);
    if (has_disc(recorder) && subject->status == STATUS_OK)
        disc_picture_add(&subject->disc, text);
}

void recorder_report_one(const struct virtual_recorder *recorder, bool is_json, struct text *text)
{
    struct subject subject;

    look_at(recorder, &subject);
    if (is_json) {
        add_json(&subject, text);
        text_add(text, "\n");
    } else {
        add_plain(&subject, text);
    }
}

enum status recorder_report_file(const char16 *path, struct text *text)
{
    char piece[4096];
    struct platform_file *file;
    uint64_t offset = 0;
    size_t size = 0;
    enum status status = platform_file_open(path, PLATFORM_FILE_READ_SHARED, &file);

    if (status != STATUS_OK)
        return status;
    do {
        status = platform_file_read_at(file, offset, piece, sizeof(piece), &size);
        text_add(text, "%.*s", (int)size, piece);
        offset += size;
    } while (status == STATUS_OK && size > 0);
    platform_file_close(file);
    return status;
}
