/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Choosing the names of an item in file systems: derived, then numbered until unique. */
#include "fsimage/alias.h"

#include "fsimage/fold.h"

#include <string.h>

static bool is_free(const struct fsimage_tree *tree, uint32_t directory, enum name_kind kind,
                    const struct short_name *name, uint32_t *hash)
{
    *hash = fold_hash(directory, name->text, name->length);
    return !alias_is_taken(tree, directory, kind, name, *hash);
}

/* Numbers `name` until it is unique, and gives its hash. */
static enum status make_unique(struct fsimage_tree *tree, uint32_t directory, enum name_kind kind,
                               struct short_name *name, uint32_t *hash)
{
    struct short_name base;
    uint64_t stem;
    uint32_t number;

    tree->names_tried++;
    if (is_free(tree, directory, kind, name, hash))
        return STATUS_OK;
    short_name_copy(name, &base);
    stem = alias_stem_of(directory, kind, &base);
    for (number = stem_counters_get(&tree->counters, stem); number <= tree->number_maximum;
         number++) {
        short_name_number(&base, number, name);
        tree->names_tried++;
        if (is_free(tree, directory, kind, name, hash))
            return stem_counters_set(&tree->counters, stem, number + 1);
    }
    return STATUS_INVALID_NAME;
}

static enum status report(enum status status, const char16 *name, size_t length,
                          enum fsimage_file_system file_system, struct fsimage_problem *problem)
{
    if (status == STATUS_INVALID_NAME) {
        fsimage_problem_set(problem, FSIMAGE_PROBLEM_NO_UNIQUE_NAME, name, length);
        problem->file_systems = file_system;
    }
    return status;
}

/* Whether the alias is the name itself, in upper case. */
static bool is_folded(const struct short_name *alias, const char16 *name, size_t length)
{
    size_t i = 0;

    if (alias->length != length)
        return false;
    for (; i + 4 <= length; i += 4) {
        const uint64_t folded = fold_four(name + i, 4);

        if (memcmp(alias->text + i, &folded, sizeof(folded)) != 0)
            return false;
    }
    for (; i < length; i++) {
        if (alias->text[i] != fold(name[i]))
            return false;
    }
    return true;
}

static enum status choose_iso(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                              size_t length, bool is_directory, bool is_name_free,
                              struct alias_pair *out, struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    iso_name_derive(name, length, is_directory, tree->iso_level, &out->iso);
    out->iso_is_name = is_folded(&out->iso, name, length);
    if (!out->iso_is_name || !is_name_free) {
        status = make_unique(tree, directory, NAME_ISO, &out->iso, &out->hashes.iso);
        out->iso_is_name = is_folded(&out->iso, name, length);
    }
    return report(status, name, length, FSIMAGE_ISO9660, problem);
}

enum status alias_choose_iso(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                             size_t length, bool is_directory, struct alias_pair *out,
                             struct fsimage_problem *problem)
{
    return choose_iso(tree, directory, name, length, is_directory, false, out, problem);
}

static bool is_joliet_name(const struct short_name *alias, const char16 *name, size_t length)
{
    return alias->length == length && memcmp(alias->text, name, length * sizeof(*name)) == 0;
}

static enum status choose_joliet(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                                 size_t length, bool is_directory, bool is_name_free,
                                 struct alias_pair *out, struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    out->joliet_is_name = is_name_free && joliet_name_is_kept(name, length);
    if (out->joliet_is_name)
        return STATUS_OK;
    joliet_name_derive(name, length, is_directory, &out->joliet);
    out->joliet_is_name = is_joliet_name(&out->joliet, name, length);
    if (!out->joliet_is_name || !is_name_free) {
        status = make_unique(tree, directory, NAME_JOLIET, &out->joliet, &out->hashes.joliet);
        out->joliet_is_name = is_joliet_name(&out->joliet, name, length);
    }
    return report(status, name, length, FSIMAGE_JOLIET, problem);
}

/* Whether nothing else is recorded by a name that could be kept. */
static bool is_udf_name_free(const struct fsimage_tree *tree, uint32_t parent, const char16 *name,
                             size_t length)
{
    struct short_name kept = { .length = (uint8_t)length };
    uint32_t hash;

    memcpy(kept.text, name, length * sizeof(*name));
    return is_free(tree, parent, NAME_UDF, &kept, &hash);
}

static enum status choose_udf(struct fsimage_tree *tree, uint32_t parent, const char16 *name,
                              size_t length, bool is_directory, bool is_name_free,
                              struct alias_pair *out, struct fsimage_problem *problem)
{
    enum status status;

    out->udf_is_name = udf_name_is_kept(name, length) &&
                       (is_name_free || is_udf_name_free(tree, parent, name, length));
    if (out->udf_is_name)
        return STATUS_OK;
    udf_name_derive(name, length, is_directory, &out->udf);
    status = make_unique(tree, parent, NAME_UDF, &out->udf, &out->hashes.udf);
    return report(status, name, length, FSIMAGE_UDF, problem);
}

enum status alias_choose_stream(struct fsimage_tree *tree, uint32_t file, const char16 *name,
                                size_t length, struct alias_pair *out,
                                struct fsimage_problem *problem)
{
    return choose_udf(tree, file, name, length, false, false, out, problem);
}

/* When nothing has the hash of the name, nothing is called or recorded by it: no need to look. */
enum status alias_choose(struct fsimage_tree *tree, uint32_t directory, const char16 *name,
                         size_t length, bool is_directory, struct alias_pair *out,
                         struct fsimage_problem *problem)
{
    const uint32_t hash = fold_hash(directory, name, length);
    const bool is_name_free = alias_is_hash_free(tree, directory, hash);
    enum status status =
        choose_iso(tree, directory, name, length, is_directory, is_name_free, out, problem);

    out->hashes.name = hash;
    if (status != STATUS_OK)
        return status;
    status = choose_joliet(tree, directory, name, length, is_directory, is_name_free, out, problem);
    if (status != STATUS_OK)
        return status;
    return choose_udf(tree, directory, name, length, is_directory, is_name_free, out, problem);
}
