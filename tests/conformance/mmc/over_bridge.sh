#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs the MMC conformance tests on the virtual recorder as a drive of Linux, by SG_IO:
# over_bridge.sh BIN [KIND...], where BIN is the folder of test_conformance_mmc_sg and of the bridge.
# Ends with 77 where no stand-in for a drive can be made.
set -euo pipefail
bridge_bin=$(cd "$1" && pwd)
. "$(dirname "$0")/../../support/sg_bridge/bridge.sh"

finish() {
    bridge_end
    rm -rf "$work"
}

work=$(mktemp -d "${TMPDIR:-/tmp}/openimapi-conformance.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
bridge_stand_in || {
    printf 'SKIP: no file can be made in /dev\n'
    exit 77
}
bridge_start dvd+r
CONFORMANCE_DISC=$work/disc.iso LD_PRELOAD=$bridge_bin/libsg_bridge.so \
    "$bridge_bin/test_conformance_mmc_sg" "${@:2}" 9>&-
