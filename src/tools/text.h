/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A text that grows, and JSON in it. Without memory it stays as it is and says so at the end. */
#ifndef OPENIMAPI_TOOLS_TEXT_H
#define OPENIMAPI_TOOLS_TEXT_H

#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>

/** Zeroed, it is empty. */
struct text {
    char *bytes; /* UTF-8, terminated; NULL while nothing was added */
    size_t length;
    size_t capacity;
    bool failed;
    bool has_member; /* the next member of a JSON object or array needs a comma */
};

/** Frees the text and zeroes it. */
void text_release(struct text *text);

/** Adds as printf would. */
void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Adds UTF-16; what is no UTF-16 is replaced. NULL adds nothing. */
void text_add_wide(struct text *text, const char16 *wide);

/** Begins a member of a JSON object, or with a NULL name an element of an array. */
void text_json_name(struct text *text, const char *name);

/** Opens an object or array, '{' or '['; the name is as above. */
void text_json_open(struct text *text, const char *name, char bracket);

/** Closes it, '}' or ']'. */
void text_json_close(struct text *text, char bracket);

/** A member of text; NULL is null. */
void text_json_string(struct text *text, const char *name, const char *value);

/** Likewise, of UTF-16. */
void text_json_wide(struct text *text, const char *name, const char16 *value);

/** A member that is a number. */
void text_json_number(struct text *text, const char *name, unsigned long long value);

#endif
