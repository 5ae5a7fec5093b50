/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * HRESULTs of imapi2.dll: success codes start with S_IMAPI_, errors with E_IMAPI_. Triples such as
 * 2/3A/00 are sense key, ASC and ASCQ (SPC-3, MMC-6) in hexadecimal.
 */
#ifndef OPENIMAPI_INCLUDE_IMAPI2ERROR_H
#define OPENIMAPI_INCLUDE_IMAPI2ERROR_H

#include <windows.h>

/*
 * Any long call
 */

/* A long call ended early because its Cancel method was called. */
#define E_IMAPI_REQUEST_CANCELLED ((HRESULT)0xC0AA0002L)

/* The member needs a recorder and none has been set. */
#define E_IMAPI_RECORDER_REQUIRED ((HRESULT)0xC0AA0003L)

/* Success, but the drive took another write speed than the one asked for. */
#define S_IMAPI_SPEEDADJUSTED ((HRESULT)0x00AA0004L)

/* Success, but the drive took the other kind of rotation than the one asked for. */
#define S_IMAPI_ROTATIONADJUSTED ((HRESULT)0x00AA0005L)

/* Success, but the drive took another write speed and another kind of rotation. */
#define S_IMAPI_BOTHADJUSTED ((HRESULT)0x00AA0006L)

/* What was read back after writing is not what was written, or cannot be read. */
#define E_IMAPI_BURN_VERIFICATION_FAILED ((HRESULT)0xC0AA0007L)

/*
 * Recorders
 */

/* Success of a pass-through command that ended in CHECK CONDITION: the sense buffer says why. */
#define S_IMAPI_COMMAND_HAS_SENSE_DATA ((HRESULT)0x00AA0200L)

/* MODE SENSE was refused with 5/24/00: the drive does not have this mode page. */
#define E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE ((HRESULT)0xC0AA0201L)

/* There is no disc in the drive (sense 2/3A or 2/04/03). */
#define E_IMAPI_RECORDER_MEDIA_NO_MEDIA ((HRESULT)0xC0AA0202L)

/* The drive cannot work with this disc (ASC 30h, or sense 4/09/02). */
#define E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE ((HRESULT)0xC0AA0203L)

/* The drive finds no recording layer (ASC/ASCQ 02/06, or sense 4/09/01). */
#define E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN ((HRESULT)0xC0AA0204L)

/* The drive is still examining a disc (sense 2/04/xx or 6/28/00); callers retry. */
#define E_IMAPI_RECORDER_MEDIA_BECOMING_READY ((HRESULT)0xC0AA0205L)

/* The disc is being formatted (sense 2/04/04). */
#define E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS ((HRESULT)0xC0AA0206L)

/* A long operation such as a write or an erase is running (sense 2/04/07 or 2/04/08). */
#define E_IMAPI_RECORDER_MEDIA_BUSY ((HRESULT)0xC0AA0207L)

/* MODE SELECT was refused with 5/26: a value of the mode page is not allowed. */
#define E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS ((HRESULT)0xC0AA0208L)

/* The disc cannot be written (sense 7/27). */
#define E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED ((HRESULT)0xC0AA0209L)

/* The drive does not list this feature. */
#define E_IMAPI_RECORDER_NO_SUCH_FEATURE ((HRESULT)0xC0AA020AL)

/* The drive has the feature, but it does not apply to the disc in it now. */
#define E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT ((HRESULT)0xC0AA020BL)

/* GET CONFIGURATION was refused with 5/20/00: the drive is older than MMC-2. */
#define E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED ((HRESULT)0xC0AA020CL)

/* A command, or the wait for a long operation, took longer than its time limit. */
#define E_IMAPI_RECORDER_COMMAND_TIMEOUT ((HRESULT)0xC0AA020DL)

/* READ DISC STRUCTURE was refused: the disc does not have this structure. */
#define E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT ((HRESULT)0xC0AA020EL)

/* Power calibration failed (ASC/ASCQ 73/03): disc, drive and speed do not go together. */
#define E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH ((HRESULT)0xC0AA020FL)

/* Another program holds exclusive access to the drive. */
#define E_IMAPI_RECORDER_LOCKED ((HRESULT)0xC0AA0210L)

/*
 * AcquireExclusiveAccess was given a name that is empty, too long or has other characters than
 * allowed.
 */
#define E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID ((HRESULT)0xC0AA0211L)

/* The disc must be formatted before it is used (ASC/ASCQ 30/10). */
#define E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED ((HRESULT)0xC0AA0212L)

