/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which virtual recorders there are, and what is on their trays. The environment variable
 * OPENIMAPI_VIRTUAL_RECORDERS tells of those of one process; where it is not set, the registry
 * tells of those of the user and of the machine (Windows only). docs/virtual-recorder.md documents
 * both.
 */
#ifndef OPENIMAPI_TRANSPORT_VIRTUAL_CONFIGURATION_H
#define OPENIMAPI_TRANSPORT_VIRTUAL_CONFIGURATION_H

#include "base/status.h"
#include "base/utf16.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The longest name of a recorder, in characters. */
#define VIRTUAL_RECORDER_NAME_MAXIMUM 64

/** The longest path of a disc, in characters. */
#define VIRTUAL_RECORDER_PATH_MAXIMUM 32767

/** The longest text of faults on demand, and that with its terminator. */
#define VIRTUAL_RECORDER_FAULT_PLAN_MAXIMUM  511
#define VIRTUAL_RECORDER_FAULT_PLAN_CAPACITY (VIRTUAL_RECORDER_FAULT_PLAN_MAXIMUM + 1)

/** Where an entry was found. */
enum virtual_recorder_scope {
    VIRTUAL_RECORDER_SCOPE_PROCESS, /* environment variable */
    VIRTUAL_RECORDER_SCOPE_USER,
    VIRTUAL_RECORDER_SCOPE_MACHINE,
};

/** What of an entry is damaged and was taken for missing. */
enum virtual_recorder_faults {
    VIRTUAL_RECORDER_FAULTS_NAME = 0x01, /* such an entry is no recorder */
    VIRTUAL_RECORDER_FAULTS_DISC = 0x02,
    VIRTUAL_RECORDER_FAULTS_MEDIUM = 0x04,
    VIRTUAL_RECORDER_FAULTS_TRAY = 0x08,
    VIRTUAL_RECORDER_FAULTS_IDENTITY = 0x10, /* vendor, product or revision */
    VIRTUAL_RECORDER_FAULTS_OPTION = 0x20,   /* an option or value nobody knows */
    VIRTUAL_RECORDER_FAULTS_PLAN = 0x40,     /* the faults on demand */
    VIRTUAL_RECORDER_FAULTS_LOG = 0x80,      /* the path of the log */
};

/** One recorder. The identity texts are empty where the defaults apply. */
struct virtual_recorder {
    char16 *name;
    char16 *disc_path; /* never NULL; empty: nothing is on the tray */
    char16 *log_path;  /* of the text file that tells every command; NULL: none does */
    char medium[16];   /* the kind of blank disc made where there is no image, or empty */
    bool is_tray_open;
    bool has_real_pace;                                    /* as slow as a real drive */
    char fault_plan[VIRTUAL_RECORDER_FAULT_PLAN_CAPACITY]; /* virtualdrive/faults.h; or empty */
    char vendor_id[9];
    char product_id[17];
    char product_revision[5];
    enum virtual_recorder_scope scope;
    uint32_t generation; /* another number after every change */
    unsigned faults;     /* enum virtual_recorder_faults */
};

/** Recorders by name. */
struct virtual_recorders {
    struct virtual_recorder *entries;
    size_t count;
};

/** Whether `length` units are a name: ASCII letters, digits, '-', '_' and '.', not too many. */
bool virtual_recorder_name_is_valid(const char16 *name, size_t length);

/** Frees what the entry owns and zeroes it. */
void virtual_recorder_release(struct virtual_recorder *recorder);

/**
 * All recorders, in the order of their names. Damaged entries are there, with their faults.
 * STATUS_NO_MEMORY; STATUS_IO or STATUS_ACCESS_DENIED: the configuration cannot be read.
 */
enum status virtual_configuration_list(struct virtual_recorders *recorders);

/** Frees the entries and zeroes the structure. */
void virtual_recorders_release(struct virtual_recorders *recorders);

/** The recorder of this name, letter case ignored. STATUS_NOT_FOUND; else as for listing. */
enum status virtual_configuration_find(const char16 *name, struct virtual_recorder *recorder);

/**
 * Adds a recorder for good; scope, generation and faults of `recorder` are not used but for the
 * scope, user or machine. STATUS_ALREADY_EXISTS: in that scope. STATUS_INVALID_NAME.
 * STATUS_NOT_SUPPORTED: this host keeps no configuration. STATUS_ACCESS_DENIED, STATUS_IO.
 */
enum status virtual_configuration_add(const struct virtual_recorder *recorder);

/** Removes the recorder. STATUS_NOT_FOUND; else as virtual_configuration_add. */
enum status virtual_configuration_remove(const struct virtual_recorder *recorder);

/**
 * Puts another disc on the tray, in `recorder` and for good, and gives it a new generation; an
 * empty `disc_path` takes the disc away. `medium` may be empty. Failures as
 * virtual_configuration_remove, and STATUS_NO_MEMORY.
 */
enum status virtual_configuration_set_disc(struct virtual_recorder *recorder,
                                           const char16 *disc_path, const char *medium);

/** Opens or closes the tray, in `recorder` and for good. Failures as above. */
enum status virtual_configuration_set_tray(struct virtual_recorder *recorder, bool is_open);

/**
 * Has the recorder fail as `plan` says, in `recorder` and for good; an empty one ends that.
 * STATUS_INVALID_ARGUMENT: too long. Failures as above.
 */
enum status virtual_configuration_set_faults(struct virtual_recorder *recorder, const char *plan);

/**
 * Has every command told in the file at `path`, for good; NULL ends that. Failures as
 * virtual_configuration_set_disc.
 */
enum status virtual_configuration_set_log(struct virtual_recorder *recorder, const char16 *path);

/** A cheap look at one recorder's generation. */
struct virtual_watch;

/** STATUS_NO_MEMORY; STATUS_NOT_FOUND; STATUS_ACCESS_DENIED, STATUS_IO. */
enum status virtual_watch_open(const struct virtual_recorder *recorder,
                               struct virtual_watch **watch);

/** The generation now. STATUS_NOT_FOUND: the recorder was removed. */
enum status virtual_watch_poll(struct virtual_watch *watch, uint32_t *generation);

/** NULL does nothing. */
void virtual_watch_close(struct virtual_watch *watch);

#endif
