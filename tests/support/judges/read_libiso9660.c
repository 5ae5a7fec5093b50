/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints the manifest of an image as libcdio reads it: read_libiso9660 IMAGE iso9660|joliet. */
#include "support/judges/manifest.h"

#include <cdio/iso9660.h>

#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS = 512,
    EXIT_USAGE = 2
};

static void fail(const char *what)
{
    fprintf(stderr, "read_libiso9660: %s\n", what);
    exit(1);
}

static void read_content(iso9660_t *iso, const iso9660_stat_t *found, struct manifest_entry *entry)
{
    static uint8_t buffer[BLOCKS * ISO_BLOCKSIZE];
    static struct digest digest;
    uint64_t left = found->size;
    lsn_t lsn = found->lsn;

    digest_init(&digest);
    while (left > 0) {
        const uint64_t wanted = left < sizeof(buffer) ? left : sizeof(buffer);
        const long blocks = (long)((wanted + ISO_BLOCKSIZE - 1) / ISO_BLOCKSIZE);

        if (iso9660_iso_seek_read(iso, buffer, lsn, blocks) != blocks * ISO_BLOCKSIZE)
            fail(found->filename);
        digest_update(&digest, buffer, (size_t)wanted);
        left -= wanted;
        lsn += (lsn_t)blocks;
    }
    digest_finish(&digest, entry->digest);
}

/* A file's name ends in a version, and in ISO 9660 in a dot when it has no extension. */
static char *plain_name(const iso9660_stat_t *found, const char *prefix, bool is_joliet)
{
    char *path;
    char *end;

    if (asprintf(&path, "%s%s%s", prefix, prefix[0] != '\0' ? "/" : "", found->filename) < 0)
        abort();
    end = strrchr(path, ';');
    if (end == NULL || found->type == _STAT_DIR)
        return path;
    *end = '\0';
    if (!is_joliet && end > path && end[-1] == '.')
        end[-1] = '\0';
    return path;
}

static void add_folder(struct manifest *manifest, iso9660_t *iso, const char *recorded,
                       const char *prefix, bool is_joliet)
{
    CdioISO9660FileList_t *list = iso9660_ifs_readdir(iso, recorded);
    CdioListNode_t *node;

    if (list == NULL)
        fail(recorded);
    _CDIO_LIST_FOREACH(node, list)
    {
        iso9660_stat_t *found = _cdio_list_node_data(node);
        struct manifest_entry entry = {
            .is_directory = found->type == _STAT_DIR,
            .size = (int64_t)found->size,
            .time = mktime(&found->tm),
        };
        char *path;

        if (strcmp(found->filename, ".") == 0 || strcmp(found->filename, "..") == 0)
            continue;
        entry.path = plain_name(found, prefix, is_joliet);
        if (!entry.is_directory)
            read_content(iso, found, &entry);
        manifest_add(manifest, &entry);
        if (asprintf(&path, "%s/%s", recorded, found->filename) < 0)
            abort();
        if (entry.is_directory)
            add_folder(manifest, iso, path, entry.path, is_joliet);
        free(path);
        free(entry.path);
    }
    iso9660_filelist_free(list);
}

int main(int count, char **arguments)
{
    struct manifest manifest = { 0 };
    bool is_joliet;
    iso9660_t *iso;

    if (count != 3)
        return EXIT_USAGE;
    setenv("TZ", "UTC", 1);
    is_joliet = strcmp(arguments[2], "joliet") == 0;
    iso = iso9660_open_ext(arguments[1], is_joliet ? ISO_EXTENSION_JOLIET : ISO_EXTENSION_NONE);
    if (iso == NULL)
        fail("no ISO 9660");
    if (is_joliet && iso9660_ifs_get_joliet_level(iso) != 3)
        fail("no Joliet level 3");
    add_folder(&manifest, iso, "", "", is_joliet);
    manifest_write(&manifest, stdout);
    manifest_release(&manifest);
    iso9660_close(iso);
    return 0;
}
