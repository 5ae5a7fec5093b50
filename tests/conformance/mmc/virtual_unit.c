/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The virtual recorder as the unit under test: found in the catalog, its discs in this folder. */
#include "unit.h"

#include "platform/file.h"
#include "support/cmocka_all.h"
#include "transport/recorder_catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME     "conformance"
#define DISC     "test_conformance_mmc.iso"
#define VARIABLE "OPENIMAPI_VIRTUAL_RECORDERS"
#define ID                                                                                         \
    "\\\\?\\openimapi#cdrom&ven_openimapi&prod_virtual_recorder&rev_1.0#" NAME                     \
    "#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"

#define TEXT_UNITS 160

struct virtual_unit {
    struct recorder_catalog *catalog;
    struct recorder *recorder;
};

static void widen(const char *text, char16 out[TEXT_UNITS])
{
    size_t length;

    memset(out, 0, TEXT_UNITS * sizeof(*out));
    assert_int_equal(utf16_from_utf8(text, strlen(text), out, TEXT_UNITS - 1, &length), STATUS_OK);
}

static void set_environment(const char *value)
{
#ifdef _WIN32
    _putenv_s(VARIABLE, value);
#else
    setenv(VARIABLE, value, 1);
#endif
}

static void remove_disc(void)
{
    char16 path[TEXT_UNITS];

    widen(DISC, path);
    (void)platform_file_remove(path);
    widen(DISC ".disc", path);
    (void)platform_file_remove(path);
}

/* What a factory presses on a read-only disc. */
static bool press(const char16 *path)
{
    static uint8_t blocks[UNIT_RECORDED_BLOCKS * UNIT_BLOCK_SIZE];
    struct platform_file *file;
    enum status status;

    memset(blocks, 'R', sizeof(blocks));
    if (platform_file_open(path, PLATFORM_FILE_CREATE, &file) != STATUS_OK)
        return false;
    status = platform_file_write_at(file, 0, blocks, sizeof(blocks));
    platform_file_close(file);
    return status == STATUS_OK;
}

static bool insert(struct unit *unit, const struct unit_kind *kind)
{
    struct virtual_unit *virtual = unit->context;
    char environment[TEXT_UNITS];
    char16 text[TEXT_UNITS];

    recorder_close(virtual->recorder);
    virtual->recorder = NULL;
    remove_disc();
    widen(DISC, text);
    if (kind != NULL && !(kind->traits & UNIT_TRAITS_WRITABLE) && !press(text))
        return false;
    snprintf(environment, sizeof(environment), NAME "=%s,medium=%s", kind != NULL ? DISC : "",
             kind != NULL ? kind->medium : "dvd+r");
    set_environment(environment);
    widen(ID, text);
    if (recorder_catalog_open(virtual->catalog, text, &virtual->recorder) != STATUS_OK)
        return false;
    unit->transport = recorder_transport(virtual->recorder);
    return true;
}

bool unit_open(struct unit *unit)
{
    struct virtual_unit *virtual = calloc(1, sizeof(*virtual));

    *unit = (struct unit){ .insert = insert, .context = virtual };
    return virtual != NULL && recorder_catalog_create(&virtual->catalog) == STATUS_OK &&
           insert(unit, NULL);
}

void unit_close(struct unit *unit)
{
    struct virtual_unit *virtual = unit->context;

    if (virtual == NULL)
        return;
    recorder_close(virtual->recorder);
    recorder_catalog_destroy(virtual->catalog);
    free(virtual);
    remove_disc();
}
