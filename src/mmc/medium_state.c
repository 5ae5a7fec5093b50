/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What may be done with a medium in its present state. */
#include "mmc/medium.h"

/* MMC-6 6.3: lead-out and lead-in between two sessions of a CD, from the second on. */
#define CD_SESSION_OVERHEAD 6900

/* ECMA-349: a DVD+R holds no more sessions. */
#define DVD_PLUS_R_SESSIONS_MAXIMUM 191

/* A DVD+R or BD-R session is open as soon as the one before is closed, with a blank track in it. */
static bool has_blank_session(const struct mmc_medium *medium)
{
    const struct mmc_track_information *track = &medium->open_track;

    if (medium->type != MMC_MEDIA_TYPE_DVD_PLUS_R && medium->type != MMC_MEDIA_TYPE_DVD_PLUS_R_DL &&
        medium->type != MMC_MEDIA_TYPE_BD_R)
        return false;
    return medium->has_open_track &&
           medium->disc.first_track_of_last_session == medium->disc.last_track_of_last_session &&
           (track->is_blank || track->next_writable_address == track->start);
}

static bool is_final_session(const struct mmc_medium *medium)
{
    if (medium->type == MMC_MEDIA_TYPE_CD_R || medium->type == MMC_MEDIA_TYPE_CD_RW)
        return medium->has_open_track && medium->open_track.free_blocks <= CD_SESSION_OVERHEAD;
    if (medium->type == MMC_MEDIA_TYPE_DVD_PLUS_R || medium->type == MMC_MEDIA_TYPE_DVD_PLUS_R_DL)
        return medium->disc.session_count >= DVD_PLUS_R_SESSIONS_MAXIMUM;
    return false;
}

static uint32_t appendable(const struct mmc_medium *medium)
{
    return MMC_MEDIUM_STATE_APPENDABLE |
           (is_final_session(medium) ? (uint32_t)MMC_MEDIUM_STATE_FINAL_SESSION : 0);
}

/* A medium that is written from the inside out and has begun, but not ended. */
static uint32_t state_of_begun(const struct mmc_medium *medium)
{
    switch (medium->disc.last_session_state) {
    case MMC_SESSION_STATE_DAMAGED:
        return MMC_MEDIUM_STATE_DAMAGED;
    case MMC_SESSION_STATE_INCOMPLETE:
        if (!has_blank_session(medium))
            return MMC_MEDIUM_STATE_NON_EMPTY_SESSION;
        break;
    case MMC_SESSION_STATE_EMPTY:
    case MMC_SESSION_STATE_COMPLETE:
        break;
    }
    return appendable(medium);
}

/* Write-once media of one layer, and CD-RW, which is written like them. */
static uint32_t state_of_sequential(const struct mmc_medium *medium)
{
    switch (medium->disc.status) {
    case MMC_DISC_STATUS_EMPTY:
        return MMC_MEDIUM_STATE_BLANK | MMC_MEDIUM_STATE_APPENDABLE;
    case MMC_DISC_STATUS_INCOMPLETE:
        return state_of_begun(medium);
    case MMC_DISC_STATUS_COMPLETE:
        return MMC_MEDIUM_STATE_FINALIZED;
    case MMC_DISC_STATUS_OTHER:
        break;
    }
    return MMC_MEDIUM_STATE_UNSUPPORTED;
}

static uint32_t state_of_cd_rw(const struct mmc_medium *medium)
{
    const uint32_t state = state_of_sequential(medium);

    if (state == MMC_MEDIUM_STATE_UNSUPPORTED)
        return MMC_MEDIUM_STATE_ERASE_REQUIRED;
    if ((state & MMC_MEDIUM_STATE_UNWRITABLE_MASK) != 0)
        return state | MMC_MEDIUM_STATE_ERASE_REQUIRED;
    return state;
}

