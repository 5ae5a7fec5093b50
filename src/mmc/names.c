/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of operation codes, profiles and features, from their .def files. */
#include "mmc/features.h"
#include "mmc/opcodes.h"
#include "mmc/profiles.h"

#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct named_code {
    uint16_t code;
    const char *name;
};

static const struct named_code opcodes[] = {
#define MMC_OPCODE_ENTRY(value, name, text) { (value), (text) },
#include "mmc/opcodes.def"
#undef MMC_OPCODE_ENTRY
};

static const struct named_code profiles[] = {
#define MMC_PROFILE_ENTRY(value, name, text) { (value), (text) },
#include "mmc/profiles.def"
#undef MMC_PROFILE_ENTRY
};

static const struct named_code features[] = {
#define MMC_FEATURE_ENTRY(value, name, text) { (value), (text) },
#include "mmc/features.def"
#undef MMC_FEATURE_ENTRY
};

static const char *name_of(const struct named_code *codes, size_t count, uint16_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (codes[i].code == code)
            return codes[i].name;
    }
    return "?";
}

const char *mmc_opcode_name(uint8_t opcode)
{
    return name_of(opcodes, COUNT_OF(opcodes), opcode);
}

const char *mmc_profile_name(uint16_t profile)
{
    return name_of(profiles, COUNT_OF(profiles), profile);
}

const char *mmc_feature_name(uint16_t code)
{
    return name_of(features, COUNT_OF(features), code);
}
