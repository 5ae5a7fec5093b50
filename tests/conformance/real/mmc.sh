#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs the MMC conformance tests on Wine's D: mmc.sh [KIND...], all kinds without any. The points are
# those of the tests.
. "$(dirname "$0")/common.sh"

real_start dvd+r
CONFORMANCE_DISC=$(windows_path "$work/disc.iso")
export CONFORMANCE_DISC CMOCKA_MESSAGE_OUTPUT=tap
status=0
timeout=600 windows "$PROGRAMS_BIN/test_conformance_mmc_real.exe" "$@" || status=$?
tr -d '\r' <"$output"
exit "$status"