/* A reply of the drive is shorter than it must be or contradicts itself. */
#define E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE ((HRESULT)0xC0AA02FFL)

/*
 * Write engine
 */

/* Data came too slowly during a write (sense 3/0C/09). */
#define E_IMAPI_LOSS_OF_STREAMING ((HRESULT)0xC0AA0300L)

/* The drive reported an error during a write that could not be recovered from. */
#define E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE ((HRESULT)0xC0AA0301L)

/* Success of IWriteEngine2::CancelWrite although nothing was being written. */
#define S_IMAPI_WRITE_NOT_IN_PROGRESS ((HRESULT)0x00AA0302L)

/*
 * Data discs: IDiscFormat2Data
 */

/* The call is not allowed while Write runs. */
#define E_IMAPI_DF2DATA_WRITE_IN_PROGRESS ((HRESULT)0xC0AA0400L)

/* CancelWrite was called while Write was not running. */
#define E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS ((HRESULT)0xC0AA0401L)

/* A size or an address was asked for that this disc does not have in its present state. */
#define E_IMAPI_DF2DATA_INVALID_MEDIA_STATE ((HRESULT)0xC0AA0402L)

/* The size of the stream is not a multiple of 2048 bytes, or its block ranges are malformed. */
#define E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED ((HRESULT)0xC0AA0403L)

/* The stream needs more sectors than the disc has free. */
#define E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA ((HRESULT)0xC0AA0404L)

/* The disc holds data that would be overwritten, and ForceOverwrite is not set. */
#define E_IMAPI_DF2DATA_MEDIA_NOT_BLANK ((HRESULT)0xC0AA0405L)

/* A data image cannot be written to this type of disc. */
#define E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED ((HRESULT)0xC0AA0406L)

/* The drive has none of the features that writing data needs. */
#define E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED ((HRESULT)0xC0AA0407L)

/* ClientName was not set before Write, or a name was given that is not allowed. */
#define E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID ((HRESULT)0xC0AA0408L)

/*
 * Audio CDs: IDiscFormat2TrackAtOnce
 */

/* The call is not allowed while AddAudioTrack runs. */
#define E_IMAPI_DF2TAO_WRITE_IN_PROGRESS ((HRESULT)0xC0AA0500L)

/* CancelAddTrack was called while AddAudioTrack was not running. */
#define E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS ((HRESULT)0xC0AA0501L)

/* The call is allowed only between PrepareMedia and ReleaseMedia. */
#define E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED ((HRESULT)0xC0AA0502L)

/* The call is not allowed between PrepareMedia and ReleaseMedia. */
#define E_IMAPI_DF2TAO_MEDIA_IS_PREPARED ((HRESULT)0xC0AA0503L)

/* The property can be set only while the disc is blank. */
#define E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY ((HRESULT)0xC0AA0504L)

/* ExpectedTableOfContents was asked for before the first track was written. */
#define E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC ((HRESULT)0xC0AA0505L)

/* PrepareMedia found a CD-R or CD-RW that has been written to. */
#define E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK ((HRESULT)0xC0AA0506L)

/* PrepareMedia found a disc that is not a CD-R or CD-RW. */
#define E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED ((HRESULT)0xC0AA0507L)

/* The disc already has 99 tracks. */
#define E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED ((HRESULT)0xC0AA0508L)

/* The track needs more sectors than the disc has free. */
#define E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE ((HRESULT)0xC0AA0509L)

/* PrepareMedia or a list of speeds needs a recorder and none has been set. */
#define E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED ((HRESULT)0xC0AA050AL)

/* An international standard recording code is malformed. */
#define E_IMAPI_DF2TAO_INVALID_ISRC ((HRESULT)0xC0AA050BL)

/* A media catalogue number is malformed or its check digit is wrong. */
#define E_IMAPI_DF2TAO_INVALID_MCN ((HRESULT)0xC0AA050CL)

/* The stream is not a track: its size is not a multiple of 2352 bytes, or it is too short. */
#define E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED ((HRESULT)0xC0AA050DL)

/* The drive cannot write track at once. */
#define E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED ((HRESULT)0xC0AA050EL)

/* ClientName was not set before PrepareMedia, or a name was given that is not allowed. */
#define E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID ((HRESULT)0xC0AA050FL)

/*
 * Raw CD images: IDiscFormat2RawCD
 */

/* The call is not allowed while WriteMedia or WriteMedia2 runs. */
#define E_IMAPI_DF2RAW_WRITE_IN_PROGRESS ((HRESULT)0xC0AA0600L)

