/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of fsimage/import.h, and of images that follow a session. */
#include "support/allocation_failure.h"
#include "support/cmocka_all.h"

#include "base/memory.h"
#include "fsimage/boot.h"
#include "fsimage/import.h"
#include "fsimage/named_streams.h"
#include "stream/prng_source.h"
#include "stream/zero_source.h"
#include "unit/fsimage/trees.h"

#include <stdlib.h>
#include <string.h>

#define DISC_BLOCKS 1000u

/* What the reader below finds, in order; NULL ends it. */
enum step_kind {
    STEP_END,
    STEP_ENTER,
    STEP_LEAVE,
    STEP_FILE,
};

struct step {
    enum step_kind kind;
    struct fsimage_found_item item;
};

static const struct step *script;
static struct fsimage_volume_info script_info;
static enum status open_result;
static unsigned open_volumes;

struct fsimage_volume {
    int unused;
};

static enum status script_open(const struct fsimage_disc *disc, struct fsimage_volume **volume,
                               struct fsimage_problem *problem)
{
    static struct fsimage_volume opened;

    (void)disc;
    *volume = NULL;
    if (open_result != STATUS_OK) {
        problem->kind = FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND;
        return open_result;
    }
    open_volumes++;
    *volume = &opened;
    return STATUS_OK;
}

static void script_get_info(const struct fsimage_volume *volume, struct fsimage_volume_info *info)
{
    (void)volume;
    *info = script_info;
}

static enum status script_walk(struct fsimage_volume *volume,
                               const struct fsimage_volume_sink *sink, void *context,
                               struct fsimage_problem *problem)
{
    enum status status = STATUS_OK;

    (void)volume, (void)problem;
    for (const struct step *step = script; step->kind != STEP_END && status == STATUS_OK; step++) {
        if (step->kind == STEP_ENTER)
            status = sink->enter(context, &step->item);
        else if (step->kind == STEP_LEAVE)
            status = sink->leave(context);
        else
            status = sink->file(context, &step->item);
    }
    return status;
}

static void script_close(struct fsimage_volume *volume)
{
    open_volumes -= volume != NULL;
}

static const struct fsimage_volume_reader_class script_reader = {
    .file_system = FSIMAGE_UDF,
    .open = script_open,
    .info = script_get_info,
    .walk = script_walk,
    .close = script_close,
};

#define NAME(literal) .name = (literal), .name_length = sizeof(literal) / sizeof(char16) - 1
#define DIRECTORY(literal)                                                                         \
    {                                                                                              \
        STEP_ENTER,                                                                                \
        {                                                                                          \
            .kind = FSIMAGE_DIRECTORY, NAME(literal)                                               \
        }                                                                                          \
    }
#define LEAVE                                                                                      \
    {                                                                                              \
        STEP_LEAVE,                                                                                \
        {                                                                                          \
            .kind = FSIMAGE_DIRECTORY                                                              \
        }                                                                                          \
    }
#define EMPTY(literal)                                                                             \
    {                                                                                              \
        STEP_FILE,                                                                                 \
        {                                                                                          \
            .kind = FSIMAGE_FILE, NAME(literal)                                                    \
        }                                                                                          \
    }

static const struct fsimage_run two_runs[] = { { 400, 4096 }, { 300, 1000 } };

static const struct fsimage_found_item some_streams[] = {
    { .kind = FSIMAGE_FILE, NAME(u"s"), .size = 3, .embedded = (const uint8_t *)"xyz" },
};

static const struct step tree_script[] = {
    DIRECTORY(u"d"),
    { STEP_FILE,
      { .kind = FSIMAGE_FILE,
        NAME(u"runs"),
        .is_hidden = true,
        .times = { 1, 2, 3 },
        .size = 5096,
        .runs = two_runs,
        .run_count = 2 } },
    DIRECTORY(u"deeper"),
    EMPTY(u"empty"),
    LEAVE,
    LEAVE,
    { STEP_FILE,
      { .kind = FSIMAGE_FILE,
        NAME(u"small"),
        .size = 5,
        .embedded = (const uint8_t *)"12345",
        .streams = some_streams,
        .stream_count = 1 } },
    { STEP_END, { .kind = FSIMAGE_FILE } },
};

