/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MsftFileSystemImage as its own files, its items and its results see it. */
#ifndef OPENIMAPI_IMAPI2FS_FILE_SYSTEM_IMAGE_H
#define OPENIMAPI_IMAPI2FS_FILE_SYSTEM_IMAGE_H

#include "com/connection.h"
#include "com/lock.h"
#include "com/object.h"
#include "fsimage/import.h"
#include "fsimage/tree.h"
#include "fsimage/volume_name.h"
#include "imapi2fs/multisession.h"

#include <windows.h>
#include <ole2.h>
#include <imapi2fs.h>

#include <stdbool.h>
#include <stdint.h>

/** A mark that waits for the end of a result. */
struct real_time_mark {
    uint32_t item;
    bool is_real_time;
};

/** An image under construction. Its items hold a reference to it; its results hold the tree. */
struct file_system_image {
    struct com_object object;
    IFileSystemImage3 IFileSystemImage3_iface;
    struct com_connections connections;
    struct com_lock lock; /* of everything below */
    struct fsimage_tree *tree;
    bool is_adding;                /* an event is being fired in the middle of a change */
    LONG free_media_blocks;        /* as it was put; the tree knows 0 only for no limit */
    LONG free_media_blocks_before; /* the import */
    WCHAR volume_name[FSIMAGE_VOLUME_NAME_MAXIMUM + 1];
    size_t volume_name_length;
    WCHAR *working_directory;   /* NULL: the temporary directory of the process */
    struct com_agile_list boot; /* options in force, IBootOptions */
    struct multisession_list multisession;
    struct real_time_mark *waiting_marks; /* put while a result was active */
    size_t waiting_count;
};

static inline struct file_system_image *file_system_image_of(IFileSystemImage3 *iface)
{
    return CONTAINING_RECORD(iface, struct file_system_image, IFileSystemImage3_iface);
}

/**
 * Locks the image for something that must not happen in the middle of a change. On failure it is
 * not locked and the error information says what `reporter` could not do.
 * HRESULT_FROM_WIN32(ERROR_BUSY): an event handler calls, or calls go on beside it.
 */
HRESULT file_system_image_begin(struct file_system_image *image, const struct com_object *reporter);

/** As above for a change. IMAPI_E_READONLY: a result is active. */
HRESULT file_system_image_begin_change(struct file_system_image *image,
                                       const struct com_object *reporter);

/** Unlocks the image, after either of the two above. */
void file_system_image_end(struct file_system_image *image);

/** Whether the locked image has what its file systems cannot record: named streams and the like. */
bool file_system_image_loses(const struct file_system_image *image);

/**
 * As file_system_image_begin_change for a change that adds contents: Update events are fired of
 * them, for which the lock opens; changes are refused then. A sink may drop the application's last
 * reference to the image, so it is held until file_system_image_end_adding.
 */
HRESULT file_system_image_begin_adding(struct file_system_image *image,
                                       const struct com_object *reporter);

/** Unlocks the image, lets go of it, and reports what came of the change; as problem_report. */
HRESULT file_system_image_end_adding(struct file_system_image *image,
                                     const struct com_object *reporter, enum status status,
                                     const struct fsimage_problem *problem, const WCHAR *parameter);

/** Fires the events of a step of an import, between the two above. */
void file_system_image_fire_import(struct file_system_image *image, FsiFileSystems file_system,
                                   const struct fsimage_import_step *step);

/** Whether the file is marked as one of real-time data. */
bool file_system_image_real_time(struct file_system_image *image, uint32_t item);

/**
 * Marks it or takes the mark away. While a result is active that waits until it is not any more,
 * for the next one. IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED: it will not be recorded.
 */
HRESULT file_system_image_put_real_time(struct file_system_image *image,
                                        const struct com_object *reporter, uint32_t item,
                                        bool is_real_time);

/** Marks what waited for the end of a result, once that has ended. The image is locked. */
void file_system_image_settle_marks(struct file_system_image *image);

/** The objects of a list of the image, at that offset, as a property gives them. E_POINTER. */
HRESULT file_system_image_get_objects(struct file_system_image *image, size_t list,
                                      SAFEARRAY **pVal);

/** A tree that all file systems can be made of and nothing is in. STATUS_NO_MEMORY. */
enum status file_system_image_create_tree(struct fsimage_tree **tree);

/**
 * Hands the boot images in force to the tree, as they are now. Called without the lock: the
 * application's objects are asked. IMAPI_E_BOOT_IMAGE_DATA and the like.
 */
HRESULT file_system_image_apply_boot(struct file_system_image *image);

/** Gives up the boot images; the image is going. */
void file_system_image_release_boot(struct file_system_image *image);

/** Gives up what import keeps; the image is going. */
void file_system_image_release_import(struct file_system_image *image);

/**
 * IMAPI_E_DISC_MISMATCH: the disc in the recorder is not the one that was imported. Called without
 * the lock.
 */
HRESULT file_system_image_check_disc(struct file_system_image *image);

/*
 * Members of IFileSystemImage3 that stand in files of their own; the rest is in
 * file_system_image.c. Contracts: the published reference, docs/differences.md.
 */

