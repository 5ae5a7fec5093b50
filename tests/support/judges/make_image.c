/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes images of the matrix with time and identity pinned. */
#include "support/judges/make_image.h"

#include "support/judges/contents.h"
#include "support/judges/pattern_source.h"

#include "base/date.h"
#include "base/memory.h"
#include "fsimage/boot.h"
#include "fsimage/import.h"
#include "iso9660/reader.h"
#include "iso9660/writer.h"
#include "platform/file.h"
#include "udf/volume.h"
#include "udf/writer.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_BYTES = 1 << 20,
    ZERO_BYTES = 65536, /* holes of this size and alignment are left out */
    PATH_BYTES = 4096,
    BIOS_BYTES = 2048,
    EFI_BYTES = 65536,
    SESSION_GAP_BLOCKS = 6900, /* at least, about what lies between sessions of a CD */
    SESSION_UNIT = 16,
    PLATFORM_X86 = 0,
    PLATFORM_EFI = 0xEF,
};

static enum status set_rules(struct fsimage_tree *tree, const struct matrix_case *matrix_case,
                             struct fsimage_problem *problem)
{
    enum status status = fsimage_tree_set_file_systems(tree, matrix_case->file_systems, problem);

    if (status == STATUS_OK && matrix_case->iso_level != 0)
        status = fsimage_tree_set_iso_level(tree, matrix_case->iso_level, problem);
    if (status == STATUS_OK && matrix_case->udf_revision != 0)
        status = fsimage_tree_set_udf_revision(tree, matrix_case->udf_revision, problem);
    return status;
}

static enum status acquire(struct byte_source *given, uint32_t size, struct byte_source **source)
{
    *source = byte_source_acquire(given);
    return *source != NULL ? STATUS_OK : pattern_source_create(size, size, source);
}

/* Both are to be dropped, whatever it gives. */
static enum status acquire_boot(const struct make_image_boot *given, struct make_image_boot *boot)
{
    enum status status;

    *boot = (struct make_image_boot){ 0 };
    status = acquire(given->bios, BIOS_BYTES, &boot->bios);
    return status == STATUS_OK ? acquire(given->efi, EFI_BYTES, &boot->efi) : status;
}

static enum status set_boot(struct fsimage_tree *tree, const struct make_image_boot *boot,
                            struct fsimage_problem *problem)
{
    struct make_image_boot sources;
    enum status status = acquire_boot(boot, &sources);
    const struct fsimage_boot_image images[2] = {
        { .platform = PLATFORM_X86,
          .emulation = FSIMAGE_BOOT_NO_EMULATION,
          .source = sources.bios },
        { .platform = PLATFORM_EFI, .emulation = FSIMAGE_BOOT_NO_EMULATION, .source = sources.efi },
    };

    if (status == STATUS_OK)
        status = fsimage_tree_set_boot_images(tree, images, 2, problem);
    byte_source_drop(&sources.bios);
    byte_source_drop(&sources.efi);
    return status;
}

static const struct fsimage_volume_reader_class *reader_for(unsigned file_systems)
{
    if ((file_systems & FSIMAGE_UDF) != 0)
        return &udf_volume_reader_class;
    return (file_systems & FSIMAGE_JOLIET) != 0 ? &iso9660_joliet_volume_reader_class
                                                : &iso9660_volume_reader_class;
}

static enum status import(struct fsimage_tree *tree, struct fsimage_result *first,
                          const struct matrix_case *matrix_case, struct fsimage_problem *problem)
{
    const uint32_t blocks = fsimage_result_total_blocks(first);
    const struct fsimage_import_options options = {
        .beside = matrix_case->file_systems,
        .is_overlay = matrix_case->session == MATRIX_OVER,
        .next_start = (blocks + SESSION_GAP_BLOCKS) / SESSION_UNIT * SESSION_UNIT,
        .write_unit = SESSION_UNIT,
    };
    struct fsimage_disc disc = { .last_block = blocks - 1 };
    struct fsimage_volume_info info;
    enum status status = fsimage_result_source(first, &disc.source);

    if (status == STATUS_OK)
        status = fsimage_tree_import(tree, &disc, reader_for(matrix_case->file_systems), &options,
                                     &info, problem);
    byte_source_drop(&disc.source);
    return status;
}

static enum status create_result(struct fsimage_tree *tree, struct fsimage_result **result,
                                 struct fsimage_problem *problem)
{
    static const char16 volume[] = MAKE_IMAGE_VOLUME;
    static const struct fsimage_identity identity = {
        .image_time = DATE_UNIX_EPOCH_TICKS + CONTENTS_FIRST_TIME * DATE_TICKS_PER_SECOND,
        .volume_name = volume,
        .volume_name_length = sizeof(volume) / sizeof(volume[0]) - 1,
        .volume_set_unique = "0123456789ABCDEF",
    };