static struct byte_source *make_disc(void)
{
    struct byte_source *disc;

    assert_int_equal(prng_source_create(7, DISC_BLOCKS * FSIMAGE_BLOCK_SIZE, &disc), STATUS_OK);
    return disc;
}

static void set_script(const struct step *steps)
{
    script = steps;
    open_result = STATUS_OK;
    script_info = (struct fsimage_volume_info){
        .file_systems = FSIMAGE_UDF,
        .name = u"OLD",
        .name_length = 3,
        .udf_revision = 0x250,
        .udf_minimum_write = 0x250,
        .udf_partition_start = 288,
        .udf_next_unique_id = 99,
        .udf_tag_serial = 4,
        .end = 500,
        .directory_count = 3,
        .file_count = -1,
    };
}

static enum status import(struct fsimage_tree *tree, const struct fsimage_import_options *options,
                          struct fsimage_problem *problem)
{
    struct byte_source *source = make_disc();
    const struct fsimage_disc disc = { .source = source, .last_block = DISC_BLOCKS - 1 };
    struct fsimage_volume_info info;
    const enum status status =
        fsimage_tree_import(tree, &disc, &script_reader, options, &info, problem);

    assert_int_equal(info.end, status == STATUS_OK ? script_info.end : 0);
    assert_int_equal(open_volumes, 0);
    byte_source_drop(&source);
    return status;
}

static const struct fsimage_import_options sequential = { .next_start = 12000 };
static const struct fsimage_import_options overlay = { .is_overlay = true, .write_unit = 16 };

static void assert_imports(struct fsimage_tree *tree, const struct fsimage_import_options *options)
{
    struct fsimage_problem problem;
    const enum status status = import(tree, options, &problem);

    if (status != STATUS_OK)
        fail_msg("importing gave %s, %s", status_name(status),
                 fsimage_problem_kind_name(problem.kind));
}

static void test_import__adds_items_and_a_session(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    const struct fsimage_session *session;
    struct fsimage_item_info info;
    size_t length;
    uint32_t item;

    (void)state;
    set_script(tree_script);
    assert_imports(tree, &sequential);
    assert_children(tree, FSIMAGE_ROOT, u"d|small");
    assert_children(tree, find(tree, u"d"), u"deeper|runs");
    info = fsimage_item_info(tree, find(tree, u"d\\runs"));
    assert_true(info.is_imported);
    assert_true(info.is_hidden);
    assert_int_equal(info.size, 5096);
    assert_int_equal(info.times.modification, 3);
    item = find(tree, u"small");
    assert_int_equal(fsimage_file_stream_count(tree, item), 1);
    assert_int_equal(fsimage_tree_file_systems(tree), FSIMAGE_UDF);
    assert_int_equal(fsimage_tree_udf_revision(tree), 0x250);
    assert_int_equal(fsimage_tree_session_start(tree), 12000);
    session = fsimage_tree_session(tree);
    assert_int_equal(session->number, 5);
    assert_int_equal(session->udf_partition_start, 288);
    assert_int_equal(session->udf_next_unique_id, 99);
    assert_false(session->is_overlay);
    assert_true(fsimage_tree_is_imported(tree));
    assert_text(fsimage_tree_imported_name(tree, &length), 3, u"OLD");
    assert_int_equal(length, 3);
    assert_int_equal(utf16_length(fsimage_tree_imported_disc_id(tree)), FSIMAGE_DISC_ID_LENGTH);
    assert_int_equal(fsimage_tree_change_count(tree), 6);
    fsimage_tree_drop(&tree);
}

static void assert_content(const struct fsimage_tree *tree, const char16 *path, const void *data,
                           size_t size)
{
    struct fsimage_problem problem;
    struct byte_source *source;
    uint8_t bytes[8192];
    size_t read;

    assert_int_equal(
        fsimage_file_open_content(tree, find((struct fsimage_tree *)tree, path), &source, &problem),
        STATUS_OK);
    assert_int_equal(byte_source_size(source), size);
    assert_int_equal(byte_source_read_at(source, 0, bytes, sizeof(bytes), &read), STATUS_OK);
    assert_int_equal(read, size);
    assert_memory_equal(bytes, data, size);
    byte_source_drop(&source);
}

