/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Failed burns in words: which disc in which recorder, which sizes, which command. */
#include "imapi2/burn_message.h"

#include "mmc/media_type.h"

#include <wchar.h>

/* What is wrong with a medium nothing can be written to; the first that holds. */
static const struct {
    uint32_t bit;
    const WCHAR *text;
} state_texts[] = {
    { MMC_MEDIUM_STATE_FINALIZED, L"which is closed" },
    { MMC_MEDIUM_STATE_ERASE_REQUIRED, L"which has to be erased first" },
    { MMC_MEDIUM_STATE_NON_EMPTY_SESSION, L"whose last session was left unfinished" },
    { MMC_MEDIUM_STATE_DAMAGED, L"whose last session is damaged" },
};

static const WCHAR *state_text_of(uint32_t state)
{
    for (size_t i = 0; i < ARRAYSIZE(state_texts); i++) {
        if (state & state_texts[i].bit)
            return state_texts[i].text;
    }
    return L"which is not writable";
}

static void write_sizes(const struct burn_account *account, WCHAR *text)
{
    const struct mmc_medium_layout *layout = &account->medium->layout;
    bool is_overwritable = mmc_media_type_is_overwritable(account->medium->medium.type);

    _snwprintf(text, BURN_MESSAGE_UNITS, L"the data has %I64u sectors, the %hs in %ls takes %u",
               account->stream_bytes / BURN_DATA_SECTOR_BYTES,
               mmc_media_type_name(account->medium->medium.type), account->recorder->text,
               is_overwritable ? layout->total_sectors : layout->free_sectors);
}

static void write_medium(const struct burn_account *account, const WCHAR *remark, WCHAR *text)
{
    _snwprintf(text, BURN_MESSAGE_UNITS, L"the %hs in %ls%ls%ls",
               mmc_media_type_name(account->medium->medium.type), account->recorder->text,
               *remark ? L", " : L"", remark);
}

static void write_device(const struct burn_account *account, WCHAR *text)
{
    WCHAR failure[DRIVE_FAILURE_UNITS];

    drive_failure_describe(account->recorder, &account->result->device, failure);
    _snwprintf(text, BURN_MESSAGE_UNITS, L"%ls", failure);
}

void burn_message_write(const struct burn_account *account, WCHAR text[BURN_MESSAGE_UNITS])
{
    text[0] = 0;
    switch (account->result->failure) {
    case BURN_FAILURE_STREAM_NOT_SUPPORTED:
        _snwprintf(text, BURN_MESSAGE_UNITS, L"the stream has %I64u bytes", account->stream_bytes);
        break;
    case BURN_FAILURE_STREAM_TOO_LARGE:
        write_sizes(account, text);
        break;
    case BURN_FAILURE_STREAM_ENDED:
        _snwprintf(text, BURN_MESSAGE_UNITS, L"the stream ended after %I64u of its %I64u bytes",
                   account->stream_position, account->stream_bytes);
        break;
    case BURN_FAILURE_RECORDER_NOT_SUPPORTED:
        _snwprintf(text, BURN_MESSAGE_UNITS, L"%ls", account->recorder->text);
        break;
    case BURN_FAILURE_MEDIUM_NOT_SUPPORTED:
        write_medium(account, state_text_of(account->medium->state), text);
        break;
    case BURN_FAILURE_MEDIUM_WRITE_PROTECTED:
    case BURN_FAILURE_MEDIUM_NOT_BLANK:
    case BURN_FAILURE_VERIFICATION:
        write_medium(account, L"", text);
        break;
    case BURN_FAILURE_DEVICE:
        write_device(account, text);
        break;
    case BURN_FAILURE_NONE:
    case BURN_FAILURE_STREAM:
    case BURN_FAILURE_CANCELLED:
    case BURN_FAILURE_NO_MEMORY:
        break;
    }
    text[BURN_MESSAGE_UNITS - 1] = 0;
}