    return fsimage_result_create(tree, &identity, result, problem);
}

static enum status create_tree(const struct matrix_case *matrix_case, struct fsimage_tree **tree,
                               struct fsimage_problem *problem)
{
    static const struct fsimage_writer_class *const writers[] = { &iso9660_writer_class,
                                                                  &udf_writer_class };
    enum status status = fsimage_tree_create(writers, sizeof(writers) / sizeof(writers[0]), tree);

    return status == STATUS_OK ? set_rules(*tree, matrix_case, problem) : status;
}

static enum status create_first(const struct matrix_case *matrix_case,
                                const struct make_image_boot *boot, struct fsimage_result **result,
                                struct fsimage_problem *problem)
{
    struct fsimage_tree *tree;
    enum status status = create_tree(matrix_case, &tree, problem);

    if (status == STATUS_OK)
        status = contents_add_first(tree, matrix_case, problem);
    if (status == STATUS_OK && matrix_case->is_bootable)
        status = set_boot(tree, boot, problem);
    if (status == STATUS_OK)
        status = create_result(tree, result, problem);
    fsimage_tree_drop(&tree);
    return status;
}

enum status make_image_result(const struct matrix_case *matrix_case,
                              const struct make_image_boot *boot, struct fsimage_result **result,
                              struct fsimage_problem *problem)
{
    const bool is_first = matrix_case->session == MATRIX_FIRST;
    struct fsimage_result *first = NULL;
    struct fsimage_tree *tree = NULL;
    enum status status = STATUS_OK;

    *result = NULL;
    if (!is_first)
        status = create_first(matrix_case, boot, &first, problem);
    if (status == STATUS_OK)
        status = create_tree(matrix_case, &tree, problem);
    if (status == STATUS_OK && !is_first)
        status = import(tree, first, matrix_case, problem);
    if (status == STATUS_OK)
        status = contents_add(tree, matrix_case, problem);
    if (status == STATUS_OK && matrix_case->is_bootable && is_first)
        status = set_boot(tree, boot, problem);
    if (status == STATUS_OK)
        status = create_result(tree, result, problem);
    fsimage_tree_drop(&tree);
    fsimage_result_drop(&first);
    return status;
}

static enum status write_chunk(struct platform_file *output, uint64_t offset, const uint8_t *chunk,
                               size_t size, bool is_last)
{
    enum status status = STATUS_OK;

    for (size_t at = 0; at < size && status == STATUS_OK; at += ZERO_BYTES) {
        const size_t part = size - at < ZERO_BYTES ? size - at : ZERO_BYTES;
        const bool is_end = is_last && at + part == size;

        if (is_end || !digest_is_zero(chunk + at, part))
            status = platform_file_write_at(output, offset + at, chunk + at, part);
    }
    return status;
}

/* Copies all of `image` to where block `start` of the disc is. */
static enum status copy(struct byte_source *image, uint32_t start, struct platform_file *output)
{
    const uint64_t total = byte_source_size(image);
    const uint64_t first = (uint64_t)start * FSIMAGE_BLOCK_SIZE;
    uint8_t *chunk = memory_resize(NULL, CHUNK_BYTES, 1);
    enum status status = chunk != NULL ? STATUS_OK : STATUS_NO_MEMORY;
    uint64_t offset = 0;

    while (status == STATUS_OK && offset < total) {
        size_t read;

        status = byte_source_read_at(image, offset, chunk, CHUNK_BYTES, &read);
        if (status == STATUS_OK)
            status = write_chunk(output, first + offset, chunk, read, offset + read == total);
        offset += read;
    }
    memory_free(chunk);
    return status;
}

static enum status copy_disc(struct fsimage_result *result, struct byte_source *reader,
                             struct platform_file *output)
{
    const struct fsimage_session *session = fsimage_tree_session(fsimage_result_tree(result));
    enum status status;

    if (session->start == 0 || session->is_overlay)
        return copy(reader, 0, output);
    status = copy(session->disc, 0, output);
    return status == STATUS_OK ? copy(reader, session->start, output) : status;
}

enum status make_image_write(struct fsimage_result *result, const char *path,
                             struct fsimage_problem *problem)
{
    struct platform_file *output = NULL;
    struct byte_source *reader;
    char16 native[PATH_BYTES];
    size_t length = 0;
    enum status status = fsimage_reader_create(result, &reader);

