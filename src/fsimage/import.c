/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Taking over what a disc holds: first the rules of the session that follows, then its items. */
#include "fsimage/import.h"

#include "base/memory.h"
#include "fsimage/alias.h"
#include "fsimage/change.h"
#include "fsimage/disc_runs.h"
#include "fsimage/import_names.h"
#include "fsimage/import_state.h"
#include "fsimage/limits.h"
#include "fsimage/rules.h"
#include "fsimage/staging.h"
#include "fsimage/streams.h"
#include "stream/locked_source.h"
#include "stream/memory_source.h"

#include <string.h>

#define PARTITION_UNIT 32u /* blocks; a UDF session begins at a multiple */

struct importing {
    struct fsimage_tree *tree;
    const struct fsimage_import_options *options;
    enum fsimage_file_system file_system;
    struct fsimage_volume_info info;
    struct fsimage_problem *problem;
    uint32_t *directories; /* the way down to where the walk is */
    size_t depth;
    size_t capacity;
    uint32_t directories_imported;
    uint32_t files_imported;
};

void import_state_destroy(struct import_state *import)
{
    if (import != NULL)
        byte_source_drop(&import->disc);
    memory_free(import);
}

void import_swap_rules(struct fsimage_tree *tree, struct import_rules *rules)
{
    const struct import_rules before = {
        .file_systems = tree->file_systems,
        .udf_revision = tree->udf_revision,
        .size_limit = tree->size_limit,
        .session = tree->session,
    };

    tree->file_systems = rules->file_systems;
    tree->udf_revision = rules->udf_revision;
    tree->size_limit = rules->size_limit;
    tree->session = rules->session;
    *rules = before;
    rules_changed(tree);
}

bool import_has_content(const struct fsimage_tree *tree, const struct node *node)
{
    return tree->import != NULL && node->content >= tree->import->first_run;
}

static uint32_t directory_now(const struct importing *importing)
{
    return importing->depth == 0 ? FSIMAGE_ROOT : importing->directories[importing->depth - 1];
}

static enum status push_directory(struct importing *importing, uint32_t directory)
{
    if (importing->depth == importing->capacity) {
        const size_t capacity = importing->capacity * 2 + 16;
        uint32_t *directories =
            memory_resize(importing->directories, capacity, sizeof(*directories));

        if (directories == NULL)
            return STATUS_NO_MEMORY;
        importing->directories = directories;
        importing->capacity = capacity;
    }
    importing->directories[importing->depth++] = directory;
    return STATUS_OK;
}

/* Tells the observer of `item`; a path that there is no memory for is an event less. */
static void tell(const struct importing *importing, uint32_t item, uint64_t copied)
{
    const bool is_directory = fsimage_item_is_directory(importing->tree, item);
    struct fsimage_import_step step = {
        .is_directory = is_directory,
        .directories = importing->directories_imported,
        .files = importing->files_imported,
        .total_directories = importing->info.directory_count,
        .total_files = importing->info.file_count,
        .copied_bytes = copied,
    };
    char16 *path;
    char16 *longer;

    if (importing->options->observer == NULL ||
        fsimage_item_full_path(importing->tree, item, &path, &step.path_length) != STATUS_OK)
        return;
    longer = memory_resize(path, step.path_length + 2, sizeof(*path));
    if (longer != NULL) {
        path = longer;
        if (is_directory)
            path[step.path_length++] = '\\';
        path[step.path_length] = 0;
        step.path = path;
        importing->options->observer(importing->options->context, &step);
    }
    memory_free(path);
}

static enum status report_kind(const struct importing *importing, uint32_t present,
                               enum fsimage_problem_kind kind)
{
    item_problem(importing->tree, present, kind, importing->problem);
    importing->problem->file_systems = importing->file_system;
    return STATUS_WRONG_KIND;
}

static enum status report_inconsistent(const struct importing *importing)
{
    fsimage_problem_set(importing->problem, FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT, NULL, 0);
    importing->problem->file_systems = importing->file_system;
    importing->problem->first = -1;
    return STATUS_CORRUPT;
}

/* With such names every further one would take longer to add. */
static enum status report_crowd(const struct importing *importing)
{
    static const char16 feature[] = u"thousands of names that differ in case only";

    fsimage_problem_set(importing->problem, FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED, feature,
                        sizeof(feature) / sizeof(*feature) - 1);
    importing->problem->file_systems = importing->file_system;
    return STATUS_NOT_SUPPORTED;
}

/* What the tree itself has at the place of `found`, which wins; FSIMAGE_NO_ITEM: nothing. */
static enum status find_present(const struct importing *importing, const struct import_name *name,
                                enum fsimage_item_kind kind, uint32_t *present)
{
    const struct fsimage_tree *tree = importing->tree;
    const struct node *node;
    uint32_t found;

