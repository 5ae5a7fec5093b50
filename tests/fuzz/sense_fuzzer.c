/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzzes sense data: whatever is parsed survives being encoded and parsed again. */
#include "scsi/sense.h"
#include "support/fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t raw[SCSI_SENSE_FIXED_SIZE];
    struct scsi_sense sense;
    struct scsi_sense again;

    scsi_sense_parse(data, size, &sense);
    scsi_sense_encode(&sense, raw);
    scsi_sense_parse(raw, sizeof(raw), &again);
    FUZZ_REQUIRE(again.code == sense.code);
    FUZZ_REQUIRE(again.has_information == sense.has_information);
    FUZZ_REQUIRE(again.information == sense.information);
    FUZZ_REQUIRE(again.has_progress == sense.has_progress);
    FUZZ_REQUIRE(again.progress == sense.progress);
    FUZZ_REQUIRE(scsi_sense_name(sense.code) != NULL);
    return 0;
}
