/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The boot record and the boot catalog (El Torito 1.0, chapter 2). */
#include "iso9660/el_torito.h"

#include "iso9660/boot_image.h"

#include <string.h>

#define PLATFORM_EFI   0xEFu
#define BOOTABLE       0x88
#define SECTION        0x90
#define LAST_SECTION   0x91
#define SECTOR_SIZE    512u
#define SECTOR_MAXIMUM 65535u

void iso9660_boot_record_emit(const struct iso9660_boot_places *places, uint8_t *out)
{
    static const char identifier[5] = { 'C', 'D', '0', '0', '1' };
    struct iso9660_boot_record record = {
        .type = ISO9660_DESCRIPTOR_BOOT_RECORD,
        .version = 1,
        .system_identifier = "EL TORITO SPECIFICATION",
        .catalog = le32_of(places->catalog),
    };

    memcpy(record.standard_identifier, identifier, sizeof(identifier));
    memcpy(out, &record, sizeof(record));
}

static struct iso9660_boot_validation_entry
make_validation_entry(const struct fsimage_boot_image *image)
{
    struct iso9660_boot_validation_entry entry = {
        .header = 1,
        .platform = image->platform,
        .key = { 0x55, 0xAA },
    };
    const uint8_t *bytes = (const uint8_t *)&entry;
    unsigned sum = 0;

    static_assert(sizeof(entry.manufacturer) == sizeof(image->manufacturer), "one for one");
    memcpy(entry.manufacturer, image->manufacturer, sizeof(entry.manufacturer));
    for (size_t i = 0; i < sizeof(entry); i += 2)
        sum += bytes[i] + ((unsigned)bytes[i + 1] << 8);
    entry.checksum = le16_of((uint16_t)(0u - sum));
    return entry;
}

static struct iso9660_boot_section_header
make_section_header(const struct fsimage_boot_image *image, bool is_last)
{
    struct iso9660_boot_section_header header = {
        .indicator = is_last ? LAST_SECTION : SECTION,
        .platform = image->platform,
        .entry_count = le16_of(1),
    };

    memcpy(header.identifier, image->manufacturer, sizeof(image->manufacturer));
    return header;
}

/*
 * Without emulation all of an image is to be loaded; what 16 bits cannot count, firmware of UEFI
 * reads up to the end of the disc when it is told 0.
 */
static uint16_t sector_count_of(const struct fsimage_boot_image *image)
{
    const uint64_t size = byte_source_size(image->source);
    const uint64_t sectors = size / SECTOR_SIZE + (size % SECTOR_SIZE != 0);

    if (image->emulation != FSIMAGE_BOOT_NO_EMULATION)
        return 1;
    if (sectors <= SECTOR_MAXIMUM)
        return (uint16_t)sectors;
    return image->platform == PLATFORM_EFI ? 0 : SECTOR_MAXIMUM;
}

static uint8_t media_type_of(enum fsimage_boot_emulation emulation)
{
    switch (emulation) {
    case FSIMAGE_BOOT_NO_EMULATION:
        return 0;
    case FSIMAGE_BOOT_FLOPPY_1_2:
        return 1;
    case FSIMAGE_BOOT_FLOPPY_1_44:
        return 2;
    case FSIMAGE_BOOT_FLOPPY_2_88:
        return 3;
    case FSIMAGE_BOOT_HARD_DISK:
        return 4;
    }
    return 0;
}

static struct iso9660_boot_entry make_entry(const struct fsimage_boot_image *image,
                                            uint32_t location)
{
    return (struct iso9660_boot_entry){
        .indicator = BOOTABLE,
        .media_type = media_type_of(image->emulation),
        .system_type = image->system_type,
        .sector_count = le16_of(sector_count_of(image)),
        .location = le32_of(location),
    };
}

void iso9660_boot_catalog_emit(const struct fsimage_tree *tree,
                               const struct iso9660_boot_places *places, uint8_t *out)
{
    const size_t count = fsimage_tree_boot_image_count(tree);
    uint32_t location = places->images;
    size_t at = 0;

    memset(out, 0, ISO9660_BLOCK_SIZE);
    for (size_t i = 0; i < count; i++) {
        const struct fsimage_boot_image *image = fsimage_tree_boot_image(tree, i);
        const struct iso9660_boot_entry entry = make_entry(image, location);

        if (i == 0) {
            const struct iso9660_boot_validation_entry validation = make_validation_entry(image);

            memcpy(out + at, &validation, sizeof(validation));
        } else {
            const struct iso9660_boot_section_header header =
                make_section_header(image, i + 1 == count);

            memcpy(out + at, &header, sizeof(header));
        }
        memcpy(out + at + sizeof(struct iso9660_boot_section_header), &entry, sizeof(entry));
        at += sizeof(struct iso9660_boot_section_header) + sizeof(entry);
        location += iso9660_boot_image_blocks(image);
    }
}