static uint32_t state_of_dual_layer(const struct mmc_medium *medium)
{
    const bool is_plus = medium->type == MMC_MEDIA_TYPE_DVD_PLUS_R_DL;

    if (medium->disc.status == MMC_DISC_STATUS_EMPTY)
        return MMC_MEDIUM_STATE_BLANK | MMC_MEDIUM_STATE_FINAL_SESSION |
               (is_plus ? (uint32_t)MMC_MEDIUM_STATE_APPENDABLE : 0);
    if (medium->disc.status == MMC_DISC_STATUS_INCOMPLETE && !is_plus)
        return MMC_MEDIUM_STATE_NON_EMPTY_SESSION;
    return state_of_sequential(medium);
}

static uint32_t state_of_overwritable(const struct mmc_medium *medium)
{
    if (medium->disc.status == MMC_DISC_STATUS_EMPTY)
        return MMC_MEDIUM_STATE_RANDOMLY_WRITABLE | MMC_MEDIUM_STATE_BLANK;
    return MMC_MEDIUM_STATE_RANDOMLY_WRITABLE;
}

/* Sessions of the sequential mode are not supported: the disc has to be erased, then formatted. */
static uint32_t state_of_dvd_rw(const struct mmc_medium *medium)
{
    if (medium->profile != MMC_PROFILE_DVD_RW_SEQUENTIAL)
        return MMC_MEDIUM_STATE_RANDOMLY_WRITABLE;
    if (medium->disc.status == MMC_DISC_STATUS_EMPTY)
        return state_of_overwritable(medium);
    if (medium->disc.status == MMC_DISC_STATUS_COMPLETE)
        return MMC_MEDIUM_STATE_ERASE_REQUIRED | MMC_MEDIUM_STATE_FINALIZED;
    return MMC_MEDIUM_STATE_ERASE_REQUIRED;
}

static uint32_t state_of_rom(const struct mmc_medium *medium)
{
    if (medium->disc.status == MMC_DISC_STATUS_COMPLETE)
        return MMC_MEDIUM_STATE_UNSUPPORTED | MMC_MEDIUM_STATE_FINALIZED;
    return MMC_MEDIUM_STATE_UNSUPPORTED;
}

static uint32_t state_of_bd_r(const struct mmc_medium *medium)
{
    if (medium->profile == MMC_PROFILE_BD_R_RRM)
        return MMC_MEDIUM_STATE_UNSUPPORTED;
    return state_of_sequential(medium);
}

static uint32_t state_of(const struct mmc_medium *medium)
{
    switch (medium->type) {
    case MMC_MEDIA_TYPE_CD_R:
    case MMC_MEDIA_TYPE_DVD_PLUS_R:
    case MMC_MEDIA_TYPE_DVD_R:
        return state_of_sequential(medium);
    case MMC_MEDIA_TYPE_CD_RW:
        return state_of_cd_rw(medium);
    case MMC_MEDIA_TYPE_DVD_PLUS_R_DL:
    case MMC_MEDIA_TYPE_DVD_R_DL:
        return state_of_dual_layer(medium);
    case MMC_MEDIA_TYPE_DVD_RW:
        return state_of_dvd_rw(medium);
    case MMC_MEDIA_TYPE_DVD_RAM:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW_DL:
    case MMC_MEDIA_TYPE_DISK:
    case MMC_MEDIA_TYPE_HD_DVD_RAM:
    case MMC_MEDIA_TYPE_BD_RE:
        return state_of_overwritable(medium);
    case MMC_MEDIA_TYPE_BD_R:
        return state_of_bd_r(medium);
    case MMC_MEDIA_TYPE_CD_ROM:
    case MMC_MEDIA_TYPE_DVD_ROM:
    case MMC_MEDIA_TYPE_BD_ROM:
    case MMC_MEDIA_TYPE_HD_DVD_ROM:
        return state_of_rom(medium);
    case MMC_MEDIA_TYPE_UNKNOWN:
    case MMC_MEDIA_TYPE_HD_DVD_R:
    case MMC_MEDIA_TYPE_COUNT:
        break;
    }
    return MMC_MEDIUM_STATE_UNSUPPORTED;
}

uint32_t mmc_medium_state(const struct mmc_medium *medium, uint32_t protection)
{
    const uint32_t state = state_of(medium);

    if (protection != 0 && (state & MMC_MEDIUM_STATE_UNSUPPORTED) == 0)
        return state | MMC_MEDIUM_STATE_WRITE_PROTECTED;
    return state;
}