    *present = FSIMAGE_NO_ITEM;
    if (alias_is_crowded(tree, directory_now(importing), name->text, name->length))
        return report_crowd(importing);
    found = alias_find_child(tree, directory_now(importing), name->text, name->length);
    if (found == FSIMAGE_NO_ITEM)
        return STATUS_OK;
    node = node_at(tree, found);
    if ((node->marks & MARK_IMPORTED) != 0) {
        /* Discs may have names that differ in case only. */
        const bool is_same =
            utf16_compare(name_of(tree, node), node->name_length, name->text, name->length) == 0;

        return is_same ? report_inconsistent(importing) : STATUS_OK;
    }
    if (kind == FSIMAGE_FILE && node_is_directory(node))
        return report_kind(importing, found, FSIMAGE_PROBLEM_FILE_MEETS_DIRECTORY);
    if (kind == FSIMAGE_DIRECTORY && !node_is_directory(node))
        return report_kind(importing, found, FSIMAGE_PROBLEM_DIRECTORY_MEETS_FILE);
    *present = found;
    return STATUS_OK;
}

static enum status set_content(struct importing *importing, uint32_t item,
                               const struct fsimage_found_item *found)
{
    struct byte_source *source;
    uint64_t size = 0;
    enum status status;

    if (found->embedded != NULL) {
        status = memory_source_create(found->embedded, (size_t)found->size, &source);
        if (status == STATUS_OK)
            status = item_set_source(importing->tree, item, source);
        byte_source_drop(&source);
        return status;
    }
    for (uint32_t i = 0; i < found->run_count; i++) {
        const struct fsimage_run *run = &found->runs[i];

        if (run->size == 0 || run->size > found->size - size ||
            (i + 1 < found->run_count && run->size % FSIMAGE_BLOCK_SIZE != 0))
            return report_inconsistent(importing);
        size += run->size;
    }
    if (size != found->size || fsimage_blocks_of(size) > UINT32_MAX)
        return report_inconsistent(importing);
    return disc_runs_set(importing->tree, item, found->size, found->runs, found->run_count);
}

static enum status create_item(struct importing *importing, const struct fsimage_found_item *found,
                               const struct import_name *name, uint32_t *item)
{
    struct node *node;
    enum status status =
        item_create(importing->tree, found->kind, name->text, name->length, &found->times, item);

    if (status != STATUS_OK)
        return status;
    node = node_at(importing->tree, *item);
    node->marks = MARK_IMPORTED;
    if (found->is_hidden)
        node->flags |= NODE_HIDDEN;
    if (found->kind == FSIMAGE_DIRECTORY)
        return STATUS_OK;
    if (found->is_real_time)
        node->marks |= MARK_REAL_TIME;
    return set_content(importing, *item, found);
}

/* The name of `found` here, and what has it already. */
static enum status find_place(const struct importing *importing,
                              const struct fsimage_found_item *found, struct import_name *name,
                              uint32_t *present)
{
    const enum status status =
        import_name_make(importing->tree, directory_now(importing), found->name, found->name_length,
                         importing->options->maps_illegal_names, name, importing->problem);

    *present = FSIMAGE_NO_ITEM;
    return status == STATUS_OK ? find_present(importing, name, found->kind, present) : status;
}

static enum status enter(void *context, const struct fsimage_found_item *found)
{
    struct importing *importing = context;
    struct import_name name;
    uint32_t item;
    enum status status = find_place(importing, found, &name, &item);

    if (status == STATUS_OK && item == FSIMAGE_NO_ITEM) {
        status = create_item(importing, found, &name, &item);
        if (status == STATUS_OK)
            status = change_attach_unique(importing->tree, directory_now(importing), item,
                                          importing->problem);
    }
    if (status == STATUS_OK)
        status = push_directory(importing, item);
    if (status != STATUS_OK)
        return status;
    tell(importing, item, 0);
    importing->directories_imported++;
    return STATUS_OK;
}

static enum status leave(void *context)
{
    struct importing *importing = context;

    assert(importing->depth != 0);
    importing->depth--;
    return STATUS_OK;
}

static enum status add_stream(struct importing *importing, uint32_t file,
                              const struct fsimage_found_item *found)
{
    struct import_name name;
    uint32_t stream;
    enum status status =
        import_name_make(importing->tree, file, found->name, found->name_length,
                         importing->options->maps_illegal_names, &name, importing->problem);

    if (status == STATUS_OK &&
        streams_find_exactly(importing->tree, file, name.text, name.length) != FSIMAGE_NO_ITEM)
        status = report_inconsistent(importing);
    if (status == STATUS_OK)
        status = create_item(importing, found, &name, &stream);
    return status == STATUS_OK
               ? change_attach_stream_unique(importing->tree, file, stream, importing->problem)
               : status;
}

