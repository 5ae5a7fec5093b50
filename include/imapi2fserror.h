/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* HRESULTs of imapi2fs.dll: success codes start with IMAPI_S_, errors with IMAPI_E_. */
#ifndef OPENIMAPI_INCLUDE_IMAPI2FSERROR_H
#define OPENIMAPI_INCLUDE_IMAPI2FSERROR_H

#include <windows.h>

/*
 * Properties and arguments
 */

/* Something happened that must not happen, such as a meaningless answer of a device. */
#define IMAPI_E_FSI_INTERNAL_ERROR ((HRESULT)0xC0AAB100L)

/* The value of an argument is not allowed. */
#define IMAPI_E_INVALID_PARAM ((HRESULT)0xC0AAB101L)

/*
 * The image, or this item of it, cannot be changed: a result image exists, or the item was
 * imported.
 */
#define IMAPI_E_READONLY ((HRESULT)0xC0AAB102L)

/* CreateResultImage was called while FileSystemsToCreate was none. */
#define IMAPI_E_NO_OUTPUT ((HRESULT)0xC0AAB103L)

/* The volume name is too long or has characters that are not allowed. */
#define IMAPI_E_INVALID_VOLUME_NAME ((HRESULT)0xC0AAB104L)

/* One time of an item is earlier than another that must come first; strict compliance only. */
#define IMAPI_E_INVALID_DATE ((HRESULT)0xC0AAB105L)

/* StrictFileSystemCompliance was set while the image already had items. */
#define IMAPI_E_FILE_SYSTEM_NOT_EMPTY ((HRESULT)0xC0AAB106L)

/* A named stream does not have this property. */
#define IMAPI_E_PROPERTY_NOT_ACCESSIBLE ((HRESULT)0xC0AAB160L)

/* Success: the value is kept, but the chosen file systems cannot record it. */
#define IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED ((HRESULT)0x00AAB15FL)

/*
 * Items and paths
 */

/* The item is a directory, and the call needs a file. */
#define IMAPI_E_NOT_FILE ((HRESULT)0xC0AAB108L)

/* The item is a file, and the call needs a directory. */
#define IMAPI_E_NOT_DIR ((HRESULT)0xC0AAB109L)

/* Remove was called for a directory that is not empty. */
#define IMAPI_E_DIR_NOT_EMPTY ((HRESULT)0xC0AAB10AL)

/* The item has not been added to an image, or has been removed from it. */
#define IMAPI_E_NOT_IN_FILE_SYSTEM ((HRESULT)0xC0AAB10BL)

/* A path is malformed, or a name in it has characters that are not allowed. */
#define IMAPI_E_INVALID_PATH ((HRESULT)0xC0AAB110L)

/* A name has other characters than 32 to 127 while UseRestrictedCharacterSet is set. */
#define IMAPI_E_RESTRICTED_NAME_VIOLATION ((HRESULT)0xC0AAB111L)

/* The directory already has an item of this name; upper and lower case count as the same. */
#define IMAPI_E_DUP_NAME ((HRESULT)0xC0AAB112L)

/* All short names that could be made for the item are taken. */
#define IMAPI_E_NO_UNIQUE_NAME ((HRESULT)0xC0AAB113L)

/* There is neither a file nor a directory at this path. */
#define IMAPI_E_ITEM_NOT_FOUND ((HRESULT)0xC0AAB118L)

/* There is no file at this path. */
#define IMAPI_E_FILE_NOT_FOUND ((HRESULT)0xC0AAB119L)

/* There is no directory at this path, in the image or on the computer. */
#define IMAPI_E_DIR_NOT_FOUND ((HRESULT)0xC0AAB11AL)

/*
 * Size of the image
 */

/* Adding the item would make the image larger than FreeMediaBlocks. */
#define IMAPI_E_IMAGE_SIZE_LIMIT ((HRESULT)0xC0AAB120L)

/* The image is larger than FreeMediaBlocks, or than the value given for it. */
#define IMAPI_E_IMAGE_TOO_BIG ((HRESULT)0xC0AAB121L)

/* The image has more directories than the file system can record. */
#define IMAPI_E_TOO_MANY_DIRS ((HRESULT)0xC0AAB130L)

/* Directories are nested more than 8 deep, which ISO 9660 does not allow. */
#define IMAPI_E_ISO9660_LEVELS ((HRESULT)0xC0AAB131L)

/* A file is larger than the file system can record. */
#define IMAPI_E_DATA_TOO_BIG ((HRESULT)0xC0AAB132L)

/*
 * Contents of files
 */

/* A file or a stream no longer has the size it had when it was added. */
#define IMAPI_E_DATA_STREAM_INCONSISTENCY ((HRESULT)0xC0AAB128L)

/* Reading, seeking in or asking about the contents of a file failed. */
#define IMAPI_E_DATA_STREAM_READ_FAILURE ((HRESULT)0xC0AAB129L)

/* A file to be added cannot be opened. */
#define IMAPI_E_DATA_STREAM_CREATE_FAILURE ((HRESULT)0xC0AAB12AL)

/* A directory to be added cannot be listed. */
#define IMAPI_E_DIRECTORY_READ_FAILURE ((HRESULT)0xC0AAB12BL)