/* file_system_image_rules.c */
HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_FileSystemsToCreate(IFileSystemImage3 *iface,
                                                                    FsiFileSystems newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_FileSystemsSupported(IFileSystemImage3 *iface,
                                                                     FsiFileSystems *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_ISO9660InterchangeLevel(IFileSystemImage3 *iface,
                                                                        LONG *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_ISO9660InterchangeLevel(IFileSystemImage3 *iface,
                                                                        LONG newVal);
HRESULT STDMETHODCALLTYPE
file_system_image_get_ISO9660InterchangeLevelsSupported(IFileSystemImage3 *iface, SAFEARRAY **pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_StrictFileSystemCompliance(IFileSystemImage3 *iface,
                                                                           VARIANT_BOOL *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_StrictFileSystemCompliance(IFileSystemImage3 *iface,
                                                                           VARIANT_BOOL newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_UseRestrictedCharacterSet(IFileSystemImage3 *iface,
                                                                          VARIANT_BOOL *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_UseRestrictedCharacterSet(IFileSystemImage3 *iface,
                                                                          VARIANT_BOOL newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevision(IFileSystemImage3 *iface, LONG *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_UDFRevision(IFileSystemImage3 *iface, LONG newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_UDFRevisionsSupported(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal);
HRESULT STDMETHODCALLTYPE
file_system_image_get_CreateRedundantUdfMetadataFiles(IFileSystemImage3 *iface, VARIANT_BOOL *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_CreateRedundantUdfMetadataFiles(
    IFileSystemImage3 *iface, VARIANT_BOOL newVal);

/* file_system_image_names.c */
HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeName(IFileSystemImage3 *iface, BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_VolumeName(IFileSystemImage3 *iface, BSTR newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameUDF(IFileSystemImage3 *iface, BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameJoliet(IFileSystemImage3 *iface,
                                                                 BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_VolumeNameISO9660(IFileSystemImage3 *iface,
                                                                  BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_ImportedVolumeName(IFileSystemImage3 *iface,
                                                                   BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_WorkingDirectory(IFileSystemImage3 *iface,
                                                                 BSTR *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_WorkingDirectory(IFileSystemImage3 *iface,
                                                                 BSTR newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_StageFiles(IFileSystemImage3 *iface,
                                                           VARIANT_BOOL *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_StageFiles(IFileSystemImage3 *iface,
                                                           VARIANT_BOOL newVal);

/* file_system_image_media.c */
HRESULT STDMETHODCALLTYPE file_system_image_get_SessionStartBlock(IFileSystemImage3 *iface,
                                                                  LONG *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_SessionStartBlock(IFileSystemImage3 *iface,
                                                                  LONG newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                LONG *pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_FreeMediaBlocks(IFileSystemImage3 *iface,
                                                                LONG newVal);
HRESULT STDMETHODCALLTYPE file_system_image_SetMaxMediaBlocksFromDevice(
    IFileSystemImage3 *iface, IDiscRecorder2 *discRecorder);
HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaults(IFileSystemImage3 *iface,
                                                                IDiscRecorder2 *discRecorder);
HRESULT STDMETHODCALLTYPE file_system_image_ChooseImageDefaultsForMediaType(
    IFileSystemImage3 *iface, IMAPI_MEDIA_PHYSICAL_TYPE value);

/* file_system_image_boot.c */
HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions **pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptions(IFileSystemImage3 *iface,
                                                                 IBootOptions *newVal);
HRESULT STDMETHODCALLTYPE file_system_image_get_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY **pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_BootImageOptionsArray(IFileSystemImage3 *iface,
                                                                      SAFEARRAY *newVal);

/* file_system_image_import.c */
HRESULT STDMETHODCALLTYPE file_system_image_get_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY **pVal);
HRESULT STDMETHODCALLTYPE file_system_image_put_MultisessionInterfaces(IFileSystemImage3 *iface,
                                                                       SAFEARRAY *newVal);
HRESULT STDMETHODCALLTYPE file_system_image_CalculateDiscIdentifier(IFileSystemImage3 *iface,
                                                                    BSTR *discIdentifier);
HRESULT STDMETHODCALLTYPE file_system_image_IdentifyFileSystemsOnDisc(IFileSystemImage3 *iface,
                                                                      IDiscRecorder2 *discRecorder,
                                                                      FsiFileSystems *fileSystems);
HRESULT STDMETHODCALLTYPE file_system_image_GetDefaultFileSystemForImport(
    IFileSystemImage3 *iface, FsiFileSystems fileSystems, FsiFileSystems *importDefault);
HRESULT STDMETHODCALLTYPE file_system_image_ImportFileSystem(IFileSystemImage3 *iface,
                                                             FsiFileSystems *importedFileSystem);
HRESULT STDMETHODCALLTYPE file_system_image_ImportSpecificFileSystem(
    IFileSystemImage3 *iface, FsiFileSystems fileSystemToUse);
HRESULT STDMETHODCALLTYPE file_system_image_ProbeSpecificFileSystem(
    IFileSystemImage3 *iface, FsiFileSystems fileSystemToProbe, VARIANT_BOOL *isAppendable);

#endif