static enum status add_file(struct importing *importing, const struct fsimage_found_item *found,
                            const struct import_name *name)
{
    uint32_t item;
    enum status status = create_item(importing, found, name, &item);

    if (status == STATUS_OK)
        status = change_attach_unique(importing->tree, directory_now(importing), item,
                                      importing->problem);
    for (uint32_t i = 0; i < found->stream_count && status == STATUS_OK; i++)
        status = add_stream(importing, item, &found->streams[i]);
    if (status != STATUS_OK)
        return status;
    importing->files_imported++;
    tell(importing, item, found->embedded != NULL ? found->size : 0);
    return STATUS_OK;
}

static enum status file(void *context, const struct fsimage_found_item *found)
{
    struct importing *importing = context;
    struct import_name name;
    uint32_t present;
    const enum status status = find_place(importing, found, &name, &present);

    if (status != STATUS_OK || present != FSIMAGE_NO_ITEM)
        return status;
    return add_file(importing, found, &name);
}

static enum status refuse(struct fsimage_problem *problem, enum fsimage_problem_kind kind,
                          enum status status)
{
    fsimage_problem_set(problem, kind, NULL, 0);
    return status;
}

/* Whether a session can follow (reference: the conditions under which a volume can be appended). */
static enum status check_obstacle(const struct fsimage_volume_info *info, bool is_overlay,
                                  struct fsimage_problem *problem)
{
    switch (info->obstacle) {
    case FSIMAGE_APPEND_POSSIBLE:
        break;
    case FSIMAGE_APPEND_NEWER_REVISION:
        return refuse(problem, FSIMAGE_PROBLEM_UDF_NOT_WRITE_COMPATIBLE, STATUS_NOT_SUPPORTED);
    case FSIMAGE_APPEND_NOT_READ_ONLY:
    case FSIMAGE_APPEND_WHOLE_MEDIUM:
    case FSIMAGE_APPEND_OPEN_INTEGRITY:
    case FSIMAGE_APPEND_WRITE_PROTECTED:
        return refuse(problem, FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION, STATUS_NOT_SUPPORTED);
    }
    if (is_overlay && (info->file_systems & FSIMAGE_ISO9660) != 0)
        return refuse(problem, FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION, STATUS_NOT_SUPPORTED);
    return STATUS_OK;
}

static uint32_t unit_of(uint32_t write_unit)
{
    if (write_unit == 0 || PARTITION_UNIT % write_unit == 0)
        return PARTITION_UNIT;
    return write_unit % PARTITION_UNIT == 0 ? write_unit : write_unit * PARTITION_UNIT;
}

/* The session that follows. STATUS_TOO_LARGE: it would begin where no image reaches. */
static enum status follow(const struct importing *importing, struct fsimage_session *session,
                          struct fsimage_problem *problem)
{
    const struct fsimage_import_options *options = importing->options;
    const struct fsimage_volume_info *info = &importing->info;
    const uint64_t unit = unit_of(options->write_unit);
    uint64_t start = options->next_start;

    if (options->is_overlay)
        start = (info->end + unit - 1) / unit * unit;
    if (start > FSIMAGE_BLOCKS_MAXIMUM)
        return refuse(problem, FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION, STATUS_NOT_SUPPORTED);
    *session = (struct fsimage_session){
        .start = (uint32_t)start,
        .number = info->udf_tag_serial != 0 ? info->udf_tag_serial + 1 : 2,
        .udf_partition_start = info->udf_partition_start,
        .udf_next_unique_id = info->udf_next_unique_id,
        .is_overlay = options->is_overlay,
        .write_unit = options->write_unit,
    };
    return STATUS_OK;
}

/* Makes the image the session that follows; tree->import is there then, and knows what was. */
static enum status begin(struct importing *importing, const struct fsimage_disc *disc,
                         struct fsimage_problem *problem)
{
    const struct fsimage_volume_info *info = &importing->info;
    struct fsimage_tree *tree = importing->tree;
    struct import_state *import = memory_allocate(1, sizeof(*import));
    struct import_rules rules = {
        .file_systems = info->file_systems,
        .udf_revision = info->udf_revision != 0 ? info->udf_revision : tree->udf_revision,
    };
    enum status status = import != NULL ? STATUS_OK : STATUS_NO_MEMORY;