/*
 * Staging
 */

/* The temporary copy of a file cannot be created or opened. */
#define IMAPI_E_STASHFILE_OPEN_FAILURE ((HRESULT)0xC0AAB138L)

/* Seeking in the temporary copy of a file failed. */
#define IMAPI_E_STASHFILE_SEEK_FAILURE ((HRESULT)0xC0AAB139L)

/* The temporary copy of a file cannot be written. */
#define IMAPI_E_STASHFILE_WRITE_FAILURE ((HRESULT)0xC0AAB13AL)

/* The temporary copy of a file cannot be read. */
#define IMAPI_E_STASHFILE_READ_FAILURE ((HRESULT)0xC0AAB13BL)

/* WorkingDirectory was set to something that is not a directory in which files can be made. */
#define IMAPI_E_INVALID_WORKING_DIRECTORY ((HRESULT)0xC0AAB140L)

/* The disk of the working directory has too little room for the temporary files. */
#define IMAPI_E_WORKING_DIRECTORY_SPACE ((HRESULT)0xC0AAB141L)

/* Temporary files cannot be moved to a new working directory. */
#define IMAPI_E_STASHFILE_MOVE ((HRESULT)0xC0AAB142L)

/*
 * Boot images
 */

/* A boot image has no stream, or its stream is empty or cannot be read. */
#define IMAPI_E_BOOT_IMAGE_DATA ((HRESULT)0xC0AAB148L)

/*
 * A boot image was combined with an imported session, or with a session that does not start at
 * block 0.
 */
#define IMAPI_E_BOOT_OBJECT_CONFLICT ((HRESULT)0xC0AAB149L)

/* The size of the boot image is not that of the floppy disk it is to be. */
#define IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH ((HRESULT)0xC0AAB14AL)

/*
 * Import and multisession
 */

/* The layout of the last session does not allow another one to follow. */
#define IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION ((HRESULT)0xC0AAB133L)

/* The disc is blank, so there is nothing to import. */
#define IMAPI_E_EMPTY_DISC ((HRESULT)0xC0AAB150L)

/* The last session holds none of ISO 9660, Joliet and UDF. */
#define IMAPI_E_NO_SUPPORTED_FILE_SYSTEM ((HRESULT)0xC0AAB151L)

/* The disc does not have the file system that was asked for. */
#define IMAPI_E_FILE_SYSTEM_NOT_FOUND ((HRESULT)0xC0AAB152L)

/*
 * The file system on the disc contradicts itself: a checksum, a loop, an address outside the disc.
 */
#define IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR ((HRESULT)0xC0AAB153L)

/* The file system on the disc uses something that cannot be imported. */
#define IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED ((HRESULT)0xC0AAB154L)

/* An imported file has the name of a directory of the image. */
#define IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY ((HRESULT)0xC0AAB155L)

/* A block of the disc cannot be reached. */
#define IMAPI_E_IMPORT_SEEK_FAILURE ((HRESULT)0xC0AAB156L)

/* A block of the disc cannot be read. */
#define IMAPI_E_IMPORT_READ_FAILURE ((HRESULT)0xC0AAB157L)

/* The disc in the drive is not the one that was imported. */
#define IMAPI_E_DISC_MISMATCH ((HRESULT)0xC0AAB158L)

/* This type of disc does not have sessions that can be imported. */
#define IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED ((HRESULT)0xC0AAB159L)

/* The minimum write revision of the volume is above the highest supported one. */
#define IMAPI_E_UDF_NOT_WRITE_COMPATIBLE ((HRESULT)0xC0AAB15AL)

/* The multisession interface that is in use is of an unknown kind. */
#define IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE ((HRESULT)0xC0AAB15BL)

/* No multisession interface of the list can be used, or there is no disc. */
#define IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE ((HRESULT)0xC0AAB15CL)

/* The call needs MultisessionInterfaces to be set first. */
#define IMAPI_E_MULTISESSION_NOT_SET ((HRESULT)0xC0AAB15DL)

/* An imported directory has the name of a file of the image. */
#define IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE ((HRESULT)0xC0AAB15EL)

/* UDFRevision was set after a file system was imported. */
#define IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED ((HRESULT)0xC0AAB161L)

/* A property of the multisession interface cannot be read or makes no sense. */
#define IMAPI_E_BAD_MULTISESSION_PARAMETER ((HRESULT)0xC0AAB162L)

/* FileSystemsToCreate was set to something else than the imported session has. */
#define IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED ((HRESULT)0xC0AAB163L)

/*
 * Checking image files: IIsoImageManager
 */

/* The size of the image is not a multiple of 2048 bytes. */
#define IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED ((HRESULT)0xC0AAB200L)

/* The image has no volume descriptor of ISO 9660 or UDF. */
#define IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND ((HRESULT)0xC0AAB201L)

/* Validate was called before SetPath or SetStream. */
#define IMAPI_E_IMAGEMANAGER_NO_IMAGE ((HRESULT)0xC0AAB202L)

/* The image has more blocks than can be counted. */
#define IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG ((HRESULT)0xC0AAB203L)

#endif
