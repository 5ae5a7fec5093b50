/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The matrix of images that outside programs judge. A case is named by what it is, for example
 * "iso2+joliet.plain.first.deep" or "udf250.boot.over.sizes".
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_MATRIX_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

/** What an image holds. */
enum matrix_content {
    MATRIX_EMPTY,
    MATRIX_ONE,    /* one file */
    MATRIX_SIZES,  /* files around the size of a block */
    MATRIX_NAMES,  /* names at every limit, and look-alikes */
    MATRIX_PLANES, /* names beyond the Basic Multilingual Plane */
    MATRIX_DEEP,   /* as deep as the file systems allow */
    MATRIX_MANY,   /* 10,000 files */
    MATRIX_LARGE,  /* sparse files around 1, 2 and 4 GiB */
    MATRIX_CONTENT_COUNT
};

/** Where the session with that content lies. */
enum matrix_session {
    MATRIX_FIRST,
    MATRIX_APPENDED, /* behind a first one, as on a disc that is written in sequence */
    MATRIX_OVER,     /* over a first one, as on a disc that can be rewritten: UDF alone */
    MATRIX_SESSION_COUNT
};

struct matrix_case {
    unsigned file_systems; /* bits of enum fsimage_file_system */
    unsigned iso_level;    /* 1 to 3; 0 without ISO 9660 */
    unsigned udf_revision; /* 0x0102 to 0x0260; 0 without UDF */
    bool is_bootable;      /* the first session is: what is imported takes no boot images */
    enum matrix_session session;
    enum matrix_content content;
};

/** Bytes of a name, its terminator included. */
#define MATRIX_NAME_BYTES 64

void matrix_case_name(const struct matrix_case *matrix_case, char name[MATRIX_NAME_BYTES]);

/** The case of that name. False: the matrix has none. */
bool matrix_find(const char *name, struct matrix_case *matrix_case);

/** How many cases there are. */
size_t matrix_count(void);

/** The case number `index`, which is below the count. */
struct matrix_case matrix_at(size_t index);

/**
 * Whether the case is one of those for every day, which have every pair of values that any case has
 * (test_matrix.c holds them to it).
 */
bool matrix_is_for_every_day(const struct matrix_case *matrix_case);

#endif