    if (status == STATUS_OK)
        status = follow(importing, &rules.session, problem);
    if (status == STATUS_OK)
        status = limits_check_tree(tree, rules.file_systems, tree->iso_level, problem);
    if (status == STATUS_OK)
        status =
            fsimage_disc_id(disc->source, importing->options->is_overlay ? 0 : disc->session_start,
                            import->disc_id, problem);
    if (status == STATUS_OK)
        status = locked_source_create(disc->source, &import->disc);
    if (status != STATUS_OK) {
        import_state_destroy(import);
        return status;
    }
    rules.session.disc = import->disc;
    memcpy(import->name, info->name, sizeof(import->name));
    import->name_length = info->name_length;
    import->first_change = tree->change_count;
    import->first_run = tree->disc_run_count;
    import_swap_rules(tree, &rules);
    import->before = rules;
    tree->import = import;
    return STATUS_OK;
}

static void take_back(struct fsimage_tree *tree)
{
    struct import_state *import = tree->import;

    if (import == NULL)
        return;
    tree->import = NULL;
    import_swap_rules(tree, &import->before);
    import_state_destroy(import);
}

static void read_info(struct importing *importing, const struct fsimage_volume_reader_class *reader,
                      const struct fsimage_volume *volume)
{
    reader->info(volume, &importing->info);
    importing->info.file_systems |= importing->options->beside;
}

/* What is left of the medium limits the session; a limit of 0 would be none. */
static enum status set_limit(const struct importing *importing)
{
    struct fsimage_tree *tree = importing->tree;
    const uint32_t taken = importing->options->is_overlay ? tree->session.start : 0;
    const uint32_t blocks = importing->options->free_blocks;

    if (blocks == 0)
        return STATUS_OK;
    return fsimage_tree_set_size_limit(tree, blocks > taken ? blocks - taken : 1,
                                       importing->problem);
}

static enum status import_all(struct importing *importing,
                              const struct fsimage_volume_reader_class *reader,
                              struct fsimage_volume *volume, const struct fsimage_disc *disc)
{
    static const struct fsimage_volume_sink sink = { .enter = enter, .leave = leave, .file = file };
    struct fsimage_tree *tree = importing->tree;
    const struct tree_mark mark = tree_mark_of(tree);
    const uint32_t begun = tree->change_count;
    enum status status =
        check_obstacle(&importing->info, importing->options->is_overlay, importing->problem);

    if (status == STATUS_OK && !rules_can_record(tree, importing->info.file_systems))
        status = STATUS_NOT_SUPPORTED;
    if (status == STATUS_OK)
        status = begin(importing, disc, importing->problem);
    if (status != STATUS_OK)
        return status;
    tell(importing, FSIMAGE_ROOT, 0);
    importing->directories_imported++;
    status = reader->walk(volume, &sink, importing, importing->problem);
    if (status == STATUS_OK)
        status = set_limit(importing);
    change_end(tree, begun, status);
    if (status == STATUS_OK) {
        /* A walk may have met ids that the volume's own count has not. */
        read_info(importing, reader, volume);
        tree->session.udf_next_unique_id = importing->info.udf_next_unique_id;
        tree->import->end_change = tree->change_count;
    } else {
        tree_cut(tree, &mark);
        take_back(tree);
    }
    return status;
}

static enum status check_tree(const struct fsimage_tree *tree, struct fsimage_problem *problem)
{
    const enum status status = tree_check_writable(tree, problem);

    if (status != STATUS_OK)
        return status;
    if (tree->import != NULL)
        return refuse(problem, FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE, STATUS_NOT_EMPTY);
    if (tree->boot_image_count != 0)
        return refuse(problem, FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT, STATUS_INVALID_STATE);
    return STATUS_OK;
}

enum status fsimage_tree_import(struct fsimage_tree *tree, const struct fsimage_disc *disc,
                                const struct fsimage_volume_reader_class *reader,
                                const struct fsimage_import_options *options,
                                struct fsimage_volume_info *info, struct fsimage_problem *problem)
{
    struct importing importing = {
        .tree = tree,
        .options = options,
        .file_system = reader->file_system,
        .problem = problem,
    };
    struct fsimage_volume *volume = NULL;
    enum status status = check_tree(tree, problem);

    memset(info, 0, sizeof(*info));
    if (status == STATUS_OK)
        status = reader->open(disc, &volume, problem);
    if (status != STATUS_OK)
        return status;
    read_info(&importing, reader, volume);
    status = import_all(&importing, reader, volume, disc);
    reader->close(volume);
    memory_free(importing.directories);
    if (status == STATUS_OK)
        *info = importing.info;
    return status;
}

bool fsimage_tree_is_imported(const struct fsimage_tree *tree)
{
    return tree->import != NULL;
}

const char16 *fsimage_tree_imported_name(const struct fsimage_tree *tree, size_t *length)
{
    *length = tree->import != NULL ? tree->import->name_length : 0;
    return tree->import != NULL ? tree->import->name : NULL;
}

const char16 *fsimage_tree_imported_disc_id(const struct fsimage_tree *tree)
{
    return tree->import != NULL ? tree->import->disc_id : u"";
}
