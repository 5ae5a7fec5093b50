/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CD times and addresses. */
#include "cd/msf.h"

#define FRAMES_PER_SECOND  75
#define SECONDS_PER_MINUTE 60

/* Minutes from here on count in the lead-in, towards 100 minutes, where address -150 lies. */
#define LEAD_IN_MINUTE 90

#define PREGAP_FRAMES  150
#define LEAD_IN_FRAMES (100 * SECONDS_PER_MINUTE * FRAMES_PER_SECOND)

int32_t cd_msf_to_lba(struct cd_msf msf)
{
    const int32_t frames =
        (msf.minute * SECONDS_PER_MINUTE + msf.second) * FRAMES_PER_SECOND + msf.frame;

    return frames - PREGAP_FRAMES - (msf.minute >= LEAD_IN_MINUTE ? LEAD_IN_FRAMES : 0);
}

struct cd_msf cd_msf_of_lba(int32_t lba)
{
    const int32_t frames = lba + PREGAP_FRAMES + (lba < -PREGAP_FRAMES ? LEAD_IN_FRAMES : 0);
    const int32_t seconds = frames / FRAMES_PER_SECOND;

    return (struct cd_msf){
        .minute = (uint8_t)(seconds / SECONDS_PER_MINUTE),
        .second = (uint8_t)(seconds % SECONDS_PER_MINUTE),
        .frame = (uint8_t)(frames % FRAMES_PER_SECOND),
    };
}