/* CancelWrite was called while WriteMedia was not running. */
#define E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS ((HRESULT)0xC0AA0601L)

/* The call is allowed only between PrepareMedia and ReleaseMedia. */
#define E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED ((HRESULT)0xC0AA0602L)

/* The call is not allowed between PrepareMedia and ReleaseMedia. */
#define E_IMAPI_DF2RAW_MEDIA_IS_PREPARED ((HRESULT)0xC0AA0603L)

/* ClientName was not set before PrepareMedia, or a name was given that is not allowed. */
#define E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID ((HRESULT)0xC0AA0604L)

/* The disc is a CD-R or CD-RW that has been written to. */
#define E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK ((HRESULT)0xC0AA0606L)

/* The disc is not a CD-R or CD-RW. */
#define E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED ((HRESULT)0xC0AA0607L)

/* The lead-out of the image would lie behind the last possible one of the disc. */
#define E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE ((HRESULT)0xC0AA0609L)

/* PrepareMedia needs a recorder and none has been set. */
#define E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED ((HRESULT)0xC0AA060AL)

/* The size of the stream does not go with RequestedSectorType, or the stream is too short. */
#define E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED ((HRESULT)0xC0AA060DL)

/* RequestedSectorType is none of SupportedSectorTypes. */
#define E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED ((HRESULT)0xC0AA060EL)

/* The stream does not hold as much of the lead-in as this disc needs. */
#define E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT ((HRESULT)0xC0AA060FL)

/* The drive cannot write raw sectors. */
#define E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED ((HRESULT)0xC0AA0610L)

/*
 * Erasing: IDiscFormat2Erase
 */

/* The call is not allowed while EraseMedia runs. */
#define E_IMAPI_ERASE_RECORDER_IN_USE ((HRESULT)0x80AA0900L)

/* A second recorder was set while the first one is still needed; not returned at present. */
#define E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED ((HRESULT)0x80AA0901L)

/* The reply to READ DISC INFORMATION lacks fields that erasing needs. */
#define E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL ((HRESULT)0x80AA0902L)

/* Mode page 2Ah lacks fields that erasing needs. */
#define E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL ((HRESULT)0x80AA0903L)

/* The drive says that the disc cannot be erased. */
#define E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE ((HRESULT)0x80AA0904L)

/* The drive refused the command that erases. */
#define E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND ((HRESULT)0x80AA0905L)

/* Erasing did not finish, or failed because of the disc or the drive. */
#define E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR ((HRESULT)0x80AA0906L)

/* The drive answered with an unknown error while it was erasing. */
#define E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE ((HRESULT)0x80AA0907L)

/* The drive could not start the disc before erasing. */
#define E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND ((HRESULT)0x80AA0908L)

/* This type of disc cannot be erased in this drive. */
#define E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED ((HRESULT)0xC0AA0909L)

/* The drive cannot erase any disc. */
#define E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED ((HRESULT)0xC0AA090AL)

/* ClientName was not set before EraseMedia, or a name was given that is not allowed. */
#define E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID ((HRESULT)0xC0AA090BL)

/*
 * Building raw CD images: IRawCDImageCreator
 */

/* The image can no longer be changed after CreateResultImage. */
#define E_IMAPI_RAW_IMAGE_IS_READ_ONLY ((HRESULT)0x80AA0A00L)

/* The track would get a number above 99. */
#define E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS ((HRESULT)0x80AA0A01L)

/* AddTrack was asked for another kind of sectors than audio. */
#define E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED ((HRESULT)0x80AA0A02L)

/* The member needs at least one track. */
#define E_IMAPI_RAW_IMAGE_NO_TRACKS ((HRESULT)0x80AA0A03L)

/* The member can be used only before the first track is added. */
#define E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED ((HRESULT)0x80AA0A04L)

/* The image would end behind StartOfLeadoutLimit. */
#define E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE ((HRESULT)0x80AA0A05L)

/* The track already has 99 indexes. */
#define E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES ((HRESULT)0x80AA0A06L)

/* ClearTrackIndex was given an offset at which there is no index. */
#define E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND ((HRESULT)0x80AA0A07L)

/* Success of AddTrackIndex although there is an index at this offset already. */
#define S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS ((HRESULT)0x00AA0A08L)

/* ClearTrackIndex was given offset 0, where every track has index 1. */
#define E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED ((HRESULT)0x80AA0A09L)

/*
 * AddTrackIndex was given an offset less than 10 sectors from another index or from the end of the
 * track.
 */
#define E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX ((HRESULT)0x80AA0A0AL)

#endif
