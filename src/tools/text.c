/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A text that grows, and JSON in it (RFC 8259). */
#include "tools/text.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CAPACITY 1024

void text_release(struct text *text)
{
    memory_free(text->bytes);
    *text = (struct text){ 0 };
}

static bool reserve(struct text *text, size_t length)
{
    size_t capacity = text->capacity != 0 ? text->capacity : FIRST_CAPACITY;
    char *bytes;

    if (text->failed)
        return false;
    while (capacity - text->length <= length)
        capacity *= 2;
    if (capacity == text->capacity)
        return true;
    bytes = memory_resize(text->bytes, capacity, 1);
    text->failed = bytes == NULL;
    if (bytes == NULL)
        return false;
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void text_add(struct text *text, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(text, (size_t)length))
        return;
    va_start(arguments, format);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

/* In UTF-8, to be freed with memory_free. */
static char *narrow(const char16 *wide)
{
    const size_t length = utf16_length(wide);
    char *bytes = memory_allocate(3 * length + 1, 1);
    size_t size;

    if (bytes != NULL)
        (void)utf16_to_utf8(wide, length, bytes, 3 * length + 1, &size);
    return bytes;
}

void text_add_wide(struct text *text, const char16 *wide)
{
    char *bytes;

    if (wide == NULL)
        return;
    bytes = narrow(wide);
    if (bytes == NULL)
        text->failed = true;
    else
        text_add(text, "%s", bytes);
    memory_free(bytes);
}

static void add_quoted(struct text *text, const char *value)
{
    text_add(text, "\"");
    for (; *value != '\0'; value++) {
        const unsigned char c = (unsigned char)*value;

        if (c == '"' || c == '\\')
            text_add(text, "\\%c", c);
        else if (c < 0x20)
            text_add(text, "\\u%04X", c);
        else
            text_add(text, "%c", c);
    }
    text_add(text, "\"");
}

void text_json_name(struct text *text, const char *name)
{
    if (text->has_member)
        text_add(text, ", ");
    text->has_member = true;
    if (name != NULL) {
        add_quoted(text, name);
        text_add(text, ": ");
    }
}

void text_json_open(struct text *text, const char *name, char bracket)
{
    text_json_name(text, name);
    text_add(text, "%c", bracket);
    text->has_member = false;
}

void text_json_close(struct text *text, char bracket)
{
    text_add(text, "%c", bracket);
    text->has_member = true;
}

void text_json_string(struct text *text, const char *name, const char *value)
{
    text_json_name(text, name);
    if (value == NULL)
        text_add(text, "null");
    else
        add_quoted(text, value);
}

void text_json_wide(struct text *text, const char *name, const char16 *value)
{
    char *bytes = value != NULL ? narrow(value) : NULL;

    if (value != NULL && bytes == NULL)
        text->failed = true;
    text_json_string(text, name, bytes);
    memory_free(bytes);
}

void text_json_number(struct text *text, const char *name, unsigned long long value)
{
    text_json_name(text, name);
    text_add(text, "%llu", value);
}