static void read_disc(uint32_t block, uint8_t *out, size_t size)
{
    struct byte_source *disc = make_disc();

    assert_int_equal(byte_source_read_exact(disc, (uint64_t)block * FSIMAGE_BLOCK_SIZE, out, size),
                     STATUS_OK);
    byte_source_drop(&disc);
}

/* What else the session has goes on, too, and forbids what it forbids. */
static void test_import__keeps_what_lies_beside(void **state)
{
    struct fsimage_import_options options = { .next_start = 1312,
                                              .beside = FSIMAGE_ISO9660 | FSIMAGE_JOLIET };
    struct fsimage_disc disc = { .last_block = DISC_BLOCKS - 1 };
    struct fsimage_tree *tree = make_udf_tree(0x250);
    struct fsimage_volume_info info;
    struct fsimage_problem problem;

    (void)state;
    assert_int_equal(zero_source_create(DISC_BLOCKS * UINT64_C(2048), &disc.source), STATUS_OK);
    script = (const struct step[]){ { .kind = STEP_END } };
    script_info = (struct fsimage_volume_info){ .file_systems = FSIMAGE_UDF,
                                                .udf_revision = 0x102,
                                                .end = 900 };
    options.is_overlay = true;
    assert_int_equal(fsimage_tree_import(tree, &disc, &script_reader, &options, &info, &problem),
                     STATUS_NOT_SUPPORTED);
    assert_int_equal(problem.kind, FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION);
    options.is_overlay = false;
    assert_int_equal(fsimage_tree_import(tree, &disc, &script_reader, &options, &info, &problem),
                     STATUS_OK);
    assert_int_equal(fsimage_tree_file_systems(tree),
                     FSIMAGE_UDF | FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    assert_int_equal(info.file_systems, FSIMAGE_UDF | FSIMAGE_ISO9660 | FSIMAGE_JOLIET);
    byte_source_drop(&disc.source);
    fsimage_tree_drop(&tree);
}

static void test_import__contents_stay_on_the_disc(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct fsimage_problem problem;
    struct fsimage_result *result;
    uint8_t expected[5096];
    char *dump;

    (void)state;
    set_script(tree_script);
    assert_imports(tree, &sequential);
    read_disc(400, expected, 4096);
    read_disc(300, expected + 4096, 1000);
    assert_content(tree, u"d\\runs", expected, sizeof(expected));
    assert_content(tree, u"small", "12345", 5);
    assert_int_equal(fsimage_file_run_count(tree, find(tree, u"d\\runs")), 2);
    assert_int_equal(fsimage_file_run_size(tree, find(tree, u"d\\runs"), 1), 1000);
    add_file(tree, u"new", expected, sizeof(expected));
    result = make_result(tree);
    assert_int_equal(fsimage_result_dump(result, &dump), STATUS_OK);
    assert_string_equal(dump, "session 12000 blocks 320\n"
                              "0 +256 zero\n"
                              "256 +1 UDF udf\n"
                              "257 +31 zero\n"
                              "288 +1 UDF udf\n"
                              "289 +3 file \\new 5096\n"
                              "292 +27 zero\n"
                              "319 +1 UDF udf\n");
    memory_free(dump);
    assert_int_equal(fsimage_result_modified_blocks(result, NULL), 0);
    fsimage_result_drop(&result);
    assert_int_equal(fsimage_file_add_stream(tree, find(tree, u"small"), TEXT(u"t"), NULL,
                                             &(struct fsimage_times){ 0 }, &(uint32_t){ 0 },
                                             &problem),
                     STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    fsimage_tree_drop(&tree);
}

static void test_import__existing_items_win(void **state)
{
    static const struct step steps[] = {
        DIRECTORY(u"DIR"), EMPTY(u"both"), EMPTY(u"theirs"), LEAVE,
        EMPTY(u"File"),    EMPTY(u"a"),    EMPTY(u"A"),      { STEP_END, { .kind = FSIMAGE_FILE } },
    };
    struct fsimage_tree *tree = make_udf_tree(0x102);
    uint32_t both;
    uint32_t file;

    (void)state;
    set_script(steps);
    add_directory(tree, u"dir");
    both = add_file(tree, u"dir\\BOTH", "ours", 4);
    file = add_file(tree, u"FILE", "ours", 4);
    assert_imports(tree, &sequential);
    assert_children(tree, FSIMAGE_ROOT, u"a|A|dir|FILE");
    assert_children(tree, find(tree, u"dir"), u"BOTH|theirs");
    assert_int_equal(find(tree, u"dir\\both"), both);
    assert_int_equal(find(tree, u"file"), file);
    assert_int_not_equal(find(tree, u"a"), find(tree, u"A"));
    fsimage_tree_drop(&tree);
}

static void assert_import_fails(struct fsimage_tree *tree, const struct step *steps,
                                const struct fsimage_import_options *options, enum status status,
                                enum fsimage_problem_kind kind, const char16 *text)
{
    const uint64_t before = fingerprint(tree);
    struct fsimage_problem problem;

    if (steps != NULL)
        script = steps;
    assert_int_equal(import(tree, options, &problem), status);
    assert_problem(&problem, kind, text);
    assert_true(fingerprint(tree) == before);
    assert_int_equal(fsimage_tree_session_start(tree), 0);
    assert_int_equal(fsimage_tree_udf_revision(tree), 0x102);
    assert_false(fsimage_tree_is_imported(tree));
}

static void test_import__fails_as_a_whole(void **state)
{
    static const struct step file_meets_directory[] = { EMPTY(u"new"),
                                                        EMPTY(u"DIR"),
                                                        { STEP_END, { .kind = FSIMAGE_FILE } } };
    static const struct step directory_meets_file[] = {
        DIRECTORY(u"new"), LEAVE, DIRECTORY(u"FILE"), LEAVE, { STEP_END, { .kind = FSIMAGE_FILE } }
    };
    static const struct step twice[] = { EMPTY(u"new"),
                                         EMPTY(u"new"),
                                         { STEP_END, { .kind = FSIMAGE_FILE } } };
    static const struct step illegal[] = { EMPTY(u"new"),
                                           EMPTY(u"a:b"),
                                           { STEP_END, { .kind = FSIMAGE_FILE } } };
    static const struct step wrong_size[] = {
        { STEP_FILE,
          { .kind = FSIMAGE_FILE, NAME(u"x"), .size = 5097, .runs = two_runs, .run_count = 2 } },
        { STEP_END, { .kind = FSIMAGE_FILE } }
    };
    struct fsimage_tree *tree = make_udf_tree(0x102);

    (void)state;
    set_script(tree_script);
    add_directory(tree, u"dir");
    add_file(tree, u"file", "", 0);
    assert_import_fails(tree, file_meets_directory, &sequential, STATUS_WRONG_KIND,
                        FSIMAGE_PROBLEM_FILE_MEETS_DIRECTORY, u"\\dir");
    assert_import_fails(tree, directory_meets_file, &sequential, STATUS_WRONG_KIND,
                        FSIMAGE_PROBLEM_DIRECTORY_MEETS_FILE, u"\\file");
    assert_import_fails(tree, twice, &sequential, STATUS_CORRUPT,
                        FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT, NULL);
    assert_import_fails(tree, wrong_size, &sequential, STATUS_CORRUPT,
                        FSIMAGE_PROBLEM_FILE_SYSTEM_INCONSISTENT, NULL);
    assert_import_fails(tree, illegal, &sequential, STATUS_INVALID_NAME,
                        FSIMAGE_PROBLEM_INVALID_PATH, u"a:b");
    script_info.obstacle = FSIMAGE_APPEND_OPEN_INTEGRITY;
    assert_import_fails(tree, tree_script, &sequential, STATUS_NOT_SUPPORTED,
                        FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION, NULL);
    script_info.obstacle = FSIMAGE_APPEND_NEWER_REVISION;
    assert_import_fails(tree, NULL, &sequential, STATUS_NOT_SUPPORTED,
                        FSIMAGE_PROBLEM_UDF_NOT_WRITE_COMPATIBLE, NULL);
    script_info.obstacle = FSIMAGE_APPEND_POSSIBLE;
    script_info.file_systems = FSIMAGE_UDF | FSIMAGE_ISO9660;
    assert_import_fails(tree, NULL, &overlay, STATUS_NOT_SUPPORTED,
                        FSIMAGE_PROBLEM_INCOMPATIBLE_PREVIOUS_SESSION, NULL);
    open_result = STATUS_NOT_FOUND;
    assert_import_fails(tree, NULL, &sequential, STATUS_NOT_FOUND,
                        FSIMAGE_PROBLEM_FILE_SYSTEM_NOT_FOUND, NULL);
    fsimage_tree_drop(&tree);
}

/* Files called by the letters of a number, in upper or lower case. */
static struct step *make_case_variants(uint32_t count)
{
    struct step *steps = calloc(count + 1, sizeof(*steps));
    char16(*names)[16] = calloc(count, sizeof(*names));

    assert_true(steps != NULL && names != NULL);
    for (uint32_t i = 0; i < count; i++) {
        for (unsigned bit = 0; bit < 16; bit++)
            names[i][bit] = (i >> bit & 1) != 0 ? 'A' : 'a';
        steps[i].kind = STEP_FILE;
        steps[i].item.kind = FSIMAGE_FILE;
        steps[i].item.name = names[i];
        steps[i].item.name_length = 16;
    }
    return steps;
}

static void free_case_variants(struct step *steps)
{
    free((void *)steps[0].item.name);
    free(steps);
}

/* Each would take longer to add than the one before: so many are for hostile discs only. */
static void test_import__names_that_differ_in_case_only(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct step *few = make_case_variants(300);
    struct step *many = make_case_variants(60000);

    (void)state;
    set_script(many);
    assert_import_fails(tree, many, &sequential, STATUS_NOT_SUPPORTED,
                        FSIMAGE_PROBLEM_FEATURE_NOT_SUPPORTED,
                        u"thousands of names that differ in case only");
    set_script(few);
    assert_imports(tree, &sequential);
    assert_int_equal(fsimage_tree_file_count(tree), 300);
    fsimage_tree_drop(&tree);
    free_case_variants(few);
    free_case_variants(many);
}

static void test_import__only_once_and_not_with_boot_images(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct fsimage_boot_image image = { .platform = 0 };
    struct fsimage_problem problem;

    (void)state;
    set_script(tree_script);
    assert_int_equal(zero_source_create(2048, &image.source), STATUS_OK);
    assert_int_equal(fsimage_tree_set_boot_images(tree, &image, 1, &problem), STATUS_OK);
    assert_import_fails(tree, NULL, &sequential, STATUS_INVALID_STATE,
                        FSIMAGE_PROBLEM_BOOT_OBJECT_CONFLICT, NULL);
    assert_int_equal(fsimage_tree_set_boot_images(tree, NULL, 0, &problem), STATUS_OK);
    assert_imports(tree, &sequential);
    assert_int_equal(import(tree, &sequential, &problem), STATUS_NOT_EMPTY);
    assert_problem(&problem, FSIMAGE_PROBLEM_NOT_EMPTY_IMAGE, NULL);
    assert_int_equal(fsimage_tree_set_boot_images(tree, &image, 1, &problem), STATUS_INVALID_STATE);
    assert_int_equal(fsimage_tree_set_file_systems(tree, FSIMAGE_ISO9660, &problem),
                     STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_FILE_SYSTEM_CHANGE_NOT_ALLOWED, NULL);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, 0x200, &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_UDF_REVISION_FIXED, NULL);
    assert_int_equal(fsimage_tree_set_udf_revision(tree, 0x250, &problem), STATUS_OK);
    assert_int_equal(fsimage_tree_set_session_start(tree, 0, &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    assert_int_equal(fsimage_tree_set_session_start(tree, 12000, &problem), STATUS_OK);
    byte_source_drop(&image.source);
    fsimage_tree_drop(&tree);
}

static void test_import__illegal_names_are_mapped(void **state)
{
    static const struct step steps[] = {
        EMPTY(u"a:b"), EMPTY(u"a?b"), EMPTY(u"a|b"), DIRECTORY(u".."),
        LEAVE,         EMPTY(u""),    EMPTY(u"x/y"), { STEP_END, { .kind = FSIMAGE_FILE } },
    };
    const struct fsimage_import_options mapping = { .maps_illegal_names = true,
                                                    .next_start = 12000 };
    struct fsimage_tree *tree = make_udf_tree(0x102);

    (void)state;
    set_script(steps);
    assert_imports(tree, &mapping);
    assert_children(tree, FSIMAGE_ROOT, u"a_b|a_b_1|a_b_2|x_y|_|_.");
    fsimage_tree_drop(&tree);
}

static void test_import__is_rolled_back_whole(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct fsimage_problem problem;
    struct byte_source *source;
    uint64_t before;
    uint32_t runs;

    (void)state;
    set_script(tree_script);
    add_file(tree, u"mine", "", 0);
    before = fingerprint(tree);
    assert_imports(tree, &sequential);
    runs = find(tree, u"d\\runs");
    assert_int_equal(fsimage_tree_remove(tree, FSIMAGE_ROOT, TEXT(u"d\\runs"), &problem),
                     STATUS_OK);
    add_file(tree, u"later", "", 0);
    assert_int_equal(fsimage_tree_roll_back(tree, 3, &problem), STATUS_INVALID_ARGUMENT);
    assert_problem(&problem, FSIMAGE_PROBLEM_INVALID_CHANGE_POINT, NULL);
    assert_int_equal(fsimage_tree_roll_back(tree, 7, &problem), STATUS_OK);
    assert_true(fsimage_tree_is_imported(tree));
    assert_int_equal(find(tree, u"d\\runs"), runs);
    assert_int_equal(fsimage_tree_roll_back(tree, 1, &problem), STATUS_OK);
    assert_false(fsimage_tree_is_imported(tree));
    assert_int_equal(fsimage_tree_session_start(tree), 0);
    assert_int_equal(fsimage_tree_udf_revision(tree), 0x102);
    assert_true(fingerprint(tree) == before);

    /* What was on the disc cannot be had any more, nor recorded, also beside another disc's. */
    assert_int_equal(fsimage_file_open_content(tree, runs, &source, &problem), STATUS_CHANGED);
    assert_int_equal(fsimage_tree_attach(tree, FSIMAGE_ROOT, runs, &problem), STATUS_INVALID_STATE);
    assert_problem(&problem, FSIMAGE_PROBLEM_READ_ONLY, NULL);
    assert_imports(tree, &sequential);
    assert_int_equal(fsimage_file_open_content(tree, runs, &source, &problem), STATUS_CHANGED);
    assert_null(source);
    fsimage_tree_drop(&tree);
}

/* What the medium has left, by then. */
static uint32_t limit_after_import(const struct fsimage_import_options *options)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    uint32_t limit;

    assert_imports(tree, options);
    limit = fsimage_tree_size_limit(tree);
    fsimage_tree_drop(&tree);
    return limit;
}

static void test_import__limits_the_session_to_what_is_left(void **state)
{
    static const struct fsimage_import_options behind = { .next_start = 12000,
                                                          .free_blocks = 5000 };
    static const struct fsimage_import_options over = { .is_overlay = true,
                                                        .write_unit = 16,
                                                        .free_blocks = 5000 };

    (void)state;
    set_script(tree_script);
    assert_int_equal(limit_after_import(&sequential), 0);
    assert_int_equal(limit_after_import(&behind), 5000);
    assert_int_equal(limit_after_import(&over), 5000 - 512);
}

/* Without an item there is no change that could be taken back. */
static void test_import__of_nothing_onto_a_full_disc_fails_as_a_whole(void **state)
{
    static const struct step nothing[] = { { STEP_END, { .kind = FSIMAGE_FILE } } };
    static const struct fsimage_import_options behind = { .next_start = 12000, .free_blocks = 300 };
    static const struct fsimage_import_options over = { .is_overlay = true,
                                                        .write_unit = 16,
                                                        .free_blocks = 512 };
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct fsimage_problem problem;

    (void)state;
    set_script(nothing);
    assert_int_equal(fsimage_tree_set_size_limit(tree, 4000, &problem), STATUS_OK);
    assert_import_fails(tree, nothing, &behind, STATUS_TOO_LARGE, FSIMAGE_PROBLEM_IMAGE_TOO_BIG,
                        NULL);
    assert_import_fails(tree, tree_script, &behind, STATUS_TOO_LARGE, FSIMAGE_PROBLEM_IMAGE_TOO_BIG,
                        NULL);
    assert_import_fails(tree, nothing, &over, STATUS_TOO_LARGE, FSIMAGE_PROBLEM_IMAGE_TOO_BIG,
                        NULL);
    assert_int_equal(fsimage_tree_size_limit(tree), 4000);
    fsimage_tree_drop(&tree);
}

static void test_overlay__covers_the_disc(void **state)
{
    struct fsimage_block_range ranges[FSIMAGE_MODIFIED_RANGES_MAXIMUM];
    struct fsimage_tree *tree = make_udf_tree(0x102);
    char16 id[FSIMAGE_DISC_ID_LENGTH + 1];
    struct fsimage_progress_range range;
    struct fsimage_problem problem;
    struct fsimage_result *result;
    struct byte_source *reader;
    uint8_t expected[3 * FSIMAGE_BLOCK_SIZE];
    uint8_t got[3 * FSIMAGE_BLOCK_SIZE];
    char16 *description;
    uint32_t index;
    uint32_t used;
    size_t length;

    (void)state;
    set_script(tree_script);
    assert_imports(tree, &overlay);
    assert_int_equal(fsimage_tree_session_start(tree), 512);
    add_file(tree, u"new", "abc", 3);
    add_zeros(tree, u"zeros", 5000);
    assert_int_equal(fsimage_tree_used_blocks(tree, &used, &problem), STATUS_OK);
    assert_int_equal(used, 320);
    result = make_result(tree);
    assert_int_equal(fsimage_result_total_blocks(result), 512 + 320);
    assert_int_equal(fsimage_result_modified_blocks(result, ranges), 2);
    assert_int_equal(ranges[0].first, 512);
    assert_int_equal(ranges[0].last, 831);
    assert_int_equal(ranges[1].first, 256);
    assert_int_equal(ranges[1].last, 271);

    /* Old blocks, with the anchor among them; then the new session's. */
    assert_int_equal(fsimage_reader_create(result, &reader), STATUS_OK);
    read_disc(255, expected, sizeof(expected));
    memset(expected + FSIMAGE_BLOCK_SIZE, 0xA5, FSIMAGE_BLOCK_SIZE);
    assert_int_equal(byte_source_read_exact(reader, 255 * FSIMAGE_BLOCK_SIZE, got, sizeof(got)),
                     STATUS_OK);
    assert_memory_equal(got, expected, sizeof(got));
    assert_int_equal(byte_source_read_exact(reader, (512 + 256) * FSIMAGE_BLOCK_SIZE, got, 1),
                     STATUS_OK);
    assert_int_equal(got[0], 200);
    read_disc(511, expected, FSIMAGE_BLOCK_SIZE);
    assert_int_equal(byte_source_read_exact(reader, 511 * FSIMAGE_BLOCK_SIZE, got, sizeof(got)),
                     STATUS_OK);
    assert_memory_equal(got, expected, FSIMAGE_BLOCK_SIZE);
    assert_int_equal(got[FSIMAGE_BLOCK_SIZE], 0);
    byte_source_drop(&reader);

    range = fsimage_progress_at(result, 0);
    assert_int_equal(range.first_block, 0);
    assert_int_equal(range.block_count, 512);
    assert_int_equal(range.item, FSIMAGE_NO_ITEM);
    assert_int_equal(fsimage_progress_description(result, 0, &description, &length), STATUS_OK);
    assert_text(description, length, u"Previous session");
    memory_free(description);
    assert_int_equal(fsimage_progress_find_description(result, TEXT(u"\\ZEROS"), &index),
                     STATUS_OK);
    range = fsimage_progress_at(result, index);
    assert_int_equal(range.item, find(tree, u"zeros"));
    assert_int_equal(range.first_block, 512 + 289);
    assert_int_equal(fsimage_progress_find_block(result, 512 + 289, &used), STATUS_OK);
    assert_int_equal(used, index);

    /* The identifier is that of the disc as it will be: from its first block on. */
    assert_int_equal(fsimage_result_disc_id(result, id, &problem), STATUS_OK);
    assert_int_not_equal(
        utf16_compare(id, 16, fsimage_tree_imported_disc_id(tree), FSIMAGE_DISC_ID_LENGTH), 0);
    fsimage_result_drop(&result);
    fsimage_tree_drop(&tree);
}

struct watched {
    char16 paths[256];
    size_t length;
    uint32_t count;
    uint64_t copied;
};

static void watch(void *context, const struct fsimage_import_step *step)
{
    struct watched *watched = context;

    memcpy(watched->paths + watched->length, step->path, step->path_length * sizeof(char16));
    watched->length += step->path_length;
    watched->paths[watched->length++] = '|';
    assert_int_equal(step->path[step->path_length], 0);
    assert_int_equal(step->is_directory, step->path[step->path_length - 1] == '\\');
    assert_int_equal(step->total_directories, 3);
    assert_int_equal(step->total_files, -1);
    assert_int_equal(step->directories + step->files, watched->count + !step->is_directory);
    watched->copied += step->copied_bytes;
    watched->count++;
}

static void test_import__tells_of_each_item(void **state)
{
    struct fsimage_tree *tree = make_udf_tree(0x102);
    struct watched watched = { .count = 0 };
    const struct fsimage_import_options options = { .next_start = 12000,
                                                    .observer = watch,
                                                    .context = &watched };

    (void)state;
    set_script(tree_script);
    assert_imports(tree, &options);
    assert_text(watched.paths, watched.length,
                u"\\|\\d\\|\\d\\runs|\\d\\deeper\\|\\d\\deeper\\empty|\\small|");
    assert_int_equal(watched.copied, 5);
    fsimage_tree_drop(&tree);
}

/* Grants one allocation more each time until the import succeeds. */
static void test_import__without_memory(void **state)
{
    size_t granted = 0;
    enum status status = STATUS_NO_MEMORY;

    (void)state;
    while (status != STATUS_OK) {
        struct fsimage_tree *tree = make_udf_tree(0x102);
        struct byte_source *source = make_disc();
        const struct fsimage_disc disc = { .source = source, .last_block = DISC_BLOCKS - 1 };
        struct fsimage_volume_info info;
        struct fsimage_problem problem;
        uint64_t before;

        set_script(tree_script);
        add_file(tree, u"mine", "", 0);
        before = fingerprint(tree);
        allocation_failure_after(granted++);
        status = fsimage_tree_import(tree, &disc, &script_reader, &sequential, &info, &problem);
        assert_int_equal(allocation_failure_end(), status == STATUS_NO_MEMORY);
        assert_int_equal(fsimage_tree_is_imported(tree), status == STATUS_OK);
        if (status != STATUS_OK)
            assert_true(fingerprint(tree) == before);
        byte_source_drop(&source);
        fsimage_tree_drop(&tree);
    }
    assert_true(granted > 10);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import__adds_items_and_a_session),
        cmocka_unit_test(test_import__keeps_what_lies_beside),
        cmocka_unit_test(test_import__contents_stay_on_the_disc),
        cmocka_unit_test(test_import__existing_items_win),
        cmocka_unit_test(test_import__fails_as_a_whole),
        cmocka_unit_test(test_import__names_that_differ_in_case_only),
        cmocka_unit_test(test_import__only_once_and_not_with_boot_images),
        cmocka_unit_test(test_import__illegal_names_are_mapped),
        cmocka_unit_test(test_import__is_rolled_back_whole),
        cmocka_unit_test(test_import__limits_the_session_to_what_is_left),
        cmocka_unit_test(test_import__of_nothing_onto_a_full_disc_fails_as_a_whole),
        cmocka_unit_test(test_overlay__covers_the_disc),
        cmocka_unit_test(test_import__tells_of_each_item),
        cmocka_unit_test(test_import__without_memory),
    };

    return cmocka_run_group_tests_name("fsimage/import", tests, NULL, NULL);
}
