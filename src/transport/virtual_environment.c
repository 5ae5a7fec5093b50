/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading OPENIMAPI_VIRTUAL_RECORDERS. */
#include "transport/virtual_environment.h"

#include "base/memory.h"

#include <string.h>

/* Part of the text, borrowed. */
struct span {
    const char16 *text;
    size_t length;
};

static struct span trim(struct span span)
{
    while (span.length > 0 && span.text[0] == ' ') {
        span.text++;
        span.length--;
    }
    while (span.length > 0 && span.text[span.length - 1] == ' ')
        span.length--;
    return span;
}

/* Without the quotes around it. */
static struct span unquote(struct span span)
{
    span = trim(span);
    if (span.length >= 2 && span.text[0] == '"' && span.text[span.length - 1] == '"') {
        span.text++;
        span.length -= 2;
    }
    return span;
}

/* Takes what comes before the next `separator` outside quotes, and that separator. */
static struct span take_until(struct span *rest, char16 separator)
{
    struct span taken = { rest->text, 0 };
    bool is_quoted = false;

    while (taken.length < rest->length) {
        const char16 unit = rest->text[taken.length];

        if (unit == separator && !is_quoted)
            break;
        if (unit == '"')
            is_quoted = !is_quoted;
        taken.length++;
    }
    rest->text += taken.length;
    rest->length -= taken.length;
    if (rest->length > 0) {
        rest->text++;
        rest->length--;
    }
    return taken;
}

static bool span_is(struct span span, const char *word)
{
    const size_t length = strlen(word);

    if (span.length != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (utf16_upper(span.text[i]) != utf16_upper((char16)(unsigned char)word[i]))
            return false;
    }
    return true;
}

/* As ASCII, terminated; false when it is longer or anything else. */
static bool copy_ascii(struct span span, char *out, size_t capacity)
{
    if (span.length >= capacity)
        return false;
    for (size_t i = 0; i < span.length; i++) {
        if (span.text[i] < 0x20 || span.text[i] > 0x7E) {
            memset(out, 0, capacity);
            return false;
        }
        out[i] = (char)span.text[i];
    }
    memset(out + span.length, 0, capacity - span.length);
    return true;
}

static void read_tray(struct span value, struct virtual_recorder *recorder)
{
    recorder->is_tray_open = span_is(value, "open");
    if (!recorder->is_tray_open && !span_is(value, "closed"))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_TRAY;
}

static void read_pace(struct span value, struct virtual_recorder *recorder)
{
    recorder->has_real_pace = span_is(value, "real");
    if (!recorder->has_real_pace && !span_is(value, "host"))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_OPTION;
}

static void read_identity(struct span value, char *out, size_t capacity,
                          struct virtual_recorder *recorder)
{
    if (!copy_ascii(value, out, capacity))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_IDENTITY;
}

/* An empty path is no log. */
static enum status read_log(struct span value, struct virtual_recorder *recorder)
{
    memory_free(recorder->log_path);
    recorder->log_path = NULL;
    if (value.length > VIRTUAL_RECORDER_PATH_MAXIMUM) {
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_LOG;
        return STATUS_OK;
    }
    if (value.length > 0)
        recorder->log_path = utf16_duplicate(value.text, value.length);
    return value.length == 0 || recorder->log_path != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status read_option(struct span option, struct virtual_recorder *recorder)
{
    const struct span key = trim(take_until(&option, '='));
    const struct span value = unquote(option);

    if (span_is(key, "medium")) {
        if (!copy_ascii(value, recorder->medium, sizeof(recorder->medium)))
            recorder->faults |= VIRTUAL_RECORDER_FAULTS_MEDIUM;
    } else if (span_is(key, "tray")) {
        read_tray(value, recorder);
    } else if (span_is(key, "pace")) {
        read_pace(value, recorder);
    } else if (span_is(key, "faults")) {
        if (!copy_ascii(value, recorder->fault_plan, sizeof(recorder->fault_plan)))
            recorder->faults |= VIRTUAL_RECORDER_FAULTS_PLAN;
    } else if (span_is(key, "log")) {
        return read_log(value, recorder);
    } else if (span_is(key, "vendor")) {
        read_identity(value, recorder->vendor_id, sizeof(recorder->vendor_id), recorder);
    } else if (span_is(key, "product")) {
        read_identity(value, recorder->product_id, sizeof(recorder->product_id), recorder);
    } else if (span_is(key, "revision")) {
        read_identity(value, recorder->product_revision, sizeof(recorder->product_revision),
                      recorder);
    } else {
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_OPTION;
    }
    return STATUS_OK;
}

static enum status read_entry(struct span entry, struct virtual_recorder *recorder)
{
    const struct span name = trim(take_until(&entry, '='));
    struct span path = unquote(take_until(&entry, ','));
    enum status status = STATUS_OK;

    if (!virtual_recorder_name_is_valid(name.text, name.length))
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_NAME;
    if (path.length > VIRTUAL_RECORDER_PATH_MAXIMUM) {
        path.length = 0;
        recorder->faults |= VIRTUAL_RECORDER_FAULTS_DISC;
    }
    recorder->name = utf16_duplicate(name.text, name.length);
    recorder->disc_path = utf16_duplicate(path.text, path.length);
    if (recorder->name == NULL || recorder->disc_path == NULL)
        return STATUS_NO_MEMORY;
    while (status == STATUS_OK && entry.length > 0)
        status = read_option(take_until(&entry, ','), recorder);
    return status;
}

static bool is_known(const struct virtual_recorders *recorders,
                     const struct virtual_recorder *recorder)
{
    const size_t length = utf16_length(recorder->name);

    for (size_t i = 0; i < recorders->count; i++) {
        const char16 *name = recorders->entries[i].name;

        if (utf16_compare_folded(name, utf16_length(name), recorder->name, length) == 0)
            return true;
    }
    return false;
}

static enum status append(struct virtual_recorders *recorders, struct virtual_recorder *recorder)
{
    struct virtual_recorder *entries =
        memory_resize(recorders->entries, recorders->count + 1, sizeof(*recorders->entries));

    if (entries == NULL)
        return STATUS_NO_MEMORY;
    recorders->entries = entries;
    entries[recorders->count++] = *recorder;
    *recorder = (struct virtual_recorder){ 0 };
    return STATUS_OK;
}

enum status virtual_environment_parse(const char16 *text, struct virtual_recorders *recorders)
{
    struct span rest = { text, utf16_length(text) };

    *recorders = (struct virtual_recorders){ 0 };
    while (rest.length > 0) {
        const struct span entry = trim(take_until(&rest, ';'));
        struct virtual_recorder recorder = { .scope = VIRTUAL_RECORDER_SCOPE_PROCESS };
        enum status status = STATUS_OK;

        if (entry.length > 0)
            status = read_entry(entry, &recorder);
        if (status == STATUS_OK && entry.length > 0 && !is_known(recorders, &recorder))
            status = append(recorders, &recorder);
        virtual_recorder_release(&recorder);
        if (status != STATUS_OK) {
            virtual_recorders_release(recorders);
            return status;
        }
    }
    return STATUS_OK;
}
