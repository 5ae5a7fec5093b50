/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import changed of a tree besides its items, so that rolling back can undo it. */
#ifndef OPENIMAPI_FSIMAGE_IMPORT_STATE_H
#define OPENIMAPI_FSIMAGE_IMPORT_STATE_H

#include "fsimage/result.h"
#include "fsimage/tree_state.h"
#include "fsimage/volume_name.h"

/** What goes with the session that an image becomes. */
struct import_rules {
    unsigned file_systems;
    unsigned udf_revision;
    uint32_t size_limit;
    struct fsimage_session session; /* its disc is the import's */
};

struct import_state {
    struct byte_source *disc;
    struct import_rules before;
    uint32_t first_change; /* change counts before and after */
    uint32_t end_change;
    uint32_t first_run; /* of those on this disc */
    char16 name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t name_length;
    char16 disc_id[FSIMAGE_DISC_ID_LENGTH + 1];
};

/** Drops the import; NULL does nothing. */
void import_state_destroy(struct import_state *import);

/** Exchanges the tree's rules with the others. */
void import_swap_rules(struct fsimage_tree *tree, struct import_rules *rules);

/** Whether content of CONTENT_DISC lies on the disc that is imported now. */
bool import_has_content(const struct fsimage_tree *tree, const struct node *node);

#endif
