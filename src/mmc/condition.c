/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sense data to conditions: one table, first match wins. */
#include "mmc/condition.h"

#include "mmc/opcodes.h"
#include "scsi/sense_codes.h"

#include <stddef.h>

/* Matches every value of a column. */
#define ANY (-1)

struct sense_rule {
    int16_t key;
    int16_t asc;
    int16_t ascq;
    int16_t opcode;
    enum mmc_condition condition;
};

static const struct sense_rule rules[] = {
    { 0x0, 0x00, ANY, ANY, MMC_CONDITION_NONE },
    { ANY, 0x02, 0x06, ANY, MMC_CONDITION_UPSIDE_DOWN },
    { 0x2, 0x04, 0x01, ANY, MMC_CONDITION_BECOMING_READY },
    { 0x2, 0x04, 0x03, ANY, MMC_CONDITION_NO_MEDIUM },
    { 0x2, 0x04, 0x04, ANY, MMC_CONDITION_FORMAT_IN_PROGRESS },
    { 0x2, 0x04, 0x07, ANY, MMC_CONDITION_BUSY },
    { 0x2, 0x04, 0x08, ANY, MMC_CONDITION_BUSY },
    { 0x2, 0x04, ANY, ANY, MMC_CONDITION_BECOMING_READY },
    { 0x2, 0x30, ANY, MMC_OPCODE_READ_DISC_STRUCTURE, MMC_CONDITION_NO_DISC_STRUCTURE },
    /* Nothing is lost when the stream ends while the cache is flushed. */
    { 0x3, 0x0C, 0x09, MMC_OPCODE_SYNCHRONIZE_CACHE, MMC_CONDITION_NONE },
    { 0x3, 0x0C, 0x09, ANY, MMC_CONDITION_LOSS_OF_STREAMING },
    { 0x4, 0x09, 0x01, ANY, MMC_CONDITION_UPSIDE_DOWN },
    { 0x4, 0x09, 0x02, ANY, MMC_CONDITION_INCOMPATIBLE },
    { 0x5, 0x20, 0x00, MMC_OPCODE_READ_DISC_STRUCTURE, MMC_CONDITION_NO_DISC_STRUCTURE },
    { 0x5, 0x24, 0x00, MMC_OPCODE_READ_DISC_STRUCTURE, MMC_CONDITION_NO_DISC_STRUCTURE },
    { 0x5, 0x30, 0x02, MMC_OPCODE_READ_DISC_STRUCTURE, MMC_CONDITION_NO_DISC_STRUCTURE },
    { 0x5, 0x20, 0x00, MMC_OPCODE_GET_CONFIGURATION, MMC_CONDITION_NO_CONFIGURATION },
    { 0x5, 0x24, 0x00, MMC_OPCODE_MODE_SENSE_10, MMC_CONDITION_NO_MODE_PAGE },
    { 0x5, 0x26, ANY, MMC_OPCODE_MODE_SELECT_10, MMC_CONDITION_INVALID_MODE_PARAMETERS },
    { 0x7, 0x27, ANY, ANY, MMC_CONDITION_WRITE_PROTECTED },
    { 0x6, 0x28, 0x00, ANY, MMC_CONDITION_BECOMING_READY },
    { ANY, 0x30, 0x10, ANY, MMC_CONDITION_NOT_FORMATTED },
    { ANY, 0x30, ANY, ANY, MMC_CONDITION_INCOMPATIBLE },
    { 0x2, 0x3A, ANY, ANY, MMC_CONDITION_NO_MEDIUM },
    { ANY, 0x73, 0x03, ANY, MMC_CONDITION_SPEED_MISMATCH },
    /* SPC-4 4.5.6: a recovered error is a command that succeeded. */
    { 0x1, ANY, ANY, ANY, MMC_CONDITION_NONE },
};

struct condition_text {
    const char *name;
    const char *meaning;
};

static const struct condition_text texts[MMC_CONDITION_COUNT] = {
#define MMC_CONDITION_ENTRY(name, text) [MMC_CONDITION_##name] = { #name, (text) },
#include "mmc/condition.def"
#undef MMC_CONDITION_ENTRY
};

static bool matches(int16_t wanted, uint8_t value)
{
    return wanted == ANY || wanted == value;
}

static enum mmc_condition condition_of_sense(uint8_t opcode, uint32_t code)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const struct sense_rule *rule = &rules[i];

        if (matches(rule->key, SCSI_SENSE_KEY(code)) && matches(rule->asc, SCSI_SENSE_ASC(code)) &&
            matches(rule->ascq, SCSI_SENSE_ASCQ(code)) && matches(rule->opcode, opcode))
            return rule->condition;
    }
    return MMC_CONDITION_OTHER;
}

