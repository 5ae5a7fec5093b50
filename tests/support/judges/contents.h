/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contents of the matrix, put into a tree. */
#ifndef OPENIMAPI_TESTS_SUPPORT_JUDGES_CONTENTS_H
#define OPENIMAPI_TESTS_SUPPORT_JUDGES_CONTENTS_H

#include "fsimage/tree.h"
#include "support/judges/matrix.h"

/** The time of images, and of the first item; items follow at odd distances. Seconds since 1970. */
#define CONTENTS_FIRST_TIME 1000000000

/** Adds what the case holds to the empty `tree`. Fails as fsimage_tree_add_file does. */
enum status contents_add(struct fsimage_tree *tree, const struct matrix_case *matrix_case,
                         struct fsimage_problem *problem);

/** Adds what the session holds behind or over which that of the case lies. Fails likewise. */
enum status contents_add_first(struct fsimage_tree *tree, const struct matrix_case *matrix_case,
                               struct fsimage_problem *problem);

#endif