    if (status == STATUS_OK)
        status = utf16_from_utf8(path, strlen(path), native, PATH_BYTES - 1, &length);
    native[length] = 0;
    if (status == STATUS_OK)
        status = platform_file_open(native, PLATFORM_FILE_CREATE, &output);
    if (status == STATUS_OK) {
        status = copy_disc(result, reader, output);
        *problem = *fsimage_reader_problem(reader);
    }
    platform_file_close(output);
    byte_source_drop(&reader);
    return status;
}

static enum status digest_source(struct byte_source *source, char text[DIGEST_DIGITS + 1])
{
    static uint8_t chunk[CHUNK_BYTES];
    static struct digest digest;
    enum status status = STATUS_OK;
    uint64_t offset = 0;
    size_t read = 1;

    digest_init(&digest);
    while (status == STATUS_OK && source != NULL && read > 0) {
        status = byte_source_read_at(source, offset, chunk, sizeof(chunk), &read);
        digest_update(&digest, chunk, read);
        offset += read;
    }
    digest_finish(&digest, text);
    return status;
}

static enum status digest_content(const struct fsimage_tree *tree, uint32_t item,
                                  char text[DIGEST_DIGITS + 1])
{
    struct fsimage_problem problem;
    struct byte_source *source;
    enum status status = fsimage_file_open_content(tree, item, &source, &problem);

    if (status == STATUS_OK)
        status = digest_source(source, text);
    byte_source_drop(&source);
    return status;
}

/* The recorded path as manifests have it; to be freed. */
static enum status path_text(const struct fsimage_tree *tree, uint32_t item,
                             enum fsimage_file_system file_system, char **text)
{
    char16 *path;
    size_t length;
    enum status status = fsimage_item_recorded_path(tree, item, file_system, &path, &length);

    *text = NULL;
    if (status != STATUS_OK)
        return status;
    *text = malloc(3 * length + 1);
    status = *text != NULL ? utf16_to_utf8(path + 1, length - 1, *text, 3 * length + 1, &length)
                           : STATUS_NO_MEMORY;
    memory_free(path);
    for (char *at = *text; status == STATUS_OK && *at != '\0'; at++) {
        if (*at == '\\')
            *at = '/';
    }
    return status;
}

static enum status add_item(struct fsimage_tree *tree, uint32_t item,
                            enum fsimage_file_system file_system, struct manifest *manifest)
{
    const struct fsimage_item_info info = fsimage_item_info(tree, item);
    struct manifest_entry entry = {
        .is_directory = info.kind == FSIMAGE_DIRECTORY,
        .size = (int64_t)info.size,
        .time = (info.times.modification - DATE_UNIX_EPOCH_TICKS) / DATE_TICKS_PER_SECOND,
    };
    enum status status = path_text(tree, item, file_system, &entry.path);

    if (status == STATUS_OK && !entry.is_directory)
        status = digest_content(tree, item, entry.digest);
    if (status == STATUS_OK)
        manifest_add(manifest, &entry);
    free(entry.path);
    return status;
}

static enum status add_below(struct fsimage_tree *tree, uint32_t directory,
                             enum fsimage_file_system file_system, struct manifest *manifest)
{
    const uint32_t *children;
    size_t count;
    enum status status = fsimage_directory_children(tree, directory, &children, &count);

    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = add_item(tree, children[i], file_system, manifest);
        if (status == STATUS_OK && fsimage_item_is_directory(tree, children[i]))
            status = add_below(tree, children[i], file_system, manifest);
    }
    return status;
}

enum status make_image_manifest(struct fsimage_result *result, enum fsimage_file_system file_system,
                                struct manifest *manifest)
{
    return add_below(fsimage_result_tree(result), FSIMAGE_ROOT, file_system, manifest);
}

static enum status add_boot_image(struct byte_source *source, char *name, struct manifest *manifest)
{
    struct manifest_entry entry = {
        .size = (int64_t)byte_source_size(source),
        .time = MANIFEST_NOT_TOLD,
        .path = name,
    };
    const enum status status = digest_source(source, entry.digest);

    if (status == STATUS_OK)
        manifest_add(manifest, &entry);
    return status;
}

enum status make_image_boot_manifest(const struct make_image_boot *boot, struct manifest *manifest)
{
    char bios_name[] = "1";
    char efi_name[] = "2";
    struct make_image_boot sources;
    enum status status = acquire_boot(boot, &sources);

    if (status == STATUS_OK)
        status = add_boot_image(sources.bios, bios_name, manifest);
    if (status == STATUS_OK)
        status = add_boot_image(sources.efi, efi_name, manifest);
    byte_source_drop(&sources.bios);
    byte_source_drop(&sources.efi);
    return status;
}
