/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules by which a name becomes one that a file system can record. */
#ifndef OPENIMAPI_FSIMAGE_SHORT_NAME_H
#define OPENIMAPI_FSIMAGE_SHORT_NAME_H

#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Units of a UDF name of eight bits, which are more than those of any other. */
#define SHORT_NAME_MAXIMUM 254

/** A name in parts: a stem that may be cut to make room for a number, and what stays behind it. */
struct short_name {
    char16 text[SHORT_NAME_MAXIMUM];
    uint8_t length;
    uint8_t stem_length;
    uint8_t stem_maximum;
    char16 mark; /* what leads a number */
};

/** Copies a name, and no more of its storage than that. */
void short_name_copy(const struct short_name *name, struct short_name *out);

/**
 * ECMA-119 7.5, 7.6 and 10: upper case, letters of the Latin alphabet without their marks, all else
 * '_'; of a file an extension behind the last dot. `level` is 1 to 3.
 */
void iso_name_derive(const char16 *name, size_t length, bool is_directory, unsigned level,
                     struct short_name *out);

/** Joliet specification 1995: 64 units, without those it forbids. */
void joliet_name_derive(const char16 *name, size_t length, bool is_directory,
                        struct short_name *out);

/** Whether joliet_name_derive would give the name itself. */
bool joliet_name_is_kept(const char16 *name, size_t length);

/** Whether a UDF file identifier says all of the name. */
bool udf_name_is_kept(const char16 *name, size_t length);

/**
 * OSTA UDF 4.2.2.1, for a name that is not kept: '_' for what may not be recorded, the stem cut,
 * then '#' and the check of the name in hexadecimal digits before an extension of up to four units.
 */
void udf_name_derive(const char16 *name, size_t length, bool is_directory, struct short_name *out);

/** `base` with the end of its stem replaced by its mark and `number`. */
void short_name_number(const struct short_name *base, uint32_t number, struct short_name *out);

/** The number that short_name_number gave `text`, were it made of `base`; 0 when it was not. */
uint32_t short_name_number_of(const struct short_name *base, const char16 *text, size_t length);

#endif
