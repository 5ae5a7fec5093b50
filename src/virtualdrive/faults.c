/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faults on demand: COMMAND[@FIRST[-LAST]][#AFTER][*TIMES]:ACTION, separated by blanks. */
#include "virtualdrive/faults.h"

#include <string.h>

#define WORD_MAXIMUM 40

/* The text not yet read; `failed` sticks. */
struct reader {
    const char *text;
    bool failed;
};

struct command_name {
    uint8_t opcode;
    const char *name;
};

static const struct command_name commands[] = {
#define MMC_OPCODE_ENTRY(value, name, text) { (value), #name },
#include "mmc/opcodes.def"
#undef MMC_OPCODE_ENTRY
};

static const struct {
    const char *name;
    enum drive_fault_action action;
    bool has_value;
} actions[] = {
    { "slow", DRIVE_FAULT_ACTION_SLOW, true },
    { "becoming-ready", DRIVE_FAULT_ACTION_BECOMING_READY, true },
    { "partial", DRIVE_FAULT_ACTION_PARTIAL, true },
    { "pull", DRIVE_FAULT_ACTION_PULL, false },
    { "timeout", DRIVE_FAULT_ACTION_TIMEOUT, false },
    { "gone", DRIVE_FAULT_ACTION_GONE, false },
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void skip_blanks(struct reader *reader)
{
    while (*reader->text == ' ')
        reader->text++;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* In capitals, with '_' for '-', as the names of commands are. */
static void read_word(struct reader *reader, char out[WORD_MAXIMUM])
{
    size_t length = 0;

    for (; is_word(*reader->text); reader->text++) {
        const char c = *reader->text;

        if (length + 1 < WORD_MAXIMUM)
            out[length++] = c == '-' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        else
            reader->failed = true;
    }
    out[length] = '\0';
    if (length == 0)
        reader->failed = true;
}

static uint32_t read_number(struct reader *reader)
{
    uint64_t value = 0;
    const char *start = reader->text;

    for (; *reader->text >= '0' && *reader->text <= '9' && value <= UINT32_MAX; reader->text++)
        value = value * 10 + (uint64_t)(*reader->text - '0');
    if (reader->text == start || value > UINT32_MAX)
        reader->failed = true;
    return reader->failed ? 0 : (uint32_t)value;
}

static bool read_is(struct reader *reader, char c)
{
    if (*reader->text != c)
        return false;
    reader->text++;
    return true;
}

/* -1 for what is no hexadecimal digit. */
static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static uint32_t read_hexadecimal(struct reader *reader, unsigned digits_maximum)
{
    uint32_t value = 0;
    unsigned digits = 0;

    for (; digits < digits_maximum && digit_of(*reader->text) >= 0; digits++)
        value = value << 4 | (uint32_t)digit_of(*reader->text++);
    if (digits == 0)
        reader->failed = true;
    return value;
}

static void add_opcode(struct drive_fault *fault, uint8_t opcode)
{
    fault->opcodes[opcode / 8] |= (uint8_t)(1u << opcode % 8);
}

/* "WRITE" stands for WRITE (10) and WRITE (12). */
static bool is_named(const char *word, const char *name)
{
    const size_t length = strlen(word);

    return strncmp(word, name, length) == 0 &&
           (name[length] == '\0' || strcmp(name + length, "_10") == 0 ||
            strcmp(name + length, "_12") == 0);
}

static bool add_by_code(struct drive_fault *fault, const char *word)
{
    if (strlen(word) != 2 || digit_of(word[0]) < 0 || digit_of(word[1]) < 0)
        return false;
    add_opcode(fault, (uint8_t)(digit_of(word[0]) << 4 | digit_of(word[1])));
    return true;
}

static void read_command(struct reader *reader, struct drive_fault *fault)
{
    char word[WORD_MAXIMUM];
    bool is_known = false;

    read_word(reader, word);
    if (strcmp(word, "ANY") == 0) {
        memset(fault->opcodes, 0xFF, sizeof(fault->opcodes));
        return;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (!is_named(word, commands[i].name))
            continue;
        add_opcode(fault, commands[i].opcode);
        is_known = true;
    }
    if (!is_known && !add_by_code(fault, word))
        reader->failed = true;
}

static void read_conditions(struct reader *reader, struct drive_fault *fault)
{
    if (read_is(reader, '@')) {
        fault->has_range = true;
        fault->first_lba = read_number(reader);
        fault->last_lba = read_is(reader, '-') ? read_number(reader) : fault->first_lba;
    }
    if (read_is(reader, '#'))
        fault->after = read_number(reader);
    if (read_is(reader, '*'))
        fault->times = read_number(reader);
    if (fault->last_lba < fault->first_lba)
        reader->failed = true;
}

static void read_sense(struct reader *reader, struct drive_fault *fault)
{
    uint32_t code = read_hexadecimal(reader, 1) << 16;

    if (!read_is(reader, '/'))
        reader->failed = true;
    code |= read_hexadecimal(reader, 2) << 8;
    if (!read_is(reader, '/'))
        reader->failed = true;
    fault->action = DRIVE_FAULT_ACTION_SENSE;
    fault->value = code | read_hexadecimal(reader, 2);
    if (fault->value == 0)
        reader->failed = true;
}

static void read_action(struct reader *reader, struct drive_fault *fault)
{
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        const size_t length = strlen(actions[i].name);

        if (strncmp(reader->text, actions[i].name, length) != 0)
            continue;
        reader->text += length;
        fault->action = actions[i].action;
        if (actions[i].has_value && !read_is(reader, '='))
            reader->failed = true;
        else if (actions[i].has_value)
            fault->value = read_number(reader);
        return;
    }
    read_sense(reader, fault);
}

static void read_fault(struct reader *reader, struct drive_fault *fault)
{
    read_command(reader, fault);
    read_conditions(reader, fault);
    if (!read_is(reader, ':'))
        reader->failed = true;
    if (!reader->failed)
        read_action(reader, fault);
    if (*reader->text != ' ' && *reader->text != '\0')
        reader->failed = true;
}

enum status drive_faults_parse(const char *text, struct drive_faults *faults)
{
    struct reader reader = { .text = text };
    enum status status = STATUS_OK;

    *faults = (struct drive_faults){ 0 };
    for (skip_blanks(&reader); *reader.text != '\0' && status == STATUS_OK; skip_blanks(&reader)) {
        if (faults->count == DRIVE_FAULTS_MAXIMUM)
            status = STATUS_TOO_MANY;
        else
            read_fault(&reader, &faults->faults[faults->count++]);
        if (reader.failed)
            status = STATUS_INVALID_ARGUMENT;
    }
    if (status != STATUS_OK)
        *faults = (struct drive_faults){ 0 };
    return status;
}

static bool is_meant(const struct drive_fault *fault, uint8_t opcode, uint32_t lba, uint32_t blocks)
{
    if ((fault->opcodes[opcode / 8] & 1u << opcode % 8) == 0)
        return false;
    return !fault->has_range ||
           (blocks > 0 && lba <= fault->last_lba && (uint64_t)lba + blocks > fault->first_lba);
}

const struct drive_fault *drive_faults_match(struct drive_faults *faults, uint8_t opcode,
                                             uint32_t lba, uint32_t blocks)
{
    const struct drive_fault *due = NULL;

    for (size_t i = 0; i < faults->count; i++) {
        struct drive_fault *fault = &faults->faults[i];

        if (!is_meant(fault, opcode, lba, blocks))
            continue;
        if (fault->matches < UINT32_MAX)
            fault->matches++;
        if (due == NULL && fault->matches > fault->after &&
            (fault->times == 0 || fault->matches - fault->after <= fault->times))
            due = fault;
    }
    return due;
}