static enum mmc_condition condition_of_status(uint8_t status)
{
    switch (status) {
    case SCSI_STATUS_BUSY:
        return MMC_CONDITION_BUSY;
    case SCSI_STATUS_RESERVATION_CONFLICT:
        return MMC_CONDITION_LOCKED;
    default:
        return MMC_CONDITION_OTHER;
    }
}

enum mmc_condition mmc_condition_of(uint8_t opcode, const struct scsi_result *result)
{
    switch (result->outcome) {
    case SCSI_OUTCOME_GOOD:
        return MMC_CONDITION_NONE;
    case SCSI_OUTCOME_CHECK_CONDITION:
        return condition_of_sense(opcode, result->sense.code);
    case SCSI_OUTCOME_OTHER_STATUS:
        return condition_of_status(result->status);
    case SCSI_OUTCOME_TRANSPORT_ERROR:
        return MMC_CONDITION_TRANSPORT;
    case SCSI_OUTCOME_TIMEOUT:
        return MMC_CONDITION_TIMEOUT;
    case SCSI_OUTCOME_DEVICE_GONE:
        return MMC_CONDITION_GONE;
    case SCSI_OUTCOME_LOCKED:
        return MMC_CONDITION_LOCKED;
    }
    return MMC_CONDITION_OTHER;
}

enum status mmc_condition_status(enum mmc_condition condition)
{
    switch (condition) {
    case MMC_CONDITION_NONE:
        return STATUS_OK;
    case MMC_CONDITION_TIMEOUT:
        return STATUS_TIMEOUT;
    case MMC_CONDITION_GONE:
        return STATUS_DEVICE_GONE;
    case MMC_CONDITION_LOCKED:
        return STATUS_BUSY;
    case MMC_CONDITION_INVALID_RESPONSE:
        return STATUS_INVALID_RESPONSE;
    case MMC_CONDITION_UPSIDE_DOWN:
    case MMC_CONDITION_BECOMING_READY:
    case MMC_CONDITION_NO_MEDIUM:
    case MMC_CONDITION_FORMAT_IN_PROGRESS:
    case MMC_CONDITION_BUSY:
    case MMC_CONDITION_LOSS_OF_STREAMING:
    case MMC_CONDITION_INCOMPATIBLE:
    case MMC_CONDITION_NOT_FORMATTED:
    case MMC_CONDITION_WRITE_PROTECTED:
    case MMC_CONDITION_SPEED_MISMATCH:
    case MMC_CONDITION_NO_DISC_STRUCTURE:
    case MMC_CONDITION_NO_MODE_PAGE:
    case MMC_CONDITION_INVALID_MODE_PARAMETERS:
    case MMC_CONDITION_NO_CONFIGURATION:
    case MMC_CONDITION_NO_FEATURE:
    case MMC_CONDITION_FEATURE_NOT_CURRENT:
    case MMC_CONDITION_TRANSPORT:
    case MMC_CONDITION_OTHER:
    case MMC_CONDITION_COUNT:
        break;
    }
    return STATUS_DEVICE;
}

bool mmc_condition_is_in_progress(const struct scsi_sense *sense)
{
    const uint8_t key = SCSI_SENSE_KEY(sense->code);
    const uint8_t asc = SCSI_SENSE_ASC(sense->code);

    switch (key) {
    case SCSI_SENSE_KEY_NOT_READY:
        return asc == 0x04;
    case SCSI_SENSE_KEY_ILLEGAL_REQUEST:
        return true;
    case SCSI_SENSE_KEY_UNIT_ATTENTION:
        return asc == 0x2E;
    default:
        return false;
    }
}

bool mmc_condition_is_write_transient(const struct scsi_sense *sense)
{
    return sense->code == SCSI_SENSE_CODE_LONG_WRITE_IN_PROGRESS ||
           sense->code == SCSI_SENSE_CODE_OPERATION_NOT_READY ||
           sense->code == SCSI_SENSE_CODE_BECOMING_READY;
}

const char *mmc_condition_name(enum mmc_condition condition)
{
    return (unsigned)condition < MMC_CONDITION_COUNT ? texts[condition].name : "?";
}

const char *mmc_condition_meaning(enum mmc_condition condition)
{
    return (unsigned)condition < MMC_CONDITION_COUNT ? texts[condition].meaning : "?";
}
