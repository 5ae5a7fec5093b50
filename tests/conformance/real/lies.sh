#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A drive in Wine's D: whose replies are lies: whatever it says, programs end in time, with a reason,
# and nothing that is not on the disc is called a success.
. "$(dirname "$0")/common.sh"

ends_in_time() { # <lie>
    local status=0
    timeout=120 burn_folder --volume REAL --verify full "$source_path" || status=$?
    [ "$status" = 1 ] && [ -s "$output" ] && return 0
    [ "$status" = 0 ] && judge 7z "$work/source" "$work/disc.iso"
}

getters_end() { timeout=120 windows "$PROGRAMS_BIN/test_real_recorder.exe" probe; }

real_start dvd+r
real_folder_make "$work/source" 1
source_path=$(windows_path "$work/source")
for lie in zeros ones 'noise 1' 'noise 2' 'noise 3' 'bits 1' 'bits 2' 'bits 3' 'bits 4' success; do
    bridge_order lie none
    bridge_order insert dvd+r
    point "replies: $lie" bridge_order lie "$lie"
    point 'what a method gives is whole, or nothing' getters_end
    point 'a burn fails, or is on the disc' ends_in_time
done
finish
